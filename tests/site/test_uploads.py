"""Files that come in wrong: refused with a clear answer, nothing kept; and jobs that are taken up again after a worker died."""

from __future__ import annotations

import errno
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from tests import deliveries, personas
from tests.personas import actor
from tests.site.conftest import KEY, World, rows, work_all
from uitkomst.engine import Engine
from uitkomst.flows import check_received, refusals, regular, work
from uitkomst.flows.pseudonymise import pseudonymise
from uitkomst.flows.receive_delivery import receive_delivery
from uitkomst.flows.refusals import Refused
from uitkomst.flows.show_delivery import show_delivery
from uitkomst.flows.work import work_once
from uitkomst.organisations.rights import MayNot
from uitkomst.records import files, jobs
from uitkomst.records.models import Delivery, Job
from uitkomst.vocabulary.texts import read_texts

NAME = f"{personas.ANKER}_2023-2_jeugdhulp.csv"
AT = datetime(2025, 3, 4, 10, 0, tzinfo=UTC)
GOOD = ";".join(deliveries.COLUMNS).encode() + b"\n"


def send(name: str, content: bytes, who: str = "quirine", now: datetime = AT) -> Delivery:
    return receive_delivery(actor=actor(who), now=now, name=name, chunks=[content[i : i + 1000] for i in range(0, len(content), 1000)])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("foto.jpg", b"\xff\xd8\xff", "wrong_type"),
        ("zonder_ending", GOOD, "wrong_type"),
        ("clienten.csv", GOOD, "not_named"),
        (NAME.replace(personas.ANKER, personas.BRUG), GOOD, "other_provider"),
        (NAME.replace(personas.ANKER, "1234"), GOOD, "wrong_kvk"),
        (NAME.replace("2023-2", "2023-3"), GOOD, "wrong_period"),
        (NAME.replace("jeugdhulp", "jeugdhulp_v0"), GOOD, "wrong_version"),
        (NAME.replace("jeugdhulp", "wmo"), GOOD, "kind_not_yet"),
        (NAME, b"", "empty_upload"),
        (NAME.replace(".csv", ".xlsx"), GOOD, "wrong_content"),
        ("../../etc/" + NAME.replace(personas.ANKER, "x"), GOOD, "wrong_kvk"),
    ],
)
def test_what_is_no_delivery_is_refused_and_not_kept(world: World, name: str, content: bytes, code: str) -> None:
    before = Delivery.objects.count()
    with pytest.raises(Refused) as refused:
        send(name, content)
    assert refused.value.code == code
    assert len(refused.value.text("nl")) > 20 and len(refused.value.text("en")) > 20
    assert Delivery.objects.count() == before
    assert not list(files.folder("inbox").iterdir())


def test_a_path_in_the_name_leads_nowhere(world: World) -> None:
    delivery = send("..\\..\\" + NAME, GOOD + b"x;y\n")
    assert delivery.file_name == NAME
    assert files.received(delivery.pk, NAME).is_file()


@override_settings(LARGEST_UPLOAD_BYTES=5000)
def test_a_file_that_is_too_large_is_dropped_while_it_comes_in(world: World) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        yield GOOD
        while True:
            taken += 1
            yield b"x" * 1000

    with pytest.raises(Refused) as refused:
        receive_delivery(actor=actor("quirine"), now=AT, name=NAME, chunks=endless())
    assert refused.value.code == "too_large"
    assert taken < 10
    assert not list(files.folder("inbox").iterdir())


@override_settings(BSN_FILES="refuse")
def test_a_file_with_bsns_is_refused_unread_where_it_may_not_be(world: World) -> None:
    taken = []

    def chunks() -> Iterator[bytes]:
        for part in (GOOD, b"999900006;20120101\n" * 100):
            taken.append(part)
            yield part

    for name in (NAME, NAME.replace(".csv", ".xlsx")):
        with pytest.raises(Refused) as refused:
            receive_delivery(actor=actor("quirine"), now=AT, name=name, chunks=chunks())
        assert refused.value.code == "bsn_not_here"
    assert taken == [GOOD, GOOD]
    assert not list(files.folder("inbox").iterdir())


@override_settings(BSN_FILES="refuse")
def test_a_file_prepared_at_the_provider_comes_in_everywhere_and_gives_the_same_rows(world: World, tmp_path: Path) -> None:
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2023-2", [*rows(3, period="2023-2"), deliveries.row(bsn="123456789")])
    (prepared,) = pseudonymise([path], out=tmp_path / "ready", key=KEY.encode())
    assert (prepared.rows, prepared.unusable) == (41, 1)
    assert not re.search(r"99990\d{4}|123456789", prepared.path.read_text(encoding="utf-8"))
    delivery = send(prepared.path.name, prepared.path.read_bytes())
    work_all()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.rows_read, delivery.rows_usable) == ("checked", 41, 40)
    with override_settings(BSN_FILES="hub"):
        original = send(path.name, path.read_bytes())
        work_all()
    original.refresh_from_db()
    one, two = (_rows_of(kept) for kept in (delivery, original))
    assert one[:40] == two[:40]
    assert (one[40][-1], two[40][-1]) == ("malformed", "failed_11")


def _rows_of(delivery: Delivery) -> list[tuple[object, ...]]:
    path = files.kept("rows", delivery.rows_file)
    with Engine([path.parent]) as engine:
        return engine.rows(f"SELECT * EXCLUDE (bsn_kind), bsn_kind FROM read_parquet('{path}') ORDER BY line")


@override_settings(BSN_FILES="refuse")
@pytest.mark.parametrize("size", [7, 1000])
def test_a_heading_that_promises_pseudonyms_is_not_believed(world: World, size: int) -> None:
    line = b"d77be8d1fa4a4030362afc5f8470022e;1\n"
    content = GOOD.replace(b"bsn;", b"pseudoniem;") + line * 20 + deliveries.bsn(7).encode() + b";20120101\n"
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    with pytest.raises(Refused) as refused:
        receive_delivery(actor=actor("quirine"), now=AT, name=NAME, chunks=chunks)
    assert refused.value.code == "bsn_not_here"
    assert not list(files.folder("inbox").iterdir())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"hallo\nwereld\n", "no_header"),
        (b"PK\x03\x04 geen csv", "not_csv"),
        (GOOD + b"a;b\x00;c\n", "nul_bytes"),
        (b"   \n", "empty_file"),
        (GOOD.replace(b"bsn;", b"bsn;bsn;"), "duplicate_column"),
        (GOOD.replace(b"geslacht;", b""), "missing_column"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole_with_its_reason(world: World, now: datetime, content: bytes, reason: str) -> None:
    delivery = send(NAME, content)
    work_all()
    shown = show_delivery(actor=actor("quirine"), now=now, delivery_id=delivery.pk)
    assert (shown.delivery.state, shown.delivery.reason) == ("refused", reason)
    assert shown.reason_text and not shown.may_accept
    assert not files.received(delivery.pk, NAME).exists()


def test_a_full_disk_is_said_and_nothing_is_half_accepted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    class Full:
        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None: ...
        def write(self, _: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda self, mode="r", *a, **k: Full() if mode == "xb" else opened(self, mode, *a, **k))
    before = Delivery.objects.count()
    with pytest.raises(Refused) as refused:
        send(NAME, GOOD)
    assert refused.value.code == "disk_full"
    assert Delivery.objects.count() == before
    assert not list(files.folder("inbox").iterdir())


def test_a_worker_that_dies_leaves_work_that_is_taken_up_and_done_once(
    world: World, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2023-2", rows(3, period="2023-2"))
    delivery = send(path.name, path.read_bytes(), now=now)

    class Killed(BaseException):
        """As if the process had gone: nothing after it runs."""

    def dies(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(check_received.operations, "mark_read", dies)
        with pytest.raises(Killed):
            work_once(lambda: now)
    assert not work_once(lambda: now), "the lease still holds"
    later = now + jobs.LEASE + timedelta(seconds=1)
    assert work_once(lambda: later)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.rows_read) == ("checked", 40)
    assert not work_once(lambda: later + jobs.LEASE * 2)


def test_a_job_that_kills_every_worker_is_given_up(world: World, now: datetime) -> None:
    job = jobs.ask("check_delivery", "x", {"delivery_id": "00000000-0000-0000-0000-000000000000"}, now)
    moment = now
    for _ in range(jobs.MOST_ATTEMPTS + 1):
        assert jobs.take(moment) is not None
        moment += jobs.LEASE * 2
    assert jobs.take(moment) is None
    assert Job.objects.get(pk=job.pk).state == "failed"


def test_a_fault_in_cleaning_up_does_not_end_the_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    stop, swept, asked = threading.Event(), [], []

    def sweep() -> None:
        swept.append(1)
        raise OSError(errno.EIO, "Input/output error")

    def ask_for_work(_: datetime) -> None:
        asked.append(1)
        stop.set()

    monkeypatch.setattr(files, "sweep", sweep)
    monkeypatch.setattr(regular, "ask_for_work", ask_for_work)
    monkeypatch.setattr(work, "_IDLE_SECONDS", 0)
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own
    work.work_on(stop)
    assert (swept, asked) == ([1], [1])


def test_two_workers_never_hold_the_same_job(world: World, now: datetime) -> None:
    jobs.ask("check_delivery", "y", {}, now)
    assert jobs.take(now) is not None
    assert jobs.take(now) is None


@pytest.mark.parametrize("who", [name for name in personas.PERSONAS if name not in ("quirine", "bram", "carla")])
def test_nobody_else_delivers(world: World, who: str) -> None:
    with pytest.raises(MayNot):
        send(NAME, GOOD, who)


def test_without_the_second_factor_a_quality_officer_does_nothing(world: World, now: datetime) -> None:
    who = personas.actor("quirine", second_factor=False)
    with pytest.raises(MayNot):
        receive_delivery(actor=who, now=now, name=NAME, chunks=[GOOD])
    with pytest.raises(MayNot):
        show_delivery(actor=who, now=now, delivery_id=world.deliveries["quirine"])


def test_every_refusal_has_a_text_in_both_languages() -> None:
    dutch, english = (read_texts("uitkomst.flows", "refusals", language) for language in ("nl", "en"))
    assert dutch.keys() == english.keys()
    for code, text in dutch.items():
        fields = {part.partition("}")[0] for part in text.split("{")[1:]}
        assert fields == {part.partition("}")[0] for part in english[code].split("{")[1:]}, code
    assert refusals.Refused("wrong_kvk").text("nl")
