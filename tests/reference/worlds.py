"""Small worlds written out by hand for the twin's own tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import count

from tests.reference.assembly import Trajectory, World, assemble
from tests.reference.rows import Delivery, Norm, Row, Tables
from tests.reference.units import Unit

A, B = "10000001", "20000002"
TABLES = Tables(
    municipalities={"0736": ("Utrecht-West", "Utrecht"), "0632": ("Utrecht-West", "Utrecht"), "0344": ("Utrecht stad", "Utrecht")},
    norms=(
        Norm("CBCL", "ouder", Fraction(10), Fraction("0.88")),
        Norm("ORS", "jeugdige", Fraction(10), Fraction("0.80"), higher_is_worse=False),
    ),
)


def day(text: str) -> date:
    """2024-01-31 as a date."""
    return date.fromisoformat(text)


def half(text: str) -> int:
    """2024-1 as the number of its half-year."""
    return int(text[:4]) * 2 + int(text[5]) - 1


def line(start: str, end: str = "", reason: str = "", client: str = "c1", **more: object) -> Row:
    """A row; client '' = no BSN known."""
    basic = Row(0, 0, client=client, start_date=day(start), end_date=day(end) if end else None, end_reason=reason or None)
    if not client:
        basic = replace(basic, bsn_kind="unknown")
    return replace(basic, **more)  # type: ignore[arg-type]


def file(period: str, *rows: Row, provider: str = A, version: int = 1, usable: bool = True) -> tuple[Delivery, tuple[Row, ...]]:
    """A delivery and its rows in file order."""
    return Delivery(0, provider, half(period), version, usable), rows


def world(*files: tuple[Delivery, tuple[Row, ...]], tables: Tables = TABLES) -> World:
    """The world that these deliveries make."""
    rows, deliveries = numbered(*files)
    return assemble(rows, deliveries, tables)


def numbered(*files: tuple[Delivery, tuple[Row, ...]]) -> tuple[list[Row], list[Delivery]]:
    """Deliveries numbered from 1, lines from 2."""
    numbers = count(1)
    rows, deliveries = [], []
    for delivery, its_rows in files:
        number = next(numbers)
        deliveries.append(replace(delivery, delivery=number))
        rows += [replace(row, delivery=number, line=place) for place, row in enumerate(its_rows, start=2)]
    return rows, deliveries


def dates(made: World) -> list[tuple[str, str]]:
    """Start and end of every trajectory, '' for running, in order of start."""
    return sorted((str(t.start), str(t.end or "")) for t in made.trajectories)


def only(made: World) -> Trajectory:
    """The one trajectory of the world."""
    (trajectory,) = made.trajectories
    return trajectory


def judged(units: list[Unit], variant: str = "", informant: str = "") -> list[tuple[str, str, str]]:
    """Start of the trajectory, verdict and reason of every unit of a variant, in order."""
    chosen = [u for u in units if u.variant == variant and u.informant == informant]
    return sorted((str(u.trajectory.start), u.verdict, u.reason) for u in chosen)
