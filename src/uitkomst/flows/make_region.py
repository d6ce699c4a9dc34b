"""Make a folder with the deliveries of a fictitious region, its reference tables, a readme and example stories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from uitkomst.flows import fictitious
from uitkomst.flows.fictitious import RegionProblem, tables
from uitkomst.flows.fictitious.folder import check_folder, new_folder
from uitkomst.flows.fictitious.readme import readme
from uitkomst.flows.fictitious.settings import template
from uitkomst.vocabulary.municipalities import Municipality
from uitkomst.vocabulary.periods import HalfYear, parse_range

MOST_PROVIDERS = 900
MOST_PERIODS = 40


@dataclass(frozen=True, slots=True)
class RegionMade:
    """What was made, for the command line to tell."""

    folder: Path
    files: int
    rows: int
    clients: int
    trajectories: int


def make_region(
    folder: Path,
    *,
    region: str | None = None,
    municipalities: Sequence[str] = (),
    providers: int = 12,
    clients: int = 4000,
    periods: str = "2021-1:2024-2",
    seed: int = 7,
    replace: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> RegionMade:
    """Make the folder; the same arguments give the same files. Raises RegionProblem, before anything is written, if that cannot be."""
    half_years = _half_years(periods)
    numbers = fictitious.numbers_of_nobody()
    _check_numbers(providers, clients, len(numbers), seed)
    places = _places(region, municipalities)
    check_folder(folder, replace=replace)
    drawn = fictitious.draw_region(places, providers=providers, clients=clients, periods=half_years, seed=seed, numbers=numbers)
    fictitious.remove_exempt_answers(drawn)
    planned = fictitious.plan_deliveries(np.random.default_rng([seed, 100]), providers, half_years)
    asked = f"{f'--region {region}' if region else '--municipalities ' + ','.join(municipalities)} --providers {providers}"
    asked += f" --clients {clients} --periods {periods} --seed {seed}"
    with new_folder(folder, replace=replace) as unfinished:
        written = fictitious.write_deliveries(unfinished, drawn, planned, np.random.default_rng([seed, 101]), on_progress)
        (unfinished / "tables").mkdir()
        (unfinished / "tables" / "norms.csv").write_text(tables.norms(), encoding="utf-8")
        (unfinished / "tables" / "exempt.csv").write_text(tables.exempt(drawn, str(half_years[0].first_day)), encoding="utf-8")
        (unfinished / "stories.md").write_text(template("stories.md"), encoding="utf-8")
        text = readme(drawn, planned, written, half_years, asked=asked, folder=folder.name)
        (unfinished / "LEESMIJ.txt").write_text(text, encoding="utf-8")
    return RegionMade(folder, len(written.files), written.rows, clients, len(drawn.care["client"]))


def _half_years(text: str) -> tuple[HalfYear, ...]:
    last = HalfYear(2099, 2)
    problem = RegionProblem("wrong_periods", periods=text, last=last, most=MOST_PERIODS)
    try:
        found = parse_range(text)
    except ValueError:
        raise problem from None
    if found[0] < HalfYear(2015, 1) or found[-1] > last or len(found) > MOST_PERIODS:
        raise problem
    return found


def _check_numbers(providers: int, clients: int, available: int, seed: int) -> None:
    for what, number in (("--providers", providers), ("--clients", clients)):
        if number < 1:
            raise RegionProblem("too_few", what=what, least=1, number=number)
    if providers > MOST_PROVIDERS:
        raise RegionProblem("too_many_providers", most=MOST_PROVIDERS, number=providers)
    if clients > available:
        raise RegionProblem("too_many_clients", most=available, number=clients)
    if seed < 0:
        raise RegionProblem("wrong_seed", seed=seed)


def _places(region: str | None, municipalities: Sequence[str]) -> list[Municipality]:
    if bool(region) == bool(municipalities):
        raise RegionProblem("one_place")
    return fictitious.region_places(region) if region else fictitious.listed_places(municipalities)
