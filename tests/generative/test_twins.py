"""The product and its slow twin agree on every row, unit and figure, for deliveries of any nastiness.

Twice independent: the twin (tests/reference) was written from the definitions alone. A difference is an error in one of them, or a
sentence that can be read in two ways; then the sentence decides, or docs/decisions.md.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.deliveries import KEY
from tests.generative.comparing import INDICATORS, compared, of_product, of_twin, typed_of_twin
from tests.generative.product import Product, product_of
from tests.generative.strategies import Deliveries, worlds
from tests.reference.assembly import World, assemble
from tests.reference.figures import figures_of
from tests.reference.groups import DIMENSIONS
from tests.reference.reading import read_folder
from tests.reference.rows import Delivery, Row
from tests.reference.tables import read_tables

HALF_YEARS = list(range(2018 * 2, 2025 * 2))
PERIODS = {"2019-1": ["2019-1"], "2024-1": ["2024-1"], "2024": ["2024-1", "2024-2"], "2023..2024": ["2023-1", "2023-2", "2024-1", "2024-2"]}


@contextmanager
def both(deliveries: Deliveries) -> Iterator[tuple[Product, World, list[Row], list[Delivery]]]:
    """The same files, read and assembled by the product and by the twin."""
    note("\n".join(deliveries.lines()))
    with tempfile.TemporaryDirectory() as folder:
        files, table_folder = deliveries.write(Path(folder))
        tables = read_tables(table_folder)
        rows, delivered = read_folder(files, tables, KEY)
        with product_of(files, table_folder, KEY) as product:
            yield product, assemble(rows, delivered, tables), rows, delivered


@settings(settings.get_profile("twins"))
@given(worlds())
def test_the_same_rows_are_refused_and_typed(deliveries: Deliveries):
    with both(deliveries) as (product, world, rows, delivered):
        names = {d.delivery: d.name for d in delivered}
        assert product.usable() == {d.name: d.usable for d in delivered}
        expected = {place: compared(row) for place, row in typed_of_twin(rows, delivered, names).items()}
        assert {place: compared(row) for place, row in product.typed().items()} == expected
        assert (product.snapshot is None) == (not world.delivered)


@settings(settings.get_profile("twins"))
@given(worlds(), st.sampled_from(["", "", "20000002"]))
def test_every_unit_gets_the_same_verdict(deliveries: Deliveries, own_provider: str):
    with both(deliveries) as (product, world, _, _):
        if product.snapshot is None:
            return
        expected = of_twin(world.of_provider(own_provider) if own_provider else world, HALF_YEARS)
        found = product.units(HALF_YEARS, own_provider)
        assert set(found) == set(INDICATORS)
        for indicator in INDICATORS:
            assert of_product(found[indicator]) == expected[indicator], indicator


@settings(settings.get_profile("twins"))
@given(
    worlds(),
    st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True).map(tuple),
    st.sampled_from(["nation", "nation", "region:Utrecht-West", "municipality:0736", "provider:10000001"]),
)
def test_every_figure_has_the_same_counts(deliveries: Deliveries, dims: tuple[str, ...], scope: str):
    with both(deliveries) as (product, world, _, _):
        if product.snapshot is None:
            return
        periods = {name: [int(h[:4]) * 2 + int(h[5]) - 1 for h in halves] for name, halves in PERIODS.items()}
        expected = figures_of(world, periods=periods, dims=dims, scope=scope)
        found = product.figures(list(PERIODS), dims, scope)
        assert {key: value for key, value in found.items() if expected.get(key) != value} == {
            key: value for key, value in expected.items() if found.get(key) != value
        }
