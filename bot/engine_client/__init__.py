"""The one way from the product to the sealed engine."""
