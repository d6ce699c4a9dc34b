"""The site as it is served: the demo in a process of its own, with its worker, walked in Chromium."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = (1280, 390, 320)
WAIT = 120_000
Enter = Callable[..., Page]
_KNOWN: dict[str, dict[str, Any]] = {}
"""Of each address, the session in which somebody was there before."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass(frozen=True)
class Site:
    address: str
    folder: Path

    @property
    def to_upload(self) -> Path:
        """The one file that the demo leaves to be uploaded."""
        (found,) = (self.folder / "to-upload").iterdir()
        return found


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it was made, before anyone came: made once for all processes of this run, or taken from where `make demo` left it."""
    if given := os.environ.get("TEST_DEMO_SITE"):
        return Path(given)
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared
    folder = shared / "prepared"
    with (shared / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            made = shared / "making"
            _run("serve", "--demo", "--prepare-only", "--data", made)
            made.rename(folder)
    return folder


def _run(*arguments: str | Path) -> None:
    command = [Path(sys.executable).with_name("uitkomst"), *arguments]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Site]:
    """A copy of the demo, served until the last test."""
    folder = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(prepared, folder)
    with served(("--demo", "--data", folder), {**os.environ, "PYTHONHASHSEED": "0"}, folder) as address:
        yield Site(address, folder)


@contextmanager
def served(options: Sequence[str | Path], environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    """`uitkomst serve` with these options while inside, on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("uitkomst"), "serve", *options, "--port", str(port), "--processes", "1"]
    address = f"http://127.0.0.1:{port}"
    with (folder / "served.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
        try:
            while not _answers(f"{address}/health/"):
                try:
                    process.wait(timeout=0.5)
                except subprocess.TimeoutExpired:
                    continue
                pytest.fail(f"the site did not start:\n{(folder / 'served.log').read_text()[-2000:]}")
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def own_environment(folder: Path, **more: str) -> dict[str, str]:
    """What an installation that is no demo is told: nothing of ours, and these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UITKOMST_", "DATABASE"))}
    return kept | {
        "UITKOMST_SECRET_KEY": "for tests only, for tests only, for tests only, 0123456789",
        "UITKOMST_PSEUDONYM_KEY": "for tests only, for tests only, for tests only",
        "UITKOMST_DATA": str(folder),
        "UITKOMST_HTTPS": "off",
        **more,
    }


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture
def enter(chromium: Browser, site: Site) -> Iterator[Enter]:
    """enter("Quirine", "/deliveries/") opens a page as that demo account; enter("", …) as nobody; beside=page as who opened that page.

    again=True: in the session of an earlier time, when it still holds.
    """
    with opened(chromium, site.address) as do:
        yield do


@contextmanager
def opened(chromium: Browser, address: str) -> Iterator[Enter]:
    """The same of any installation, while inside."""
    contexts = []
    known = _KNOWN.setdefault(address, {})

    def do(
        who: str,
        path: str = "/",
        *,
        width: int = 1280,
        script: bool = True,
        scheme: str = "light",
        language: str = "nl-NL",
        beside: Page | None = None,
        again: bool = False,
    ) -> Page:
        state = beside.context.storage_state() if beside else known.get(who) if again else None
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            color_scheme=scheme,
            locale=language,
            base_url=address,
            storage_state=state,
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
        page.on("console", lambda said: page.faults.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
        if who and not state:
            log_in(page, who)
        page.goto(path)
        if who and state and "/account/login/" in page.url:  # that session is over
            log_in(page, who)
            page.goto(path)
        return page

    def log_in(page: Page, who: str) -> None:
        page.goto("/account/login/")
        page.locator(f".people button:has-text('{who}')").first.click()
        page.wait_for_load_state()
        known[who] = page.context.storage_state()

    try:
        yield do
    finally:
        for context in contexts:
            context.close()


@pytest.fixture(scope="session")
def people(chromium: Browser, site: Site) -> dict[str, str]:
    """The addresses of the demo's clients by name."""
    with opened(chromium, site.address) as do:
        page = do("Sanne", "/clients/", script=False)
        return {a.inner_text(): str(a.get_attribute("href")) for a in page.locator(".people-list a").all()}


@dataclass(frozen=True)
class Way:
    """Pages on the first path, after it was walked once without script."""

    delivery: str
    sealed: str
    mirror: str
    region: str


@pytest.fixture(scope="session")
def way(chromium: Browser, site: Site) -> Way:
    """The first path, walked without script: upload, accept, freeze, expect, open. The other release stays sealed."""
    with opened(chromium, site.address) as do:
        delivery, sealed, mirror = _walked(do("Quirine", "/mirrors/", script=False), site)
        page = do("Bianca", "/mirrors/", script=False)
        region = page.locator(".waiting a").first.get_attribute("href")
    return Way(delivery.removeprefix(site.address), sealed, mirror.removeprefix(site.address), str(region))


def _walked(page: Page, site: Site) -> tuple[str, str, str]:
    """From the list of mirrors to an open one: (delivery, the release that was sealed before, the one that is open now)."""
    sealed = page.locator(".waiting a").first.get_attribute("href")
    page.goto("/deliveries/")
    page.set_input_files("#file", site.to_upload)
    page.get_by_role("button", name="Versturen").click()
    page.wait_for_url("**/deliveries/*/")
    delivery = page.url
    _wait_until(page, delivery, "main button:has-text('Accepteren')")
    page.locator("main button:has-text('Accepteren')").click()
    page.goto("/freeze/")
    page.locator("#period").select_option("2023..2024")
    page.locator("main button:has-text('Momentopname maken')").click()
    _wait_until(page, "/mirrors/", ".waiting li:has-text('2023 en 2024') a")
    page.locator(".waiting li:has-text('2023 en 2024') a").click()
    mirror = page.url.replace("expectation/", "")
    for field in page.locator("textarea").all():
        field.fill("dat horen we in de teams")
    page.locator("button[value=lock]").click()
    assert page.url == mirror, page.locator("main").inner_text()[:500]
    return delivery, str(sealed), mirror


def _wait_until(page: Page, address: str, there: str) -> None:
    """Look again until the worker is done; as long as a worker may need, not longer."""
    for _ in range(240):
        page.goto(address)
        if page.locator(there).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{there} did not come: {page.locator('main').inner_text()[:500]}")


def look(enter: Enter, who: str, path: str, heading: str) -> None:
    """What holds for every page: no accessibility faults, nothing sideways, skip link, and all of it without script.

    In the dark at the narrowest; in the light at the widest all pages are looked at by ``test_all_pages``. Between them they see every
    colour and both ways of laying out.
    """
    page = enter(who, path, again=True)
    assert heading in page.locator("h1").inner_text()
    assert page.locator("h1").count() == 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} scrolls sideways at {width}"
    page.emulate_media(color_scheme="dark")
    _no_faults(page, f"{path} at 320 in the dark")
    page.emulate_media(color_scheme="light")
    page.goto(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.faults == []  # type: ignore[attr-defined]
    # Without script and in the other language at once: neither depends on the other.
    plain = enter(who, path, script=False, width=320, language="en-GB", beside=page)
    assert plain.locator("html").get_attribute("lang") == "en"
    assert plain.locator("h1").count() == 1 and plain.locator("h1").inner_text().strip()


def _no_faults(page: Page, where: str) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
