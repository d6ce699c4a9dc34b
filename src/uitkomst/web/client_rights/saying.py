"""Values of the register in words: codes by their labels, days, channels."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from uitkomst.intake.caseload.values import CODED, read_day
from uitkomst.vocabulary.codes import code_list
from uitkomst.vocabulary.municipalities import read_municipalities
from uitkomst.web import words

_CODED = CODED | {"sex"}


def field_in_words(name: str, *, own: bool = False) -> str:
    """What a field of the register is called. own: of the person who is asked, not of the client."""
    name = {"number": "client_number"}.get(name, name.removesuffix("_id"))
    if own and words.has(f"client_own.{name}"):
        return words.text(f"client_own.{name}")
    if words.has(f"case_field.{name}"):
        return words.text(f"case_field.{name}")
    return words.text(f"client_field.{name}") if words.has(f"client_field.{name}") else name


def in_words(field: str, value: str) -> str:
    """A value of this field as a reader says it. A number of an account or record is of no use to a reader."""
    if not value:
        return ""
    if field.endswith("_id"):
        return "…"
    if value in ("True", "False"):
        return words.text(f"client_said.{value.lower()}")
    if field in _CODED:
        return code_list(field).label(value, words.language())
    if field == "municipality":
        found = read_municipalities().get(value)
        return found.name if found else value
    if field == "channel" and words.has(f"client_channel.{value}"):
        return words.text(f"client_channel.{value}")
    if field == "language":
        return dict(settings.LANGUAGES).get(value, value)
    return day_in_words(value)


def day_in_words(value: str) -> str:
    """A day in words; what is no day as it stands."""
    born = date(int(value[:4]), int(value[4:6]), int(value[6:])) if _is_birth(value) else None
    found = born or (read_day(value)[0] if len(value) == 10 else None)
    return words.day(found) if found else value


def _is_birth(value: str) -> bool:
    return len(value) == 8 and value.isascii() and value.isdigit() and read_day(value)[0] is not None
