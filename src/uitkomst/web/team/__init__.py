"""The team talk."""
