"""The device a case is open on: leaving at once, others who use it, no names in titles and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import SESSION_KEY, Case, Party, Purchase, State
from claimguide.cases.resume import code_of
from claimguide.cases.retention import kept_until
from claimguide.cases.selectors import party
from claimguide.evidence.models import Exhibit

pytestmark = pytest.mark.django_db
CANARY = "金丝雀"
# Pages of one case a walk visits at most.
MOST = 60


def test_leaving_quickly_ends_the_visit_and_tells_nothing(browser: Client, case: Case) -> None:
    answer = browser.post(reverse("cases:leave_now"))
    assert "storage" in answer["Clear-Site-Data"]
    assert browser.get(reverse("guide:case", args=[case.pk])).status_code == 404
    page = browser.get(answer["Location"]).content.decode()
    assert "维权" not in page
    assert case.number not in page
    assert 'href="/"' not in page


def test_leaving_quickly_leads_where_the_operator_says(browser: Client, settings) -> None:
    settings.LEAVE_TO = "https://weather.example/"
    assert browser.post(reverse("cases:leave_now"))["Location"] == "https://weather.example/"


def test_every_page_of_a_case_has_the_way_out(
    browser: Client, case: Case, page_url: Callable[[str], str]
) -> None:
    for address in (
        reverse("guide:case", args=[case.pk]),
        page_url("law/goods"),
        reverse("cases:my_data", args=[case.pk]),
    ):
        assert reverse("cases:leave_now") in browser.get(address).content.decode()


def test_a_shared_device_shortens_the_visit(browser: Client, case: Case) -> None:
    assert browser.session.get_expiry_age() == settings.SESSION_COOKIE_AGE
    browser.post(reverse("cases:shared"))
    assert browser.session.get_expiry_age() == settings.SHARED_IDLE_SECONDS
    assert settings.SHARED_IDLE_SECONDS < settings.SESSION_COOKIE_AGE


def test_resuming_on_a_shared_device_shortens_the_visit(client: Client, case: Case) -> None:
    client.post(reverse("cases:resume"), {"code": code_of(case.pk, case.resume_salt), "shared": "on"})
    assert client.session[SESSION_KEY] == [str(case.pk)]
    assert client.session.get_expiry_age() == settings.SHARED_IDLE_SECONDS


def test_nobody_without_a_case_gets_a_visit_by_saying_that_a_device_is_shared(client: Client) -> None:
    client.post(reverse("cases:shared"))
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_a_new_case_asks_whether_the_device_is_shared(client: Client) -> None:
    address = client.post(reverse("cases:start"))["Location"]
    assert "公用的设备吗" in client.get(address).content.decode()
    client.post(reverse("cases:shared"), {"next": address})
    assert "10分钟" in client.get(address).content.decode()


def test_how_long_a_case_is_kept_agrees_with_what_erases_it(case: Case) -> None:
    assert kept_until(case) == timezone.localdate() + timedelta(days=30)
    services.record(case, "letter_ordered")
    assert kept_until(case) is None
    case.state = State.SETTLED
    assert kept_until(case) == timezone.localdate(case.updated_at) + timedelta(days=3 * 365 + 1)


def test_a_page_that_asks_who_one_is_says_what_happens_to_it(
    browser: Client, case: Case, page_url: Callable[[str], str]
) -> None:
    page = browser.get(page_url("seller/you")).content.decode()
    day = timezone.localdate() + timedelta(days=30)
    assert f"{day.year}年{day.month}月{day.day}日自动删除" in page
    assert "自动删除" not in browser.get(page_url("law/goods")).content.decode()


def test_no_title_and_no_address_names_a_person_or_what_was_bought(
    hold: Callable[..., Client], whole_case: Callable[[], Case]
) -> None:
    case = whole_case()
    consumer = party(case, Party.Role.CONSUMER)
    for name in ("name", "phone", "address", "email", "account"):
        setattr(consumer, name, f"{CANARY}-{name}")
    consumer.save()
    Purchase.objects.filter(case=case).update(goods_name=f"{CANARY}-goods", order_number=f"{CANARY}-order")
    Exhibit.objects.filter(case=case).update(title=f"{CANARY}-title", original_name=f"{CANARY}.png")
    for address, page in walked(hold(case), case).items():
        title = re.search(r"<title>(.*?)</title>", page, re.S)
        assert title, address
        assert CANARY not in unescape(title[1]), address
        for target in re.findall(r'(?:href|src|action|hx-get)="([^"]*)"', page):
            assert CANARY not in unescape(target), (address, target)
            assert "%E9%87%91%E4%B8%9D%E9%9B%80" not in target, (address, target)


def walked(browser: Client, case: Case) -> dict[str, str]:
    """Pages of the case by address, as its links lead to them."""
    own = reverse("guide:case", args=[case.pk])
    open_, seen = [own], {}
    while open_ and len(seen) < MOST:
        address = open_.pop(0)
        answer = browser.get(address, follow=True)
        if address in seen or "html" not in answer.get("Content-Type", ""):
            continue
        seen[address] = answer.content.decode()
        links = re.findall(r'href="([^"#?]*)', seen[address])
        open_ += [link for link in links if link.startswith(own) and link not in seen]
    assert len(seen) > 15
    return seen
