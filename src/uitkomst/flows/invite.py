"""Invite a colleague, and take an invitation: the only way to an account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from uitkomst.flows import mail
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.organisations import operations, queries
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.kinds import RoleKind
from uitkomst.organisations.rights import Right
from uitkomst.organisations.types import Invitation, Person
from uitkomst.records import audit
from uitkomst.vocabulary.texts import read_texts

Sent = Literal["sent", "not_sent", "no_mail"]


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation with its link. sent: by letter; not_sent: the mail server did not take it; no_mail: there is no mail server."""

    invitation: Invitation
    link: str
    sent: Sent


def invite(*, actor: Actor, now: datetime, email: str, name: str, role: str) -> tuple[Invitation, str]:
    """Invite somebody to a role in the own organisation: the invitation and the secret of its link, which is shown once.

    Raises MayNot, Refused (wrong_email, not_that_role, already_here).
    """
    with one_act(actor, Right.INVITE, now=now, action="C", event="person.invited", about="person") as act:
        email, name = email.strip().lower(), " ".join(name.split())[:200]
        try:
            validate_email(email)
        except ValidationError:
            raise Refused("wrong_email") from None
        act.object_id, act.detail = email, role[:40]
        if role not in set(RoleKind):
            raise Refused("not_that_role")
        if queries.has_role(email, actor.organisation_id, RoleKind(role), timezone.localdate(now)):
            raise Refused("already_here")
        try:
            return operations.add_invitation(
                email=email,
                name=name or email,
                organisation_id=actor.organisation_id,
                role=RoleKind(role),
                invited_by=actor.person_id,
                now=now,
            )
        except operations.NoSuchRole:
            raise Refused("not_that_role") from None


def invite_by_mail(*, actor: Actor, now: datetime, email: str, name: str, role: str, link_of: Callable[[str], str]) -> Invited:
    """Invite somebody and send the link (``link_of`` the secret). The letter leaves after it is kept: the link works either way.

    Raises what ``invite`` raises.
    """
    invitation, secret = invite(actor=actor, now=now, email=email, name=name, role=role)
    return mail_invitation(actor, now, invitation, link_of(secret))


def mail_invitation(actor: Actor | None, now: datetime, invitation: Invitation, link: str) -> Invited:
    """Send the link of an invitation that is kept. actor None: from the command line."""
    if not mail.can_send():
        return Invited(invitation, link, "no_mail")
    outcome: Sent = "sent"
    subject, text = _letter(actor, invitation, link)
    try:
        mail.send(to=invitation.email, subject=subject, text=text)
    except mail.NotSent:
        outcome = "not_sent"
    audit.record(
        actor,
        now=now,
        action="E",
        event="invitation.mailed",
        outcome=audit.SUCCESS if outcome == "sent" else audit.FAILED,
        object_type="person",
        object_id=invitation.email,
        ground=f"invitation {invitation.pk}",
    )
    return Invited(invitation, link, outcome)


def _letter(actor: Actor | None, invitation: Invitation, link: str) -> tuple[str, str]:
    language = actor.language if actor else "nl"
    texts = read_texts("uitkomst.flows", "invite_letter", language)
    with override(language):
        until = date_format(timezone.localtime(invitation.expires_at), "j F Y")
    text = texts["text"].format(
        name=invitation.name,
        inviter=actor.person_name if actor else texts["who_runs_it"],
        organisation=invitation.organisation.name,
        link=link,
        until=until,
    )
    return texts["subject"], text


def accept_invitation(*, now: datetime, token: str, password: str, address: str = "", person: Person | None = None) -> Person:
    """Take an invitation: a new account with this password, or (``person``, who is logged in) a role more for an account that is there.

    Raises Refused (invitation_over, weak_password with why, other_log_in: somebody with this address has an account).
    """
    with transaction.atomic():
        invitation = queries.open_invitation(token, now)
        if invitation is None:
            raise Refused("invitation_over")
        taker = person or _new_person(invitation, password)
        if taker.email.lower() != invitation.email:
            raise Refused("other_log_in")
        if operations.use_invitation(invitation, taker, now=now, on=timezone.localdate(now)) is None:
            raise Refused("invitation_over")
        audit.record(
            None,
            now=now,
            action="C",
            event="invitation.accepted",
            object_type="person",
            object_id=str(taker.pk),
            detail=invitation.role,
            name=taker.name,
            address=address,
            ground=f"invitation {invitation.pk}",
        )
        return taker


def _new_person(invitation: Invitation, password: str) -> Person:
    if queries.person_by_email(invitation.email):
        raise Refused("other_log_in")
    try:
        validate_password(password, Person(email=invitation.email, name=invitation.name))
    except ValidationError as weak:
        raise Refused("weak_password", why=" ".join(weak.messages)) from None
    return operations.add_person(invitation.email, invitation.name, password=password)
