"""Make the secrets that compose.yaml asks for, each in a file of its own; those that are there stay.

Usage: python3 scripts/make_secrets.py FOLDER. Keep a copy of the folder elsewhere: without pseudonym_key a backup is of little use.
"""

import secrets
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """The folder is for its owner alone; the files can be read by the user inside the container, who is somebody else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    password = _file(folder / "database_password", secrets.token_hex(24))
    _file(folder / "secret_key", secrets.token_urlsafe(48))
    _file(folder / "pseudonym_key", secrets.token_hex(32))
    _file(folder / "database_url", f"postgresql://uitkomst:{password}@database:5432/uitkomst")
    # smtp://user:password@server:587; empty: no letters are sent
    _file(folder / "mail_url", "")
    # Empty: no text messages (with UITKOMST_SMS, _URL and _FROM in .env).
    _file(folder / "sms_token", "")
    # Empty: no log-in through an identity provider, no numbers for a monitor.
    _file(folder / "oidc_secret", "")
    _file(folder / "metrics_token", "")


def _file(path: Path, value: str) -> str:
    if not path.exists():
        path.touch(mode=0o444)
        path.chmod(0o600)
        path.write_text(value, encoding="utf-8")
        path.chmod(0o444)
        print(f"made {path}")
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
