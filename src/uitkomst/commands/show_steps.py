"""uitkomst show-steps: every intermediate table of one indicator, on a small fictitious sample."""

from __future__ import annotations

from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from uitkomst.flows.show_steps import ShownStep, samples
from uitkomst.flows.show_steps import show_steps as steps_of
from uitkomst.measures.scenarios import Scenario
from uitkomst.vocabulary.problems import Problem, as_problem
from uitkomst.vocabulary.texts import read_texts

_PIPED_WIDTH = 260


def show_steps(indicator: str, /, *, sample: str = "", language: Literal["nl", "en"] = "nl") -> None:
    """Show how an indicator is computed: each intermediate table from delivered rows to counts, on a small fictitious sample.

    Example: uitkomst show-steps no_return --sample "verblijf"

    Parameters
    ----------
    indicator:
        The indicator, for example dropout.
    sample:
        A word from the heading of the scenario to use as sample; the first scenario otherwise.
    language:
        Language of the messages.
    """
    texts = read_texts("uitkomst.commands.shared", "explain_texts", language)["steps"]
    scenario = _chosen(indicator, sample, texts)
    console = Console()
    console = console if console.is_terminal else Console(width=_PIPED_WIDTH)
    about = texts["sample"].format(heading=scenario.heading, line=scenario.lines[0].number, file=scenario.file)
    console.print(about, markup=False, highlight=False)
    for step in steps_of(indicator, scenario):
        _print(step, console, texts)


def _chosen(indicator: str, sample: str, texts: dict[str, str]) -> Scenario:
    try:
        found = samples(indicator)
    except ValueError as error:
        raise as_problem(error) from None
    for scenario in found:
        if sample.lower() in scenario.heading.lower():
            return scenario
    headings = "; ".join(scenario.heading for scenario in found)
    raise Problem("wrong_request", what=texts["no_sample"].format(indicator=indicator, sample=sample, headings=headings))


def _print(step: ShownStep, console: Console, texts: dict[str, str]) -> None:
    console.rule(Text(f"{step.name}  ({step.place})"), align="left")
    console.print(step.about, markup=False, highlight=False)
    if not step.rows:
        console.print(texts["empty"])
    else:
        table = Table(*step.columns, pad_edge=False)
        for row in step.rows:
            table.add_row(*(Text("" if value is None else str(value)) for value in row))
        console.print(table)
    if step.everywhere:
        facts = ", ".join(f"{column} = {value}" for column, value in step.everywhere.items())
        console.print(texts["everywhere"].format(facts=facts), markup=False, highlight=False)
    console.print()
