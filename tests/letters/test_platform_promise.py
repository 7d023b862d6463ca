"""What a platform is asked to pay: its own promise with its sum, and never the multiple of the law."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claimguide.letters import render
from claimguide.letters.compose import compose
from claimguide.letters.compose.wording import plain
from claimguide.letters.content import LetterContent

from .reading import text_of
from .stories import TODAY, case_of, story

pytestmark = pytest.mark.django_db
KNEW = {"platform_knew": "yes", "platform_acted": "no"}


def letter(kind: str = "platform", **told: Any) -> LetterContent:
    """The bracelet of 1,000 yuan with 190 yuan of losses, whose promise of ten for one the platform made."""
    made = story("bracelet")
    made["promise"]["promise_by"] = "platform"
    for part, values in told.items():
        made[part] = {**made.get(part, {}), **values} if isinstance(values, dict) else values
    return compose(case_of(made), kind, TODAY)


# what is told -> the sums that the platform is asked for, and their total
SUMS: list[tuple[str, dict[str, Any], list[str], str]] = [
    ("its promise", {}, ["10,000.00元"], ""),
    ("its promise and its own liability", {"conduct": KNEW}, ["10,000.00元", "1,190.00元"], "11,190.00元"),
    (
        "the price is in the promise",
        {"conduct": KNEW, "promise": {"promise_includes_refund": "yes"}},
        ["10,000.00元", "190.00元"],
        "10,190.00元",
    ),
    (
        "paid in part, taken off once",
        {"conduct": KNEW, "dealings": {"compensated": Decimal("300.00")}},
        ["9,700.00元", "1,190.00元"],
        "10,890.00元",
    ),
    (
        "refunded in part",
        {"conduct": KNEW, "dealings": {"refunded": Decimal("400.00")}},
        ["10,000.00元", "790.00元"],
        "10,790.00元",
    ),
    ("its promise, not asked of it before", {"problems": ["counterfeit"]}, ["10,000.00元"], ""),
    ("goods are wanted", {"dealings": {"wanted": "exchange"}}, [], ""),
    ("the shop promised", {"promise": {"promise_by": "seller"}}, [], ""),
    (
        "the shop promised and the platform answers",
        {"promise": {"promise_by": "seller"}, "conduct": KNEW},
        ["1,190.00元"],
        "",
    ),
]


@pytest.mark.parametrize(("told", "sums", "total"), [row[1:] for row in SUMS], ids=[row[0] for row in SUMS])
def test_the_sums_a_platform_is_asked_for(told: dict[str, Any], sums: list[str], total: str) -> None:
    for kind in ("platform", "appeal"):
        content = letter(kind, **told)
        assert [claim.amount for claim in content.claims if claim.amount] == sums
        assert (content.total.amount if content.total else "") == total
        asked = "".join(plain(claim.text) for claim in content.claims)
        assert "增加赔偿" not in asked
        assert "三倍" not in asked


def test_the_promise_is_asked_for_in_its_own_words_and_on_its_own_law() -> None:
    (claim,) = [each for each in letter().claims if each.amount]
    assert plain(claim.text).startswith("履行贵平台公开作出的赔偿承诺，按商品价款的10倍支付10,000.00元")
    assert claim.lines == ("10 × 1,000.00元 = 10,000.00元",)
    assert claim.citations[0] == "《中华人民共和国消费者权益保护法》第四十四条第一款"


def test_the_law_of_the_promise_is_told_once_whether_or_not_it_was_asked_for_before() -> None:
    for problems in (["counterfeit"], ["counterfeit", "promise_broken"]):
        for kind in ("platform", "appeal"):
            titles = [basis.title for basis in letter(kind, problems=problems).bases]
            assert titles.count("关于贵平台的承诺") == 1


@pytest.mark.parametrize(("by", "urged"), [("platform", False), ("seller", True)])
def test_a_shop_is_urged_to_keep_only_its_own_promise(by: str, urged: bool) -> None:
    said = text_of(render.html(letter(promise={"promise_by": by})))
    assert ("督促商家退还商品价款1,000.00元，并履行公开作出的承诺" in said) is urged


def test_what_holds_the_price_is_not_asked_for_beside_the_price() -> None:
    said = text_of(render.html(letter(conduct=KNEW, promise={"promise_includes_refund": "yes"})))
    assert "退还商品价款" not in said
    assert "承诺的金额已包含价款，本人不另行要求退款" in said


def test_a_platform_that_looks_like_the_seller_is_not_asked_for_both() -> None:
    content = letter(purchase={"seller_kind": "looks_self_operated"})
    assert "10,000.00元" not in [claim.amount for claim in content.claims]
