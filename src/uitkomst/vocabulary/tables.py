"""Reference tables: CSV files in tables/, each replaceable by a file of the same name in the user's own folder (decision D5).

Every table is read whole and checked: the right columns, and in each column the right kind of value. A wrong table is a
Problem that names the file, the line and what was expected; nothing is guessed.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from uitkomst.vocabulary.problems import Problem

FOLDER_VARIABLE = "UITKOMST_TABLES"

_MUNICIPALITY = (r"\d{4}", "4 digits")
_KVK = (r"\d{8}", "8 digits")
_DAY = (r"\d{4}-\d{2}-\d{2}", "2024-01-31")
_DAY_OR_EMPTY = (r"(?:\d{4}-\d{2}-\d{2})?", "2024-01-31 or empty")
_NUMBER = (r"-?\d+(?:\.\d+)?", "a number with a dot")
_TEXT = (r".*\S.*", "not empty")
_ANY = (r".*", "")

# Column -> (pattern of the whole value, how to say it). The columns named in _UNIQUE identify a line.
_COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
    "municipalities": {
        "code": _MUNICIPALITY,
        "name": _TEXT,
        "province": _TEXT,
        "youth_region": _TEXT,
        "valid_from": _DAY_OR_EMPTY,
        "valid_to": _DAY_OR_EMPTY,
    },
    "mergers": {"old": _MUNICIPALITY, "new": _MUNICIPALITY, "date": _DAY},
    "successions": {"old": _KVK, "new": _KVK, "date": _DAY},
    "exempt": {"provider": _KVK, "municipality": _MUNICIPALITY, "valid_from": _DAY, "valid_to": _DAY_OR_EMPTY},
    "norms": {
        "instrument": _TEXT,
        "informant": _TEXT,
        "sex": (r"[VMO*]", "V, M, O or *"),
        "age_from": (r"\d{1,2}", "a whole number"),
        "age_to": (r"\d{1,2}", "a whole number"),
        "direction": (r"higher_is_more_problems|higher_is_fewer_problems", "higher_is_more_problems or higher_is_fewer_problems"),
        "mean": _NUMBER,
        "sd": _NUMBER,
        "reliability": (r"0?\.\d+", "a number between 0 and 1"),
        "source": _TEXT,
        "version": _TEXT,
    },
    "postcodes": {"postcode": (r"[1-9]\d{3}[A-Z]{2}", "1234AB"), "municipality": _MUNICIPALITY},
    "products": {"product_category": (r"\d{2}", "2 digits"), "product_code": _ANY, "form": (r"0[1-4]|1[1-4]", "a form of help")},
    "agb": {"agb": (r"\d{8}", "8 digits"), "kvk": _KVK},
    "stop_reasons": {
        "standard": (r"ijw|iwmo", "ijw or iwmo"),
        "code": (r"\d{2}", "2 digits"),
        "cbs_reason": (r"(?:0[1-5])?", "01 … 05 or empty"),
    },
}
_UNIQUE: dict[str, tuple[str, ...]] = {
    "municipalities": ("code", "valid_from"),
    "mergers": ("old",),
    "successions": ("old",),
    "exempt": ("provider", "municipality", "valid_from"),
    "norms": ("instrument", "informant", "sex", "age_from", "version"),
    "postcodes": ("postcode",),
    "products": ("product_category", "product_code"),
    "agb": ("agb",),
    "stop_reasons": ("standard", "code"),
}


def table_names() -> tuple[str, ...]:
    """The names of all reference tables."""
    return tuple(_COLUMNS)


def own_folder(folder: Path | None = None) -> Path | None:
    """The user's own folder with tables: the one given, else that of UITKOMST_TABLES. Raises Problem if it does not exist."""
    if folder is None and (named := os.environ.get(FOLDER_VARIABLE, "").strip()):
        folder = Path(named)
    if folder is not None and not folder.is_dir():
        raise Problem("tables_folder", folder=folder)
    return folder


def find_table(name: str, folder: Path | None = None) -> Traversable:
    """The file of a reference table: the user's own if there is one, else ours. Raises Problem if the folder does not exist."""
    own = own_folder(folder)
    if own is not None and (file := own / f"{name}.csv").is_file():
        return file
    return files(__package__) / "tables" / f"{name}.csv"


def read_table(name: str, folder: Path | None = None) -> list[dict[str, str]]:
    """All lines of a reference table, checked, as text by column. Raises Problem with file, line, column and what was expected."""
    file = find_table(name, folder)
    try:
        text = file.read_text(encoding="utf-8-sig")
        return list(_checked(name, file.name, csv.reader(text.splitlines(), delimiter=_separator(text), strict=True)))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Problem("table_unreadable", table=name, file=file.name) from None


def _separator(text: str) -> str:
    head = text.partition("\n")[0]
    return ";" if ";" in head else ","


def _checked(name: str, file: str, lines: Iterator[list[str]]) -> Iterator[dict[str, str]]:
    columns = _COLUMNS[name]
    header = [column.strip().lower() for column in next(lines, [])]
    if sorted(header) != sorted(columns):
        raise Problem("table_header", table=name, file=file, expected=", ".join(columns))
    patterns = {column: re.compile(pattern) for column, (pattern, _) in columns.items()}
    seen: set[tuple[str, ...]] = set()
    for number, values in enumerate(lines, start=2):
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(header):
            raise Problem("table_columns", table=name, file=file, line=number)
        line = {column: value.strip() for column, value in zip(header, values, strict=True)}
        for column, pattern in patterns.items():
            if not pattern.fullmatch(line[column]):
                raise Problem("table_value", table=name, file=file, line=number, column=column, expected=columns[column][1])
        identity = tuple(line[column] for column in _UNIQUE[name])
        if identity in seen:
            raise Problem("table_twice", table=name, file=file, line=number)
        seen.add(identity)
        yield line
