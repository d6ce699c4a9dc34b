"""Run one task in a process of its own and say what it cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall and CPU seconds of the work (without imports), peak memory of the process in MB, what it said."""

    wall: float
    cpu: float
    memory: float
    said: str
    failed: bool = False


def measure(task: str, arguments: Sequence[str], environment: dict[str, str]) -> Cost:
    """Run ``python -m benchmarks.tasks task arguments`` and wait for it; nothing else of ours runs meanwhile."""
    command = [sys.executable, "-m", "benchmarks.tasks", task, *arguments]
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | environment, cwd=Path(__file__).parent.parent)
    assert child.stdout is not None
    output = child.stdout.read().decode()
    # wait4 gives the resources of this one child; RUSAGE_CHILDREN would keep the maximum over all of them.
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    megabytes = usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    if child.returncode != 0:
        cpu = usage.ru_utime + usage.ru_stime
        return Cost(wall, cpu, megabytes, f"failed (exit {child.returncode})", failed=True)
    told = json.loads(output.splitlines()[-1])
    return Cost(told["wall"], told["cpu"], megabytes, told["said"])
