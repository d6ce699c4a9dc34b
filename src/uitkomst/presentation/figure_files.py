"""The file of figures: one row per indicator, variant, informant, period and group, with exactly the agreed columns.

Source: definitions 3 and 6 (hidden cells are empty, with status and reason; never 0).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from uitkomst import DEFINITIONS_VERSION
from uitkomst.engine import Engine, quote
from uitkomst.protection.figure import FIGURE_COLUMNS_AFTER_DIMS, FIGURE_COLUMNS_BEFORE_DIMS
from uitkomst.vocabulary.cells import no_formula_sql

FileKind = Literal["csv", "json", "parquet"]


def write_figures(
    engine: Engine, dims: tuple[str, ...], *, audience: str, snapshot: str, out: Path, kind: FileKind, distributions: bool = False
) -> int:
    """Write the engine table ``compared`` to a file that appears by rename; returns the number of rows.

    distributions: also the classes of distributions, as variants ``class:NAME`` (decision D22).
    """
    fixed = {"audience": quote(audience), "snapshot": quote(snapshot), "definitions_version": quote(DEFINITIONS_VERSION)}
    columns = (*FIGURE_COLUMNS_BEFORE_DIMS, *dims, *FIGURE_COLUMNS_AFTER_DIMS)
    # An empty text is written as nothing in CSV, not as a pair of quotes.
    texts = ("variant", "informant", "reason", "marks") if kind == "csv" else ()
    fixed |= {name: f"nullif({name}, '')" for name in texts}
    # What a group is called comes from files: a spreadsheet must not run it.
    fixed |= {name: no_formula_sql(f"CAST({name} AS VARCHAR)") for name in dims if kind == "csv"}
    listed = ", ".join(f"{fixed[name]} AS {name}" if name in fixed else name for name in columns)
    where = "" if distributions else "WHERE NOT starts_with(variant, 'class:')"
    order = ", ".join((*FIGURE_COLUMNS_BEFORE_DIMS, *dims))
    engine.write(f"SELECT {listed} FROM compared {where} ORDER BY {order}", out, kind)
    return int(engine.value(f"SELECT count(*) FROM compared {where}"))
