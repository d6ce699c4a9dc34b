"""The use cases of a conversation: start, prepare, expect, look, interpret, agree, and write it down."""
