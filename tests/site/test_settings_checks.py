"""Settings that are wrong are each told apart by an id, so that somebody can look one up."""

from __future__ import annotations

import pytest
from django.core import checks
from django.test import override_settings

from uitkomst.commands.shared.site import SETTINGS
from uitkomst.config.checks import check_settings

pytestmark = pytest.mark.once

WRONG = {
    "UITKOMST_SESSION_MINUTES": "0",
    "UITKOMST_TYPING_ERROR": "x",
    "UITKOMST_OIDC_URL": "http://elsewhere.example",
    "UITKOMST_MAIL_URL": "pigeon://example.org",
    "UITKOMST_MAIL_FROM": "nobody",
    "UITKOMST_CLIENT_MAIL_FROM": "nobody",
    "UITKOMST_SMS": "pigeon",
    "UITKOMST_ADDRESS": "uitkomst.example.org",
}


def test_each_fault_has_an_id_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WRONG.items():
        monkeypatch.setenv(name, value)
    with override_settings(SECRET_KEY="weak", LOOK_FIRST=True, METRICS_TOKEN="short"):
        found = check_settings()
    said = {name: [error.id for error in found if name in error.msg] for name in (*WRONG, "UITKOMST_LOOK_FIRST", "UITKOMST_METRICS_TOKEN")}
    assert all(said.values()), said
    assert len({error.id for error in found}) == len(found), [(error.id, error.msg) for error in found]


def test_what_django_looks_at_by_itself_is_in_order() -> None:
    """Addresses, models, templates and the packages that look at themselves: of the code, so looked at here and not at each start."""
    others = checks.run_checks(tags=[tag for tag in checks.registry.registry.tags_available() if tag != SETTINGS])
    assert not [f"{one.id} {one.msg}" for one in others if one.level >= checks.WARNING]
