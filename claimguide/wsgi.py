"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimguide.settings.prod")
application = get_wsgi_application()

from claimguide.core import wakeup  # noqa: E402 - needs the settings

wakeup.load_transport()
