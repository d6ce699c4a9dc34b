"""The one place where the register is cut down to what an actor may reach. Every query of an actor starts here; without a right empty.

A practitioner reaches the own trajectories and those as stand-in, a team lead those of the own teams. The client of such a trajectory
is reached with it; other trajectories of the same client are not. Who keeps the register reaches all of the provider, for lists and
deliveries, never for answers (flows see to that). Help that was set aside is reached by nobody.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from uitkomst.care.models import Change, Client, Goal, Invitation, Quote, QuoteConsent, Trajectory
from uitkomst.care.states import QuoteState
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, may
from uitkomst.organisations.teams import provider_of, teams_led


def trajectories(actor: Actor, on: date | None = None) -> QuerySet[Trajectory]:
    """The trajectories that this actor works on."""
    day = on or timezone.localdate()
    provider = provider_of(actor, day)
    if provider is None or not may(actor, Right.CARE):
        return Trajectory.objects.none()
    own = Q(practitioner_id=actor.person_id) | Q(stand_in_id=actor.person_id) | Q(team_id__in=teams_led(actor, day))
    return Trajectory.objects.filter(own, client__provider_id=provider, client__merged_into=None, set_aside=None)


def clients(actor: Actor, on: date | None = None) -> QuerySet[Client]:
    """The clients of those trajectories."""
    return Client.objects.filter(pk__in=trajectories(actor, on).values("client_id"))


def goals(actor: Actor, on: date | None = None) -> QuerySet[Goal]:
    """The goals of those trajectories."""
    return Goal.objects.filter(trajectory__in=trajectories(actor, on))


def invitations(actor: Actor, on: date | None = None) -> QuerySet[Invitation]:
    """The invitations of those trajectories."""
    return Invitation.objects.filter(trajectory__in=trajectories(actor, on))


def changes(actor: Actor, of: Client, on: date | None = None) -> QuerySet[Change]:
    """What changed about a client, about who can be asked, and about those trajectories and their scores; not about other help."""
    own = trajectories(actor, on).filter(client=of)
    reached = Q(about="trajectory", about_id__in=[str(pk) for pk in own.values_list("pk", flat=True)])
    return Change.objects.filter(~Q(about__in=("trajectory", "score")) | reached | Q(about="score", trajectory__in=own), client=of)


def register(actor: Actor) -> QuerySet[Trajectory]:
    """All trajectories of the own provider, for who keeps the register."""
    if not may(actor, Right.KEEP_REGISTER):
        return Trajectory.objects.none()
    return Trajectory.objects.filter(client__provider_id=actor.organisation_id, client__merged_into=None, set_aside=None)


def register_clients(actor: Actor) -> QuerySet[Client]:
    """All clients of the own provider, for who keeps the register."""
    if not may(actor, Right.KEEP_REGISTER):
        return Client.objects.none()
    return Client.objects.filter(provider_id=actor.organisation_id, merged_into=None)


_INVITATION = "answer__response__invitation"
_CLIENT = f"{_INVITATION}__trajectory__client"
_USABLE = Q(
    **{
        "withdrawn_at": None,
        # An answer that counts in the total alone is read by nobody, and was asked on that promise.
        "answer__only_total": False,
        "answer__response__sent_at__isnull": False,
        f"{_CLIENT}__no_contact": False,
        f"{_CLIENT}__died_on": None,
        f"{_CLIENT}__withdrawn_at": None,
        f"{_INVITATION}__informant__no_contact": False,
        f"{_INVITATION}__informant__unsafe_address": False,
    }
) & (Q(parent=None) | Q(parent__custody=True))
"""What stops everything about a client stops this as well, from the moment on that it is written down."""


def consents(actor: Actor, right: Right) -> QuerySet[QuoteConsent]:
    """Answers of the own provider of which a sentence may be used now."""
    if not may(actor, right):
        return QuoteConsent.objects.none()
    return QuoteConsent.objects.filter(_USABLE, **{f"{_CLIENT}__provider_id": actor.organisation_id})


def approved_quotes() -> QuerySet[Quote]:
    """Sentences that others may read now, of any provider; the flow asks who may read which."""
    return Quote.objects.filter(consent__in=QuoteConsent.objects.filter(_USABLE), state=QuoteState.APPROVED)
