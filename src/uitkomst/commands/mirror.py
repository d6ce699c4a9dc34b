"""uitkomst mirror: the document for a conversation, as one HTML file or a tagged PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.progress import progress_bar, say_counts
from uitkomst.flows.make_mirror import Order, make_mirror
from uitkomst.measures import Scope
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem, as_problem
from uitkomst.vocabulary.verdicts import Audience


def mirror(
    paths: Annotated[list[Path], Parameter(name="PATH")],
    /,
    *,
    whom: Annotated[str, Parameter(name="--for")],
    period: str,
    audience: Literal["own", "partner", "open"],
    language: Literal["nl", "en"] = "nl",
    stories: Path | None = None,
    out: Path,
    tables: Path | None = None,
) -> int:
    """Make the mirror of a municipality, region, provider or the nation: the document on the table of a conversation.

    Example: uitkomst mirror deliveries/ --for municipality:0736 --period 2024-1 --audience partner --out mirror.html

    Exit code 0: written. 1: written, but rows or files were refused (counts on stderr). 2: nothing usable, nothing written.

    Parameters
    ----------
    paths:
        Delivery files or folders, or the folder of a saved snapshot.
    whom:
        municipality:0736, region:Utrecht-West, provider:12345678 or nation.
    period:
        A half-year (2024-1), a year (2024) or two years (2023..2024). Unless the audience is own, the mirror opens on two years.
    audience:
        own: your own records, not for sharing. partner: the parties of one conversation. open: everybody else.
    language:
        Dutch or English.
    stories:
        A Markdown file with a heading `## indicator` for each story; without it there are lines to write on.
    out:
        The file to write, ending in .html, .pdf or .xlsx; it appears whole or not at all.
    tables:
        Folder with your own reference tables.
    """
    if out.suffix.lower() not in (".html", ".pdf", ".xlsx"):
        raise Problem("mirror_ending", path=out)
    try:
        order = Order(
            scope=Scope.parse(whom), period=Period.parse(period), audience=Audience(audience), language=language, stories=stories,
            made_on=date.today(),
        )  # fmt: skip
    except ValueError as error:
        raise as_problem(error) from None
    with progress_bar(language) as on_progress:
        built = make_mirror(paths, order, out=out, tables=tables, on_progress=on_progress)
    say_counts(built.report, language)
    return 1 if built.refused_anything else 0
