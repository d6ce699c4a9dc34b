"""Log-ins in the audit log: who came in, who left, who was refused."""

from __future__ import annotations

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from uitkomst.organisations import queries
from uitkomst.organisations.actor import Actor
from uitkomst.organisations.log_in import address_of, only_own_typed
from uitkomst.records import audit


def connect() -> None:
    """Listen. Each listener is known by name, so that connecting twice changes nothing."""
    user_logged_in.connect(_came, dispatch_uid="uitkomst.came")
    user_logged_out.connect(_left, dispatch_uid="uitkomst.left")
    user_login_failed.connect(_refused, dispatch_uid="uitkomst.refused")
    authenticator_added.connect(_factor_added, dispatch_uid="uitkomst.factor_added")
    authenticator_removed.connect(_factor_removed, dispatch_uid="uitkomst.factor_removed")


def _actor(user: Any, request: HttpRequest | None) -> Actor | None:
    try:
        return queries.actor_for(user, address=address_of(request))
    except queries.NoRole:
        return None


def _record(user: Any, request: HttpRequest | None, event: str, action: audit.Action = "E") -> None:
    audit.record(
        _actor(user, request), now=timezone.now(), action=action, event=event, object_type="person", object_id=str(user.pk),
        name=user.name, address=address_of(request), ground="log-in",
    )  # fmt: skip


def _came(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    _record(user, request, "log_in.done")
    only_own_typed(request, user.pk)


def _left(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None and user.is_authenticated:
        _record(user, request, "log_in.left")


def _refused(sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # What was typed as an address may be a password: only a known account is named.
    typed = str(credentials.get("email") or credentials.get("username") or credentials.get("login") or "")
    person = queries.person_by_email(typed) if typed else None
    audit.record(
        None, now=timezone.now(), action="E", event="log_in.refused", outcome=audit.REFUSED, object_type="person",
        object_id=str(person.pk) if person else "", name="-", address=address_of(request), ground="log-in",
    )  # fmt: skip


def _factor_added(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    _record(user, request, "second_factor.added", "C")


def _factor_removed(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    _record(user, request, "second_factor.removed", "D")
