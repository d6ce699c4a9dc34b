"""What was typed in a form whose session ended comes back after log-in, once, and to the one who typed it alone: every form with text.

A form that is new fails here until it has ``{% typed_here %}`` and a line in ``FORMS``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve, reverse

from tests import personas
from tests.site import care, conversations
from tests.site.conftest import World, expect
from tests.site.rights import administrator, client_rights, practitioner
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import agree, minutes, show
from uitkomst.organisations import queries

pytestmark = pytest.mark.once

TEMPLATES = Path(__file__).parents[2] / "src/uitkomst/web/templates"
TYPED = "Een lang verhaal, net getypt."
WITHOUT_SESSION = ("account/", "mfa/", "socialaccount/", "web/client/", "web/invitation.html")
"""Forms with a password or a code, and those of clients, who have no session: their answers are kept at every screen."""


@dataclass(frozen=True)
class Form:
    """A form with text. page, about: the page that it stands on; sent_to, of: where it is sent, when that is another address.

    who: a persona. name: the field that is typed in; with: others that make it the form that it is.
    """

    template: str
    page: str
    about: str
    who: str
    name: str
    sent_to: str = ""
    of: str = ""
    more: dict[str, str] = field(default_factory=dict)
    text: str = TYPED


FORMS = (
    Form("web/story.html", "story", "open", "quirine", "text"),
    Form("web/expectation.html", "expectation", "sealed", "quirine", "why-dropout"),
    Form("web/access_list.html", "access_list", "", "aisha", "client", text="C-12-345"),
    Form("web/people.html", "people", "", "bert", "name"),
    Form("web/role.html", "role", "role", "bert", "last_day", text="2031-12-31"),
    Form("web/administrator/teams.html", "teams", "", "bert", "name"),
    Form("web/administrator/team.html", "team_page", "kept_team", "bert", "from", more={"do": "in"}),
    Form("web/administrator/team.html", "team_page", "kept_team", "bert", "name", more={"do": "change"}),
    Form("web/administrator/team_person.html", "team_person", "team_person", "bert", "last_day"),
    Form("web/register/help_lines.html", "help_lines", "", "quirine", "name_1"),
    Form("web/practitioner/new_client.html", "new_client", "", "pim", "request_for_help"),
    Form("web/practitioner/details.html", "client_details", "trajectory", "pim", "request_for_help"),
    Form("web/practitioner/new_goal.html", "new_goal", "trajectory", "pim", "text"),
    Form("web/practitioner/goals.html", "goals", "trajectory", "pim", "note"),
    Form("web/practitioner/closing.html", "closing", "trajectory", "pim", "what_next"),
    Form("web/practitioner/paper.html", "paper", "asked", "pim", "what_different"),
    Form("web/client_rights/client.html", "client_rights", "client_rights", "pim", "said"),
    Form("web/client_rights/client.html", "client_rights", "client_rights", "pim", "first_name", "correct_client"),
    Form("web/client_rights/requests.html", "register_requests", "", "quirine", "answer", "decide_request", "client_request"),
    Form("web/client_rights/requests.html", "register_requests", "", "quirine", "keep", "merge_clients", ""),
    Form("web/team/talks.html", "team_talks", "", "pim", "held_on"),
    Form("web/team/talk.html", "team_talk", "talk", "pim", "why", "bring_case"),
    Form("web/team/talk.html", "team_talk", "talk", "pim", "change", "team_change"),
    Form("web/team/talk.html", "team_talk", "talk", "pim", "text", "explain_case", "brought_case"),
    Form("web/withdraw.html", "withdraw", "to_withdraw", "quirine", "why"),
    Form("web/quotes/one.html", "quote", "quote", "quirine", "sentence"),
    Form("web/instruments/scores.html", "scores", "scored", "pim", "taken_on"),
    Form("web/practitioner/together.html", "together", "trajectory", "pim", "together_with"),
    Form("web/conversation/practice.html", "conversation_practice", "", "quirine", "purpose", more={"step": "begin"}),
    Form("web/conversation/preparing.html", "conversation_preparing", "preparing", "quirine", "purpose"),
    Form("web/conversation/expecting.html", "conversation_expecting", "expecting", "quirine", "why-dropout"),
    Form("web/conversation/subject.html", "conversation_subject", "looking", "quirine", "recognition"),
    Form("web/conversation/agreeing.html", "conversation_agreeing", "agreeing", "bianca", "what"),
    Form("web/conversation/agreeing.html", "conversation_agreeing", "agreed", "bianca", "text", "conversation_action", "action"),
    Form("web/conversation/news.html", "conversation_news", "agreed", "quirine", "opening"),
    Form("web/conversation/sharing.html", "conversation_sharing", "agreed", "quirine", "lesson"),
    Form("web/conversation/stop.html", "conversation_stop", "expecting", "quirine", "why"),
    Form("web/conversation/papers.html", "conversation_papers", "agreed", "quirine", "said-0"),
)


@cache
def source(template: str) -> str:
    """A template with what it includes."""
    text = (TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub(r'{% include "([^"]+)"[^%]*%}', lambda found: source(found[1]), text)


def forms_with_text() -> list[tuple[str, str, bool]]:
    """Of every form that is sent and has a field for text: its template, where it is sent, and whether what is typed comes back."""
    found = []
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = str(path.relative_to(TEMPLATES))
        for form in re.findall(r"<form\b.*?(?:</form>|\Z)", path.read_text(encoding="utf-8"), re.DOTALL):
            whole = re.sub(r'{% include "([^"]+)"[^%]*%}', lambda one: source(one[1]), form)
            fields = re.findall(r"<input\b[^>]*>", whole)
            typed = [one for one in fields if not re.search(r'type="(hidden|radio|checkbox|file|password|submit)"', one)]
            if 'method="post"' in form and ("<textarea" in whole or typed) and not name.startswith(WITHOUT_SESSION):
                sent_to = re.search(r"action=\"{% url '(\w+)'", form)
                found.append((name, sent_to[1] if sent_to else "", "typed_here" in form or 'name="typed_by"' in form))
    return found


def test_every_form_with_text_gives_back_what_was_typed_and_is_tried_here() -> None:
    found = forms_with_text()
    assert [one for one in found if not one[2]] == []
    tried = [(form.template, form.sent_to or form.page) for form in FORMS]
    for template, sent_to, _ in found:
        assert any(of == template and sent_to in ("", to) for of, to in tried), (template, sent_to)
    assert len(found) <= len(FORMS)


@pytest.fixture
def addresses(world: World, now: datetime) -> dict[str, dict[str, object]]:
    """What the pages are about."""
    found: dict[str, dict[str, object]] = {"": {}, **administrator.ids(world), **practitioner.ids(world), **client_rights.ids(world)}
    found["sealed"] = {"release_id": world.releases["bram"]}
    return found


def about(form: Form, found: dict[str, dict[str, object]], world: World, now: datetime) -> dict[str, dict[str, object]]:
    """The same, with what this form asks to be made first."""
    if form.about == "talk":
        from tests.site.rights import team

        return found | team.ids(world)
    if form.about == "open":
        expect("quirine", world.releases["quirine"], now)
        return found | {"open": {"release_id": world.releases["quirine"], "indicator": "dropout"}}
    if form.about == "sealed":
        return found | {"sealed": {"release_id": world.releases["quirine"]}}
    if form.about == "to_withdraw":
        return found | {"to_withdraw": {"release_id": world.releases["quirine"]}}
    if form.about == "quote":
        return found | {"quote": {"consent_id": _let()}}
    if form.about == "scored":
        from tests.site.test_instruments import norms

        norms(now)
        return found | {"scored": {"trajectory_id": care.client(now, number="C-9", bsn="").pk}}
    if form.about == "preparing":
        return found | {"preparing": {"conversation_id": conversations.begun(now)}}
    if form.about == "expecting":
        return found | {"expecting": {"conversation_id": conversations.prepared(now)}}
    if form.about == "looking":
        made = conversations.looking(now)
        agree.move_conversation(actor=personas.actor("quirine"), now=now, conversation_id=made, to=Phase.INTERPRETING)
        return found | {"looking": {"conversation_id": made, "indicator": "dropout"}}
    if form.about == "agreeing":
        return found | {"agreeing": {"conversation_id": conversations.interpreted(now)}}
    if form.about == "agreed":
        return found | _closed(now)
    return found


def _let() -> object:
    """Words that a client lets be used."""
    from tests.site.test_quotes import SAID, THEN, sheet
    from uitkomst.care.models import QuoteConsent, Response

    phone, link = sheet()
    phone.post(f"{link}q/what_helped/", {"value": SAID, "let": "on"})
    phone.post(f"{link}q/what_could_be_better/", {"absent": "skipped"})
    phone.post(f"{link}send/")
    Response.objects.update(sent_at=THEN)
    return QuoteConsent.objects.get().pk


def _closed(now: datetime) -> dict[str, dict[str, object]]:
    """A conversation that is closed, in which Woerden has an action."""
    made = conversations.interpreted(now)
    minutes.write_minutes(actor=personas.actor("quirine"), now=now, conversation_id=made, summary="Goed gesprek.", language="nl")
    for name in conversations.TWO:
        newest = show.show_conversation(actor=personas.actor(name), now=now, conversation_id=made).minutes
        assert newest is not None
        minutes.confirm_minutes(actor=personas.actor(name), now=now, conversation_id=made, version=newest.version)
    action = show.show_conversation(actor=personas.actor("bianca"), now=now, conversation_id=made).actions[0]
    return {"agreed": {"conversation_id": made}, "action": {"conversation_id": made, "action_id": action.id}}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.sent_to or form.page}-{form.name}")
def test_what_was_typed_comes_back_to_who_typed_it_alone(
    world: World, now: datetime, addresses: dict[str, dict[str, object]], form: Form
) -> None:
    found = about(form, addresses, world, now)
    page = reverse(form.page, kwargs=found[form.about])
    sent_to = reverse(form.sent_to, kwargs=found[form.of or form.about]) if form.sent_to else page
    shown = visitor(form.who).get(page)
    assert shown.status_code == 200
    signed = _signed(shown.text, sent_to, page)
    name = form.name if form.name != "note" else re.findall(r'name="([^"]+:note)"', shown.text)[0]
    for who, expected in (("rosa", False), (form.who, True)):
        browser = Client()
        answer = browser.post(sent_to, {"typed_by": signed, name: form.text, **form.more})
        assert answer.status_code == 302 and answer["Location"] == f"/account/login/?next={page.replace('/', '%2F')}"
        _enter(browser, who)
        assert bool(browser.session.get("typed")) == expected
        again = browser.get(page)
        assert (form.text in again.text) == expected
        assert "typed" not in browser.session
    assert form.text not in browser.get(page).text


def _signed(page: str, sent_to: str, here: str) -> str:
    """What goes along in the form that is sent to this address."""
    for form in re.findall(r"<form\b.*?</form>", page, re.DOTALL):
        action = re.search(r'action="([^"]*)"', form[: form.index(">")])
        signed = re.search(r'name="typed_by" value="([^"]+)"', form)
        if signed and (action[1] if action else here).split("?")[0] == sent_to:
            return signed[1]
    raise AssertionError(f"no form to {sent_to} that keeps what is typed ({resolve(here).url_name})")


def _enter(browser: Client, name: str) -> None:
    person = queries.person_by_email(f"{name}@example.org")
    assert person is not None
    browser.force_login(person, backend="uitkomst.organisations.backends.PasswordBackend")


def test_a_citizen_service_number_is_not_kept_with_what_was_typed(world: World) -> None:
    typed = care.typed()
    page = visitor("pim").get(reverse("new_client"))
    browser = Client()
    browser.post(reverse("new_client"), {**typed, "typed_by": _signed(page.text, reverse("new_client"), reverse("new_client"))})
    assert typed["bsn"] not in str(browser.session["typed"])
    page = visitor("aisha").get(reverse("access_list"))
    for written in (typed["bsn"], f"{typed['bsn'][:4]} {typed['bsn'][4:]}"):
        browser = Client()
        browser.post(
            reverse("access_list"), {"client": written, "typed_by": _signed(page.text, reverse("access_list"), reverse("access_list"))}
        )
        assert "client" not in browser.session["typed"]["fields"]


def test_a_number_inside_a_story_is_blotted_out_and_the_story_stays(world: World, now: datetime) -> None:
    expect("quirine", world.releases["quirine"], now)
    where = reverse("story", kwargs={"release_id": world.releases["quirine"], "indicator": "dropout"})
    number = care.typed()["bsn"]
    page = visitor("quirine").get(where)
    browser = Client()
    browser.post(where, {"text": f"Van {number} horen we niets. {TYPED}", "typed_by": _signed(page.text, where, where)})
    assert browser.session["typed"]["fields"]["text"] == [f"Van ••••••••• horen we niets. {TYPED}"]
