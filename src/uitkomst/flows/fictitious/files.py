"""Write one delivery file: CSV in the shapes that are met in practice, or a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from uitkomst.flows.fictitious.arrays import Array
from uitkomst.flows.fictitious.deliveries import Delivery
from uitkomst.vocabulary.columns import COLUMNS, RECORD

_MADE = datetime(2025, 1, 15)  # a fixed date inside spreadsheets, so that the same seed gives the same file


def write_delivery(path: Path, delivery: Delivery, columns: Mapping[str, Array]) -> None:
    """Write the columns (text) to path. The provider decides on separator, byte order mark, line ends and extension columns."""
    names: tuple[str, ...] = RECORD if delivery.provider % 9 == 8 and not delivery.plain else COLUMNS
    values = [columns[name].tolist() for name in names]
    if delivery.is_sheet:
        return _write_sheet(path, names, values)
    if delivery.fault == "eaten_zeros":
        values = [[_without_zeros(value) for value in column] for column in values]
    if delivery.fault == "wrong_header":
        missing = names.index("verwijzer")
        values.pop(missing)
        names = tuple("vorm_hulp" if name == "hulpvorm" else name for name in names if name != "verwijzer")
    separator = "," if delivery.habit == 1 else ";"
    lines = [separator.join(names), *map(separator.join, zip(*values, strict=True))]
    return _write_text(path, delivery, lines)


def _write_text(path: Path, delivery: Delivery, lines: Sequence[str]) -> None:
    end = "\r\n" if delivery.habit in (2, 4) else "\n"
    text = end.join(lines) + end
    if delivery.fault == "empty":
        text = ""
    if delivery.fault == "cut_off":
        kept = max(2, int(len(lines) * 0.97))
        text = end.join([*lines[: kept - 1], lines[kept - 1][:40]])
    encoding = "cp1252" if delivery.fault == "cp1252" else "utf-8-sig" if delivery.habit == 4 and text else "utf-8"
    path.write_bytes(text.encode(encoding))


def _without_zeros(value: str) -> str:
    """What a spreadsheet makes of a text of digits."""
    return str(int(value)) if value.isdigit() else value


def _write_sheet(path: Path, names: Sequence[str], values: Sequence[Sequence[str]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _MADE, "comments": "FICTITIEUS: geen gegevens van bestaande personen of organisaties"})
    sheet = book.add_worksheet("jeugdhulp")
    sheet.write_row(0, 0, names)
    for position, column in enumerate(values):
        sheet.write_column(1, position, column)
    book.close()
