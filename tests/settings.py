"""The application's settings for tests: SQLite in a file, or the PostgreSQL of TEST_DATABASE_URL; fast passwords; plain static files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# What is set on this machine for the application is not for its tests; what tests are told from outside begins with TEST_.
_FOLDER = Path(tempfile.mkdtemp(prefix="uitkomst-tests-"))
for _name in [name for name in os.environ if name.startswith("UITKOMST_") or name == "DATABASE_URL"]:
    del os.environ[_name]
os.environ |= {
    "UITKOMST_SECRET_KEY": "for tests only, for tests only, for tests only, 0123456789",
    "UITKOMST_DATA": str(_FOLDER),
    "UITKOMST_HTTPS": "off",
    "UITKOMST_HOSTS": "testserver,localhost,127.0.0.1",
    "UITKOMST_BSN_FILES": "hub",
    "UITKOMST_CLIENT_MAIL_FROM": "Vragen <vragen@example.org>",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
}

from uitkomst.config.settings import *  # noqa: E402, F403
from uitkomst.config.settings import DATABASES, STORAGES  # noqa: E402

DATABASES["default"]["TEST"] = {"NAME": None if os.environ["DATABASE_URL"] else str(_FOLDER / "test.sqlite3")}
if os.environ["DATABASE_URL"]:
    DATABASES["default"]["OPTIONS"] = {}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
