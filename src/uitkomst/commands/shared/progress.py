"""Progress bars on a terminal, and the counts that every command on files ends with. All on stderr; results go elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from uitkomst.commands.shared.messages import message_line
from uitkomst.flows.check_deliveries import CheckReport
from uitkomst.vocabulary.texts import read_texts

OnProgress = Callable[[str, int, int], None]


@contextmanager
def progress_bar(language: str) -> Iterator[OnProgress]:
    """A bar per stage (read, freeze, measure, protect …) while something runs; nothing where stderr is no terminal."""
    texts = read_texts("uitkomst.commands.shared", "texts", language)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        tasks: dict[str, TaskID] = {}

        def on_progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(str(texts.get(f"stage_{stage}", stage)))
            bars.update(tasks[stage], completed=done, total=total)

        yield on_progress


def say_counts(report: CheckReport | None, language: str) -> None:
    """Say how many rows were read, accepted and refused, and which files were skipped or refused whole."""
    if report is None:
        return
    texts = read_texts("uitkomst.commands.shared", "texts", language)
    for notice in report.notices:
        print(notice.text(language), file=sys.stderr)
    counts = {"read": report.read, "accepted": report.accepted, "refused": report.refused, "files": report.files_refused}
    print(str(texts["counts"]).format(**counts), file=sys.stderr)
    if line := message_line(report.messages, language):
        print(line, file=sys.stderr)
