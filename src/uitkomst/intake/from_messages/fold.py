"""The messages about one client folded into help, whatever order they came in: a start begins it, a definitive stop ends it.

A temporary stop is no end (``intake.messages.course``). Products of one form of help that overlap are one help, and so is help that
goes on within two weeks of a stop because of a request for change (37): the register knows help, not orders for it. An allocation
begins nothing; it says until when help that started under it is expected to last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from uitkomst.intake.from_messages.meanings import Meanings
from uitkomst.intake.from_messages.told import ALLOCATION, START, STOP, Told
from uitkomst.intake.messages.course import Episode, course
from uitkomst.intake.messages.message import Fault, Record, Sent

CHANGE, DEATH = "37", "02"
"""Stop reasons: because of a request for change; death. The same in iJw and iWmo."""
GOES_ON_WITHIN = timedelta(days=14)
_NEVER_SENT = "13"
"""Of an allocation: withdrawn as if it was never sent (JZ002, WMO002)."""

Identity = tuple[str, date]
"""Form of help and first day: what a trajectory of the register is known by."""


class Help(NamedTuple):
    """What messages say of one help. reason: of the law's record. died: the day that a stop gives with death as its reason."""

    end: date | None = None
    reason: str = ""
    expected_end: date | None = None
    died: date | None = None
    file: int = 0


class Folded(NamedTuple):
    """faults: of records, by the number of their file. unknown: records whose product has no form of help.

    waiting: allocations under which nothing started. started: the help of which a start message stands.
    """

    help: dict[Identity, Help]
    faults: list[Fault]
    unknown: list[Told]
    waiting: list[Told]
    started: frozenset[Identity]


@dataclass(slots=True)
class _Group:
    """Episodes that are one help. start: as the register knows it, else the first."""

    form: str
    start: date
    episodes: list[tuple[Episode, list[Told]]] = field(default_factory=list)

    @property
    def last(self) -> Episode:
        return max((one for one, _ in self.episodes), key=lambda one: (one.end or date.max, one.start))

    @property
    def was_told(self) -> bool:
        """Whether a start message tells it; not when the register knew it already and only a stop came."""
        return any(told.kind == START and told.begin == one.start for one, of in self.episodes for told in of)

    def holds(self, one: Episode) -> bool:
        """Whether an episode overlaps with it, or goes on after a change."""
        end = self.last.end or date.max
        goes_on = self.last.reason == CHANGE and end < one.start <= end + GOES_ON_WITHIN
        return goes_on or (one.start <= end and self.start <= (one.end or date.max))


def fold(told: Sequence[Told], known: Collection[Identity], meanings: Meanings) -> Folded:
    """Fold all records of one client. known: the help that the register has of this client."""
    faults: list[Fault] = []
    unknown: list[Told] = []
    episodes: dict[str, list[tuple[Episode, list[Told]]]] = defaultdict(list)
    for of in _cases(told):
        form = meanings.form(of[0].standard, of[0].product)
        if not form:
            unknown += of
            continue
        ran = course(*_sides(of, form, known))
        faults += ran.faults
        episodes[form] += [(one, of) for one in ran.episodes]
    groups = [group for form, found in episodes.items() for group in _groups(form, found, known)]
    allocations = _standing([one for one in told if one.kind == ALLOCATION])
    used: set[str] = set()
    help = {(one.form, one.start): _help(one, allocations, meanings, used) for one in groups}
    for identity in known:
        if identity not in help and (until := _expected(*identity, allocations, set(), meanings, used)):
            help[identity] = until
    waiting = [one for one in allocations if one.fingerprint not in used and meanings.form(one.standard, one.product)]
    unknown += [one for one in allocations if not meanings.form(one.standard, one.product)]
    return Folded(help, faults, unknown, waiting, frozenset((one.form, one.start) for one in groups if one.was_told))


def _cases(told: Iterable[Told]) -> Iterable[list[Told]]:
    """Starts and stops by case."""
    cases: dict[tuple[object, ...], list[Told]] = defaultdict(list)
    for one in told:
        if one.kind != ALLOCATION:
            cases[one.case].append(one)
    return cases.values()


def _sides(of: Sequence[Told], form: str, known: Collection[Identity]) -> tuple[list[Sent], list[Sent]]:
    """The starts and the stops of a case. What the register has without a message (from a caseload, by hand) has started as well."""
    starts, stops = ([one.sent() for one in of if one.kind == kind] for kind in (START, STOP))
    begins = {one.record.begin for one in starts}
    for begin in sorted({one.record.begin for one in stops} - begins):
        if (form, begin) in known:
            starts.append(Sent(begin, "", 0, Record(0, 0, of[0].assignment, of[0].product, None, begin, None, "", "1")))
    return starts, stops


def _groups(form: str, found: list[tuple[Episode, list[Told]]], known: Collection[Identity]) -> list[_Group]:
    groups = {one.start: _Group(form, one.start) for one, _ in found if (form, one.start) in known}
    for episode in sorted(found, key=lambda one: (one[0].start not in groups, one[0].start, one[0].end or date.max)):
        start = episode[0].start
        fits = (groups[at] for at in sorted(groups) if groups[at].episodes and groups[at].holds(episode[0]))
        group = groups[start] if start in groups else next(fits, None)
        if group is None:
            group = groups[start] = _Group(form, start)
        group.episodes.append(episode)
    return list(groups.values())


def _help(group: _Group, allocations: Sequence[Told], meanings: Meanings, used: set[str]) -> Help:
    last = group.last
    under = {(of[0].standard, of[0].municipality, of[0].assignment) for _, of in group.episodes}
    standard = next(of[0].standard for one, of in group.episodes if one == last)
    expected = _expected(group.form, group.start, allocations, under, meanings, used) or Help()
    file = max((one.file for _, of in group.episodes for one in of), default=0)
    died = last.end if last.reason == DEATH else None
    reason = meanings.reason(standard, last.reason) if last.end else ""
    return Help(last.end, reason, expected.expected_end, died or expected.died, max(file, expected.file))


def _standing(told: Sequence[Told]) -> list[Told]:
    """Of each allocation what was said last; not those that count as never sent."""
    newest: dict[tuple[str, str, str], Told] = {}
    for one in sorted(told, key=lambda one: (one.assigned or one.dated, one.time, one.dated, one.identification)):
        newest[one.standard, one.municipality, one.assignment] = one
    return [one for one in newest.values() if one.reason != _NEVER_SENT]


def _expected(
    form: str, start: date, allocations: Sequence[Told], under: Collection[tuple[str, str, str]], meanings: Meanings, used: set[str]
) -> Help | None:
    """Until when help is expected to last: the last day of the allocations under which it started, or of its form in their days."""
    of = [one for one in allocations if (one.standard, one.municipality, one.assignment) in under]
    of = of or [
        one for one in allocations
        if meanings.form(one.standard, one.product) == form and one.begin <= start <= (one.end or date.max)
    ]  # fmt: skip
    if not of:
        return None
    used |= {one.fingerprint for one in of}
    ends = [one.end for one in of]
    until = None if None in ends else max(end for end in ends if end)
    died = next((one.end for one in of if one.reason == DEATH), None)
    return Help(None, "", until if until and until >= start else None, died, max(one.file for one in of))
