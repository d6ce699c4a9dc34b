"""The answering pages as a screen reader hears them: out of the HTML alone, question by question, also when something is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from tests import personas
from tests.site import care
from tests.site.test_answering import begin, invite
from uitkomst.care.states import Moment
from uitkomst.flows.care.own_link import make_own_link
from uitkomst.questionnaires import current

pytestmark = pytest.mark.once

REFUSED = {"grade": {"value": "12"}, "choice": {"value": "99"}, "open": {"value": "woord " * 500}}


def said(page: html.HtmlElement, ids: str | None) -> str:
    """What is read with a field: the text of each id, all of which must be there."""
    return " ".join(" ".join(page.get_element_by_id(one).text_content().split()) for one in (ids or "").split())


def question(page: html.HtmlElement, kind: str) -> html.HtmlElement:
    """The field, or the group of buttons, of a question."""
    (found,) = page.xpath("//textarea" if kind == "open" else "//main//form/fieldset")
    return found


@pytest.mark.parametrize(("who", "language", "moment"), [
    (care.young_person, "nl", Moment.END), (care.parent, "en", Moment.END), (care.parent, "nl", Moment.PROGRESS),
])  # fmt: skip
def test_each_question_names_itself_who_reads_it_and_what_is_wrong(world, who, language, moment):
    asked = invite(care.client(timezone.now()), who, moment)
    phone, link = begin(asked)
    phone.post(f"{link}language/", {"language": language})
    form, at = current(asked.questionnaire), 0
    where = phone.get(link).url if phone.get(link).status_code == 302 else phone.post(link)["Location"]
    while "/q/" in where:
        at += 1
        one = form.question(where.split("/")[-2])
        page, refused = html.fromstring(phone.get(where).text), phone.post(where, REFUSED[one.kind])
        for shown in (page, html.fromstring(refused.text)):
            field = question(shown, one.kind)
            name = shown.xpath("//label[@for='value']")[0] if one.kind == "open" else field.find("legend")
            assert len(name.text_content().strip()) > 10 and shown.get("lang") == language
            assert said(shown, "who-reads") and said(shown, "who-reads") in said(shown, field.get("aria-describedby"))
            # Other ways to go on belong to the question as well.
            (other,) = shown.xpath("//*[@class='else']")
            assert other.get("role") == "group" and said(shown, other.get("aria-labelledby")) == " ".join(name.text_content().split())
            if one.kind == "grade":
                ends = [button.text_content().split(maxsplit=1) for button in field.xpath(".//button")]
                assert [number for number, *words in ends if words] == ["1", "10"], "both ends are said in words"
            for foreign in shown.xpath("//div[@class='careful']/ul"):
                assert foreign.get("lang") == "nl", "help lines are kept in Dutch"
        assert refused.status_code == 400
        wrong = html.fromstring(refused.text)
        assert wrong.findtext(".//title").startswith({"nl": "1 fout", "en": "1 error"}[language])
        assert not page.findtext(".//title").startswith("1 ")
        (told,) = wrong.xpath("//*[@role='alert']")
        assert said(wrong, told.get("id")) in said(wrong, question(wrong, one.kind).get("aria-describedby"))
        (to,) = told.xpath(".//a/@href")
        assert wrong.get_element_by_id(to[1:]).tag in ("textarea", "button")
        where = phone.post(where, {"value": "Goed." if one.kind == "open" else question(page, one.kind).xpath(".//button/@value")[0]})[
            "Location"
        ]
    assert at >= 3, "routing may leave one out"


def test_what_is_not_answered_yet_is_counted_in_the_title_and_one_link_away(world):
    phone, link = begin(invite(care.client(timezone.now())))
    page = html.fromstring(phone.post(f"{link}send/").text)
    (told,) = page.xpath("//*[@role='alert']")
    to = told.xpath(".//a/@href")
    assert page.findtext(".//title").startswith(f"{len(to)} fout") and to
    assert all(phone.get(one).status_code == 200 for one in to)


def test_a_wrong_code_is_said_with_the_field(world):
    now, one = timezone.now(), care.client(timezone.now())
    who = care.young_person(one)
    _, secret, code = make_own_link(actor=personas.actor("pim"), now=now, trajectory_id=one.pk, informant_id=str(who.pk))
    wrong = html.fromstring(Client().post(f"/v/own/{secret}/", {"code": f"{(int(code) + 1) % 10**6:06d}"}).text)
    (field,) = wrong.xpath("//input[@name='code']")
    assert wrong.xpath("//label[@for='code']") and wrong.findtext(".//title").startswith("1 fout")
    assert said(wrong, "wrong") in said(wrong, field.get("aria-describedby")) and wrong.xpath("//*[@role='alert']//a/@href") == ["#code"]
