"""What is known is not asked: pages whose facts another page, the check or a reading told are passed over."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case, CaseProblem
from claimguide.guide.registry import get_step
from claimguide.guide.step import Status

from .steps_a import fresh_desk, post, told


def test_a_new_case_starts_with_the_first_question(case: Case) -> None:
    desk = fresh_desk(case)
    first = get_step("law").first_open(desk)
    assert first is not None and first.slug == "problem"
    assert get_step("law").status(desk) is Status.NEW


def test_known_pages_are_passed_over_on_the_way_on_and_back(browser: Client, case: Case, page_url) -> None:
    told(case)
    law = get_step("law")
    desk = fresh_desk(case)
    known = {page.slug for page in law.pages if page.is_known(desk)}
    assert known >= {"problem", "goods", "order", "money", "dates", "story"}
    CaseProblem.objects.all().delete()
    answer = post(browser, page_url("law/problem"), case, problems=["not_as_described"])
    assert answer.url not in {page_url(f"law/{slug}") for slug in known}


def test_one_missing_fact_opens_its_page_again(case: Case) -> None:
    told(case)
    case.purchase.order_number = ""
    case.purchase.save()
    desk = fresh_desk(case)
    order = next(page for page in get_step("law").pages if page.slug == "order")
    assert not order.is_known(desk)
    assert get_step("law").on_the_way(order, desk)


def test_a_known_page_can_still_be_opened_and_changed(browser: Client, case: Case, page_url) -> None:
    told(case)
    shown = browser.get(page_url("law/money"))
    assert 'value="1234.00"' in shown.content.decode()
    post(browser, page_url("law/money"), case, price="99", quantity="1")
    case.purchase.refresh_from_db()
    assert case.purchase.price == 99


def test_a_page_that_was_saved_stays_on_the_way(browser: Client, case: Case, page_url) -> None:
    """Who walks through the answers again sees what was said before."""
    post(browser, page_url("law/money"), case, price="99", quantity="1")
    back = post(browser, page_url("law/dates"), case, go="back")
    assert back.url == page_url("law/money")


@pytest.mark.parametrize(("kind", "asked"), [("business", False), ("", True)])
def test_who_sold_it_is_not_asked_twice(case: Case, kind: str, asked: bool) -> None:
    told(case)
    case.purchase.seller_kind = kind
    case.purchase.save()
    desk = fresh_desk(case)
    platform = get_step("platform")
    own = platform.page("own", desk)
    assert own is not None and platform.on_the_way(own, desk) is asked


def test_what_only_another_letter_needs_is_not_on_the_way(browser: Client, case: Case, page_url) -> None:
    told(case)
    answer = post(browser, page_url("association/declaration"), case, no_other_body="yes")
    assert answer.url == page_url("association/submissions")
    result = browser.get(reverse("guide:step", args=[case.pk, "association"])).content.decode()
    assert page_url("association/bureau") in result


def test_an_empty_text_is_no_answer(case: Case) -> None:
    told(case)
    case.problem.reality = ""
    case.problem.save()
    story = get_step("law").page("story", fresh_desk(case))
    assert story is not None and not story.is_known(fresh_desk(case))
