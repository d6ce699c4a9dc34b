"""Sentences of clients: asked for, made untraceable by two people, and laid on a table nowhere but beside a figure of many."""
