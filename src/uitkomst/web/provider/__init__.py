"""Pages of a provider: deliver, read what was found, accept, freeze."""
