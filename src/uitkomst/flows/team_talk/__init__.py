"""The team talk: learn from cases that go well and that do not."""
