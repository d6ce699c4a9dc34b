"""A mirror in a browser: its requests per second as a ratio to trivial pages of the same server in the same run, and its weight.

The demo is made in a temporary folder and served by one process. Rounds take turns, so that whatever else the machine does falls
on all pages alike; the middle ratio of the rounds counts.
"""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.answering import NUMBER, question_address

ROUNDS, SECONDS = 7, 1.0
TRIVIAL = {"health": "/health/", "a page without content, logged in": "/account/logout/"}
READER = "bianca"


@dataclass
class Browser:
    """One connection with its cookies."""

    connection: http.client.HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)

    def send(
        self, method: str, path: str, body: str | bytes | None = None, kind: str = "application/x-www-form-urlencoded"
    ) -> tuple[http.client.HTTPResponse, bytes]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = kind
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server ends a connection that was idle, and a process after so many requests.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer, content

    def rate(self, path: str) -> float:
        """Requests per second, for about ``SECONDS``."""
        number, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < SECONDS:
            answer, _ = self.send("GET", path)
            if answer.status != 200:
                raise SystemExit(f"{path} answered {answer.status}")
            number += 1
        return number / (time.perf_counter() - begun)


@contextmanager
def demo_site(folder: Path) -> Iterator[Browser]:
    """The demo, served by one process; a browser that is logged in as its policy adviser."""
    with served(("--demo", "--data", str(folder), "--processes", "1")) as browser:
        _log_in(browser)
        yield browser


@contextmanager
def served(options: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[Browser]:
    """The application with these options, on a free port while inside; a browser that is nobody."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [sys.executable, "-c", "from uitkomst.commands import main; main()", "serve", *options, "--port", str(port)]
    child = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        browser = Browser(http.client.HTTPConnection("127.0.0.1", port, timeout=60))
        _wait(browser, child)
        yield browser
    finally:
        child.terminate()
        child.wait(60)


def _wait(browser: Browser, child: subprocess.Popen[bytes]) -> None:
    while child.poll() is None:
        try:
            browser.send("GET", "/health/")
            return
        except OSError:
            browser.connection.close()
            time.sleep(0.5)
    raise SystemExit("the application did not start")


def _log_in(browser: Browser) -> None:
    page = browser.send("GET", "/account/login/")[1].decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    person = re.search(rf'value="(\d+)"[^>]*>(?:(?!</button>).)*{READER}', page, re.IGNORECASE | re.DOTALL)
    if not token or not person:
        raise SystemExit("the log-in page of the demo looks different")
    browser.send("POST", "/enter/", f"csrfmiddlewaretoken={token[1]}&person={person[1]}")


def measure_site(folder: Path) -> list[tuple[str, float, dict[str, float], int]]:
    """For the mirror, one indicator, and a question on a phone: requests a second, ratio to each trivial page, bytes without fonts."""
    with demo_site(folder) as browser:
        listed = browser.send("GET", "/mirrors/")[1].decode()
        mirror = re.findall(r'href="(/mirrors/[0-9a-f-]{36}/)"', listed)[0]
        answering = question_address(folder)
        pages = {"mirror": mirror, "one indicator": f"{mirror}dropout/", f"answering, {NUMBER:,} open invitations": answering}
        rounds = []
        for path in (*pages.values(), *TRIVIAL.values()):
            browser.send("GET", path)
        for _ in range(ROUNDS):
            rounds.append({path: browser.rate(path) for path in (*pages.values(), *TRIVIAL.values())})
        return [
            (
                title,
                statistics.median(one[path] for one in rounds),
                {name: statistics.median(one[path] / one[other] for one in rounds) for name, other in TRIVIAL.items()},
                _weight(browser, path),
            )
            for title, path in pages.items()
        ]


def _weight(browser: Browser, path: str) -> int:
    """Bytes of the page and of all that it loads, compressed, without fonts."""
    page = browser.send("GET", path)[1]
    loaded = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page.decode()))
    return len(gzip.compress(page)) + sum(len(browser.send("GET", one)[1]) for one in sorted(loaded))
