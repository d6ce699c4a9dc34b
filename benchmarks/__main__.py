"""``python -m benchmarks [--records 1000000] [--files 496]``: prints one table. Nothing is asserted; times depend on the machine."""

from __future__ import annotations

import argparse
import secrets
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Cost, measure
from benchmarks.nightly import MOST_QUERIES, measure_night
from benchmarks.nightly import NUMBER as TRAJECTORIES
from benchmarks.records import FILES, REACH
from benchmarks.site import TRIVIAL, measure_site
from benchmarks.uploads import PEOPLE, ROWS, measure_uploads

_NOTES = """
Wall and CPU without imports; ratio = CPU / CPU of the scan of the same source. figures: --by municipality,provider --period all
--audience own. Aims: from cold files at most 15, from a prepared snapshot at most 5 times the scan; 2.5 GB at 10 million records."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed and memory, as ratios measured in one run.")
    parser.add_argument("--records", type=int, default=1_000_000, help="about how many delivery rows (default 1,000,000)")
    parser.add_argument("--files", type=int, default=FILES, help="over about how many files (default 496)")
    parser.add_argument("--site", action="store_true", help="the pages only")
    parser.add_argument("--uploads", action="store_true", help="many uploads at once only; needs PostgreSQL in TEST_DATABASE_URL")
    parser.add_argument("--night", action="store_true", help="the nightly run only")
    parser.add_argument("--reach", type=int, default=REACH, help=f"municipalities a provider works for (default {REACH})")
    asked = parser.parse_args()
    console = Console(width=132)
    environment = {"UITKOMST_PSEUDONYM_KEY": secrets.token_hex(32)}
    with tempfile.TemporaryDirectory(prefix="uitkomst-bench-") as temporary:
        if asked.night:
            print_night(Path(temporary), console)
            return
        if asked.site:
            print_site(Path(temporary), console)
            return
        if asked.uploads:
            print_uploads(Path(temporary), console)
            return
        run(Path(temporary), asked.records, asked.files, asked.reach, environment, console)


def run(work: Path, records: int, files: int, reach: int, environment: dict[str, str], console: Console) -> None:
    """Make the records, measure everything one after another, print the table."""
    deliveries, prepared = work / "deliveries", work / "snapshot"
    deliveries.mkdir()
    prepared.mkdir()

    def cost(title: str, task: str, *arguments: object) -> Cost:
        with console.status(f"{title} …"):
            return measure(task, [str(argument) for argument in arguments], environment)

    made = cost("making records", "records", deliveries, records, files, reach)
    if made.failed:
        raise SystemExit("the records could not be made")
    size = sum(path.stat().st_size for path in deliveries.iterdir()) / 1e6
    console.print(f"{int(made.said):,} records in {len(list(deliveries.iterdir()))} files, {size:,.0f} MB, made in {made.wall:.0f} s\n")

    start = cost("start-up", "start_up")
    files_scan = cost("scan of the files", "scan_files", deliveries)
    rows: list[tuple[str, Cost, Cost | None]] = [
        ("start-up: the imports", start, None),
        ("DuckDB scan of the needed columns, CSV", files_scan, files_scan),
        ("check", cost("check", "check", deliveries), files_scan),
        ("figures, cold", cost("figures, cold", "figures", deliveries, work / "cold.csv"), files_scan),
        ("prepare a snapshot", cost("snapshot", "snapshot", deliveries, prepared), files_scan),
        ("pandas: two indicators, no assembly", cost("pandas", "pandas_twin", deliveries), files_scan),
    ]
    if (prepared / "snapshot.json").is_file():
        scan = cost("scan of the snapshot", "scan_snapshot", prepared)
        rows += [
            ("DuckDB scan of the needed columns, snapshot", scan, scan),
            ("figures, from the prepared snapshot", cost("figures, prepared", "figures", prepared, work / "prepared.csv"), scan),
        ]
    console.print(as_table(rows))
    console.print(_NOTES)
    print_site(work, console)
    print_night(work, console)


def print_night(work: Path, console: Console) -> None:
    """The nightly run over a large register: queries, counted and not timed."""
    folder = work / "night"
    folder.mkdir()
    table = Table(box=None, pad_edge=False)
    table.add_column(f"nightly run over {TRAJECTORIES:,} trajectories")
    for name in ("queries a hundred", "seconds", "invitations made"):
        table.add_column(name, justify="right")
    with console.status("nightly run …"):
        for night, told in measure_night(folder).items():
            table.add_row(night, f"{told['queries']:.2f}", f"{told['seconds']:.0f}", f"{told['made']:,.0f}")
    console.print(table)
    console.print(
        f"Aim: under {MOST_QUERIES} queries a hundred, also on the first night (everybody is asked); on an ordinary one every ninetieth is."
    )


def print_site(work: Path, console: Console) -> None:
    """A mirror page of the demo, beside trivial pages of the same server."""
    table = Table(box=None, pad_edge=False)
    table.add_column("page, from a stored release")
    for name in ("a second", *(f"ratio to {name}" for name in TRIVIAL), "KB compressed"):
        table.add_column(name, justify="right")
    with console.status("pages …"):
        for title, rate, ratios, size in measure_site(work / "site"):
            table.add_row(title, f"{rate:.0f}", *(f"{ratios[name]:.2f}" for name in TRIVIAL), f"{size / 1000:.0f}")
    console.print(table)
    console.print(
        "Aims: at least half (answering: 0.4) of the requests a second of a trivial page; under 150 KB compressed, without fonts."
    )


def print_uploads(work: Path, console: Console) -> None:
    """Many people who upload at the same moment, on PostgreSQL."""
    table = Table(box=None, pad_edge=False)
    table.add_column(f"{PEOPLE} uploads at once of {ROWS:,} rows, PostgreSQL")
    table.add_column("", justify="right")
    with console.status("uploads …"):
        told = measure_uploads(work / "uploads")
    for title, value in (
        ("answered with the page of the delivery", f"{told.answered} of {PEOPLE}"),
        ("read, each once for its provider", f"{told.deliveries} of {PEOPLE}"),
        ("rows of them that can be used", f"{told.rows:,} of {PEOPLE * ROWS:,}"),
        ("all received, seconds (the slowest answer)", f"{told.received_in:.1f} ({told.slowest:.1f})"),
        ("all read by one worker, seconds", f"{told.read_in:.0f}"),
    ):
        table.add_row(title, value)
    console.print(table)
    console.print(told.chain)


def as_table(rows: list[tuple[str, Cost, Cost | None]]) -> Table:
    """One line per thing measured."""
    table = Table(box=None, pad_edge=False)
    table.add_column("measured")
    for name in ("wall s", "CPU s", "peak MB", "ratio"):
        table.add_column(name, justify="right")
    table.add_column("result")
    for title, cost, scan in rows:
        ratio = "" if scan is None or cost.failed else f"{cost.cpu / max(scan.cpu, 1e-3):.1f}"
        numbers = (f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.memory:,.0f}", ratio)
        table.add_row(title, *numbers, cost.said)
    return table


if __name__ == "__main__":
    main()
