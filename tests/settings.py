"""The settings of a test run: a directory of its own, SQLite or a throw-away PostgreSQL.

CHARTERDESK_TEST_DATABASE=postgresql chooses the second. The processes of one run share
its cluster, and each has a database in it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("CHARTERDESK_")]:
    if not name.startswith(("CHARTERDESK_TEST_", "CHARTERDESK_BENCH_")):
        del os.environ[name]
_directory = tempfile.mkdtemp(prefix="charterdesk-test-")
atexit.register(shutil.rmtree, _directory, ignore_errors=True)
os.environ["CHARTERDESK_DATA"] = _directory

from charterdesk.kit.database_url import database_from  # noqa: E402
from charterdesk.project.settings import *  # noqa: E402, F403
from charterdesk.project.settings import DATA, DATABASES  # noqa: E402
from tests.postgres import shared_address  # noqa: E402

if os.environ.get("CHARTERDESK_TEST_DATABASE") == "postgresql":
    DATABASES["default"] = database_from("CHARTERDESK_TEST_DATABASE", shared_address())
else:
    # A file, as at work: threads and processes queue for it in the same way.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
