"""Two records turn out to be one client. Everything goes to the record that is kept, and the other number leads there."""

from __future__ import annotations

from datetime import datetime

from uitkomst.care import rights
from uitkomst.care.operations.merging import merge_clients
from uitkomst.care.types import Client
from uitkomst.flows.care.act import client_id as in_log
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right


def merge(*, actor: Actor, now: datetime, keep: str, other: str) -> Client:
    """Merge the record with number ``other`` into that with number ``keep``. The dates of birth must agree.

    Raises MayNot, Refused (merge_same, merge_not_here, merge_differs, merge_two_bsns).
    """
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="U", event="clients.merged", about="client") as act:
        if keep.strip() == other.strip():
            raise Refused("merge_same")
        kept, gone = (rights.register_client(actor, number.strip()) for number in (keep, other))
        if kept is None or gone is None:
            raise Refused("merge_not_here")
        act.object_id, act.clients = in_log(kept), sorted([in_log(kept), in_log(gone)])
        if kept.born != gone.born:
            raise Refused("merge_differs", one=kept.born, other=gone.born)
        if kept.pseudonym and gone.pseudonym and kept.pseudonym != gone.pseudonym:
            raise Refused("merge_two_bsns")
        merge_clients(kept, gone, by=actor.person_id, now=now)
        return kept
