"""What somebody typed about a client, read strictly: the value, or a refusal that names the field. What was typed stays on the page."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from uitkomst.flows.refusals import Refused
from uitkomst.vocabulary.client_keys import is_bsn, pseudonym, read_key
from uitkomst.vocabulary.phones import mobile
from uitkomst.vocabulary.problems import Problem
from uitkomst.vocabulary.typed import clean

Typed = Mapping[str, str]
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})")


def text(typed: Typed, name: str, most: int = 200) -> str:
    """Words on one line or more, without what cannot be seen. Raises Refused (too_long)."""
    found = clean(typed.get(name, ""))
    if len(found) > most:
        raise Refused("typed_too_long", field=name, most=most)
    return found


def needed(typed: Typed, name: str, most: int = 200) -> str:
    """Words that may not be missing. Raises Refused (typed_needed)."""
    found = text(typed, name, most)
    if not found:
        raise Refused("typed_needed", field=name)
    return found


def chosen(typed: Typed, name: str, among: Collection[str], otherwise: str | None = None) -> str:
    """One of a list. Raises Refused (typed_not_in_list)."""
    found = typed.get(name, "").strip()
    if not found and otherwise is not None:
        return otherwise
    if found not in among:
        raise Refused("typed_not_in_list", field=name)
    return found


def day(typed: Typed, name: str) -> date | None:
    """A day, as 31-12-2024 or 2024-12-31; None when nothing was typed. Raises Refused (typed_no_day)."""
    found = typed.get(name, "").strip()
    if not found:
        return None
    first, year = _DAY_FIRST.fullmatch(found), _YEAR_FIRST.fullmatch(found)
    try:
        if first:
            return date(int(first[3]), int(first[2]), int(first[1]))
        if year:
            return date(int(year[1]), int(year[2]), int(year[3]))
    except ValueError:
        pass
    raise Refused("typed_no_day", field=name)


def needed_day(typed: Typed, name: str) -> date:
    """A day that may not be missing."""
    found = day(typed, name)
    if found is None:
        raise Refused("typed_needed", field=name)
    return found


def born(typed: Typed, today: date) -> str:
    """A date of birth as a delivery writes it (JJJJMMDD). Raises Refused (typed_needed, typed_no_day, typed_born_later)."""
    found = needed_day(typed, "born")
    if found > today:
        raise Refused("typed_born_later", field="born")
    return f"{found:%Y%m%d}"


def email(typed: Typed, name: str) -> str:
    """An e-mail address or nothing. Raises Refused (typed_no_email)."""
    found = typed.get(name, "").strip()
    try:
        if found:
            validate_email(found)
    except ValidationError:
        raise Refused("typed_no_email", field=name) from None
    return found


def mobile_phone(typed: Typed, name: str, before: str = "") -> str:
    """A mobile number as it is kept, what stood there before, or nothing. Raises Refused (typed_no_mobile)."""
    found = typed.get(name, "").strip()
    if not found or found == before:
        return found
    if not mobile(found):
        raise Refused("typed_no_mobile", field=name)
    return mobile(found)


def postcode(typed: Typed) -> str:
    """1234AB or nothing. Raises Refused (typed_no_postcode)."""
    found = typed.get("postcode", "").strip()
    fits = _POSTCODE.fullmatch(found)
    if found and not fits:
        raise Refused("typed_no_postcode", field="postcode")
    return f"{fits[1]}{fits[2].upper()}" if fits else ""


def client_key(typed: Typed) -> str:
    """The pseudonym of the BSN that was typed, "" when none was; the BSN goes no further than here.

    Raises Refused (typed_no_bsn, bsn_not_typed_here, no_pseudonym_key).
    """
    found = re.sub(r"[\s.]", "", typed.get("bsn", ""))
    if not found:
        return ""
    number = found.zfill(9) if len(found) == 8 else found
    if not is_bsn(number) or number in ("999999999", "000000000"):
        raise Refused("typed_no_bsn", field="bsn")
    if settings.BSN_FILES == "refuse":
        raise Refused("bsn_not_typed_here", field="bsn")
    try:
        return pseudonym(read_key(), number)
    except Problem:
        raise Refused("no_pseudonym_key", field="bsn") from None
