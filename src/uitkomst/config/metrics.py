"""Numbers for a monitor, as Prometheus reads them; off unless a token is set. Nothing about a person, a client or an organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import uitkomst
from uitkomst.records import running


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for who sends the token; for anybody else there is nothing here."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not settings.METRICS_TOKEN or not constant_time_compare(sent, settings.METRICS_TOKEN):
        raise Http404
    return HttpResponse("\n".join(_lines()) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _lines() -> Iterator[str]:
    yield from _one("uitkomst_info", "gauge", "The version that runs.", {f'version="{uitkomst.__version__}"': 1})
    yield from _one("uitkomst_jobs", "gauge", "Jobs by state.", _labelled(running.jobs_by_state()))
    waiting = running.longest_waiting(timezone.now())
    yield from _one("uitkomst_jobs_longest_waiting_seconds", "gauge", "How long the oldest waiting job waits.", {"": waiting})
    yield from _one("uitkomst_deliveries", "gauge", "Deliveries by state.", _labelled(running.deliveries_by_state()))
    yield from _one("uitkomst_audit_log_lines", "counter", "Lines in the audit log.", {"": running.log_lines()})
    yield from _one("uitkomst_data_free_bytes", "gauge", "Free room on the disk of the data folder.", {"": running.free_bytes()})


def _labelled(numbers: Mapping[str, int]) -> dict[str, float]:
    return {f'state="{state}"': number for state, number in numbers.items()}


def _one(name: str, kind: str, what: str, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP {name} {what}"
    yield f"# TYPE {name} {kind}"
    for label, value in values.items():
        yield f"{name}{{{label}}} {value:g}" if label else f"{name} {value:.0f}"
