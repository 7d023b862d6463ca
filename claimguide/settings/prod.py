"""Behind a TLS proxy that buffers bodies. Starts only when every secret is given."""

from __future__ import annotations

import os

from .base import *

DEPLOYED = True
SECRET_KEY = os.environ["SECRET_KEY"]
# Several machines share one key: `manage.py signing_key --make` makes it once, none makes its own.
SIGNING_KEY_IS_GIVEN = True
SECURE_SSL_REDIRECT = True
# The proxy asks it directly, over plain http on the inside.
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"

# A request over gunicorn's own unix socket has no address at all: that is the proxy as well.
TRUSTED_PROXIES = ["", *os.environ.get("TRUSTED_PROXIES", "127.0.0.1,::1").split(",")]
MIDDLEWARE = [
    "claimguide.core.proxy.ClientAddressMiddleware",
    *MIDDLEWARE,
    "claimguide.review.middleware.SecondFactorMiddleware",
]
