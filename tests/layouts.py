"""Writes deliveries in layouts for tests: fixed-width files, spreadsheets with headings, and spreadsheets of the older kind (.xls)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from uitkomst.intake.layouts import Field, Layout

WHO = ("jeugdige", "ouder")


def values_of(layout: Layout, row: Mapping[str, str]) -> list[str]:
    """The values of one row in the order of the layout; the first measurement is that of the first informant who answered."""
    answered = [who for who in WHO if row.get(f"nut_{who}") or row.get(f"zonder_hulp_{who}")]
    codes = {who: code for code, who in layout.informants.items()}
    return [_value(field, row, answered, codes) for field in layout.fields]


def _value(field: Field, row: Mapping[str, str], answered: Sequence[str], codes: Mapping[str, str]) -> str:
    if not field.measurement:
        return row.get(field.column, "")
    if field.measurement > len(answered):
        return ""
    who = answered[field.measurement - 1]
    return codes[who] if field.column == "informant" else row.get(f"{field.column}_{who}", "")


def write_fixed(folder: Path, layout: Layout, rows: Iterable[Mapping[str, str]], name: str = "12345678_2024-1_jeugdhulp.txt") -> Path:
    """Write a fixed-width file."""
    records = (zip(layout.fields, values_of(layout, row), strict=True) for row in rows)
    lines = ("".join(value.ljust(field.width) for field, value in record) for record in records)
    path = folder / name
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("ascii"))
    return path


def write_headed(folder: Path, layout: Layout, rows: Iterable[Mapping[str, str]], name: str = "12345678_2024-1_jeugdhulp.xlsx") -> Path:
    """Write a spreadsheet with the headings of a layout; an .xls is of the older kind."""
    lines = [[field.heading for field in layout.fields], *(values_of(layout, row) for row in rows)]
    path = folder / name
    if path.suffix == ".xls":
        write_old_sheet(path, lines)
        return path
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, line in enumerate(lines):
            for column, value in enumerate(line):
                if value:
                    sheet.write_string(at, column, value)
    return path


def write_old_sheet(path: Path, lines: Sequence[Sequence[str | float]], *, far: bool = False) -> None:
    """Write the smallest .xls there can be: BIFF8 records in one stream of a compound file. far: one cell in the farthest corner.

    Source of the form: [MS-XLS] 2.4 (BOF, BoundSheet8, Label, Number) and [MS-CFB] 2.2 to 2.6.
    """
    cells = b"".join(_old_cell(row, column, value) for row, line in enumerate(lines) for column, value in enumerate(line) if value != "")
    if far:
        cells += _old_cell(65_535, 65_535, 1.0)
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    filler = _record(0x00EF, bytes(4_096))  # so that the stream is long enough to stand in ordinary sectors
    name = b"Blad1"
    bound = len(start) + len(filler) + 4 + 8 + len(name) + 4
    globals_ = start + filler + _record(0x0085, struct.pack("<IBBBB", bound, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
    path.write_bytes(_compound(globals_ + sheet))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _old_cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        return _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def _compound(stream: bytes) -> bytes:
    """A compound file with one stream, Workbook: sector 0 is the table of sectors, 1 the directory, the stream from 2."""
    sectors = -(-len(stream) // 512)
    tables = -(-(sectors + 2) // 126)
    first = tables + 1
    chain = [*range(first + 1, first + sectors), 0xFFFFFFFE]
    table = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + chain
    table += [0xFFFFFFFF] * (tables * 128 - len(table))
    header = struct.pack("<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
                         0, tables, tables, 0, 4_096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)  # fmt: skip
    header = header[:76] + struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    root = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)
    book = _entry("Workbook", 2, 0xFFFFFFFF, first, len(stream))
    return (
        header
        + struct.pack(f"<{len(table)}I", *table)
        + root
        + book
        + _entry("", 0, 0xFFFFFFFF, 0, 0) * 2
        + stream.ljust(sectors * 512, b"\0")
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le") if name else b""
    none = 0xFFFFFFFF
    return written.ljust(64, b"\0") + struct.pack(
        "<HBBIII16sI8s8sIQ", len(written), kind, 1, none, none, child, bytes(16), 0, bytes(8), bytes(8), start, size
    )
