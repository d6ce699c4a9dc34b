"""The main job on a fictitious region, with a throw-away key: make it, check it, make figures and mirrors, attack them.

Usage: python scripts/demo.py FOLDER. Ends with the paths of what it made.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

REGION = "Utrecht-West"
MUNICIPALITY = "0632"


def main(folder: Path) -> int:
    # The key lives as long as this process: the demo's pseudonyms can never be linked to anything else.
    environment = {**os.environ, "UITKOMST_PSEUDONYM_KEY": secrets.token_hex(32)}
    environment.pop("UITKOMST_PSEUDONYM_KEY_FILE", None)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    deliveries = folder / "deliveries"

    def run(*arguments: str | Path, may_be: tuple[int, ...] = (0,)) -> None:
        print(f"\n$ uitkomst {' '.join(map(str, arguments))}", flush=True)
        command = [Path(sys.executable).with_name("uitkomst"), *map(str, arguments)]
        code = subprocess.run(command, env=environment, check=False).returncode
        if code not in may_be:
            sys.exit(f"the demo stopped: exit code {code}")

    run(
        "make-region", deliveries, "--region", REGION, "--providers", "12", "--clients", "4000", "--periods", "2021-1:2024-2", "--seed", "7"
    )
    tables = ("--tables", deliveries / "tables")
    # Some of the fictitious files are faulty on purpose: exit code 1 says that findings were made, the rest is used.
    run("check", deliveries, *tables, "--format", "csv", "--out", folder / "findings.csv", may_be=(1,))
    figures = [folder / "figures-region-partner.csv", folder / "figures-region-open.csv", folder / "figures-own.csv"]
    asked = ("--period", "2023..2024,2024,2024-1,2024-2", "--by", "municipality")
    scope = ("--scope", f"region:{REGION}")
    run("figures", deliveries, *tables, *asked, *scope, "--audience", "partner", "--out", figures[0], may_be=(0, 1))
    run("figures", deliveries, *tables, *asked, *scope, "--audience", "open", "--out", figures[1], may_be=(0, 1))
    run(
        "figures",
        deliveries,
        *tables,
        "--period",
        "all",
        "--by",
        "provider,form_of_help",
        "--audience",
        "own",
        "--out",
        figures[2],
        may_be=(0, 1),
    )
    run("audit", figures[0])
    run("audit", figures[1])
    made = [folder / "findings.csv", *figures]
    for who, audience, name in (
        (f"region:{REGION}", "partner", "mirror-region"),
        (f"municipality:{MUNICIPALITY}", "partner", "mirror-municipality"),
        ("provider:90000017", "own", "mirror-provider"),
    ):
        for ending in (".html", ".pdf"):
            out = folder / f"{name}{ending}"
            stories = ("--stories", deliveries / "stories.md")
            run(
                "mirror",
                deliveries,
                *tables,
                "--for",
                who,
                "--period",
                "2023..2024",
                "--audience",
                audience,
                *stories,
                "--out",
                out,
                may_be=(0, 1),
            )
            made.append(out)
    site = folder / "site"
    run("serve", "--demo", "--prepare-only", "--data", site, "--deliveries", deliveries)
    print("\nThis was made (fictitious clients and providers):")
    for path in made:
        print(f"  {path.resolve()}")
    print("\nThe same region as an application in the browser, with accounts on its log-in page:")
    print(f"  {Path(sys.executable).with_name('uitkomst')} serve --demo --data {site}")
    left = next((site / "to-upload").iterdir())
    print(f"  a file to upload: {left.resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
