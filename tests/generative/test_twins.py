"""The product and its slow twin agree on every unit of every indicator, for deliveries of any nastiness."""

import tempfile
from pathlib import Path

from hypothesis import given, settings

from tests.deliveries import KEY
from tests.generative import product
from tests.generative.comparing import INDICATORS, of_product, of_twin
from tests.generative.strategies import Deliveries, worlds
from tests.reference.assembly import assemble
from tests.reference.reading import read_folder
from tests.reference.tables import read_tables

HALF_YEARS = list(range(2017 * 2, 2026 * 2))


@settings(settings.get_profile("twins"))
@given(worlds())
def test_assembly_and_verdicts_of_typed_rows(deliveries: Deliveries):
    with tempfile.TemporaryDirectory() as folder:
        files, table_folder = deliveries.write(Path(folder))
        tables = read_tables(table_folder)
        rows, given_deliveries = read_folder(files, tables, KEY)
        with product.snapshot_of_typed(rows, given_deliveries, table_folder) as snapshot:
            world = assemble(rows, given_deliveries, tables)
            if snapshot is None:
                assert not world.delivered
                return
            expected = of_twin(world, HALF_YEARS)
            for indicator in INDICATORS:
                assert of_product(product.units(snapshot, indicator, HALF_YEARS)) == expected[indicator], indicator
