"""Requests of clients, erasing, and the retention job."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max, Q

from uitkomst.care import caseload
from uitkomst.care.erased import hash_of_number
from uitkomst.care.models import Client, ClientRequest, Erasure, Informant, Message, OwnLink, Response, RetentionRun, Trajectory
from uitkomst.care.retention import Cutoffs, due_on
from uitkomst.care.states import ErasedFor, MessageState, RequestKind, RequestState
from uitkomst.intake.from_messages import made_number


def add_request(
    client: Client, kind: RequestKind, *, informant: Informant | None, asked_by: str, said: str, asked_on: date, by: int, now: datetime
) -> ClientRequest:
    """Write down what somebody asks (informant None: somebody else, in words); a statement is kept at once and needs no answer."""
    is_statement = kind is RequestKind.STATEMENT
    return ClientRequest.objects.create(
        client=client, kind=kind, informant=informant, asked_by=asked_by, said=said, asked_on=asked_on, due_on=due_on(kind, asked_on),
        written_by_id=by, written_at=now, state=RequestState.DONE if is_statement else RequestState.OPEN,
        decided_by_id=by if is_statement else None, decided_at=now if is_statement else None,
    )  # fmt: skip


def decide_request(request: ClientRequest, state: RequestState, answer: str, *, by: int, now: datetime) -> bool:
    """It was done, or refused with the reason. False when it was decided before."""
    still_open = ClientRequest.objects.filter(pk=request.pk, state=RequestState.OPEN)
    return bool(still_open.update(state=state, answer=answer, decided_by_id=by, decided_at=now))


def erase_client(client: Client, why: ErasedFor, *, today: date) -> None:
    """Everything about this client goes, with the records that were merged into it. What was delivered before holds no name."""
    records = (client, *client.merged.all())
    # By the number that messages would give this client as well: they must not bring the data back either.
    numbers = {one.number for one in records} | {made_number(one.pseudonym) for one in records if one.pseudonym}
    for number in sorted(numbers):
        told = {"provider_id": client.provider_id, "number_hash": hash_of_number(client.provider_id, number)}
        Erasure.objects.create(why=why, erased_on=today, **told)
    client.delete()


def run_retention(provider_id: int, bounds: Cutoffs, *, now: datetime, today: date) -> tuple[dict[str, int], list[str]]:
    """Let go what one provider kept long enough: (how many of each, the clients erased).

    A second time that day adds to the report what went since: nothing, as a rule.
    """
    old = _clients_to_let_go(provider_id, bounds.clients)
    links = OwnLink.objects.filter(trajectory__client__provider_id=provider_id)
    counts = {
        "clients": len(old),
        "caseload_files": caseload.expire_files(provider_id, bounds.caseload, now),
        "letters": _letters(provider_id, bounds.letters),
        "links": links.filter(Q(expires_at__lt=bounds.links) | Q(revoked_at__lt=bounds.links)).delete()[0],
        "half_answered": _half_answered(provider_id, bounds.half_answered),
    }
    erased = [str(client.pk) for client in old]
    for client in old:
        erase_client(client, ErasedFor.RETENTION, today=today)
    run, _ = RetentionRun.objects.select_for_update().get_or_create(provider_id=provider_id, run_on=today, defaults={"run_at": now})
    run.run_at, run.counts = now, {name: number + run.counts.get(name, 0) for name, number in counts.items()}
    run.save(update_fields=["run_at", "counts"])
    return counts, erased


def _clients_to_let_go(provider_id: int, before: date) -> list[Client]:
    """No help runs, and the last ended before this day. A client without any trajectory counts from when it was put in."""
    running = Trajectory.objects.filter(end_date=None, set_aside=None).values("client_id")
    found = Client.objects.filter(provider_id=provider_id, merged_into=None).exclude(pk__in=running)
    found = found.annotate(last=Max("trajectories__end_date"))
    return list(found.filter(Q(last__lt=before) | Q(last=None, created_at__date__lt=before)))


def _letters(provider_id: int, before: datetime) -> int:
    of = Message.objects.filter(invitation__trajectory__client__provider_id=provider_id, due_at__lt=before)
    return of.exclude(state=MessageState.WAITING).delete()[0]


def _half_answered(provider_id: int, before: datetime) -> int:
    """Answers begun and never sent: the client did not give them."""
    of = Response.objects.filter(invitation__trajectory__client__provider_id=provider_id)
    never_sent = of.filter(sent_at=None, invitation__expires_at__lt=before, invitation__answered_at=None)
    number = never_sent.count()
    never_sent.delete()
    return number
