"""The slow, obvious second implementation of definitions 1-5, written from the text and not from the product's steps."""
