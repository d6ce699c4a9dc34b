"""What every page has: who reads it, what stands in its head, and one answer to whatever a flow refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from uitkomst.flows.refusals import NotFound, Refused, Sealed
from uitkomst.organisations import log_in
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.queries import NoRole, actor_for, organisations_of
from uitkomst.organisations.rights import MayNot, may
from uitkomst.web import rooms, words

Answer = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link in the head of the page. here: the reader is in this part."""

    name: str
    url_name: str
    here: bool


def actor_of(request: HttpRequest) -> Actor:
    """Who reads this page; made once a request. Raises NoRole."""
    if not hasattr(request, "actor"):
        request.actor = actor_for(  # type: ignore[attr-defined]
            request.user,
            organisation_id=request.session.get("organisation"),
            address=log_in.address_of(request),
            second_factor=log_in.second_factor_done(request),
        )
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def page(*methods: str) -> Callable[[Answer], Answer]:
    """A page for somebody who is logged in: the view gets ``actor``; what a flow refuses becomes a page that says so."""

    def wrap(view: Answer) -> Answer:
        @require_http_methods(["GET", "HEAD"] if not methods else [*methods, *(["HEAD"] if "GET" in methods else [])])
        @_no_page_in_a_page
        @login_required
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponse:
            try:
                return view(request, actor_of(request), **named)
            except NoRole:
                return show(request, "no_role", status=403)
            except MayNot:
                return show(request, "may_not", status=403)
            except NotFound:
                return show(request, "not_found", status=404)
            except Sealed as sealed:
                return redirect("expectation", release_id=sealed.release_id)

        return cast(Answer, answer)

    return wrap


def _no_page_in_a_page(view: Answer) -> Answer:
    """A part of a page that refreshes itself gets no log-in, refusal or other page inside it: then the whole page is asked anew."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        found = view(request, **named)
        alone = is_htmx(request) and request.method == "GET" and "HX-Boosted" not in request.headers
        return HttpResponse(headers={"HX-Refresh": "true"}) if alone and found.status_code in (302, 403, 404) else found

    return answer


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """The page made from ``templates/web/<template>.html``."""
    return render(request, f"web/{template}.html", {"actor": getattr(request, "actor", None), **(context or {})}, status=status)


def head(request: HttpRequest | None) -> dict[str, Any]:
    """What the head of every page shows, also of those that are not ours (log-in, not found)."""
    actor = getattr(request, "actor", None)
    at = request.path if request else ""
    links = [link for link in rooms.navigation() if may(actor, link.right)]
    return {
        "actor": actor,
        "nav": [NavItem(link.name, link.url_name, at.startswith(link.paths)) for link in links],
        "demo": settings.DEMO,
        "look_first": settings.LOOK_FIRST,
        "theme": bool(settings.THEME),
        "own_provider": settings.OIDC_NAME if settings.OIDC_URL else "",
        "languages": [(code, name) for code, name in settings.LANGUAGES if code != words.language()],
        "organisations": _others(request, actor) if request and actor else [],
    }


def _others(request: HttpRequest, actor: Actor) -> list[tuple[int, str]]:
    """Organisations to go on for. The roles came along with the session: no query."""
    found = organisations_of(request.user, timezone.localdate())
    return [(organisation.pk, organisation.name) for organisation in found if organisation.pk != actor.organisation_id]


def upload_fault(request: HttpRequest) -> str:
    """What went wrong while a file came in, as a sentence; "" when nothing did."""
    code = getattr(request, "upload_fault", "")
    return Refused(code, most=request.upload_most // 1_000_000).text(words.language()) if code else ""  # type: ignore[attr-defined]


def is_htmx(request: HttpRequest) -> bool:
    """Asked by htmx for a part of the page."""
    return bool(request.headers.get("HX-Request") == "true")


STEPS = ("deliver", "findings", "accept", "freeze", "expect", "mirror", "story")


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way from file to conversation. state: done, now or later."""

    name: str
    state: str
    number: int


def path(now: str) -> dict[str, Any]:
    """The way with this step as the present one, for the side of a provider's page."""
    at = STEPS.index(now)
    steps = [Step(name, "done" if i < at else "now" if i == at else "later", i + 1) for i, name in enumerate(STEPS)]
    return {"path": steps, "step": steps[at]}
