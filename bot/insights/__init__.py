"""What happened, counted; what is kept, and for how long."""
