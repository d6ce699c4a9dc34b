"""Count wrong links and codes by the place they come from, in the database: one count for all processes.

A leaky bucket in one number (the "theoretical arrival time" of the generic cell rate algorithm, ITU-T I.371): each wrong one moves
``until`` on by ``EACH`` seconds, in one statement, so that no two processes count over each other. A place whose ``until`` lies further
ahead than ``MOST`` wrong ones is refused until room for one has come free: never longer than ``EACH`` seconds after the last wrong one.
What is refused adds nothing. A link is 160 bits by chance: what this keeps off is noise, not a guess that could succeed.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils.crypto import salted_hmac

from uitkomst.care.links import hash_of
from uitkomst.care.models import Tries

MOST = 30
"""Wrong ones at once, from one place."""
EACH = 20
"""Seconds until room for one more has come free."""
KNOWN = 24 * 3600
"""Seconds for which a link that was opened somewhere is not refused there."""


def wait(address: str, token: str, now: datetime) -> int:
    """Seconds that this place has to wait before it may try a link; 0: it may. A link that was opened there may always.

    Raises what the database raises: without a count nothing is opened.
    """
    moment = int(now.timestamp())
    room = Tries.objects.filter(place=_place(address)).values_list("until", flat=True).first()
    ahead = (room or 0) - moment - (MOST - 1) * EACH
    if ahead <= 0 or Tries.objects.filter(place=_known(address, token), until__gt=moment).exists():
        return 0
    return ahead


def count_wrong(address: str, now: datetime) -> None:
    """One link or code more that leads nowhere. Outside a transaction that is undone, or it would not count."""
    place, moment = _place(address), int(now.timestamp())
    more = Greatest(F("until"), Value(moment)) + EACH
    if not Tries.objects.filter(pk=place).update(until=more):
        try:
            with transaction.atomic():
                Tries.objects.create(place=place, until=moment + EACH)
        except IntegrityError:  # another process was first
            Tries.objects.filter(pk=place).update(until=more)
    forget(now)


def know(address: str, token: str, now: datetime) -> None:
    """This link was opened here: wrong ones of others at the same address do not shut its owner out."""
    Tries.objects.update_or_create(place=_known(address, token), defaults={"until": int(now.timestamp()) + KNOWN})


def forget(now: datetime) -> int:
    """Rows that say nothing any more go. Returns how many."""
    return Tries.objects.filter(until__lte=int(now.timestamp())).delete()[0]


def _place(address: str) -> str:
    return salted_hmac("uitkomst.care.place", _network(address), algorithm="sha256").hexdigest()


def _known(address: str, token: str) -> str:
    return salted_hmac("uitkomst.care.known", f"{_network(address)} {hash_of(token)}", algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """An address; of IPv6 the 64 bits that one connection has to itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
