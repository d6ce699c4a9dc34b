"""The pages of a conversation, one a step."""
