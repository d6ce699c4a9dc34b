"""Norms and scores from a file, for who keeps the register: whole or not at all, with what is wrong by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.flows.instruments.norms import NormsRefused, load_norms, show_norms
from uitkomst.flows.instruments.scores import COLUMNS as SCORE_COLUMNS
from uitkomst.flows.instruments.scores import PARENT, ScoresRefused
from uitkomst.flows.instruments.scores import import_scores as take_in
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.rights import Right, require
from uitkomst.questionnaires.norms import COLUMNS, DELIVERED_AS
from uitkomst.web import words
from uitkomst.web.downloads import as_file
from uitkomst.web.pages import page, show

MOST_FAULTS = 50


@page("GET", "POST")
def instruments(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The norms in use, and a place to bring a file."""
    require(actor, Right.KEEP_REGISTER)
    if request.method != "POST":
        return _page(request, actor)
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, actor, words.text("instruments.no_file"), at="norms")
    try:
        load_norms(actor=actor, now=timezone.now(), name=upload.name or "", chunks=upload.chunks())
    except NormsRefused as refused:
        return _page(request, actor, refused.text(words.language()), refused.faults, "norms")
    except Refused as refused:
        return _page(request, actor, refused.text(words.language()), at="norms")
    return redirect("instruments")


@page("POST")
def import_scores(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Scores of many clients."""
    require(actor, Right.KEEP_REGISTER)
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, actor, words.text("instruments.no_file"), at="scores")
    try:
        changed, lines = take_in(actor=actor, now=timezone.now(), name=upload.name or "", chunks=upload.chunks())
    except ScoresRefused as refused:
        return _page(request, actor, refused.text(words.language()), refused.faults, "scores")
    except Refused as refused:
        return _page(request, actor, refused.text(words.language()), at="scores")
    return _page(request, actor, done=words.text("instruments.scores_done", changed=changed, lines=lines))


@page("GET")
def example(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An empty norm file: the columns alone. Norms are the publisher's."""
    require(actor, Right.KEEP_REGISTER)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow((*COLUMNS, DELIVERED_AS))
    return as_file(out.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "norms.csv")


def _page(request: HttpRequest, actor: Actor, refused: str = "", faults: Sequence[Any] = (), at: str = "", done: str = "") -> HttpResponse:
    tables = show_norms(actor=actor, now=timezone.now())
    context = {
        "tables": [(table, sorted({line["scale"] for line in table.lines})) for table in tables],
        "columns": [(column, words.text(f"norm_column.{column}")) for column in (*COLUMNS, DELIVERED_AS)],
        "score_columns": [(column, words.text(f"score_column.{column}")) for column in (*SCORE_COLUMNS, PARENT)],
        "refused": refused,
        "at": at,
        "faults": [_fault(fault) for fault in faults[:MOST_FAULTS]],
        "more": max(0, len(faults) - MOST_FAULTS),
        "done": done,
    }
    return show(request, "instruments/instruments", context, status=400 if refused else 200)


def _fault(fault: Any) -> tuple[int, str, str]:
    """(line, column, what is wrong)."""
    return fault.line, fault.column, words.text(f"norm_fault.{fault.code}", value=getattr(fault, "value", ""))
