"""Write the links to own goals: made, taken back, tried with a wrong code."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from uitkomst.care.links import hash_of
from uitkomst.care.models import Informant, OwnLink, Trajectory

VALID = timedelta(days=180)
MOST_WRONG = 5


def add(trajectory: Trajectory, informant: Informant, code: str, *, by: int, now: datetime) -> tuple[OwnLink, str]:
    """A new link and its secret; earlier ones of the same person and trajectory are taken back."""
    OwnLink.objects.filter(trajectory=trajectory, informant=informant, revoked_at=None).update(revoked_at=now)
    secret = secrets.token_urlsafe(20)
    link = OwnLink.objects.create(
        trajectory=trajectory, informant=informant, token_hash=hash_of(secret), code_hash=make_password(code), made_by_id=by, made_at=now,
        expires_at=now + VALID,
    )  # fmt: skip
    return link, secret


def revoke(trajectory: Trajectory, link_id: int, *, now: datetime) -> bool:
    """Take a link back. False when there is none that works."""
    return bool(OwnLink.objects.filter(pk=link_id, trajectory=trajectory, revoked_at=None).update(revoked_at=now))


def fits(link: OwnLink, code: str) -> bool:
    """Whether this is the code of the link."""
    return bool(check_password(code, link.code_hash))


def take_try(link: OwnLink) -> int | None:
    """One try of the code: how many are left after it; None when there was none left."""
    if not OwnLink.objects.filter(pk=link.pk, wrong_codes__lt=MOST_WRONG, revoked_at=None).update(wrong_codes=F("wrong_codes") + 1):
        return None
    link.refresh_from_db(fields=["wrong_codes"])
    return max(0, MOST_WRONG - int(link.wrong_codes))


def spent(link: OwnLink, *, now: datetime) -> None:
    """The last try was wrong: the link is taken back."""
    OwnLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now)


def right(link: OwnLink) -> None:
    """The code was right: count anew."""
    OwnLink.objects.filter(pk=link.pk).update(wrong_codes=0)
