"""uitkomst work: one more worker beside `uitkomst serve`."""

from __future__ import annotations

import os
import signal
import threading

from uitkomst.commands.shared.running import running
from uitkomst.commands.shared.site import start


def work() -> int:
    """Run one more worker beside `uitkomst serve`, with the same settings. Stops with Ctrl-C after the job that it is at.

    Example: uitkomst work

    Exit code 0: stopped. 2: a setting is wrong, nothing was started.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "uitkomst.config.settings"
    start()
    from django.conf import settings

    from uitkomst.flows.work import work_on

    stop = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stop.set())
    with running(settings.DATA_FOLDER):
        work_on(stop)
    return 0
