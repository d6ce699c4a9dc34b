"""One act of a flow: the right, one transaction, one line in the audit log; a refusal is a line as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db import transaction

from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import MayNot, Right, ground, require
from uitkomst.records import audit


@dataclass
class Act:
    """What the flow tells about its act while it is busy. ``unlogged``: nothing was done after all (a second click)."""

    object_id: str = ""
    detail: str = ""
    clients: list[str] = field(default_factory=list)
    unlogged: bool = False


@contextmanager
def one_act(
    actor: Actor, right: Right, *, now: datetime, action: audit.Action, event: str, about: str, object_id: object = ""
) -> Iterator[Act]:
    """Do something as one act. about: the type of what it is about. Raises MayNot, and lets through what the flow refuses."""
    act = Act(str(object_id))
    log = partial(audit.record, actor, now=now, action=action, event=event, object_type=about, ground=ground(actor, right))
    try:
        require(actor, right)
        with transaction.atomic():
            yield act
            if not act.unlogged:
                log(object_id=act.object_id, detail=act.detail, clients=act.clients)
    except (MayNot, NotFound, Refused) as refusal:
        why = refusal.code if isinstance(refusal, Refused) else type(refusal).__name__
        log(outcome=audit.REFUSED, object_id=act.object_id, detail=why)
        raise
