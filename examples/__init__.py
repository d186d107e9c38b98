"""A small portfolio of invented borrowers, and the generator that wrote it."""
