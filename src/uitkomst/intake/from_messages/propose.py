"""A batch of messages beside the register: which clients, what help is new, what changes, what is taken back. No writes.

What a message says about who somebody is fills what the register does not have, and changes nothing (OP039). Only help about which
the batch says something new is compared, so that old messages never undo what came later from elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from uitkomst.intake.caseload import CaseClient, CaseFinding, Caseload, CaseTrajectory, ChangeFound, Held
from uitkomst.intake.from_messages.batch import Batch
from uitkomst.intake.from_messages.fold import Folded, Help, Identity, fold
from uitkomst.intake.from_messages.meanings import Meanings, word
from uitkomst.intake.from_messages.told import ALLOCATION, Told, Who, as_known, made_number


@dataclass(frozen=True, slots=True)
class Register:
    """What the register has of the clients of a batch. owners: pseudonym -> number. held: by number. told: earlier, by pseudonym.

    aside: number -> help that was set aside, as a caseload names it.
    """

    owners: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    told: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    aside: Mapping[str, frozenset[str]] = field(default_factory=dict)


class NewHelp(NamedTuple):
    """Help that is not in the register: of whom, and since when (jjjj-mm-dd). name: "" when it is not told."""

    number: str
    form: str
    start: str
    name: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a batch comes to. also: changes beside those of the caseload: an end that is taken back (its new value is ""), a first day
    that was put right.

    set_aside, restored: (number, help) that is withdrawn, and that is there again. to_keep: (number, record) for clients that are in
    the register or come into it. new_help: key -> help for which somebody must be chosen.
    """

    caseload: Caseload
    also: tuple[ChangeFound, ...] = ()
    set_aside: tuple[tuple[str, str], ...] = ()
    restored: tuple[tuple[str, str], ...] = ()
    to_keep: tuple[tuple[str, Told], ...] = ()
    new_help: Mapping[str, NewHelp] = field(default_factory=dict)


@dataclass(slots=True)
class _Making:
    """What is gathered while going through the clients."""

    meanings: Meanings
    chosen: Mapping[str, str]
    findings: list[CaseFinding]
    clients: list[CaseClient] = field(default_factory=list)
    also: list[ChangeFound] = field(default_factory=list)
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    restored: list[tuple[str, str]] = field(default_factory=list)
    to_keep: list[tuple[str, Told]] = field(default_factory=list)
    new_help: dict[str, NewHelp] = field(default_factory=dict)
    wrong: set[tuple[int, int]] = field(default_factory=set)


EVERYBODY = "*"
"""The key of the choice for all new help that has none of its own."""


def propose(batch: Batch, register: Register, meanings: Meanings, chosen: Mapping[str, str]) -> Proposed:
    """Lay a batch beside the register. ``chosen``: new help (``number/form/start``, or EVERYBODY) -> the account of who gives it."""
    making = _Making(meanings, chosen, list(batch.findings))
    told: dict[str, list[Told]] = defaultdict(list)
    for one in batch.told:
        told[one.client].append(one)
    for person in sorted(batch.people, key=lambda one: register.owners.get(one.client) or made_number(one.client)):
        _client(making, register, person, told[person.client])
    findings = tuple(sorted(set(making.findings), key=lambda one: (one.line, one.at, one.code, one.field)))
    refused = {one.line for one in batch.findings if one.level == "error"}
    used = len({one.file for one in batch.told if (one.file, one.place) not in making.wrong} - refused)
    caseload = Caseload(tuple(making.clients), findings, len(batch.names), used)
    return Proposed(
        caseload, tuple(making.also), tuple(making.set_aside), tuple(making.restored), tuple(making.to_keep), making.new_help
    )  # fmt: skip


def _client(making: _Making, register: Register, person: Who, told: list[Told]) -> None:
    number = register.owners.get(person.client) or made_number(person.client)
    held = register.held.get(number)
    if held and _born_differs(held.client.fields.get("born", ""), person.born):
        _refuse(making, told, CaseFinding(person.file, "message_born_differs", "error", "born"))
        return
    known = {(one.form_of_help, date.fromisoformat(one.start_date)) for one in held.client.trajectories} if held else set()
    before_told = [as_known(one) for one in register.told.get(person.client, ())]
    seen = {one.fingerprint for one in before_told}
    new = [one for one in told if one.fingerprint not in seen]
    before = fold(before_told, known, making.meanings)
    after = fold([*before_told, *new], known, making.meanings)
    _say(making, after, held is not None)
    moved = _moved(held, before, after) if held else {}
    help = {moved.get(identity, identity): one for identity, one in after.help.items()}
    name = held.client.fields.get("first_name", "") if held else person.first_name
    trajectories = tuple(_trajectories(making, number, name, held, before, help, register.aside.get(number, frozenset())))
    if held:
        _withdrawn(making, number, held, before, help, after.started | set(moved.values()))
        making.also += [
            ChangeFound(number, f"{form}/{was}", "start_date", was.isoformat(), now.isoformat()) for (form, now), (_, was) in moved.items()
        ]
    if held is None and not trajectories:
        return
    if held is None and not person.born:
        _refuse(making, told, CaseFinding(person.file, "message_born_unknown", "error", "born"))
        return
    making.to_keep += [(number, one) for one in new]
    fields = _fields(person, held, _died(before, after))
    if fields or trajectories:
        making.clients.append(CaseClient(number, fields, (), trajectories))


def _refuse(making: _Making, told: Sequence[Told], finding: CaseFinding) -> None:
    making.findings += [finding._replace(line=file) for file in sorted({one.file for one in told})]
    making.wrong |= {(one.file, one.place) for one in told}


def _born_differs(held: str, said: str) -> bool:
    """Whether two days of birth cannot be the same; 00 is a part that is not known."""
    parts = [(held[a:b], said[a:b]) for a, b in ((0, 4), (4, 6), (6, 8))]
    return bool(held and said) and any(one != other for one, other in parts if one != "00" and other != "00")


def _say(making: _Making, after: Folded, in_register: bool) -> None:
    """Findings about the records of this batch."""
    for fault in after.faults:
        if fault.message:
            making.findings.append(CaseFinding(fault.message, fault.code, "error", fault.field, fault.value, fault.line))
            making.wrong.add((fault.message, fault.place))
    for one in after.unknown:
        if one.file:
            making.findings.append(
                CaseFinding(one.file, "product_unknown", "error", "form_of_help", word(one.standard, one.product), one.at)
            )
            making.wrong.add((one.file, one.place))
    for one in after.waiting:
        if one.file and one.kind == ALLOCATION:
            code = "allocation_kept" if in_register else "allocation_without_start"
            making.findings.append(CaseFinding(one.file, code, "signal", "", "", one.at))


def _trajectories(
    making: _Making, number: str, name: str, held: Held | None, before: Folded, told: Mapping[Identity, Help], aside: frozenset[str]
) -> Iterator[CaseTrajectory]:
    """What is new or told anew; new help only when somebody was chosen for it."""
    known = {one.identity for one in held.client.trajectories} if held else set()
    for (form, start), help in sorted(told.items()):
        identity = (form, start.isoformat())
        if identity in known and before.help.get((form, start)) == help._replace(file=0):
            continue
        fields = _told_fields(help)
        if identity not in known:
            key = "/".join((number, *identity))
            making.new_help[key] = NewHelp(number, *identity, name)
            practitioner = making.chosen.get(key) or making.chosen.get(EVERYBODY, "")
            if not practitioner:
                making.findings.append(CaseFinding(help.file, "practitioner_to_choose", "error", "practitioner", number))
                continue
            fields["practitioner"] = practitioner
        elif "/".join(identity) in aside:
            making.restored.append((number, "/".join(identity)))
        yield CaseTrajectory(*identity, fields, help.file)


def _told_fields(help: Help) -> dict[str, str]:
    told = {"expected_end": _day(help.expected_end), "end_date": _day(help.end), "end_reason": help.reason}
    return {name: value for name, value in told.items() if value}


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _moved(held: Held, before: Folded, after: Folded) -> dict[Identity, Identity]:
    """Help whose first day was put right (new identity -> that in the register): one start of a form taken back, one told anew."""
    ends = {one.identity: one.fields.get("end_date", "") for one in held.client.trajectories}
    known = {(form, date.fromisoformat(start)) for form, start in ends}
    gone, new = (before.started - after.started) & known, after.started - before.started - known
    moved = {}
    for form in {form for form, _ in gone}:
        was, now = ([one for one in of if one[0] == form] for of in (gone, new))
        if len(was) == len(now) == 1:
            end = ends[form, was[0][1].isoformat()]
            if not end or end >= now[0][1].isoformat():
                moved[now[0]] = was[0]
    return moved


def _withdrawn(
    making: _Making, number: str, held: Held, before: Folded, told: Mapping[Identity, Help], started: Collection[Identity]
) -> None:
    """An end that messages told and now take back, and help whose start they take back."""
    for trajectory in held.client.trajectories:
        form, start = trajectory.identity
        identity: Identity = (form, date.fromisoformat(start))
        was, now = before.help.get(identity), told.get(identity)
        about = f"{form}/{start}"
        if was and was.end and not (now and now.end) and trajectory.fields.get("end_date") == was.end.isoformat():
            for name in ("end_date", "end_reason"):
                if (old := trajectory.fields.get(name)) and (about, name) not in held.fixed:
                    making.also.append(ChangeFound(number, about, name, old, ""))
        if identity in before.started and identity not in started:
            making.set_aside.append((number, about))


def _died(before: Folded, after: Folded) -> str:
    """The day that the batch gives for a death; "" when it says nothing new about that."""
    earlier = {one.died for one in before.help.values()}
    return next((_day(one.died) for one in after.help.values() if one.died and one.died not in earlier), "")


def _fields(person: Who, held: Held | None, died: str) -> dict[str, str]:
    """Of a new client all that is told; of one who is there what the register does not have."""
    died_on = {"died_on": died} if died else {}
    told = {"municipality": person.municipality, "postcode": person.postcode}
    if held is None:
        new = {"bsn": person.client, "born": person.born, "sex": person.sex, "first_name": person.first_name}
        return {name: value for name, value in (new | told | died_on).items() if value}
    has = held.client.fields
    return {name: value for name, value in (told | died_on).items() if value and not has.get(name)}
