"""Builds fictitious deliveries for tests: rows from dictionaries with sensible defaults, files in any dialect.

Only test BSNs are used (999900006..999999990 that pass the 11-test), so no row can be a real person's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import xlsxwriter
from stdnum.nl import bsn as _bsn

COLUMNS = (
    "bsn", "geboortedatum", "geslacht", "postcode", "gemeentecode", "verwijzer", "hulpvorm", "gestart_met_crisis",
    "datum_aanvang", "datum_einde", "reden_beeindiging", "nut_jeugdige", "nut_ouder", "zonder_hulp_jeugdige", "zonder_hulp_ouder",
)  # fmt: skip
EXTENSION = (
    "team", "interventie", "doelgroep", "ernst_begin", "instrument", "informant_instrument", "t_begin", "t_eind",
    "doelen_afgesproken", "doelen_beoordeeld", "doelen_gerealiseerd", "zonder_hulp_schaal",
)  # fmt: skip
PROVIDER = "12345678"
KEY = "a key for tests only, never for real deliveries"


@cache
def _test_bsns() -> tuple[str, ...]:
    return tuple(str(number) for number in range(999_900_006, 999_999_991) if _bsn.is_valid(str(number)))


def bsn(n: int = 1) -> str:
    """The n-th valid test BSN (1 = the first); there are about nine thousand."""
    return _test_bsns()[n - 1]


def row(**fields: str | int) -> dict[str, str]:
    """One delivery row: a girl of twelve in Woerden, ambulant help through the GP, running in 2024-1; change what you name."""
    usual = {
        "bsn": bsn(1), "geboortedatum": "20120315", "geslacht": "V", "postcode": "", "gemeentecode": "0632", "verwijzer": "02",
        "hulpvorm": "02", "gestart_met_crisis": "02", "datum_aanvang": "20240201",
    }  # fmt: skip
    given = {name: str(value) for name, value in fields.items()}
    unknown = set(given) - set(COLUMNS) - set(EXTENSION)
    if unknown:
        raise ValueError(f"not columns of a delivery: {sorted(unknown)}")
    return dict.fromkeys(COLUMNS, "") | usual | given


def write_delivery(
    folder: Path,
    provider: str = PROVIDER,
    period: str = "2024-1",
    rows: Iterable[Mapping[str, str]] = (),
    version: int = 1,
    *,
    columns: Sequence[str] | None = None,
    separator: str = ";",
    encoding: str = "utf-8",
    newline: str = "\n",
    kind: str = "jeugdhulp",
    quoting: int = csv.QUOTE_MINIMAL,
) -> Path:
    """Write one delivery file and return its path. Columns: the fifteen of the law's record, and each extension column in use."""
    rows = list(rows)
    if columns is None:
        columns = (*COLUMNS, *(name for name in EXTENSION if any(name in r for r in rows)))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter=separator, lineterminator=newline, quoting=quoting, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    suffix = "" if version == 1 else f"_v{version}"
    path = folder / f"{provider}_{period}_{kind}{suffix}.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_sheet(
    folder: Path,
    provider: str = PROVIDER,
    period: str = "2024-1",
    rows: Iterable[Mapping[str, object]] = (),
    version: int = 1,
    *,
    columns: Sequence[str] = COLUMNS,
) -> Path:
    """Write one delivery as a spreadsheet. Texts become text cells; numbers and dates become what Excel makes of them."""
    path = folder / f"{provider}_{period}_jeugdhulp{'' if version == 1 else f'_v{version}'}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, columns)
        for at, fields in enumerate(rows, start=1):
            for column, name in enumerate(columns):
                value = fields.get(name, "")
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif isinstance(value, (int, float)):
                    sheet.write_number(at, column, value)
                elif value:
                    sheet.write_string(at, column, str(value))
    return path
