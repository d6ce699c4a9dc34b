"""Sentences of clients at the provider: choose, make untraceable, and have a second person look."""
