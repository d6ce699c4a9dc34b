"""What the application reads from its environment: every name, what it means, and what it is when nothing is said.

A value can also stand in a file, named by the same variable with ``_FILE`` behind it (secrets of a container). Nothing else is read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_LONGEST_FILE = 10_000


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: ``default`` None means that it must be given outside the demo."""

    name: str
    default: str | None
    meaning: str


VARIABLES = (
    Variable("UITKOMST_SECRET_KEY", None, "signs sessions and forms; at least 50 characters, of this installation alone"),
    Variable("UITKOMST_HOSTS", "localhost,127.0.0.1", "the names under which the site is reached, comma between"),
    Variable("UITKOMST_DATA", "data", "folder for received files, snapshots and releases; the SQLite database stands here as well"),
    Variable("DATABASE_URL", "", "postgresql://user:password@host/name; empty: SQLite in the folder of UITKOMST_DATA"),
    Variable("UITKOMST_HTTPS", "on", "on: only over HTTPS, with secure cookies; off: only for trying out on one machine"),
    Variable("UITKOMST_BEHIND_PROXY", "off", "on: a proxy in front sets X-Forwarded-Proto and -For, and strips what visitors send"),
    Variable("UITKOMST_BSN_FILES", "refuse", "provider: a provider's own installation; hub: the CBS role; refuse: BSNs are refused unread"),
    Variable("UITKOMST_PROVIDER_FIRST_DAYS", "21", "how many days a provider has its mirror before its counterparts see it"),
    Variable("UITKOMST_LARGEST_UPLOAD_MB", "200", "the largest file that may be uploaded, in megabytes"),
    Variable("UITKOMST_SESSION_MINUTES", "30", "after how many minutes without a click one has to log in again"),
    Variable("UITKOMST_MAIL_URL", "", "smtp://user:password@host:587; empty: no letters are sent, the link of an invitation is shown"),
    Variable("UITKOMST_MAIL_FROM", "uitkomst@localhost", "the sender of letters"),
    Variable("UITKOMST_DEMO", "off", "set by `uitkomst serve --demo`, and by nothing else"),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(name: str, environment: Mapping[str, str] | None = None) -> str:
    """The value of a variable: from the environment, from the file named, or its default ("" when there is none)."""
    environment = os.environ if environment is None else environment
    if value := environment.get(name, "").strip():
        return value
    if file := environment.get(f"{name}_FILE", "").strip():
        with Path(file).open("rb") as opened:
            return opened.read(_LONGEST_FILE).decode("utf-8-sig").strip()
    return _BY_NAME[name].default or ""


def is_on(name: str) -> bool:
    """Whether a switch is on."""
    return read(name).lower() in ("on", "1", "true", "yes", "ja")


def number(name: str) -> int:
    """A whole number; -1 when it is none (``checks`` says so at the start)."""
    text = read(name)
    return int(text) if text.isascii() and text.isdigit() else -1
