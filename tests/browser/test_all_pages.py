"""Every page that a link leads to, walked as everybody of the demo: no accessibility faults, one heading, nothing sideways at 320.

Pages that need something first (a code, a letter, a closed subject) are looked at by a test of their own: ``ELSEWHERE`` says which.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from tests.browser.conftest import _no_faults
from tests.site.test_rights_matrix import ROWS

pytestmark = pytest.mark.browser

FILE = re.compile(r"\.(csv|pdf|docx|xlsx|json|html|parquet|txt)$")
# What ends the walk, what is no page (a file, a part of a page), and what leads on to a page.
LEAVES = {"account_logout", "set_language", "log_file", "access_list_file", "find_client", "health", "norms_example"}
LEAVES |= {"invitation_letter", "news_letter", "delivery_progress", "freeze_progress"}
ELSEWHERE = {
    "across_region": "tests/site/test_across.py: nobody of the demo works for a region",
    "caseload": "test_page_caseload.py, after a file was sent",
    "news_letters": "tests/site/test_client_news.py, after a message was sent",
}


def name_of(href):
    """The name of an address of ours; "" of a file, of somewhere else, or of what ends the walk."""
    where = urlsplit(href).path
    try:
        name = resolve(where).url_name
    except Resolver404:
        return ""
    return "" if FILE.search(where) or name in LEAVES else name


def walk(page, looked, talks, wrong, spare):
    """As far as links go from the start page, each page once; what was looked at before as somebody else is only passed.

    Of conversations every one is walked, because each phase has pages of its own; by whoever comes there first. Of other pages
    the first one is walked, and the addresses of the rest are put aside in ``spare``.
    """
    waiting, passed = ["/"], set()
    while waiting:
        href = waiting.pop(0)
        name = name_of(href)
        here, key = (talks, urlsplit(href).path) if name.startswith("conversation") else (passed, name)
        if not name or key in here:
            spare += [href] if name and href not in spare else []
            continue
        here.add(key)
        waiting += visit(page, href, passed, looked, wrong)


def visit(page, href, passed, looked, wrong):
    """Look at one page; the links on it."""
    try:
        answer = page.goto(href)
    except Error:  # a file after all
        return []
    if answer is None or answer.status != 200:
        wrong.append(f"{href} answers {answer and answer.status}")
        return []
    arrived = name_of(page.url)
    passed.add(arrived)
    if arrived not in looked:
        looked.add(arrived)
        wrong += faults(page, href)
    return page.eval_on_selector_all("a[href^='/']", "links => links.map(one => one.getAttribute('href'))")


def seek(page, spare, wanted, looked, wrong):
    """Pages that only the second of its kind leads to (a delivery with findings): the rest is tried until nothing is wanted."""
    tried = set()
    while spare and wanted - looked:
        href = spare.pop(0)
        if urlsplit(href).path in tried:
            continue
        tried.add(urlsplit(href).path)
        links = visit(page, href, set(), looked, wrong)
        for link in links:
            if name_of(link) in wanted - looked:
                visit(page, link, set(), looked, wrong)


def faults(page, where):
    found = []
    try:
        _no_faults(page, where)
    except AssertionError as fault:
        found.append(str(fault))
    if page.locator("h1").count() != 1:
        found.append(f"{where} has {page.locator('h1').count()} headings of the first rank")
    page.set_viewport_size({"width": 320, "height": 900})
    if page.evaluate("document.documentElement.scrollWidth") > 320:
        found.append(f"{where} scrolls sideways at 320")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_every_page_that_a_link_leads_to(enter):
    everybody = [one.inner_text().split("\n")[0] for one in enter("", "/account/login/").locator(".people button").all()]
    pages = {name for name, rows in ROWS.items() if any(200 in row.get.values() for row in rows) and not name.endswith("_file")}
    wanted = pages - LEAVES - ELSEWHERE.keys()
    looked, talks, wrong, aside = set(), set(), [], {}
    for who in everybody:
        page = enter(who)
        walk(page, looked, talks, wrong, aside.setdefault(who, []))
        wrong += [f"{who}: {one}" for one in page.faults]
    for who in everybody:
        if wanted - looked:
            seek(enter(who), aside[who], wanted, looked, wrong)
    assert not wrong, "\n\n".join(wrong)
    missing = sorted(wanted - looked)
    assert not missing, f"no link leads there, and no test of its own is named for it: {missing}"
    wrongly = sorted(ELSEWHERE.keys() & looked | ELSEWHERE.keys() - pages)
    assert not wrongly, f"said to be elsewhere, and it is not: {wrongly}"
