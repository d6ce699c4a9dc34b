"""Pages for the rights of clients about their data."""
