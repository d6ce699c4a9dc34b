"""Pages of who keeps the register of clients of a provider."""
