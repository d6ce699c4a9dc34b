"""The rights of clients about their data: see, correct, erase; records that are one; what is let go in time."""
