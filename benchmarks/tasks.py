"""The things that are measured, each run as a process of its own: ``python -m benchmarks.tasks NAME ARGUMENT…``.

A task imports first and works then; the last line it prints is the wall and CPU seconds of the work alone, and what came out.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Work = Callable[[], str]


def records(folder: str, count: str, files: str, reach: str) -> Work:
    """Make the delivery files."""
    from benchmarks.records import make_records

    return lambda: str(make_records(Path(folder), int(count), int(files), int(reach)))


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
    return lambda: f"{duckdb.execute(sql).fetchall()[0][0]} rows"


def scan_snapshot(folder: str) -> Work:
    """The measure of the prepared path: DuckDB reads all values of the needed columns of the prepared snapshot once."""
    import duckdb

    from benchmarks.needed import NOT_NEEDED

    source = f"read_parquet('{folder}/prepared.parquet')"
    columns = [row[0] for row in duckdb.execute(f"DESCRIBE SELECT * FROM {source}").fetchall() if row[0] not in NOT_NEEDED]
    sql = f"SELECT count(*), bit_xor(hash({', '.join(columns)})) FROM {source}"
    return lambda: f"{duckdb.execute(sql).fetchall()[0][0]} rows"


def check(folder: str) -> Work:
    """`uitkomst check FOLDER`."""
    from uitkomst.flows.check_deliveries import check_deliveries
    from uitkomst.vocabulary.client_keys import read_key

    def work() -> str:
        report = check_deliveries([Path(folder)], key=read_key())
        return f"{report.read} rows, {report.errors + report.signals} findings"

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


def start_up() -> Work:
    """What every process costs before it works: Python and the imports of the largest flow, in this process of its own."""

    def work() -> str:
        import uitkomst.flows.make_figures  # noqa: F401

        return ""

    return work


def _timed(work: Work) -> tuple[float, float, str]:
    cpu, wall = _cpu(), time.perf_counter()
    said = work()
    return _cpu() - cpu, time.perf_counter() - wall, said


def _cpu() -> float:
    """CPU seconds so far, of this process and of the processes it waited for."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    name, *arguments = sys.argv[1:]
    tasks: dict[str, Callable[..., Work]] = {
        task.__name__: task for task in (records, scan_files, scan_snapshot, check, snapshot, figures, pandas_twin, start_up)
    }
    work = tasks[name](*arguments)
    # The scans are what all else is divided by: the middle one of three.
    runs = sorted(_timed(work) for _ in range(3 if name.startswith("scan") else 1))
    cpu, wall, said = runs[len(runs) // 2]
    print(json.dumps({"cpu": cpu, "wall": wall, "said": said}))


if __name__ == "__main__":
    main()
