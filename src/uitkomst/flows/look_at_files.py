"""Look at files: what a provider's own deliveries hold, as findings and a mirror, and nothing kept. Needs no Django.

Runs as a process of its own (``python -m uitkomst.flows.look_at_files FOLDER LANGUAGE LOCK``) with limits of the operating system,
in a folder that is gone afterwards, with a key of this moment: what it reads can be linked to nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast

from uitkomst.flows.build_snapshot import Built, open_or_build
from uitkomst.flows.check_deliveries import CheckReport, check_deliveries
from uitkomst.flows.make_mirror import Order, measure_mirror
from uitkomst.flows.subjects import subject_of
from uitkomst.measures import Scope
from uitkomst.presentation.build import build_document
from uitkomst.presentation.document import Document
from uitkomst.vocabulary.client_keys import read_key
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.verdicts import Audience

RESULT = "seen.pickle"
CPU_SECONDS = 60
"""Seconds of work of one look; after that the operating system ends it."""
_FILE_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found (None when nothing could be opened at all), the mirror (None when there is none), and why not."""

    report: CheckReport | None
    document: Document | None
    why: str


def look_at_files(paths: Sequence[Path], language: Literal["nl", "en"]) -> Seen:
    """Check the deliveries of one provider and make its own mirror of them."""
    report: CheckReport | None = None
    try:
        with open_or_build(paths) as built:
            report = built.report
            return Seen(report, _mirror(built, language), "")
    except Problem as problem:
        if report is None:
            with contextlib.suppress(Problem):
                report = check_deliveries(paths, key=read_key(), list_all=False)
        return Seen(report, None, problem.text(language))


def _mirror(built: Built, language: Literal["nl", "en"]) -> Document:
    files = [file for file in (built.report.files if built.report else ()) if not file.reason]
    providers = {file.provider for file in files}
    if len(providers) != 1:
        raise Problem("look_one_provider", number=len(providers))
    scope, period = Scope("provider", providers.pop()), widest_period({file.period for file in files})
    order = Order(scope=scope, period=period, audience=Audience.OWN, language=language, stories=None, made_on=date.today())
    subject = subject_of(order.scope, order.audience, None)
    return build_document(measure_mirror(built, subject, order, stories={}, tables=None), language)


def widest_period(delivered: set[str]) -> Period:
    """The longest of two years, a year and a half-year that ends with the last delivery and was delivered whole."""
    last = Period.parse(max(delivered)).half_years[-1]
    names = [f"{last.year - 1}..{last.year}", str(last.year)] if str(last).endswith("2") else []
    for name in names:
        if {str(half) for half in Period.parse(name).half_years} <= delivered:
            return Period.parse(name)
    return Period.parse(str(last))


def main() -> None:
    """Look at the files in a folder, and leave the result there."""
    folder, language, busy = Path(sys.argv[1]), cast(Literal["nl", "en"], sys.argv[2]), sys.argv[3]
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    os.nice(5)
    # The folder is in use as long as this process lives, also when the one that started it is gone.
    fcntl.flock(os.open(folder / busy, os.O_RDWR), fcntl.LOCK_SH)
    seen = look_at_files(sorted(path for path in (folder / "in").rglob("*") if path.is_file()), language)
    with (folder / RESULT).open("wb") as file:
        pickle.dump(seen, file)


if __name__ == "__main__":
    # Under its own name, so that what is pickled here can be read there.
    from uitkomst.flows.look_at_files import main as look

    look()
