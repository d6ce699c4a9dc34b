"""Two organisations never meet: whatever is done in whatever order, nobody finds another's marker on any page, in any file or in any log,
nor anything of a figure that is still sealed.

Every organisation gets words that exist nowhere else: in its name and the names of its people (Qn), in what it writes (Qs), in what it
expects (Qe), in the values of its deliveries (Qv). A client has words that only who helps may find (Qc), a conversation words for its
parties (Qt) and words of one party that expects alone (Qa). Addresses come from the URL configuration (the rights matrix), with
everybody's ids.

The last tests break the code on purpose: the search must then find something.
"""

from __future__ import annotations

import contextlib
import html
import io
import itertools
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import deliveries, personas
from tests.personas import ANKER, BRUG, CONTOUR, EAST, EDE, PERSONAS, WEST, WOERDEN
from tests.site.conftest import World, deliver, expect, rows, work_all
from tests.site.test_rights_matrix import ROWS, address, ids_of, visitor
from uitkomst.care.models import Client as Client_
from uitkomst.care.models import Goal, Trajectory
from uitkomst.conversation.models import Conversation, ExpectedLine
from uitkomst.flows import show_figures
from uitkomst.flows.freeze_period import freeze_period
from uitkomst.flows.refusals import NotFound, Refused
from uitkomst.flows.show_figures import figures_file
from uitkomst.flows.show_figures import show_figures as look
from uitkomst.flows.write_story import write_story
from uitkomst.organisations.models import Organisation, Person
from uitkomst.organisations.rights import MayNot
from uitkomst.records import queries, scope
from uitkomst.records.models import AuditEvent, Delivery, Job, Opening, ReleaseRecord, Story
from uitkomst.records.seals import Seal, Why

CLUSTERS = ({ANKER, BRUG, WEST, WOERDEN}, {CONTOUR, EAST, EDE})
PROVIDERS = {ANKER: "quirine", BRUG: "bram", CONTOUR: "carla"}
PLACES = {WEST, WOERDEN, EAST, EDE}
WORD = {ANKER: "anker", BRUG: "brug", CONTOUR: "contour", WEST: "west", WOERDEN: "woerden", EAST: "oost", EDE: "ede"}
KINDS = ("csv", "json", "html", "xlsx")
INDICATORS = ("usefulness",)
BLOCKS = ("figure", "by-sex", "by-target_group")


# Words of one client and of one conversation, and who may find them.
PRIVATE = {
    "Qcsaid": ({"pim"}, "a client"),
    "Qcname": ({"pim"}, "a client"),
    "Qtalk": ({"quirine", "daan", "bianca", "willem"}, "a conversation"),
    "Qalone": ({"quirine", "daan"}, "a party that expects alone"),
}


def code_of(name: str) -> str:
    return PERSONAS[name][0][1]


def forbidden(name: str) -> dict[str, str]:
    """Marker -> whose it is, of all that this person may never find."""
    mine, found = code_of(name), {}
    cluster = next((one for one in CLUSTERS if mine in one), set())
    for code, word in WORD.items():
        if code == mine:
            continue
        together = code in cluster and (mine in PLACES or code in PLACES)
        if mine != "NL" and not together:
            found[f"Qn{word}"] = code
        # The mirror of a region goes with its story to its municipalities; what else anybody writes or expects stays at home.
        if not (code in (WEST, EAST) and code in cluster and mine in PLACES):
            found[f"Qs{word}"] = code
        found[f"Qe{word}"] = code
        if name != "hanna":
            found[f"Qv{word}"] = code
    return found | {marker: whose for marker, (who, whose) in PRIVATE.items() if name not in who}


@dataclass
class Marked:
    """The world with markers. locked: the providers that locked their expectation; releases: id -> code of the subject."""

    ids: Any
    releases: dict[str, str]
    deliveries: dict[str, str]
    clients: dict[str, Client]
    locked: set[str] = field(default_factory=set)
    secret: dict[str, set[str]] = field(default_factory=dict)

    def is_open(self, release: str, name: str) -> bool:
        """The rule in words of its own: a region's for its places, a provider's own after its expectation, the nation's for the hub."""
        subject, mine = self.releases[release], code_of(name)
        if subject == "NL":
            return name == "hanna"
        if subject in PROVIDERS:
            return subject == mine and subject in self.locked
        return mine in PLACES and any({subject, mine} <= one for one in CLUSTERS)

    def sealed_for(self, name: str) -> set[str]:
        """What only stands in releases that are not open to this person."""
        known = set().union(*(said for release, said in self.secret.items() if self.is_open(release, name)))
        return set().union(*(said for release, said in self.secret.items() if not self.is_open(release, name))) - known


def mark_names() -> None:
    for code, word in WORD.items():
        organisation = Organisation.objects.get(code=code)
        Organisation.objects.filter(pk=organisation.pk).update(name=f"{organisation.name} Qn{word}")
        people = Person.objects.filter(roles__organisation=organisation).values_list("pk", flat=True)
        for person in Person.objects.filter(pk__in=list(people)):
            Person.objects.filter(pk=person.pk).update(name=f"{person.name} Qn{word}")


def mark_clients_and_talks() -> None:
    """The one client and the one conversation of the rights matrix, with words that exist nowhere else."""
    Client_.objects.update(first_name="Noor Qcname")
    Trajectory.objects.update(request_for_help="Weer naar school, Qcsaid.", what_next="Niets, Qcsaid.")
    Goal.objects.update(text="Weer slapen, Qcsaid.")
    (talk,) = Conversation.objects.all()
    Conversation.objects.update(purpose="Leren, Qtalk.")
    party = talk.parties.get(organisation__code=ANKER)
    written = {"written_by": Person.objects.get(email="quirine@example.org"), "written_at": talk.started_at}
    ExpectedLine.objects.create(party=party, indicator="dropout", low=1, high=9, why="Omdat, Qalone.", **written)


def figures_said(record: ReleaseRecord) -> set[str]:
    """Sentences, rows of tables and lines of the file of a release, as far as they hold numbers enough to be told apart."""
    document = show_figures._built(record.file, str(record.pk), record.subject.name, "", "", "nl", (), ())
    said = set()
    for section in document.sections:
        said |= {line for one in section.statements for line in one.found}
        said |= {" ".join(row.cells) for block in section.blocks if block.table for row in block.table.rows}
    said |= set(show_figures._table(record, "csv", "").decode("utf-8-sig").splitlines())
    return {plain(one) for one in said if len(re.findall(r"\d+", one)) >= 3}


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def texts_of(answer: HttpResponse) -> Iterator[str]:
    """Everything that an answer says: its text, its headers; of a workbook its parts. A PDF's own text is that of the HTML file."""
    yield " ".join(f"{name}: {value}" for name, value in answer.items())
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield plain(parts.read(name).decode("utf-8", "replace"))
    elif not content.startswith(b"%PDF"):
        text = content.decode("utf-8", "replace")
        yield text
        yield plain(text)


def addresses(marked: Marked) -> list[str]:
    """Every address that answers a GET, about everything there is; and some that do not exist."""
    found = [address(name, row, marked.ids) for name, listed in ROWS.items() for row in listed]
    choices: dict[str, tuple[object, ...]] = {
        "release_id": tuple(marked.releases),
        "delivery_id": tuple(marked.deliveries),
        "indicator": INDICATORS,
        "kind": KINDS,
        "block": BLOCKS,
    }
    for name in ROWS:
        for _, wanted in get_resolver().reverse_dict.getlist(name)[0][0] if get_resolver().reverse_dict.getlist(name) else ():
            if wanted and set(wanted) <= set(choices):
                found += [
                    reverse(name, kwargs=dict(zip(wanted, values, strict=True)))
                    for values in itertools.product(*(choices[one] for one in wanted))
                ]
    return [*dict.fromkeys(found), "/nergens/", "/mirrors/nergens/", "/mirrors/00000000-0000-0000-0000-000000000000/"]


def wrong_for(marked: Marked, name: str, where: str, said: str) -> list[str]:
    found = [f"{name} finds {marker} of {code} at {where}" for marker, code in forbidden(name).items() if marker in said]
    found += [f"{name} finds a sealed figure at {where}: {one}" for one in marked.sealed_for(name) if one in said]
    return found


def crawl(marked: Marked, name: str) -> list[str]:
    """All that this person finds and should not."""
    client, wrong = marked.clients[name], []
    for where in addresses(marked):
        answer = client.get(where)
        if answer.status_code >= 500:
            wrong.append(f"{name}: {where} answers {answer.status_code}")
        for said in texts_of(answer):
            wrong += wrong_for(marked, name, where, said)
    return wrong


@pytest.fixture
def marked(world: World, now: datetime, tmp_path: Path) -> Marked:
    """Deliveries that differ in size and grades, marked; frozen; names marked."""
    mark_names()
    for seed, (code, name, place, number) in enumerate(
        ((ANKER, "quirine", WOERDEN, 46), (BRUG, "bram", WOERDEN, 70), (CONTOUR, "carla", EDE, 94))
    ):
        told = [
            {**row, "doelgroep": f"Qv{WORD[code]}", **({"nut_jeugdige": str(n % (3 + seed) + 5)} if row.get("nut_jeugdige") else {})}
            for n, row in enumerate(rows(seed, number, municipality=place))
        ]
        told.append({**told[0], "hulpvorm": f"Qv{WORD[code]}"})  # refused, and shown among the findings
        deliver(name, deliveries.write_delivery(tmp_path, code, "2024-1", told, version=2))
        freeze_period(actor=personas.actor(name), now=now, period="2024-1")
    work_all()
    older = {world.releases[name] for name in PROVIDERS.values()}
    records = [one for one in ReleaseRecord.objects.select_related("subject") if str(one.pk) not in older]
    ids = ids_of(world)
    mark_clients_and_talks()
    made = Marked(
        ids=ids,
        releases={str(one.pk): one.subject.code for one in records},
        deliveries={str(one.pk): one.provider.code for one in Delivery.objects.select_related("provider")},
        clients={name: calm(visitor(name)) for name in PERSONAS},
    )
    made.secret = {str(one.pk): figures_said(one) for one in records}
    return made


def calm(client: Client) -> Client:
    """One that gets the page for a fault as well, as a browser does."""
    client.raise_request_exception = False
    return client


Act = Callable[[Marked, datetime, str], None]


def own(marked: Marked, code: str) -> str:
    return next(release for release in reversed(marked.releases) if marked.releases[release] == code)


def expecting(marked: Marked, now: datetime, code: str) -> None:
    from uitkomst.flows import write_expectation as flow

    who = personas.actor(PROVIDERS[code])
    for release in (one for one, subject in marked.releases.items() if subject == code):
        form = flow.show_form(actor=who, now=now, release_id=release)
        lines = [{"indicator": one.indicator, "low": "", "high": "", "why": f"Qe{WORD[code]}"} for one in form.lines]
        flow.write_expectation(actor=who, now=now, release_id=release, lines=lines)


def locking(marked: Marked, now: datetime, code: str) -> None:
    for release in (one for one, subject in marked.releases.items() if subject == code):
        expect(PROVIDERS[code], release, now)
    marked.locked.add(code)


def telling(marked: Marked, now: datetime, code: str) -> None:
    write_story(
        actor=personas.actor(PROVIDERS[code]), now=now, release_id=own(marked, code), indicator="dropout", text=f"Verhaal Qs{WORD[code]}."
    )  # fmt: skip


def telling_of_the_region(marked: Marked, now: datetime, code: str) -> None:
    release = own(marked, WEST)
    write_story(actor=personas.actor("rosa"), now=now, release_id=release, indicator="dropout", text="Verhaal van Qswest.")


def reading_of_another(marked: Marked, now: datetime, code: str) -> None:
    """Somebody tries, by the flows themselves, what belongs to another."""
    tried = 0
    for name, release in itertools.product(("quirine", "bram", "carla", "bianca", "evert", "hanna"), marked.releases):
        if not marked.is_open(release, name):
            who, tried = personas.actor(name), tried + 1
            for attempt in (
                lambda who=who, release=release: look(actor=who, now=now, release_id=release),
                lambda who=who, release=release: figures_file(actor=who, now=now, release_id=release, kind="csv"),
            ):
                with pytest.raises((NotFound, MayNot, Refused)):
                    attempt()
    assert tried, "then nobody was kept out of anything"


def looking(marked: Marked, now: datetime, code: str) -> None:
    """A page is looked at first by whom it is open to, so that whatever is kept of it is there for the next."""
    for name, release in itertools.product(("quirine", "bram", "carla", "bianca", "rosa"), marked.releases):
        if marked.is_open(release, name):
            marked.clients[name].get(reverse("indicator", kwargs={"release_id": release, "indicator": "dropout"}))


ACTS: tuple[Act, ...] = (expecting, locking, telling, telling_of_the_region, reading_of_another, looking)


def undone_after(marked: Marked, now: datetime, acts: list[tuple[Act, str]], lookers: list[str]) -> list[str]:
    """Do these acts, look as these people, and undo it all."""
    wrong: list[str] = []
    with transaction.atomic():
        for at, (act, code) in enumerate(acts):
            try:
                with transaction.atomic():
                    act(marked, now + timedelta(minutes=at), code)
            except (Refused, NotFound):
                pass  # not now: before the expectation there is no story, after it no other expectation
        for name in lookers:
            wrong += crawl(marked, name)
        wrong += left_behind(marked)
        transaction.set_rollback(True)
    marked.locked.clear()
    return wrong


def left_behind(marked: Marked) -> list[str]:
    """Jobs and letters speak of ids, not of what is in them."""
    said = [f"{job.key} {job.arguments} {job.stage} {job.error}" for job in Job.objects.all()]
    said += [f"{one.subject} {one.body}" for one in getattr(mail, "outbox", [])]
    markers = [f"{kind}{word}" for word in WORD.values() for kind in ("Qs", "Qe", "Qv")]
    figures = set().union(*marked.secret.values())
    return [f"left behind: {one}" for one in said if any(marker in one for marker in (*markers, *figures))]


# Eight of all that can be done, in some order. Truly random: of few examples the first would always be the simplest one.
ALL_ACTS = [(act, code) for act in ACTS for code in PROVIDERS]
SOME_ACTS = st.randoms(use_true_random=True).map(lambda random: random.sample(ALL_ACTS, 8))


@pytest.mark.slow
@settings(
    max_examples=max(1, int(os.environ.get("TEST_EXAMPLES", "10")) // 10),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(
    acts=SOME_ACTS,
    lookers=st.lists(st.sampled_from(list(PERSONAS)), min_size=3, max_size=3, unique=True),
)
def test_in_whatever_order_nobody_finds_what_is_anothers_or_sealed(
    marked: Marked, now: datetime, acts: list[tuple[Act, str]], lookers: list[str]
) -> None:
    wrong = undone_after(marked, now, acts, lookers)
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.slow
def test_all_people_after_everything_was_done(marked: Marked, now: datetime, caplog: Any) -> None:
    acts = [(act, code) for act in (expecting, locking, telling) for code in (ANKER, CONTOUR)]
    acts += [(telling_of_the_region, WEST), (looking, ""), (reading_of_another, "")]
    # Brug has not locked: its figures are sealed for Brug itself as well.
    assert all(len(said) > 20 for said in marked.secret.values())
    with caplog.at_level("INFO"):
        wrong = undone_after(marked, now, acts, list(PERSONAS))
    assert not wrong, "\n".join(wrong[:20])
    markers = [f"{kind}{word}" for word in WORD.values() for kind in ("Qn", "Qs", "Qe", "Qv")]
    logged = [record.getMessage() for record in caplog.records]
    assert not [line for line in logged if any(marker in line for marker in markers)]


def test_the_markers_are_there_to_be_found(marked: Marked, now: datetime) -> None:
    """The search is worth something only when everybody does find what is their own."""
    with transaction.atomic():
        for act in (expecting, telling, locking, telling, telling_of_the_region):
            with contextlib.suppress(Refused), transaction.atomic():
                act(marked, now, ANKER)
        seen = {}
        for name in ("quirine", "bianca", "pim"):
            texts = [said for where in addresses(marked) for said in texts_of(marked.clients[name].get(where))]
            seen[name] = {kind for kind in ("Qnanker", "Qsanker", "Qvanker", "Qswest", *PRIVATE) if any(kind in said for said in texts)}
            if name != "pim":  # who sees clients, and no figures
                opened = set().union(*(said for release, said in marked.secret.items() if marked.is_open(release, name)))
                assert sum(any(one in said for said in texts) for one in opened) > len(opened) / 2
        transaction.set_rollback(True)
    marked.locked.clear()
    assert seen["quirine"] == {"Qnanker", "Qsanker", "Qvanker", "Qtalk", "Qalone"}
    assert {"Qswest", "Qtalk"} <= seen["bianca"]
    assert {"Qcsaid", "Qcname"} <= seen["pim"]


def all_open(*_: Any) -> Seal:
    return Seal(Why.OPEN)


def all_openings(actor: Any, release_id: Any, right: Any = None) -> list[Opening]:
    changing = {name: F(f"release__{name}") for name in scope.CHANGING}
    return list(Opening.objects.filter(release_id=release_id).select_related("party").annotate(**changing))


def all_stories(organisation_id: int, period: str, indicator: str = "", *, named: bool = True) -> list[Story]:
    return list(Story.objects.select_related("place", "written_by"))


FAULTS: dict[str, tuple[list[tuple[Any, str, Any]], str, str]] = {
    "the seal is not asked": ([(queries, "seal", all_open)], "bram", "a sealed figure"),
    "whose release it is, is not asked": ([(queries, "seal", all_open), (scope, "openings_of", all_openings)], "carla", "a sealed figure"),
    "deliveries are not cut down": ([(scope, "deliveries", lambda *_: Delivery.objects.all())], "bram", "Qvanker"),
    "the log is not cut down": ([(scope, "audit_events", lambda _: AuditEvent.objects.all())], "aisha", "Qncontour"),
    "stories of anybody": ([(queries, "newest_stories", all_stories)], "quirine", "Qscontour"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_fault_is_found(marked: Marked, now: datetime, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    changes, name, found = FAULTS[fault]
    for where, what, instead in changes:
        monkeypatch.setattr(where, what, instead)
    acts: list[tuple[Act, str]] = [(act, code) for act in (locking, telling) for code in (ANKER, CONTOUR)]
    wrong = undone_after(marked, now, acts, [name])
    assert any(found in one for one in wrong), wrong[:5]
