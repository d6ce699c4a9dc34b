"""uitkomst explain: the trajectories behind one figure, each with verdict and reason. For own use only."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import Parameter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from uitkomst.commands.shared.progress import progress_bar, say_counts
from uitkomst.commands.shared.writing import write_whole
from uitkomst.flows.explain_figure import Explained, explain_figure
from uitkomst.measures import Scope, load_definitions
from uitkomst.measures.explain import ExplainedUnit, Figure
from uitkomst.measures.reasons import reason_text
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem, as_problem
from uitkomst.vocabulary.texts import read_texts

_PIPED_WIDTH = 160
_CODES = (
    "client", "provider", "municipality", "form", "start_date", "end_date", "informant", "units", "verdict", "reason", "value",
    "elsewhere", "text",
)  # fmt: skip


def explain(
    paths: Annotated[list[Path], Parameter(name="PATH")],
    /,
    *,
    indicator: str,
    period: str,
    variant: str = "",
    informant: Literal["", "young_person", "parent"] = "",
    where: Annotated[list[str] | None, Parameter(negative="")] = None,
    scope: str = "nation",
    format: Literal["table", "json", "csv"] = "table",
    out: Path | None = None,
    tables: Path | None = None,
    language: Literal["nl", "en"] = "nl",
) -> int:
    """Explain one figure: which trajectories got which verdict, and why. For own use only: nothing is hidden, do not share it.

    Example: uitkomst explain deliveries/ --indicator no_return --period 2024-1 --where municipality=0632 --where form_group=with_stay

    A client has a number that holds inside this snapshot only; there is no BSN and no pseudonym. With --scope provider:KVK only that
    provider's own trajectories are linked. Where the reason lies at another provider it says "elsewhere", never who or when.
    Exit code 0: done. 1: done, but rows or files were refused. 2: nothing usable.

    Parameters
    ----------
    paths:
        Delivery files or folders, or the folder of a saved snapshot.
    indicator:
        The indicator of the figure; `uitkomst indicators` lists them.
    period:
        A half-year (2024-1), a year (2024) or two years (2023..2024).
    variant:
        The variant of the indicator, for example client.
    informant:
        Only this informant, for indicators that have them.
    where:
        The group of the figure, as GROUPING=VALUE (may be given more than once), with the groupings of `uitkomst figures`.
    scope:
        municipality:0736, region:Utrecht-West, province:Utrecht, provider:12345678 or nation.
    format:
        table: to read. json, csv: every unit with codes.
    out:
        The file to write; without it the explanation goes to the screen. It appears whole or not at all.
    tables:
        Folder with your own reference tables (municipalities, norms, exemptions, successions).
    language:
        Language of the texts.
    """
    try:
        figure = Figure(indicator, Period.parse(period), variant, informant, Scope.parse(scope), tuple(_pair(text) for text in where or ()))
    except ValueError as error:
        raise as_problem(error) from None
    if out is not None and not (out.parent.is_dir() and os.access(out.parent, os.W_OK)):
        raise Problem("out_folder", path=out)
    with progress_bar(language) as on_progress:
        explained = explain_figure(paths, figure, tables=tables, on_progress=on_progress)
    texts = read_texts("uitkomst.commands.shared", "explain_texts", language)
    notes = [texts["own"], *([texts["lower_bound"]] if explained.lower_bound else [])]
    say_counts(explained.built.report, language)
    if format == "table":
        _print(explained, notes, texts, language, out)
    else:
        text = _json(explained, notes, language) if format == "json" else _csv(explained, language)
        for note in notes:
            print(note, file=sys.stderr)
        if out is None:
            print(text, end="")
        else:
            write_whole(out, text)
    return 1 if explained.built.refused_anything else 0


def _pair(text: str) -> tuple[str, str]:
    dim, equals, value = text.partition("=")
    if not equals or not value:
        raise Problem("not_a_group", text=text)
    return dim.strip(), value.strip()


def _record(unit: ExplainedUnit, figure: Figure, language: str) -> dict[str, Any]:
    values = {name: getattr(unit, name) for name in _CODES if name != "text"}
    days = {name: str(day) if (day := values[name]) else None for name in ("start_date", "end_date")}
    return values | days | {"text": reason_text(figure.indicator, unit.reason, language)}


def _json(explained: Explained, notes: list[str], language: str) -> str:
    figure = explained.figure
    about = {
        "notes": notes,
        "audience": "own",
        "snapshot": explained.built.snapshot.name,
        "indicator": figure.indicator,
        "variant": figure.variant,
        "informant": figure.informant,
        "period": figure.period.name,
        "scope": str(figure.scope),
        "where": dict(figure.where),
        "totals": explained.totals,
        "units": [_record(unit, figure, language) for unit in explained.units],
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _csv(explained: Explained, language: str) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, _CODES, lineterminator="\n")
    writer.writeheader()
    for unit in explained.units:
        record = _record(unit, explained.figure, language)
        writer.writerow({name: str(value).lower() if isinstance(value, bool) else value for name, value in record.items()})
    return text.getvalue()


def _print(explained: Explained, notes: list[str], texts: dict[str, Any], language: str, out: Path | None) -> None:
    """The table to read, on the screen or in a file."""
    text = io.StringIO()
    console = Console() if out is None and sys.stdout.isatty() else Console(file=text, width=_PIPED_WIDTH)
    figure = explained.figure
    title = load_definitions()[figure.indicator].title[language]
    groups = [*([str(figure.scope)] if figure.scope.value else []), *(f"{dim} = {value}" for dim, value in figure.where)]
    heading = {"title": title, "variant": f" ({figure.variant})" if figure.variant else "", "period": figure.period.name}
    console.print(texts["heading"].format(**heading, group=", ".join(groups) or texts["everyone"]), markup=False, highlight=False)
    for note in notes:
        console.print(note, markup=False, highlight=False)
    console.print()
    if explained.units:
        console.print(_table(explained, texts, language))
        totals = explained.totals
        parts = ", ".join(f"{number} {texts['verdict'][verdict]}" for verdict, number in totals.items() if verdict != "population")
        console.print(texts["total"].format(population=totals["population"], parts=parts), markup=False, highlight=False)
    else:
        console.print(texts["nobody"], markup=False)
    if out is not None:
        write_whole(out, text.getvalue())
    elif text.getvalue():
        print(text.getvalue(), end="")


def _table(explained: Explained, texts: dict[str, Any], language: str) -> Table:
    """One line per unit; columns that say nothing for this indicator are left out."""
    figure = explained.figure
    columns = ["client", "provider", "municipality", "form", "start_date", "end_date"]
    columns += [name for name in ("informant", "value") if any(getattr(unit, name) not in ("", None) for unit in explained.units)]
    columns += ["units"] if any(unit.units != 1 for unit in explained.units) else []
    table = Table(*(str(texts["column"][name]) for name in [*columns, "verdict", "why"]), pad_edge=False)
    for unit in explained.units:
        cells = [str("" if (value := getattr(unit, name)) is None else value) for name in columns]
        if "informant" in columns:
            cells[columns.index("informant")] = texts["informant"].get(unit.informant, "")
        if unit.end_date is None:
            cells[columns.index("end_date")] = texts["running"]
        why = reason_text(figure.indicator, unit.reason, language) + (f" ({texts['elsewhere']})" if unit.elsewhere else "")
        table.add_row(*map(Text, [*cells, texts["verdict"][unit.verdict], why]))
    return table
