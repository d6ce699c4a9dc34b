"""Text that goes into a cell of a CSV file: a spreadsheet must never run it. Source: OWASP, "CSV Injection"."""

from __future__ import annotations

import re

_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NO_FORMULA = re.compile(r"-(\d+([.,]\d+)*)?")


def no_formula(text: str) -> str:
    """The text, with a quote before it when a spreadsheet could take it for a formula. A lone dash and a number below 0 stay."""
    return f"'{text}" if text.startswith(_BEGINS) and not _NO_FORMULA.fullmatch(text) else text


def no_formula_sql(column: str) -> str:
    """The same for a column of text, as an expression for the engine."""
    begins = " OR ".join(f"starts_with({column}, chr({ord(begin)}))" for begin in _BEGINS)
    return f"CASE WHEN ({begins}) AND NOT regexp_full_match({column}, '{_NO_FORMULA.pattern}') THEN chr(39) || {column} ELSE {column} END"
