"""The legal-aid check: nothing is stored or put into an address, the case only fills in what it knows."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from claimguide.cases.models import Case, Event
from claimguide.reference.search import index
from claimguide.reference.search.query import find

from .steps_a import ago, told

pytestmark = pytest.mark.django_db
POOR = {"topic": "food_drug_injury", "hardship": "yes", "group": "relief", "agent": "no", "last_days": "yes"}


def url_of(case: Case) -> str:
    return reverse("guide:case_legal_aid", args=[case.pk])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_anybody_gets_an_answer_and_12348(client, language):
    client.cookies["django_language"] = language
    page = client.post(reverse("guide:legal_aid"), POOR)
    text = page.content.decode()
    assert page.context["found"].verdict == "likely"
    assert "12348" in text
    assert "法律援助法》第四十四条" in text
    assert client.session.keys() == set()


def test_an_address_with_answers_is_not_read(client):
    page = client.get(reverse("guide:legal_aid"), POOR)
    assert page.context["found"] is None
    assert not page.context["form"].is_bound


def test_answers_in_a_case_are_stored_nowhere(browser, case):
    told(case)
    before = Case.objects.filter(pk=case.pk).values().get(), Event.objects.count(), case.drafts.count()
    page = browser.post(url_of(case), POOR)
    assert page.context["found"].verdict == "likely"
    assert page.headers["Cache-Control"] == "no-store"
    after = Case.objects.filter(pk=case.pk).values().get(), Event.objects.count(), case.drafts.count()
    assert after == before


@pytest.mark.parametrize(("days", "last_days"), [(25, "no"), (727, "yes"), (1200, "no"), (None, "")], ids=str)
def test_the_case_fills_in_what_it_knows(browser, case, days, last_days):
    told(case)
    case.purchase.goods_kind = "food"
    case.purchase.ordered_on = case.purchase.received_on = None
    case.purchase.save()
    case.problems.create(kind="injury")
    case.special.harm = "bodily"
    case.problem.discovered_on = ago(days) if days else None
    case.problem.save()
    initial = browser.get(url_of(case)).context["form"].initial
    assert initial == {"topic": "food_drug_injury", "last_days": last_days}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "topic"),
        ({"topic": "x"}, "topic"),
        ({"topic": "purchase", "hardship": "maybe"}, "hardship"),
        ({"topic": "purchase", "group": "rich"}, "group"),
        ({"topic": "purchase", "agent": "9"}, "agent"),
        ({"topic": "purchase", "last_days": "é"}, "last_days"),
    ],
)
def test_bad_answers_are_named_at_their_field(data, field):
    page = Client().post(reverse("guide:legal_aid"), data)
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert page.context["found"] is None


@pytest.mark.parametrize("asked", ["法律援助", "免费律师"])
def test_the_check_is_found(asked):
    index.refresh()
    with override("zh-hans"):
        hits = [hit.entry.key for group in find(asked) for hit in group.hits]
    assert "legal-aid" in hits


def test_not_sure_is_an_answer():
    page = Client().post(reverse("guide:legal_aid"), {"topic": "purchase"})
    assert page.context["found"].verdict == "unlikely"
