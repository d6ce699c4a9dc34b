"""Fictitious caseload files, as a case file system might export them. Nobody in them exists; the numbers are test numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from xlsxwriter import Workbook

TODAY = date(2026, 3, 2)
BSN = ("999900006", "999990019", "999990020")
HEADINGS = (
    "Cliëntnummer", "BSN", "Roepnaam", "Geboortedatum", "Geslacht", "Postcode", "E-mail cliënt", "Naam ouder 1", "E-mail ouder 1",
    "Gezag ouder 1", "Naam ouder 2", "E-mail ouder 2", "Gezag ouder 2", "Hulpverlener", "Team", "Hulpvorm", "Verwijzer", "Startdatum",
    "Verwachte einddatum", "Einddatum", "Reden einde", "Hulpvraag", "Niet benaderen",
)  # fmt: skip
ROW = {
    "Cliëntnummer": "C-001", "BSN": BSN[0], "Roepnaam": "Noor", "Geboortedatum": "12-05-2012", "Geslacht": "Vrouw", "Postcode": "3511 AB",
    "E-mail cliënt": "noor@client.example", "Naam ouder 1": "Mina", "E-mail ouder 1": "mina@ouder.example", "Gezag ouder 1": "Ja",
    "Naam ouder 2": "Bas", "E-mail ouder 2": "bas@ouder.example", "Gezag ouder 2": "Ja", "Hulpverlener": "sanne@aanbieder.example",
    "Team": "Team Noord", "Hulpvorm": "02", "Verwijzer": "Huisarts", "Startdatum": "01-09-2025", "Verwachte einddatum": "01-06-2026",
    "Einddatum": "", "Reden einde": "", "Hulpvraag": "Ik wil weer naar school.", "Niet benaderen": "",
}  # fmt: skip


def row(**changes: str) -> dict[str, str]:
    """A row like ROW with other values; ``_`` in a name is a blank."""
    return {**ROW, **{name.replace("_", " ").replace("E mail", "E-mail"): value for name, value in changes.items()}}


def text_of(rows: Sequence[Mapping[str, str]], separator: str = ";", headings: Sequence[str] = HEADINGS) -> str:
    """The rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(headings)
    writer.writerows([[one.get(heading, "") for heading in headings] for one in rows])
    return out.getvalue()


def write(folder: Path, rows: Sequence[Mapping[str, str]], name: str = "caseload.csv", encoding: str = "utf-8", **more: str) -> Path:
    """The rows as a CSV file."""
    path = folder / name
    path.write_bytes(text_of(rows, **more).encode(encoding))
    return path


def write_sheet(folder: Path, rows: Sequence[Sequence[object]], name: str = "caseload.xlsx") -> Path:
    """Cells as a spreadsheet; a day is written as a day."""
    path = folder / name
    book = Workbook(path, {"default_date_format": "dd-mm-yyyy"})
    sheet = book.add_worksheet()
    for number, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            sheet.write(number, at, cell)
    book.close()
    return path
