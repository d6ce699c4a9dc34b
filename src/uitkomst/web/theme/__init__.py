"""The look of one's own organisation."""
