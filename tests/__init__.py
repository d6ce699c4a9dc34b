"""Tests: what the product promises, kept true."""
