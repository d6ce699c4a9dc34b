"""Quiet minutes for "what if it is real": begun by hand on one screen, kept nowhere but in the address. Nothing rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from uitkomst.vocabulary.typed import number_of

LASTS = timedelta(minutes=5)
_FORGOTTEN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Minutes that were begun. stamp: in the address; ends: seconds since 1970; over: they have passed."""

    stamp: str
    began: str
    until: str
    ends: int
    over: bool


def begun(request: HttpRequest) -> HttpResponse | None:
    """Somebody begins now: to the same page, with the moment in its address. None when nobody does."""
    if request.method != "GET" or request.GET.get("quiet") != "now":
        return None
    return redirect(f"{request.path}?quiet={int(timezone.now().timestamp())}#quiet")


def running(stamp: str, now: datetime) -> Quiet | None:
    """The minutes of this stamp; None without one, and for one that was left open long ago or lies ahead."""
    seconds = number_of(stamp)
    if seconds is None:
        return None
    began = datetime.fromtimestamp(seconds, UTC)
    ends = began + LASTS
    if not began <= now + timedelta(seconds=5) or now > ends + _FORGOTTEN:
        return None
    return Quiet(str(seconds), _clock(began), _clock(ends), int(ends.timestamp()), now >= ends)


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
