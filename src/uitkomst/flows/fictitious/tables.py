"""The reference tables that belong to the fictitious region: norms of FICT-T and the exempt pair (definitions 4)."""

from __future__ import annotations

import csv
import io

from uitkomst.flows.fictitious.draw import exempt_pair
from uitkomst.flows.fictitious.rows import Region
from uitkomst.flows.fictitious.settings import settings

_SOURCE = "FICTITIEUS: verzonnen norm"


def norms() -> str:
    """norms.csv: T-scores have mean 50 and standard deviation 10 by construction; the reliability is made up."""
    instrument = settings("shares")["scores"]["instrument"]
    head = ["instrument", "informant", "sex", "age_from", "age_to", "direction", "mean", "sd", "reliability", "source", "version"]
    informants = (("jeugdige", 11, 0.84), ("ouder", 0, 0.87))
    rows = [
        (instrument, who, "*", age, 23, "higher_is_more_problems", "50", "10", reliability, _SOURCE, "1")
        for who, age, reliability in informants
    ]
    return _csv([head, *rows])


def exempt(region: Region, valid_from: str) -> str:
    """exempt.csv: one provider that agreed on other outcome questions with one municipality."""
    provider, place = exempt_pair(region)
    head = ("provider", "municipality", "valid_from", "valid_to")
    return _csv([head, (region.providers[provider].kvk, region.places[place].code, valid_from, "")])


def _csv(rows: list[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()
