"""Nobody reads another's hidden text, nor a figure before the own expectation: on no page, in no file, no log, by no other address."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.personas import ANKER, actor
from tests.site import conversations as walk
from tests.site.conftest import World
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.states import Phase
from uitkomst.engine import Engine
from uitkomst.flows import show_figures, write_expectation
from uitkomst.flows.conversation import agree, answer, expect, explain, look, minutes, papers, show
from uitkomst.flows.refusals import NotFound, Refused, Sealed
from uitkomst.records import files
from uitkomst.records import queries as records
from uitkomst.records.models import AuditEvent, ReleaseRecord

FIGURE = re.compile(r"van de 100 (antwoorden|trajecten|beëindigde|cliënten|jongeren|ouders)|<svg")


def pages(client: Client, made: str) -> dict[str, str]:
    """Every page and file of a conversation that answers this person, as it came over the line."""
    found = {}
    names: list[tuple[str, dict[str, Any]]] = [
        *((f"conversation_{name}", {}) for name in ("preparing", "expecting", "agreeing", "minutes", "part_b", "papers", "back", "follow")),
        *(("conversation_subject", {"indicator": subject}) for subject in walk.SUBJECTS),
        *(("conversation_table", {"indicator": subject}) for subject in walk.SUBJECTS),
        *(("conversation_paper", {"paper": paper, "kind": kind}) for paper in papers.PAPERS for kind in ("pdf", "docx")),
    ]
    for name, more in names:
        answered = client.get(reverse(name, kwargs={"conversation_id": made, **more}))
        found[f"{name} {more}"] = answered.content.decode("utf-8", "replace")
    found["start"] = client.get("/").content.decode()
    found["list"] = client.get(reverse("conversations")).content.decode()
    found["mirrors"] = client.get(reverse("mirrors")).content.decode()
    return found


def test_what_one_party_expects_is_nowhere_until_all_are_in(world: World, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    made = walk.prepared(now)
    walk.expect_all(made, "quirine", now)
    for place, text in pages(visitor("bianca"), made).items():
        assert walk.WHY["quirine"] not in text, place
    with pytest.raises(Refused):
        papers.make_paper(actor=actor("bianca"), now=now, conversation_id=made, name="letter")
    told = expect.show_expectations(actor=actor("bianca"), now=now, conversation_id=made)
    assert not [one for one in told.seen if one.party != "Gemeente Woerden"]
    walk.expect_all(made, "bianca", now)
    # What the log and the lines of the process hold was written with the texts in hand.
    assert not AuditEvent.objects.filter(participant_object_detail__contains="gezinnen")
    assert all(text not in caplog.text for text in walk.WHY.values())
    assert walk.WHY["quirine"] in pages(visitor("bianca"), made)["conversation_expecting {}"]


def test_no_page_shows_a_figure_before_the_own_expectation(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    for name in walk.TWO:
        for place, text in pages(visitor(name), made).items():
            if place not in ("start", "list", "mirrors"):
                assert not FIGURE.search(text), (name, place)
        assert not look.show_indicator(actor=actor(name), now=now, conversation_id=made, indicator="dropout").figures


def test_the_releases_of_a_conversation_open_by_no_other_address(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    found = records.releases_made_for(made)
    assert {release.audience for release in found} == {"partner", "open"}
    for release in found:
        for name in walk.TWO:
            said = {"actor": actor(name), "now": now, "release_id": release.pk}
            with pytest.raises(Sealed):
                show_figures.show_figures(**said)
            for kind in ("csv", "json", "pdf", "html"):
                with pytest.raises(Sealed):
                    show_figures.figures_file(kind=kind, **said)
            # Nor can its seal be opened by an expectation written elsewhere.
            with pytest.raises(NotFound):
                write_expectation.lock_expectation(**said)
        for stranger in ("bram", "carla", "evert"):
            with pytest.raises(NotFound):
                show_figures.show_figures(actor=actor(stranger), now=now, release_id=release.pk)
    assert not {release.pk for release in found} & {
        one.id for name in walk.TWO for one in show_figures.releases(actor=actor(name), now=now)
    }


def test_a_provider_reads_alone_first_and_the_other_waits(world: World, now: datetime) -> None:
    made = walk.prepared(now, days_alone=7)
    for name in walk.TWO:
        assert walk.expect_all(made, name, now) is Phase.EXPECTING
    assert look.show_indicator(actor=actor("quirine"), now=now, conversation_id=made, indicator="dropout").figures
    waiting = look.show_indicator(actor=actor("bianca"), now=now, conversation_id=made, indicator="dropout")
    assert (waiting.figures, waiting.sealed) == ((), "alone")
    with pytest.raises(Refused) as refused:
        agree.move_conversation(actor=actor("bianca"), now=now, conversation_id=made, to=Phase.LOOKING)
    assert refused.value.code == "alone"
    later = now + timedelta(days=7)
    agree.move_conversation(actor=actor("bianca"), now=later, conversation_id=made, to=Phase.LOOKING)
    assert look.show_indicator(actor=actor("bianca"), now=later, conversation_id=made, indicator="dropout").figures


def test_figures_that_come_after_the_lock_open_all_the_same(world: World, now: datetime) -> None:
    """The worker was slow: both had locked before there was a release."""
    from tests.site.conftest import work_all

    made = walk.begun(now)
    for name in walk.TWO:
        said = {"actor": actor(name), "now": now, "conversation_id": made}
        walk.prepare.name_participant(name=name, **said)
        answer.write_answer(question=Question.INTEREST, text="leren", **said)
    for name in walk.TWO:
        walk.agree_to(made, name, now)
    for name in walk.TWO:
        walk.expect_all(made, name, now)
    assert not look.show_indicator(actor=actor("bianca"), now=now, conversation_id=made, indicator="dropout").figures
    work_all()
    for name in walk.TWO:
        assert look.show_indicator(actor=actor(name), now=now, conversation_id=made, indicator="dropout").figures


def test_who_never_expects_never_sees_but_does_not_hold_up_the_others(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    walk.expect_all(made, "quirine", now)
    with pytest.raises(Refused):
        agree.move_conversation(actor=actor("quirine"), now=now, conversation_id=made, to=Phase.LOOKING)
    late = now + timedelta(days=15)
    agree.move_conversation(actor=actor("quirine"), now=late, conversation_id=made, to=Phase.LOOKING)
    agree.move_conversation(actor=actor("quirine"), now=late, conversation_id=made, to=Phase.INTERPRETING)
    said = {"conversation_id": made, "indicator": "dropout"}
    answer.write_answer(actor=actor("quirine"), now=late, question=Question.STORY, text="Een geheim verhaal.", **said)
    unseen = look.show_indicator(actor=actor("bianca"), now=late, **said)
    assert not unseen.figures and not unseen.expected and not unseen.explanations
    assert not any(one.versions for asked in unseen.answers.values() for one in asked)
    with pytest.raises(Refused) as refused:
        answer.write_answer(actor=actor("bianca"), now=late, question=Question.STORY, text="Toch iets.", **said)
    assert refused.value.code == "own_expectation"
    seen = look.show_indicator(actor=actor("quirine"), now=late, **said)
    assert seen.silent == ("Gemeente Woerden",)
    # Nor what they agree and write down after that: on no page and in no paper, until the own expectation is there.
    agree.move_conversation(actor=actor("quirine"), now=late, conversation_id=made, to=Phase.AGREEING)
    told = {"actor": actor("quirine"), "now": late, "conversation_id": made}
    answer.write_answer(question=Question.OWN_CHANGE, text="Een geheime verandering.", **told)
    before = (late + timedelta(days=60)).date().isoformat()
    agree.write_action(typed={"who": "Wij", "what": "een geheim plan doen", "before": before, "notice": "geheim"}, **told)
    minutes.write_minutes(summary="Het geheim was 23 van de 100.", **told)
    papers.write_poster(pairs=[("geheim gezegd", "geheim gedaan")], **told)
    bianca = visitor("bianca")
    assert "Uw verwachting ontbreekt: gesprek met Het Anker" in bianca.get("/").text
    for place, text in pages(bianca, made).items():
        assert "geheim" not in text.lower() and (place in ("start", "list", "mirrors") or not FIGURE.search(text)), place
    for name in papers.PAPERS:
        with pytest.raises(Refused) as refused:
            papers.make_paper(actor=actor("bianca"), now=late, conversation_id=made, name=name)
        assert refused.value.code == "own_expectation", name
    with pytest.raises(Refused):
        papers.write_poster(actor=actor("bianca"), now=late, conversation_id=made, pairs=[("over", "heen")])
    walk.expect_all(made, "bianca", late)
    assert look.show_indicator(actor=actor("bianca"), now=late, **said).figures
    assert "geheim" in pages(bianca, made)["conversation_agreeing {}"]


def test_part_b_shows_who_opened_it_and_leaves_in_no_file(world: World, now: datetime) -> None:
    made = walk.closed(now)
    minutes.read_part_b(actor=actor("bianca"), now=now, conversation_id=made)
    newest, _ = minutes.read_part_b(actor=actor("quirine"), now=now, conversation_id=made)
    assert {look_.person.name for look_ in newest.looks.all()} == {"Bianca", "Quirine"}
    for name in ("minutes", "council", "team"):
        _, _, content = papers.make_paper(actor=actor("bianca"), now=now, conversation_id=made, name=name, kind="docx")
        text = words_of(content)
        assert walk.ANSWER["quirine"] not in text and walk.WHY["quirine"] not in text and "Quirine" not in text, name
    assert "Het wijkteam gaat gezinnen na vier weken bellen" in words_of(
        papers.make_paper(actor=actor("bianca"), now=now, conversation_id=made, name="council", kind="docx")[2]
    )


def words_of(docx: bytes) -> str:
    from io import BytesIO

    import docx as reader

    return "\n".join(paragraph.text for paragraph in reader.Document(BytesIO(docx)).paragraphs)


def with_boys(made: str) -> None:
    """The world knows girls alone: put as many boys in the figures of a conversation."""
    found = ReleaseRecord.objects.filter(made_for=made, scope=f"provider:{ANKER}")
    path = files.kept("releases", found.get().file)
    with files.working() as work, Engine([path.parent, work]) as engine:
        boys = f"SELECT * REPLACE ('M' AS sex) FROM read_parquet('{path}') WHERE sex = 'V'"
        engine.write(f"SELECT * FROM read_parquet('{path}') UNION ALL {boys}", work / "figures.parquet")
        found.update(file=files.keep("releases", work / "figures.parquet"))


def test_an_explanation_points_only_to_groups_that_protection_allows(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    with_boys(made)
    for name in walk.TWO:
        walk.expect_all(made, name, now)
    agree.move_conversation(actor=actor("quirine"), now=now, conversation_id=made, to=Phase.INTERPRETING)
    said = {"actor": actor("quirine"), "now": now, "conversation_id": made, "indicator": "dropout"}
    with pytest.raises(Refused):
        explain.write_explanation(text="Het ligt aan één hulpverlener.", group="practitioner:7", higher=True, **said)
    groups = look.show_indicator(**said).figures[0].groups  # type: ignore[arg-type]
    assert {value for value, _ in groups} == {"sex:V", "sex:M"}
    explain.write_explanation(text="Zwaardere vragen.", group=groups[0][0], higher=True, **said)
    (one,) = look.show_indicator(actor=actor("bianca"), now=now, conversation_id=made, indicator="dropout").explanations
    assert one.held in ("fits", "does_not_fit", "cannot_tell") and not one.mine
    # It stands in part B with what the breakdown says, which is a figure; taking it back makes those minutes outdated.
    meeting = {"now": now, "conversation_id": made}
    agree.move_conversation(actor=actor("quirine"), to=Phase.AGREEING, **meeting)
    minutes.write_minutes(actor=actor("bianca"), summary="", **meeting)
    blocks = minutes.read_part_b(actor=actor("bianca"), **meeting)[1]
    at = next(at for at, block in enumerate(blocks) if block.text.startswith("Zwaardere vragen. Dan is het cijfer bij"))
    assert blocks[at].who == blocks[at + 1].who == "Het Anker" and blocks[at + 1].release and not blocks[at].release
    explain.withdraw_explanation(actor=actor("quirine"), explanation_id=one.id, **meeting)
    with pytest.raises(Refused) as refused:
        minutes.confirm_minutes(actor=actor("bianca"), version=1, **meeting)
    assert refused.value.code == "minutes_outdated"
    minutes.write_minutes(actor=actor("bianca"), summary="", **meeting)
    assert not [block for block in minutes.read_part_b(actor=actor("bianca"), **meeting)[1] if "Zwaardere" in block.text]


def test_the_list_holds_no_text_of_anybody(world: World, now: datetime) -> None:
    made = walk.prepared(now)
    (listed,) = show.conversations(actor=actor("bianca"), now=now)
    assert str(listed.id) == made and listed.waits_for_me
    for name in walk.TWO:
        walk.expect_all(made, name, now)
    agree.move_conversation(actor=actor("quirine"), now=now, conversation_id=made, to=Phase.INTERPRETING)
    said = {"actor": actor("quirine"), "now": now, "conversation_id": made, "indicator": "dropout"}
    answer.write_answer(question=Question.RECOGNITION, text=walk.ANSWER["quirine"], **said)  # type: ignore[arg-type]
    subject = visitor("bianca").get(reverse("conversation_subject", kwargs={"conversation_id": made, "indicator": "dropout"})).text
    texts = (walk.ANSWER["quirine"], *walk.WHY.values(), "Het belang van quirine", "Leren wat gezinnen helpt", "Kinderen groeien thuis op")
    assert walk.ANSWER["quirine"] in subject and walk.WHY["bianca"] in subject, "there they do stand"
    (listed,) = show.conversations(actor=actor("bianca"), now=now)
    for place in (visitor("bianca").get(reverse("conversations")).text, repr(listed)):
        assert str(made) in place
        assert not [text for text in texts if text in place] and not FIGURE.search(place)
