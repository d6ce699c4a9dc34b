"""The message standards that can be read: every module in intake/library/ with ``MESSAGES`` describes one.

Source: standard facts 1.2 (message types and codes), 1.3 (namespaces).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

_NAMESPACE = re.compile(r"http://www\.istandaarden\.nl/([a-z]+)/([0-9]+_[0-9]+)/([a-z]+)([0-9]+)/schema(?:/[0-9_]+)?")
ALLOCATION = "301"
_FAMILY = "istandaarden.nl"


@dataclass(frozen=True, slots=True, eq=False)
class Standard:
    """One standard in one release.

    name: also its place in the namespace. prefix: of a message type in the namespace (``jw`` of ``jw305``). release: ``3_2``.
    codes: the BerichtCode of each type that is read; allocation: that of 301. categories, stop_reasons: names of code lists.
    counted: whether the indicators have definitions for it.
    """

    name: str
    title: str
    prefix: str
    release: str
    codes: Mapping[str, str]
    allocation: str
    categories: str
    stop_reasons: str
    counted: bool

    def namespace(self, kind: str) -> str:
        """The namespace of a message type."""
        return f"http://www.istandaarden.nl/{self.name}/{self.release}/{self.prefix}{kind}/schema"

    @property
    def basis(self) -> str:
        """The namespace of the compound types that all types share."""
        return f"http://www.istandaarden.nl/{self.name}/{self.release}/basisschema/schema"


@cache
def standards() -> dict[str, Standard]:
    """All standards in intake/library/, by name."""
    package = import_module("uitkomst.intake.library")
    modules = [import_module(f"{package.__name__}.{found.name}") for found in iter_modules(package.__path__)]
    return {module.MESSAGES.name: module.MESSAGES for module in modules if hasattr(module, "MESSAGES")}


def recognise(namespace: str, name: str, *, allocations: bool = False) -> tuple[Standard | None, str, str, str]:
    """What the root element of a message says: the standard and type when it can be read, else a finding code and what it is.

    Gives (standard, type, '', '') or (None, '', code, shown).
    """
    found = _NAMESPACE.fullmatch(namespace)
    if not found:
        return None, "", _other(namespace), ""
    family, release, prefix, kind = found.groups()
    standard = standards().get(family)
    shown = f"{family} {release.replace('_', '.')} {prefix}{kind}"
    if standard is None:
        return None, "", "message_other_standard", shown
    if prefix != standard.prefix:
        return None, "", "not_a_message", ""
    if release != standard.release:
        return None, "", "message_other_release", shown
    if kind not in standard.codes and not (allocations and kind == ALLOCATION):
        return None, "", "message_other_type", shown
    return (standard, kind, "", "") if name == "Bericht" else (None, "", "not_a_message", "")


def _other(namespace: str) -> str:
    """An envelope around a message, another message of the same maker, or something else altogether."""
    lower = namespace.lower()
    if any(sign in lower for sign in ENVELOPES):
        return "message_in_envelope"
    return "message_other_standard" if _FAMILY in lower and lower.startswith("http://www.") else "not_a_message"


ENVELOPES = ("stuf", "ggk", "vecozo", "vsp", "soap", "egem.nl")
"""Signs in the namespace of an envelope in which messages travel (standard facts 1.7)."""
