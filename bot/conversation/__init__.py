"""The conversation: what a message sets in motion, step by step, over ports."""
