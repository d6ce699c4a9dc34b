"""What the application reads from its environment: every name, and what it is when nothing is said.

A value can also stand in a file, named by the same variable with ``_FILE`` behind it (secrets of a container). Nothing else is read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_LONGEST_FILE = 10_000


VARIABLES = {
    "UITKOMST_SECRET_KEY": "",
    "UITKOMST_HOSTS": "localhost,127.0.0.1",
    "UITKOMST_DATA": "data",
    "DATABASE_URL": "",
    "UITKOMST_HTTPS": "on",
    "UITKOMST_BEHIND_PROXY": "off",
    "UITKOMST_BSN_FILES": "refuse",
    "UITKOMST_PROVIDER_FIRST_DAYS": "21",
    "UITKOMST_KEEP_CLIENT_YEARS": "4",
    "UITKOMST_LARGEST_UPLOAD_MB": "200",
    "UITKOMST_LOOK_FIRST": "off",
    "UITKOMST_METRICS_TOKEN": "",
    "UITKOMST_OIDC_URL": "",
    "UITKOMST_OIDC_CLIENT": "",
    "UITKOMST_OIDC_SECRET": "",
    "UITKOMST_OIDC_NAME": "uw organisatie",
    "UITKOMST_SESSION_MINUTES": "30",
    "UITKOMST_MAIL_URL": "",
    "UITKOMST_MAIL_FROM": "uitkomst@localhost",
    "UITKOMST_CLIENT_MAIL_FROM": "",
    "UITKOMST_SMS": "",
    "UITKOMST_SMS_URL": "",
    "UITKOMST_SMS_TOKEN": "",
    "UITKOMST_SMS_FROM": "",
    "UITKOMST_ADDRESS": "",
    "UITKOMST_THEME": "",
    "UITKOMST_DEMO": "off",
}
"""Every variable with its default. What each means is in ``vocabulary/settings.nl.toml``, from which the reference is made."""


def read(name: str, environment: Mapping[str, str] | None = None) -> str:
    """The value of a variable: from the environment, from the file named, or its default ("" when there is none)."""
    environment = os.environ if environment is None else environment
    if value := environment.get(name, "").strip():
        return value
    if file := environment.get(f"{name}_FILE", "").strip():
        with Path(file).open("rb") as opened:
            return opened.read(_LONGEST_FILE).decode("utf-8-sig").strip()
    return VARIABLES[name]


def is_on(name: str) -> bool:
    """Whether a switch is on."""
    return read(name).lower() in ("on", "1", "true", "yes", "ja")


def number(name: str) -> int:
    """A whole number; -1 when it is none (``checks`` says so at the start)."""
    text = read(name)
    return int(text) if text.isascii() and text.isdigit() else -1
