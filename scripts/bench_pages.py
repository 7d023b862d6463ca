"""What pages cost the server: milliseconds and queries, with a finished case and thousands of others.

Imported by bench.py after Django is set up on a throw-away database.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import chain
from claimguide.cases.models import SESSION_KEY, Case, CaseProblem, Event, Party, Purchase
from claimguide.cases.models.case import CROCKFORD
from claimguide.cases.services import PARTS
from claimguide.letters.models import LetterVersion
from claimguide.reference.models import Platform

BATCH = 500
WARM_UP = 3


@dataclass(frozen=True)
class PageCost:
    name: str
    ms: float
    queries: int


def fill_up(count: int) -> None:
    """Bring the database to `count` cases, each with its chapters, a purchase, a problem and three events."""
    platform = Platform.objects.filter(active=True).first()
    with transaction.atomic():
        for start in range(Case.objects.count(), count, BATCH):
            numbers = range(start, min(start + BATCH, count))
            cases = [Case(number=_number(n), resume_hash=f"{n:064x}") for n in numbers]
            Case.objects.bulk_create(cases)
            for part in (part for part in PARTS if part is not Purchase):
                rows: list[Any] = [part(case=case) for case in cases]
                part._default_manager.bulk_create(rows)
            Purchase.objects.bulk_create(
                Purchase(
                    case=case,
                    platform=platform,
                    goods_name=f"第{n}件商品",
                    order_number=f"69{n:016d}",
                    price=Decimal(n % 5000) + Decimal("9.90"),
                    quantity=1,
                )
                for n, case in zip(numbers, cases, strict=True)
            )
            CaseProblem.objects.bulk_create(CaseProblem(case=c, kind="not_as_described") for c in cases)
            Party.objects.bulk_create(Party(case=c, role="seller", name="示例公司") for c in cases)
            Event.objects.bulk_create(event for case in cases for event in _history(case))


def _history(case: Case) -> Iterator[Event]:
    last = chain.Head(0, chain.BEGINNING)
    for kind in ("opened", "answered", "answered"):
        happened = chain.Happened(kind, timezone.now(), "consumer", {})
        event = chain.following(case, case.number, last, happened)
        last = chain.Head(event.seq, event.hash)
        yield event


def _number(n: int) -> str:
    """Random case numbers of one day would meet each other among ten thousand."""
    tail = "".join(CROCKFORD[n // 32**place % 32] for place in range(5))
    return f"CG20260101-{tail}"


def holder_of(case: Case) -> Client:
    """A browser that may see the case."""
    client = Client(SERVER_NAME="127.0.0.1")
    session = client.session
    session[SESSION_KEY] = [str(case.pk)]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    return client


def _staff() -> Client:
    user = get_user_model().objects.create_superuser("bench", password=None)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def measure(case: Case, rounds: int) -> Iterator[PageCost]:
    """Medians of `rounds` requests through all of Django (no network, no gunicorn), warm."""
    anyone, holder, staff = Client(SERVER_NAME="127.0.0.1"), holder_of(case), _staff()
    steps = ("law", "seller", "platform", "legal", "media", "association", "policy")
    letter = LetterVersion.objects.filter(case=case, kind="seller").first()
    pages = [
        ("home", anyone, reverse("core:home")),
        ("task list", holder, reverse("guide:case", args=[case.pk])),
        ("question page", holder, reverse("guide:page", args=[case.pk, "law", "story"])),
        *((f"{step} step", holder, reverse("guide:step", args=[case.pk, step])) for step in steps),
        ("exhibits", holder, reverse("evidence:board", args=[case.pk])),
        ("check your answers", holder, reverse("letters:review", args=[case.pk, "seller"])),
        ("documents", holder, reverse("letters:index", args=[case.pk])),
        ("timeline", holder, reverse("guide:timeline", args=[case.pk])),
        ("admin list", staff, reverse("admin:cases_case_changelist")),
        ("admin case", staff, reverse("admin:cases_case_change", args=[case.pk])),
    ]
    if letter:
        address = reverse("letters:status", args=[case.pk, "seller", letter.pk])
        pages.append(("letter's page", holder, address))
    for name, client, address in pages:
        yield _cost(name, client, address, rounds)


def _cost(name: str, client: Client, address: str, rounds: int) -> PageCost:
    times = []
    for number in range(WARM_UP + rounds):
        before = time.perf_counter()
        response = client.get(address)
        times.append((time.perf_counter() - before) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{name}: {address} answered {response.status_code} in round {number}")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return PageCost(name, statistics.median(times[WARM_UP:]), len(queries))
