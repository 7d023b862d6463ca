"""What a page of a case asks of the database: few queries, and no more for a case with much in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import selectors, services
from claimguide.cases.models import Case
from claimguide.evidence.models import Exhibit
from claimguide.follow.services import set_watch
from claimguide.guide.registry import STEPS
from claimguide.law import assess
from claimguide.letters import services as letters
from claimguide.letters.models import LetterVersion
from tests.evidence.reading_tools import found as read
from tests.evidence.reading_tools import leave
from tests.plugins.whole import finish

MOST = 12
PAGES = {
    "task list": ("guide:case",),
    **{step.slug: ("guide:step", step.slug) for step in STEPS if not step.elsewhere},
    "question": ("guide:page", "law", "story"),
    "exhibits": ("evidence:board",),
    "check your answers": ("letters:review", "seller"),
    "documents": ("letters:index",),
    "timeline": ("guide:timeline",),
    "off-ramp": ("guide:case_off_ramp", "injury"),
    "legal aid": ("guide:case_legal_aid",),
    **{leaf.slug: ("guide:page", step.slug, leaf.slug) for step in STEPS for leaf in step.leaves},
    "letter": ("letters:status", "seller"),
}


def costs(browser: Client, case: Case) -> dict[str, int]:
    """Queries by page; the holder of the case asks."""
    letter = LetterVersion.objects.filter(case=case, kind="seller").order_by("-number")[0]
    found = {}
    for page, (name, *parts) in PAGES.items():
        of_letter = [letter.pk] if page == "letter" else []
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(reverse(name, args=[case.pk, *parts, *of_letter]))
        assert answer.status_code == 200, page
        found[page] = len(queries)
    return found


def grow(case: Case) -> None:
    """Forty lines in its lists, three more letters that were sent, as many exhibits and every wish."""
    today = timezone.localdate()
    for day in range(20):
        on = today - dt.timedelta(day)
        case.contacts.create(on=on, channel="chat", said="问退款", answer="处理中")
        case.submissions.create(on=on, channel="12315_complaint", state="sent")
    for kind in ("seller", "platform", "association"):
        version = finish(letters.order(Case.objects.get(pk=case.pk), kind))
        letters.mark_sent(version, today, version.traits.ways[0])
    for exhibit in list(Exhibit.objects.filter(case=case)):
        proves = list(exhibit.proves.values_list("element", flat=True))
        exhibit.pk, exhibit.position = None, exhibit.position + 100
        exhibit._state.adding = True
        exhibit.sha256 = f"{exhibit.position:064x}"
        exhibit.save()
        exhibit.proves.bulk_create(exhibit.proves.model(exhibit=exhibit, element=each) for each in proves)
    set_watch(case, ["complaints", "platforms"], "calendar")


def test_a_page_takes_few_queries_however_much_a_case_holds(
    whole_case: Callable[[], Case], hold: Callable[..., Client]
) -> None:
    case = whole_case()
    for step in STEPS:
        for page in step.pages:
            services.record(case, "answered", page=step.key(page))
    browser = hold(case)
    before = costs(browser, case)
    grow(case)
    after = costs(browser, case)
    assert {page: count for page, count in after.items() if count > MOST} == {}
    # What is not there is not asked for: a first letter of a kind adds its own queries, a second none.
    assert {page: (before[page], after[page]) for page in PAGES if after[page] > before[page] + 2} == {}


@pytest.mark.parametrize("page", ["task list", "law", "exhibits", "documents", "question"])
def test_an_empty_case_takes_few_queries(browser: Client, case: Case, page: str) -> None:
    name, *parts = PAGES[page]
    with CaptureQueriesContext(connection) as queries:
        browser.get(reverse(name, args=[case.pk, *parts]))
    assert len(queries) <= MOST


def test_the_task_list_asks_the_law_once(
    whole_case: Callable[[], Case], hold: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most of its time is the assessment, which weighs every question that is still open."""
    case, asked = whole_case(), []
    browser = hold(case)

    def counted(*told: Any, **named: Any) -> Any:
        asked.append(told)
        return assess(*told, **named)

    monkeypatch.setattr(selectors, "assess", counted)
    assert browser.get(reverse("guide:case", args=[case.pk])).status_code == 200
    assert len(asked) == 1


@pytest.fixture
def with_rights(db: None, django_user_model: Any) -> Client:
    """Staff with every right, by their group: their rights are looked up, a superuser's are not."""
    group = Group.objects.create(name="desk")
    group.permissions.set(Permission.objects.all())
    user = django_user_model.objects.create_user("clerk", is_staff=True)
    user.groups.add(group)
    browser = Client()
    browser.force_login(user, backend=site.AUTHENTICATION_BACKENDS[0])
    return browser


def desk_pages() -> Iterator[str]:
    """The first page of the staff desk, each of its lists, and one page of each kind."""
    yield reverse("admin:index")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if row := model._default_manager.first():
            yield reverse(f"{name}_change", args=[row.pk])


def test_a_page_of_the_staff_desk_takes_few_queries(
    whole_case: Callable[[], Case], with_rights: Client
) -> None:
    case = whole_case()
    grow(case)
    # One that is still being made is asked about its order, too.
    letters.order(Case.objects.get(pk=case.pk), "seller")
    found = {}
    for page in desk_pages():
        # The first look of a day also writes that this member of staff saw the case.
        with_rights.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert with_rights.get(page).status_code == 200, page
        found[page] = len(queries)
    assert reverse("admin:cases_case_change", args=[case.pk]) in found
    assert {page: count for page, count in found.items() if count > MOST} == {}


def test_values_read_in_pictures_cost_the_exhibits_page_little(
    whole_case: Callable[[], Case], hold: Callable[..., Client]
) -> None:
    case = whole_case()
    grow(case)
    values = (
        read("platform", "douyin"),
        read("order_number", "4203881937750026"),
        read("amount_paid", "8.80"),
    )
    for exhibit in Exhibit.objects.clean().filter(case=case, reading=None)[:3]:
        leave(exhibit, *values)
    browser = hold(case)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(reverse("evidence:board", args=[case.pk]))
    assert reverse("evidence:reading", args=[case.pk]) in answer.content.decode()
    assert len(queries) <= MOST
    # A platform that was read is looked up once, however many pictures show it.
    # (each database compares names its own way)
    asked = [each for each in queries if re.search(r'"name_en"\S* (LIKE|=) ', each["sql"])]
    assert len(asked) == 1
