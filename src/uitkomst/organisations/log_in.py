"""Log-in: who may, and whether the second factor is done. The rules around allauth."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from uitkomst.organisations.models import Person
from uitkomst.organisations.queries import needs_second_factor
from uitkomst.vocabulary.client_keys import holds_bsn, without_bsn

_JUST_NOW = 300
"""Seconds."""


class ClosedDoor(DefaultAccountAdapter):
    """Nobody opens an account without an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **more: object) -> bool:
        """Not of somebody who logged in a moment ago: the second factor is set up, and its recovery codes are read, right after that."""
        request = self.request
        if request is not None and request.user.is_authenticated:
            records = get_authentication_records(request, request.user)
            if any(record.get("method") in ("password", "socialaccount") and time.time() - record["at"] < _JUST_NOW for record in records):
                return False
        return bool(super().is_reauthentication_required(app=app))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """No letter leaves from here: invitations have their own."""


def second_factor_done(request: HttpRequest) -> bool:
    """Whether this session was opened with the second factor. In the demo the accounts have none."""
    if settings.DEMO:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user)) or _is_set_up(request.user)


def _is_set_up(person: Person) -> bool:
    return is_mfa_enabled(person) if person.known is None else bool(person.known.second_factor)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this person must still set up the second factor before going on."""
    if settings.DEMO:
        return False
    return needs_second_factor(request.user, timezone.localdate()) and not _is_set_up(request.user)


def address_of(request: HttpRequest | None) -> str:
    """The network address a request came from, as the log has it."""
    if request is None:
        return ""
    if settings.BEHIND_PROXY and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR", "")):
        return str(forwarded).rpartition(",")[2].strip()[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


# Text that was typed when the session had ended: kept in the new session, for the same person, until after log-in.
_KEPT = "typed"
_SALT = "uitkomst.typed_by"
_MOST_TYPED = 60_000
_ONLY_NUMBER = re.compile(r"[\d\s.\-]*")
_NOT_KEPT = ("csrfmiddlewaretoken", "typed_by", "password", "bsn")


def typed_by(request: HttpRequest, page: str = "") -> str:
    """Who fills in this form, and on which page, signed: goes along in a hidden field ``typed_by``.

    page: where the form stands, when that is another address than the one that it is sent to.
    """
    if not request.user.is_authenticated:
        return ""
    return signing.dumps([request.user.pk, page] if page else request.user.pk, salt=_SALT)


def keep_typed(request: HttpRequest) -> str:
    """Keep the fields of a form that came without a log-in; the page it stands on. "" when nothing says whose they are, or it is too much.

    A citizen service number is kept nowhere, so not here either: a field that is one is left out, in a sentence it is blotted out.
    """
    try:
        signed = signing.loads(request.POST.get("typed_by", ""), salt=_SALT)
    except signing.BadSignature:
        return ""
    whose, page = signed if isinstance(signed, list) else (signed, request.path)
    fields = {name: _without_bsn(values) for name, values in request.POST.lists() if name not in _NOT_KEPT}
    fields = {name: values for name, values in fields.items() if not any(map(holds_bsn, values))}
    if sum(len(value) for values in fields.values() for value in values) > _MOST_TYPED:
        return ""
    request.session[_KEPT] = {"whose": whose, "path": page, "form": request.path, "fields": fields}
    return str(page)


def typed(request: HttpRequest, path: str) -> dict[str, list[str]]:
    """The fields kept for this person and this page, once; empty when there are none. Somebody else's are thrown away."""
    return typed_in(request, path)[1]


def typed_in(request: HttpRequest, path: str) -> tuple[str, dict[str, list[str]]]:
    """The same, with the address of the form that they were sent to: a page may have more than one."""
    kept = request.session.get(_KEPT)
    if not kept or not request.user.is_authenticated:
        return "", {}
    if kept["whose"] != request.user.pk:
        del request.session[_KEPT]
        return "", {}
    if kept["path"] != path:
        return "", {}
    del request.session[_KEPT]
    return str(kept["form"]), dict(kept["fields"])


def only_own_typed(request: HttpRequest, person_id: int) -> None:
    """Throw away what somebody else typed in this browser: asked at every log-in."""
    if (kept := request.session.get(_KEPT)) and kept["whose"] != person_id:
        del request.session[_KEPT]


def _without_bsn(values: Iterable[str]) -> list[str]:
    """A value that is nothing but a number stays, to be left out; in a sentence the number goes."""
    return [value if _ONLY_NUMBER.fullmatch(value) else without_bsn(value) for value in values]
