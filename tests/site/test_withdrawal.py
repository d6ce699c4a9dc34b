"""Figures that are withdrawn: by who made them, with a reason; nothing of them stays readable anywhere, and the talk goes on."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import deliveries, personas
from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World, deliver, expect, rows, work_all
from tests.site.test_rights_matrix import visitor
from uitkomst.conversation.kinds import Question
from uitkomst.conversation.models import Conversation
from uitkomst.flows import withdraw_release as flow
from uitkomst.flows.conversation import agree, answer, look, minutes, papers, show
from uitkomst.flows.freeze_period import freeze_period
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_figures import show_figures
from uitkomst.organisations.rights import MayNot
from uitkomst.records.models import AuditEvent, ReleaseRecord

WHY = "Er zaten dubbele regels in de aanlevering van het voorjaar."


def of_talk(made: str) -> str:
    """The release about Het Anker that was made for a conversation, from the snapshot of the hub."""
    anker = actor("quirine").organisation_id
    return str(ReleaseRecord.objects.get(made_for=made, subject_id=anker).pk)


def withdraw(made: str, now: datetime) -> None:
    assert flow.withdraw_release(actor=actor("hanna"), now=now, release_id=of_talk(made), why=WHY)


def said_in(made: str, now: datetime, *, beside: bool) -> set[str]:
    """What the figures of a conversation say: those about Het Anker, or those of the region beside them."""
    shown = look.show_indicator(actor=actor("bianca"), now=now, conversation_id=made, indicator="usefulness")
    return {line for figure in shown.figures if figure.beside is beside for said in figure.section.statements for line in said.found}


def sentences(made: str, now: datetime) -> list[str]:
    """What the figures about Het Anker say in a conversation, and those of the region do not."""
    own, region = (said_in(made, now, beside=beside) for beside in (False, True))
    found = sorted(line for line in own - region if any(sign.isdigit() for sign in line))
    assert found
    return found


def text_of(made: str, name: str, now: datetime) -> str:
    """The words of a paper in DOCX."""
    content = papers.make_paper(actor=actor("bianca"), now=now, conversation_id=made, name=name, kind="docx")[2]
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_only_who_made_it_withdraws_it_and_says_why(world: World, now: datetime) -> None:
    made = walk.looking(now)
    said = {"now": now, "release_id": of_talk(made)}
    for name in ("quirine", "bram"):
        with pytest.raises(NotFound):
            flow.withdraw_release(actor=actor(name), why=WHY, **said)  # type: ignore[arg-type]
    for name in ("bianca", "daan", "rosa", "cleo"):
        with pytest.raises(MayNot):
            flow.withdraw_release(actor=actor(name), why=WHY, **said)  # type: ignore[arg-type]
    for why, code in (("", "withdraw_why_missing"), ("fout", "withdraw_why_missing"), ("x" * 401, "withdraw_why_long")):
        with pytest.raises(Refused, match=code) as refused:
            flow.withdraw_release(actor=actor("hanna"), why=why, **said)  # type: ignore[arg-type]
        assert refused.value.text("nl") and refused.value.text("en")
    assert sentences(made, now)
    assert of_talk(made) in {str(one.id) for one in flow.show_made(actor=actor("hanna"), now=now)}
    first = flow.withdraw_release(actor=actor("hanna"), why=WHY, **said)  # type: ignore[arg-type]
    assert first and flow.withdraw_release(actor=actor("hanna"), why="iets heel anders nu", **said) == 0  # type: ignore[arg-type]
    assert ReleaseRecord.objects.get(pk=of_talk(made)).withdrawn_why == WHY
    logged = AuditEvent.objects.filter(event_type_code="release.withdrawn", event_outcome_indicator="0")
    assert logged.count() == first, "a line for every release that fell"


def test_the_talk_tells_when_and_why_and_goes_on_without_a_figure(world: World, now: datetime) -> None:
    made = walk.interpreted(now)
    gone = sentences(made, now)
    withdraw(made, now)
    page = visitor("bianca")
    for name in ("conversation_subject", "conversation_table"):
        content = page.get(reverse(name, kwargs={"conversation_id": made, "indicator": "usefulness"})).content.decode()
        assert WHY in content and "ingetrokken" in content and not [line for line in gone if line in content]
    shown = look.show_indicator(actor=actor("quirine"), now=now, conversation_id=made, indicator="dropout")
    assert shown.sealed == "withdrawn" and not [one for one in shown.figures if not one.beside]
    answer.write_answer(
        actor=actor("quirine"), now=now, conversation_id=made, indicator="dropout", question=Question.STORY, text="Een verhaal."
    )
    walk.close(made, now)
    assert WHY in text_of(made, "minutes", now) and WHY in text_of(made, "council", now)


def test_minutes_that_were_confirmed_before_show_no_figure_any_more(world: World, now: datetime) -> None:
    made = walk.closed(now)
    gone = sentences(made, now)
    assert gone[0] in str(minutes.read_part_b(actor=actor("bianca"), now=now, conversation_id=made)[1])
    letter = text_of(made, "letter", now)
    assert gone[0] in letter and "Hoe het ging" in letter, "what changed, or that it cannot be shown"
    withdraw(made, now)
    newest, blocks = minutes.read_part_b(actor=actor("bianca"), now=now, conversation_id=made)
    told = [block.text for block in blocks]
    assert not [line for line in gone if any(line in text for text in told)]
    assert any(WHY in text for text in told)
    assert newest.version == 1, "minutes never change"
    # What the region says was not withdrawn, and what people answered stays.
    assert any(walk.ANSWER["quirine"] in text for text in told)
    # Made before blocks named their release: left out as well.
    old = [{key: value for key, value in block.items() if key != "release"} for block in newest.part_b]
    type(newest).objects.filter(pk=newest.pk).update(part_b=old)
    blocks = minutes.read_part_b(actor=actor("bianca"), now=now, conversation_id=made)[1]
    assert not [line for line in gone if any(line in block.text for block in blocks)]
    page = visitor("bianca")
    for where in ("conversation_minutes", "conversation_part_b", "conversation_papers", "conversation_agreeing"):
        content = page.get(reverse(where, kwargs={"conversation_id": made})).content.decode()
        assert WHY in content and not [line for line in gone if line in content], where
    for paper in ("letter", "minutes", "council", "team"):
        content = text_of(made, paper, now)
        assert WHY in content and gone[0] not in content, paper
    # The letter goes on with the region.
    assert any(line in text_of(made, "letter", now) for line in said_in(made, now, beside=True))


def test_the_own_mirror_and_its_files_close_for_everybody(world: World) -> None:
    now = timezone.now()  # that of the pages
    release = world.releases["quirine"]
    expect("quirine", release, now - timedelta(minutes=1))
    gone = show_figures(actor=actor("quirine"), now=now, release_id=release).document.sections[0].statements[0].found
    quirine = visitor("quirine")
    mirror = reverse("mirror", kwargs={"release_id": release})
    where = reverse("withdraw", kwargs={"release_id": release})
    assert where in quirine.get(mirror).content.decode()
    short = quirine.post(where, {"why": "fout"})
    assert short.status_code == 400 and "fout</textarea>" in short.content.decode()
    assert quirine.post(where, {"why": WHY}).status_code == 302
    pages = [mirror, *(reverse(n, kwargs={"release_id": release, "indicator": "dropout"}) for n in ("indicator", "story"))]
    files = [reverse("mirror_file", kwargs={"release_id": release, "kind": kind}) for kind in ("csv", "json", "html", "pdf", "xlsx")]
    files.append(reverse("table_file", kwargs={"release_id": release, "indicator": "dropout", "block": "figure"}))
    for one in (*pages, *files, reverse("expectation", kwargs={"release_id": release})):
        answered = quirine.get(one, follow=True)
        content = answered.content.decode()
        assert WHY in content and answered["Content-Type"].startswith("text/html"), one
        assert not [line for line in gone if line in content], one
    assert WHY in quirine.get("/").content.decode() and WHY in quirine.get(reverse("mirrors")).content.decode()
    assert WHY in quirine.get(reverse("releases_made")).content.decode()


@pytest.mark.once
def test_no_job_publishes_it_again_and_newer_deliveries_bring_new_figures(world: World, now: datetime, tmp_path: Path) -> None:
    made = walk.looking(now)
    gone = sentences(made, now)
    withdraw(made, now)
    later = now + timedelta(hours=1)
    # Asked again, for this talk and for another one, over the same period: the own snapshot of the provider may hold the same fault.
    other = walk.prepared(later)
    for talk in (made, other):
        assert not [one for one in ReleaseRecord.objects.filter(made_for=talk, withdrawn_at=None) if one.subject.name == "Het Anker"]
    record = Conversation.objects.get(pk=other)
    assert record.figures == "none"
    assert not look.show_indicator(actor=actor("bianca"), now=later, conversation_id=made, indicator="dropout").newer
    assert not said_in(made, later, beside=False)
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2024-2", rows(7, period="2024-2"))
    deliver("quirine", path)
    freeze_period(actor=actor("hanna"), now=later, period="2024-1")
    work_all()
    assert look.show_indicator(actor=actor("bianca"), now=later, conversation_id=made, indicator="dropout").newer
    agree.renew_figures(actor=actor("bianca"), now=later, conversation_id=made)
    work_all()
    shown = look.show_indicator(actor=actor("bianca"), now=later, conversation_id=made, indicator="dropout")
    main = [figure for figure in shown.figures if not figure.beside]
    assert len(main) == 1 and not shown.sealed
    own = said_in(made, later, beside=False)
    assert own and not own & set(gone)
    # The new figures stand there, and beside them that earlier ones were withdrawn.
    assert [one.why for one in show.show_conversation(actor=actor("bianca"), now=later, conversation_id=made).withdrawn][:1] == [WHY]


def test_a_whole_snapshot_at_once(world: World, now: datetime) -> None:
    release = world.region_release
    before = flow.show_withdrawal(actor=actor("hanna"), now=now, release_id=release)
    assert before.mirrors == 1 and before.whole_mirrors > 1
    assert flow.withdraw_release(actor=actor("hanna"), now=now, release_id=release, why=WHY, whole=True) == before.whole_mirrors
    for name in ("bianca", "evert", "rosa"):
        page = visitor(name).get(reverse("mirror", kwargs={"release_id": world.releases.get(name, release)}), follow=True)
        assert WHY in page.content.decode()
