"""Receive a delivery: a file comes in, is kept in the inbox, and waits to be read by a job.

Source: product principle 6 (a file with BSNs is refused unread where it may not be); definitions 1 (name of a delivery).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from uitkomst.flows.one_act import one_act
from uitkomst.flows.refusals import Refused
from uitkomst.intake.names import DeliveryName, parse_name
from uitkomst.intake.reader import PSEUDONYM_COLUMN
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import files, jobs, operations
from uitkomst.records.types import Delivery
from uitkomst.vocabulary.client_keys import is_bsn

_HEAD = 65_536
_NINE_DIGITS = re.compile(rb"(?<![0-9a-f])[0-9]{9}(?![0-9a-f])")
_OVERLAP = 10


def receive_delivery(*, actor: Actor, now: datetime, name: str, chunks: Iterable[bytes]) -> Delivery:
    """Keep a file to be read. The same file twice is one delivery. Raises Refused with what is wrong; then nothing is kept."""
    with one_act(actor, Right.DELIVER, now=now, action="C", event="delivery.received", about="delivery") as act:
        file_name = Path(name.replace("\\", "/")).name
        named = _checked_name(file_name, actor)
        path, sha256, size = _take_in(chunks, file_name)
        delivery, is_new = operations.add_delivery(
            actor,
            now=now,
            provider_id=actor.organisation_id,
            file_name=file_name,
            period=str(named.period),
            version=named.version,
            sha256=sha256,
            size=size,
        )
        act.object_id, act.detail, act.unlogged = str(delivery.pk), file_name, not is_new
        if is_new:
            files.settle(path, delivery.pk)
            jobs.ask("check_delivery", str(delivery.pk), {"delivery_id": str(delivery.pk)}, now)
        else:
            files.drop(path)
        return delivery


def _checked_name(file_name: str, actor: Actor) -> DeliveryName:
    if not file_name.lower().endswith((".csv", ".xlsx")):
        raise Refused("wrong_type")
    named = parse_name(file_name)
    if named is None:
        raise Refused("not_named", file=file_name)
    if named.fault:
        raise Refused(named.fault)
    if named.provider != actor.organisation_code:
        raise Refused("other_provider", own=actor.organisation_code)
    return named


def _take_in(chunks: Iterable[bytes], file_name: str) -> tuple[Path, str, int]:
    """Write the file to the inbox, after a look at its head alone."""
    looked = _after_a_look(iter(chunks), file_name)
    try:
        path, sha256, size = files.receive(looked, file_name, settings.LARGEST_UPLOAD_BYTES)
    except files.TooLarge:
        raise Refused("too_large", most=settings.LARGEST_UPLOAD_BYTES // 1_000_000) from None
    except files.DiskFull:
        raise Refused("disk_full") from None
    if size == 0:
        files.drop(path)
        raise Refused("empty_upload")
    return path, sha256, size


def _after_a_look(chunks: Iterator[bytes], file_name: str) -> Iterator[bytes]:
    """The same chunks; refused at the first that must not come here, before the next is asked for."""
    head, waiting = b"", []
    for chunk in chunks:
        waiting.append(chunk)
        head += chunk[:_HEAD]
        if len(head) >= _HEAD or b"\n" in head:
            break
    bsn_may_come = settings.BSN_FILES in ("provider", "hub")
    if not bsn_may_come and not is_pseudonymised(head, file_name):
        raise Refused("bsn_not_here")
    if head and file_name.lower().endswith(".xlsx") and not head.startswith(b"PK"):
        raise Refused("wrong_content")
    if bsn_may_come:
        yield from waiting
        yield from chunks
    else:
        yield from _without_bsn(itertools.chain(waiting, chunks))


def _without_bsn(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same chunks, refused where a number stands that passes the 11-test: the heading promised that there is none."""
    tail = b""
    for chunk in chunks:
        text = tail + chunk
        if any(is_bsn(found.group().decode()) for found in _NINE_DIGITS.finditer(text)):
            raise Refused("bsn_not_here")
        tail = text[-_OVERLAP:]
        yield chunk


def is_pseudonymised(head: bytes, file_name: str) -> bool:
    """Whether the first line says that pseudonyms stand where BSNs would. A spreadsheet cannot say so without being opened."""
    if not file_name.lower().endswith(".csv"):
        return False
    first = head.removeprefix(b"\xef\xbb\xbf").splitlines()[:1]
    text = first[0].decode("utf-8", "replace") if first else ""
    separator = max(";,\t", key=text.count)
    names = [part.strip().strip('"').lower() for part in text.split(separator)]
    return PSEUDONYM_COLUMN in names and "bsn" not in names
