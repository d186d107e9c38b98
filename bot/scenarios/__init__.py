"""Scenario files: one format in which everybody says what must happen, and the runner that proves it."""
