"""The embedded default of `make run`: one machine, http on 127.0.0.1, SQLite, a private broker under var/."""

from __future__ import annotations

import os

from claimguide.core.keys import local_secret

from .base import *
from .paths import VAR_DIR

# Django's own check asks for it before any command of ours could make it.
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = os.environ.get("CLAIMGUIDE_DEBUG") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or local_secret(VAR_DIR / "secret.key")
ALLOWED_HOSTS = [*os.environ.get("ALLOWED_HOSTS", "").split(","), "127.0.0.1", "localhost", "[::1]"]
