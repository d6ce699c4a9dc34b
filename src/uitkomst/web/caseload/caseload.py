"""Bring a caseload file, choose its columns once, see what would change, and take it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from uitkomst.care.types import CaseloadFile
from uitkomst.flows.caseload.accept_caseload import accept_caseload, choose_columns, withdraw_caseload
from uitkomst.flows.caseload.receive_caseload import receive_caseload
from uitkomst.flows.caseload.receive_messages import ENDING, receive_messages
from uitkomst.flows.caseload.show_caseload import list_caseloads, show_caseload
from uitkomst.flows.caseload.shown import CaseloadShown, FoundShown
from uitkomst.flows.refusals import Refused
from uitkomst.intake.caseload import ChangeFound, case_text, fields
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.web import words
from uitkomst.web.pages import is_htmx, page, show, upload_fault

MOST_LINES = 50
_LEVELS = ("error", "signal", "repair")


@page("GET", "POST")
def caseloads(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The drop zone and what was brought before; a file that was sent goes to its own page."""
    require(actor, Right.KEEP_REGISTER)
    if request.method != "POST":
        return _list(request, actor)
    uploads = request.FILES.getlist("file")
    if not uploads:
        return _list(request, actor, upload_fault(request) or words.text("caseload.no_file"))
    try:
        found = _receive(actor, uploads)
    except Refused as refused:
        return _list(request, actor, refused.text(words.language()))
    if is_htmx(request):
        return HttpResponse(headers={"HX-Redirect": reverse("caseload", kwargs={"file_id": found.pk})})
    return redirect("caseload", file_id=found.pk)


def _receive(actor: Actor, uploads: Sequence[UploadedFile]) -> CaseloadFile:
    """One table, or any number of messages."""
    if all((one.name or "").lower().endswith(ENDING) for one in uploads):
        brought = [(one.name or "", one.chunks()) for one in uploads]
        return receive_messages(actor=actor, now=timezone.now(), brought=brought)
    if len(uploads) > 1:
        raise Refused("caseload_one_table")
    return receive_caseload(actor=actor, now=timezone.now(), name=uploads[0].name or "", chunks=uploads[0].chunks())


def _list(request: HttpRequest, actor: Actor, refused: str = "") -> HttpResponse:
    context = {
        "files": list_caseloads(actor=actor, now=timezone.now()),
        "refused": refused,
        "refused_heading": words.text("caseload.refused"),
    }
    return show(request, "caseload/list", context, status=400 if refused else 200)


@page("GET")
def caseload(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponse:
    """One file: the difference first; the columns when they are not chosen well yet."""
    return _page(request, actor, file_id)


@page("POST")
def columns(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponse:
    """Keep the columns, and what words mean."""
    chosen = {name: request.POST[f"column-{name}"] for name in fields() if f"column-{name}" in request.POST}
    pairs = zip(request.POST.getlist("word-field"), request.POST.getlist("word"), request.POST.getlist("word-means"), strict=False)
    meant = {(name, word): value for name, word, value in pairs if value}
    try:
        choose_columns(actor=actor, now=timezone.now(), file_id=file_id, columns=chosen, words=meant)
    except Refused as refused:
        return _page(request, actor, file_id, refused.text(words.language()), 400, columns=chosen)
    return redirect("caseload", file_id=file_id)


@page("POST")
def accept(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponse:
    return _decide(request, actor, file_id, accept_caseload)


@page("POST")
def withdraw(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponse:
    return _decide(request, actor, file_id, withdraw_caseload)


def _decide(request: HttpRequest, actor: Actor, file_id: UUID, flow: Callable[..., object]) -> HttpResponse:
    try:
        flow(actor=actor, now=timezone.now(), file_id=file_id)
    except Refused as refused:
        return _page(request, actor, file_id, refused.text(words.language()), 409)
    return redirect("caseload", file_id=file_id)


def _page(
    request: HttpRequest, actor: Actor, file_id: UUID, refused: str = "", status: int = 200, *, columns: dict[str, str] | None = None
) -> HttpResponse:
    try:
        shown = show_caseload(actor=actor, now=timezone.now(), file_id=file_id, language=words.language(), columns=columns)
    except Refused as found:
        return _list(request, actor, found.text(words.language()))
    context: dict[str, Any] = {"shown": shown, "file": shown.file, "refused": refused}
    if shown.compared:
        context |= {
            "result": _result(shown),
            "kinds": [(level, [(one, *_place(one, shown)) for one in shown.found if one.level == level]) for level in _LEVELS],
            "columns": [(one, case_text(one.fault, words.language()).title if one.fault else "") for one in shown.columns],
            **_differences(shown),
        }
    return show(request, "caseload/file", context, status=status)


def _result(shown: CaseloadShown) -> str:
    """One sentence: 243 regels gelezen, 240 te gebruiken."""
    assert shown.compared
    read = shown.compared.caseload
    if shown.messages:
        return words.text("caseload.result_messages", rows=read.rows, used=read.used, clients=len(read.clients))
    if shown.compared.faults:
        return words.text("caseload.read_only", number=read.rows)
    return words.text("caseload.result", rows=read.rows, used=read.used, clients=len(read.clients))


def _place(found: FoundShown, shown: CaseloadShown) -> tuple[str, str]:
    """Where the example stands, and in which field."""
    one = found.example
    if not shown.messages:
        return (words.text("caseload.line", line=one.line) if one.line else "", _field(one.field))
    name = shown.messages[one.line - 1]
    place = words.text("caseload.line_of_message", name=name, line=one.at) if one.at else f"{name}:"
    return (place if one.field or one.value else place.rstrip(":"), _field(one.field))


def _field(name: str) -> str:
    """A field in words; a heading of the file as it stands there."""
    return words.text(f"case_field.{name}") if words.has(f"case_field.{name}") else name


def _differences(shown: CaseloadShown) -> dict[str, Any]:
    assert shown.compared
    found = shown.compared.difference
    counts = [
        ("new_clients", len(found.new_clients)), ("new_trajectories", len(found.new_trajectories)), ("new_carers", len(found.new_carers)),
        ("changes", len(found.changes)), ("same", found.same), ("kept_by_hand", len(found.kept_by_hand)),
        ("flags_kept", len(found.flags_kept)), ("absent", len(found.absent)), ("set_aside", len(shown.set_aside)),
        ("restored", len(shown.restored)), ("to_keep", shown.to_keep),
    ]  # fmt: skip
    return {
        "counts": [(name, number) for name, number in counts if number],
        "changes": _lines(found.changes, shown),
        "kept": _lines((*found.kept_by_hand, *found.flags_kept), shown),
        "more_changes": max(0, len(found.changes) - MOST_LINES),
        "new_numbers": [one.number for one in found.new_clients[:MOST_LINES]],
        "absent": found.absent[:MOST_LINES],
        "nothing_new": shown.nothing_new,
        "set_aside": [(number, _about(about)) for number, about in (*shown.set_aside, *shown.restored)][:MOST_LINES],
    }


def _lines(found: Iterable[ChangeFound], shown: CaseloadShown) -> list[dict[str, str]]:
    """Changes in words; accounts and teams by name, a pseudonym never."""
    lines = []
    for one in list(found)[:MOST_LINES]:
        old, new = ("", "••••••") if one.field == "bsn" else (shown.names.get(text, text) for text in (one.old, one.new))
        lines.append(
            {"number": one.number, "about": _about(one.about), "field": words.text(f"case_field.{one.field}"), "old": old, "new": new}
        )
    return lines


def _about(about: str) -> str:
    if about == "client":
        return ""
    return (
        about.removeprefix("parent:") if about.startswith("parent:") else words.text("caseload.trajectory", start=about.partition("/")[2])
    )
