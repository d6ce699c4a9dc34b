"""Messages of iJw and iWmo come in, one or many at once: read at once, their BSNs made pseudonyms, and nothing else of them kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from uitkomst.care import caseload as register
from uitkomst.care.types import CaseloadFile
from uitkomst.flows.caseload.compare_messages import MESSAGES, known_tables, stored
from uitkomst.flows.caseload.receive_caseload import most_bytes, pseudonym_key, write_upload
from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.intake.caseload.table import LARGEST_FILE
from uitkomst.intake.from_messages import Batch, read_batch
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import files
from uitkomst.vocabulary.client_keys import is_bsn

ENDING = ".xml"
MOST_MESSAGES = 200
Brought = tuple[str, Iterable[bytes]]
"""The name of a file, and what comes in."""


def receive_messages(*, actor: Actor, now: datetime, brought: Sequence[Brought]) -> CaseloadFile:
    """Keep messages to look at. The same ones that still wait are the same. Raises MayNot, Refused, CaseloadUnreadable."""
    with one_act(actor, Right.KEEP_REGISTER, now=now, action="C", event="messages.received", about="caseload") as act:
        if len(brought) > MOST_MESSAGES:
            raise Refused("caseload_too_many_messages", most=MOST_MESSAGES)
        key = pseudonym_key()
        if key is None:
            raise Refused("caseload_messages_need_key")
        batch, sha256 = _received(actor, brought, key, now)
        found = register.add_file(
            actor.organisation_id, name=_name(batch), table=stored(batch, {}), sha256=sha256, rows=len(batch.names), by=actor.person_id,
            now=now, source=MESSAGES,
        )  # fmt: skip
        act.object_id, act.detail = str(found.pk), f"{len(batch.names)} messages"
        return found


def _received(actor: Actor, brought: Sequence[Brought], key: bytes, now: datetime) -> tuple[Batch, str]:
    """The batch, and a name for its content that does not depend on the order. The files are gone after this."""
    try:
        with files.working() as folder:
            paths = [(_without_number(name), folder / f"{place}.xml") for place, (name, _) in enumerate(brought)]
            digests = sorted(_write([(path, chunks) for (_, path), (_, chunks) in zip(paths, brought, strict=True)]))
            today = timezone.localdate(now)
            batch = read_batch(paths, key=key, today=today, tables=known_tables(), provider=actor.organisation_code)
    except files.DiskFull:
        raise Refused("disk_full") from None
    return batch, hashlib.sha256("".join(digests).encode()).hexdigest()


def _write(wanted: Iterable[tuple[Path, Iterable[bytes]]]) -> list[str]:
    left, digests = most_bytes(LARGEST_FILE), []
    for path, chunks in wanted:
        sha256, size = write_upload(path, chunks, left)
        left -= size
        digests.append(sha256)
    return digests


def _without_number(name: str) -> str:
    """The name of a file, without the folder and without a BSN that somebody put in it."""
    plain = Path(name.replace("\\", "/")).name[:100]
    return re.sub(r"\d{9}", lambda found: "•" * 9 if is_bsn(found[0]) else found[0], plain)


def _name(batch: Batch) -> str:
    return batch.names[0] if len(batch.names) == 1 else f"{batch.names[0]} + {len(batch.names) - 1}"
