"""The audit log: every act and every look, in the words of NEN 7513, each line chained to the one before by its hash.

Source: reference standards 5.5 (NEN 7513: event, time, client, user, on behalf of; reads and searches included).
Only ``record`` adds lines. The hash of a line is SHA-256 over the hash before it and all its fields; a line that is changed, removed
or put in between breaks the chain, and a line cut from the end no longer fits the head.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from django.db import transaction

from uitkomst.organisations.actor import Actor
from uitkomst.records.models import AuditEvent, AuditHead

Action = Literal["C", "R", "U", "D", "E"]
"""EventActionCode: create, read, update, delete, execute (search, log in, export)."""
SUCCESS, REFUSED, FAILED = "0", "4", "8"
"""EventOutcomeIndicator: done; refused to this person or at this moment; could not be done."""
WORKER = "uitkomst"
FIELDS = (
    "sequence", "event_date_time", "event_action_code", "event_type_code", "event_outcome_indicator", "user_id", "user_name",
    "role_id_code", "organisation_id", "organisation_name", "network_access_point_id", "participant_object_type",
    "participant_object_id", "participant_object_detail", "clients", "authorisation_protocol",
)  # fmt: skip
"""What a line says, in the order in which it is hashed."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether the log is whole. events: lines that fit; broken_at: the first that does not (or None); head: the last hash."""

    ok: bool
    events: int
    broken_at: int | None
    head: str


def record(
    actor: Actor | None,
    *,
    now: datetime,
    action: Action,
    event: str,
    outcome: str = SUCCESS,
    object_type: str = "",
    object_id: str = "",
    detail: str = "",
    clients: Sequence[str] = (),
    ground: str = "",
    name: str = "",
    address: str = "",
) -> None:
    """Add one line, in a transaction of the caller or its own. actor None: the worker, or somebody not logged in (``name``)."""
    # No savepoint of its own: an act whose line cannot be written is undone as a whole.
    with transaction.atomic(savepoint=False):
        head = _head()
        line = AuditEvent(
            sequence=head.sequence + 1,
            event_date_time=now,
            event_action_code=action,
            event_type_code=event,
            event_outcome_indicator=outcome,
            user_id=str(actor.person_id) if actor else "",
            user_name=actor.person_name if actor else name or WORKER,
            role_id_code=",".join(sorted(actor.roles)) if actor else "",
            organisation_id=str(actor.organisation_id) if actor else "",
            organisation_name=actor.organisation_name if actor else "",
            network_access_point_id=actor.address if actor else address,
            participant_object_type=object_type,
            participant_object_id=str(object_id)[:120],
            participant_object_detail=detail[:400],
            clients=sorted(clients),
            authorisation_protocol=ground[:120],
            previous_hash=head.hash,
        )
        line.hash = line_hash(head.hash, line)
        line.save(force_insert=True)  # the database moves the head on, and refuses a line that does not follow it


def _head() -> AuditHead:
    """The end of the chain, held until the transaction ends: nobody else adds a line meanwhile."""
    locked = AuditHead.objects.select_for_update().filter(pk=1)
    return next(iter(locked), None) or locked.get(pk=AuditHead.objects.get_or_create(pk=1)[0].pk)


def line_hash(previous: str, line: AuditEvent) -> str:
    """The hash of a line, given the hash before it."""
    return hashlib.sha256(json.dumps([previous, *_said(line)], ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _said(line: AuditEvent) -> list[object]:
    values = {name: getattr(line, name) for name in FIELDS}
    # The same moment is written the same way, whichever database gave it back.
    values["event_date_time"] = line.event_date_time.astimezone(UTC).isoformat(timespec="microseconds")
    return list(values.values())


def verify(expected_head: str = "") -> Chain:
    """Walk the whole chain. expected_head: a hash noted earlier, which must still be in the chain."""
    previous, sequence, seen = "", 0, not expected_head
    for line in _lines():
        sequence += 1
        if line.sequence != sequence or line.previous_hash != previous or line.hash != line_hash(previous, line):
            return Chain(False, sequence - 1, sequence, previous)
        previous = line.hash
        seen = seen or previous == expected_head
    head = AuditHead.objects.filter(pk=1).first()
    cut = head is not None and (head.sequence, head.hash) != (sequence, previous)
    return Chain(not cut and seen, sequence, sequence + 1 if cut or not seen else None, previous)


def _lines() -> Iterator[AuditEvent]:
    return AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000)


def as_rows(events: Iterable[AuditEvent]) -> Iterator[dict[str, object]]:
    """Lines of the log as plain values, with their hashes, for an export."""
    for event in events:
        yield dict(zip(FIELDS, _said(event), strict=True)) | {"previous_hash": event.previous_hash, "hash": event.hash}
