"""uitkomst make-region: a fictitious region to try everything with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from uitkomst.flows.make_region import make_region as make


def make_region(
    folder: Annotated[Path, Parameter(name="DIR")],
    /,
    *,
    region: str | None = None,
    municipalities: str | None = None,
    providers: int = 12,
    clients: int = 4000,
    periods: str = "2021-1:2024-2",
    seed: int = 7,
    replace: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Make the deliveries of a fictitious region: people and providers that do not exist, figures as they are met in practice.

    Example: uitkomst make-region demo/deliveries --region Utrecht-West --providers 12 --clients 4000 --periods 2021-1:2024-2 --seed 7

    Parameters
    ----------
    folder:
        The folder to make; it must not exist, be empty, or (with --replace) hold a fictitious region made earlier.
    region:
        Name of a youth region; its municipalities get fictitious clients.
    municipalities:
        Instead of a region: municipality codes, separated by commas (0632,0736).
    providers:
        Number of fictitious providers.
    clients:
        Number of fictitious clients, at most the number of test BSNs (9,091).
    periods:
        First and last half-year, as 2021-1:2024-2.
    seed:
        The same seed gives the same files.
    replace:
        Replace a fictitious region made earlier in this folder.
    """
    columns = (TextColumn("[progress.description]{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("fictieve regio: bestanden", total=None)
        made = make(
            folder,
            region=region,
            municipalities=municipalities.split(",") if municipalities else (),
            providers=providers,
            clients=clients,
            periods=periods,
            seed=seed,
            replace=replace,
            on_progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    print(f"FICTITIEUS: {made.files} bestanden, {made.rows} regels over {made.trajectories} trajecten van {made.clients} cliënten")
    print(f"{made.folder}/LEESMIJ.txt zegt wat erin zit.")
    return 0
