"""Backup and restore: made of the real world of the tests, put back elsewhere by the real command, on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.personas import actor
from tests.site.conftest import KEY, NOW, World
from uitkomst.commands.shared.running import running
from uitkomst.flows.backup.make_backup import KINDS, make_backup
from uitkomst.records import audit, files
from uitkomst.records.models import Delivery
from uitkomst.vocabulary.problems import Problem

ENVIRONMENT = {
    "UITKOMST_SECRET_KEY": "a1b2c3d4e5f6g7h8" * 4,
    "UITKOMST_HTTPS": "off",
    "UITKOMST_BSN_FILES": "hub",
    "UITKOMST_PSEUDONYM_KEY": KEY,
}
OTHER_DATABASE = os.environ.get("TEST_DATABASE_URL", "")


@pytest.fixture
def committed(_world: World, django_db_blocker: Any) -> Iterator[World]:
    """The world outside any transaction: what a backup sees is what is written."""
    with django_db_blocker.unblock():
        yield _world


@pytest.fixture
def archive(committed: World, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    make_backup(now=NOW, target=path)
    return path


@dataclass
class Elsewhere:
    """Another installation, with a data folder and a database of its own."""

    folder: Path
    environment: dict[str, str]
    database: str

    def run(self, *words: str | Path, **changed: str) -> subprocess.CompletedProcess[str]:
        """Run a command there."""
        return self.python("from uitkomst.commands import main; main()", *words, **changed)

    def python(self, script: str, *words: str | Path, **changed: str) -> subprocess.CompletedProcess[str]:
        """Run a few lines there."""
        command = [sys.executable, "-c", script, *map(str, words)]
        return subprocess.run(command, env={**self.environment, **changed}, capture_output=True, text=True, check=False)

    def kept(self) -> list[Path]:
        """The kept files there."""
        return [path for kind in KINDS for path in (self.folder / kind).rglob("*") if path.is_file()]


OWN = ["postgresql"] if OTHER_DATABASE else ["sqlite"]
BOTH = pytest.mark.parametrize("brand_new", sorted({*OWN, "sqlite"}), indirect=True)
MIGRATE = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"


@contextmanager
def installation(kind: str, folder: Path, like: Elsewhere | None = None) -> Iterator[Elsewhere]:
    """An installation in a new folder, with a new database; or with the tables of another one, which need not be made again."""
    name = f"elsewhere_{uuid4().hex}"
    folder.mkdir()
    more = {"UITKOMST_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "uitkomst.config.settings"}
    if kind == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like.database}" if like else ""))
        more["DATABASE_URL"] = f"{OTHER_DATABASE.rpartition('/')[0]}/{name}"
    elif like:
        shutil.copy(like.folder / "uitkomst.sqlite3", folder)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("UITKOMST_", "DATABASE", "DJANGO"))}
    yield Elsewhere(folder, {**kept, **ENVIRONMENT, **more}, name)
    if kind == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def with_tables(_world: World, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    """An empty installation whose tables were made, for the others to begin with."""
    with django_db_blocker.unblock(), installation(OWN[0], tmp_path_factory.mktemp("with_tables") / "elsewhere") as made:
        done = made.python(MIGRATE)
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def elsewhere(tmp_path: Path, committed: World, with_tables: Elsewhere) -> Iterator[Elsewhere]:
    with installation(OWN[0], tmp_path / "elsewhere", with_tables) as made:
        yield made


@pytest.fixture(params=OWN)
def brand_new(request: pytest.FixtureRequest, tmp_path: Path, committed: World) -> Iterator[Elsewhere]:
    """An installation where nothing was made yet, as on a new machine."""
    with installation(request.param, tmp_path / "elsewhere") as made:
        yield made


def said(path: Path) -> dict[str, Any]:
    """What the manifest of an archive says."""
    with zipfile.ZipFile(path) as opened:
        return dict(json.loads(opened.read("manifest.json")))


@BOTH
def test_what_was_kept_comes_back_whole_on_the_same_and_on_the_other_database(archive: Path, brand_new: Elsewhere, tmp_path: Path) -> None:
    elsewhere = brand_new
    done = elsewhere.run("restore", archive)
    assert (done.returncode, done.stderr) == (0, "")
    before = said(archive)
    assert before["head"] in done.stdout and before["events"] > 20 and before["tables"]["records.releaserecord"]["rows"] >= 5
    again = tmp_path / "again.zip"
    assert elsewhere.run("backup", again).returncode == 0
    after = said(again)
    assert after["files"] == before["files"]
    changed = {name for name in before["tables"] if after["tables"][name] != before["tables"][name]}
    assert changed == {"records.auditevent"}, "the restore itself is a line in the log"
    assert after["events"] == before["events"] + 1
    checked = elsewhere.run("audit-log", "verify", "--head", before["head"])
    assert checked.returncode == 0, checked.stdout


def test_an_installation_that_was_put_back_starts_and_its_rows_get_new_numbers(archive: Path, elsewhere: Elsewhere) -> None:
    assert elsewhere.run("restore", archive).returncode == 0
    assert elsewhere.run("serve", "--prepare-only").returncode == 0
    done = elsewhere.python(
        "import django; django.setup()\n"
        "from uitkomst.organisations import operations, queries\n"
        "old = queries.person_by_email('bert@example.org')\n"
        "new = operations.add_person('nieuw@example.org', 'Nieuw')\n"
        "print(new.pk > old.pk > 0)\n"
    )
    assert done.stdout == "True\n", done.stderr


def test_an_installation_in_use_is_not_overwritten_unless_it_is_said(archive: Path, elsewhere: Elsewhere) -> None:
    assert elsewhere.run("restore", archive).returncode == 0
    stray = elsewhere.folder / "rows" / f"{'0' * 64}.parquet"
    stray.write_bytes(b"of before")
    refused = elsewhere.run("restore", archive)
    assert refused.returncode == 2 and "--replace" in refused.stderr and stray.exists()
    done = elsewhere.run("restore", archive, "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert not stray.exists()
    assert f"{said(archive)['events']} regels" in done.stdout, "the lines of before are gone with what they told of"


def damage(
    archive: Path, to: Path, *, without: str = "", changed: str = "", manifest: Callable[[dict[str, Any]], Any] | None = None
) -> Path:
    """A copy of an archive with a part left out, a part changed, or a manifest that says something else."""
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(to, "w") as target:
        for info in source.infolist():
            content = source.read(info)
            if without and info.filename.startswith(without):
                without = "\0"
                continue
            if changed and info.filename.startswith(changed) and content:
                content, changed = content[:-2] + bytes([content[-2] ^ 1]) + content[-1:], ""
            if manifest and info.filename == "manifest.json":
                told = json.loads(content)
                manifest(told)
                content = json.dumps(told).encode()
            target.writestr(info, content)
    return to


def _cut(archive: Path, to: Path) -> Path:
    to.write_bytes(archive.read_bytes()[:-5000])
    return to


NOT_A_ROW = {"sha256": "", "size": 0, "rows": 0}
BROKEN: dict[str, tuple[Callable[[Path, Path], Path], str]] = {
    "cut off": (_cut, "backup_damaged"),
    "no archive at all": (lambda archive, to: Path(shutil.copy(__file__, to)), "backup_damaged"),
    "a table left out": (partial(damage, without="tables/records.delivery.jsonl"), "backup_damaged"),
    "a file left out": (partial(damage, without="files/rows/"), "backup_damaged"),
    "a file changed": (partial(damage, changed="files/releases/"), "backup_damaged"),
    "a row changed": (partial(damage, changed="tables/organisations.person.jsonl"), "backup_damaged"),
    "no manifest": (partial(damage, without="manifest.json"), "backup_damaged"),
    "a manifest of nothing": (partial(damage, manifest=dict.clear), "backup_damaged"),
    "leads out": (partial(damage, manifest=lambda told: told["files"].update({"../../x": NOT_A_ROW})), "backup_damaged"),
    "a later form": (partial(damage, manifest=lambda told: told.update(format=99)), "backup_other_format"),
    "other version": (partial(damage, manifest=lambda told: told["migrations"].update(records=["0999_x"])), "backup_other_version"),
    "a table more": (partial(damage, manifest=lambda told: told["tables"].update({"records.later": NOT_A_ROW})), "backup_other_version"),
    "another head": (partial(damage, manifest=lambda told: told.update(head="f" * 64)), "backup_broken_log"),
}


ATTEMPT = """
import sys, django; django.setup()
from pathlib import Path
from django.utils import timezone
from uitkomst.flows.backup.restore_backup import restore_backup
from uitkomst.flows.backup import rows
from uitkomst.vocabulary.problems import Problem
for name in sys.argv[1:]:
    try:
        restore_backup(now=timezone.now(), source=Path(name))
        print("put back")
    except Problem as problem:
        print(problem.code, rows.is_empty())
"""


def test_whatever_is_wrong_with_an_archive_nothing_is_put_back(archive: Path, tmp_path: Path, elsewhere: Elsewhere) -> None:
    assert elsewhere.run("serve", "--prepare-only").returncode == 0
    made = [broken(archive, tmp_path / f"{name}.zip") for name, (broken, _) in BROKEN.items()]
    done = elsewhere.python(ATTEMPT, *made, tmp_path / "nowhere.zip")
    expected = [*(code for _, code in BROKEN.values()), "path_missing"]
    assert done.stdout.splitlines() == [f"{code} True" for code in expected], done.stderr
    assert not elsewhere.kept()
    one = elsewhere.run("restore", made[0])
    assert one.returncode == 2 and "Er is niets teruggezet" in one.stderr and "Traceback" not in one.stderr
    other = elsewhere.run("restore", archive, UITKOMST_PSEUDONYM_KEY="another key for tests only, never for real")
    assert other.returncode == 2 and "UITKOMST_PSEUDONYM_KEY" in other.stderr
    assert elsewhere.run("restore", archive).returncode == 0, "after all that it still is an empty installation"


def test_a_log_or_a_reference_that_does_not_fit_is_not_put_back(archive: Path, tmp_path: Path, elsewhere: Elsewhere) -> None:
    """Somebody changes rows and makes the manifest fit: the chain and the database itself stop it, in the middle of the work."""
    assert elsewhere.run("serve", "--prepare-only").returncode == 0
    name = forge(archive, tmp_path / "name.zip", "records.auditevent", b'"Quirine"', b'"Niemand"')
    stray = forge(archive, tmp_path / "stray.zip", "organisations.role", b'"person_id":1,', b'"person_id":9999,')
    wrong = forge(archive, tmp_path / "wrong.zip", "records.delivery", b'"received_at":"2', b'"received_at":"x')
    done = elsewhere.python(ATTEMPT, name, stray, wrong)
    assert done.stdout.split()[::2] == ["backup_broken_log", "backup_does_not_fit", "backup_does_not_fit"], done.stdout + done.stderr
    assert set(done.stdout.split()[1::2]) == {"True"} and not elsewhere.kept()


def forge(archive: Path, to: Path, table: str, old: bytes, new: bytes) -> Path:
    """A copy with one row changed, and a manifest that fits it."""
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(to, "w") as copy:
        part = source.read(f"tables/{table}.jsonl")
        assert old in part
        part = part.replace(old, new, 1)
        told = json.loads(source.read("manifest.json"))
        told["tables"][table] |= {"sha256": sha256(part).hexdigest(), "size": len(part)}
        changed = {f"tables/{table}.jsonl": part, "manifest.json": json.dumps(told).encode()}
        for info in source.infolist():
            copy.writestr(info, changed.get(info.filename) or source.read(info))
    return to


def test_while_others_write_a_backup_is_of_one_moment(committed: World, tmp_path: Path) -> None:
    done = threading.Event()
    written = 0

    def write() -> None:
        nonlocal written
        while not done.is_set():
            audit.record(actor("quirine"), now=NOW, action="R", event="test.backup")
            written += 1
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            path = tmp_path / f"{number}.zip"
            made = make_backup(now=NOW, target=path)
            with zipfile.ZipFile(path) as opened:
                last = json.loads(opened.read("tables/records.auditevent.jsonl").splitlines()[-1])
            assert (last["sequence"], last["hash"]) == (made.events, made.head)
    finally:
        done.set()
        writer.join()
    assert written > 3 and audit.verify().ok


def test_an_archive_holds_no_file_as_it_came_and_no_session(committed: World, archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
    assert not [name for name in names if "inbox" in name or "session" in name]
    assert archive.stat().st_mode & 0o077 == 0


def test_a_file_that_was_damaged_is_named(committed: World, tmp_path: Path) -> None:
    delivery = Delivery.objects.exclude(rows_file="").first()
    assert delivery is not None
    path = files.kept("rows", delivery.rows_file)
    whole = path.read_bytes()
    path.chmod(0o600)
    try:
        path.write_bytes(whole[:-1] + b"?")
        made = make_backup(now=NOW, target=tmp_path / "backup.zip")
        assert made.damaged == (f"rows/{delivery.rows_file}",)
    finally:
        path.write_bytes(whole)
        path.chmod(0o400)


def test_nothing_is_written_over_and_nothing_is_left_of_what_failed(committed: World, tmp_path: Path, now: datetime) -> None:
    there = tmp_path / "there.zip"
    there.write_text("mine")
    for target in (there, tmp_path / "no" / "folder.zip"):
        with pytest.raises(Problem):
            make_backup(now=now, target=target)
    assert there.read_text() == "mine"

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_backup(now=now, target=tmp_path / "stopped.zip", on_progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["there.zip"]


def test_a_disk_that_is_full_leaves_no_archive(archive: Path, elsewhere: Elsewhere, tmp_path: Path) -> None:
    """A real limit of the operating system on what a process may write."""
    assert elsewhere.run("restore", archive).returncode == 0
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000)); from uitkomst.commands import main; main()"
    done = elsewhere.python(limit, "backup", tmp_path / "full.zip")
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert not list(tmp_path.glob("*full*")) and not list(tmp_path.glob(".*full*"))


def test_a_restore_waits_until_the_application_has_stopped(archive: Path, elsewhere: Elsewhere) -> None:
    with running(elsewhere.folder):
        done = elsewhere.run("restore", archive)
    assert done.returncode == 2 and "draait nog" in done.stderr
    assert elsewhere.run("restore", archive).returncode == 0
