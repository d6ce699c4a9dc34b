"""Uitkomst: from what clients say about their help to figures that are safe to share and a conversation that improves the help."""

DEFINITIONS_VERSION = "1"
