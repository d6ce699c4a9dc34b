"""The copy for one person: to print, and to take along as a file."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.client_rights.copy_for import Copy, copy_for
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.codes import code_list
from uitkomst.web import words
from uitkomst.web.pages import page, show


@page("GET")
def copy(request: HttpRequest, actor: Actor, client_id: UUID, informant_id: int) -> HttpResponse:
    """All that is kept, in words."""
    found = copy_for(actor=actor, now=timezone.now(), client_id=client_id, informant_id=informant_id)
    context = {"copy": found, "client_id": client_id, "informant_id": informant_id, "facts": _facts(found), "helps": _helps(found)}
    return show(request, "client_rights/copy", context)


@page("GET")
def copy_file(request: HttpRequest, actor: Actor, client_id: UUID, informant_id: int) -> HttpResponse:
    """The same as JSON."""
    found = copy_for(actor=actor, now=timezone.now(), client_id=client_id, informant_id=informant_id)
    answer = HttpResponse(json.dumps(found.as_data(), ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="copy.json"'
    return answer


def _facts(found: Copy) -> list[tuple[str, str]]:
    named = {"number": "client_number"}
    facts = [
        (words.text(f"case_field.{named.get(name, name)}"), value) for name, value in found.client.items() if name != "has_bsn" and value
    ]
    facts += [(words.text(f"client_own.{name}"), value) for name, value in found.own.items() if value]
    return [*facts, (words.text("case_field.bsn"), words.text(f"client_bsn.{found.client['has_bsn']}"))]


def _helps(found: Copy) -> list[dict[str, object]]:
    """Each trajectory with its codes in words."""
    language = words.language()
    return [
        {
            "help": one,
            "form": code_list("form_of_help").label(one.form_of_help, language),
            "reason": code_list("end_reason").label(one.end_reason, language) if one.end_reason else "",
        }
        for one in found.trajectories
    ]
