"""Who is reached how: the strategy as data, and choices that follow from it."""
