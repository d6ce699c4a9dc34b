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


def walk(page, looked, talks, wrong):
    """As far as links go from the start page, each page once; what was looked at before as somebody else is only passed.

    Of conversations every one is walked, because each phase has pages of its own; by whoever comes there first.
    """
    waiting, passed = ["/"], set()
    while waiting:
        href = waiting.pop(0)
        name = name_of(href)
        here, key = (talks, urlsplit(href).path) if name.startswith("conversation") else (passed, name)
        if not name or key in here:
            continue
        here.add(key)
        try:
            answer = page.goto(href)
        except Error:  # a file after all
            continue
        if answer is None or answer.status != 200:
            wrong.append(f"{href} answers {answer and answer.status}")
            continue
        arrived = name_of(page.url)
        passed.add(arrived)
        if arrived not in looked:
            looked.add(arrived)
            wrong += faults(page, href)
        waiting += page.eval_on_selector_all("a[href^='/']", "links => links.map(one => one.getAttribute('href'))")


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
    looked, talks, wrong = set(), set(), []
    for who in everybody:
        page = enter(who)
        walk(page, looked, talks, wrong)
        wrong += [f"{who}: {one}" for one in page.faults]
    assert not wrong, "\n\n".join(wrong)
    pages = {name for name, rows in ROWS.items() if any(200 in row.get.values() for row in rows) and not name.endswith("_file")}
    missing = sorted(pages - LEAVES - looked - ELSEWHERE.keys())
    assert not missing, f"no link leads there, and no test of its own is named for it: {missing}"
    wrongly = sorted(ELSEWHERE.keys() & looked | ELSEWHERE.keys() - pages)
    assert not wrongly, f"said to be elsewhere, and it is not: {wrongly}"
