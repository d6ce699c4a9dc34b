"""Run a command with a PostgreSQL of its own, gone afterwards: its address is in TEST_DATABASE_URL.

Usage: python scripts/with_postgres.py COMMAND… On Debian PostgreSQL is installed by apt-get when it is missing.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

USER = "uitkomst"


def main(command: list[str]) -> int:
    programs = find() or install()
    if programs is None:
        print("please install PostgreSQL 15 or newer", file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp(prefix="uitkomst-postgres-"))
    # PostgreSQL refuses to run as root: then it runs as the user that Debian made for it.
    as_user = {"user": "postgres"} if os.geteuid() == 0 else {}
    if as_user:
        shutil.chown(folder, "postgres", pwd.getpwnam("postgres").pw_gid)
    port = free_port()
    data = str(folder / "data")
    control = [str(programs / "pg_ctl"), "-D", data, "-w"]
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": folder, **as_user}
    try:
        subprocess.run([programs / "initdb", "-D", data, "-A", "trust", "-U", USER], **quiet)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], **quiet)
        try:
            environment = {**os.environ, "TEST_DATABASE_URL": f"postgresql://{USER}@127.0.0.1:{port}/postgres"}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            subprocess.run([*control, "-m", "fast", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def find() -> Path | None:
    """The folder with the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def install() -> Path | None:
    """PostgreSQL of Debian, where there is one."""
    if not shutil.which("apt-get"):
        return None
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True, env=quiet)
    subprocess.run([*sudo, "apt-get", "install", "-y", "-qq", "postgresql"], check=True, env=quiet, stdout=subprocess.DEVNULL)
    return find()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
