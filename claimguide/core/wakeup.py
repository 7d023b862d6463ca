"""Wake-up messages to the broker: never an error for the page that sends one, and hardly ever a delay."""

from __future__ import annotations

import logging
import threading
import time
import uuid

from django.conf import settings
from kombu.pools import producers

# Imported here, not when the first message is sent: that page would wait for it.
from claimguide.celery import app

log = logging.getLogger(__name__)

TASK = "core.run_job"
# A broker that did not answer is left alone this long; the sweeper sends what was missed.
PAUSE_SECONDS = 30.0
# A page waits no longer than this, whatever the client library does inside.
PATIENCE_SECONDS = 0.8


class Breaker:
    """Remembers for PAUSE_SECONDS that the broker did not answer this process."""

    def __init__(self) -> None:
        self._closed_from = 0.0

    def trip(self) -> None:
        self._closed_from = time.monotonic() + PAUSE_SECONDS

    def reset(self) -> None:
        self._closed_from = 0.0

    @property
    def open(self) -> bool:
        return time.monotonic() < self._closed_from


breaker = Breaker()


def load_transport() -> None:
    """Import the broker's client now (0.3 s): the first page that gives an order need not wait for it."""
    app.connection_for_write().get_transport_cls()


def send(job_id: uuid.UUID) -> bool:
    """Ask a worker to look at this order now; False if the message did not get out. Never raises."""
    if breaker.open:
        return False
    sent = threading.Event()
    # In a thread of its own: a frozen broker holds the client library far longer than a page may wait.
    sender = threading.Thread(target=_send_quietly, args=(job_id, sent), daemon=True)
    sender.start()
    sender.join(PATIENCE_SECONDS)
    if not sent.is_set():
        breaker.trip()
        log.warning("broker does not answer, job %s waits for the sweeper", job_id)
    return sent.is_set()


def send_or_raise(job_id: uuid.UUID) -> None:
    """Ask a worker to look at this order now; raises whatever the broker's client raises."""
    connection = app.connection_for_write(transport_options=settings.PUBLISHER_TRANSPORT_OPTIONS)
    with producers[connection].acquire(block=True, timeout=PATIENCE_SECONDS) as producer:
        app.send_task(TASK, (str(job_id),), producer=producer)


def _send_quietly(job_id: uuid.UUID, sent: threading.Event) -> None:
    try:
        send_or_raise(job_id)
    except Exception as error:
        log.info("wake-up not sent: %s", type(error).__name__)
    else:
        sent.set()
        breaker.reset()  # the broker was slow, not dead
