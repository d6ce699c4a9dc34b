"""Conversations of two or more parties: expectations, interpretations, agreements, minutes. Models stay inside."""
