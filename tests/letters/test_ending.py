"""The price of goods that never came is asked for by ending the contract, and the letter says how it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.letters import render
from claimguide.letters.compose import compose, ending
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import plain

from .reading import text_of
from .stories import TODAY, case_of, story

pytestmark = pytest.mark.django_db
NOTICE = "本人现通知贵方解除合同"
BY_ITSELF = "合同自该日届满时解除"


def read(told: dict, kind: str) -> str:  # type: ignore[type-arg]
    return text_of(render.html(compose(case_of(told), kind, TODAY)))


def test_a_demand_that_went_unheeded_for_long_lets_the_letter_end_the_contract() -> None:
    said = read(story("desk_late"), "seller")
    assert "第五百六十三条第一款规定" in said
    assert "第五百六十六条规定" in said
    assert f"{NOTICE}。依照《中华人民共和国民法典》第五百六十五条第一款" in said
    assert "2026年9月25日提出要求后，贵方在合理期限内仍未交付" in said
    assert BY_ITSELF not in said


@pytest.mark.parametrize("asked", [None, dt.date(2026, 11, 20)])
def test_without_a_reasonable_time_after_a_demand_the_letter_sets_one(asked: dt.date | None) -> None:
    told = story("desk_late")
    told["contacts"] = []
    told["dealings"] |= {"asked_seller_on": asked}
    said = read(told, "seller")
    assert "在2026年12月7日前既未交付商品，也未退还价款的，依照《中华人民共和国民法典》第五百六十五条" in said
    assert BY_ITSELF in said
    assert NOTICE not in said


def test_others_are_told_of_the_right_and_given_no_notice() -> None:
    said = read(story("desk_late"), "association")
    assert "第五百六十三条第一款规定" in said
    assert "本人有权解除合同" in said
    assert NOTICE not in said
    assert BY_ITSELF not in said


@pytest.mark.parametrize(
    "change", [{"problems": ["order_cancelled"]}, {"problems": ["late_delivery"], "wanted": "make_up"}]
)
def test_nothing_is_ended_where_it_ended_already_or_the_goods_are_wanted(change: dict) -> None:  # type: ignore[type-arg]
    told = story("desk_late")
    told["problems"] = change["problems"]
    told["dealings"] |= {"wanted": change.get("wanted", "refund_only")}
    said = read(told, "seller")
    assert NOTICE not in said
    assert BY_ITSELF not in said
    assert "解除合同" not in said


def test_a_court_is_asked_to_end_the_contract_before_it_orders_the_price_back() -> None:
    told = story("desk_late")
    content = compose(case_of(told), "complaint", TODAY)
    first, second = content.claims[:2]
    assert "".join(run.text for run in first.text) == "解除双方就“实木书桌”订立的合同。"
    assert second.amount == "2,680.00元"
    assert content.total is not None
    assert content.total.amount == "2,680.00元"
    assert "第五百六十三条第一款规定" in read(told, "complaint")
    told["problems"] = ["order_cancelled"]
    assert "解除双方" not in read(told, "complaint")


@pytest.mark.parametrize(
    ("asked", "kind", "change", "words"),
    [
        (dt.date(2026, 9, 25), "seller", {}, "as soon as the letter arrives"),
        (None, "seller", {}, "by the day named in the letter"),
        (dt.date(2026, 9, 25), "seller", {"wanted": "make_up"}, ""),
        (dt.date(2026, 9, 25), "association", {}, ""),
        (dt.date(2026, 9, 25), "platform", {}, ""),
        (dt.date(2026, 9, 25), "platform", {"seller_kind": "self_operated"}, "as soon as the letter arrives"),
    ],
)
def test_what_cannot_be_taken_back_is_pointed_out_beside_the_button(
    hold: Callable[[Case], Client],
    asked: dt.date | None,
    kind: str,
    change: dict,  # type: ignore[type-arg]
    words: str,
) -> None:
    told = story("desk_late")
    if asked is None:
        told["contacts"] = []
    told["dealings"] |= {"asked_seller_on": asked, "wanted": change.get("wanted", "refund_only")}
    told["purchase"] |= {key: value for key, value in change.items() if key == "seller_kind"}
    case = case_of(told)
    browser = hold(case)
    browser.cookies["django_language"] = "en"
    page = browser.get(reverse("letters:review", args=[case.pk, kind])).content.decode()
    assert ("This letter ends the contract" in page) is bool(words)
    assert words in page


def test_a_letter_whose_notice_was_struck_out_ends_nothing() -> None:
    case = case_of(story("desk_late"))
    source = Source.of(case, TODAY)
    content = compose(case, "seller", TODAY)
    kept = tuple(p for p in content.closing if NOTICE not in plain(p))
    assert len(kept) == len(content.closing) - 1
    assert ending.declared(source, content) == "now"
    assert ending.declared(source, replace(content, closing=kept)) == ""


@pytest.mark.parametrize("problem", ["order_cancelled", "not_delivered", "parcel_lost", "late_delivery"])
def test_who_still_wants_the_goods_asks_for_their_delivery(problem: str) -> None:
    told = story("desk_late") | {"problems": [problem]}
    told["dealings"] |= {"wanted": "make_up"}
    told["plans"] = told.get("plans", {}) | {"goods_by_courier": "yes", "receipt_place": "杭州市西湖区"}
    for kind in ("seller", "complaint"):
        said = read(told, kind)
        assert "继续履行合同，按照约定向本人交付该商品" in said
        assert "短缺" not in said
    assert "商品按照订单应当通过快递、邮寄交付，收货地为杭州市西湖区" in said


def test_what_lacks_in_a_parcel_that_came_is_asked_for_as_that() -> None:
    told = story("desk_late") | {"problems": ["short_delivery"]}
    told["purchase"] |= {"received_on": dt.date(2026, 10, 1)}
    told["dealings"] |= {"wanted": "make_up"}
    assert "补足短缺的商品、配件" in read(told, "seller")


def prepaid(by: str, **changes: object) -> dict:  # type: ignore[type-arg]
    """5,000 yuan paid on 5 March for a course, 1,800 used; it ended for the reason of `by`."""
    told = story("course_quit")
    told["special"] |= {"prepaid_ended_by": by, "prepaid_used": Decimal("1800.00")}
    told["dealings"] |= changes
    return told


# whose reason, when it was asked for -> what the court is asked first, and what the seller's letter says
PREPAID = [
    ("consumer", {}, "第十三条第二款", "与贵方协商解除合同"),
    ("neither", {}, "第十三条第二款", "与贵方协商解除合同"),
    ("operator", {}, "第五百六十三条第一款第（四）项", "预付款中尚未消费的部分应当退还"),
    ("consumer", {"asked_seller_on": dt.date(2026, 3, 10)}, "", "预付款本金应当退还"),
]


@pytest.mark.parametrize(("by", "changes", "right", "follows"), PREPAID)
def test_what_was_prepaid_comes_back_by_the_way_its_end_takes(
    by: str,
    changes: dict[str, object],
    right: str,
    follows: str,
) -> None:
    told = prepaid(by, **changes)
    first = compose(case_of(told), "complaint", TODAY).claims[0]
    if right:
        assert plain(first.text) == "解除双方就“英语课程”订立的合同。"
        assert right in first.citations[0]
    else:
        assert "解除" not in plain(first.text)
    said = read(told, "seller")
    assert follows in said
    # The duty to serve as agreed was broken only where the seller is the reason.
    assert ("第五十三条" in said) is (by == "operator")
    assert "现通知贵方解除" not in said


def test_where_two_are_sued_the_contract_ended_is_that_with_the_first() -> None:
    told = story("desk_late")
    told["seller"] = {"name": "杭州示例家具有限公司"}
    told["conduct"] = {**told.get("conduct", {}), "platform_knew": "yes", "platform_acted": "no"}
    first = plain(compose(case_of(told), "complaint", TODAY).claims[0].text)
    assert first.startswith("解除本人与被告一就")


def test_goods_that_would_do_instead_of_the_price_are_named_but_not_to_a_court() -> None:
    told = story("desk_late") | {"problems": ["damaged_on_arrival"]}
    told["purchase"] |= {"received_on": dt.date(2026, 11, 19)}
    told["dealings"] |= {"wanted": "refund", "fallback": "exchange", "asked_seller_on": dt.date(2026, 11, 20)}
    told["contacts"] = []
    said = read(told, "seller")
    assert "如果贵方不能办理第1项请求，本人可以接受改为：更换符合约定的同型号、同规格商品" in said
    assert "更换符合约定" not in read(told, "complaint")


def test_who_signed_for_goods_that_came_damaged_is_left_to_what_happened() -> None:
    told = story("desk_late") | {"problems": ["damaged_on_arrival"]}
    told["purchase"] |= {"received_on": dt.date(2026, 11, 19)}
    said = read(told, "seller")
    assert "2026年11月19日，该商品送达。" in said
    assert "本人签收" not in said


def test_who_got_the_price_back_pays_it_again_for_the_goods() -> None:
    told = story("desk_late") | {"problems": ["order_cancelled"]}
    told["dealings"] |= {"wanted": "make_up", "refunded": 300}
    said = read(told, "seller")
    assert "已经退回的商品价款300.00元，本人在交付时支付" in said


def test_a_shop_that_closed_is_given_notice_and_owes_interest_from_the_end() -> None:
    said = read(story("gym_closed"), "seller")
    assert f"停止经营，不再按照约定提供服务，{NOTICE}。" in said
    assert "《中华人民共和国民法典》第五百六十五条第一款，合同自本通知到达贵方时解除" in said
    assert "自合同解除之日起按照合同成立时的一年期贷款市场报价利率支付利息" in said
    assert NOTICE not in read(story("gym_closed"), "association")
