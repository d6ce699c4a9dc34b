"""Figures → documents people read: the mirror as HTML and as tagged PDF.

Public: ``mirror.Mirror``, ``present.present_mirror``, ``stories.read_stories``, ``words.Words``. Imported from where they stand: who only
needs a word does not wait for all that draws.
"""
