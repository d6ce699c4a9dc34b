"""The caseload file in the register: what is held, and taking in what differs. The words of the file are ``intake.caseload``'s."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from uitkomst.care.models import CaseloadFile, CaseloadMapping, Change, Client, Informant, Trajectory
from uitkomst.care.states import CaseloadState, InformantKind
from uitkomst.intake.caseload import CaseCarer, CaseClient, CaseTrajectory, ColumnMap, Held
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may

PERSON, TEAM = "person:", "team:"
"""How an account or team is written where the file had a word for it."""


def files(actor: Actor) -> QuerySet[CaseloadFile]:
    """The caseload files of the own provider, newest first; without their rows."""
    if not may(actor, Right.KEEP_REGISTER):
        return CaseloadFile.objects.none()
    return CaseloadFile.objects.filter(provider_id=actor.organisation_id).defer("table").select_related("received_by", "decided_by")


def file(actor: Actor, file_id: UUID | str) -> CaseloadFile | None:
    """One file with its rows, or None when it is not there or not for this actor."""
    try:
        return files(actor).defer(None).filter(pk=file_id).first()
    except (ValidationError, ValueError):
        return None


def mapping_of(provider_id: int) -> ColumnMap | None:
    """The columns that were chosen before."""
    found = CaseloadMapping.objects.filter(provider_id=provider_id).first()
    return ColumnMap(**found.mapping) if found else None


def keep_mapping(provider_id: int, mapping: ColumnMap, *, by: int | None, now: datetime) -> None:
    """Read the columns like this from now on."""
    told = {"mapping": mapping.as_stored(), "changed_by_id": by, "changed_at": now}
    CaseloadMapping.objects.update_or_create(provider_id=provider_id, defaults=told)


def add_file(provider_id: int, *, name: str, table: Mapping[str, Any], sha256: str, rows: int, by: int | None, now: datetime,
             source: str = "hand") -> CaseloadFile:  # fmt: skip
    """A file that came in; one that still waited makes room for it, and the same one is the same."""
    waiting = CaseloadFile.objects.filter(provider_id=provider_id, state=CaseloadState.WAITING)
    same = waiting.filter(sha256=sha256).first()
    if same is not None:
        return same
    waiting.update(state=CaseloadState.WITHDRAWN, table={}, decided_at=now, decided_by_id=by)
    return CaseloadFile.objects.create(
        provider_id=provider_id, name=name[:200], table=dict(table), sha256=sha256, rows=rows, source=source, received_by_id=by,
        received_at=now,
    )  # fmt: skip


def decide(found: CaseloadFile, state: CaseloadState, *, by: int | None, now: datetime, result: Mapping[str, int] | None = None) -> bool:
    """The file is taken in or not; its rows go. False when it was decided before (a second click)."""
    waiting = CaseloadFile.objects.filter(pk=found.pk, state=CaseloadState.WAITING)
    return bool(waiting.update(state=state, table={}, result=dict(result or {}), decided_by_id=by, decided_at=now))


def keep_table(found: CaseloadFile, table: Mapping[str, Any]) -> None:
    """What waits, with something chosen for it."""
    CaseloadFile.objects.filter(pk=found.pk, state=CaseloadState.WAITING).update(table=dict(table))


def hold_back(found: CaseloadFile, why: str) -> None:
    """This file waits for somebody to look at it."""
    CaseloadFile.objects.filter(pk=found.pk).update(why=why)


def expire_files(provider_id: int, before: datetime, now: datetime) -> int:
    """Files of a provider that waited too long: their rows go. Returns how many."""
    old = CaseloadFile.objects.filter(provider_id=provider_id, state=CaseloadState.WAITING, received_at__lt=before)
    return old.update(state=CaseloadState.EXPIRED, table={}, decided_at=now)


def running_numbers(provider_id: int, today: date) -> list[str]:
    """The numbers of the clients with a running trajectory."""
    of = Trajectory.objects.filter(client__provider_id=provider_id, client__merged_into=None, set_aside=None)
    running = of.filter(Q(end_date=None) | Q(end_date__gte=today))
    return sorted(set(running.values_list("client__number", flat=True)))


def pseudonym_owners(provider_id: int, pseudonyms: Iterable[str]) -> dict[str, str]:
    """Which client number has each of these pseudonyms."""
    wanted, found = list(pseudonyms), dict[str, str]()
    for start in range(0, len(wanted), 500):
        some = Client.objects.filter(provider_id=provider_id, pseudonym__in=wanted[start : start + 500], merged_into=None)
        found |= dict(some.values_list("pseudonym", "number"))
    return found


def held(provider_id: int, numbers: Iterable[str], *, with_aside: bool = False) -> dict[str, Held]:
    """The clients with these numbers as the register holds them; a number that was merged leads to the record that was kept.

    with_aside: also help that was set aside; without, it is new to whoever tells it again.
    """
    wanted = list(numbers)
    found: dict[str, Client] = {}
    for start in range(0, len(wanted), 500):
        some = Client.objects.filter(provider_id=provider_id, number__in=wanted[start : start + 500]).select_related("merged_into")
        found |= {client.number: client.merged_into or client for client in some}
    kept = list({client.pk: client for client in found.values()}.values())
    parts = _Parts(kept, with_aside=with_aside)
    return {
        number: Held(
            _as_case(number, client, parts), parts.by_hand(client), parts.fixed(client), "" if client.number == number else client.number
        )
        for number, client in found.items()
    }


class _Parts:
    """Carers, trajectories and history of many clients, in three queries."""

    def __init__(self, clients: list[Client], *, with_aside: bool) -> None:
        shown = Trajectory.objects.all() if with_aside else Trajectory.objects.filter(set_aside=None)
        self.informants: dict[UUID, list[Informant]] = defaultdict(list)
        self.trajectories: dict[UUID, list[Trajectory]] = defaultdict(list)
        self.changes: dict[UUID, list[Change]] = defaultdict(list)
        for start in range(0, len(clients), 500):
            some = clients[start : start + 500]
            for informant in Informant.objects.filter(client__in=some).order_by("position", "pk"):
                self.informants[informant.client_id].append(informant)
            for trajectory in shown.filter(client__in=some):
                self.trajectories[trajectory.client_id].append(trajectory)
            for change in Change.objects.filter(client__in=some).order_by("changed_at", "pk"):
                self.changes[change.client_id].append(change)

    def fixed(self, client: Client) -> frozenset[tuple[str, str]]:
        """The end of what was closed here."""
        closed = [one for one in self.trajectories[client.pk] if one.closed_at]
        return frozenset((f"{one.form_of_help}/{one.start_date}", name) for one in closed for name in ("end_date", "end_reason"))

    def by_hand(self, client: Client) -> dict[tuple[str, str], str]:
        """What stood there before somebody changed it by hand, unless the file changed it after that."""
        names = {("client", str(client.pk)): "client"}
        for informant in self.informants[client.pk]:
            young = informant.kind == InformantKind.YOUNG_PERSON
            names["informant", str(informant.pk)] = "client" if young else f"parent:{informant.name}"
        for trajectory in self.trajectories[client.pk]:
            names["trajectory", str(trajectory.pk)] = f"{trajectory.form_of_help}/{trajectory.start_date}"
        found: dict[tuple[str, str], str] = {}
        for change in self.changes[client.pk]:
            about = names.get((change.about, change.about_id))
            if about is None:
                continue
            name, old = _from_history(change.field, change.old)
            if change.source == "hand":
                found.setdefault((about, name), old)
            else:
                found.pop((about, name), None)
        return found


_CLIENT = ("first_name", "born", "sex", "postcode", "municipality", "language")
_TRAJECTORY = ("target_group", "intervention", "referrer", "crisis", "end_reason", "request_for_help", "together_with", "outcome_asked_by")


def _as_case(number: str, client: Client, parts: _Parts) -> CaseClient:
    fields = {name: getattr(client, name) for name in _CLIENT}
    fields |= {"bsn": client.pseudonym, "no_contact": "yes" if client.no_contact else "", "died_on": _day(client.died_on)}
    carers = []
    for informant in parts.informants[client.pk]:
        if informant.kind == InformantKind.YOUNG_PERSON:
            fields |= {"email": informant.email, "phone": informant.phone, "channel": informant.channel}
            fields["unsafe_address"] = "yes" if informant.unsafe_address else ""
        else:
            carers.append(CaseCarer(informant.name, informant.email, informant.phone, "yes" if informant.custody else "no"))
    trajectories = tuple(_trajectory(one) for one in parts.trajectories[client.pk])
    return CaseClient(number, {name: value for name, value in fields.items() if value}, tuple(carers), trajectories)


def _trajectory(found: Trajectory) -> CaseTrajectory:
    fields = {name: getattr(found, name) for name in _TRAJECTORY}
    fields |= {"expected_end": _day(found.expected_end), "end_date": _day(found.end_date)}
    fields |= {"practitioner": f"{PERSON}{found.practitioner_id}", "stand_in": f"{PERSON}{found.stand_in_id}" if found.stand_in_id else ""}
    fields["team"] = f"{TEAM}{found.team_id}" if found.team_id else ""
    return CaseTrajectory(found.form_of_help, found.start_date.isoformat(), {name: value for name, value in fields.items() if value})


def _from_history(name: str, old: str) -> tuple[str, str]:
    """A line of the history in the words of the file."""
    renamed = {"pseudonym": "bsn", "practitioner_id": "practitioner", "stand_in_id": "stand_in", "team_id": "team"}
    if name in ("practitioner_id", "stand_in_id", "team_id") and old:
        old = f"{TEAM if name == 'team_id' else PERSON}{old}"
    return renamed.get(name, name), {"True": "yes", "False": "no"}.get(old, old)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
