"""Fifty people who upload at the same moment, ten thousand rows each, on PostgreSQL: what is received, what is read, is anything lost.

Needs an empty PostgreSQL server in TEST_DATABASE_URL (``scripts/with_postgres.py``). Everybody is of another provider, with a session and
a second factor of their own, and sends a form as a browser does. The pages are served by two processes, the files read by one worker.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from benchmarks.site import Browser, served

PEOPLE, ROWS = 50, 10_000
PERIOD = "2024-1"
_NAME, _LONGEST = "uitkomst_uploads", 1800.0


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Of ``PEOPLE`` uploads: answered well, found back, and rows of them that were read. Seconds until all were in, and all were read."""

    answered: int
    deliveries: int
    rows: int
    slowest: float
    received_in: float
    read_in: float
    chain: str


def measure_uploads(folder: Path) -> Uploaded:
    """Upload all at once and wait until all is read."""
    folder.mkdir(parents=True)
    with _database() as address:
        environment = _environment(folder, address)
        with served(("--processes", "2"), environment) as browser:
            ready = [_ready(browser.connection.port, session, number) for number, session in enumerate(_people(environment))]
            begun = time.perf_counter()
            took = _all_at_once(ready)
            received = time.perf_counter() - begun
            deliveries, rows = _wait_until_read(address)
            read = time.perf_counter() - begun
        chain = _ran(environment, "-c", "from uitkomst.commands import main; main()", "audit-log", "verify").strip()
        return Uploaded(len(took), deliveries, rows, max(took, default=0.0), received, read, chain)


@contextmanager
def _database() -> Iterator[str]:
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        raise SystemExit("no PostgreSQL: python scripts/with_postgres.py python -m benchmarks --uploads")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {_NAME}")
        try:
            yield f"{server.rpartition('/')[0]}/{_NAME}"
        finally:
            connection.execute(f"DROP DATABASE {_NAME} WITH (FORCE)")


def _environment(folder: Path, database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UITKOMST_")}
    return kept | {
        "UITKOMST_SECRET_KEY": "for measuring only, for measuring only, for measuring only, 0123456789",
        "UITKOMST_PSEUDONYM_KEY": "for measuring only, for measuring only, 0123456789",
        "UITKOMST_DATA": str(folder),
        "UITKOMST_HTTPS": "off",
        "UITKOMST_BSN_FILES": "hub",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "uitkomst.config.settings",
    }


def _ran(environment: dict[str, str], *arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True).stdout


def _people(environment: dict[str, str]) -> list[str]:
    """A session of each."""
    told: list[str] = json.loads(_ran(environment, "-m", "benchmarks.uploads").splitlines()[-1])
    return told


def _code(number: int) -> str:
    return f"9{number:07d}"


def _delivery(number: int) -> bytes:
    """The file of one provider: clients of its own, half of them with an end and a grade."""
    from uitkomst.flows import fictitious

    first = 900_000_000 + number * ROWS * 12
    columns = ("bsn", "geboortedatum", "geslacht", "gemeentecode", "verwijzer", "hulpvorm", "gestart_met_crisis", "datum_aanvang")
    empty = ("postcode", "datum_einde", "reden_beeindiging", "nut_jeugdige", "nut_ouder", "zonder_hulp_jeugdige", "zonder_hulp_ouder")
    lines = [";".join((*columns, *empty))]
    for at, client in enumerate(fictitious.numbers(first, first + ROWS * 12)[:ROWS]):
        born, begun = f"20{at % 12 + 6:02d}0315", f"202402{at % 28 + 1:02d}"
        ended = (f"202405{at % 28 + 1:02d}", f"0{at % 4 + 1}", str(at % 5 + 6)) if at % 2 else ("", "", "")
        lines.append(f"{client};{born};{'VM'[at % 2]};0632;02;02;02;{begun};;{';'.join(ended)};;;")
    return ("\n".join(lines) + "\n").encode()


def _ready(port: int, session: str, number: int) -> tuple[Browser, bytes, str]:
    """Somebody who has the page with the form open, and the form with the file filled in."""
    browser = Browser(http.client.HTTPConnection("127.0.0.1", port, timeout=600), {"uitkomst_session": session})
    answer, page = browser.send("GET", "/deliveries/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.decode())
    if answer.status != 200 or token is None:
        raise SystemExit(f"the page to upload answered {answer.status} {answer.getheader('Location', '')}")
    browser.connection.close()
    return browser, *_form(token[1], f"{_code(number)}_{PERIOD}_jeugdhulp.csv", _delivery(number))


def _all_at_once(ready: list[tuple[Browser, bytes, str]]) -> list[float]:
    """Seconds of each upload that was answered with the page of its delivery."""
    took: list[float] = []
    gate = threading.Barrier(len(ready))

    def upload(browser: Browser, body: bytes, kind: str) -> None:
        gate.wait(60)
        begun = time.perf_counter()
        answer, _ = browser.send("POST", "/deliveries/", body, kind)
        if answer.status == 302 and re.fullmatch(r"/deliveries/[0-9a-f-]{36}/", urlsplit(answer.getheader("Location", "")).path):
            took.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=upload, args=one) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def _form(token: str, name: str, content: bytes) -> tuple[bytes, str]:
    """A form with a file, as a browser sends it: (body, content type)."""
    line = "a-line-that-is-in-no-file"
    head = f'--{line}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    head += f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    return head.encode() + content + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


def _wait_until_read(address: str) -> tuple[int, int]:
    """How many deliveries were read, each once for its provider, and how many rows of them."""
    waiting = "SELECT count(*) FROM records_delivery WHERE state = 'received'"
    found = "SELECT count(DISTINCT provider_id), coalesce(sum(rows_usable), 0) FROM records_delivery WHERE state = 'checked'"
    end = time.perf_counter() + _LONGEST
    with psycopg.connect(address, autocommit=True) as connection:
        while connection.execute(waiting).fetchone() != (0,) and time.perf_counter() < end:
            time.sleep(0.5)
        deliveries, rows = connection.execute(found).fetchone() or (0, 0)
        return int(deliveries), int(rows)


def _fill() -> list[str]:
    """Fifty providers, each with a quality officer who is logged in: the keys of their sessions."""
    from datetime import date
    from importlib import import_module

    from allauth.mfa.totp.internal import auth as totp
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from uitkomst.organisations import operations
    from uitkomst.organisations.kinds import OrganisationKind, RoleKind

    since, keys = date(2015, 1, 1), []
    for number in range(PEOPLE):
        provider = operations.add_organisation(OrganisationKind.PROVIDER, _code(number), f"Aanbieder {number}", valid_from=since)
        person = operations.add_person(f"officer{number}@example.org", f"Officer {number}", password=None)
        operations.give_role(person, provider, RoleKind.QUALITY_OFFICER, valid_from=since)
        totp.TOTP.activate(person, totp.generate_totp_secret())
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "uitkomst.organisations.backends.PasswordBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        keys.append(session.session_key)
    return keys


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(_fill()))
