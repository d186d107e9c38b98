"""What help the lender may give, what it costs, and how it is agreed and kept: pure functions of facts."""
