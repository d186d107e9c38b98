"""The engine's action server: thin actions that call our services."""
