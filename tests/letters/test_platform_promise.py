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
            assert titles.count("关于平台的承诺") == 1


@pytest.mark.parametrize(("by", "urged"), [("platform", False), ("seller", True)])
def test_a_shop_is_urged_to_keep_only_its_own_promise(by: str, urged: bool) -> None:
    said = text_of(render.html(letter(promise={"promise_by": by})))
    assert ("督促商家退还商品价款1,000.00元，并履行公开作出的承诺" in said) is urged


def test_what_holds_the_price_is_not_asked_for_beside_the_price() -> None:
    said = text_of(render.html(letter(conduct=KNEW, promise={"promise_includes_refund": "yes"})))
    assert "退还商品价款" not in said
    assert "承诺的金额已包含价款，本人不另行要求退款" in said


LOOKS = {"purchase": {"seller_kind": "looks_self_operated"}}
OWN_GOODS = {"purchase": {"seller_kind": "self_operated"}}
KEEP = "公开作出的赔偿承诺"


def promised_to(content: LetterContent) -> list[str]:
    """How each request to keep the promise reads."""
    return [text for claim in content.claims if KEEP in (text := plain(claim.text))]


@pytest.mark.parametrize("told", [LOOKS, OWN_GOODS], ids=["looks", "own"])
def test_a_platform_that_sells_is_asked_for_the_promise_once_and_the_multiple_instead(told: Any) -> None:
    for kind in ("platform", "appeal"):
        content = letter(kind, **told)
        assert [claim.amount for claim in content.claims if claim.amount].count("10,000.00元") == 1
        assert len(promised_to(content)) == 1
        assert "3,000.00元" not in [claim.amount for claim in content.claims]
        assert any("3,000.00元" in each.text for each in content.alternatives)
        assert content.total is not None
        assert content.total.amount == "11,190.00元"


OF_SELLER = ("seller", "reply", "association", "regulator", "press", "brief")


@pytest.mark.parametrize("kind", OF_SELLER)
@pytest.mark.parametrize("told", [{}, LOOKS], ids=["shop", "looks"])
def test_a_shop_is_not_told_to_keep_what_the_platform_promised(kind: str, told: Any) -> None:
    content = letter(kind, **told)
    assert promised_to(content) == []
    assert "关于承诺的赔偿" not in [basis.title for basis in content.bases]
    said = text_of(render.html(content))
    assert "应当向本人履行公开作出的上述承诺" not in said
    assert "10,000.00元" not in said or kind == "brief"


@pytest.mark.parametrize("kind", ["seller", "association", "complaint"])
def test_of_its_own_goods_the_platform_promised_as_the_seller(kind: str) -> None:
    content = letter(kind, **OWN_GOODS)
    (asked,) = promised_to(content)
    assert "10,000.00元" in asked
    assert "关于承诺的赔偿" in [basis.title for basis in content.bases]


# who sold and what else holds -> the requests of the complaint, and their total
IN_COURT: list[tuple[str, dict[str, Any], list[str], str]] = [
    (
        "beside the shop",
        {},
        ["被告一退还商品价款", "被告二履行其公开作出的赔偿承诺", "被告一返还已支付的运费", "被告一赔偿检测"],
        "11,190.00元",
    ),
    (
        "beside the shop, for whose debt it answers as well",
        {"conduct": KNEW},
        [
            "被告一退还商品价款",
            "被告二履行其公开作出的赔偿承诺",
            "被告一返还已支付的运费",
            "被告一赔偿检测",
            "被告二就退款和损失共1,190.00元（人民币壹仟壹佰玖拾元整）与被告一承担连带责任",
        ],
        "11,190.00元",
    ),
    (
        "the price is in the promise",
        {"conduct": KNEW, "promise": {"promise_includes_refund": "yes"}},
        [
            "被告二履行其公开作出的赔偿承诺",
            "被告一返还已支付的运费",
            "被告一赔偿检测",
            "被告二就损失190.00元（人民币壹佰玖拾元整）与被告一承担连带责任",
        ],
        "10,190.00元",
    ),
    (
        "its own goods",
        OWN_GOODS,
        ["退还商品价款", "履行公开作出的赔偿承诺", "返还已支付的运费", "赔偿检测"],
        "11,190.00元",
    ),
    (
        "the shop promised",
        {"promise": {"promise_by": "seller"}},
        ["退还商品价款", "履行公开作出的赔偿承诺", "返还已支付的运费", "赔偿检测"],
        "11,190.00元",
    ),
]


@pytest.mark.parametrize(
    ("told", "asked", "total"), [row[1:] for row in IN_COURT], ids=[row[0] for row in IN_COURT]
)
def test_a_court_is_asked_for_the_promise_from_whoever_made_it(
    told: dict[str, Any], asked: list[str], total: str
) -> None:
    content = letter("complaint", **told)
    said = [plain(claim.text) for claim in content.claims]
    assert len(said) == len(asked) + 1
    assert all(text.startswith(start) for text, start in zip(said, asked, strict=False)), said
    assert said[-1] == "本案诉讼费用由被告承担。"
    assert content.total is not None
    assert content.total.amount == total
    titles = [basis.title for basis in content.bases]
    own = "promise" not in told or "promise_by" not in told["promise"]
    assert titles.count("关于平台的承诺") == int(own and told is not OWN_GOODS)
    assert titles.count("关于承诺的赔偿") == int(not own or told is OWN_GOODS)


def test_a_promise_is_no_answering_for_the_shop() -> None:
    """Nothing but its promise holds against this platform: neither refund nor losses are asked of it."""
    said = [
        plain(claim.text) for claim in letter("complaint", problems=["counterfeit", "promise_broken"]).claims
    ]
    assert not any(text.startswith("被告二就") for text in said)


def test_a_platform_sued_alone_is_asked_for_its_promise_and_what_it_answers_for() -> None:
    nameless = {"seller": {"name": "", "credit_code": ""}, "conduct": KNEW}
    content = letter("complaint", **nameless)
    said = [plain(claim.text) for claim in content.claims]
    assert said[0].startswith("履行公开作出的赔偿承诺，按商品价款的10倍支付10,000.00元")
    assert said[1].startswith("被告向本人支付退款和损失共1,190.00元")
    assert content.total is not None
    assert content.total.amount == "11,190.00元"
