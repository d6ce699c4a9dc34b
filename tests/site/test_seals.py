"""No path shows a figure before the own expectation is in: the rules as properties, and every flow tried against sealed releases."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import uitkomst.flows
from tests.personas import PERSONAS, actor
from tests.site.conftest import World, expect
from uitkomst.flows import show_figures, show_start, write_expectation
from uitkomst.flows.refusals import NotFound, Refused, Sealed
from uitkomst.organisations import queries as organisations
from uitkomst.organisations.rights import MayNot
from uitkomst.presentation.document import Document, Section
from uitkomst.protection import Figure
from uitkomst.records import operations, queries
from uitkomst.records.models import Opening, ReleaseRecord
from uitkomst.records.seals import Rule, Why, seal

START = datetime(2025, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 100).map(lambda day: START + timedelta(days=day))
PERHAPS = st.none() | MOMENTS


@st.composite
def rule_sets(draw: st.DrawFn) -> list[Rule]:
    parties = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4, unique=True))
    return [
        Rule(
            party,
            own_expectation=draw(st.booleans()),
            first=draw(st.booleans()),
            waits_for_first=draw(st.booleans()),
            days_alone=draw(st.integers(0, 30)),
            agreed_at=draw(PERHAPS),
            locked_at=draw(PERHAPS),
        )
        for party in parties
    ]


@given(rule_sets(), st.integers(1, 6), MOMENTS)
def test_who_has_not_locked_an_expectation_that_is_asked_sees_nothing(rules: list[Rule], party: int, now: datetime) -> None:
    mine = next((rule for rule in rules if rule.party == party), None)
    state = seal(rules, party, now)
    if mine is None:
        assert state.why is Why.NOT_A_PARTY
    elif mine.own_expectation and (mine.locked_at is None or mine.locked_at > now):
        assert state.why is Why.OWN_EXPECTATION


@given(rule_sets(), st.integers(1, 5), MOMENTS)
def test_a_counterpart_waits_until_the_first_have_locked_and_had_their_days(rules: list[Rule], party: int, now: datetime) -> None:
    mine = next((rule for rule in rules if rule.party == party), None)
    if mine is None or not mine.waits_for_first or not seal(rules, party, now).is_open:
        return
    if mine.agreed_at is not None and now >= mine.agreed_at:
        return
    for other in rules:
        if other.first and other.party != party:
            assert other.locked_at is not None
            assert now >= other.locked_at + timedelta(days=0 if other.waits_for_first else mine.days_alone)


@given(rule_sets(), st.integers(1, 5), MOMENTS, st.integers(0, 200))
def test_what_is_open_stays_open(rules: list[Rule], party: int, now: datetime, days: int) -> None:
    if seal(rules, party, now).is_open:
        assert seal(rules, party, now + timedelta(days=days)).is_open


@given(rule_sets(), st.integers(1, 5), MOMENTS)
def test_a_seal_that_says_when_it_opens_opens_then(rules: list[Rule], party: int, now: datetime) -> None:
    state = seal(rules, party, now)
    if state.until is not None and state.why is Why.ALONE:
        assert not seal(rules, party, state.until - timedelta(seconds=1)).is_open
        assert seal(rules, party, state.until).is_open


# What a flow needs beside the release. A flow that takes a release and is not here fails the test below.
WAYS: dict[str, list[dict[str, Any]]] = {
    "show_figures.show_figures": [{}, {"indicator": "dropout"}, {"language": "en"}],
    "show_figures.known": [{}],
    "show_figures.figures_file": [{"kind": kind, "indicator": i} for kind in ("csv", "json", "html", "pdf") for i in ("", "usefulness")],
    "write_story.write_story": [{"indicator": "dropout", "text": "verhaal"}],
    "write_expectation.show_form": [{}],
    "write_expectation.write_expectation": [{"lines": [{"indicator": "dropout", "low": "10", "why": "daarom"}]}],
    "write_expectation.lock_expectation": [{}],
    "withdraw_release.show_withdrawal": [{}],
    # Too short a reason: what is withdrawn would be closed for another cause in the ways after it.
    "withdraw_release.withdraw_release": [{"why": "x"}],
}


def flows_with_a_release() -> dict[str, Callable[..., Any]]:
    """Every public function of a flow that names a release."""
    found = {}
    for module in pkgutil.iter_modules(uitkomst.flows.__path__):
        loaded = importlib.import_module(f"uitkomst.flows.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if (
                function.__module__ == loaded.__name__
                and not name.startswith("_")
                and "release_id" in inspect.signature(function).parameters
            ):
                found[f"{module.name}.{name}"] = function
    return found


def figures_in(value: Any, depth: int = 0) -> bool:
    """Whether a figure, or a page made of figures, is anywhere in what a flow gives."""
    if isinstance(value, (Figure, Document, Section, bytes)):
        return True
    if depth > 6 or isinstance(value, (str, int, float)) or value is None:
        return False
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return any(figures_in(getattr(value, field.name), depth + 1) for field in dataclasses.fields(value))
    if isinstance(value, dict):
        return any(figures_in(part, depth + 1) for part in value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(figures_in(part, depth + 1) for part in value)
    return False


def test_every_flow_that_names_a_release_is_tried() -> None:
    assert set(flows_with_a_release()) == set(WAYS)


def test_no_flow_gives_a_figure_of_a_sealed_release(world: World, now: datetime) -> None:
    tried = 0
    sealed = {release_id for name, release_id in world.releases.items() if name in ("quirine", "bram", "carla")}
    for persona in PERSONAS:
        for way, function in flows_with_a_release().items():
            for more in WAYS[way]:
                if way == "write_expectation.lock_expectation":
                    continue
                for release_id in sealed:
                    try:
                        given = function(actor=actor(persona), now=now, release_id=release_id, **more)
                    except (MayNot, NotFound, Refused):
                        given = None
                    assert not figures_in(given), (persona, way)
                    tried += 1
        assert not figures_in(show_start.show_start(actor=actor(persona), now=now))
        assert not figures_in(show_figures.releases(actor=actor(persona), now=now))
    assert tried == len(PERSONAS) * 3 * sum(len(ways) for way, ways in WAYS.items() if way != "write_expectation.lock_expectation")


def test_only_a_party_that_locked_sees_and_only_its_own(world: World, now: datetime) -> None:
    expect("bram", world.releases["bram"], now)
    opened = show_figures.show_figures(actor=actor("bram"), now=now, release_id=world.releases["bram"])
    assert figures_in(opened)
    with pytest.raises(Sealed):
        show_figures.show_figures(actor=actor("quirine"), now=now, release_id=world.releases["quirine"])
    with pytest.raises(NotFound):
        show_figures.show_figures(actor=actor("quirine"), now=now, release_id=world.releases["bram"])


def test_an_expectation_is_complete_before_it_is_locked_and_then_fixed(world: World, now: datetime) -> None:
    said = {"actor": actor("quirine"), "now": now, "release_id": world.releases["quirine"]}
    write_expectation.write_expectation(lines=[{"indicator": "dropout", "low": "12,5", "why": ""}], **said)
    with pytest.raises(Refused) as refused:
        write_expectation.lock_expectation(**said)
    assert refused.value.code == "incomplete"
    with pytest.raises(Sealed):
        show_figures.show_figures(**said)
    expect("quirine", world.releases["quirine"], now)
    with pytest.raises(Refused) as refused:
        write_expectation.write_expectation(lines=[{"indicator": "dropout", "low": "50", "why": ""}], **said)
    assert refused.value.code == "locked"


@pytest.mark.parametrize("text", ["101", "-1", "tien", "NaN", "Infinity", "1e9", "12.34.5", "٣٣٣"])
def test_a_number_that_cannot_be_is_refused(world: World, now: datetime, text: str) -> None:
    with pytest.raises(Refused) as refused:
        write_expectation.write_expectation(
            actor=actor("quirine"), now=now, release_id=world.releases["quirine"], lines=[{"indicator": "dropout", "low": text, "why": ""}]
        )
    assert refused.value.code == "number_wrong"


@settings(max_examples=25, deadline=None)
@given(days=st.integers(0, 60), alone=st.integers(0, 40), locked=st.booleans(), own=st.booleans(), mine=st.booleans(), agreed=st.booleans())
def test_the_rule_in_the_database_is_the_rule_that_is_obeyed(
    _world: World, django_db_blocker: Any, days: int, alone: int, locked: bool, own: bool, mine: bool, agreed: bool
) -> None:
    """A provider's release with a counterpart: Bianca's municipality, waiting for Anker, sees it exactly when the rule says."""
    from django.db import transaction

    base = datetime(2025, 4, 1, tzinfo=UTC)
    now = base + timedelta(days=days)
    with django_db_blocker.unblock(), transaction.atomic():
        who, provider = actor("bianca"), actor("quirine")
        release = ReleaseRecord.objects.get(pk=_world.releases["quirine"])
        first = Opening.objects.get(release=release)
        opening = Opening.objects.create(
            release=release,
            party_id=who.organisation_id,
            own_expectation=own,
            first=False,
            waits_for_first=True,
            days_alone=alone,
            agreed_at=base + timedelta(days=30) if agreed else None,
        )
        if locked:
            operations.lock_expectation(first.pk, actor=provider, now=base)
        if mine:
            operations.lock_expectation(opening.pk, actor=who, now=base)
        expected = (mine or not own) and ((agreed and days >= 30) or (locked and days >= alone))
        try:
            show_figures.show_figures(actor=who, now=now, release_id=release.pk)
            seen = True
        except Sealed:
            seen = False
        transaction.set_rollback(True)
    assert seen == expected


def test_queries_know_no_other_door(world: World) -> None:
    """Only ``publish_figures`` reads a release's file and only ``show_figures`` calls it for a reader."""
    source = {
        module.name: inspect.getsource(importlib.import_module(f"uitkomst.flows.{module.name}"))
        for module in pkgutil.iter_modules(uitkomst.flows.__path__)
    }
    readers = {name for name, text in source.items() if "publish_figures import read_release" in text or 'kept("releases"' in text}
    assert readers == {"publish_figures", "show_figures"}
    assert organisations.demo_people() == []
    assert not hasattr(queries, "figures")
