"""Spreadsheets that would hurt: they are refused before anything opens them."""

import zipfile
import zlib

import pytest

from tests.deliveries import row, write_delivery, write_sheet
from uitkomst import intake
from uitkomst.intake import archive


def refused(path):
    return intake.find([path]).files[0].inspection.refused


def rewrite(path, change):
    """The same archive with some parts changed: change(name, content) gives the new content."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)


@pytest.fixture
def sheet(tmp_path):
    path = write_sheet(tmp_path, rows=[row()])
    assert refused(path) == ""
    return path


def test_what_is_no_archive(sheet):
    for content in (b"", b"bsn;geboortedatum\n", b"\xd0\xcf\x11\xe0" + bytes(2000), sheet.read_bytes()[:-200], b"PK\x03\x04" + bytes(100)):
        sheet.write_bytes(content)
        assert refused(sheet) == ("unreadable" if content else "empty_file")


def test_a_bomb_that_says_so(sheet, monkeypatch):
    monkeypatch.setattr(archive, "_LARGEST_TOTAL", 100_000)
    rewrite(sheet, lambda name, content: content + b" " * 200_000 if name.endswith("sheet1.xml") else content)
    assert sheet.stat().st_size < 20_000
    assert refused(sheet) == "unpacks_too_large"


def test_a_bomb_that_lies_about_its_size(sheet):
    rewrite(sheet, lambda name, content: content + b" " * 5_000_000 if name.endswith("sheet1.xml") else content)
    data = bytearray(sheet.read_bytes())
    with zipfile.ZipFile(sheet) as opened:
        true_size = opened.getinfo("xl/worksheets/sheet1.xml").file_size
    # The size stands in the local header and in the directory: make both small.
    assert data.count(true_size.to_bytes(4, "little")) == 2
    sheet.write_bytes(bytes(data).replace(true_size.to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert refused(sheet) == "unpacks_too_large"


def test_parts_that_overlap(sheet):
    data = sheet.read_bytes()
    with zipfile.ZipFile(sheet) as opened:
        part = opened.getinfo("xl/worksheets/sheet1.xml")
    huge = len(data) * 2
    changed = data.replace(part.compress_size.to_bytes(4, "little"), huge.to_bytes(4, "little"))
    sheet.write_bytes(changed)
    assert refused(sheet) == "unpacks_too_large"


def test_too_many_parts(sheet):
    with zipfile.ZipFile(sheet, "a") as opened:
        for number in range(2_001):
            opened.writestr(f"x/{number}.xml", "")
    assert refused(sheet) == "unpacks_too_large"


def test_entities(sheet):
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    rewrite(sheet, lambda name, content: bomb + content if name.endswith("sheet1.xml") else content)
    assert refused(sheet) == "xml_entities"


def test_a_cell_at_the_end_of_the_world(sheet):
    def far_away(name, content):
        return content.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')

    rewrite(sheet, far_away)
    assert refused(sheet) == "sheet_too_large"


def test_encrypted_parts(sheet):
    data = bytearray(sheet.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    sheet.write_bytes(bytes(data))
    assert refused(sheet) == "unreadable"


def test_damaged_parts(sheet):
    data = bytearray(sheet.read_bytes())
    with zipfile.ZipFile(sheet) as opened:
        part = opened.getinfo("xl/worksheets/sheet1.xml")
    middle = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    data[middle : middle + 8] = b"\xff" * 8
    sheet.write_bytes(bytes(data))
    with pytest.raises((zipfile.BadZipFile, zlib.error)), zipfile.ZipFile(sheet) as opened:
        opened.read("xl/worksheets/sheet1.xml")
    assert refused(sheet) in ("unreadable", "unpacks_too_large")


def test_a_file_over_the_limit(tmp_path, monkeypatch):
    from uitkomst.intake.library import plain_csv, plain_sheet

    for module, path in (
        (plain_csv, write_delivery(tmp_path, rows=[row()])),
        (plain_sheet, write_sheet(tmp_path, period="2024-2", rows=[row()])),
    ):
        monkeypatch.setattr(module, "LARGEST_FILE", 100)
        assert refused(path) == "file_too_large"
