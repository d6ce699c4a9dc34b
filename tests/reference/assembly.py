"""From delivery rows to trajectories, as slowly and obviously as possible (definitions 1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from tests.reference.rows import Delivery, Row, Tables, half_year_of, last_day

ANSWERS_OF = ("young_person", "parent")


@dataclass
class Record:
    """All lines of one identity in one file, taken together. answers: informant -> (going on without help, older scale)."""

    provider: str
    period: int
    client: str
    linkable: bool
    row: Row
    line: int
    answers: dict[str, tuple[int, bool] | None] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str, str, date]:
        assert self.row.start_date is not None
        return (self.provider, self.client, self.row.form, self.row.start_date)


@dataclass
class Trajectory:
    """One trajectory after assembly. municipalities: half-year -> code of its record there; row holds everything else."""

    provider: str
    client: str
    linkable: bool
    form: str
    start: date
    end: date | None
    reason: str | None
    ended_by_absence: bool
    referrer: str
    crisis: bool | None
    row: Row
    answers: dict[str, tuple[int, bool] | None]
    municipalities: dict[int, str]

    @property
    def unborn(self) -> bool:
        return is_unborn(self.row)

    @property
    def person(self) -> tuple[str, str]:
        """Persons are distinct clients; a key without BSN holds within one provider (D11)."""
        return ("", self.client) if self.linkable else (self.provider, self.client)

    @property
    def identity(self) -> tuple[str, str, str, date]:
        return (self.provider, self.client, self.form, self.start)


@dataclass
class World:
    """A snapshot: its trajectories, the half-years each provider validly delivered, and the reference tables."""

    trajectories: list[Trajectory]
    delivered: dict[str, set[int]]
    tables: Tables

    def of_provider(self, provider: str) -> World:
        """Own audience for one provider links only that provider's trajectories (D23)."""
        return replace(self, trajectories=[t for t in self.trajectories if t.provider == provider])

    def others(self, trajectory: Trajectory) -> list[Trajectory]:
        """All other trajectories of the client, at any provider."""
        return [t for t in self.trajectories if t is not trajectory and t.person == trajectory.person]


def is_unborn(row: Row) -> bool:
    """bsn 000000000 unborn; geboortedatum 00000000 = unborn; a child with a BSN has been born."""
    return row.bsn_kind != "real" and (row.bsn_kind == "unborn" or row.birth == "00000000")


def assemble(rows: list[Row], deliveries: list[Delivery], tables: Tables) -> World:
    """ "From records to trajectories (per provider, in this order)": client, same identity, silent end, overlap."""
    valid = valid_deliveries(deliveries)
    provider_of = {d.delivery: current_provider(d.provider, tables) for d in valid}
    period_of = {d.delivery: d.period for d in valid}
    delivered: dict[str, set[int]] = defaultdict(set)
    for d in valid:
        delivered[provider_of[d.delivery]].add(d.period)

    order = {d.delivery: (d.period, -steps_to_successor(d.provider, tables), d.delivery) for d in valid}
    present = sorted((r for r in rows if r.delivery in order), key=lambda r: (order[r.delivery], r.line))
    records = in_file_records([r for r in present if not r.refused], provider_of, period_of)
    change_identities(records, delivered)
    refused_presence = presence_of_refused([r for r in present if r.refused], provider_of, period_of)
    newest = sorted({d.period for d in valid})[-2:]

    trajectories = []
    by_identity: dict[tuple[str, str, str, date], list[Record]] = defaultdict(list)
    for record in records:
        by_identity[record.identity].append(record)
    for identity, its_records in by_identity.items():
        trajectory = over_periods(its_records)
        last_present = max([r.period for r in its_records] + refused_presence.get(identity, []))
        silent_end(trajectory, last_present, delivered[trajectory.provider], newest)
        trajectories.append(trajectory)
    return World(merge_overlap(trajectories), dict(delivered), tables)


def valid_deliveries(deliveries: list[Delivery]) -> list[Delivery]:
    """ "Per provider and period the highest version that is not refused whole." """
    best: dict[tuple[str, int], Delivery] = {}
    for d in deliveries:
        if d.usable and ((d.provider, d.period) not in best or d.version > best[d.provider, d.period].version):
            best[d.provider, d.period] = d
    return list(best.values())


def current_provider(provider: str, tables: Tables) -> str:
    """ "KvK successions are data": a provider that was succeeded is its successor, and so on."""
    while provider in tables.successions:
        provider = tables.successions[provider]
    return provider


def steps_to_successor(provider: str, tables: Tables) -> int:
    """How often the provider was succeeded. Where the old and the new KvK both deliver a half-year, their files count as one, and the
    lines under the newer KvK are the later ones."""
    return 0 if provider not in tables.successions else 1 + steps_to_successor(tables.successions[provider], tables)


def in_file_records(rows: list[Row], provider_of: dict[int, str], period_of: dict[int, int]) -> list[Record]:
    """ "In one file, records of the same identity are one: later line wins, field by field where filled. Blocks move whole." """
    records: dict[tuple[int, str, str, str, date], Record] = {}
    twins: dict[tuple[object, ...], int] = defaultdict(int)
    for row in rows:
        client = client_key(row, twins)
        assert row.start_date is not None
        place = (period_of[row.delivery], provider_of[row.delivery], client, row.form, row.start_date)
        new = Record(provider_of[row.delivery], period_of[row.delivery], client, row.bsn_kind == "real", row, row.line, answers_of(row))
        if place in records:
            earlier = records[place]
            new.row = fill(later=row, earlier=earlier.row)
            new.line = earlier.line
            new.answers = {who: new.answers[who] or earlier.answers[who] for who in ANSWERS_OF}
        records[place] = new
    return list(records.values())


def client_key(row: Row, twins: dict[tuple[object, ...], int]) -> str:
    """ "Without a real BSN the key is (sex, birth date, postcode or municipality)"; "equal lines in one file are different
    clients (twins), numbered". Equal = same form and start too, numbered in file order (D11)."""
    if row.bsn_kind == "real":
        return row.client
    key = f"{row.sex}|{row.birth}|{row.postcode or row.municipality}"
    twins[row.delivery, key, row.form, row.start_date] += 1
    return f"{key}|{twins[row.delivery, key, row.form, row.start_date]}"


def answers_of(row: Row) -> dict[str, tuple[int, bool] | None]:
    """An answer on going on without help travels with its scale (D14)."""
    answers = {"young_person": row.going_on_young_person, "parent": row.going_on_parent}
    return {who: None if answer is None else (answer, row.older_scale) for who, answer in answers.items()}


END_BLOCK = ("end_date", "end_reason")
MEASUREMENT_BLOCK = ("instrument", "instrument_informant", "t_begin", "t_end")
GOALS_BLOCK = ("goals_agreed", "goals_assessed", "goals_achieved")
SINGLE_OUTCOMES = ("grade_young_person", "grade_parent", "team", "intervention", "target_group", "severity")
SINGLE_FACTS = ("sex", "birth", "postcode", "municipality", "referrer", "crisis")


def empty(value: object) -> bool:
    return value is None or value == ""


def fill(later: Row, earlier: Row) -> Row:
    """The later line, with what is empty in it from the earlier line; each block whole from the later line that has any of it."""
    taken: dict[str, object] = {}
    for name in SINGLE_OUTCOMES + SINGLE_FACTS:
        if empty(getattr(later, name)):
            taken[name] = getattr(earlier, name)
    for block in (END_BLOCK, MEASUREMENT_BLOCK, GOALS_BLOCK):
        take_block(taken, block, later, earlier)
    return replace(later, **taken)  # type: ignore[arg-type]


def take_block(taken: dict[str, object], block: tuple[str, ...], later: Row, earlier: Row) -> None:
    """ "Blocks move whole." """
    if all(empty(getattr(later, name)) for name in block):
        for name in block:
            taken[name] = getattr(earlier, name)


def change_identities(records: list[Record], delivered: dict[str, set[int]]) -> None:
    """ "When a record without real BSN disappears and one with a BSN and the same provider, form and start appears, they are one
    trajectory with the new key." Read as in D12: next valid delivery, no end date, first time, paired in file order."""
    for provider, periods in delivered.items():
        mine = [r for r in records if r.provider == provider]
        for period, following in zip(sorted(periods), sorted(periods)[1:], strict=False):
            now = [r for r in mine if r.period == period]
            then = [r for r in mine if r.period == following]
            before = {r.identity for r in mine if r.period <= period}
            gone = [r for r in now if not r.linkable and r.row.end_date is None and r.identity not in {n.identity for n in then}]
            come = [r for r in then if r.linkable and r.identity not in before]
            for old in sorted(gone, key=lambda r: (r.row.delivery, r.line)):
                for new in sorted(come, key=lambda r: (r.row.delivery, r.line)):
                    if (new.row.form, new.row.start_date) == (old.row.form, old.row.start_date):
                        come.remove(new)
                        rename(mine, old.identity, new.client, until=period)
                        break


def rename(records: list[Record], identity: tuple[str, str, str, date], client: str, until: int) -> None:
    """All earlier records of the old identity get the new key; they keep their place (D12)."""
    for record in records:
        if record.identity == identity and record.period <= until:
            record.client = client
            record.linkable = True


def presence_of_refused(
    rows: list[Row], provider_of: dict[int, str], period_of: dict[int, int]
) -> dict[tuple[str, str, str, date], list[int]]:
    """ "A refused row whose BSN, form and start can be read counts as presence." """
    presence: dict[tuple[str, str, str, date], list[int]] = defaultdict(list)
    for row in rows:
        if row.bsn_kind == "real" and row.client and row.form and row.start_date:
            presence[provider_of[row.delivery], row.client, row.form, row.start_date].append(period_of[row.delivery])
    return presence


def over_periods(records: list[Record]) -> Trajectory:
    """ "Over periods the record of the latest period holds; an outcome or extension field that is empty there is taken from the
    latest earlier period that has it. Blocks move whole." """
    newest_first = sorted(records, key=lambda r: r.period, reverse=True)
    latest = newest_first[0]
    row, answers = latest.row, dict(latest.answers)
    for record in newest_first[1:]:
        taken: dict[str, object] = {}
        for name in SINGLE_OUTCOMES:
            if empty(getattr(row, name)):
                taken[name] = getattr(record.row, name)
        take_block(taken, MEASUREMENT_BLOCK, row, record.row)
        take_block(taken, GOALS_BLOCK, row, record.row)
        row = replace(row, **taken)  # type: ignore[arg-type]
        answers = {who: answers[who] or record.answers[who] for who in ANSWERS_OF}
    row = take_t_begin(row, newest_first)
    assert row.start_date is not None
    return Trajectory(
        provider=latest.provider,
        client=latest.client,
        linkable=latest.linkable,
        form=row.form,
        start=row.start_date,
        end=row.end_date,
        reason=row.end_reason or None,
        ended_by_absence=False,
        referrer=row.referrer,
        crisis=row.crisis,
        row=row,
        answers=answers,
        municipalities={r.period: r.row.municipality or "" for r in reversed(newest_first)},
    )


def take_t_begin(row: Row, newest_first: list[Record]) -> Row:
    """ "t_begin alone may come from an earlier period for the same instrument and informant." """
    if row.t_begin is not None or empty(row.instrument):
        return row
    held = False
    for record in newest_first:
        has_block = any(not empty(getattr(record.row, name)) for name in MEASUREMENT_BLOCK)
        if not held:
            held = has_block  # this is the record whose block holds
        elif record.row.t_begin is not None and (record.row.instrument, record.row.instrument_informant) == (
            row.instrument,
            row.instrument_informant,
        ):
            return replace(row, t_begin=record.row.t_begin)
    return row


def silent_end(trajectory: Trajectory, last_present: int, delivered: set[int], newest: list[int]) -> None:
    """ "If the latest record has no end date and the provider has a valid delivery for a later period, the trajectory ended on the
    last day of the last period in which it was delivered, with reason unknown and mark ended_by_absence"; the same for "a provider
    without a valid delivery in the two newest periods of the snapshot"."""
    if trajectory.end is not None:
        return
    later_delivery = any(period > last_present for period in delivered)
    stopped_delivering = not any(period in delivered for period in newest)
    if later_delivery or stopped_delivering:
        trajectory.end = last_day(last_present)
        trajectory.reason = None
        trajectory.ended_by_absence = True


def merge_overlap(trajectories: list[Trajectory]) -> list[Trajectory]:
    """ "Trajectories of the same provider, client and form are merged when the next starts on or before the latest end of the merged
    one so far (or that is running). Unborn are never merged." """
    merged: list[Trajectory] = []
    groups: dict[tuple[str, str, str], list[Trajectory]] = defaultdict(list)
    for t in trajectories:
        if t.unborn:
            merged.append(t)
        else:
            groups[t.provider, t.client, t.form].append(t)
    for group in groups.values():
        parts: list[Trajectory] = []
        for t in sorted(group, key=lambda t: t.start):
            if parts and any(p.end is None or t.start <= p.end for p in parts):
                parts.append(t)
                continue
            if parts:
                merged.append(merge(parts))
            parts = [t]
        merged.append(merge(parts))
    return merged


def merge(parts: list[Trajectory]) -> Trajectory:
    """ "Start, referrer and crisis of the first to start; everything else of the last to end (running is last; on equal ends the
    later start)." Municipality in P: of its records for P, the one of the part that ends last (D16)."""
    first = min(parts, key=lambda t: t.start)
    by_end = sorted(parts, key=lambda t: (t.end is None, t.end or date.min, t.start))
    municipalities: dict[int, str] = {}
    for part in by_end:
        municipalities.update(part.municipalities)
    return replace(by_end[-1], start=first.start, referrer=first.referrer, crisis=first.crisis, municipalities=municipalities)


def municipality_in(trajectory: Trajectory, period: int) -> str:
    """ "Municipality = that of the trajectory's record in P, else of the nearest earlier, else of the nearest later period." """
    known = trajectory.municipalities
    earlier = [p for p in known if p <= period]
    return known[max(earlier)] if earlier else known[min(known)]


def begun_in(trajectory: Trajectory) -> int:
    """The half-year in which the trajectory began."""
    return half_year_of(trajectory.start)


def ended_in(trajectory: Trajectory) -> int | None:
    """The half-year in which the trajectory ended; None when it is running."""
    return None if trajectory.end is None else half_year_of(trajectory.end)
