"""When a figure was last discussed stands beside it, for who was at the table; for others it was not discussed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse

from tests import personas
from tests.site import conversations
from tests.site.conftest import World, expect
from tests.site.test_rights_matrix import visitor
from uitkomst.flows.beside import last_discussed


def test_a_closed_conversation_stands_beside_the_figure_with_what_was_agreed(world: World, now: datetime) -> None:
    release = world.releases["quirine"]
    expect("quirine", release, now)
    quirine = visitor("quirine")
    page = reverse("indicator", kwargs={"release_id": release, "indicator": "dropout"})
    assert "Nog niet besproken." in quirine.get(page).content.decode()
    conversations.closed(now)
    text = quirine.get(page).content.decode()
    assert "Laatst besproken op 4 maart 2025. Toen is afgesproken: gezinnen na vier weken bellen." in text
    overview = quirine.get(reverse("mirror", kwargs={"release_id": release})).content.decode()
    assert overview.count("Laatst besproken op 4 maart 2025.") == len(conversations.SUBJECTS)
    assert "vier weken" not in overview
    other = reverse("indicator", kwargs={"release_id": release, "indicator": "no_return"})
    assert "Nog niet besproken." in quirine.get(other).content.decode()


def test_a_conversation_counts_from_its_end_and_only_for_who_was_there(world: World, now: datetime) -> None:
    anker = personas.actor("quirine").organisation_id
    conversations.interpreted(now)
    assert last_discussed(actor=personas.actor("quirine"), now=now, subject_id=anker) == {}
    conversations.closed(now)
    for name, subjects in (
        ("quirine", set(conversations.SUBJECTS)),
        ("bianca", set(conversations.SUBJECTS)),
        ("bram", set()),
        ("evert", set()),
    ):
        assert set(last_discussed(actor=personas.actor(name), now=now, subject_id=anker)) == subjects, name
    assert last_discussed(actor=personas.actor("quirine"), now=now - timedelta(days=1), subject_id=anker) == {}


def test_actions_stand_on_the_course_for_who_may_see_them_and_for_nobody_else(world: World, now: datetime, monkeypatch: object) -> None:
    from dataclasses import replace

    from tests import fixtures_figures
    from uitkomst.flows import show_figures as figures
    from uitkomst.presentation.agreed import Agreed

    conversations.closed(now)
    anker = personas.actor("quirine").organisation_id
    told = {name: last_discussed(actor=personas.actor(name), now=now, subject_id=anker) for name in ("quirine", "bianca", "bram", "evert")}
    (action,) = told["bianca"]["dropout"].actions
    assert action == Agreed(now.date(), "Het wijkteam", "gezinnen na vier weken bellen", "Gemeente Woerden")
    assert told["quirine"]["dropout"].actions == (action,) and not told["bram"] and not told["evert"]
    # The figures of this world have one half-year, and so no course: the made-up release has eight.
    made = fixtures_figures.mirror()
    monkeypatch.setattr(figures, "_mirror", lambda *key: replace(made, opening_name=key[2]))  # type: ignore[attr-defined]
    figures._built.cache_clear()
    figures._marked.cache_clear()
    release = world.releases["quirine"]
    expect("quirine", release, now)
    page = reverse("indicator", kwargs={"release_id": release, "indicator": "dropout"})
    quirine = visitor("quirine")
    text = quirine.get(page).content.decode()
    assert "Het wijkteam: gezinnen na vier weken bellen; afspraak van Gemeente Woerden." in text
    assert "laat dat niet zien dat het door de afspraak" in text
    assert "gezinnen na vier weken bellen" not in quirine.get(page.replace("dropout", "no_return")).content.decode()
    figures._built.cache_clear()
    figures._marked.cache_clear()
