"""Holds the product against the scenarios that subject experts write beside each indicator."""
