"""Settings of the test suite: nothing shared with a running site, nothing that leaves the process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Always a new folder: pytest's parallel workers inherit the environment but must not share files.
_folder = tempfile.mkdtemp(prefix="claimguide-test-")
os.environ["CLAIMGUIDE_VAR_DIR"] = _folder
_owner = os.getpid()


def _remove_folder() -> None:
    if os.getpid() == _owner:  # a forked child leaves it to its parent
        shutil.rmtree(_folder, ignore_errors=True)


atexit.register(_remove_folder)

from .base import *  # noqa: E402
from .base import STORAGES  # noqa: E402
from .paths import VAR_DIR  # noqa: E402

SECRET_KEY = "tests only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
for name in ("uploads", "static"):
    Path(VAR_DIR, name).mkdir(parents=True, exist_ok=True)

# Tests of reading switch it on; for all others a picture is a picture.
READING = False

CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
PUBLISHER_TRANSPORT_OPTIONS = {}
