"""What a caseload would change in the register. Absence never deletes: not a client, not a trajectory, not a field, not a flag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from uitkomst.intake.caseload.addresses import apart_from_held, carers_by_name
from uitkomst.intake.caseload.clients import CaseCarer, CaseClient, Caseload, CaseTrajectory

FLAGS = ("no_contact", "unsafe_address")
"""A file can set these, and never clear them: that is done by hand, by somebody who knows why."""


@dataclass(frozen=True, slots=True)
class Held:
    """One client as the register holds it. by_hand: (about, field) -> what stood there before somebody changed it by hand.

    fixed: (about, field) of what was settled in the register and no file changes any more (the end of a closed trajectory).
    merged_into: the number of the record that this number turned out to be.
    """

    client: CaseClient
    by_hand: Mapping[tuple[str, str], str] = field(default_factory=dict)
    fixed: frozenset[tuple[str, str]] = frozenset()
    merged_into: str = ""

    def keeps(self, about: str, name: str, value: str) -> bool:
        """Whether the register's own value stays, though the file says this one."""
        return (about, name) in self.fixed or self.by_hand.get((about, name)) == value


@dataclass(frozen=True, slots=True)
class ChangeFound:
    """One field that the file says otherwise. about: "client", "parent:<name>" or "<form>/<start>"."""

    number: str
    about: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What the file and the register differ in.

    kept_by_hand: the file still says what somebody put right in the register, or what was closed there: it stays as it is.
    flags_kept: a flag that the file does not have (any more) and the register has. absent: in the register, running, not in the file.
    """

    new_clients: tuple[CaseClient, ...] = ()
    new_trajectories: tuple[tuple[str, CaseTrajectory], ...] = ()
    new_carers: tuple[tuple[str, CaseCarer], ...] = ()
    changes: tuple[ChangeFound, ...] = ()
    kept_by_hand: tuple[ChangeFound, ...] = ()
    flags_kept: tuple[ChangeFound, ...] = ()
    absent: tuple[str, ...] = ()
    same: int = 0

    @property
    def is_empty(self) -> bool:
        """Nothing to do: the file was taken in before."""
        return not (self.new_clients or self.new_trajectories or self.new_carers or self.changes)


def apart(caseload: Caseload, held: Mapping[str, Held]) -> Caseload:
    """The same caseload without addresses that the register has as somebody else's of that client."""
    findings = list(caseload.findings)
    clients = tuple(
        apart_from_held(client, held[client.number].client, findings) if client.number in held else client for client in caseload.clients
    )
    return replace(caseload, clients=clients, findings=tuple(findings))


def difference(caseload: Caseload, held: Mapping[str, Held], running: Iterable[str] = ()) -> Difference:
    """Compare a caseload with the register. ``held`` by client number; ``running``: the numbers with a running trajectory."""
    new_clients: list[CaseClient] = []
    trajectories: list[tuple[str, CaseTrajectory]] = []
    carers: list[tuple[str, CaseCarer]] = []
    found: list[ChangeFound] = []
    same = 0
    numbers = {client.number for client in caseload.clients}
    for client in caseload.clients:
        if client.number not in held:
            new_clients.append(client)
            continue
        of = held[client.number].client
        before = len(trajectories) + len(carers) + len(found)
        known = {one.identity for one in of.trajectories}
        trajectories += [(client.number, one) for one in client.trajectories if one.identity not in known]
        if held[client.number].merged_into in numbers:
            continue  # the row of the number that was kept speaks for who it is
        names = carers_by_name(of.carers)
        carers += [(client.number, carer) for carer in client.carers if carer.name.lower() not in names]
        found += _changes(client, of)
        same += before == len(trajectories) + len(carers) + len(found)
    by_hand = [one for one in found if held[one.number].keeps(one.about, one.field, one.new)]
    flags = [one for one in found if one.field in FLAGS and one.new == "no"]
    aside = {*by_hand, *flags}
    seen = numbers | {held[number].merged_into for number in numbers & held.keys()}
    return Difference(
        tuple(new_clients), tuple(trajectories), tuple(carers), tuple(one for one in found if one not in aside),
        tuple(by_hand), tuple(flags), tuple(sorted(set(running) - seen)), same,
    )  # fmt: skip


def _changes(new: CaseClient, old: CaseClient) -> Iterator[ChangeFound]:
    yield from _differs(new.number, "client", old.fields, new.fields)
    held = carers_by_name(old.carers)
    for carer in new.carers:
        if before := held.get(carer.name.lower()):
            told = {name: getattr(carer, name) for name in ("email", "phone", "custody")}
            yield from _differs(new.number, f"parent:{before.name}", {name: getattr(before, name) for name in told}, told)
    trajectories = {one.identity: one for one in old.trajectories}
    for trajectory in new.trajectories:
        if before_ := trajectories.get(trajectory.identity):
            yield from _differs(new.number, "/".join(trajectory.identity), before_.fields, trajectory.fields)


def _differs(number: str, about: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[ChangeFound]:
    for name, value in new.items():
        before = old.get(name, "")
        if value and value != before and not (value == "no" and not before):
            yield ChangeFound(number, about, name, before, value)
