"""Between reading and sending somebody else wrote: nobody agrees with, confirms or writes over what it has not read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World
from tests.site.forms import fields
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.models import Answer, Party
from uitkomst.conversation.states import Phase
from uitkomst.flows.conversation import agree, answer, minutes, prepare, show
from uitkomst.flows.conversation.expect import show_expectations
from uitkomst.flows.refusals import Refused


def url(name: str, made: str, **more: str) -> str:
    return reverse(f"conversation_{name}", kwargs={"conversation_id": made, **more})


def sent(client: Client, address: str, read: str, **typed: object) -> HttpResponse:
    """What stands in the form on a page that was read, with this typed in it."""
    return client.post(address, fields(read, address) | {name.replace("__", "-"): value for name, value in typed.items()})


def stands(made: str, question: Question) -> list[str]:
    return list(Answer.objects.filter(party__conversation=made, question=question).values_list("text", flat=True))


def agreed(made: str, name: str) -> bool:
    return show.show_conversation(actor=actor(name), now=timezone.now(), conversation_id=made).mine.agreed


@pytest.fixture
def begun(world: World) -> str:
    """In preparation; both have said what they bring. The pages live in the time of the machine."""
    made = walk.begun(timezone.now())
    for name in walk.TWO:
        said = {"actor": actor(name), "now": timezone.now(), "conversation_id": made}
        prepare.name_participant(name=name.capitalize(), **said)
        answer.write_answer(question=Question.INTEREST, text=f"Het belang van {name}.", **said)
    return made


def test_nobody_agrees_with_a_purpose_that_it_has_not_read(begun: str) -> None:
    bianca, page = visitor("bianca"), url("preparing", begun)
    read = bianca.get(page).text
    quirine = visitor("quirine")
    sent(quirine, page, quirine.get(page).text, purpose="Iets heel anders.", do="save")
    answered = sent(bianca, page, read, do="agree")
    assert answered.status_code == 400 and not agreed(begun, "bianca")
    # Both are shown: what stands there now, and what was typed (here: what was read before).
    assert "Iets heel anders." in answered.text and "Leren wat gezinnen helpt" in answered.text
    assert sent(bianca, page, bianca.get(page).text, do="agree").status_code == 302
    assert agreed(begun, "bianca")


def test_nobody_agrees_with_a_participant_that_it_has_not_seen(begun: str) -> None:
    bianca, page = visitor("bianca"), url("preparing", begun)
    read = bianca.get(page).text
    prepare.name_participant(actor=actor("quirine"), now=timezone.now(), conversation_id=begun, name="Een onbekende")
    answered = sent(bianca, page, read, do="agree")
    assert answered.status_code == 400 and "Een onbekende" in answered.text and not agreed(begun, "bianca")
    assert sent(bianca, page, answered.text, do="agree").status_code == 302 and agreed(begun, "bianca")


def test_who_agrees_with_own_changes_in_the_same_form_agrees_with_those(begun: str) -> None:
    bianca, page = visitor("bianca"), url("preparing", begun)
    typed = {"purpose": "Samen leren.", "new_name": "Nog iemand", "do": "agree"}
    assert sent(bianca, page, bianca.get(page).text, **typed).status_code == 302
    shown = show.show_conversation(actor=actor("bianca"), now=timezone.now(), conversation_id=begun)
    assert shown.mine.agreed and shown.purpose == "Samen leren." and "Nog iemand" in {one.name for one in shown.mine.participants}


def test_after_a_refusal_nothing_that_was_kept_is_sent_once_more(begun: str) -> None:
    """The name was added, the text is too long: the page that is shown then does not add the name again, nor call itself outdated."""
    bianca, page = visitor("bianca"), url("preparing", begun)
    typed = {"purpose": "Samen leren.", "interest": "x" * 5001, "do": "save"}
    refused = sent(bianca, page, bianca.get(page).text, **typed)
    assert refused.status_code == 400 and "x" * 5001 in refused.text
    assert sent(bianca, page, refused.text, interest="Korter.", new_name="Nog iemand", do="agree").status_code == 302
    party = Party.objects.get(conversation=begun, organisation_id=actor("bianca").organisation_id)
    assert [one.name for one in party.participants.all()] == ["Bianca", "Nog iemand"] and agreed(begun, "bianca")


def test_taking_a_name_away_keeps_what_was_typed_and_asks_all_anew(begun: str) -> None:
    bianca, page = visitor("bianca"), url("preparing", begun)
    for name in walk.TWO:
        prepare.name_participant(actor=actor(name), now=timezone.now(), conversation_id=begun, name=f"De tweede van {name}")
    walk.agree_to(begun, "quirine", timezone.now())
    assert agreed(begun, "quirine")
    gone = Party.objects.get(conversation=begun, organisation_id=actor("bianca").organisation_id).participants.get(name="Bianca")
    sent(bianca, page, bianca.get(page).text, own_material="Ons eigen onderzoek.", do=f"leave-{gone.pk}")
    gone.refresh_from_db()
    assert gone.left_at and stands(begun, Question.OWN_MATERIAL) == ["Ons eigen onderzoek."] and not agreed(begun, "quirine")


@pytest.mark.parametrize(
    ("page", "refused", "clash"),
    [
        ("subject", Question.RECOGNITION, Question.STORY),
        ("agreeing", Question.OWN_CHANGE, Question.DEVELOPMENTS),
        ("preparing", Question.INTEREST, Question.OWN_MATERIAL),
    ],
)
def test_a_refusal_of_one_text_does_not_hide_that_a_colleague_wrote_the_other(
    begun: str, world: World, now: datetime, page: str, refused: Question, clash: Question
) -> None:
    made = begun if page == "preparing" else walk.looking(now)
    if page != "preparing":
        agree.move_conversation(actor=actor("quirine"), now=now, conversation_id=made, to=Phase.INTERPRETING)
    address = url(page, made, indicator="dropout") if page == "subject" else url(page, made)
    quirine, daan = visitor("quirine"), visitor("daan")
    read = daan.get(address).text
    sent(quirine, address, quirine.get(address).text, **{clash.value: "Van Quirine."})
    first = sent(daan, address, read, **{refused.value: "x" * 5001, clash.value: "Van Daan."})
    assert first.status_code == 400 and stands(made, clash) == ["Van Quirine."]
    second = sent(daan, address, first.text, **{refused.value: "Kort."})
    assert second.status_code == 400 and "Van Quirine." in second.text and stands(made, clash) == ["Van Quirine."]
    # Now that it was shown, it may be written after it.
    assert sent(daan, address, second.text).status_code == 302
    assert stands(made, clash) == ["Van Quirine.", "Van Daan."] and stands(made, refused)[-1] == "Kort."


def test_an_action_that_was_added_is_not_added_again_when_the_minutes_are_refused(world: World, now: datetime) -> None:
    made = walk.interpreted(now)
    client, address = visitor("bianca"), url("agreeing", made)
    later = (timezone.localdate() + timedelta(days=90)).isoformat()
    typed = {"who": "Wij", "what": "bellen", "before": later, "notice": "we horen het", "summary": "x" * 5001, "do": "minutes"}
    refused = sent(client, address, client.get(address).text, **typed)
    assert refused.status_code == 400
    assert sent(client, address, refused.text, summary="Kort.", do="minutes").status_code == 302
    assert len(show.show_conversation(actor=actor("bianca"), now=now, conversation_id=made).actions) == 2


def test_nobody_confirms_minutes_that_lack_what_was_agreed_since(world: World, now: datetime) -> None:
    made = walk.interpreted(now)
    said = {"now": now, "conversation_id": made}
    written = minutes.write_minutes(actor=actor("bianca"), summary="Zo was het.", **said)
    minutes.confirm_minutes(actor=actor("bianca"), version=written.version, **said)
    before = (now + timedelta(days=60)).date().isoformat()
    typed = {"who": "Wij", "what": "iets wat niemand vaststelde doen", "before": before, "notice": "we zien het"}

    def confirm(version: int) -> Phase:
        return minutes.confirm_minutes(actor=actor("quirine"), version=version, **said)

    def outdated() -> bool:
        with pytest.raises(Refused) as refused:
            confirm(minutes_now())
        return refused.value.code == "minutes_outdated" and refused.value.text("en") != refused.value.text("nl")

    def minutes_now() -> int:
        newest = show.show_conversation(actor=actor("quirine"), **said).minutes
        assert newest
        return newest.version

    agree.write_action(actor=actor("quirine"), typed=typed, **said)
    assert outdated()
    page = visitor("quirine").get(url("minutes", made)).text
    assert "Er is sindsdien iets veranderd" in page and 'name="version"' not in page
    minutes.write_minutes(actor=actor("quirine"), summary="Nu met alles.", **said)
    for change in ("answer", "withdrawal"):
        if change == "answer":
            answer.write_answer(actor=actor("bianca"), question=Question.OWN_CHANGE, text="Later bedacht.", **said)
        else:
            own = next(one for one in show.show_conversation(actor=actor("quirine"), **said).actions if one.what == typed["what"])
            agree.withdraw_action(actor=actor("quirine"), action_id=own.pk, **said)
        assert outdated(), change
        minutes.write_minutes(actor=actor("quirine"), summary=f"Na {change}.", **said)
    assert confirm(minutes_now()) is Phase.AGREEING
    assert minutes.confirm_minutes(actor=actor("bianca"), version=minutes_now(), **said) is Phase.CLOSED


def test_a_colleague_changes_the_expectation_only_after_reading_it(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    quirine, daan, address = visitor("quirine"), visitor("daan"), url("expecting", made)
    read = daan.get(address).text
    first = {"low__dropout": "5", "high__dropout": "8", "why__dropout": "omdat we vaker bellen", "do": "save"}
    assert sent(quirine, address, quirine.get(address).text, **first).status_code == 302
    clash = sent(daan, address, read, low__dropout="30", why__usefulness="dat zeggen ouders", do="lock")
    assert clash.status_code == 400 and "omdat we vaker bellen" in clash.text and 'value="30"' in clash.text
    assert expected(made) == {"dropout": ("5.0", "8.0", "omdat we vaker bellen"), "usefulness": ("None", "None", "")}
    party = Party.objects.get(conversation=made, organisation_id=actor("quirine").organisation_id)
    assert party.locked_at is None
    # Another refusal in between does not make the clash go away unseen.
    wrong = sent(daan, address, read, low__dropout="30", low__usefulness="veel", do="save")
    assert wrong.status_code == 400 and sent(daan, address, wrong.text, low__usefulness="7", do="save").status_code == 400
    assert sent(daan, address, clash.text, do="save").status_code == 302
    assert expected(made)["dropout"] == ("30.0", "None", "") and expected(made)["usefulness"][2] == "dat zeggen ouders"


def expected(made: str) -> dict[str, tuple[str, str, str]]:
    told = show_expectations(actor=actor("quirine"), now=timezone.now(), conversation_id=made)
    return {line.form.indicator: (str(line.form.low), str(line.form.high), line.form.why) for line in told.lines}


def test_a_poster_is_not_replaced_by_who_has_not_read_it(world: World, now: datetime) -> None:
    made = walk.interpreted(now)
    quirine, bianca, address = visitor("quirine"), visitor("bianca"), url("papers", made)
    read = bianca.get(address).text
    assert sent(quirine, address, quirine.get(address).text, said__0="Bel eerder.", done__0="We bellen eerder.").status_code == 302
    clash = sent(bianca, address, read, said__0="Luister beter.", done__0="We luisteren.")
    assert clash.status_code == 400 and "We bellen eerder." in clash.text and "We luisteren." in clash.text
    assert show.show_conversation(actor=actor("bianca"), now=now, conversation_id=made).poster == (("Bel eerder.", "We bellen eerder."),)
    assert sent(bianca, address, clash.text).status_code == 302
    assert show.show_conversation(actor=actor("bianca"), now=now, conversation_id=made).poster == (("Luister beter.", "We luisteren."),)
