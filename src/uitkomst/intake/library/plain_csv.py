"""Our plain delivery format as CSV.

Source: definitions 1. Clean files (valid UTF-8, no quotes) are recognised here and read by the engine; all others line by line.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from uitkomst.intake.reader import BLANK, LARGEST_FILE, Dialect, Early, Inspection, Line, column_name, header_fault

ENDING = ".csv"
_BLOCK = 1 << 20
_LONGEST_LINE = 100_000
_SEPARATORS = {";": "", ",": "", "\t": "tab", "|": "|"}
_ASCII = bytes(range(128))
# Letters with an accent, the apostrophe and the dash of Windows: other signs also occur when a different code page was meant.
_CERTAIN_CP1252 = frozenset((*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100), 0x92, 0x96))


@dataclass
class _Scan:
    """What one pass over the bytes of a file found."""

    sha256: str = ""
    newlines: int = 0
    separators: int = 0
    returns: int = 0
    utf8: bool = True
    quotes: bool = False
    zeros: bool = False
    blank_lines: bool = False
    padded: bool = False
    control: bool = False
    too_long: bool = False
    last_line_open: bool = False
    high_bytes: set[int] = field(default_factory=set)


def inspect(path: Path) -> Inspection:
    """Look at a file without reading its rows into anything: encoding, separator, header, and whether it is clean."""
    if path.stat().st_size > LARGEST_FILE:
        return Inspection("").refuse("file_too_large")
    with path.open("rb") as file:
        head = file.read(_LONGEST_LINE)
    wide = _utf16(head)
    separator = _separator(head.decode(wide or "utf-8-sig", "replace").partition("\n")[0])
    scan = _scan(path, separator.encode(), wide)
    seen = Inspection(scan.sha256, encoding=wide, separator=separator)
    if fault := _unreadable(head, scan, wide):
        return seen.refuse(fault)
    encoding = wide or ("utf-8-sig" if scan.utf8 else "cp1252")
    if encoding == "cp1252" and not scan.high_bytes <= _CERTAIN_CP1252:
        return seen.refuse("wrong_encoding")
    columns = tuple(column_name(name) for name in _split(next(_text_lines(path, encoding), ""), separator) or ())
    if not any(columns):
        return seen.refuse("empty_file")
    code, names = header_fault(columns)
    if code:
        return seen.refuse(code, "", names)
    rows = max(scan.newlines + scan.last_line_open - 1, 0)
    return replace(
        seen,
        encoding=encoding,
        columns=columns,
        rows=rows,
        cut_off_at=rows + 1 if scan.last_line_open else 0,
        findings=tuple(_repairs(encoding, separator)),
        dialect=_dialect(scan, columns, separator, rows) if encoding == "utf-8-sig" else None,
    )


def lines(path: Path, inspection: Inspection) -> Iterator[Line]:
    """The data lines one by one; a line with too many or too few fields, or an open quote, is malformed and the rest is read."""
    width, separator = len(inspection.columns), inspection.separator
    for number, text in enumerate(_text_lines(path, inspection.encoding), start=1):
        if number == 1 or not text.strip(BLANK + separator):
            continue
        values = _split(text, separator)
        if values is None or len(values) != width:
            value = "" if values is None else str(len(values))
            code = "cut_off" if number == inspection.cut_off_at else "malformed_row"
            yield Line(number, None, (Early(number, code, "error", "", value),))
        else:
            yield Line(number, [value.strip(BLANK) for value in values])


def _text_lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline=None) as file:
        for text in file:
            yield text.rstrip("\n")


def _split(text: str, separator: str) -> list[str] | None:
    """The fields of one line. Values have no line ends, so a quote that stays open spoils one line only: None."""
    if '"' not in text:
        return text.split(separator)
    try:
        return next(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        return None


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count) if any(header.count(s) for s in _SEPARATORS) else ";"


def _utf16(head: bytes) -> str:
    """The name of the UTF-16 in which the file starts, with or without a mark, or ''."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:64]
    if len(start) >= 8 and not any(start[1::2]):
        return "utf-16-le"
    if len(start) >= 8 and not any(start[0::2]):
        return "utf-16-be"
    return ""


def _unreadable(head: bytes, scan: _Scan, wide: str) -> str:
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\x00\r\n \t"):
        return "empty_file"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return "not_csv"
    if scan.too_long:
        return "line_too_long"
    if wide:
        return "" if scan.utf8 else "wrong_encoding"
    return "nul_bytes" if scan.zeros else ""


def _scan(path: Path, separator: bytes, wide: str) -> _Scan:
    """One pass over the bytes, in blocks of whole lines."""
    scan, digest = _Scan(), hashlib.sha256()
    decoder = codecs.getincrementaldecoder(wide or "utf-8")()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            rest = b"" if block.endswith(b"\n") else file.readline(_LONGEST_LINE)
            block += rest
            digest.update(block)
            _look(scan, block, separator)
            scan.too_long |= _has_long_line(block)
            if not block.isascii() or wide:
                _decode(scan, block, decoder)
    _decode(scan, b"", decoder, final=True)
    scan.sha256 = digest.hexdigest()
    return scan


def _has_long_line(block: bytes) -> bool:
    """Whether a line of this block is longer than allowed: somewhere a stretch of that length holds no line end."""
    at = 0
    while len(block) - at > _LONGEST_LINE:
        end = max(block.rfind(b"\n", at, at + _LONGEST_LINE), block.rfind(b"\r", at, at + _LONGEST_LINE))
        if end < 0:
            return True
        at = end + 1
    return False


def _decode(scan: _Scan, block: bytes, decoder: codecs.IncrementalDecoder, final: bool = False) -> None:
    scan.high_bytes.update(block.translate(None, _ASCII))
    if scan.utf8:
        try:
            decoder.decode(block, final)
        except UnicodeDecodeError:
            scan.utf8 = False


def _look(scan: _Scan, block: bytes, separator: bytes) -> None:
    scan.newlines += block.count(b"\n")
    scan.separators += block.count(separator)
    scan.returns += block.count(b"\r")
    scan.zeros |= b"\0" in block
    scan.quotes |= b'"' in block
    scan.control |= b"\x01" in block
    scan.blank_lines |= block[:1] in b"\r\n" or b"\n\n" in block or b"\n\r" in block
    edges = (b" " + separator, separator + b" ", b" \n", b" \r", b"\n ", b"\xc2\xa0", b"\t")
    scan.padded |= block[:1] == b" " or block[-1:] == b" " or any(edge in block for edge in edges)
    scan.last_line_open = not block.endswith(b"\n")


def _dialect(scan: _Scan, columns: tuple[str, ...], separator: str, rows: int) -> Dialect | None:
    """The dialect of a clean file, or None. The engine still checks each line's number of fields; here only their sum."""
    fields_fit = scan.separators == (len(columns) - 1) * (rows + 1)
    returns_fit = scan.returns in (0, scan.newlines)
    dirty = scan.quotes or scan.zeros or scan.blank_lines or scan.control or not scan.utf8
    if dirty or not fields_fit or not returns_fit or rows == 0:
        return None
    return Dialect(columns, separator, "\r\n" if scan.returns else "\n", scan.padded)


def _repairs(encoding: str, separator: str) -> Iterator[Early]:
    if encoding != "utf-8-sig":
        yield Early(0, "encoding_repaired", "repair", "", encoding)
    if _SEPARATORS[separator]:
        yield Early(0, "separator_repaired", "repair", "", _SEPARATORS[separator])
