"""Reads for the rights of clients: requests, what one person may see, and what retention did."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet

from uitkomst.care import scope
from uitkomst.care.models import CaseloadFile, Change, Client, ClientRequest, Informant, Invitation, RetentionRun, Score, Trajectory
from uitkomst.care.states import RequestState
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may


def requests_of(client: Client) -> list[ClientRequest]:
    """All requests about one client, the open ones first."""
    found = ClientRequest.objects.filter(client=client).select_related("written_by", "decided_by")
    return sorted(found, key=lambda one: (one.state != RequestState.OPEN, one.due_on))


def open_requests(actor: Actor) -> QuerySet[ClientRequest]:
    """The open requests of the own provider, for who keeps the register."""
    return ClientRequest.objects.filter(client__in=scope.register_clients(actor), state=RequestState.OPEN).select_related("client")


def request(actor: Actor, request_id: int | str) -> ClientRequest | None:
    """One open request, or None when it is not there or not for this actor."""
    return open_requests(actor).filter(pk=request_id).first() if str(request_id).isascii() and str(request_id).isdigit() else None


def register_client(actor: Actor, number: str) -> Client | None:
    """One client by number, for who keeps the register."""
    return scope.register_clients(actor).filter(number=number).first()


def whole_client(actor: Actor, client_id: UUID | str) -> Client | None:
    """A client of this actor with those who can be asked; None when not there or not for this actor."""
    try:
        return scope.clients(actor).filter(pk=client_id).prefetch_related("informants").first()
    except (ValidationError, ValueError):
        return None


def trajectories_for(actor: Actor, client: Client, informant: Informant) -> list[Trajectory]:
    """The trajectories of a client that are for this actor, with what this informant said: never what another informant said."""
    own = Invitation.objects.filter(informant=informant).select_related("response").prefetch_related("response__answers__quote_consent")
    scores = Prefetch("scores", Score.objects.filter(informant=informant), to_attr="own_scores")
    found = scope.trajectories(actor).filter(client=client).select_related("practitioner", "stand_in", "team")
    return list(found.prefetch_related(Prefetch("invitations", own, to_attr="own_invitations"), scores, "goals__views"))


def history_for(actor: Actor, client: Client) -> list[Change]:
    """What changed about a client, about who can be asked, and about the trajectories that are for this actor; oldest first."""
    return list(scope.changes(actor, client).select_related("changed_by"))


def retention_runs(actor: Actor) -> list[RetentionRun]:
    """The newest runs of the retention job for the own provider, for who keeps the register."""
    if not may(actor, Right.KEEP_REGISTER):
        return []
    return list(RetentionRun.objects.filter(provider_id=actor.organisation_id)[:12])


def providers_with_a_register() -> list[int]:
    """For the retention job: the numbers of the organisations that keep anything here."""
    of_clients = Client.objects.order_by().values_list("provider_id", flat=True).distinct()
    of_files = CaseloadFile.objects.order_by().values_list("provider_id", flat=True).distinct()
    return sorted({*of_clients, *of_files})
