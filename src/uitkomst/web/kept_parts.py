"""Parts of pages that are made once: a release never changes, so what is written from it, for the same words beside it, is the same.

A part is made from a document and what is said beside it, and from nothing else: no request, no reader. Both are the key under which
it is kept. Whether the reader may see it is asked before, at every look (``flows.show_figures``); this only writes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from uitkomst.presentation.document import Document
from uitkomst.web import words

Make = Callable[..., dict[str, Any]]
MOST_KEPT = 256


class _Same:
    """A document as a key: the very same object, which stays alive as long as the key does."""

    __slots__ = ("one",)

    def __init__(self, one: Document) -> None:
        self.one = one

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.one is other.one

    def __hash__(self) -> int:
        return id(self.one)


def part(template: str, make: Make, document: Document, *said: Hashable) -> SafeString:
    """``templates/web/<template>.html`` with the context ``make(document, *said)``. ``make`` must look at its arguments alone."""
    return _written(template, make, words.language(), _Same(document), said)


@lru_cache(maxsize=MOST_KEPT)
def _written(template: str, make: Make, language: str, document: _Same, said: tuple[Hashable, ...]) -> SafeString:
    return mark_safe(render_to_string(f"web/{template}.html", make(document.one, *said)))
