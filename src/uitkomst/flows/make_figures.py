"""Make figures: from delivery files to one release of figures for one audience, as a file. Needs no Django.

Source: definitions 6 (who may ask what), architecture (`publish_figures`, for files).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from uitkomst.comparison.bulk import compare_all
from uitkomst.flows.audit_releases import read_release
from uitkomst.flows.build_snapshot import Built, open_or_build
from uitkomst.flows.subjects import checked_scope
from uitkomst.measures import NATION, Request, Scope
from uitkomst.presentation.figure_files import FileKind, write_figures
from uitkomst.protection import CannotProtect
from uitkomst.protection.publish import publish
from uitkomst.snapshots import Snapshot, link
from uitkomst.vocabulary.periods import HalfYear, Period
from uitkomst.vocabulary.problems import Problem, as_problem
from uitkomst.vocabulary.verdicts import Audience


@dataclass(frozen=True)
class Made:
    """What came of it: how many rows were written, and what was read (None from a saved snapshot)."""

    rows: int
    built: Built


def make_figures(
    paths: Sequence[Path],
    *,
    out: Path,
    periods: str,
    by: Sequence[str],
    audience: Audience,
    scope: Scope = NATION,
    indicators: Sequence[str] = (),
    earlier: Sequence[Path] = (),
    kind: FileKind = "csv",
    tables: Path | None = None,
    distributions: bool = False,
    on_progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Made:
    """Read, check, freeze, measure, protect, compare and write. Raises Problem for what cannot be done; then nothing is written."""
    if not out.parent.is_dir():
        raise Problem("out_folder", path=out)
    scope = checked_scope(scope, tables)
    may_ask(audience, scope)
    with open_or_build(paths, tables=tables, writes=(out.parent,), on_progress=on_progress) as built:
        snapshot = built.snapshot
        if audience is Audience.OWN and scope.kind == "provider":
            snapshot = link(snapshot, scope.value)
        request = _request(snapshot, periods, by, scope, indicators, distributions)
        _publish(snapshot, request, audience, earlier)
        compare_all(snapshot.engine)
        rows = write_figures(
            snapshot.engine, request.dims, audience=audience, snapshot=snapshot.name, out=out, kind=kind, distributions=distributions
        )
        return Made(rows, built)


def _publish(snapshot: Snapshot, request: Request, audience: Audience, earlier: Sequence[Path]) -> None:
    """Protect together with what this audience got before. Raises Problem when that cannot be done."""
    before = [read_release(file) for file in earlier]
    if audience is not Audience.OWN and any(release.audience != audience for release in before):
        raise Problem("earlier_audience", audience=audience)
    try:
        publish(snapshot, request, audience, earlier=before)
    except CannotProtect as error:
        raise Problem("cannot_protect", indicators=", ".join(error.indicators)) from None


def _request(snapshot: Snapshot, periods: str, by: Sequence[str], scope: Scope, indicators: Sequence[str], distributions: bool) -> Request:
    try:
        return Request(asked_periods(snapshot, periods), tuple(by), scope, tuple(indicators), distributions)
    except ValueError as error:
        raise as_problem(error) from None


def asked_periods(snapshot: Snapshot, text: str) -> tuple[Period, ...]:
    """The periods named, comma between; ``all`` = every half-year with a valid delivery. Raises ValueError."""
    if text.strip() == "all":
        return tuple(Period.parse(str(HalfYear.from_index(index))) for index in snapshot.periods)
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names:
        raise ValueError("no period was named")
    return tuple(Period.parse(name) for name in names)


def may_ask(audience: Audience, scope: Scope) -> None:
    """`partner` needs one region or one provider; larger requests are refused, naming the split (definitions 6)."""
    if audience is Audience.PARTNER and scope.kind not in ("region", "provider"):
        raise Problem("partner_scope", scope=scope)
