"""Pages of licensed instruments: norms and scores."""
