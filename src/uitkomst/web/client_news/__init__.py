"""What became of it: read by a personal link, and handed over on paper by practitioners."""
