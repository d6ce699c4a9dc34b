"""uitkomst serve: the application in a browser, with its worker."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from uitkomst.commands.shared.progress import progress_bar
from uitkomst.commands.shared.running import running
from uitkomst.commands.shared.site import DEMO_FOLDER, prepare_environment, start


def serve(
    *,
    demo: bool = False,
    data: Path | None = None,
    address: str = "127.0.0.1",
    port: int = 8000,
    processes: int = 2,
    worker: bool = True,
    prepare_only: bool = False,
    deliveries: Path | None = None,
) -> int:
    """Serve the application: bring the database up to date, serve the pages, run the worker. Stops with Ctrl-C.

    Example: uitkomst serve --demo

    Exit code 0: stopped. 2: a setting is wrong, nothing was started.

    Parameters
    ----------
    demo:
        A fictitious region in a database of its own, with accounts that exist in the demo alone. Never for real data.
    data:
        The folder for files and the SQLite database (else UITKOMST_DATA; in the demo demo/site).
    address:
        The network address to listen at; 0.0.0.0 for all.
    port:
        The port to listen at.
    processes:
        How many processes serve pages.
    worker:
        --no-worker when `uitkomst work` runs elsewhere, in a container of its own.
    prepare_only:
        Bring the database up to date (and fill that of the demo), then stop.
    deliveries:
        For the demo: the folder of a fictitious region to fill it with (else one is made).
    """
    prepare_environment(demo=demo, data=data)
    if demo:
        os.environ["UITKOMST_ADDRESS"] = f"http://{'127.0.0.1' if address == '0.0.0.0' else address}:{port}"
    start()
    from django.conf import settings

    with running(settings.DATA_FOLDER):
        prepare(demo=demo, data=data, deliveries=deliveries)
        if not prepare_only:
            _serve(address, port, processes, Keeper() if worker else None)
    return 0


def prepare(*, demo: bool, data: Path | None, deliveries: Path | None = None) -> None:
    """Bring the database up to date, gather the static files, and fill the demo when it is empty."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    start(check_people=True)
    if demo:
        _prepare_demo((data or DEMO_FOLDER).absolute(), deliveries)


def _prepare_demo(folder: Path, deliveries: Path | None) -> None:
    from django.utils import timezone

    from uitkomst.flows.demo.prepare import REGION, prepare_demo
    from uitkomst.flows.make_region import make_region
    from uitkomst.organisations.queries import demo_people

    if demo_people():
        return
    source = deliveries or folder / "deliveries"
    if not source.is_dir():
        make_region(source, region=REGION)
    if not (folder / "tables").is_dir():
        shutil.copytree(source / "tables", folder / "tables")
    os.environ["UITKOMST_TABLES"] = str(folder / "tables")
    with progress_bar("nl") as on_progress:
        prepare_demo(now=timezone.now(), deliveries=source, to_upload=folder / "to-upload", on_progress=on_progress)


def _serve(address: str, port: int, processes: int, worker: Keeper | None) -> None:
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            settings = {
                "bind": f"{address}:{port}", "workers": processes, "threads": 4, "timeout": 120, "graceful_timeout": 20,
                "max_requests": 2000, "max_requests_jitter": 200, "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,
                "loglevel": "warning", "proc_name": "uitkomst", "when_ready": lambda _: _ready(address, port, worker),
                "on_exit": lambda _: worker.stop() if worker else None,
            }  # fmt: skip
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    _let_go_of_the_database()
    Site().run()


def _let_go_of_the_database() -> None:
    """Before the processes fork: two that share a connection read what the other asked. A pool holds its connections until it is closed."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


def _ready(address: str, port: int, worker: Keeper | None) -> None:
    if worker:
        worker.start()
    print(f"Uitkomst: http://{'127.0.0.1' if address == '0.0.0.0' else address}:{port}/  (Ctrl-C stopt)", file=sys.stderr, flush=True)


class Keeper:
    """Keeps one worker process running; starts another when it dies."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the worker to finish its job and wait for it."""
        self._stop.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(60)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _keep(self) -> None:
        while not self._stop.is_set():
            self._process = subprocess.Popen([sys.executable, "-c", "from uitkomst.commands import main; main()", "work"])
            self._process.wait()
            self._stop.wait(2)
