"""Plain facts of the product: words, money, loans, contacts, promises. Standard library only."""
