"""Questionnaires as data: items, wordings, routing, scores. Pure: no Django, no clock."""
