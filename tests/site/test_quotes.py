"""What clients let be used: asked by itself, made untraceable by two people, laid beside figures of many, and taken back at any moment."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests import personas
from tests.personas import actor
from tests.site import care
from tests.site import conversations as walk
from tests.site.test_rights_matrix import visitor
from uitkomst.care import quotes as reads
from uitkomst.care.models import Client as CareClient
from uitkomst.care.models import Informant, Quote, QuoteConsent, Response
from uitkomst.care.states import Channel, Moment
from uitkomst.conversation.states import Phase
from uitkomst.flows.care import answering
from uitkomst.flows.care.closing import close_trajectory
from uitkomst.flows.care.invite_client import invite_client
from uitkomst.flows.client_rights.copy_for import copy_for
from uitkomst.flows.conversation import agree, minutes, voices
from uitkomst.flows.quotes import withdraw
from uitkomst.flows.quotes.pick import CHECKS, decide_quote, list_quotes, show_quote, write_quote
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent

THEN = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
SAID = "Pim belde elke week, ook in de vakantie. Daardoor durfde ik weer naar school."
SENTENCE, TEXT = "Pim belde elke week, ook in de vakantie.", "Er belde elke week iemand, ook in de vakantie."
VALUES = {"usefulness": "8", "able_to_continue": "03", "what_helped": SAID}


def sheet(age: int = 19, number: str = "C-1", who=care.young_person) -> tuple[Client, str]:
    """A phone at the first open question, and the address of the link."""
    now = timezone.now()
    born = f"01-01-{timezone.localdate().year - age}"
    one = care.client(now, number=number, born=born, bsn="")
    asked = invite_client(
        actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=who(one).pk, moment=Moment.END, channel=Channel.TABLET
    )
    phone, link = Client(), f"/v/{care.token(asked)}/"
    phone.post(link)
    phone.post(f"{link}q/usefulness/", {"value": "8"})
    phone.post(f"{link}q/able_to_continue/", {"value": "03"})
    return phone, link


@pytest.fixture
def let(world) -> QuoteConsent:
    """Noor answered in the period that is talked about, and lets a sentence be used."""
    phone, link = sheet()
    phone.post(f"{link}q/what_helped/", {"value": SAID, "let": "on"})
    phone.post(f"{link}q/what_could_be_better/", {"absent": "skipped"})
    phone.post(f"{link}send/")
    Response.objects.update(sent_at=THEN)
    found = QuoteConsent.objects.get()
    found.link = link
    return found


def written(consent: QuoteConsent, now: datetime, do: str = "propose", version: str = "", **more: str) -> None:
    typed = {"sentence": SENTENCE, "text": TEXT, "do": do, "version": version} | more
    write_quote(actor=actor("quirine"), now=now, consent_id=consent.pk, typed=typed, checked=CHECKS)


def approved(consent: QuoteConsent, now: datetime) -> Quote:
    written(consent, now)
    decide_quote(actor=actor("daan"), now=now, consent_id=consent.pk, typed={"do": "approve", "version": "1"}, checked=CHECKS)
    return Quote.objects.get(consent=consent)


# Asked


def test_it_is_asked_by_itself_never_ticked_and_kept_with_its_words(world):
    phone, link = sheet()
    page = phone.get(f"{link}q/what_helped/").content.decode()
    question = "Mag een zin van jou, zonder je naam, gebruikt worden"
    assert question in page and 'name="let"' in page and "checked" not in page
    assert 'name="let"' not in phone.get(f"{link}q/usefulness/").content.decode()
    phone.post(f"{link}q/what_helped/", {"value": SAID, "let": "on"})
    assert question in QuoteConsent.objects.get().wording
    assert "checked" in phone.get(f"{link}q/what_helped/").content.decode()
    phone.post(f"{link}q/what_helped/", {"value": SAID})
    assert not QuoteConsent.objects.exists()


def test_what_counts_in_the_total_alone_is_not_asked_for_and_not_used(world):
    phone, link = sheet()
    phone.post(f"{link}q/what_helped/", {"value": SAID, "let": "on"})
    told = {"token": link.split("/")[2], "now": timezone.now(), "address": care.ADDRESS}
    answering.read_by_nobody(question_id="what_helped", only_total=True, **told)
    assert not QuoteConsent.objects.exists()
    assert 'name="let"' not in phone.get(f"{link}q/what_helped/").content.decode()
    phone.post(f"{link}q/what_helped/", {"value": SAID, "let": "on", "only_total": "on"})
    assert not QuoteConsent.objects.exists()


@pytest.mark.parametrize(("age", "who", "asks"), [(15, care.young_person, False), (16, care.young_person, True), (15, care.parent, True)])
def test_who_is_younger_than_sixteen_is_not_asked(world, age, who, asks):
    phone, link = sheet(age, who=who)
    assert ('name="let"' in phone.get(f"{link}q/what_helped/").content.decode()) is asks
    phone.post(f"{link}q/what_helped/", {"value": SAID, "let": "on"})
    assert QuoteConsent.objects.exists() is asks


@pytest.mark.parametrize(
    ("age", "who", "parent", "kept"),
    [
        (11, "young", "yes", ""),
        (12, "young", "", "refused"),
        (12, "young", "yes", "with parent"),
        (16, "young", "", "alone"),
        (12, "parent", "", "alone"),
    ],
)
def test_on_paper_the_young_person_and_below_sixteen_a_parent_with_custody_say_yes(world, age, who, parent, kept):
    now, today = timezone.now(), timezone.localdate()
    one = care.client(now, born=f"01-01-{today.year - age}", bsn="")
    asked, mother = care.young_person(one) if who == "young" else care.parent(one), care.parent(one)
    paper = invite_client(
        actor=actor("pim"), now=now, trajectory_id=one.pk, informant_id=asked.pk, moment=Moment.END, channel=Channel.PAPER
    )
    browser, where = visitor("pim"), f"/invitations/{paper.pk}/paper/"
    page = browser.get(where).content.decode()
    assert ("what_helped:let" in page) is (kept != "") and ("what_helped:parent" in page) is (who == "young" and 12 <= age < 16)
    typed = {**VALUES, "on_paper": f"{today:%d-%m-%Y}", "what_helped:let": "on", "what_helped:parent": str(mother.pk) if parent else ""}
    answer = browser.post(where, typed)
    if kept == "refused":
        assert answer.status_code == 400 and SAID in answer.content.decode() and not Response.objects.exists()
        return
    assert answer.status_code == 302 and Response.objects.get().sent_at
    found = QuoteConsent.objects.filter(parent=mother if kept == "with parent" else None)
    assert [consent.answer.response.on_paper for consent in found] == ([today] if kept else [])
    assert ("ouder met gezag" in "".join(consent.wording for consent in found)) is (kept == "with parent")
    # Whoever chooses has it; a parent who has no custody any more does not count.
    assert len(list_quotes(actor=actor("quirine"), now=now)) == bool(kept)
    Informant.objects.filter(pk=mother.pk).update(custody=False)
    assert len(list_quotes(actor=actor("quirine"), now=now)) == (kept == "alone")


def test_at_the_closing_talk_own_words_may_be_left_and_are_asked_about_by_themselves(world, now):
    one = care.client(now)
    noor, mother, pim = care.young_person(one), care.parent(one), actor("pim")
    browser = visitor("pim")
    page = browser.get(f"/trajectories/{one.pk}/close/", {"with": noor.pk}).content.decode()
    assert f"{noor.pk}:what_helped:let" in page and f'name="{mother.pk}:what_helped' not in page
    told = {"actor": pim, "now": now, "trajectory_id": one.pk}
    answers = {f"{noor.pk}:{name}": value for name, value in VALUES.items()}
    close_trajectory(**told, typed={f"{noor.pk}:what_helped:let": "on"}, only_keep=True)
    assert not Response.objects.exists()
    close_trajectory(
        **told, typed={**answers, f"{noor.pk}:what_helped:let": "on", f"{noor.pk}:what_helped:parent": str(mother.pk)}, only_keep=True
    )
    (consent,) = QuoteConsent.objects.all()
    response = consent.answer.response
    assert (consent.parent, response.present, response.entered_by_id) == (mother, True, pim.person_id)
    (given,) = withdraw.given_by(noor)
    assert given.parent == "Marja" and "Met het ja van Marja" in browser.get(f"/clients/{one.client_id}/rights/").content.decode()
    withdraw.withdraw_for(actor=pim, now=now, client_id=one.client_id, consent_id=given.id)
    assert list_quotes(actor=actor("quirine"), now=now) == []


# Chosen and judged


def test_who_chooses_reads_the_words_and_not_who_wrote_them(let, now):
    (listed,) = list_quotes(actor=actor("quirine"), now=now)
    assert listed.words == "", "a list is not a reason to read every answer"
    one = show_quote(actor=actor("quirine"), now=now, consent_id=let.pk)
    assert one.words == SAID and "Noor" not in str(one) and "C-1" not in str(one)
    assert list_quotes(actor=actor("daan"), now=now) == [] and list_quotes(actor=actor("bram"), now=now) == []
    for name in ("pim", "bianca", "cleo"):
        with pytest.raises(MayNot):
            list_quotes(actor=actor(name), now=now)
    with pytest.raises(NotFound):
        show_quote(actor=actor("daan"), now=now, consent_id=let.pk)
    client = let.answer.response.invitation.trajectory.client_id
    assert str(client) in AuditEvent.objects.filter(event_type_code="quotes.listed").earliest("sequence").clients


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"sentence": "Dit staat er niet."}, "quote_not_in_answer"),
        ({"text": "kort"}, "quote_too_short"),
        ({"text": "lang " * 80}, "quote_too_long"),
        ({"text": ""}, "quote_traceable"),
        ({"text": "Noor werd elke week gebeld."}, "quote_traceable"),
    ],
)
def test_what_shows_somebody_goes_no_further(let, now, typed, code):
    with pytest.raises(Refused) as refused:
        written(let, now, **typed)
    assert refused.value.code == code and not Quote.objects.exists()


def test_the_four_points_are_ticked_each_time_and_nobody_approves_the_own_choice(let, now):
    with pytest.raises(Refused, match="quote_not_checked"):
        write_quote(actor=actor("quirine"), now=now, consent_id=let.pk, typed={"sentence": SENTENCE, "text": TEXT, "do": "propose"})
    written(let, now)
    approve = {"typed": {"do": "approve", "version": "1"}, "consent_id": let.pk, "now": now}
    for name, checked, code in (("quirine", CHECKS, "quote_own"), ("daan", CHECKS[:3], "quote_not_checked")):
        with pytest.raises(Refused, match=code):
            decide_quote(actor=actor(name), checked=checked, **approve)
    seen = show_quote(actor=actor("daan"), now=now, consent_id=let.pk)
    assert (seen.words, seen.sentence, seen.text) == ("", SENTENCE, TEXT)
    decide_quote(actor=actor("daan"), checked=CHECKS, **approve)
    assert [text for _, text in reads.approved([Quote.objects.get().pk]).values()] == [TEXT]


def test_a_colleague_with_the_same_role_does_not_read_the_answer_while_judging_either(let, now):
    """Two quality officers: both may choose and judge. Who judges this one sees what is proposed alone."""
    from uitkomst.organisations import operations, queries
    from uitkomst.organisations.kinds import OrganisationKind, RoleKind

    anker = queries.organisation(OrganisationKind.PROVIDER, personas.ANKER)
    operations.give_role(queries.person_by_email("daan@example.org"), anker, RoleKind.QUALITY_OFFICER, valid_from=personas.SINCE)
    written(let, now)
    seen = show_quote(actor=actor("daan"), now=now, consent_id=let.pk)
    assert seen.may_decide and (seen.words, seen.sentence, seen.text) == ("", SENTENCE, TEXT)
    assert [one.words for one in list_quotes(actor=actor("daan"), now=now)] == [""]
    assert SAID.split(". ")[1] not in visitor("daan").get(f"/quotes/{let.pk}/").content.decode()
    assert show_quote(actor=actor("quirine"), now=now, consent_id=let.pk).words == SAID


@pytest.mark.parametrize("when", ["before", "returned", "approved"])
def test_who_was_shown_the_answer_is_not_the_second_person(let, now, when):
    """Before anybody proposed it, after it was given back, or when it stood approved (decision D102)."""
    from uitkomst.organisations import operations, queries
    from uitkomst.organisations.kinds import OrganisationKind, RoleKind

    anker = queries.organisation(OrganisationKind.PROVIDER, personas.ANKER)
    bram = queries.person_by_email("bram@example.org")
    operations.give_role(bram, anker, RoleKind.QUALITY_OFFICER, valid_from=personas.SINCE)
    second = queries.actor_for(bram, organisation_id=anker.pk, second_factor=True, now=now)
    told = {"now": now, "consent_id": let.pk}
    version = 0
    if when != "before":
        written(let, now)
        do = {"do": "approve"} if when == "approved" else {"do": "return", "remark": "De vakantie."}
        decide_quote(actor=actor("daan"), typed={**do, "version": "1"}, checked=CHECKS, **told)
        version = 2
    assert reads.waiting_for(second) == 0 and show_quote(actor=second, **told).words == SAID
    if when == "approved":
        decide_quote(actor=actor("daan"), typed={"do": "stop", "version": "2"}, **told)
        version = 3
    written(let, now, version=str(version or ""))
    seen = show_quote(actor=second, **told)
    assert not seen.may_decide and reads.waiting_for(second) == 0 and reads.waiting_for(actor("daan")) == 1
    with pytest.raises(Refused, match="quote_read"):
        decide_quote(actor=second, typed={"do": "approve", "version": str(version + 1)}, checked=CHECKS, **told)
    decide_quote(actor=actor("daan"), typed={"do": "approve", "version": str(version + 1)}, checked=CHECKS, **told)
    assert Quote.objects.get().state == "approved"


def test_what_a_colleague_changed_is_not_written_over(let, now):
    written(let, now, do="keep")
    with pytest.raises(Refused, match="quote_changed"):
        written(let, now, do="keep")
    written(let, now, version="1")
    decide_quote(actor=actor("daan"), now=now, consent_id=let.pk, typed={"do": "return", "remark": "De vakantie.", "version": "2"})
    seen = show_quote(actor=actor("quirine"), now=now, consent_id=let.pk)
    assert seen.remark == "De vakantie." and seen.may_write and seen.text == TEXT


# Taken back


def test_taken_back_behind_the_link_nothing_is_left_of_it(let, now):
    quote, phone = approved(let, now), Client()
    assert "Toch niet gebruiken" in phone.get(let.link).content.decode()
    page = phone.post(f"{let.link}back/", follow=True).content.decode()
    assert "Dat is teruggenomen" in page and "Toch niet gebruiken" not in page
    quote.refresh_from_db()
    assert (quote.text, quote.sentence, quote.state) == ("", "", "withdrawn")
    assert list_quotes(actor=actor("quirine"), now=now) == [] and reads.approved([quote.pk]) == {}


def test_taken_back_with_the_practitioner_and_told_in_the_copy(let, now):
    client = let.answer.response.invitation.trajectory.client
    quote = approved(let, now)
    withdraw.withdraw_for(actor=actor("pim"), now=now, client_id=client.pk, consent_id=let.pk)
    assert reads.approved([quote.pk]) == {}
    young = client.informants.get(kind="young_person")
    copied = [a for t in copy_for(actor=actor("pim"), now=now, client_id=client.pk, informant_id=young.pk).trajectories for a in t.answers]
    assert [(one.lent_on, one.lent_until) for one in copied if one.lent_on] == [(timezone.localdate().isoformat(), now.date().isoformat())]


def test_taken_back_on_the_own_page_only_by_who_opened_it_with_the_code(let, now):
    from uitkomst.flows.care.own_link import make_own_link

    one = let.answer.response.invitation.trajectory
    young = one.client.informants.get(kind="young_person")
    _, secret, code = make_own_link(actor=actor("pim"), now=timezone.now(), trajectory_id=one.pk, informant_id=str(young.pk))
    phone, address = Client(), f"/v/own/{secret}/"
    page = phone.post(address, {"code": code}).content.decode()
    assert "Hiervan mag een zin van jou gebruikt worden" in page
    proof = page.split('name="proof" value="')[1].split('"')[0]
    assert phone.post(f"{address}back/", {"one": str(let.pk), "proof": "zomaar"}).status_code == 404
    assert phone.post(f"{address}back/", {"one": str(let.pk), "proof": proof}).status_code == 200
    assert QuoteConsent.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (CareClient, {"no_contact": True}), (CareClient, {"died_on": "2024-07-01"}), (CareClient, {"withdrawn_at": THEN}),
        (Informant, {"no_contact": True}), (Informant, {"unsafe_address": True}),
    ],
)  # fmt: skip
def test_what_stops_everything_stops_this(let, now, model, fields):
    quote = approved(let, now)
    model.objects.update(**fields)
    assert list_quotes(actor=actor("quirine"), now=now) == [] and reads.approved([quote.pk]) == {}


# On the table


@pytest.fixture
def talk(let, now) -> str:
    """A conversation at interpreting, and an approved sentence."""
    approved(let, now)
    made = walk.looking(now)
    agree.move_conversation(actor=actor("quirine"), now=now, conversation_id=made, to=Phase.INTERPRETING)
    return made


def seen(name: str, made: str, now: datetime, indicator: str = "usefulness") -> voices.VoicesShown:
    return voices.show_voices(actor=actor(name), now=now, conversation_id=made, indicator=indicator)


def test_others_read_the_approved_words_alone(talk, now):
    said = {"now": now, "conversation_id": talk, "indicator": "usefulness"}
    ((number, text),) = seen("quirine", talk, now).to_lay
    assert text == TEXT and seen("bianca", talk, now).to_lay == ()
    with pytest.raises(NotFound):
        voices.lay_voice(actor=actor("bianca"), quote_id=str(number), **said)
    voices.lay_voice(actor=actor("quirine"), quote_id=str(number), **said)
    (voice,) = seen("bianca", talk, now).voices
    assert (voice.text, voice.party) == (TEXT, "Het Anker")
    page = visitor("bianca").get(f"/conversations/{talk}/subject/usefulness/voices/").content.decode()
    assert TEXT in page and SENTENCE not in page and "Eén stem, geen bewijs." in page
    assert TEXT not in visitor("bianca").get(f"/conversations/{talk}/subject/usefulness/").content.decode()
    log = " ".join(f"{one.participant_object_detail} {one.participant_object_id}" for one in AuditEvent.objects.all())
    assert TEXT not in log and SENTENCE not in log


def test_they_go_into_part_b_when_both_agree_and_out_when_taken_back(talk, now, let):
    said = {"now": now, "conversation_id": talk}
    ((number, _),) = seen("quirine", talk, now).to_lay
    voices.lay_voice(actor=actor("quirine"), indicator="usefulness", quote_id=str(number), **said)
    (voice,) = seen("quirine", talk, now).voices
    voices.agree_voice(actor=actor("quirine"), voice_id=str(voice.id), agrees=True, **said)
    agree.move_conversation(actor=actor("bianca"), to=Phase.AGREEING, **said)
    minutes.write_minutes(actor=actor("bianca"), summary="", **said)
    assert TEXT not in part_b(talk, now)
    voices.agree_voice(actor=actor("bianca"), voice_id=str(voice.id), agrees=True, **said)
    newest = minutes.write_minutes(actor=actor("bianca"), summary="", **said)
    assert TEXT in part_b(talk, now) and TEXT not in str(newest.part_a) and TEXT not in str(newest.part_b)
    withdraw.withdraw_behind_link(token=let.link.split("/")[2], now=timezone.now(), address=care.ADDRESS)
    assert TEXT not in part_b(talk, now) and "Die is ingetrokken." in part_b(talk, now)
    assert [one.text for one in seen("bianca", talk, now).voices] == [""]


def part_b(made: str, now: datetime) -> str:
    return " ".join(block.text for block in minutes.read_part_b(actor=actor("quirine"), now=now, conversation_id=made)[1])


def test_beside_a_figure_that_is_hidden_no_voice_lies(talk, now):
    """In this world the figure of dropout is hidden, and parents gave no answers: only the young people's words can lie beside theirs."""
    ((number, _),) = seen("quirine", talk, now).to_lay
    found = seen("quirine", talk, now, "dropout")
    assert not found.enough and found.to_lay == ()
    with pytest.raises(Refused, match="quote_not_beside"):
        voices.lay_voice(actor=actor("quirine"), now=now, conversation_id=talk, indicator="dropout", quote_id=str(number))
    Informant.objects.filter(kind="young_person").update(kind="parent")
    assert seen("quirine", talk, now).to_lay == ()


def test_words_from_another_period_do_not_lie_here(talk, now):
    Response.objects.update(sent_at=datetime(2025, 2, 3, 9, 0, tzinfo=UTC))
    assert seen("quirine", talk, now).to_lay == ()


def test_the_quiet_minutes_begin_by_hand_and_stay_in_the_address(talk):
    page, begun = visitor("quirine"), f"/conversations/{talk}/subject/dropout/"
    assert "Vijf stille minuten beginnen" in page.get(begun).content.decode()
    for address in (begun, f"{begun}table/"):
        where = page.get(f"{address}?quiet=now")["Location"]
        stamp = where.removeprefix(f"{address}?quiet=").removesuffix("#quiet")
        assert stamp.isdigit() and "Neem vijf minuten, tot ongeveer" in page.get(where).content.decode()
    assert page.post(begun, {"recognition": "Ja.", "quiet": stamp})["Location"].endswith(f"quiet={stamp}#questions")
    for other in ("0", "99999999999", "1; DROP"):
        assert "Vijf stille minuten beginnen" in page.get(begun, {"quiet": other}).content.decode()
