from claimguide.settings.dev import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "claimguide.core",
    "tests.core.live",
]
WARM_UPS = []
