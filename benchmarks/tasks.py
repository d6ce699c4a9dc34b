"""The things that are measured, each run as a process of its own: ``python -m benchmarks.tasks NAME ARGUMENT…``.

A task imports first and works then; the last line it prints is its CPU seconds without the imports, and what came out.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path

Work = Callable[[], str]


def records(folder: str, count: str, files: str) -> Work:
    """Make the delivery files."""
    from benchmarks.records import make_records

    return lambda: str(make_records(Path(folder), int(count), int(files)))


def scan_files(folder: str) -> Work:
    """The measure of the cold path: DuckDB reads all values of the needed columns once, straight from the CSV files."""
    import duckdb

    from benchmarks.needed import CSV_COLUMNS
    from uitkomst.flows.fictitious import COLUMNS

    types = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
    options = f"auto_detect=false, header=true, delim=';', quote='', escape='', columns={{{types}}}"
    source = f"read_csv('{folder}/*_jeugdhulp.csv', {options})"
    # A hash over all columns makes sure that every value is really read; nothing else is done with them.
    sql = f"SELECT count(*), bit_xor(hash({', '.join(CSV_COLUMNS)})) FROM {source}"
    return lambda: f"{duckdb.sql(sql).fetchall()[0][0]} rows"


def scan_snapshot(folder: str) -> Work:
    """The measure of the prepared path: DuckDB reads all values of the needed columns of the prepared snapshot once."""
    import duckdb

    from benchmarks.needed import NOT_NEEDED

    source = f"read_parquet('{folder}/prepared.parquet')"
    columns = [row[0] for row in duckdb.sql(f"DESCRIBE SELECT * FROM {source}").fetchall() if row[0] not in NOT_NEEDED]
    sql = f"SELECT count(*), bit_xor(hash({', '.join(columns)})) FROM {source}"
    return lambda: f"{duckdb.sql(sql).fetchall()[0][0]} rows"


def check(folder: str) -> Work:
    """`uitkomst check FOLDER`."""
    from uitkomst.flows.check_deliveries import check_deliveries

    def work() -> str:
        check_deliveries([Path(folder)])
        return ""

    return work


def snapshot(folder: str, out: str) -> Work:
    """Prepare: read, check and freeze, and save the snapshot."""
    from uitkomst.flows.build_snapshot import open_or_build

    def work() -> str:
        with open_or_build([Path(folder)], writes=(Path(out),)) as built:
            built.snapshot.save(Path(out))
            return f"{built.snapshot.engine.value('SELECT count(*) FROM prepared')} trajectories"

    return work


def figures(source: str, out: str) -> Work:
    """`uitkomst figures SOURCE --by municipality,provider --period all --audience own`; from files, or from a saved snapshot."""
    from uitkomst.flows.make_figures import make_figures
    from uitkomst.vocabulary.verdicts import Audience

    def work() -> str:
        made = make_figures([Path(source)], out=Path(out), periods="all", by=("municipality", "provider"), audience=Audience.OWN)
        return f"{made.rows} figures"

    return work


def pandas_twin(folder: str) -> Work:
    """The same kind of counting in pandas, for scale."""
    from benchmarks.pandas_twin import count_two_indicators

    return lambda: f"{count_two_indicators(Path(folder))} figures"


def nothing() -> Work:
    """A process that only imports the command line: what every process costs before it works."""
    import uitkomst.flows.make_figures  # noqa: F401

    return lambda: ""


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    name, *arguments = sys.argv[1:]
    tasks: dict[str, Callable[..., Work]] = {
        task.__name__: task for task in (records, scan_files, scan_snapshot, check, snapshot, figures, pandas_twin, nothing)
    }
    work = tasks[name](*arguments)
    before = _cpu()
    said = work()
    print(json.dumps({"work": _cpu() - before, "said": said}))


if __name__ == "__main__":
    main()
