"""Letters on paper: the invitation with a QR code, and how things stand with the goals."""
