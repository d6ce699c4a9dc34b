"""Take the difference of a caseload file into the register. Doing it again changes nothing; nothing is ever removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from uitkomst.care.caseload import PERSON, TEAM
from uitkomst.care.links import new_leave_link
from uitkomst.care.models import CaseloadFile, CaseloadMapping, Client, Informant, Trajectory
from uitkomst.care.operations.clients import change, put_client, put_trajectory, stop_all
from uitkomst.care.operations.informants import put_flags
from uitkomst.care.operations.together import follow
from uitkomst.care.reaching import lacks
from uitkomst.care.states import CaseloadState, Channel, InformantKind, StopReason
from uitkomst.intake.caseload import CaseCarer, CaseClient, CaseTrajectory, Difference
from uitkomst.vocabulary.channels import without_address

SOURCE = "caseload"
_OF_YOUNG_PERSON = ("email", "phone", "channel", "unsafe_address")


def take_turn(provider_id: int) -> None:
    """Wait until nobody else takes a caseload of this provider in: one at a time, until this transaction ends."""
    waiting = CaseloadFile.objects.filter(provider_id=provider_id, state=CaseloadState.WAITING)
    for held in (CaseloadMapping.objects.filter(provider_id=provider_id), waiting):
        list(held.select_for_update().order_by("pk").values_list("pk"))


def take_in(
    provider_id: int, found: Difference, *, by: int | None, now: datetime, source: str = SOURCE
) -> tuple[dict[str, int], list[str]]:
    """Write what differs: (how much of each, the clients that it was about)."""
    touched: set[str] = set()
    for one in found.changes:
        if one.field == "number":
            client = Client.objects.get(provider_id=provider_id, number=one.old)
            change(client, client, "client", {"number": one.new}, by=by, now=now, source=source)
    for new in found.new_clients:
        touched.add(str(_add_client(provider_id, new, now).pk))
    clients = _Clients(provider_id)
    for number, trajectory in found.new_trajectories:
        _add_trajectory(clients[number], trajectory, now)
    for number, carer in found.new_carers:
        _add_carer(clients[number], carer)
    # The first day last: by it the help is found. The number was written before.
    for one in sorted((one for one in found.changes if one.field != "number"), key=lambda one: one.field == "start_date"):
        _write(clients[one.number], one.about, one.field, one.new, {"by": by, "now": now, "source": source})
    touched |= {str(client.pk) for client in clients.values()}
    counts = {
        "clients": len(found.new_clients),
        "trajectories": len(found.new_trajectories) + sum(len(one.trajectories) for one in found.new_clients),
        "carers": len(found.new_carers) + sum(len(one.carers) for one in found.new_clients),
        "changes": len(found.changes),
    }
    return counts, sorted(touched)


class _Clients(dict[str, Client]):
    """The record for a number: the one that was kept, when it was merged."""

    def __init__(self, provider_id: int) -> None:
        super().__init__()
        self.provider_id = provider_id

    def __missing__(self, number: str) -> Client:
        found = Client.objects.select_related("merged_into").get(provider_id=self.provider_id, number=number)
        self[number] = found.merged_into or found
        return self[number]


def _add_client(provider_id: int, new: CaseClient, now: datetime) -> Client:
    fields = dict(_model_field(name, value) for name, value in new.fields.items() if name not in _OF_YOUNG_PERSON)
    pseudonym = fields.get("pseudonym", "")
    if pseudonym and Client.objects.filter(provider_id=provider_id, pseudonym=pseudonym, merged_into=None).exists():
        fields.pop("pseudonym")  # one person with two numbers: told as a finding, merged by hand
    client, _ = put_client(provider_id, new.number, fields, now=now)
    young = client.informants.get(kind=InformantKind.YOUNG_PERSON)
    told = dict(_model_field(name, new.fields[name]) for name in _OF_YOUNG_PERSON if name in new.fields)
    Informant.objects.filter(pk=young.pk).update(**_with_channel(told))
    for carer in new.carers:
        _add_carer(client, carer)
    for trajectory in new.trajectories:
        _add_trajectory(client, trajectory, now)
    return client


def _with_channel(told: dict[str, Any]) -> dict[str, Any]:
    """By e-mail unless it is said otherwise; without an address the questions go on the practitioner's tablet."""
    return {**told, "channel": without_address(told.get("channel", Channel.EMAIL), told)}


def _add_carer(client: Client, carer: CaseCarer) -> None:
    position = client.informants.filter(kind=InformantKind.PARENT).count() + 1
    told = _with_channel({"email": carer.email, "phone": carer.phone, "custody": carer.custody == "yes"})
    told |= {"name": carer.name, "position": position}
    Informant.objects.create(client=client, kind=InformantKind.PARENT, **new_leave_link(), **told)


def _add_trajectory(client: Client, new: CaseTrajectory, now: datetime) -> None:
    identity = {"form_of_help": new.form_of_help, "start_date": date.fromisoformat(new.start_date)}
    put_trajectory(client, identity, dict(_model_field(name, value) for name, value in new.fields.items()), now=now)


def _write(client: Client, about: str, name: str, value: str, told: Mapping[str, Any]) -> None:
    """One field that differs, with what follows from it."""
    fields = dict([_model_field(name, value)])
    if about == "client" and name not in _OF_YOUNG_PERSON:
        change(client, client, "client", fields, **told)
        for field, reason in (("no_contact", StopReason.NO_CONTACT), ("died_on", StopReason.DIED)):
            if fields.get(field):
                stop_all(client, reason, now=told["now"])
    elif about == "client":
        _write_informant(client.informants.get(kind=InformantKind.YOUNG_PERSON), fields, told)
    elif about.startswith("parent:"):
        _write_informant(_parent(client, about.removeprefix("parent:")), fields, told)
    else:
        form, _, start = about.partition("/")
        trajectory = Trajectory.objects.get(client=client, form_of_help=form, start_date=date.fromisoformat(start))
        if "outcome_asked_by" in change(client, trajectory, "trajectory", fields, **told):
            follow(trajectory, now=told["now"])


def _parent(client: Client, name: str) -> Informant:
    """The parent of this name: of two who are called the same, the one that is asked first (``intake.caseload`` reads it so too)."""
    return client.informants.filter(kind=InformantKind.PARENT, name=name).order_by("position", "pk")[0]


def _write_informant(informant: Informant, fields: dict[str, Any], told: Mapping[str, Any]) -> None:
    if "channel" not in fields or not lacks(informant, fields["channel"]):
        put_flags(informant, fields, **told)


def _model_field(name: str, value: str) -> tuple[str, Any]:
    """A field of the file as a field of the register."""
    if name == "bsn":
        return "pseudonym", value
    if name in ("practitioner", "stand_in"):
        return f"{name}_id", int(value.removeprefix(PERSON))
    if name == "team":
        return "team_id", int(value.removeprefix(TEAM))
    if name in ("no_contact", "unsafe_address", "custody"):
        return name, value == "yes"
    if name in ("expected_end", "start_date", "end_date", "died_on"):
        return name, date.fromisoformat(value) if value else None
    return name, value
