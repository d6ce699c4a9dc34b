"""The fixed-width file of the protocol, in a layout from library/layouts/ or the user's own.

Source: protocol version 7, 7.2 (ASCII in fixed format). The layout is recognised by the length of the records and the period.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from uitkomst.intake.layouts import Layout, layout_of, read_with, to_line
from uitkomst.intake.reader import BLANK, LARGEST_FILE, Early, Inspection, Line
from uitkomst.vocabulary.periods import HalfYear

ENDINGS = (".txt",)
_LONGEST_LINE = 10_000


def inspect(path: Path, layouts: Sequence[Layout], period: HalfYear | None) -> Inspection:
    """Look at every line: its length says which layout this is."""
    if path.stat().st_size > LARGEST_FILE:
        return Inspection("").refuse("file_too_large")
    digest, rows, longest = hashlib.sha256(), 0, 0
    for raw in _raw_lines(path):
        digest.update(raw)
        if len(raw) > _LONGEST_LINE:
            return Inspection("").refuse("line_too_long")
        if b"\0" in raw:
            return Inspection("").refuse("nul_bytes")
        try:
            text = raw.decode("utf-8-sig").rstrip("\r\n")
        except UnicodeDecodeError:
            return Inspection("").refuse("wrong_encoding")
        if text.strip(BLANK):
            rows, longest = rows + 1, max(longest, len(text))
    seen = Inspection(digest.hexdigest(), rows=rows)
    if not rows:
        return seen.refuse("empty_file")
    layout = _fitting(layouts, longest, period)
    return read_with(seen, layout) if layout else seen.refuse("no_layout", "", str(longest))


def lines(path: Path, inspection: Inspection) -> Iterator[Line]:
    """The records one by one; one that is too long is malformed, spaces that were cut off at the end are no fault."""
    layout = layout_of(inspection)
    for number, raw in enumerate(_raw_lines(path), start=1):
        text = raw.decode("utf-8-sig").rstrip("\r\n")
        if not text.strip(BLANK):
            continue
        if len(text.rstrip(BLANK)) > layout.width or len(text) < layout.shortest:
            yield Line(number, None, (Early(number, "malformed_row", "error", "", str(len(text))),))
        else:
            yield to_line(layout, layout.fields, number, layout.cut(text))


def _raw_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while raw := file.readline(_LONGEST_LINE + 1):
            yield raw


def _fitting(layouts: Sequence[Layout], longest: int, period: HalfYear | None) -> Layout | None:
    """The layout in which the longest record fits: one of just that length, else one in which the end may have been cut off."""
    fixed = [layout for layout in layouts if layout.kind == "fixed" and layout.holds_for(period)]
    exact = [layout for layout in fixed if layout.width == longest]
    near = [layout for layout in fixed if layout.shortest <= longest <= layout.width]
    return next(iter([*exact, *near]), None)
