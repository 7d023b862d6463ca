"""One choice describes a file: its title, what it shows, and what its name seems to say."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from claimguide.cases.models import Case
from claimguide.evidence.models import Exhibit
from claimguide.evidence.sorts import Sort, says_what, sort_named

from .test_views import Add, url


@pytest.mark.parametrize("sort", Sort)
def test_every_sort_shows_something_and_has_a_chinese_name(sort: Sort) -> None:
    with translation.override("en"):
        assert sort.proves
        assert not sort.letter_name().isascii()
        assert str(sort.label).isascii()


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("订单详情", Sort.ORDER),
        ("Order 2026", Sort.ORDER),
        ("退款订单", Sort.AFTER_SALES),
        ("直播截图", Sort.LIVE),
        ("客服聊天", Sort.CHAT),
        ("付款截图", Sort.PAYMENT),
        ("检测报告", Sort.REPORT),
        ("IMG_2031", None),
        ("", None),
    ],
)
def test_a_name_may_say_what_the_file_is(name: str, sort: Sort | None) -> None:
    assert sort_named(name) is sort


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("小票", True),
        ("发票照片", True),
        ("order 20261103", True),
        ("IMG_2031", False),
        ("mmexport1699", False),
        ("微信图片_20261103", False),
        ("屏幕截图 2026年11月3日", False),
        ("", False),
    ],
)
def test_names_that_devices_give_say_nothing(name: str, says: bool) -> None:
    assert says_what(name) is says


def test_saying_what_it_is_leads_back_to_where_it_was_asked_for(
    browser: Client, case: Case, add: Add
) -> None:
    exhibit = add()
    review = reverse("letters:review", args=[case.pk, "seller"])
    address = url("describe", case, exhibit) + f"?next={review}"
    assert f'href="{review}"' in browser.get(address).content.decode()
    assert browser.post(address, {"sort": "order", "title": "a"})["Location"] == review
    away = url("describe", case, exhibit) + "?next=https://evil.example/case/"
    assert browser.post(away, {"sort": "order", "title": "a"})["Location"].startswith("/case/")


def test_one_choice_is_enough(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    page = browser.get(url("describe", case, exhibit))
    assert '<details class="folded">' in page.content.decode()
    assert browser.post(url("describe", case, exhibit), {"sort": "order", "title": "a"}).status_code == 302
    exhibit = Exhibit.objects.get(pk=exhibit.pk)
    assert exhibit.title == "订单详情页截图"
    assert [element.value for element in exhibit.elements] == ["buying", "paying"]


def test_what_is_said_in_words_wins_over_the_choice(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    said = {"sort": "chat", "title": "3月5日聊天", "proves": ["promise"]}
    browser.post(url("describe", case, exhibit), said)
    exhibit = Exhibit.objects.get(pk=exhibit.pk)
    assert (exhibit.title, [e.value for e in exhibit.elements]) == ("3月5日聊天", ["promise"])
