"""The figures of a conversation: about its own subjects alone, whatever was made before; and nothing on the disk but what was published."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest

from tests.personas import actor
from tests.site import conversations as walk
from tests.site.conftest import World
from uitkomst.flows import publish_figures, show_figures
from uitkomst.flows.publish_figures import PublishedFor, read_release
from uitkomst.measures import Scope
from uitkomst.records import files, queries
from uitkomst.records.models import ReleaseRecord, SnapshotRecord
from uitkomst.vocabulary.verdicts import Audience


def subjects_in_file(name: str, release: ReleaseRecord, now: datetime) -> set[str]:
    """The indicators in the file that somebody can take along."""
    _, _, content = show_figures.figures_file(actor=actor(name), now=now, release_id=release.pk, kind="csv")
    return {row["indicator"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}


def test_two_conversations_about_other_subjects_hold_each_their_own(world: World, now: datetime) -> None:
    """The first about both subjects (its file could serve the second), the second about one of them, the third about the other."""
    made = {subjects: walk.prepared(now, subjects=subjects) for subjects in (walk.SUBJECTS, ("usefulness",), ("dropout",))}
    for subjects, talk in made.items():
        found = queries.releases_made_for(talk)
        assert {release.audience for release in found} == {"partner", "open"}
        for name in walk.TWO:
            walk.expect_all(talk, name, now)
        for release in found:
            assert set(release.indicators) == set(subjects) == {figure.indicator for figure in read_release(release)}
            for name in walk.TWO:
                assert subjects_in_file(name, release, now) == set(subjects)


def test_the_file_of_a_release_serves_again_only_for_what_it_holds_and_while_it_is_open(world: World) -> None:
    """A conversation asks for less than a mirror holds; a mirror asks for more than a conversation had."""
    record, region = of_the_region(world)
    asked = ("dropout",)

    def before(*indicators: str) -> ReleaseRecord | None:
        return queries.made_before(record, region.subject_id, region.audience, region.scope, indicators)

    assert (before(), before(*asked)) == (region, region)
    same = {field.attname: getattr(region, field.attname) for field in region._meta.concrete_fields if field.name != "id"}
    talk = ReleaseRecord.objects.create(**same | {"made_for": "a conversation", "indicators": list(asked)})
    assert (before(), before(*asked), before("dropout", "usefulness")) == (region, talk, region)
    ReleaseRecord.objects.filter(pk=region.pk).update(withdrawn_at=talk.published_at)
    assert (before(), before(*asked), before("dropout", "usefulness")) == (None, talk, None)
    ReleaseRecord.objects.filter(pk=talk.pk).update(withdrawn_at=talk.published_at)
    assert before(*asked) is None


def of_the_region(world: World) -> tuple[SnapshotRecord, ReleaseRecord]:
    release = ReleaseRecord.objects.select_related("snapshot").get(pk=world.region_release)
    return release.snapshot, release


def test_of_what_was_tried_only_what_is_published_stays_on_the_disk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def measure(engine: Any, record: Any, subject: Any, asked: Any) -> tuple[dict[str, object], bool]:
        tried.append(asked)
        engine.run(f"CREATE TABLE compared AS SELECT {len(tried)} AS hides_a_figure")
        return {}, True

    monkeypatch.setattr(publish_figures, "_measure", measure)
    record, region = of_the_region(world)
    subject = PublishedFor(region.subject_id, Audience.PARTNER, Scope.parse(region.scope), (), "a conversation", ("dropout",))
    before = set(files.folder("releases").iterdir())
    name, _ = publish_figures._make(record, subject)
    assert len(tried) == 4
    assert {path.name for path in set(files.folder("releases").iterdir()) - before} == {name}
    assert not list(files.folder("work").iterdir())
