"""Across conversations: what parties let be read beyond themselves."""
