"""Checks at the start: a setting that is wrong stops the application with a line that says which and what to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning
from django.core.checks import register as register_check
from django.db import DatabaseError

from uitkomst.commands.shared.site import SETTINGS
from uitkomst.config.environment import VARIABLES, number, read
from uitkomst.config.mail import is_sender, mail_fault
from uitkomst.config.oidc import oidc_fault
from uitkomst.config.sms import sms_fault
from uitkomst.flows.sms import gateways
from uitkomst.vocabulary.client_keys import read_key
from uitkomst.vocabulary.problems import Problem

_SHORTEST_SECRET = 50
_SHORTEST_TOKEN = 24


def register() -> None:
    """Make the checks known: ``SETTINGS`` are looked at by every command, the others of Django by the tests."""
    register_check(check_settings, SETTINGS)
    register_check(check_people, Tags.database)


def check_settings(**_: Any) -> list[CheckMessage]:
    """What was said in the environment."""
    return [*_secret(), *_numbers(), *_unknown(), *_data(), *_key(), *_look_first(), *_metrics(), *_oidc(), *_mail(), *_sms(), *_theme()]


def _secret() -> list[Error]:
    secret = settings.SECRET_KEY
    if len(secret) < _SHORTEST_SECRET or len(set(secret)) < 8:
        return [
            Error(
                f"UITKOMST_SECRET_KEY is missing or weak: give at least {_SHORTEST_SECRET} characters, made for this installation alone.",
                hint="python3 -c 'import secrets; print(secrets.token_urlsafe(48))'",
                id="uitkomst.E001",
            )
        ]
    return []


def _numbers() -> list[Error]:
    limits = {
        "UITKOMST_PROVIDER_FIRST_DAYS": (0, 365),
        "UITKOMST_KEEP_CLIENT_YEARS": (1, 20),
        "UITKOMST_LARGEST_UPLOAD_MB": (1, 500),
        "UITKOMST_SESSION_MINUTES": (5, 720),
    }
    return [
        Error(f"{name} must be a whole number from {low} to {high}.", id="uitkomst.E002")
        for name, (low, high) in limits.items()
        if not low <= number(name) <= high
    ]


def _unknown() -> list[Error]:
    """A name that looks like ours and is not is a typing error, and a typing error in a setting is a hole."""
    known = set(VARIABLES) | {f"{name}_FILE" for name in VARIABLES}
    known |= {"UITKOMST_PSEUDONYM_KEY", "UITKOMST_PSEUDONYM_KEY_FILE", "UITKOMST_TABLES", "UITKOMST_LANGUAGE"}
    found = sorted(name for name in os.environ if name.startswith("UITKOMST_") and name not in known)
    return [Error(f"{name} is not a setting; see `uitkomst serve --help` for the ones there are.", id="uitkomst.E003") for name in found]


def _data() -> list[Error]:
    folder = settings.DATA_FOLDER
    if folder.is_dir() and os.access(folder, os.W_OK):
        return []
    return [Error("UITKOMST_DATA must be a folder that exists and can be written.", id="uitkomst.E004")]


def _key() -> list[Error]:
    wanted = read("UITKOMST_BSN_FILES")
    if wanted not in ("provider", "hub", "refuse"):
        return [Error("UITKOMST_BSN_FILES must be provider, hub or refuse.", id="uitkomst.E005")]
    if wanted == "refuse":
        return []
    return _own_key()


def _look_first() -> list[Error]:
    """Whoever can reach the page can drop a file with BSNs on it: that is for a provider's own installation alone."""
    if settings.LOOK_FIRST and read("UITKOMST_BSN_FILES") != "provider":
        said = "UITKOMST_LOOK_FIRST may be on only where UITKOMST_BSN_FILES is provider: on one's own installation."
        return [Error(said, id="uitkomst.E011")]
    return []


def _metrics() -> list[Error]:
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < _SHORTEST_TOKEN:
        return [Error(f"UITKOMST_METRICS_TOKEN is weak: give at least {_SHORTEST_TOKEN} characters, or leave it out.", id="uitkomst.E012")]
    return []


def _oidc() -> list[Error]:
    wrong = {
        "address": "UITKOMST_OIDC_URL must begin with https:// (http:// only on this machine).",
        "client": "UITKOMST_OIDC_CLIENT is missing: the name by which the identity provider knows this application.",
        "secret": "UITKOMST_OIDC_SECRET is missing.",
    }
    fault = oidc_fault(*(read(f"UITKOMST_OIDC_{name}") for name in ("URL", "CLIENT", "SECRET")))
    return [Error(wrong[fault], id="uitkomst.E013")] if fault else []


def _theme() -> list[Error]:
    """Colours that cannot be read stop the application: nobody should find that out on a page."""
    if not settings.THEME:
        return []
    # Only here: it brings all that draws with it, for which every command would wait.
    from uitkomst.presentation.theme import ThemeFault, faults, read_theme

    try:
        wrong = list(faults(read_theme(Path(settings.THEME))))
    except ThemeFault as fault:
        wrong = [str(fault)]
    return [Error(f"UITKOMST_THEME: {one}.", id="uitkomst.E021") for one in wrong]


def _own_key() -> list[Error]:
    try:
        read_key()
    except Problem as problem:
        return [Error(problem.text(os.environ.get("UITKOMST_LANGUAGE", "nl")), id="uitkomst.E006")]
    return []


def _mail() -> list[CheckMessage]:
    """The value may hold a password: it is never repeated."""
    wrong = {
        "scheme": "begins with smtp:// (STARTTLS), smtps:// (TLS) or smtp+plain://, and its port is a number",
        "server": "names a server",
        "path": "ends after the server and its port; write special characters of a password as %40 and so on",
        "plain": "never holds a password without TLS: use smtp:// or smtps://",
    }
    found: list[CheckMessage] = []
    if fault := mail_fault(read("UITKOMST_MAIL_URL")):
        found.append(Error(f"UITKOMST_MAIL_URL is wrong: it {wrong[fault]}.", id="uitkomst.E009"))
    if not is_sender(read("UITKOMST_MAIL_FROM")):
        found.append(Error("UITKOMST_MAIL_FROM must be an e-mail address, such as uitkomst@example.org.", id="uitkomst.E010"))
    if settings.EMAIL_HOST and not read("UITKOMST_CLIENT_MAIL_FROM"):
        said = "UITKOMST_CLIENT_MAIL_FROM is not set: letters to clients wait until they have a sender of their own, which shows no care."
        found.append(Warning(said, id="uitkomst.W001"))
    if (sender := read("UITKOMST_CLIENT_MAIL_FROM")) and not is_sender(sender):
        found.append(Error("UITKOMST_CLIENT_MAIL_FROM must be an e-mail address, such as vragen@example.org.", id="uitkomst.E014"))
    if (address := read("UITKOMST_ADDRESS")) and not address.startswith(("https://", "http://")):
        found.append(Error("UITKOMST_ADDRESS must begin with https:// (or http:// to try).", id="uitkomst.E015"))
    return found


def _sms() -> list[Error]:
    """The token is never repeated."""
    there = ", ".join(gateways())
    wrong = {
        "gateway": f"UITKOMST_SMS must be one of: {there}.",
        "alone": f"UITKOMST_SMS is missing, and UITKOMST_SMS_URL, _TOKEN or _FROM is not: say which gateway ({there}), or leave all out.",
        "address": "UITKOMST_SMS_URL must begin with https:// (http:// only on this machine) and hold no user name.",
        "token": "UITKOMST_SMS_TOKEN is missing, or holds characters that no header takes.",
        "sender": "UITKOMST_SMS_FROM must be at most eleven letters and digits, such as Vragen, or a number such as +31612345678.",
    }
    name = "UITKOMST_SMS"
    if fault := sms_fault(*(read(one) for one in (name, f"{name}_URL", f"{name}_TOKEN", f"{name}_FROM")), gateways=gateways()):
        return [Error(wrong[fault], id="uitkomst.E022")]
    from uitkomst.flows.care import text_message  # models, which are not there yet when this file is read

    if settings.SMS and (too_many := text_message.longest() - text_message.LONGEST) > 0:
        said = f"UITKOMST_ADDRESS is {too_many} characters too long: with it a text message does not fit in {text_message.LONGEST}."
        return [Error(said, id="uitkomst.E023")]
    return []


def check_people(databases: list[str] | None = None, **_: Any) -> list[Error]:
    """A database of the demo is used for nothing else, and the demo uses no other."""
    from uitkomst.organisations import queries

    if not databases:
        return []
    try:
        if not settings.DEMO and queries.has_demo_people():
            return [Error("This database was made for the demo and holds its accounts: use another.", id="uitkomst.E007")]
        if settings.DEMO and queries.has_other_people():
            return [Error("This database holds real accounts: the demo runs on a database of its own.", id="uitkomst.E008")]
    except DatabaseError:
        return []  # not migrated yet: there is nobody
    return []
