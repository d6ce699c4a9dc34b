"""Enter the demo as one of its accounts, which the log-in page shows. Outside the demo this address does not exist."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """Log in as the demo account that was chosen."""
    chosen = request.POST.get("person", "")
    person = authenticate(request, demo_person=int(chosen)) if settings.DEMO and chosen.isascii() and chosen.isdigit() else None
    if person is None:
        raise Http404
    login(request, person)
    wanted = request.POST.get("next", "")
    return redirect(wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "start")
