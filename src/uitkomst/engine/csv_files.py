"""Reading many CSV files at once, for files that are known to be clean: one separator, no quotes, valid UTF-8, one header line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from uitkomst.engine.connection import Engine, quote


def read_csv(engine: Engine, table: str, files: Sequence[Path], columns: Sequence[str], separator: str, newline: str) -> None:
    """Make a temporary table of text columns from files with the same header, in the order of the files.

    The table also has ``file_index`` (0 = the first file); its ``rowid`` counts the rows of all files from 0, in order.
    An empty field is an empty text. Raises EngineError when a line has too many or too few fields.
    """
    listed = ", ".join(quote(str(file)) for file in files)
    typed = ", ".join(f"{quote(column)}: 'VARCHAR'" for column in columns)
    escaped = {"\n": "\\n", "\r\n": "\\r\\n"}[newline]
    engine.drop(table)
    # nullstr is a character that the caller has excluded, so that empty stays empty; quoting is off for the same reason.
    engine.run(
        f"CREATE TEMP TABLE {table} AS SELECT {', '.join(columns)}, file_index FROM read_csv([{listed}], "
        f"auto_detect = false, header = true, delim = {quote(separator)}, quote = '', escape = '', nullstr = '\x01', "
        f"new_line = '{escaped}', strict_mode = true, columns = {{{typed}}})"
    )


def can_name(file: Path) -> bool:
    """Whether the engine takes this path literally: signs that it would expand to other names are not safe to hand over."""
    return not any(sign in str(file) for sign in "*?[{\x00")
