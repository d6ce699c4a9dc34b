"""The practice talk: the steps of a conversation in half an hour, with made-up figures. Needs no account; keeps nothing.

Source: product.md ("Works without figures as an exercise").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from uitkomst.presentation.charts.beside import BesideRow, beside_picture
from uitkomst.presentation.charts.canvas import HALF
from uitkomst.presentation.charts.course import scale_axis
from uitkomst.presentation.charts.ranges import Range
from uitkomst.presentation.document import Picture
from uitkomst.presentation.words import Words
from uitkomst.vocabulary.texts import read_texts

STEPS = ("begin", "director", "alderman", "look", "talk", "agree", "end")
PEOPLE = ("director", "alderman")
_LOWEST, _HIGHEST = 1, 10
_FOUND = Range(7.2, 6.8, 7.6)


@dataclass(frozen=True, slots=True)
class Practice:
    """What the practice shows of its one subject, and the expectations on its axis."""

    texts: Mapping[str, Any]
    picture: Picture


def number_of(text: str) -> float | None:
    """A typed grade, or None when it is none."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() and _LOWEST <= number <= _HIGHEST else None


def show_practice(expected: Mapping[str, tuple[str, str]], names: Mapping[str, str], language: str) -> Practice:
    """The made-up figure with what each person typed to expect: (low, high)."""
    texts, words = read_texts("uitkomst.flows.conversation", "practice", language), Words(language)
    rows = [BesideRow(names[who], *sorted_pair(expected.get(who, ("", ""))), hidden=words("beside.no_number")) for who in PEOPLE]
    rows.append(BesideRow(words("beside.found"), figure=_FOUND))
    title = words("beside.title", title=texts["title"])
    numbers = [n for row in rows for n in (row.low, row.high) if n is not None]
    axis = scale_axis(min([*numbers, 6.8]), max([*numbers, 7.6]), _LOWEST, _HIGHEST)
    return Practice(texts, beside_picture("practice", title, words("beside.desc"), rows, axis, HALF))


def sorted_pair(typed: tuple[str, str]) -> tuple[float | None, float | None]:
    """Low and high in order, whichever was typed first."""
    low, high = (number_of(text) for text in typed)
    return (high, low) if low is not None and high is not None and low > high else (low, high)
