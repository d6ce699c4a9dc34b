"""A link to the own goals and progress: with a code that is told apart from it, and taken back whenever somebody wants."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from uitkomst.care import queries
from uitkomst.care.operations import own_links as operations
from uitkomst.care.operations import tries
from uitkomst.care.stops import why_no_link
from uitkomst.care.types import OwnLink
from uitkomst.flows.care.act import trajectory_act
from uitkomst.flows.care.behind_link import NoSuchLink, behind_link
from uitkomst.flows.care.own_view import OwnView, own_view
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.records import audit

_DIGITS = 6


def make_own_link(*, actor: Actor, now: datetime, trajectory_id: UUID | str, informant_id: str) -> tuple[OwnLink, str, str]:
    """A new link for one informant: (link, secret, code). Secret and code are shown this once. An older link stops working.

    Raises MayNot, NotFound, Refused (not_asked_<reason>).
    """
    with trajectory_act(actor, now, trajectory_id, action="C", event="own_link.made") as (act, trajectory):
        informant = next((one for one in trajectory.client.informants.all() if str(one.pk) == informant_id), None)
        if informant is None:
            raise NotFound
        if why := why_no_link(informant):
            raise Refused(f"not_asked_{why}")
        act.detail = str(informant.kind)
        code = f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"
        link, secret = operations.add(trajectory, informant, code, by=actor.person_id, now=now)
        return link, secret, code


def revoke_own_link(*, actor: Actor, now: datetime, trajectory_id: UUID | str, link_id: str) -> None:
    """Take a link back: it works no more. Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="U", event="own_link.revoked") as (_, trajectory):
        if not link_id.isdigit() or not operations.revoke(trajectory, int(link_id), now=now):
            raise NotFound


def own_links(*, actor: Actor, now: datetime, trajectory_id: UUID | str) -> list[OwnLink]:
    """The links that work now. Raises MayNot, NotFound."""
    with trajectory_act(actor, now, trajectory_id, action="R", event="own_link.listed") as (_, trajectory):
        return queries.own_links(trajectory, now)


def look_at_own_link(*, token: str, now: datetime, address: str) -> None:
    """Whether a link leads somewhere; nothing more is told before the code. Raises NotFound, Refused (too_many_links)."""
    with behind_link(token, now=now, address=address):
        if queries.own_link(token, now) is None:
            raise NoSuchLink


def open_own_link(*, token: str, code: str, now: datetime, address: str) -> OwnView:
    """What its owner may see. A wrong code counts, for the link and for the address; after five the link works no more.

    Raises NotFound, Refused (code_wrong with how often it can be tried still, too_many_links).
    """
    with behind_link(token, now=now, address=address):
        link = queries.own_link(token, now)
        # A try is taken before the code is looked at: whoever asks in many processes at once has no more of them.
        left = operations.take_try(link) if link else None
        if link is None or left is None:
            raise NoSuchLink
        if not operations.fits(link, "".join(sign for sign in code if sign.isdigit())):
            tries.count_wrong(address, now)
            if not left:
                operations.spent(link, now=now)
                raise NotFound
            raise Refused("code_wrong", left=left)
        with transaction.atomic():
            operations.right(link)
            tries.know(address, token, now)
            audit.record(
                None, now=now, action="R", event="own_link.opened", object_type="own_link", object_id=str(link.pk),
                clients=[str(link.trajectory.client_id)], name=link.informant.kind, address=address, ground="link",
            )  # fmt: skip
            return own_view(queries.behind_own_link(link), link.informant, also_total=True)
