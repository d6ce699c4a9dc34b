"""Readers, one per file format; found by their place in this folder."""
