"""Pages, by reader. They call flows and queries and contain no rule of their own."""
