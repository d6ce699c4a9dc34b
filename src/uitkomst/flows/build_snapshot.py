"""Build a snapshot from files: read, check, freeze. The first half of every command that makes figures; needs no Django."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from uitkomst import intake
from uitkomst.engine import Engine
from uitkomst.flows.check_deliveries import CheckReport, read_and_check, report
from uitkomst.snapshots import NothingToFreeze, Snapshot, freeze, link, load_reference, open_snapshot, read_reference
from uitkomst.vocabulary.client_keys import read_key
from uitkomst.vocabulary.problems import Problem


@dataclass(frozen=True)
class Built:
    """A snapshot, and what was read to make it (None when it was opened as it was saved)."""

    snapshot: Snapshot
    report: CheckReport | None

    @property
    def refused_anything(self) -> bool:
        """Whether a file or a row was refused on the way."""
        return self.report is not None and self.report.refused_anything


@contextmanager
def open_or_build(
    paths: Sequence[Path],
    *,
    tables: Path | None = None,
    writes: Sequence[Path] = (),
    keep_steps: bool = False,
    on_progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Iterator[Built]:
    """A snapshot of these files and folders, or the one saved in the folder given; gone when the context ends.

    Intermediate tables live in a temporary folder that is removed, pseudonymised. Raises Problem when nothing is usable.
    """
    with tempfile.TemporaryDirectory(prefix="uitkomst-") as work:
        database = Path(work) / "work.duckdb"
        if len(paths) == 1 and (paths[0] / "snapshot.json").is_file():
            with Engine([paths[0], *writes], database=database) as engine:
                load_reference(engine, read_reference(tables))
                yield Built(link(open_snapshot(engine, paths[0])), None)
            return
        key = read_key()
        found = intake.find(paths, on_progress, tables)
        with Engine([*found.folders, *writes], database=database) as engine:
            read_and_check(engine, found, key=key, tables=tables, on_progress=on_progress)
            yield Built(_freeze(engine, tables, keep_steps), report(engine, found, list_all=False))


def _freeze(engine: Engine, tables: Path | None, keep_steps: bool) -> Snapshot:
    load_reference(engine, read_reference(tables))
    try:
        return freeze(engine, keep_steps=keep_steps)
    except NothingToFreeze:
        raise Problem("nothing_usable") from None
