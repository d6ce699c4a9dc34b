"""One client's data: hand over a copy, put right what is wrong, write down what the client asks."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care.states import RequestKind
from uitkomst.flows.client_rights.correct import OF_CLIENT, OF_INFORMANT, correct
from uitkomst.flows.client_rights.requests import RightsShown, ask, show_rights
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.web import words
from uitkomst.web.client_rights.saying import field_in_words, in_words
from uitkomst.web.pages import page, show
from uitkomst.web.typed import typed_again


@page("GET", "POST")
def rights(request: HttpRequest, actor: Actor, client_id: UUID) -> HttpResponse:
    """What a client may ask, what was asked, and what changed."""
    if request.method != "POST":
        again = typed_again(request)
        form = "" if not again.form else "ask" if again.form == request.path else "correct"
        return _page(request, actor, client_id, form=form, typed=again.fields)
    try:
        ask(actor=actor, now=timezone.now(), client_id=client_id, typed=request.POST.dict())
    except Refused as refused:
        return _page(request, actor, client_id, refused, "ask")
    return redirect(f"{reverse('client_rights', kwargs={'client_id': client_id})}#requests")


@page("POST")
def correct_client(request: HttpRequest, actor: Actor, client_id: UUID) -> HttpResponse:
    """Put right what is wrong."""
    try:
        correct(actor=actor, now=timezone.now(), client_id=client_id, typed=request.POST.dict())
    except Refused as refused:
        return _page(request, actor, client_id, refused, "correct")
    return redirect(f"{reverse('client_rights', kwargs={'client_id': client_id})}#history")


def _page(
    request: HttpRequest,
    actor: Actor,
    client_id: UUID,
    refused: Refused | None = None,
    form: str = "",
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    typed = request.POST if typed is None else typed
    shown = show_rights(actor=actor, now=timezone.now(), client_id=client_id)
    context = {
        "shown": shown,
        "client": shown.client,
        "back": shown.trajectory_id,
        "kinds": [kind.value for kind in RequestKind],
        "asking": [(str(one.pk), one.name or shown.client.name, one.kind) for one in shown.client.informants.all()],
        "typed": typed if form == "ask" else {},
        "fields": _fields(shown, typed if form == "correct" else {}),
        "people": _people(shown, typed if form == "correct" else {}),
        "history": [
            (one, field_in_words(one.field, own=one.about == "informant"), in_words(one.field, one.old), in_words(one.field, one.new))
            for one in shown.history
        ],
        "today": timezone.localdate(),
        "form": form,
        "refused": refused.text(words.language()) if refused else "",
        "wrong": str(refused.details.get("field", "")) if refused else "",
    }
    return show(request, "client_rights/client", context, status=400 if refused else 200)


def _fields(shown: RightsShown, typed: Mapping[str, str]) -> list[dict[str, object]]:
    """The fields of the client, each with what may be chosen (empty: typed)."""
    lists: dict[str, list[tuple[str, str]]] = {
        "sex": [(code.code, code.labels[words.language()]) for code in code_list("sex").codes],
        "municipality": [("", "–"), *((code, one.name) for code, one in read_municipalities().items())],
        "language": list(settings.LANGUAGES),
    }
    born = shown.client.born
    values = {name: str(getattr(shown.client, name)) for name in OF_CLIENT}
    values["born"] = f"{born[6:]}-{born[4:6]}-{born[:4]}" if born[4:6] != "00" and born[6:] != "00" else born
    return [
        {"id": name, "label": field_in_words(name), "value": typed.get(name, values[name]), "choices": lists.get(name, [])}
        for name in OF_CLIENT
    ]


def _people(shown: RightsShown, typed: Mapping[str, str]) -> list[dict[str, object]]:
    """Who can be asked, with the fields that can be put right."""
    found = []
    for one in shown.client.informants.all():
        fields = [
            {"id": f"{n}-{one.pk}", "label": field_in_words(n, own=True), "value": typed.get(f"{n}-{one.pk}", getattr(one, n))}
            for n in OF_INFORMANT
        ]
        found.append({"pk": one.pk, "kind": one.kind, "name": one.name, "fields": fields})
    return found
