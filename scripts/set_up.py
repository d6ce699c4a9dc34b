"""Make the virtual environment and install what a lock file names: with uv where it can be had, else with pip.

Usage: python scripts/set_up.py VENV LOCKFILE. Runs on a bare Python 3.11; every package is checked against its hash.
"""

import subprocess
import sys
import venv
from pathlib import Path


def main(folder: Path, lock: Path) -> None:
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"making {folder}")
        venv.create(folder, with_pip=True)
    uv = folder / "bin" / "uv"
    if not uv.exists():
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"], check=False)
    if uv.exists():
        install = [uv, "pip", "install", "-q", "--compile-bytecode", "--python", python]
    else:
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    print(f"installing what {lock} names")
    subprocess.run([*install, "--require-hashes", "-r", lock], check=True)
    subprocess.run([*install, "--no-deps", "-e", "."], check=True)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this script is what an older Python meets first
        sys.exit("Python 3.11 or newer is needed")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
