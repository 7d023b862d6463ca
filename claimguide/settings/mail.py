"""Letters by e-mail: off, a demonstration that writes files, or on with a real mail server."""

from __future__ import annotations

import os

from .paths import VAR_DIR

MAIL = os.environ.get("CLAIMGUIDE_MAIL", "off")
# A demonstration writes here and nowhere else.
MAIL_FOLDER = VAR_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL == 'on' else 'dummy'}.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "") == "1"
EMAIL_USE_TLS = not EMAIL_USE_SSL
# Shorter than a worker's lease of an order, so that a late answer is rare.
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "claimguide@localhost")
