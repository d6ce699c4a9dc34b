"""Who is who: organisations of every kind, people, their roles and what those give a right to."""
