"""Pages of a client: by a personal link, without an account."""
