"""Settings of the test suite: nothing shared with a running site, nothing that leaves the process."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CLAIMGUIDE_VAR_DIR", tempfile.mkdtemp(prefix="claimguide-test-"))

from .base import *
from .base import STORAGES
from .paths import VAR_DIR

SECRET_KEY = "tests only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
Path(VAR_DIR, "uploads").mkdir(parents=True, exist_ok=True)
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
PUBLISHER_TRANSPORT_OPTIONS = {}
