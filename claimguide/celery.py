"""The Celery application: reads Django's settings, finds tasks in the rooms, warms the letter engine up."""

from __future__ import annotations

import gc
import logging
import os
import warnings
from typing import Any

from celery import Celery
from celery.exceptions import CPendingDeprecationWarning
from celery.platforms import SecurityWarning
from celery.signals import worker_init
from django.conf import settings
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimguide.settings.prod")

# Celery warns against root because of pickled messages; only JSON is accepted here.
warnings.filterwarnings("ignore", category=SecurityWarning)
# And against work that goes on without its broker, at each loss of it; that is meant (decisions/0017).
warnings.filterwarnings("ignore", r"\s*In Celery 5\.1 we introduced", CPendingDeprecationWarning)

app = Celery("claimguide")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

log = logging.getLogger(__name__)


@worker_init.connect  # type: ignore[untyped-decorator]
def warm_up(**_: Any) -> None:
    """Load fonts and render one dummy letter before the pool forks: its children start at full speed."""
    for name in settings.WARM_UPS:
        try:
            import_string(name)()
        except Exception as error:  # a cold worker still works, or says in the job why it cannot
            log.warning("%s failed: %s: %s", name, type(error).__name__, error)
    gc.collect()
    gc.freeze()
