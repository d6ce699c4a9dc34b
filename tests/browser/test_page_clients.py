"""The pages of a practitioner: list, client, goals, asking, closing; and of who keeps the register."""

import pytest

from tests.browser.conftest import look

pytestmark = pytest.mark.browser


PAGES = [
    ("", "Noor"), ("goals/", "Hoe ver zijn we?"), ("goals/new/", "Wat moet er anders zijn?"), ("ask/", "Wie vraagt u wat?"),
    ("close/", "Samen afronden"), ("details/", "Gegevens en afspraken"), ("letter/", "Brief"), ("own/", "De eigen doelen bekijken"),
    ("scores/", "Scores van vragenlijsten"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "heading"), PAGES)
def test_pages_of_a_client(enter, people, path, heading):
    look(enter, "Sanne", f"{people['Noor']}{path}", heading)


def test_the_list(enter):
    look(enter, "Sanne", "/clients/", "Dit wacht op u")


def test_the_form_for_a_new_client(enter):
    look(enter, "Sanne", "/clients/new/", "Een cliënt erbij zetten")


def test_the_register_and_the_help_lines(enter):
    look(enter, "Quirine", "/register/", "Het register")
    look(enter, "Quirine", "/register/help/", "Waar iemand nu hulp krijgt")
    look(enter, "Quirine", "/register/instruments/", "Vragenlijsten met een licentie")
    look(enter, "Quirine", "/register/deliveries/", "Uit aanleveringen")


def test_giving_the_questions_on_this_screen_logs_out(enter, people):
    page = enter("Sanne", f"{people['Jayden']}ask/", script=False)
    page.locator("input[name=who]").first.check()
    page.locator("input[name=moment][value=start]").check()
    page.locator("input[name=channel][value=tablet]").check()
    page.locator("main form button").click()
    page.locator("button", has_text="Openen en uitloggen").click()
    page.wait_for_url("**/v/*/")
    page.goto("/clients/")
    assert "/account/login/" in page.url


def test_closing_takes_a_few_taps_and_one_typed_line(enter, people):
    page = enter("Sanne", f"{people['Milan']}close/", script=False, width=390)
    page.locator(".beside a", has_text="Ilse").click()
    page.locator(".person h3", has_text="Ilse").wait_for()
    assert page.locator(".person").count() == 1
    page.locator("fieldset.asked .grade-line label").nth(7).click()
    page.locator("fieldset.asked").nth(1).locator("label.check").nth(1).click()
    page.locator("#what_next").fill("Nog een keer bellen.")
    page.locator(".reasons label.check").first.click()
    page.get_by_role("button", name="Afsluiten", exact=True).click()
    page.locator(".notice", has_text="het antwoord van de cliënt, of waarom dat er niet komt").wait_for()
    page.locator(".beside a", has_text="Niemand").click()
    page.locator(".beside a[aria-current]", has_text="Niemand").wait_for()
    page.locator("select[name$=':none']").first.select_option("cannot_answer")
    page.get_by_role("button", name="Wijzigingen bewaren").click()
    page.locator(".notice", has_text="Alles is er.").wait_for()
