"""A client's access list: who saw or changed what of this client, when and on what ground. Asking for it is in the log as well.

The log names a client by the number of the register's record, or by the pseudonym of the BSN in deliveries; never by name or BSN.
A pseudonym is the same at another provider with the same key: so only what people of the own organisation did is found by it.
Source: standards 5.5 (NEN 7513); issue item "a client's access list".
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from uitkomst.care.looked_at import names_in_log
from uitkomst.flows.one_act import Act, one_act
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right
from uitkomst.records import audit, scope
from uitkomst.records.types import AuditEvent
from uitkomst.vocabulary.cells import no_formula
from uitkomst.vocabulary.client_keys import PSEUDONYM_LENGTH, is_bsn, pseudonym, read_key
from uitkomst.vocabulary.problems import Problem

MOST = 1000
_COLUMNS = (
    "sequence", "event_date_time", "user_name", "role_id_code", "organisation_name", "event_type_code", "event_action_code",
    "event_outcome_indicator", "authorisation_protocol",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AccessList:
    """What the log holds about one client, the newest first. known: the client is in the register or was in a line of the log."""

    events: tuple[AuditEvent, ...]
    people: int
    known: bool


def show_access_list(*, actor: Actor, now: datetime, asked: str) -> AccessList:
    """Who saw this client. asked: the number in the case file system, a BSN, or a pseudonym; the BSN is kept nowhere.

    Raises MayNot, Refused (client_not_named, no_key_here).
    """
    about = {"now": now, "action": "R", "event": "access_list.shown", "about": "client"}
    with one_act(actor, Right.SEE_AUDIT_LOG, **about) as act:  # type: ignore[arg-type]
        found = list(_found(actor, asked, act).order_by("-sequence")[:MOST])
        people = {event.user_id for event in found if event.user_id}
        return AccessList(tuple(found), len(people), bool(act.clients) and (bool(found) or not _is_pseudonym(act.clients[0])))


def access_list_file(*, actor: Actor, now: datetime, asked: str) -> tuple[str, str, bytes]:
    """The same as CSV, to hand to the client: (name, content type, content). Raises MayNot, Refused."""
    about = {"now": now, "action": "E", "event": "access_list.exported", "about": "client"}
    with one_act(actor, Right.SEE_AUDIT_LOG, **about) as act:  # type: ignore[arg-type]
        found = list(_found(actor, asked, act).order_by("sequence"))
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n", delimiter=";")
        writer.writerow(_COLUMNS)
        for row in audit.as_rows(found):
            writer.writerow([no_formula(str(row[name])) for name in _COLUMNS])
        return f"inzage-{now:%Y-%m-%d}.csv", "text/csv; charset=utf-8", out.getvalue().encode("utf-8-sig")


def _found(actor: Actor, asked: str, act: Act) -> QuerySet[AuditEvent]:
    records, pseudonyms = _names(actor, asked.strip()[:64])
    act.clients = sorted(records) + sorted(pseudonyms)
    act.object_id = act.clients[0] if act.clients else ""
    found = scope.audit_events(actor).filter(_any(records | pseudonyms))
    # What the client did by link, and what the worker did: of no organisation, but a register's number is of this provider alone.
    return found | scope.events_of_nobody(actor).filter(_any(records))


def _names(actor: Actor, asked: str) -> tuple[frozenset[str], frozenset[str]]:
    if not asked:
        raise Refused("client_not_named")
    key = asked.lower() if _is_pseudonym(asked) else ""
    digits = re.sub(r"[\s.]", "", asked)
    if not key and is_bsn(digits):
        try:
            key = pseudonym(read_key(), digits)
        except Problem:
            raise Refused("no_key_here") from None
    records, pseudonyms = names_in_log(actor, "" if key else asked, key)
    return records, pseudonyms | ({key} if key else frozenset())


def _is_pseudonym(text: str) -> bool:
    return re.fullmatch(rf"[0-9a-fA-F]{{{PSEUDONYM_LENGTH}}}", text) is not None


def _any(names: frozenset[str]) -> Q:
    """Lines that name one of these. A name is as long as no other can hold it, so looking for its text is exact."""
    asked = Q(pk=None)
    for name in names:
        asked |= Q(clients__icontains=name)
    return asked
