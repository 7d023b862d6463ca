"""The served site: from the click that confirms a letter to its PDF, and what the worker weighs.

Imported by bench.py after Django is set up on the database of the site that is being served.
"""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench_pages import holder_of
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.core import wakeup
from claimguide.core.models import Job
from claimguide.letters import orders
from claimguide.letters.models import LetterVersion

POLL_SECONDS = 0.02
PATIENCE_SECONDS = 180.0
STOP_POLLING = 286
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Click:
    """Milliseconds until the browser had the next page, and until the PDF could be downloaded."""

    page: float
    pdf: float


class Browser:
    """One kept connection with the cookies of a case's holder."""

    def __init__(self, port: int, case: Case) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._cookies = {
            settings.SESSION_COOKIE_NAME: holder_of(case).cookies[settings.SESSION_COOKIE_NAME].value
        }

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, *, htmx: bool = False
    ) -> tuple[int, str, bytes]:
        """Status, where it sends to, and the body."""
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if htmx:
            sent["HX-Request"] = "true"
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, urlencode(form) if form is not None else None, sent)
        response = self._connection.getresponse()
        body = response.read()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return response.status, response.headers.get("Location", ""), body


def click(port: int, case: Case, kind: str) -> Click:
    """Confirm the letter on its check page and wait for the file, asking every 20 ms.

    A real page asks once a second, so a person sees the file up to a second later.
    """
    browser = Browser(port, case)
    review = reverse("letters:review", args=[case.pk, kind])
    token = _TOKEN.search(browser.ask("GET", review)[2].decode())
    if token is None:
        raise RuntimeError(f"no form on {review}")
    started = time.perf_counter()
    status, letter, _body = browser.ask("POST", review, {"csrfmiddlewaretoken": token[1], "true": "on"})
    if status != 302 or letter == review:
        raise RuntimeError(f"the letter was not ordered: {status} {letter}")
    browser.ask("GET", letter)
    page = time.perf_counter()
    while browser.ask("GET", f"{letter}state/", htmx=True)[0] != STOP_POLLING:
        if time.perf_counter() - started > PATIENCE_SECONDS:
            raise RuntimeError(f"{letter} is not ready after {PATIENCE_SECONDS:g} s")
        time.sleep(POLL_SECONDS)
    ready = time.perf_counter()
    status, _where, pdf = browser.ask("GET", f"{letter}pdf/")
    if status != 200 or not pdf.startswith(b"%PDF"):
        raise RuntimeError(f"{letter}pdf/ answered {status}")
    return Click((page - started) * 1000, (ready - started) * 1000)


@dataclass(frozen=True)
class Worker:
    """Letters per minute; resident megabytes of its largest process, and of the one that grew most."""

    per_minute: float
    peak_mb: float
    growth_mb: float


def worker(site_pid: int, letters: int) -> Worker:
    """Have the letters that are there made again, `letters` times, and watch the worker's processes."""
    wakeup.load_transport()  # as web processes do: a first message that takes long counts as a lost one
    versions = list(LetterVersion.objects.all())
    _remake(versions, len(versions), "warm")
    before = after = _sizes(site_pid)
    peak = max(before.values())
    started = time.perf_counter()
    for done in range(0, letters, len(versions)):
        _remake(versions, min(len(versions), letters - done), str(done))
        after = _sizes(site_pid)
        peak = max(peak, *after.values())
    minutes = (time.perf_counter() - started) / 60
    growth = max(size - before[pid] for pid, size in after.items() if pid in before)
    return Worker(letters / minutes, peak, growth)


def _remake(versions: Sequence[LetterVersion], count: int, mark: str) -> None:
    with transaction.atomic():
        for version in versions[:count]:
            orders.order(version, again=f"bench-{mark}")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Job.objects.exclude(state=Job.State.DONE).exists():
        if time.monotonic() > deadline:
            left = Job.objects.exclude(state=Job.State.DONE)
            states = Counter(left.values_list("state", "attempts", "wakeups", "last_error"))
            raise RuntimeError(f"the worker does not finish its letters: {dict(states)}")
        time.sleep(POLL_SECONDS)


def _sizes(site_pid: int) -> dict[int, float]:
    """Resident megabytes of the worker's processes, by their numbers."""
    listing = subprocess.run(
        ["ps", "-axo", "pid=,ppid=,rss=,command="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 3) for line in listing.splitlines()]
    family, grown = {site_pid}, True
    while grown:
        new = {int(pid) for pid, parent, *_ in rows if int(parent) in family} - family
        family, grown = family | new, bool(new)
    return {
        int(pid): int(rss) / 1024
        for pid, _parent, rss, command in rows
        if int(pid) in family and "celery" in command
    }


def quantile95(values: Sequence[float]) -> float:
    """The 95th percentile; the largest value where there are few."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]
