"""A worker that dies with a letter in its hands: a process of its own, killed while who took the letter has not said so."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.site.conftest import World
from uitkomst.care.models import Client

KILLED = "C-killed"
"""The number of the client that goes at the end of the test."""


class SlowServer(threading.Thread):
    """A mail server that takes a letter and never says that it did: the worker dies while it waits."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.letters = 0
        self.taken = threading.Event()
        self.environment = {"UITKOMST_MAIL_URL": f"smtp+plain://127.0.0.1:{self.port}"}

    def run(self) -> None:
        line, _ = self.socket.accept()
        file = line.makefile("rb")
        # Kept open: a line that breaks would tell the worker that something is wrong.
        self.open = (line, file)
        line.sendall(b"220 here\r\n")
        while said := file.readline():
            if said[:4].upper() == b"DATA":
                line.sendall(b"354 go on\r\n")
                while file.readline() not in (b".\r\n", b""):
                    pass
                self.letters += 1
                self.taken.set()
                return
            line.sendall(b"250 fine\r\n")


class SlowGateway(SlowServer):
    """The same for text messages: it reads the whole request, and never answers."""

    def __init__(self) -> None:
        super().__init__()
        where = {"UITKOMST_SMS": "json", "UITKOMST_SMS_URL": f"http://127.0.0.1:{self.port}/"}
        self.environment = {**where, "UITKOMST_SMS_TOKEN": "a token for tests alone", "UITKOMST_SMS_FROM": "Vragen"}

    def run(self) -> None:
        line, _ = self.socket.accept()
        file = line.makefile("rb")
        self.open = (line, file)
        length = 0
        while (said := file.readline().strip()) != b"":
            if said.lower().startswith(b"content-length:"):
                length = int(said.split(b":")[1])
        file.read(length)
        self.letters += 1
        self.taken.set()


@pytest.fixture
def committed(_world: World, django_db_blocker: Any) -> Iterator[World]:
    """The world without a transaction around the test, for a worker in another process; the client goes at the end."""
    with django_db_blocker.unblock():
        yield _world
        Client.objects.filter(number=KILLED).delete()


def killed_while_sending(flow: str, now: datetime, folder: Path, taker: type[SlowServer] = SlowServer) -> SlowServer:
    """Run a flow ("uitkomst.flows.care.letters.send_letters") elsewhere, and kill it when its first letter was taken."""
    server = taker()
    server.start()
    module, _, name = flow.rpartition(".")
    program = (
        "import django; django.setup()\n"
        "from datetime import datetime\n"
        f"from {module} import {name}\n"
        f"{name}(now=datetime.fromisoformat('{now.isoformat()}'))\n"
    )
    (folder / "uitkomst.sqlite3").symlink_to(connection.settings_dict["NAME"])
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "uitkomst.config.settings",
        "UITKOMST_DATA": str(folder),
        **server.environment,
    }
    worker = subprocess.Popen([sys.executable, "-c", program], env=environment, cwd=Path(__file__).parents[2])
    try:
        assert server.taken.wait(60), worker.poll()
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    return server
