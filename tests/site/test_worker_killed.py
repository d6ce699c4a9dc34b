"""A worker that is really killed in the middle of its work, and a disk that is really full: in an installation of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import deliveries, personas
from tests.site.conftest import rows
from tests.site.test_backup import Elsewhere, committed, elsewhere, with_tables  # noqa: F401  fixtures
from tests.site.test_container import SEND

LOOK = """
import django; django.setup()
from uitkomst.records.models import Delivery, Job
for one in Delivery.objects.all():
    print(one.state, one.rows_read, bool(one.rows_file))
for one in Job.objects.filter(kind="check_delivery"):
    print(one.state, one.attempts)
"""
LEASE_OVER = (
    "import django; django.setup(); from uitkomst.records.models import Job; Job.objects.update(leased_until='2000-01-01T00:00:00Z')"
)
WORK = "import django; django.setup(); from uitkomst.flows.work import work_once; list(iter(work_once, False)); print('worked')"
WAIT_UNTIL_BUSY = """
import time, django; django.setup()
from uitkomst.records.models import Job
while not Job.objects.filter(kind="check_delivery", state="running").exists():
    time.sleep(0.005)
"""


@pytest.fixture
def begun(elsewhere: Elsewhere, tmp_path: Path) -> Elsewhere:  # noqa: F811
    """An installation with one provider."""
    listed = tmp_path / "organisations.csv"
    listed.write_text("kind;code;name;lies_in;works_for;since\nprovider;12345678;Het Anker;;;2015-01-01\n", encoding="utf-8")
    done = elsewhere.run("organisations", listed)
    assert done.returncode == 0, done.stderr
    return elsewhere


def many(folder: Path, number: int) -> Path:
    """A delivery with so many lines that reading takes a while."""
    path = deliveries.write_delivery(folder, personas.ANKER, "2024-1", rows(3))
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *(lines * (number // len(lines)))]) + "\n", encoding="utf-8")
    return path


def test_work_of_a_worker_that_was_killed_is_taken_up_once(begun: Elsewhere, tmp_path: Path) -> None:
    path = many(tmp_path, 40_000)
    sent = begun.python(SEND, path)
    assert sent.returncode == 0, sent.stderr
    busy = subprocess.Popen([sys.executable, "-c", WAIT_UNTIL_BUSY], env=begun.environment)
    worker = subprocess.Popen([sys.executable, "-c", "from uitkomst.commands import main; main()", "work"], env=begun.environment)
    assert busy.wait(timeout=60) == 0
    os.kill(worker.pid, signal.SIGKILL)
    assert worker.wait() == -signal.SIGKILL
    assert begun.python(LOOK).stdout.splitlines() == ["received 0 False", "running 1"]
    assert begun.python(WORK).stdout == "worked\n"
    assert begun.python(LOOK).stdout.splitlines() == ["received 0 False", "running 1"], "the lease of the dead still holds"
    begun.python(LEASE_OVER)
    done = begun.python(WORK)
    assert done.stdout == "worked\n", done.stderr
    assert begun.python(LOOK).stdout.splitlines() == ["checked 40000 True", "done 2"]
    assert len(list((begun.folder / "rows").iterdir())) == 1 and not list((begun.folder / "inbox").iterdir())
    again = begun.python("import django; django.setup(); from uitkomst.records import files; print(files.sweep())")
    assert again.stdout in ("0\n", "1\n") and not [path for path in (begun.folder / "work").iterdir() if path.is_dir()]


FULL = 'set -e; mount --make-rprivate /; mount -t tmpfs -o size=200k tmpfs "$UITKOMST_DATA/inbox"; exec "$@"'


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="needs root, to make a tiny disk")
def test_a_disk_that_is_full_refuses_the_file_and_keeps_nothing(begun: Elsewhere, tmp_path: Path) -> None:
    path = many(tmp_path, 8_000)
    (begun.folder / "inbox").mkdir(exist_ok=True)
    script = (
        "import sys\ntry:\n"
        + "".join(f"    {line}\n" for line in SEND.strip().splitlines())
        + "except Exception as error:\n    print(type(error).__name__, getattr(error, 'code', ''))\n"
        + "    import os; from django.conf import settings; print(os.listdir(settings.DATA_FOLDER / 'inbox'))\n"
    )
    command = ["unshare", "--mount", "sh", "-c", FULL, "full", sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, env=begun.environment, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["Refused disk_full", "[]"], done.stderr
    assert begun.python(LOOK).stdout == "", "no delivery and no job"
