"""uitkomst figures: a release of figures for one audience, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from uitkomst.commands.shared.progress import progress_bar, say_counts
from uitkomst.flows.make_figures import make_figures
from uitkomst.measures import Scope
from uitkomst.vocabulary.problems import as_problem
from uitkomst.vocabulary.verdicts import Audience


def figures(
    paths: Annotated[list[Path], Parameter(name="PATH")],
    /,
    *,
    period: str,
    by: str = "",
    audience: Literal["own", "partner", "open"],
    scope: str = "nation",
    indicator: Annotated[list[str] | None, Parameter(negative="")] = None,
    earlier: Annotated[list[Path] | None, Parameter(negative="")] = None,
    format: Literal["csv", "json", "parquet"] = "csv",
    out: Path,
    tables: Path | None = None,
    distributions: Annotated[bool, Parameter(negative="")] = False,
    language: Literal["nl", "en"] = "nl",
) -> int:
    """Make one release of figures: measured and protected together, for one audience.

    Example: uitkomst figures deliveries/ --period 2023..2024 --by municipality --scope region:Utrecht-West --audience partner --out f.csv

    Exit code 0: written. 1: written, but rows or files were refused (counts on stderr). 2: nothing usable, nothing written.

    Parameters
    ----------
    paths:
        Delivery files or folders, or the folder of a saved snapshot.
    period:
        Half-years (2024-1), years (2024), two years (2023..2024), commas between; or `all`: every half-year delivered.
    by:
        Groupings, commas between: municipality, youth_region, province, provider, form_of_help, form_group, referrer, crisis,
        age_group, sex, team, intervention, target_group, severity. A grouping summed over has the value *.
    audience:
        own: nothing hidden, for the holder of the records. partner: exact with small numbers protected, one region or provider.
        open: rounded, for everybody.
    scope:
        municipality:0736, region:Utrecht-West, province:Utrecht, provider:12345678 or nation.
    indicator:
        Only this indicator (may be given more than once); all of them otherwise.
    earlier:
        A release made before for the same audience: what it gave away is taken into account.
    format:
        Kind of file.
    out:
        The file to write; it appears whole or not at all.
    tables:
        Folder with your own reference tables (municipalities, norms, exemptions, successions).
    distributions:
        Also the classes of distributions, as variants class:NAME.
    language:
        Language of the messages.
    """
    try:
        asked = Scope.parse(scope)
    except ValueError as error:
        raise as_problem(error) from None
    with progress_bar(language) as on_progress:
        made = make_figures(
            paths,
            out=out,
            periods=period,
            by=[name.strip() for name in by.split(",") if name.strip()],
            audience=Audience(audience),
            scope=asked,
            indicators=indicator or (),
            earlier=earlier or (),
            kind=format,
            tables=tables,
            distributions=distributions,
            on_progress=on_progress,
        )
    say_counts(made.built.report, language)
    print(f"{out}: {made.rows} {'rijen' if language == 'nl' else 'rows'}", file=sys.stderr)
    return 1 if made.built.refused_anything else 0
