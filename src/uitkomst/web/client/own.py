"""The own goals and progress: a link, then a code. Nothing is kept in the browser; after closing the page the code is asked again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from uitkomst.flows.care.own_link import look_at_own_link, open_own_link
from uitkomst.flows.quotes.withdraw import given_by, ticket, withdraw_by_own_link
from uitkomst.flows.refusals import Refused
from uitkomst.organisations.log_in import address_of
from uitkomst.web import words
from uitkomst.web.client.pages import link_page, say
from uitkomst.web.practitioner.own_goals import goal_lines, grade_lines


@link_page("GET", "POST")
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code; with the right one the page is the answer."""
    known = {"token": token, "now": timezone.now(), "address": address_of(request)}
    if request.method != "POST":
        look_at_own_link(**known)
        return say(request, "code", {})
    try:
        shown = open_own_link(**known, code=request.POST.get("code", "")[:20])
    except Refused as refused:
        if refused.code != "code_wrong":
            raise
        return say(request, "code", {"wrong": refused.text(words.language())}, status=400)
    you = "je" if shown.informant.kind == "young_person" else "u"
    context = {"shown": shown, "goals": goal_lines(shown), "grades": grade_lines(shown), "you": you, "token": token}
    context |= {"given": [one for one in given_by(shown.informant) if one.until is None], "proof": ticket(token)}
    return say(request, "own", context, language=shown.trajectory.client.language)


@link_page("POST")
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """One of the answers is not used any more; then the code is asked again to see the rest."""
    known = {"token": token, "now": timezone.now(), "address": address_of(request)}
    withdraw_by_own_link(**known, proof=request.POST.get("proof", ""), consent_id=request.POST.get("one", ""))
    return say(request, "taken_back", {"token": token})
