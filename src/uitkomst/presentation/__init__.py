"""Figures → documents people read: the mirror as HTML and as tagged PDF.

Public: ``Mirror``, ``present_mirror``, ``read_stories``, ``StoriesError``.
"""

from .mirror import Mirror
from .present import present_mirror
from .stories import StoriesError, read_stories

__all__ = ["Mirror", "StoriesError", "present_mirror", "read_stories"]
