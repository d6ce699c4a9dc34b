"""Two records turn out to be one client: nothing that hangs on either is lost, and what stops one stops both."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from uitkomst.care.models import (
    BroughtCase,
    Change,
    Client,
    ClientRequest,
    Explanation,
    Goal,
    GoalView,
    Informant,
    Invitation,
    MessageRecord,
    NewsMessage,
    OwnLink,
    QuoteConsent,
    Score,
    SetAside,
    Trajectory,
)
from uitkomst.care.operations.clients import change, stop_all, stop_invitations
from uitkomst.care.operations.informants import put_flags
from uitkomst.care.reaching import addresses_of
from uitkomst.care.states import InformantKind, StopReason
from uitkomst.vocabulary.channels import ADDRESSES, REACHING_OUT, same_place, without_address

_ENDING = ("end_date", "end_reason", "what_next", "closed_at", "closed_by_id")
_TOLD = (
    "target_group", "intervention", "request_for_help", "expected_end", "stand_in_id", "team_id", "end_date", "end_reason", "what_next",
    "together_with", "outcome_asked_by",
)  # fmt: skip


def merge_clients(keep: Client, other: Client, *, by: int, now: datetime) -> None:
    """Everything of the other goes to the one that is kept; the other's number leads there, as do those that led to the other."""
    told: dict[str, Any] = {"by": by, "now": now}
    for informant in other.informants.all():
        _move_informant(keep, informant, told)
    for trajectory in other.trajectories.all():
        same = keep.trajectories.filter(form_of_help=trajectory.form_of_help, start_date=trajectory.start_date).first()
        if same is None:
            change(keep, trajectory, "trajectory", {"client_id": keep.pk}, **told)
        else:
            _join_trajectories(keep, same, trajectory, told)
    Change.objects.filter(client=other).update(client=keep)
    ClientRequest.objects.filter(client=other).update(client=keep)
    MessageRecord.objects.filter(client=other).update(client=keep)
    Client.objects.filter(merged_into=other).update(merged_into=keep)
    change(keep, other, "client", {"merged_into_id": keep.pk}, **told)
    lacking = {name: getattr(other, name) for name in ("pseudonym", "first_name", "postcode", "municipality") if not getattr(keep, name)}
    stops = {name: getattr(keep, name) or getattr(other, name) for name in ("no_contact", "died_on", "withdrawn_at")}
    change(keep, keep, "client", {**lacking, **stops}, **told)
    _stop(keep, now)


def _stop(client: Client, now: datetime) -> None:
    """What either record said may not go out, does not go out."""
    for holds, reason in (
        (client.died_on, StopReason.DIED), (client.withdrawn_at, StopReason.WITHDRAWN), (client.no_contact, StopReason.NO_CONTACT),
    ):  # fmt: skip
        if holds:
            stop_all(client, reason, now=now)
    for one in client.informants.all():
        own = Invitation.objects.filter(informant=one)
        for flag, reason, what in (
            (one.no_contact, StopReason.NO_CONTACT, own),
            (one.unsafe_address, StopReason.UNSAFE_ADDRESS, own.filter(channel__in=REACHING_OUT)),
            (one.unsubscribed_at, StopReason.UNSUBSCRIBED, own.filter(channel__in=REACHING_OUT)),
        ):
            if flag:
                stop_invitations(what, reason, now=now)


# Who can be asked


def _move_informant(keep: Client, informant: Informant, told: dict[str, Any]) -> None:
    """A young person is one, and so is a parent with the same name and an address; another parent is moved, never joined by mistake."""
    same = _same_person(keep, informant)
    if same is not None:
        _join_informants(keep, same, informant, told)
        return
    position = keep.informants.filter(kind=InformantKind.PARENT).count() + 1
    Informant.objects.filter(pk=informant.pk).update(client=keep, position=position)
    informant.refresh_from_db()
    taken = {name: "" for name in ADDRESSES if not _is_free(keep, name, getattr(informant, name), informant)}
    if taken:
        put_flags(informant, {**taken, "channel": without_address(informant.channel, addresses_of(informant) | taken)}, **told)


def _same_person(keep: Client, informant: Informant) -> Informant | None:
    if informant.kind == InformantKind.YOUNG_PERSON:
        return keep.informants.get(kind=InformantKind.YOUNG_PERSON)
    if not informant.name:
        return None
    called = keep.informants.filter(kind=informant.kind, name__iexact=informant.name)
    return next((one for one in called if any(_same_place(name, one, getattr(informant, name)) for name in ADDRESSES)), None)


def _is_free(keep: Client, name: str, address: str, informant: Informant) -> bool:
    """Whether nobody else of this client has this address: two people never share one."""
    return not any(_same_place(name, one, address) for one in keep.informants.exclude(pk=informant.pk))


def _same_place(name: str, one: Informant, address: str) -> bool:
    place = same_place(name, address)
    return bool(place) and place == same_place(name, getattr(one, name))


def _join_informants(keep: Client, first: Informant, other: Informant, told: dict[str, Any]) -> None:
    """One person, put in twice: what that person was asked, said and got, with every warning of either."""
    for model in (Invitation, OwnLink, GoalView, ClientRequest):
        model._default_manager.filter(informant=other).update(informant=first)
    QuoteConsent.objects.filter(parent=other).update(parent=first)
    _move_scores(Score.objects.filter(informant=other), informant=first)
    NewsMessage.objects.filter(informant=other).exclude(news__in=first.news.values("news")).update(informant=first)
    Change.objects.filter(about__in=("informant", "score"), about_id=str(other.pk)).update(about_id=str(first.pk))
    lacking = {name: getattr(other, name) for name in ("name", *ADDRESSES) if not getattr(first, name)}
    lacking = {name: value for name, value in lacking.items() if name not in ADDRESSES or _is_free(keep, name, value, first)}
    flags = ("no_contact", "unsafe_address", "unsubscribed_at", "wants_news", "custody")
    change(keep, first, "informant", {**lacking, **{name: getattr(first, name) or getattr(other, name) for name in flags}}, **told)
    other.delete()


# The same help, put in twice


def _join_trajectories(keep: Client, first: Trajectory, other: Trajectory, told: dict[str, Any]) -> None:
    """What hangs on the other hangs on the first from now on; what was filled in at one alone, or otherwise, is not lost either."""
    if not SetAside.objects.filter(trajectory=other).exists():
        SetAside.objects.filter(trajectory=first).delete()
    for invitation in other.invitations.all():
        _move_invitation(first, invitation)
    for model in (Goal, OwnLink):
        model._default_manager.filter(trajectory=other).update(trajectory=first)
    _move_scores(Score.objects.filter(trajectory=other), trajectory=first)
    for case in BroughtCase.objects.filter(trajectory=other):
        _move_case(first, case)
    Change.objects.filter(about="trajectory", about_id=str(other.pk)).update(about_id=str(first.pk))
    Change.objects.filter(trajectory=other).update(trajectory=first)
    ending = {name: getattr(other, name) for name in _ENDING} if other.closed_at and not first.closed_at else {}
    lacking = {name: getattr(other, name) for name in _TOLD if not getattr(first, name)}
    change(keep, first, "trajectory", {**lacking, **ending}, **told)
    for name in (*_TOLD, "practitioner_id"):
        said = getattr(other, name)
        if said and said != getattr(first, name):
            Change.objects.create(
                client=keep, about="trajectory", about_id=str(first.pk), field=name, old=str(said), new=str(getattr(first, name) or ""),
                changed_by_id=told["by"], changed_at=told["now"],
            )  # fmt: skip
    other.delete()


def _move_invitation(first: Trajectory, invitation: Invitation) -> None:
    """The same question twice to one person: the one that was answered stays. Two answers both stay, the second a day later."""
    asked = first.invitations.filter(informant_id=invitation.informant_id, moment=invitation.moment)
    twin = asked.filter(due_on=invitation.due_on).first()
    if twin is not None and invitation.answered_at and twin.answered_at:
        while asked.filter(due_on=invitation.due_on).exists():
            invitation.due_on += timedelta(days=1)
    elif twin is not None:
        weaker = min((invitation, twin), key=_weight)
        weaker.delete()
        if weaker is invitation:
            return
    invitation.trajectory = first
    invitation.save(update_fields=["trajectory", "due_on"])


def _weight(invitation: Invitation) -> tuple[bool, ...]:
    """How far it came: answered; told why not; begun; opened."""
    return (
        invitation.answered_at is not None, invitation.stopped_at is not None, hasattr(invitation, "response"),
        invitation.opened_at is not None,
    )  # fmt: skip


def _move_scores(found: QuerySet[Score], **to: Informant | Trajectory) -> None:
    """Scores go along; of two for the same scale and day the one that was there stays, when they say the same, else a day later."""
    for score in found:
        for name, value in to.items():
            setattr(score, name, value)
        about = {name: getattr(score, name) for name in ("trajectory_id", "informant_id", "instrument", "scale", "taken_on")}
        twin = Score.objects.filter(**about).exclude(pk=score.pk).first()
        if twin is not None and twin.value == score.value:
            score.delete()
            continue
        while twin is not None:
            score.taken_on += timedelta(days=1)
            twin = Score.objects.filter(**{**about, "taken_on": score.taken_on}).exclude(pk=score.pk).first()
        score.save(update_fields=[*to, "taken_on"])


def _move_case(first: Trajectory, case: BroughtCase) -> None:
    """A case stays in its team talk, and when both were brought there, with what was said about either."""
    twin = BroughtCase.objects.filter(talk_id=case.talk_id, trajectory=first).first()
    if twin is None:
        BroughtCase.objects.filter(pk=case.pk).update(trajectory=first)
        return
    Explanation.objects.filter(case=case).update(case=twin)
    case.delete()
