"""Conversations about figures: who takes part, what is expected, said, agreed and written down. Source: product.md."""
