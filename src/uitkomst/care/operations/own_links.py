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


def count_wrong(link: OwnLink, *, now: datetime) -> int:
    """One wrong code more; the last one that is allowed takes the link back. Returns how many there were."""
    OwnLink.objects.filter(pk=link.pk).update(wrong_codes=F("wrong_codes") + 1)
    link.refresh_from_db(fields=["wrong_codes"])
    if link.wrong_codes >= MOST_WRONG:
        OwnLink.objects.filter(pk=link.pk).update(revoked_at=now)
    return int(link.wrong_codes)


def right(link: OwnLink) -> None:
    """The code was right: count anew."""
    OwnLink.objects.filter(pk=link.pk).update(wrong_codes=0)
