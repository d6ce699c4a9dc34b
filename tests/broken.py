"""Every way in which a file comes in broken, as the issue of the main job names them: for tests that send files.

Refused at the door: nothing of it is kept. Refused whole: read, and said what is wrong with it. Faulty rows: the rest is used.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from tests import deliveries

KVK, PERIOD = "12345678", "2023-2"
NAME = f"{KVK}_{PERIOD}_jeugdhulp"


def plain(folder: Path) -> bytes:
    """A delivery with which nothing is wrong."""
    usual = {"datum_aanvang": "20230901"}
    rows = [deliveries.row(**usual), deliveries.row(bsn=deliveries.bsn(2), **usual)]
    return deliveries.write_delivery(folder, KVK, PERIOD, rows).read_bytes()


def sheet(folder: Path) -> bytes:
    """The same as a spreadsheet."""
    return deliveries.write_sheet(folder, KVK, PERIOD, [deliveries.row(datum_aanvang="20230901")]).read_bytes()


def _changed(whole: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with another first sheet."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith("sheet1.xml") else content)
    return made.getvalue()


def _bomb(whole: bytes) -> bytes:
    """It unpacks to much more than it says."""
    data = _changed(whole, lambda content: content + b" " * 5_000_000)
    with zipfile.ZipFile(BytesIO(data)) as opened:
        size = opened.getinfo("xl/worksheets/sheet1.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


_ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
_FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'

AT_THE_DOOR: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "wrong_type": ("foto.jpg", lambda data: b"\xff\xd8\xff"),
    "not_named": ("clienten.csv", lambda data: data),
    "wrong_kvk": (NAME.replace(KVK, "1234") + ".csv", lambda data: data),
    "other_provider": (NAME.replace(KVK, "23456789") + ".csv", lambda data: data),
    "wrong_period": (NAME.replace("2023-2", "2023-3") + ".csv", lambda data: data),
    "wrong_version": (NAME + "_v0.csv", lambda data: data),
    "kind_not_yet": (NAME.replace("jeugdhulp", "wmo") + ".csv", lambda data: data),
    "empty_upload": (NAME + ".csv", lambda data: b""),
    "wrong_content": (NAME + ".xlsx", lambda data: data),
}
"""By the code of the answer: the name of the file, and what is made of a good one."""

REFUSED_WHOLE: dict[str, tuple[str, str, Callable[[bytes], bytes]]] = {
    "empty": ("empty_file", "csv", lambda data: b"\xef\xbb\xbf\r\n"),
    "an archive called csv": ("not_csv", "csv", lambda data: b"PK\x03\x04" + data),
    "nul bytes": ("nul_bytes", "csv", lambda data: data.replace(b"20230901", b"2023\x00901", 1)),
    "wrong encoding": ("wrong_encoding", "csv", lambda data: data + b"\xe2\x82"),
    "2 MB of one line": ("line_too_long", "csv", lambda data: data + b"x" * 2_000_000),
    "no header": ("no_header", "csv", lambda data: data.partition(b"\n")[2]),
    "a column too few": ("missing_column", "csv", lambda data: data.replace(b"hulpvorm;", b"", 1)),
    "a column too many": ("unknown_column", "csv", lambda data: data.replace(b"hulpvorm;", b"hulpvorm;naam;", 1)),
    "a column twice": ("duplicate_column", "csv", lambda data: data.replace(b"hulpvorm;", b"hulpvorm;hulpvorm;", 1)),
    "a truncated sheet": ("unreadable", "xlsx", lambda data: data[:-200]),
    "a zip bomb": ("unpacks_too_large", "xlsx", _bomb),
    "xml entities": ("xml_entities", "xlsx", lambda data: _changed(data, lambda content: _ENTITIES + content)),
    "a cell far away": ("sheet_too_large", "xlsx", lambda data: _changed(data, lambda content: content.replace(b"</sheetData>", _FAR))),
}
"""By what is wrong: the reason that is said, the kind of file, and what is made of a good one."""

FAULTY_ROWS: dict[str, dict[str, str]] = {
    "a day that does not exist": {"datum_aanvang": "20230230"},
    "a negative number": {"nut_ouder": "-7", "datum_einde": "20231001"},
    "a huge number": {"nut_ouder": "9" * 40, "datum_einde": "20231001"},
    "a number that is no bsn": {"bsn": "123456789"},
    "a code outside the list": {"hulpvorm": "99"},
    "an end before the start": {"datum_einde": "20230701"},
}
"""By what is wrong: the fields of the row."""
