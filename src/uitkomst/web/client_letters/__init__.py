"""Letters to print."""
