"""See to it that Chromium and pdftoppm are here: on Debian installed by apt-get, elsewhere asked for in one line."""

import os
import shutil
import subprocess
import sys

NEEDED = {"chromium": "chromium", "pdftoppm": "poppler-utils"}


def main() -> int:
    missing = [package for command, package in NEEDED.items() if not shutil.which(command)]
    if not missing:
        return 0
    if not shutil.which("apt-get"):
        print(f"please install: {', '.join(missing)}", file=sys.stderr)
        return 1
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*sudo, "apt-get", "update", "-qq"], check=True, env=quiet)
    return subprocess.run(
        [*sudo, "apt-get", "install", "-y", "-qq", *missing], check=False, env=quiet, stdout=subprocess.DEVNULL
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
