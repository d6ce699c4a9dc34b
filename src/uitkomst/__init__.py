"""Uitkomst: from what clients say about their help to figures that are safe to share and a conversation that improves the help."""

__version__ = "0.1.0"
DEFINITIONS_VERSION = "1"
