"""One file for each step, in order; a released step is never edited."""
