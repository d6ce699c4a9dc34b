"""The table of one chart as CSV, as the page shows it, with what goes along with every figure under it."""

from __future__ import annotations

import csv
from io import StringIO

from uitkomst.vocabulary.cells import no_formula

from .document import Block, Document, Section
from .xlsx import said_of, told_of


def table_csv(document: Document, section: Section, block: Block) -> str:
    """The table of a block; after an empty line the sentences, notes, story and where it comes from. Raises ValueError without a table."""
    if block.table is None:
        raise ValueError(f"{block.key} has no table")
    made = StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow([no_formula(column) for column in block.table.columns])
    writer.writerows([no_formula(cell) for cell in row.cells] for row in block.table.rows)
    writer.writerow([])
    along = [block.table.caption, document.subtitle, *document.banners, *said_of(section), *block.intro, *block.notes, *section.marks]
    writer.writerows([no_formula(line)] for line in (*along, f"{document.labels['block_story']}:", *told_of(document, section)))
    writer.writerows([no_formula(cell) for cell in fact] for fact in document.footer)
    return "\ufeff" + made.getvalue()
