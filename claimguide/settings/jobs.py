"""Celery: the message only wakes a worker up, the row in the database is the order (see core.jobs)."""

from __future__ import annotations

import os

from claimguide.core import broker

from .paths import VAR_DIR

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL") or broker.embedded_url(VAR_DIR)
CELERY_BROKER_TRANSPORT_OPTIONS = broker.transport_options(CELERY_BROKER_URL, VAR_DIR)
PUBLISHER_TRANSPORT_OPTIONS = broker.publisher_options(CELERY_BROKER_URL)
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None

CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "claimguide"
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_ACKS_ON_FAILURE_OR_TIMEOUT = True
# True would run a message that kills its worker for ever; the sweeper counts such deaths instead.
CELERY_TASK_REJECT_ON_WORKER_LOST = False
# Shorter than the lease of 60 s, which is shorter than the visibility timeout of 300 s.
CELERY_TASK_SOFT_TIME_LIMIT = 40
CELERY_TASK_TIME_LIMIT = 45
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = int(os.environ.get("WORKER_CONCURRENCY", "2"))
# Reading pictures takes seconds each: at least one process stays free for letters.
SLOW_JOBS_AT_ONCE = int(os.environ.get("SLOW_JOBS_AT_ONCE", max(1, CELERY_WORKER_CONCURRENCY - 1)))
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
# Celery looks at the memory of a child only between orders; this holds while a letter is being made.
LETTER_MEMORY_BYTES = 500_000_000
# The database knows whether work is done: what runs when the broker goes away may finish (decisions/0017).
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "Asia/Shanghai"

# Called in the worker before it forks: what they load is shared by its children.
WARM_UPS = ["claimguide.core.typeset.engine.warm_up"]
# Proof that an engine works on this machine: each is called by `doctor` and raises when it does not.
SELF_TESTS = ["claimguide.core.typeset.engine.selftest"]
