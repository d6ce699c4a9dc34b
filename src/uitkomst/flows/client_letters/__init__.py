"""The invitation on paper, with a QR code."""
