"""Pseudonymise a delivery at the provider: the same rows, with a pseudonym where each BSN stood. Needs no Django.

Source: product principle 6 (a hub refuses a file with BSNs unread); definitions 1 (*Client*). Who holds the key can link the pseudonyms
of several providers; so a region agrees on one key, and the hub never gets it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from uitkomst import intake
from uitkomst.checks import finding_text
from uitkomst.intake.find import DeliveryFile
from uitkomst.intake.reader import PSEUDONYM_COLUMN, lines_of
from uitkomst.vocabulary.client_keys import is_bsn, pseudonym, without_bsn
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.columns import COLUMNS
from uitkomst.vocabulary.problems import Problem

_UNUSABLE = "onbruikbaar"


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """What was written: rows, of which ``unusable`` had no usable BSN. emptied: values in other columns where a BSN stood."""

    path: Path
    rows: int
    unusable: int
    emptied: int


def pseudonymise(paths: Sequence[Path], *, out: Path, key: bytes, language: str = "nl") -> list[Pseudonymised]:
    """Write each delivery under its own name in the folder ``out``, as CSV. Raises Problem, before anything is written."""
    found = intake.find(paths)
    for file in found.files:
        if file.inspection.refused:
            raise Problem("pseudonymise_refused", file=file.path.name, why=finding_text(file.inspection.refused, language).title)
        if (out / _name(file)).exists() and (out / _name(file)).samefile(file.path):
            raise Problem("pseudonymise_same", file=file.path.name)
    out.mkdir(parents=True, exist_ok=True)
    return [_write(file, out, key) for file in found.files]


def _name(file: DeliveryFile) -> str:
    return f"{file.path.name.rpartition('.')[0]}.csv"


def _write(file: DeliveryFile, out: Path, key: bytes) -> Pseudonymised:
    path = out / _name(file)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    columns = [name for name in COLUMNS if name in file.inspection.columns]
    rows, unusable, emptied = 0, 0, 0
    try:
        with unfinished.open("x", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, delimiter=";", lineterminator="\n")
            writer.writerow([PSEUDONYM_COLUMN if name == "bsn" else name for name in columns])
            for client, others in _rows(file, columns, key):
                kept = [without_bsn(value, "") for value in others]
                rows, unusable = rows + 1, unusable + (client == _UNUSABLE)
                emptied += sum(before != after for before, after in zip(others, kept, strict=True))
                writer.writerow([client, *kept])
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Pseudonymised(path, rows, unusable, emptied)


def _rows(file: DeliveryFile, columns: Sequence[str], key: bytes) -> Iterator[tuple[str, list[str]]]:
    """Each row: what stands for the client, and the other columns. A malformed line stays one: it will be refused where it is read."""
    special = {code.code for code in code_list("special_bsn").codes}
    place = {name: index for index, name in enumerate(file.inspection.columns)}
    others = [place[name] for name in columns if name != "bsn"]
    for line in lines_of(file.path, file.inspection):
        if line.values is None:
            yield _UNUSABLE, []
        else:
            values = line.values
            yield _client(values[place["bsn"]], special, key), [values[index] for index in others]


def _client(text: str, special: set[str], key: bytes) -> str:
    """A pseudonym; a special code or nothing as it is; anything else may be a BSN with a fault in it and does not go along."""
    if text in special or text == "":
        return text
    number = text.zfill(9) if len(text) == 8 else text
    return pseudonym(key, number) if is_bsn(number) else _UNUSABLE
