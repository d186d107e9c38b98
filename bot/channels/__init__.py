"""Channel adapters: one port, many ways out."""
