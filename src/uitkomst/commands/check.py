"""uitkomst check: are these deliveries right, and what is to be done about what is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.console import Console

from uitkomst.commands.shared.check_report import WRITERS, print_table, summary, texts
from uitkomst.commands.shared.progress import progress_bar
from uitkomst.commands.shared.writing import write_whole
from uitkomst.flows.check_deliveries import check_deliveries
from uitkomst.vocabulary.client_keys import read_key
from uitkomst.vocabulary.problems import Problem


def check(
    paths: Annotated[list[Path], Parameter(name="PATH")],
    /,
    *,
    format: Literal["table", "json", "csv"] = "table",
    out: Path | None = None,
    language: Literal["nl", "en"] = "nl",
    tables: Path | None = None,
) -> int:
    """Check deliveries: every finding with file, line, what it means and what to do. Nothing is sent or kept.

    Example: uitkomst check deliveries/ 12345678_2024-1_jeugdhulp_v2.csv --format csv --out findings.csv

    Exit code 0: no errors. 1: errors found, rows or files are refused. 2: nothing usable.

    Parameters
    ----------
    paths:
        Delivery files or folders. In a folder, files not named as a delivery are skipped.
    format:
        table: findings grouped by what to do, with an example. json, csv: every finding.
    out:
        The file to write; without it the report goes to the screen. It appears whole or not at all.
    language:
        Language of the report.
    tables:
        Folder with your own reference tables (municipalities, mergers, postcodes).
    """
    if out is not None and not (out.parent.is_dir() and os.access(out.parent, os.W_OK)):
        raise Problem("out_folder", path=out)
    key = read_key()
    with progress_bar(language) as on_progress:
        report = check_deliveries(paths, key=key, tables=tables, on_progress=on_progress, list_all=format != "table")
    if out is not None:
        write_whole(out, WRITERS[format](report, language))
        print(summary(report, language), file=sys.stderr)
        findings = sum(group.number for group in report.groups)
        print(texts(language)["written"].format(out=out, findings=findings), file=sys.stderr)
    elif format == "table" and sys.stdout.isatty():
        print_table(report, Console(), language)
    else:
        print(WRITERS[format](report, language), end="")
    if not report.usable:
        return 2
    return 1 if report.errors else 0
