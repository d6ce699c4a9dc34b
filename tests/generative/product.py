"""What the product makes of the same files, in the words of the twin. The only file here that knows how the product is called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

from tests.reference.figures import Key, Sums
from tests.reference.rows import Row
from uitkomst import intake
from uitkomst.engine import Engine
from uitkomst.flows.check_deliveries import read_and_check
from uitkomst.measures import JudgedUnit, Request, Scope, judge, load_definitions
from uitkomst.measures.measure import measure
from uitkomst.snapshots import NothingToFreeze, Snapshot, freeze, link, load_reference, read_reference
from uitkomst.vocabulary.periods import Period

COLUMNS = [column.name for column in fields(Row) if column.name != "delivery"]


@dataclass
class Product:
    """One world as the product sees it; snapshot is None when no delivery is valid."""

    engine: Engine
    snapshot: Snapshot | None

    def usable(self) -> dict[str, bool]:
        """File name -> whether it was usable."""
        return dict(self.engine.rows("SELECT file, usable FROM deliveries"))

    def typed(self) -> dict[tuple[str, int], dict[str, object]]:
        """(file name, line) -> the typed row, of usable deliveries."""
        sql = f"SELECT file, {', '.join(f't.{name}' for name in COLUMNS)} FROM typed t JOIN deliveries USING (delivery) WHERE usable"
        return {(file, values[0]): dict(zip(COLUMNS, values, strict=True)) for file, *values in self.engine.rows(sql)}

    def units(self, half_years: list[int], own_provider: str = "") -> dict[str, list[JudgedUnit]]:
        """Indicator -> every unit with verdict and reason; linked over all providers, or inside one."""
        assert self.snapshot is not None
        linked = link(self.snapshot, own_provider)
        return {indicator: list(judge(linked, indicator, half_years)) for indicator in load_definitions()}

    def figures(self, periods: list[str], dims: tuple[str, ...], scope: str = "nation", own_provider: str = "") -> dict[Key, Sums]:
        """The counts of every indicator, margins included."""
        assert self.snapshot is not None
        linked = link(self.snapshot, own_provider)
        measure(linked, Request(tuple(Period.parse(p) for p in periods), dims, Scope.parse(scope)), persons=True)
        names = ["indicator", "variant", "informant", "period", *dims, *(column.name for column in fields(Sums))]
        found = {}
        for row in self.engine.rows(f"SELECT {', '.join(names)} FROM counts"):
            group = tuple(row[4 : 4 + len(dims)])
            sums = Sums(*row[4 + len(dims) :])
            if row[0] == "duration":  # days have no highest possible value, so no definition says what these are
                sums = replace(sums, off_lowest=0, off_highest=0)
            found[row[0], row[1], row[2], row[3], group] = sums
        return found


@contextmanager
def product_of(files: Path, tables: Path, key: str) -> Iterator[Product]:
    """The whole way of the product: find, read, check, freeze."""
    found = intake.find([files])
    with Engine(found.folders, threads=1) as engine:
        read_and_check(engine, found, key=key.encode(), tables=tables)
        load_reference(engine, read_reference(tables))
        try:
            yield Product(engine, freeze(engine))
        except NothingToFreeze:
            yield Product(engine, None)
