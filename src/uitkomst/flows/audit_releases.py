"""Audit releases: read files of figures as anybody would, and attack them together. Needs no Django, no snapshot and no key.

Source: definitions 6 (threat model).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from uitkomst.engine import Engine, EngineError, quote
from uitkomst.protection import FIGURE_COLUMNS_AFTER_DIMS, FIGURE_COLUMNS_BEFORE_DIMS, Audit, Contradiction, Figure, Published, audit
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.vocabulary.problems import Problem

_COUNTS = ("population", "excluded", "unknown", "denominator", "numerator")
_NUMBERS = ("value", "lower", "upper", "coverage")


def audit_releases(files: Sequence[Path], *, tables: Path | None = None) -> tuple[Audit, tuple[Published, ...]]:
    """Attack the releases in these files together. Raises Problem for a file that is not a protected release."""
    releases = tuple(read_release(file) for file in files)
    try:
        return audit(releases, containments(tables)), releases
    except Contradiction as error:
        raise Problem("release_contradicts", file=", ".join(file.name for file in files), what=str(error)) from None


def containments(tables: Path | None) -> dict[tuple[str, str], dict[str, str]]:
    """Which municipality lies in which region and province: public knowledge that is not in the file."""
    places = read_municipalities(tables)
    return {
        ("municipality", "youth_region"): {code: place.youth_region for code, place in places.items()},
        ("municipality", "province"): {code: place.province for code, place in places.items()},
    }


def read_release(file: Path) -> Published:
    """One file of figures (CSV, JSON or Parquet) as its readers have it. Raises Problem when it cannot be used."""
    if not file.is_file():
        raise Problem("path_missing", path=file)
    rows = _rows(file)
    if not rows:
        raise Problem("release_empty", file=file.name)
    columns = list(rows[0])
    fixed = (*FIGURE_COLUMNS_BEFORE_DIMS, *FIGURE_COLUMNS_AFTER_DIMS)
    if any(name not in columns for name in fixed):
        raise Problem("release_columns", file=file.name, missing=", ".join(n for n in fixed if n not in columns))
    dims = tuple(name for name in columns if name not in fixed)
    audiences = {str(row["audience"]) for row in rows}
    if audiences == {"own"}:
        raise Problem("release_own", file=file.name)
    if len(audiences) != 1 or not audiences <= {"partner", "open"}:
        raise Problem("release_audience", file=file.name)
    try:
        return Published(file.name, audiences.pop(), dims, tuple(_figure(row, dims) for row in rows))
    except (ValueError, TypeError):
        raise Problem("release_value", file=file.name) from None


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        if file.suffix == ".json":
            return list(json.loads(file.read_text(encoding="utf-8")))
        if file.suffix == ".parquet":
            with Engine([file.parent]) as engine:
                return engine.dicts(f"SELECT * FROM read_parquet({quote(str(file.resolve()))})")
        with file.open(encoding="utf-8", newline="") as opened:
            return list(csv.DictReader(opened, strict=True))
    except (OSError, UnicodeDecodeError, ValueError, csv.Error, EngineError):
        raise Problem("release_unreadable", file=file.name) from None


def _figure(row: dict[str, Any], dims: tuple[str, ...]) -> Figure:
    texts = {name: str(row[name] or "") for name in (*FIGURE_COLUMNS_BEFORE_DIMS, "status", "reason", "marks")}
    counts = {name: None if row[name] in (None, "") else int(row[name]) for name in _COUNTS}
    numbers = {name: None if row[name] in (None, "") else float(row[name]) for name in _NUMBERS}
    marks = tuple(mark for mark in texts.pop("marks").split(";") if mark)
    merged = tuple(name for mark in marks if mark.startswith("merged:") for name in mark.removeprefix("merged:").split("+"))
    group = tuple(str(row[dim]) for dim in dims)
    return Figure(**texts, **counts, **numbers, group=group, marks=marks, merged=merged)  # type: ignore[arg-type]
