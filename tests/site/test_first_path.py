"""The first path: upload, findings, accept, freeze, expectation, mirror, story; who sees what; and all of it in the log."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests import deliveries, personas
from tests.personas import ANKER, WEST, actor
from tests.site.conftest import World, deliver, expect, rows, work_all
from uitkomst.flows import show_audit_log, show_figures, show_start, write_story
from uitkomst.flows.accept_delivery import accept_delivery, withdraw_delivery
from uitkomst.flows.freeze_period import freeze_period, possible_periods
from uitkomst.flows.publish_figures import read_release
from uitkomst.flows.receive_delivery import receive_delivery
from uitkomst.flows.refusals import NotFound, Refused, Sealed
from uitkomst.flows.show_delivery import findings_file, show_delivery
from uitkomst.organisations.rights import MayNot
from uitkomst.protection import Published
from uitkomst.protection import audit as attack
from uitkomst.records import audit, files
from uitkomst.records.models import ReleaseRecord
from uitkomst.records.states import SnapshotState


def test_from_file_to_story(world: World, now: datetime, tmp_path: Path) -> None:
    who = actor("quirine")
    changed = [*rows(0, period="2024-2")[:-1], deliveries.row(bsn=deliveries.bsn(999), geslacht="X", datum_aanvang="20240801")]
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2024-2", changed)
    delivery_id = deliver("quirine", path, accept=False)

    shown = show_delivery(actor=who, now=now, delivery_id=delivery_id)
    assert (shown.delivery.state, shown.delivery.rows_read, shown.delivery.rows_refused) == ("checked", 40, 1)
    assert shown.groups[0].level == "error"
    assert shown.groups[0].title and shown.groups[0].do
    assert shown.findings_number == sum(group.number for group in shown.groups)
    only = show_delivery(actor=who, now=now, delivery_id=delivery_id, code=shown.groups[0].code)
    assert {finding.code for finding in only.findings} == {shown.groups[0].code}
    name, content = findings_file(actor=who, now=now, delivery_id=delivery_id)
    assert name.endswith(".csv")
    assert len(content.decode("utf-8-sig").splitlines()) == 1 + shown.findings_number

    assert any(waiting.code == "decide_delivery" for waiting in show_start.show_start(actor=who, now=now).waiting)
    accept_delivery(actor=who, now=now, delivery_id=delivery_id)
    assert "2024" in possible_periods(who)
    record = freeze_period(actor=who, now=now, period="2024")
    work_all()
    record.refresh_from_db()
    assert (record.state, record.periods) == ("frozen", ["2024-1", "2024-2"])

    release = next(found for found in show_figures.releases(actor=who, now=now) if found.opening_period == "2024")
    assert release.sealed and release.asks_expectation
    with pytest.raises(Sealed):
        show_figures.show_figures(actor=who, now=now, release_id=release.id)
    expect("quirine", str(release.id), now)
    shown_mirror = show_figures.show_figures(actor=who, now=now, release_id=release.id, indicator="dropout")
    assert shown_mirror.section("dropout") is not None
    assert shown_mirror.expectations["dropout"].why == "dat zagen we vorig jaar"

    def waits() -> str:
        found = show_start.show_start(actor=who, now=now)
        return next(one.code for one in (*found.waiting, *found.rest) if one.object_id == str(release.id))

    assert waits() == "write_story"
    story = write_story.write_story(
        actor=who, now=now, release_id=release.id, indicator="dropout", text="Er kwam een **nieuw team**.", version=0
    )
    assert waits() == "read_mirror"
    assert story.version == 1
    told = show_figures.show_figures(actor=who, now=now, release_id=release.id)
    section = told.section("dropout")
    assert section is not None
    assert [run.text for block in section.story for run in block.runs] == ["Er kwam een ", "nieuw team", "."]
    _, kind, pdf = show_figures.figures_file(actor=who, now=now, release_id=release.id, kind="pdf")
    assert kind == "application/pdf" and pdf.startswith(b"%PDF")
    _, _, page = show_figures.figures_file(actor=who, now=now, release_id=release.id, kind="html")
    assert "nieuw team" in page.decode()
    assert audit.verify().ok


def test_the_file_as_it_came_is_gone_and_no_bsn_is_left(world: World) -> None:
    assert not list(files.folder("inbox").iterdir())
    numbers = [deliveries.bsn(n + 1).encode() for n in range(40)]
    for path in [*files.folder("rows").rglob("*"), *files.folder("findings").rglob("*"), *files.folder("snapshots").rglob("*")]:
        if path.is_file():
            content = path.read_bytes()
            assert not [number for number in numbers if number in content]


def test_kept_files_are_named_by_their_content(world: World) -> None:
    for kind in ("rows", "findings", "releases"):
        names = [path.name for path in files.folder(kind).iterdir()]
        assert names
        assert all(files.is_whole(kind, name) for name in names)


def test_a_policy_adviser_sees_the_region_and_no_provider(world: World, now: datetime) -> None:
    who = actor("bianca")
    (region,) = show_figures.releases(actor=who, now=now)
    assert (region.subject_name, region.audience, region.sealed) == (personas.WEST, "partner", False)
    shown = show_figures.show_figures(actor=who, now=now, release_id=region.id)
    assert {party.name for party in shown.parties} == {personas.WEST, "Gemeente Woerden"}
    assert "Anker" not in repr(shown.document) and personas.ANKER not in repr(shown.document)
    for name in ("quirine", "bram", "evert"):
        with pytest.raises(NotFound):
            show_figures.show_figures(actor=who, now=now, release_id=world.releases[name])
    for right in (show_delivery, findings_file):
        with pytest.raises(MayNot):
            right(actor=who, now=now, delivery_id=world.deliveries["quirine"])


def test_the_hub_sees_who_delivered_and_the_regions_are_apart(world: World, now: datetime) -> None:
    shown = show_delivery(actor=actor("hanna"), now=now, delivery_id=world.deliveries["bram"])
    assert not shown.may_accept and not shown.may_withdraw
    assert world.releases["evert"] != world.releases["bianca"]


def test_an_auditor_sees_who_saw_what(world: World, now: datetime) -> None:
    with pytest.raises(NotFound):
        show_figures.show_figures(actor=actor("bram"), now=now, release_id=world.releases["quirine"])
    show_delivery(actor=actor("quirine"), now=now, delivery_id=world.deliveries["quirine"])
    log = show_audit_log.show_audit_log(actor=actor("aisha"), now=now, search=show_audit_log.Search(object_id=world.deliveries["quirine"]))
    assert ("R", "delivery.shown", "Quirine", "192.0.2.7") in {
        (e.event_action_code, e.event_type_code, e.user_name, e.network_access_point_id) for e in log.events
    }
    whole = show_audit_log.show_audit_log(actor=actor("arjen"), now=now, search=show_audit_log.Search(outcome="4"))
    assert ("Bram", "NotFound") in {(e.user_name, e.participant_object_detail) for e in whole.events}
    assert show_audit_log.verify_audit_log(actor=actor("arjen"), now=now).ok


def test_an_auditor_of_one_provider_sees_that_provider_only(world: World, now: datetime) -> None:
    log = show_audit_log.show_audit_log(actor=actor("aisha"), now=now, number=500)
    assert {event.organisation_name for event in log.events} == {"Het Anker"}


def test_the_same_file_twice_is_one_delivery(world: World, now: datetime, tmp_path: Path) -> None:
    who, path = actor("quirine"), deliveries.write_delivery(tmp_path, personas.ANKER, "2023-2", rows(3, period="2023-2"))
    first = receive_delivery(actor=who, now=now, name=path.name, chunks=[path.read_bytes()])
    second = receive_delivery(actor=who, now=now, name=path.name, chunks=[path.read_bytes()])
    assert first.pk == second.pk
    assert work_all() == 1
    third = receive_delivery(actor=who, now=now, name=path.name, chunks=[path.read_bytes()])
    assert (third.pk, third.state, work_all()) == (first.pk, "checked", 0)


def test_of_two_who_accept_one_is_told_who_was_first(world: World, now: datetime, tmp_path: Path) -> None:
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2023-2", rows(3, period="2023-2"))
    delivery_id = deliver("quirine", path)
    with pytest.raises(Refused) as refused:
        accept_delivery(actor=actor("quirine"), now=now, delivery_id=delivery_id)
    assert refused.value.code == "wrong_state_accepted"
    assert "Quirine" in refused.value.text("nl")


def test_two_contents_of_one_version_cannot_both_be_accepted(world: World, now: datetime, tmp_path: Path) -> None:
    deliver("quirine", deliveries.write_delivery(tmp_path, personas.ANKER, "2023-2", rows(3, period="2023-2")))
    other = deliver("quirine", deliveries.write_delivery(tmp_path, personas.ANKER, "2023-2", rows(4, period="2023-2")), accept=False)
    with pytest.raises(Refused) as refused:
        accept_delivery(actor=actor("quirine"), now=now, delivery_id=other)
    assert refused.value.code == "version_taken"


def test_a_withdrawn_delivery_is_not_frozen_any_more(world: World, now: datetime) -> None:
    withdraw_delivery(actor=actor("quirine"), now=now, delivery_id=world.deliveries["quirine"])
    with pytest.raises(Refused) as refused:
        freeze_period(actor=actor("quirine"), now=now, period="2024-1")
    assert refused.value.code == "nothing_accepted"


def test_freezing_the_same_twice_is_one_snapshot(world: World, now: datetime) -> None:
    again = freeze_period(actor=actor("quirine"), now=now, period="2024-1")
    assert again.state == "frozen"
    assert work_all() == 0


def test_two_who_write_a_story_do_not_overwrite_each_other(world: World, now: datetime) -> None:
    release = world.releases["quirine"]
    expect("quirine", release, now)
    said = {"now": now, "release_id": release, "indicator": "dropout"}
    write_story.write_story(actor=actor("quirine"), text="van Quirine", version=0, **said)
    with pytest.raises(Refused) as refused:
        write_story.write_story(actor=actor("daan"), text="van Daan", version=0, **said)
    assert refused.value.details["latest"].text == "van Quirine"
    assert write_story.write_story(actor=actor("daan"), text="van beiden", version=1, **said).version == 2


@pytest.mark.once
def test_a_later_release_of_a_region_is_weighed_with_the_earlier_one(world: World, now: datetime, tmp_path: Path) -> None:
    for name, code in (("quirine", personas.ANKER), ("bram", personas.BRUG)):
        deliver(name, deliveries.write_delivery(tmp_path, code, "2023-2", rows(8, period="2023-2")))
    record = freeze_period(actor=actor("hanna"), now=now, period="2024-1")
    work_all()
    record.refresh_from_db()
    assert record.state in ("frozen", "failed")
    found = show_figures.releases(actor=actor("bianca"), now=now)
    if record.state == "failed":
        assert len(found) == 1
    else:
        records = [ReleaseRecord.objects.get(pk=r.id) for r in found]
        old, new = (Published(str(r.pk), "partner", tuple(r.dims), read_release(r)) for r in records)
        assert not attack([old, new]).exposed


@pytest.mark.once
def test_a_region_without_deliveries_keeps_no_other_from_its_mirror(world: World, now: datetime, tmp_path: Path) -> None:
    deliver("quirine", deliveries.write_delivery(tmp_path, ANKER, "2022-1", rows(31, 60, period="2022-1")))
    record = freeze_period(actor=actor("hanna"), now=now, period="2022-1")
    work_all()
    record.refresh_from_db()
    assert record.state == SnapshotState.FROZEN
    made = ReleaseRecord.objects.filter(snapshot=record).values_list("subject__code", flat=True)
    assert set(made) == {WEST, "NL"}, "and none of the region that delivered nothing"
