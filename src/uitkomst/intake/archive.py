"""Looking into an XLSX file before anything opens it: it is a zip, and a small zip can unpack to more than the machine holds.

The size in the zip's own directory may lie, so every part is unpacked here in small pieces, counted and thrown away.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

_LARGEST_TOTAL = 300_000_000
_MOST_PARTS = 2_000
_MOST_CELLS = 30_000_000
_PIECE = 1 << 18
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]{0,200}?\br="([A-Z]{1,4})([0-9]{1,9})"')
_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass
class Archive:
    """What was seen. ``fault`` is a finding code, '' when the file may be opened. date1904: it counts days from 1904."""

    fault: str = ""
    date1904: bool = False


def look_into(path: Path) -> Archive:
    """Unpack every part without keeping it; stop at the first thing that must not be opened."""
    archive = Archive()
    try:
        with ZipFile(path) as opened, path.open("rb") as raw:
            parts = opened.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_TOTAL:
                return Archive("unpacks_too_large")
            if sum(part.compress_size for part in parts) > path.stat().st_size:
                return Archive("unpacks_too_large")  # parts that overlap, to unpack the same bytes many times
            for part in parts:
                archive.fault = archive.fault or _look_at(part, raw, archive)
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return Archive("unreadable")
    return archive


def _look_at(part: ZipInfo, raw: BinaryIO, archive: Archive) -> str:
    if part.flag_bits & 1 or part.compress_type not in (0, 8):
        return "unreadable"
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    is_sheet = part.filename.lower().startswith("xl/worksheets/")
    unpack = zlib.decompressobj(-15) if part.compress_type == 8 else None
    raw.seek(_start_of_data(part, raw))
    left, size, overlap, row, column = part.compress_size, 0, b"", 0, 0
    while left > 0 and (packed := raw.read(min(_PIECE, left))):
        left -= len(packed)
        while packed:
            piece = unpack.decompress(packed, _PIECE) if unpack else packed
            packed = unpack.unconsumed_tail if unpack else b""
            size += len(piece)
            if size > part.file_size:
                return "unpacks_too_large"
            if is_xml:
                text = overlap + piece
                if _FORBIDDEN.search(text):
                    return "xml_entities"
                if is_sheet:
                    row, column = _furthest(text, row, column)
                archive.date1904 |= b'date1904="1"' in text or b'date1904="true"' in text
                overlap = text[-300:]
    return "sheet_too_large" if row * column > _MOST_CELLS else ""


def _start_of_data(part: ZipInfo, raw: BinaryIO) -> int:
    raw.seek(part.header_offset)
    header = raw.read(30)
    if header[:4] != b"PK\x03\x04":
        raise BadZipFile
    return part.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")


def _furthest(text: bytes, row: int, column: int) -> tuple[int, int]:
    """The highest row and column that a cell names: the reader makes room for all cells up to there."""
    names: set[bytes] = set()
    for name, number in _CELL.findall(text):
        names.add(name)
        row = max(row, int(number))
    return row, max([column, *(_column_number(name) for name in names)])


def _column_number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
