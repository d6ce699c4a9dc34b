"""Look first: drop a file without an account, on one's own installation."""
