"""Make a mirror: from delivery files to one document for a municipality, region, provider or the nation. Needs no Django.

Source: product principles 1 and 10; definitions 6 (each audience its own release).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from uitkomst import DEFINITIONS_VERSION
from uitkomst.comparison.bulk import compare_all
from uitkomst.flows.build_snapshot import Built, open_or_build
from uitkomst.flows.make_figures import may_ask
from uitkomst.flows.subjects import Subject, course_periods, group_names, opening_period, subject_of
from uitkomst.measures import Request, Scope
from uitkomst.presentation.mirror import Mirror
from uitkomst.presentation.present import present_mirror
from uitkomst.presentation.stories import StoriesError, read_stories
from uitkomst.presentation.words import Words
from uitkomst.protection import CannotProtect
from uitkomst.protection.publish import publish, read_figures
from uitkomst.snapshots import Snapshot, link
from uitkomst.vocabulary.periods import Period
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.verdicts import Audience

FICTITIOUS_MARK = ".fictitious-region.json"


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is ordered: for whom, which period, which audience, language, stories, and the date to print."""

    scope: Scope
    period: Period
    audience: Audience
    language: Literal["nl", "en"]
    stories: Path | None
    made_on: date


def make_mirror(
    paths: Sequence[Path],
    order: Order,
    *,
    out: Path,
    tables: Path | None = None,
    on_progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Built:
    """Read, check, freeze, measure, protect, compare and present. Raises Problem for what cannot be done; then nothing is written."""
    if not out.parent.is_dir():
        raise Problem("out_folder", path=out)
    stories = _stories(order.stories)
    subject = subject_of(order.scope, order.audience, tables)
    may_ask(order.audience, subject.opening)
    with open_or_build(paths, tables=tables, writes=(out.parent,), on_progress=on_progress) as built:
        mirror = measure_mirror(built, subject, order, stories=stories, tables=tables, fictitious=_fictitious(paths))
        on_progress("present", 0, 1)
        present_mirror(mirror, order.language, out)
        return built


def measure_mirror(
    built: Built, subject: Subject, order: Order, *, stories: dict[str, str], tables: Path | None, fictitious: bool = False
) -> Mirror:
    """Measure, protect and compare what was read: all that a mirror says. Raises Problem (cannot_protect, mirror_empty)."""
    snapshot = built.snapshot
    if order.audience is Audience.OWN and subject.scope.kind == "provider":
        snapshot = link(snapshot, subject.scope.value)
    opening = opening_period(order.period, order.audience)
    periods = tuple(dict.fromkeys((opening, order.period, *course_periods(snapshot.periods, opening))))
    try:
        publish(snapshot, Request(periods, (subject.dim,), subject.opening, distributions=True), order.audience)
    except CannotProtect as error:
        raise Problem("cannot_protect", indicators=", ".join(error.indicators)) from None
    compare_all(snapshot.engine)
    mirror = _mirror(built, snapshot, subject, order, opening, stories, tables, fictitious)
    if not mirror.figures:
        raise Problem("mirror_empty", scope=subject.scope, period=opening)
    return mirror


def _stories(path: Path | None) -> dict[str, str]:
    try:
        return read_stories(path) if path else {}
    except StoriesError as error:
        raise Problem("stories", what=str(error)) from None


def _fictitious(paths: Sequence[Path]) -> bool:
    return any((path if path.is_dir() else path.parent).joinpath(FICTITIOUS_MARK).is_file() for path in paths)


def _mirror(
    built: Built,
    snapshot: Snapshot,
    subject: Subject,
    order: Order,
    opening: Period,
    stories: dict[str, str],
    tables: Path | None,
    fictitious: bool,
) -> Mirror:
    followed = snapshot.follow_up(opening.half_years[-1].index)
    return Mirror(
        scope_kind=subject.scope.kind,  # type: ignore[arg-type]
        scope_name=subject.name,
        opening_kind=subject.opening.kind,  # type: ignore[arg-type]
        opening_name=subject.opening_name,
        period=opening.name,
        audience=order.audience.value,
        snapshot=snapshot.name,
        definitions_version=DEFINITIONS_VERSION,
        made_on=Words(order.language).day(order.made_on),
        dims=(subject.dim,),
        figures=tuple(read_figures(snapshot.engine, (subject.dim,))),
        opening_group=("*",),
        focus_group=(subject.focus,) if subject.focus else None,
        group_names={subject.dim: group_names(subject.dim, order.language, tables)},
        stories=stories,
        delivered_next=followed if followed[1] else None,
        files_read=len(built.report.files) if built.report else None,
        rows_read=built.report.read if built.report else None,
        rows_refused=built.report.refused if built.report else None,
        fictitious=fictitious,
    )
