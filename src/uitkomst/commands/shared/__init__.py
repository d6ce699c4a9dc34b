"""What several commands use: progress bars, counts, the report of findings, and the texts of all commands."""
