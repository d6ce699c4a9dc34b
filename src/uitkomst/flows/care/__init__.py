"""Measuring with the client: the register, goals, invitations, answers, the closing conversation, and what goes into a delivery."""
