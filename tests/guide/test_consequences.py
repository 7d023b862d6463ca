"""What a changed answer changes: as a table of facts before and after, and as the consumer sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.cases.selectors import first_asked
from claimguide.guide.consequences import Consequences, compare
from claimguide.law import Facts, assess
from claimguide.letters import services as letters

from .steps_a import ago, answered, post, told

TODAY = dt.date(2026, 11, 20)
BRACELET = Facts(
    as_of=TODAY,
    problems=frozenset({"not_as_described"}),
    goods_kind="jewellery",
    channel="live_stream",
    seller_kind="business",
    purpose="daily_life",
    buyer_knew="no",
    price=Decimal("1000.00"),
    quantity=1,
    ordered_on=dt.date(2026, 10, 10),
    received_on=dt.date(2026, 10, 13),
    discovered_on=dt.date(2026, 10, 14),
    false_statement="yes",
    misled_into_buying="yes",
)


def changed(**facts: Any) -> Consequences:
    return compare(assess(BRACELET, TODAY), assess(replace(BRACELET, **facts), TODAY))


@pytest.mark.parametrize(
    ("facts", "gained", "lost", "high"),
    [
        ({}, set(), set(), "4000.00"),
        ({"quantity": 2}, set(), set(), "4000.00"),
        ({"price": Decimal("2000.00")}, set(), set(), "8000.00"),
        ({"misled_into_buying": "no"}, set(), {"fraud"}, "1000.00"),
        ({"misled_into_buying": None}, set(), {"fraud"}, "1000.00"),
        ({"buyer_knew": "yes"}, set(), {"fraud"}, None),
    ],
)
def test_grounds_and_sums_before_and_after(
    facts: dict[str, Any], gained: set[str], lost: set[str], high: str | None
) -> None:
    found = changed(**facts)
    assert {title.en for title in found.hold} >= gained
    assert {word for word in lost if any(word in title.en for title in found.no_longer)} == lost
    assert found.before.high == Decimal("4000.00")
    if high is not None:
        assert found.after.high == Decimal(high)
        assert found.sum_changed == (Decimal(high) != found.before.high)


def test_the_same_answers_change_nothing() -> None:
    assert not changed()


def test_going_back_undoes_what_the_change_did() -> None:
    there = changed(misled_into_buying="no")
    back = compare(assess(replace(BRACELET, misled_into_buying="no"), TODAY), assess(BRACELET, TODAY))
    assert (there.hold, there.no_longer) == (back.no_longer, back.hold)
    assert (there.before, there.after) == (back.after, back.before)
    assert {(m.before, m.after) for m in there.moved} == {(m.after, m.before) for m in back.moved}


def test_a_day_that_moves_is_named_with_both_days() -> None:
    later = changed(received_on=dt.date(2026, 11, 16), discovered_on=dt.date(2026, 11, 17))
    assert any(day.before and day.after and day.before < day.after for day in later.moved)
    assert all(day.before != day.after for day in later.moved)


class TestPanel:
    def test_a_first_answer_says_nothing_of_changes(self, browser: Client, case: Case, page_url) -> None:
        answer = post(browser, page_url("law/money"), case, price="199", quantity="1")
        assert "alert-info" not in browser.get(answer.url).content.decode()

    def test_the_next_page_says_what_the_change_did_and_no_later_one(
        self, browser: Client, case: Case, page_url
    ) -> None:
        told(case)
        browser.cookies["django_language"] = "en"
        answer = post(browser, page_url("law/money"), case, price="99", quantity="1")
        page = browser.get(answer.url, follow=True).content.decode()
        assert "What your change does" in page
        assert "1,234.00 yuan" in page and "99.00 yuan" in page
        assert "What your change does" not in browser.get(answer.url, follow=True).content.decode()

    def test_a_change_of_words_changes_nothing_in_the_claim(
        self, browser: Client, case: Case, page_url
    ) -> None:
        told(case)
        browser.cookies["django_language"] = "en"
        data = {"goods_name": "<b>紫檀</b>手串", "goods_kind": "jewellery"}
        answer = post(browser, page_url("law/goods"), case, **data)
        page = browser.get(answer.url, follow=True).content.decode()
        assert "This changes nothing in your claim." in page

    def test_a_letter_that_no_longer_says_what_the_case_says_is_named(
        self, browser: Client, case: Case, page_url, run_jobs: Any
    ) -> None:
        told(case)
        answered(case, "law/money")
        for role, row in {"seller": ("杭州示例有限公司", "杭州市"), "consumer": ("林晓", "杭州市")}.items():
            case.parties.create(role=role, name=row[0], address=row[1], phone="13800000000")
        letters.order(Case.objects.get(pk=case.pk), "seller")
        browser.cookies["django_language"] = "en"
        asked = browser.get(page_url("law/money")).content.decode()
        assert "Letters made so far rest on these answers" in asked
        answer = post(browser, page_url("law/money"), case, price="99", quantity="1")
        page = browser.get(answer.url, follow=True).content.decode()
        assert "Out of date: Letter to the seller" in page
        assert reverse("letters:review", args=[case.pk, "seller"]) in page

    def test_an_earlier_contact_moves_the_days_counted_from_it(
        self, browser: Client, case: Case, page_url
    ) -> None:
        told(case)
        answered(case, "seller/contacts")
        browser.cookies["django_language"] = "en"
        line = {"on": str(ago(26)), "channel": "chat", "said": "请退款"}
        post(browser, page_url("seller/contacts"), case, go="add", **line)
        case.refresh_from_db()

        assert first_asked(Case.objects.get(pk=case.pk)) == ago(26)
