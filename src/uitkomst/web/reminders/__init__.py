"""Reminders by mail: the own setting, and the link by which they stop."""
