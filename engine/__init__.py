"""The sealed Rasa environment: launcher, graph components and the one channel our product speaks to."""
