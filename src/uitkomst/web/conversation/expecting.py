"""Expect: the own party alone, a value or range and why; then locked. What others expect comes when all are in, or the date has passed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.conversation.states import Act, Phase
from uitkomst.flows.conversation import expect
from uitkomst.flows.conversation.show import show_conversation
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.web import words
from uitkomst.web.conversation.steps import one_page
from uitkomst.web.mirrors.naming import decimal_text, expected_text, unit_text
from uitkomst.web.pages import page
from uitkomst.web.typed import typed_before

_FIELDS = ("low", "high", "why")
_SENT = (*_FIELDS, "version")


@page("GET", "POST")
def expecting(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    """Write, save, lock."""
    if request.method == "POST":
        return _write(request, actor, conversation_id)
    return _page(request, actor, conversation_id, typed_before(request))


def _write(request: HttpRequest, actor: Actor, conversation_id: UUID) -> HttpResponse:
    now, said = timezone.now(), {"actor": actor, "conversation_id": conversation_id}
    asked = [line.form.indicator for line in expect.show_expectations(now=now, **said).lines]  # type: ignore[arg-type]
    lines = [{"indicator": one, **{name: request.POST.get(f"{name}-{one}", "") for name in _SENT}} for one in asked]
    try:
        expect.write_expectations(now=now, lines=lines, **said)  # type: ignore[arg-type]
        if request.POST.get("do") == "lock":
            phase = expect.lock_expectations(now=now, **said)  # type: ignore[arg-type]
            return redirect("conversation" if phase is not Phase.EXPECTING else "conversation_expecting", conversation_id=conversation_id)
    except Refused as refused:
        return _page(request, actor, conversation_id, request.POST.dict(), refused)
    return redirect(f"{reverse('conversation_expecting', kwargs={'conversation_id': conversation_id})}?saved=1")


def _page(request: HttpRequest, actor: Actor, conversation_id: UUID, typed: dict[str, str], refused: Refused | None = None) -> HttpResponse:
    now, said = timezone.now(), {"actor": actor, "conversation_id": conversation_id, "language": words.language()}
    talk = show_conversation(now=now, **said)  # type: ignore[arg-type]
    told = expect.show_expectations(now=now, **said)  # type: ignore[arg-type]
    changed = refused.details.get("changed", ()) if refused else ()
    context = {
        "lines": [_line(line, typed, told, changed) for line in told.lines],
        "may_expect": Act.EXPECT in talk.may,
        "saved": request.GET.get("saved") == "1" and not refused and not talk.mine.locked_at,
        "silent": told.silent,
        "others_seen": any(one.party_id != talk.mine.id for one in told.seen) or bool(told.silent),
    }
    return one_page(request, "expecting", talk, Phase.EXPECTING, context, refused.text(words.language()) if refused else "")


def _line(line: expect.Line, typed: dict[str, str], told: expect.Expectations, changed: object) -> dict[str, Any]:
    """One line of the form with what was typed. Only where a colleague's text is shown beside it, the form goes on from that."""
    form = line.form
    kept = {"low": decimal_text(form.low), "high": decimal_text(form.high), "why": form.why}
    is_changed = form.indicator in changed  # type: ignore[operator]
    stands = expected_text(form, form.unit) or words.text("expected.nothing")
    return {
        "indicator": form.indicator,
        "title": form.title,
        "question": form.question,
        "unit": unit_text(form.unit),
        "own": stands,
        "latest": stands if is_changed else "",
        "written_by": line.written_by,
        "version": line.version if is_changed else typed.get(f"version-{form.indicator}", line.version),
        "seen": [(one.party, expected_text(one, one.unit)) for one in told.seen if one.indicator == form.indicator],
        **{field: typed.get(f"{field}-{form.indicator}", kept[field]) for field in _FIELDS},
    }
