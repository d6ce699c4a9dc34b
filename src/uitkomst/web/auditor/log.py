"""Who saw what, searched; the chain, verified; both to take along (standards.md 5.5)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode

from uitkomst.flows.refusals import NotFound
from uitkomst.flows.show_audit_log import Search, audit_log_file, show_audit_log, verify_audit_log
from uitkomst.organisations.actor import Actor
from uitkomst.records.audit import Chain
from uitkomst.vocabulary.typed import number_of
from uitkomst.web import words
from uitkomst.web.downloads import as_file
from uitkomst.web.pages import page, show

_NUMBER = 50
_ASKED = ("person", "event", "outcome", "client", "since", "until")


@page("GET")
def log(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest lines, or those that were asked for."""
    return _page(request, actor)


@page("POST")
def verify(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Walk the chain and say whether it is whole."""
    return _page(request, actor, verify_audit_log(actor=actor, now=timezone.now()))


@page("GET")
def log_file(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """What was asked for, as csv or json."""
    if kind not in ("csv", "json"):
        raise NotFound
    search = _search(request.GET)
    name, content_type, content = audit_log_file(actor=actor, now=timezone.now(), kind=cast(Any, kind), search=search)
    return as_file(content, content_type, name)


def _page(request: HttpRequest, actor: Actor, chain: Chain | None = None) -> HttpResponse:
    at = number_of(request.GET.get("start", "")) or 0
    shown = show_audit_log(actor=actor, now=timezone.now(), search=_search(request.GET), start=at, number=_NUMBER)
    asked = {name: request.GET.get(name, "") for name in _ASKED}
    context = {
        "shown": shown,
        "chain": chain,
        "events": [event_said(one) for one in shown.events],
        "event_types": [(code, _event_words(code)) for code in shown.event_types],
        "asked": asked,
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "first": min(at + 1, shown.number),
        "last": min(at + _NUMBER, shown.number),
        "earlier": max(0, at - _NUMBER) if at else None,
        "later": at + _NUMBER if at + _NUMBER < shown.number else None,
    }
    return show(request, "log", context)


def _search(asked: QueryDict) -> Search:
    return Search(
        person=asked.get("person", "")[:200],
        event=asked.get("event", "")[:40],
        outcome=asked.get("outcome", "")[:1],
        client=asked.get("client", "")[:64],
        since=_moment(asked.get("since", ""), time.min),
        until=_moment(asked.get("until", ""), time.max),
    )


def _moment(text: str, at: time) -> datetime | None:
    """A day of a date field as its first or last moment; what is no date asks nothing."""
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return timezone.make_aware(datetime.combine(found, at)).astimezone(UTC) if found else None


def event_said(one: Any) -> dict[str, Any]:
    """A line of the log with its act and its ground in words."""
    return {"event": one, "what": _event_words(one.event_type_code), "ground": _ground_words(one.authorisation_protocol)}


def _event_words(code: str) -> str:
    """The act in words; a code that has none is shown as it is."""
    key = f"log_event.{code.replace('.', '_')}"
    return words.text(key) if words.has(key) else code


def _ground_words(ground: str) -> str:
    """ "see_figures: director" as 'rol directeur'."""
    _, _, roles = ground.partition(": ")
    named = [words.text(f"role.{role}") for role in roles.split(", ") if words.has(f"role.{role}")]
    return words.text("log.as_role", roles=", ".join(named)) if named else ground
