"""What may be read beyond the parties of a conversation: only with consent of all, without names, and not while it would be somebody's."""

from __future__ import annotations

import pytest

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.test_rights_matrix import visitor
from uitkomst.flows.conversation import across
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.organisations.rights import MayNot

LESSON = "Bellen na het einde helpt meer dan een brief."


@pytest.fixture
def made(world, now) -> str:
    return walk.closed(now)


def share(made: str, now, level: str = "region", names=walk.TWO, agrees: bool = True) -> None:
    for name in names:
        across.share(actor=actor(name), now=now, conversation_id=made, level=level, agrees=agrees)


def read(now) -> tuple[across.Theme, ...]:
    return across.show_region(actor=actor("rosa"), now=now)


def test_a_region_reads_subjects_and_agreements_of_whom_all_agree(made, now, monkeypatch):
    monkeypatch.setattr(across, "FEWEST", 1)
    assert read(now) == ()
    share(made, now, names=("quirine",))
    assert read(now) == ()
    share(made, now, names=("bianca",))
    found = read(now)
    assert "gezinnen na vier weken bellen" in str(found)
    assert not [name for name in ("Anker", "Woerden", "wijkteam", "Quirine", "Bianca") if name in str(found)]
    assert "van de 100" not in str(found) and walk.ANSWER["quirine"] not in str(found)
    page = visitor("rosa").get("/conversations/region/").content.decode()
    assert "Een gemeente gaat" in page and "gezinnen na vier weken bellen" in page
    share(made, now, names=("bianca",), agrees=False)
    assert read(now) == ()


def test_as_long_as_it_would_be_somebodys_a_region_reads_nothing(made, now):
    share(made, now)
    assert read(now) == ()
    with pytest.raises(MayNot):
        across.show_region(actor=actor("bianca"), now=now)


def test_another_region_reads_nothing_of_it(made, now, monkeypatch):
    monkeypatch.setattr(across, "FEWEST", 1)
    share(made, now)
    from uitkomst.organisations import operations, queries
    from uitkomst.organisations.kinds import OrganisationKind, RoleKind

    person, east = queries.person_by_email("evert@example.org"), queries.organisation(OrganisationKind.REGION, "Food Valley")
    operations.give_role(person, east, RoleKind.POLICY_ADVISER, valid_from=now.date())
    evert = queries.actor_for(person, organisation_id=east.pk, now=now)
    assert across.show_region(actor=evert, now=now) == ()


def test_a_lesson_is_read_by_all_when_all_agree_with_these_words(made, now):
    said = {"now": now, "conversation_id": made}
    across.write_lesson(actor=actor("quirine"), text=LESSON, indicator="dropout", **said)
    lessons = lambda: across.show_lessons(actor=actor("evert"), now=now)  # noqa: E731
    assert lessons() == ()
    share(made, now, "nation", ("bianca",))
    assert [one.text for one in lessons()] == [LESSON]
    with pytest.raises(Refused, match="lesson_changed"):
        across.write_lesson(actor=actor("quirine"), text="Iets anders.", version=0, **said)
    across.write_lesson(actor=actor("quirine"), text="Bellen helpt meer dan een brief.", indicator="dropout", version=1, **said)
    assert lessons() == ()


@pytest.mark.parametrize(
    "text", ["Het Anker belt nu.", "Woerden belt nu.", "In Woerden bellen ze.", "Quirine belt nu.", "In Ede doen ze dat."]
)
def test_a_lesson_names_nobody(made, now, text):
    with pytest.raises(Refused, match="lesson_names"):
        across.write_lesson(actor=actor("bianca"), now=now, conversation_id=made, text=text)
    page = visitor("bianca").post(f"/conversations/{made}/sharing/", {"do": "write", "lesson": text})
    assert page.status_code == 400 and text in page.content.decode()


def test_a_lesson_holds_no_share_and_the_text_stays(made, now):
    for text in ("Het helpt bij 63 procent.", "Bij 2 op de 3 hielp bellen.", "Bij zes van de tien hielp bellen."):
        page = visitor("bianca").post(f"/conversations/{made}/sharing/", {"do": "write", "lesson": text})
        assert page.status_code == 400 and text in page.content.decode()
        with pytest.raises(Refused, match="lesson_figure"):
            across.write_lesson(actor=actor("bianca"), now=now, conversation_id=made, text=text)


def test_before_it_is_closed_nothing_is_shared_and_others_find_nothing(world, now):
    made = walk.looking(now)
    with pytest.raises(Refused, match="wrong_phase"):
        share(made, now, names=("quirine",))
    with pytest.raises(NotFound):
        across.show_sharing(actor=actor("evert"), now=now, conversation_id=made)
