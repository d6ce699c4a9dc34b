"""Container file and compose file: what they promise, and their commands in exactly their environment, on a real PostgreSQL.

There is no container engine in the tests. What an engine would do is done with what the kernel gives: another user, no rights, and a root
that cannot be written. Building the image itself is only tried step by step (slow).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from scripts.make_secrets import main as make_secrets
from tests import deliveries, personas
from tests.site.conftest import World, rows
from uitkomst.config.environment import VARIABLES, read

ROOT = Path(__file__).parents[2]
DATABASE = os.environ.get("TEST_DATABASE_URL", "")
SECRET = {
    "UITKOMST_SECRET_KEY", "UITKOMST_PSEUDONYM_KEY", "DATABASE_URL", "UITKOMST_MAIL_URL", "UITKOMST_OIDC_SECRET", "UITKOMST_METRICS_TOKEN",
}  # fmt: skip


def yaml(text: str) -> dict[str, Any]:
    """The part of YAML that compose.yaml is written in: nested names, lists of words, quoted words, lists in brackets."""
    top: dict[str, Any] = {}
    open_: list[tuple[int, Any, Any, Any]] = [(-1, top, None, None)]
    for line in text.splitlines():
        said = line.strip()
        if not said or said.startswith("#"):
            continue
        depth = len(line) - len(line.lstrip())
        while open_[-1][0] >= depth:
            open_.pop()
        _, here, parent, name_of_here = open_[-1]
        if said.startswith("- "):
            if not isinstance(here, list):
                here = parent[name_of_here] = []
                open_[-1] = (open_[-1][0], here, parent, name_of_here)
            here.append(_word(said[2:]))
            continue
        name, _, value = said.partition(":")
        if value.strip():
            here[name] = _word(value.strip())
        else:
            here[name] = {}
            open_.append((depth, here[name], here, name))
    return top


def _word(text: str) -> Any:
    if text.startswith("[") or text.startswith('"'):
        return json.loads(text)
    return {"true": True, "false": False}.get(text, text)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_pages_and_worker_have_the_same_settings_and_few_rights(compose: dict[str, Any]) -> None:
    pages, worker = (compose["services"][name] for name in ("pages", "worker"))
    assert pages["environment"] == worker["environment"] and pages["volumes"] == worker["volumes"]
    for service in (pages, worker):
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert set(service["secrets"]) <= set(compose["secrets"])
    assert all(port.startswith("127.0.0.1:") for port in pages["ports"]), "only the proxy on this machine reaches it"
    waits = compose["services"]["worker"]["depends_on"]["pages"]["condition"]
    assert waits == "service_healthy" and pages["healthcheck"]["test"] == ["CMD", "uitkomst", "health"]
    assert "ports" not in compose["services"]["database"]


def test_no_secret_stands_in_the_compose_file_and_each_setting_exists(compose: dict[str, Any], tmp_path: Path) -> None:
    make_secrets(tmp_path / "secrets")
    made = {path.name for path in (tmp_path / "secrets").iterdir()}
    assert {Path(secret["file"]).name for secret in compose["secrets"].values()} == made
    for name, value in compose["services"]["pages"]["environment"].items():
        assert name.removesuffix("_FILE") in {*VARIABLES, "UITKOMST_PSEUDONYM_KEY"}, name
        if name.endswith("_FILE"):
            assert Path(value).name in made
        else:
            assert name not in SECRET, name


def test_every_setting_reaches_the_containers(compose: dict[str, Any]) -> None:
    given = {name.removesuffix("_FILE") for name in compose["services"]["pages"]["environment"]}
    assert set(VARIABLES) - given == {"UITKOMST_DATA", "UITKOMST_HTTPS", "UITKOMST_DEMO"}
    assert all(f"{name}_FILE" in compose["services"]["pages"]["environment"] for name in SECRET)
    # What nobody gave is as if it was not there.
    given = {name: re.sub(r"\$\{\w+:-(.*)\}", r"\1", str(value)) for name, value in compose["services"]["pages"]["environment"].items()}
    set_here = {"UITKOMST_BEHIND_PROXY"} | {name for name in VARIABLES if f"{name}_FILE" in given}
    assert {name: read(name, given) for name in VARIABLES if name not in set_here} == {
        name: "localhost" if name == "UITKOMST_HOSTS" else value for name, value in VARIABLES.items() if name not in set_here
    }


def test_secrets_are_made_once(tmp_path: Path) -> None:
    make_secrets(tmp_path)
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert before["database_password"] in before["database_url"]
    assert tmp_path.stat().st_mode & 0o077 == 0
    make_secrets(tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before
    make_secrets(tmp_path / "other")
    assert (tmp_path / "other" / "secret_key").read_text() != before["secret_key"]


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Containerfile in order."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def test_the_image_runs_as_nobody_and_holds_what_it_needs_alone() -> None:
    said = instructions()
    stages = [number for number, (what, _) in enumerate(said) if what == "FROM"]
    last = said[stages[-1] :]
    assert [value for what, value in last if what == "USER"] == ["10001:10001"]
    assert not [value for what, value in last if what == "COPY" and "--from" not in value]
    assert any(what == "HEALTHCHECK" and '["uitkomst", "health"]' in value for what, value in last)
    allowed = (ROOT / ".containerignore").read_text(encoding="utf-8")
    assert allowed.splitlines()[0] == "*" and (ROOT / ".dockerignore").read_text(encoding="utf-8") == allowed
    copied = {word for what, value in said if what == "COPY" and "--from" not in value for word in value.split()[:-1]}
    assert copied == {line[1:] for line in allowed.splitlines() if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)


# unshare: a view of the file system of its own, in which nothing but data and a fresh /tmp can be written; setpriv: nobody, without rights.
SHUT_IN = """
set -e
mount --make-rprivate /
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount --bind "$SCRATCH/data" "$SCRATCH/data"
mount -o remount,ro,bind /
cd /
exec setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
"""


class Shut:
    """Runs commands as a container would, with the settings of the compose file."""

    def __init__(self, scratch: Path, environment: dict[str, str]) -> None:
        self.scratch, self.environment = scratch, environment

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Start a command."""
        shut = ["unshare", "--mount", "sh", "-c", SHUT_IN, "shut", *command]
        return subprocess.Popen(shut, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, *command: str) -> str:
        """Run a command to its end; what it printed."""
        process = self.start(*command)
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
        return said


@pytest.fixture
def shut(compose: dict[str, Any], committed_database: str) -> Iterator[Shut]:
    scratch = Path("/var/tmp") / f"uitkomst-container-{uuid4().hex}"
    (scratch / "data").mkdir(parents=True)
    make_secrets(scratch / "secrets")
    address = scratch / "secrets" / "database_url"
    address.unlink()
    address.write_text(committed_database, encoding="utf-8")
    address.chmod(0o444)
    (scratch / "secrets").chmod(0o755)
    for path in (scratch, scratch / "data"):
        os.chown(path, 10001, 10001)
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"}
    for name, value in compose["services"]["pages"]["environment"].items():
        given = re.sub(r"\$\{\w+:-(.*)\}", r"\1", value)
        environment[name] = given.replace("/run/secrets", str(scratch / "secrets"))
    environment |= {"UITKOMST_DATA": str(scratch / "data"), "SCRATCH": str(scratch)}
    environment["UITKOMST_BSN_FILES"] = "hub"
    yield Shut(scratch, environment)
    shutil.rmtree(scratch)


@pytest.fixture
def committed_database(_world: World, django_db_blocker: Any) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = f"container_{uuid4().hex}"
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        yield f"{DATABASE.rpartition('/')[0]}/{name}"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


SEND = """
import sys, django; django.setup()
from pathlib import Path
from django.utils import timezone
from uitkomst.flows.receive_delivery import receive_delivery
from uitkomst.organisations import operations, queries
from uitkomst.organisations.kinds import OrganisationKind as K, RoleKind as R
own = queries.organisation(K.PROVIDER, "12345678")
person = operations.add_person("q@example.org", "Q", password=None)
operations.give_role(person, own, R.QUALITY_OFFICER, valid_from=own.valid_from)
path = Path(sys.argv[1])
actor = queries.actor_for(person, second_factor=True)
print(receive_delivery(actor=actor, now=timezone.now(), name=path.name, chunks=[path.read_bytes()]).pk)
"""
SEE = "import django; django.setup(); from uitkomst.records.types import Delivery; print(Delivery.objects.get().state)"


def _can_shut_in() -> bool:
    """Whether this machine lets us: PostgreSQL, root, mounts of one's own, and a program that lies where somebody else can reach it."""
    if not DATABASE or os.geteuid() != 0 or not shutil.which("unshare") or Path(sys.executable).absolute().is_relative_to("/tmp"):
        return False
    tried = ["unshare", "--mount", "setpriv", "--reuid", "10001", "--clear-groups", "test", "-x", str(Path(sys.executable).absolute())]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(
    not _can_shut_in(), reason="needs PostgreSQL, root and mounts of one's own (make test-postgres), and a program outside /tmp"
)
def test_pages_and_worker_do_their_work_shut_in(shut: Shut, compose: dict[str, Any], tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    pages = shut.start(*compose["services"]["pages"]["command"], "--port", port)
    worker = None
    try:
        _wait(lambda: shut.start("uitkomst", "health", "--port", port).wait() == 0, pages)
        worker = shut.start(*compose["services"]["worker"]["command"])
        listed = shut.scratch / "data" / "organisations.csv"
        listed.write_text("kind;code;name;lies_in;works_for;since\nprovider;12345678;Het Anker;;;2015-01-01\n", encoding="utf-8")
        assert "1 nieuw" in shut.run("uitkomst", "organisations", str(listed))
        said = shut.run("uitkomst", "invite", "bert@example.org", "--for", "provider:12345678", "--site", "https://localhost")
        assert "https://localhost/invitation/" in said
        path = deliveries.write_delivery(shut.scratch / "data", personas.ANKER, "2024-1", rows(3))
        path.chmod(0o444)
        environment = {**shut.environment, "DJANGO_SETTINGS_MODULE": "uitkomst.config.settings"}
        shut.environment = environment
        shut.run(sys.executable, "-c", SEND, str(path))
        _wait(lambda: "checked" in shut.run(sys.executable, "-c", SEE), worker)
        assert "Geschreven" in shut.run("uitkomst", "backup", str(shut.scratch / "data" / "backup.zip"))
        written = {path.relative_to(shut.scratch).parts[0] for path in shut.scratch.rglob("*") if path.stat().st_uid == 10001}
        assert written <= {"data"}
    finally:
        for process in (pages, worker):
            if process:
                process.terminate()
                process.communicate(timeout=60)
    assert worker is not None and worker.returncode == 0


@pytest.mark.skipif(not DATABASE, reason="needs PostgreSQL (make test-postgres)")
def test_every_process_has_connections_of_its_own(committed_database: str, tmp_path: Path) -> None:
    """Connections that were opened before the processes forked would be shared: one process reads what the other asked, and both hang."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UITKOMST_")}
    own = {"UITKOMST_SECRET_KEY": "a1b2c3d4e5f6g7h8" * 4, "UITKOMST_DATA": str(tmp_path), "UITKOMST_HTTPS": "off"}
    command = [Path(sys.executable).with_name("uitkomst"), "serve", "--no-worker", "--processes", "2", "--port", str(port)]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    pages = subprocess.Popen(command, env={**kept, **own, "DATABASE_URL": committed_database}, **quiet)

    def answers() -> bool:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=10) as answer:
            return bool(answer.status == 200)
        return False

    try:
        _wait(answers, pages)
        with ThreadPoolExecutor(8) as people:
            assert all(people.map(lambda _: answers(), range(80)))
    finally:
        pages.terminate()
        pages.communicate(timeout=60)


def _wait(until: Any, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(process.communicate()[0][-2000:])
        if until():
            return
    pytest.fail("it did not come in 90 seconds")


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("TEST_BUILD_STEPS"), reason="installs everything once more: TEST_BUILD_STEPS=1 make test-slow")
def test_each_step_of_the_build_can_be_done(tmp_path: Path) -> None:
    """The steps of the first stage, with another folder for the environment; the program then starts from there alone."""
    environment, built = tmp_path / "opt", tmp_path / "build"
    built.mkdir()
    said = instructions()
    stage = said[: [number for number, (what, _) in enumerate(said) if what == "FROM"][1]]
    for what, value in stage:
        if what == "COPY":
            *names, _ = value.split()
            for name in names:
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, built / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
                else:
                    shutil.copy(ROOT / name, built / name)
        elif what == "RUN":
            command = value.replace("/opt/uitkomst", str(environment)).replace("python -m venv", f"{sys.executable} -m venv")
            done = subprocess.run(command, shell=True, cwd=built, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{value}\n{done.stdout[-1000:]}\n{done.stderr[-1000:]}"
    shutil.rmtree(built)
    data = tmp_path / "data"
    data.mkdir()
    more = {"UITKOMST_SECRET_KEY": "a1b2c3d4e5f6g7h8" * 4, "UITKOMST_DATA": str(data)}
    command = [environment / "bin" / "uitkomst", "serve", "--prepare-only"]
    started = subprocess.run(command, env={"PATH": "/usr/bin:/bin", **more}, cwd="/", capture_output=True, text=True, check=False)
    assert started.returncode == 0, started.stderr
    assert (data / "static").is_dir() and (data / "uitkomst.sqlite3").is_file()
