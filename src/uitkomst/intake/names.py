"""What the name of a delivery file says: ``{kvk}_{period}_jeugdhulp.csv``, corrections ``..._v2.csv``. Source: definitions 1."""

from __future__ import annotations

import re
from dataclasses import dataclass

from uitkomst.vocabulary.periods import HalfYear

KINDS = ("jeugdhulp", "jeugdbescherming", "jeugdreclassering", "wmo")
_NAME = re.compile(
    rf"(?P<provider>[^_]*)_(?P<period>[^_]*)_(?P<kind>{'|'.join(KINDS)})(?:_v(?P<version>[^_.]*))?\.(?P<ending>csv|xlsx|xls|txt)",
    re.IGNORECASE,
)
_HIGHEST_VERSION = 9999


@dataclass(frozen=True, slots=True)
class DeliveryName:
    """The parts of a name; ``fault`` is the code of what is wrong with it, '' when it is right."""

    provider: str
    period: HalfYear | None
    version: int
    fault: str = ""


def parse_name(name: str) -> DeliveryName | None:
    """Read a file name; None when it is not named as a delivery at all."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    try:
        period = HalfYear.parse(found["period"]) if found["period"].isascii() else None
    except ValueError:
        period = None
    version = found["version"] or "1"
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 5 else 0
    fault = _fault(found["provider"], period, number, found["kind"].lower())
    return DeliveryName(found["provider"] if _is_kvk(found["provider"]) else "", period, number, fault)


def _is_kvk(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{8}", text))


def _fault(provider: str, period: HalfYear | None, version: int, kind: str) -> str:
    if not _is_kvk(provider):
        return "wrong_kvk"
    if period is None or not 2015 <= period.year <= 2100:
        return "wrong_period"
    if not 1 <= version <= _HIGHEST_VERSION:
        return "wrong_version"
    return "" if kind == "jeugdhulp" else "kind_not_yet"
