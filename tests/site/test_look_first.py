"""Looking first: findings and mirror without an account, of which nothing is kept, whatever goes wrong."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from tests import deliveries, personas
from tests.site.conftest import World, rows
from uitkomst.config import uploads as uploads_come_in
from uitkomst.flows import look_first as flow
from uitkomst.flows.look_at_files import widest_period
from uitkomst.records import files
from uitkomst.records.models import AuditEvent

pytestmark = pytest.mark.once

PLACE = "/look-first/"


@pytest.fixture
def look(world: World) -> Iterator[Client]:
    """A visitor without an account, where looking first is on."""
    with override_settings(LOOK_FIRST=True):
        yield Client()


@pytest.fixture
def sent(tmp_path: Path) -> list[Path]:
    """Four half-years of one provider."""
    periods = ("2023-1", "2023-2", "2024-1", "2024-2")
    return [deliveries.write_delivery(tmp_path, personas.ANKER, period, rows(n, period=period)) for n, period in enumerate(periods, 20)]


def uploads(*paths: Path) -> dict[str, list[io.BytesIO]]:
    found = []
    for path in paths:
        one = io.BytesIO(path.read_bytes())
        one.name = path.name
        found.append(one)
    return {"file": found}


def kept() -> dict[str, int]:
    """How many rows each table of the database has; the audit log apart."""
    with connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
    return {name: number for name, number in found.items() if name not in ("records_auditevent", "django_session")}


def in_data_folder() -> set[str]:
    return {str(path) for path in Path(settings.DATA_FOLDER).rglob("*") if path.suffix not in (".lock", ".sqlite3")}


def test_findings_and_mirror_are_read_and_nothing_is_kept(look: Client, sent: list[Path]) -> None:
    before = kept(), in_data_folder()
    answer = look.post(PLACE, uploads(*sent))
    assert answer.status_code == 200
    assert "160 regels gelezen" in answer.text
    assert "2023 en 2024" in answer.text and 'class="chart' in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert (kept(), in_data_folder()) == before
    line = AuditEvent.objects.order_by("sequence").last()
    assert line is not None and line.event_type_code == "look_first.done"
    assert (line.user_id, line.network_access_point_id, line.participant_object_id, line.participant_object_detail) == ("", "", "", "")
    assert personas.ANKER not in str(line.__dict__)
    assert not look.session.keys(), "nothing in a session either"


def test_one_half_year_with_faults_shows_what_to_repair(look: Client, tmp_path: Path) -> None:
    faulty = [*rows(30), deliveries.row(bsn=deliveries.bsn(3999), datum_aanvang="20241399")]
    path = deliveries.write_delivery(tmp_path, personas.ANKER, "2024-1", faulty)
    answer = look.post(PLACE, uploads(path))
    assert "41 regels gelezen" in answer.text and "1 geweigerd" in answer.text
    assert "Herstellen" in answer.text


def test_a_file_that_is_no_delivery_says_why_and_has_no_mirror(look: Client, tmp_path: Path) -> None:
    path = tmp_path / f"{personas.ANKER}_2024-1_jeugdhulp.csv"
    path.write_bytes(b"hallo\nwereld\n")
    answer = look.post(PLACE, uploads(path))
    assert answer.status_code == 200
    assert "Er is nog geen spiegel" in answer.text and path.name in answer.text


def test_two_providers_get_no_mirror_together(look: Client, tmp_path: Path) -> None:
    both = [deliveries.write_delivery(tmp_path, code, "2024-1", rows(n)) for n, code in enumerate((personas.ANKER, personas.BRUG), 40)]
    answer = look.post(PLACE, uploads(*both))
    assert "Een spiegel gaat over één aanbieder" in answer.text and "80 regels gelezen" in answer.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("foto.jpg", b"\xff\xd8", "geen CSV- of XLSX-bestand"),
        ("groot.csv", b"x" * 3000, "hoogstens 0 MB"),
    ],
)
def test_what_cannot_be_is_said_and_gone(look: Client, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, said: str) -> None:
    monkeypatch.setattr(flow, "MOST_BYTES", 2000)
    before = in_data_folder()
    file = io.BytesIO(content)
    file.name = name
    answer = look.post(PLACE, {"file": file})
    assert answer.status_code == 400 and said in answer.text and "Er is niets bewaard" in answer.text
    assert in_data_folder() == before


def test_no_file_and_too_many_files(look: Client, sent: list[Path]) -> None:
    assert "geen bestand gekozen" in look.post(PLACE).text
    assert "hoogstens 8 bestanden" in look.post(PLACE, uploads(*sent, *sent, sent[0])).text


@pytest.mark.parametrize(("files_sent", "size"), [(1, 2_500_000), (3, 900_000), (1, 6_500_000)])
def test_files_too_large_together_are_cut_off_while_they_come_in(
    look: Client, monkeypatch: pytest.MonkeyPatch, files_sent: int, size: int
) -> None:
    """Before anybody asks who looks, and whatever somebody who is logged in may send: else anybody could fill the disk."""
    monkeypatch.setattr(flow, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(flow, "AN_HOUR", 0)
    written = 0
    real = uploads_come_in.Measured.receive_data_chunk

    def receive(self: uploads_come_in.Measured, raw_data: bytes, start: int) -> None:
        nonlocal written
        real(self, raw_data, start)
        written += len(raw_data)

    monkeypatch.setattr(uploads_come_in.Measured, "receive_data_chunk", receive)
    sent = []
    for number in range(files_sent):
        sent.append(io.BytesIO(b"x" * size))
        sent[-1].name = f"groot_{number}.csv"
    answer = look.post(PLACE, {"file": sent})
    assert answer.status_code == 400 and "hoogstens 1 MB" in answer.text
    assert written <= 2_000_000


def test_when_the_places_are_taken_one_is_asked_to_wait(look: Client, sent: list[Path]) -> None:
    folder = Path(settings.DATA_FOLDER)
    with files.held(folder / "look_first.0.lock"), files.held(folder / "look_first.1.lock"):
        answer = look.post(PLACE, uploads(sent[0]))
    assert answer.status_code == 400 and "Probeer het over een minuut" in answer.text


def test_who_looks_too_often_waits(look: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "AN_HOUR", 2)
    jpg = {"file": io.BytesIO(b"x")}
    said = ["al vaak gekeken" in look.post(PLACE, jpg).text for _ in range(3)]
    assert said == [False, False, True]
    assert "al vaak gekeken" not in look.post(PLACE, jpg, REMOTE_ADDR="192.0.2.99").text


def test_a_look_that_takes_too_long_is_stopped(look: Client, sent: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "SECONDS", 0.05)
    before = in_data_folder()
    answer = look.post(PLACE, uploads(*sent))
    assert answer.status_code == 400 and "duurde te lang" in answer.text
    assert in_data_folder() == before


def test_when_the_process_dies_the_next_who_passes_removes_what_is_left(look: Client, tmp_path: Path) -> None:
    """A real process that holds a folder to work in and is killed: the kernel lets its lock go."""
    script = (
        "import os, signal, sys, django; django.setup()\n"
        "from uitkomst.records import files\n"
        "with files.working() as path:\n"
        "    (path / 'with_bsn.csv').write_text('999900006')\n"
        "    print(path, flush=True)\n"
        "    sys.stdin.readline()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "uitkomst.config.settings", "UITKOMST_DATA": str(settings.DATA_FOLDER)}
    process = subprocess.Popen([sys.executable, "-c", script], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdin
    left = Path(process.stdout.readline().strip()) / "with_bsn.csv"
    assert files.sweep() == 0 and left.exists(), "somebody works there"
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.wait() < 0 and left.exists()
    look.post(PLACE, {"file": io.BytesIO(b"x")})
    assert not left.parent.exists()


@pytest.mark.parametrize(
    ("delivered", "period"),
    [
        ({"2023-1", "2023-2", "2024-1", "2024-2"}, "2023..2024"),
        ({"2023-2", "2024-1", "2024-2"}, "2024"),
        ({"2023-1", "2023-2", "2024-1"}, "2024-1"),
        ({"2024-2"}, "2024-2"),
    ],
)
def test_the_mirror_opens_on_the_longest_period_that_was_delivered_whole(delivered: set[str], period: str) -> None:
    assert widest_period(delivered).name == period


def test_it_is_not_there_unless_it_is_on_and_asked_of_ones_own_installation(world: World, client: Client) -> None:
    assert client.get(PLACE).status_code == 404
    assert client.get("/account/login/").text.count(PLACE) == 0
    with override_settings(LOOK_FIRST=True):
        assert client.get(PLACE).status_code == 200
        assert client.get("/account/login/").text.count(PLACE) == 1
