"""What a lawyer of the other side would look for first in a letter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claimguide.letters import render
from claimguide.letters.compose import compose

from .reading import text_of
from .stories import STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db
INTACT = "该商品完好，商品本身、配件和标识齐全，本人只拆封查看或者合理试用过"


def read(told: dict[str, Any], kind: str = "seller") -> str:
    return text_of(render.html(compose(case_of(told), kind, TODAY)))


def test_expired_food_is_tied_to_the_sellers_knowledge() -> None:
    """The multiple is owed by a seller who knew: selling past the date marked counts as knowing."""
    name = next(name for name, told in STORIES.items() if "expired" in told["problems"])
    said = read(story(name))
    assert "《中华人民共和国食品安全法》第三十四条第（十）项规定" in said
    assert "已过食品标明的保质期但仍然销售，消费者主张构成“明知”的，应予支持" in said


def test_a_return_without_reason_states_that_the_goods_are_intact() -> None:
    assert INTACT in read(story("coat_return"))


@pytest.mark.parametrize("answer", ["", "no"])
def test_intact_is_said_only_of_goods_that_are(answer: str) -> None:
    told = story("coat_return")
    told["dealings"] |= {"goods_intact": answer}
    assert "该商品完好" not in read(told)


@pytest.mark.parametrize("kind", ["seller", "platform", "association"])
def test_a_refusal_is_no_fault_that_was_found_and_comes_after_the_request(kind: str) -> None:
    told = story("coat_return")
    told["problem"]["discovered_on"] = told["dealings"]["return_requested_on"]
    said = read(told, kind)
    assert "发现以下问题" not in said
    assert said.index("提出退货") < said.index("双方的争议是：七日无理由退货的要求被拒绝。")


def test_faults_and_refusals_are_told_apart() -> None:
    told = story("coat_return")
    told["problems"] = ["quality_defect", "return_refused"]
    said = read(told)
    assert "发现以下问题：商品存在质量问题。双方的争议是：七日无理由退货的要求被拒绝。" in said


def test_a_platform_that_sells_is_not_asked_to_act_against_itself() -> None:
    name = next(name for name, told in STORIES.items() if "expired" in told["problems"])
    told = story(name)
    told["purchase"] |= {"channel": "platform_shop", "seller_kind": "self_operated"}
    said = read(told, "platform")
    assert "对有关商品、商家依法采取必要措施" not in said


def closed_course() -> dict[str, Any]:
    told = story("coat_return")
    told["problems"] = ["prepaid_closed"]
    told["purchase"] |= {"goods_kind": "prepaid_service", "price": Decimal("6800.00"), "received_on": None}
    told["special"] = {"prepaid_amount": Decimal("6800.00"), "prepaid_used": Decimal("2040.00")}
    told["dealings"] = {"wanted": "refund_only", "asked_seller_on": TODAY}
    return told


def test_a_prepayment_to_a_closed_shop_bears_interest() -> None:
    told = closed_course()
    said = read(told)
    rest = "4,760.00元（人民币肆仟柒佰陆拾元整）"
    assert f"{rest}，并自合同解除之日起按照合同成立时的一年期贷款市场报价利率支付利息。" in said
    told["problems"] = ["prepaid_refund_refused"]
    assert "利率" not in read(told)


@pytest.mark.parametrize("kind", ["seller", "association", "complaint"])
def test_a_multiple_for_hiding_states_that_the_seller_is_out_of_reach(kind: str) -> None:
    told = closed_course()
    told["dealings"] |= {"wanted": "compensation", "seller_vanished": "yes"}
    said = read(told, kind)
    assert "14,280.00元" in said
    assert "取得联系。" in said
    told["dealings"] |= {"seller_vanished": "no"}
    assert "取得联系。" not in read(told, kind)
