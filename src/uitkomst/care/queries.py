"""Reads of the care register, each cut down to what the actor may reach (``scope``); by link for who has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet

from uitkomst.care import scope
from uitkomst.care.links import hash_of
from uitkomst.care.models import Answer, Change, Client, Goal, HelpLine, Informant, Invitation, OwnLink, Response, Score, Trajectory
from uitkomst.care.rules import LATE_DAYS, MOST_FOLLOW_UP_MONTHS, add_months
from uitkomst.care.stops import why_no_link
from uitkomst.organisations.actor import Actor

WHOLE: tuple[Any, ...] = (
    "client__informants",
    Prefetch("goals", Goal.objects.prefetch_related("views__informant")),
    Prefetch("invitations", Invitation.objects.select_related("informant", "response").prefetch_related("response__answers", "messages")),
)
"""All that the page of a trajectory shows."""


def trajectories(actor: Actor) -> QuerySet[Trajectory]:
    """The trajectories that this actor works on, with client and practitioner."""
    return scope.trajectories(actor).select_related("client", "practitioner", "stand_in", "team")


def trajectory(actor: Actor, trajectory_id: UUID | str) -> Trajectory | None:
    """One trajectory with all that its page shows, or None when it is not there or not for this actor."""
    return _one(trajectories(actor).prefetch_related(*WHOLE), trajectory_id)


def client(actor: Actor, client_id: UUID | str) -> Client | None:
    """One client, or None when there is none or it is not for this actor."""
    return _one(scope.clients(actor), client_id)


def client_by_number(actor: Actor, number: str) -> Client | None:
    """The client with this number in the case file system; a number that was merged leads to the record that was kept."""
    found = scope.clients(actor).filter(Q(number=number) | Q(merged__number=number)).distinct()
    return found.first()


def with_work(actor: Actor) -> list[Trajectory]:
    """The trajectories for which something may wait, whole: those that run, and closed ones of which an answer is still asked."""
    open_ones = Invitation.objects.filter(answered_at=None, stopped_at=None).values("trajectory_id")
    found = trajectories(actor).filter(Q(closed_at=None) | Q(pk__in=open_ones))
    return list(found.prefetch_related(*WHOLE))


def closed(actor: Actor, most: int) -> list[Trajectory]:
    """The trajectories that were closed last, the newest end first, with nothing but the client."""
    return list(trajectories(actor).exclude(closed_at=None).order_by("-end_date", "-closed_at")[:most])


def to_complete(actor: Actor) -> list[Trajectory]:
    """Closed trajectories without a reason for the end."""
    return list(trajectories(actor).exclude(closed_at=None).filter(end_reason=""))


def trajectories_of(actor: Actor, of: Client) -> list[Trajectory]:
    """The trajectories of one client that are for this actor, the newest first."""
    return list(trajectories(actor).filter(client=of).order_by("-start_date", "pk"))


def goal(actor: Actor, goal_id: UUID | str) -> Goal | None:
    """One goal, or None when it is not there or not for this actor."""
    return _one(scope.goals(actor).select_related("trajectory__client"), goal_id)


def invitation(actor: Actor, invitation_id: UUID | str) -> Invitation | None:
    """One invitation, or None when it is not there or not for this actor."""
    return _one(scope.invitations(actor).select_related("trajectory__client", "trajectory__practitioner", "informant"), invitation_id)


def by_link(token: str) -> Invitation | None:
    """The invitation behind a link, whatever its state, with what a screen shows and nothing more: never save what is returned.

    The page of a question is asked for more often than any other; fetching few columns as plain values takes a third of the time.
    """
    names = [*_OF_LINK, *(f"trajectory__{name}" for name in _OF_TRAJECTORY), *(f"response__{name}" for name in _OF_RESPONSE)]
    found = Invitation.objects.filter(token_hash=hash_of(token)).order_by().values(*names).first()
    if found is None:
        return None
    client = Client(pk=found["trajectory__client_id"], **_part(found, "trajectory__client__", ("born", "language", "provider_id")))
    practitioner = _Named(found["trajectory__practitioner__name"])
    trajectory = Trajectory(pk=found["trajectory_id"], client=client, team_id=found["trajectory__team_id"])
    trajectory.readers = [practitioner, *([_Named(name)] if (name := found["trajectory__stand_in__name"]) else [])]  # type: ignore[attr-defined]
    informant = Informant(pk=found["informant_id"], client=client, **_part(found, "informant__", ("kind", "leave_nonce")))
    own = {name: found[name] for name in ("id", "questionnaire", "channel", "expires_at", "answered_at", "stopped_at")}
    invitation = Invitation(**own, trajectory=trajectory, informant=informant)
    if found["response__id"] is not None:
        # The back of a one-to-one: set as Django would after fetching it.
        invitation.response = Response(invitation=invitation, **_part(found, "response__", _OF_RESPONSE))  # type: ignore[attr-defined]
    return invitation


_OF_LINK = (
    "id", "questionnaire", "channel", "expires_at", "answered_at", "stopped_at", "trajectory_id", "informant_id", "informant__kind",
    "informant__leave_nonce",
)  # fmt: skip
_OF_TRAJECTORY = (
    "team_id", "client_id", "client__born", "client__language", "client__provider_id", "practitioner__name", "stand_in__name",
)  # fmt: skip
_OF_RESPONSE = ("id", "questionnaire", "language", "wording", "only_total", "sent_at")


class _Named:
    """Somebody by name."""

    def __init__(self, name: str) -> None:
        self.name = name


def _part(found: dict[str, Any], prefix: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: found[f"{prefix}{name}"] for name in names}


def answers_of(response: Response) -> dict[str, dict[str, Any]]:
    """The answers given so far by question."""
    return {
        answer["question"]: answer for answer in Answer.objects.filter(response_id=response.pk).values("question", "said", "only_total")
    }


def informant_by_secret(secret: str) -> Informant | None:
    """Who got the link with this secret, by which somebody asks to be sent nothing more."""
    return Informant.objects.filter(leave_hash=hash_of(secret)).select_related("client").first()


def help_lines(provider_id: int) -> list[HelpLine]:
    """The help lines that a provider has written down."""
    return list(HelpLine.objects.filter(provider_id=provider_id).select_related("verified_by"))


def unread(actor: Actor) -> list[Answer]:
    """Answers in own words that nobody has read yet, the oldest first; not those for the total alone."""
    found = Answer.objects.filter(
        is_open=True, read_at=None, only_total=False, response__sent_at__isnull=False,
        response__invitation__trajectory__in=scope.trajectories(actor).values("pk"),
    ).exclude(said__value=None)  # fmt: skip
    return list(found.select_related("response__invitation__trajectory__client", "response__invitation__informant").order_by("saved_at"))


def running(day: date, at_once: int) -> Iterator[list[Trajectory]]:
    """Trajectories for the plan, some at a time: running, or ended not long ago, of clients of whom nothing forbids it."""
    may_be_asked = Q(client__no_contact=False, client__died_on=None, client__withdrawn_at=None, client__merged_into=None)
    # After its last moment, and as long as that may be late, nothing is asked about a trajectory that ended.
    not_over = Q(end_date=None) | Q(end_date__gte=add_months(day, -MOST_FOLLOW_UP_MONTHS) - timedelta(days=LATE_DAYS))
    found = Trajectory.objects.filter(may_be_asked, not_over, start_date__lte=day, set_aside=None).select_related("client").order_by("pk")
    some = list(found.prefetch_related("client__informants", "invitations")[:at_once])
    while some:
        yield some
        some = list(found.filter(pk__gt=some[-1].pk).prefetch_related("client__informants", "invitations")[:at_once])


def ended_or_active(actor: Actor, first: date, last: date) -> list[Trajectory]:
    """The register's trajectories that were active in a half-year, for its delivery."""
    found = scope.register(actor).filter(Q(end_date=None) | Q(end_date__gte=first), start_date__lte=last)
    scores = Prefetch("scores", Score.objects.select_related("informant"))
    return list(found.select_related("client", "team").prefetch_related(*WHOLE, scores).order_by("start_date", "pk"))


def first_start(actor: Actor) -> date | None:
    """The first day on which a trajectory of the register started; None when it is empty."""
    return scope.register(actor).order_by("start_date").values_list("start_date", flat=True).first()


def _one(found: QuerySet, pk: UUID | str):  # type: ignore[type-arg, no-untyped-def]
    try:
        return found.filter(pk=pk).first()
    except (ValidationError, ValueError):
        return None


def last_municipality(actor: Actor) -> str:
    """The municipality of the client that this actor put in last: the next one often lives there too."""
    found = scope.clients(actor).order_by("-created_at").values_list("municipality", flat=True).first()
    return found or ""


def to_close(actor: Actor, until: date) -> list[Trajectory]:
    """Running trajectories whose expected end lies before a day, the earliest first."""
    return list(trajectories(actor).filter(closed_at=None, expected_end__lte=until).order_by("expected_end", "pk"))


def history(actor: Actor, of: Client) -> list[Change]:
    """What was changed in a client's record, the newest first; of trajectories and scores only those that are for this actor."""
    return list(scope.changes(actor, of).order_by("-changed_at", "-pk")[:100])


def own_link(token: str, now: datetime) -> OwnLink | None:
    """The link to own goals with this secret, while it works and nothing stands in the way, with who it is for."""
    found = OwnLink.objects.filter(token_hash=hash_of(token), revoked_at=None, expires_at__gt=now)
    link = found.select_related("informant__client", "trajectory").first()
    return None if link is None or why_no_link(link.informant) else link


def behind_own_link(link: OwnLink) -> Trajectory:
    """The whole trajectory that a link leads to."""
    return Trajectory.objects.select_related("client", "practitioner").prefetch_related(*WHOLE).get(pk=link.trajectory_id)


def own_links(of: Trajectory, now: datetime) -> list[OwnLink]:
    """The links of a trajectory that work now."""
    return list(OwnLink.objects.filter(trajectory=of, revoked_at=None, expires_at__gt=now).select_related("informant"))
