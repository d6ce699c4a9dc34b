"""Ask somebody a questionnaire, by whatever channel; take it back; say why there is no answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from uitkomst.care.operations import asking as operations
from uitkomst.care.reaching import addresses_of, lacks
from uitkomst.care.states import TOLD_REASONS, Channel, Moment, StopReason
from uitkomst.care.stops import why_not
from uitkomst.care.types import Informant, Invitation, Trajectory
from uitkomst.flows.care.act import invitation_act, trajectory_act
from uitkomst.flows.care.apart import require_apart
from uitkomst.flows.care.together import asked_elsewhere
from uitkomst.flows.care.ways import is_here
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.questionnaires import current_for
from uitkomst.vocabulary.channels import ASKING, way


def invite_client(
    *, actor: Actor, now: datetime, trajectory_id: UUID | str, informant_id: int | str, moment: str, channel: str
) -> Invitation:
    """Ask one person now. Raises MayNot, NotFound, Refused (not_asked_<reason>, channel_needs_<address>, channel_not_here, same_phone)."""
    with trajectory_act(actor, now, trajectory_id, action="C", event="client.invited") as (act, trajectory):
        informant = _informant(trajectory, informant_id)
        if moment not in tuple(Moment) or channel not in ASKING:
            raise NotFound
        made = ask(trajectory, informant, Moment(moment), Channel(channel), now=now, by=actor.person_id)
        act.object_id, act.detail = str(made.pk), f"{moment} {informant.kind} {channel}"
        return made


def ask(trajectory: Trajectory, informant: Informant, moment: Moment, channel: Channel, *, now: datetime, by: int | None) -> Invitation:
    """The invitation itself, for today; the same again is the same one, asked in this way from now on. Raises Refused."""
    if why := why_not(informant, channel):
        raise Refused(f"not_asked_{why}")
    if asked_elsewhere(trajectory, moment):
        raise Refused("not_asked_elsewhere")
    if missing := lacks(informant, channel):
        raise Refused(f"channel_needs_{missing}", field="channel")
    if not is_here(channel):
        raise Refused("channel_not_here", field="channel")
    if way(channel).address == "phone":
        require_apart(("", addresses_of(one)) for one in trajectory.client.informants.all())  # numbers that were there before
    questionnaire = current_for(moment, informant.kind)[0]
    invitation, made = operations.add_invitation(
        trajectory, informant, questionnaire=questionnaire.id, moment=moment, channel=channel, on=timezone.localdate(now), now=now, by=by
    )
    if not made and not invitation.answered_at and (invitation.stopped_at or invitation.channel != channel):
        operations.open_again(invitation, channel, now=now)
    return invitation


def stop_invitation(*, actor: Actor, now: datetime, invitation_id: UUID | str, reason: str) -> Trajectory:
    """There will be no answer, for this reason. Raises MayNot, NotFound, Refused (answered_already)."""
    with invitation_act(actor, now, invitation_id, action="U", event="invitation.stopped") as (act, invitation):
        if reason not in TOLD_REASONS:
            raise NotFound
        act.detail = reason
        if not operations.stop(invitation, StopReason(reason), now=now) and invitation.answered_at:
            raise Refused("answered_already")
        return invitation.trajectory


def show_link(*, actor: Actor, now: datetime, invitation_id: UUID | str, channel: Channel = Channel.TABLET) -> tuple[Invitation, str]:
    """The link of an invitation, to hand over in this way: (invitation, secret). An expired one gets a new link.

    The secret is "" when somebody is answering elsewhere: the link would show what was not sent, also what is for the total alone.
    Raises MayNot, NotFound, Refused (answered_already, not_asked_<reason>).
    """
    with invitation_act(actor, now, invitation_id, action="R", event="invitation.link") as (act, invitation):
        _may_go_out(invitation, channel)
        if operations.begun_elsewhere(invitation):
            act.detail = "begun"
            return invitation, ""
        if invitation.expires_at and invitation.expires_at <= now:
            return invitation, operations.renew_link(invitation, now=now)
        return invitation, operations.link_of(invitation)


def start_anew(*, actor: Actor, now: datetime, invitation_id: UUID | str) -> Invitation:
    """What was answered and not sent goes, unread, and the link is another one: the questions can be given again.

    Raises MayNot, NotFound, Refused (answered_already, not_asked_<reason>).
    """
    with invitation_act(actor, now, invitation_id, action="D", event="answers.dropped") as (act, invitation):
        _may_go_out(invitation, Channel.TABLET)
        act.unlogged = not operations.drop_unsent(invitation, now=now)
        return invitation


def _may_go_out(invitation: Invitation, channel: Channel) -> None:
    if invitation.answered_at:
        raise Refused("answered_already")
    if why := invitation.stop_reason if invitation.stopped_at else why_not(invitation.informant, channel):
        raise Refused(f"not_asked_{why}")


def send_again(*, actor: Actor, now: datetime, invitation_id: UUID | str) -> Trajectory:
    """Send the message once more, because somebody asks for it.

    Raises MayNot, NotFound (nothing is sent by this channel), Refused (answered_already, not_asked_<reason>, channel_needs_<address>).
    """
    with invitation_act(actor, now, invitation_id, action="U", event="invitation.again") as (act, invitation):
        channel = Channel(invitation.channel)
        _may_go_out(invitation, channel)
        if not way(channel).by_itself:
            raise NotFound
        if missing := lacks(invitation.informant, channel):
            raise Refused(f"channel_needs_{missing}")
        if invitation.expires_at and invitation.expires_at <= now:
            operations.renew_link(invitation, now=now)
        act.unlogged = not operations.send_again(invitation, now=now)
        return invitation.trajectory


def _informant(trajectory: Trajectory, informant_id: int | str) -> Informant:
    found = {str(one.pk): one for one in trajectory.client.informants.all()}
    if str(informant_id) not in found:
        raise NotFound
    return found[str(informant_id)]
