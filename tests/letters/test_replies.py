"""The answers to common refusals: carried by the facts, cited from law in force, honest about weak points."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings

from claimguide.cases.vocab import ReplyKind
from claimguide.law import Facts, assess
from claimguide.law.citations import cite
from claimguide.letters.compose.replies import ANSWERS, listed, rebuttal, written
from claimguide.letters.compose.statements import statement_in_answer

ON = date(2026, 11, 23)
BASE = {
    "as_of": ON,
    "channel": "platform_shop",
    "seller_kind": "business",
    "purpose": "daily_life",
    "goods_kind": "clothing",
    "price": Decimal(300),
    "ordered_on": date(2026, 11, 10),
    "received_on": date(2026, 11, 13),
    "return_requested_on": date(2026, 11, 15),
    "problems": frozenset({"return_refused"}),
}
FAULTY = {"problems": frozenset({"not_as_described"})}


VERIFIED = {
    (row["fields"]["statute"][0], row["fields"]["article"], row["fields"]["paragraph"] or None)
    for row in json.loads((settings.BASE_DIR / "fixtures" / "articles.json").read_text())
    if row["fields"]["status"] == "verified"
}


def verified(citation) -> bool:
    return any((citation.key, citation.article, part) in VERIFIED for part in (None, citation.paragraph))


def answer(kind: str, on: date = ON, **changes):
    facts = Facts(**{**BASE, "as_of": on, **changes})
    return rebuttal(kind, facts, assess(facts, on))


def test_every_reply_but_silence_has_an_answer():
    assert set(ANSWERS) == set(ReplyKind.values) - {ReplyKind.NONE}
    assert answer(ReplyKind.NONE) is None


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_articles_are_in_force_and_words_are_measured(kind):
    found = answer(kind)
    assert all(c.in_force(ON) for c in (*found.citations, *found.aside))
    text = written(found, date(2026, 11, 30), ON)
    for word in ("构成欺诈", "曝光", "否则", "后果自负", "必须赔", "起诉你"):
        assert word not in text


CASES = [
    # kind, facts, words that must be in the answer, words that must not
    (ReplyKind.OPENED, {"goods_intact": "yes"}, "不影响商品完好", "与约定或者质量要求不符"),
    (ReplyKind.OPENED, {"goods_intact": "no"}, None, ""),
    (ReplyKind.OPENED, {"returnable_class": "custom_made"}, None, ""),
    (
        ReplyKind.OPENED,
        {"returnable_class": "custom_made", "problems": frozenset({"not_as_described"})},
        "与约定或者质量要求不符",
        "不影响商品完好",
    ),
    (
        ReplyKind.OPENED,
        {"goods_intact": "no", "problems": frozenset({"not_as_described"})},
        "与约定或者质量要求不符",
        "不影响商品完好",
    ),
    (ReplyKind.NOT_SUPPORTED, {"returnable_class": "ordinary"}, "单独确认", "质量要求不符"),
    (ReplyKind.NOT_SUPPORTED, {"returnable_class": "custom_made"}, None, ""),
    (
        ReplyKind.NOT_SUPPORTED,
        {"returnable_class": "near_expiry_or_flawed", "exclusion_confirmed": "yes"},
        None,
        "",
    ),
    (
        ReplyKind.PROVE_IT,
        {"goods_kind": "computer", "discovered_on": date(2026, 11, 20)},
        "由经营者举证",
        "",
    ),
    (ReplyKind.PROVE_IT, {"discovered_on": date(2026, 11, 20)}, "进货凭证", "由经营者举证"),
    (
        ReplyKind.OWN_FAULT,
        {"goods_kind": "computer", "received_on": date(2026, 1, 1), "ordered_on": date(2026, 1, 1)}
        | {"discovered_on": date(2026, 7, 2), "return_requested_on": None},
        "检测结果",
        "由经营者举证",
    ),
    (
        ReplyKind.HARMLESS,
        {"goods_kind": "food", "problems": frozenset({"expired"})},
        "没有吃出问题也应当承担责任",
        "能用",
    ),
    (ReplyKind.HARMLESS, {"problems": frozenset({"quality_defect"})}, "能用不等于符合", "吃出"),
    (
        ReplyKind.HARMLESS,
        {"goods_kind": "food", "problems": frozenset({"label_flaw"}), "label_flaw_only": "yes"},
        None,
        "",
    ),
    (ReplyKind.NOT_OURS, {}, "销售者", "运输中的风险"),
    (ReplyKind.COURIER, {"problems": frozenset({"parcel_lost"})}, "运输中的风险和责任由贵店承担", "生产者"),
    (ReplyKind.RESALE, {"goods_intact": "yes"}, "没有把能否再次销售作为标准", "质量要求不符"),
    (ReplyKind.RESALE, {"goods_intact": "no"}, None, ""),
    (ReplyKind.RESALE, {"returnable_class": "custom_made"}, None, ""),
    (ReplyKind.INCOMPLETE, {}, "外包装盒和发票", ""),
    (ReplyKind.TOO_LATE, {}, "我于2026年11月13日签收，于2026年11月15日提出退货", ""),
    (ReplyKind.TOO_LATE, {"return_requested_on": date(2026, 11, 22)}, None, ""),
    (
        ReplyKind.TOO_LATE,
        {"return_requested_on": date(2026, 11, 22), "problems": frozenset({"quality_defect"})},
        "与约定或者质量要求不符",
        "七日",
    ),
    (ReplyKind.PROMOTION, {}, "单独确认", ""),
    (
        ReplyKind.PROMOTION,
        {"returnable_class": "near_expiry_or_flawed", "exclusion_confirmed": "yes"},
        None,
        "",
    ),
    (ReplyKind.CUSTOM, {"returnable_class": "custom_made"}, None, ""),
    (ReplyKind.CUSTOM, {"returnable_class": "ordinary"}, "按我的要求定作", ""),
    (ReplyKind.DIGITAL, {"returnable_class": "unsealed_digital"}, None, ""),
    (ReplyKind.FREIGHT, {}, None, ""),
    (ReplyKind.FREIGHT, {"problems": frozenset({"quality_defect"})}, "运输等必要费用", ""),
    (ReplyKind.CLAIMANT, {}, "我是为生活消费需要购买的", ""),
    (ReplyKind.CLAIMANT, {"purpose": None}, "请就商品的问题本身答复", "我是为生活消费需要购买的"),
    (ReplyKind.CLAIMANT, {"purpose": "claim_hunting"}, None, ""),
    (ReplyKind.CLAIMANT, {"purpose": "claim_hunting", **FAULTY}, "以双方的合同为依据", "生活消费"),
    (ReplyKind.SEVERAL, {"purpose": "resale"}, None, ""),
    (ReplyKind.SEVERAL, {"purpose": "resale", **FAULTY}, "以双方的合同为依据", "生活消费"),
    (ReplyKind.DEPOSIT, {"deposit_kind": "security"}, "押金符合退还条件", "双倍"),
    (ReplyKind.DEPOSIT, {"deposit_kind": "down_payment"}, "不适用定金罚则", "双倍"),
    (ReplyKind.DEPOSIT, {"deposit_kind": "earnest", "deposit_broken_by": "seller"}, "双倍返还定金", ""),
    (ReplyKind.DEPOSIT, {"deposit_kind": "earnest", "deposit_broken_by": "consumer"}, None, ""),
    (ReplyKind.DEPOSIT, {"deposit_kind": "earnest"}, "哪一方没有履行", "双倍"),
    (ReplyKind.DEPOSIT, {}, "是定金、订金还是押金", "双倍"),
    (ReplyKind.PREPAID, {}, None, ""),
    (
        ReplyKind.PREPAID,
        {"goods_kind": "prepaid_service", "prepaid_amount": Decimal(3000), "prepaid_ended_by": "operator"}
        | {"problems": frozenset({"prepaid_refund_refused"})},
        "概不退款",
        "",
    ),
    (ReplyKind.LIVE_ROOM, {"channel": "live_stream"}, "承担销售者责任", ""),
    (ReplyKind.LIVE_ROOM, {"channel": "live_stream", "live_room_role": "said_not_seller"}, None, ""),
    (ReplyKind.LIVE_ROOM, {}, "可以直接要求销售者处理", "承担销售者责任"),
    (ReplyKind.PROMISE_MARKETING, {"promise_kind": "multiple"}, "按承诺赔偿", "仅供参考"),
    (ReplyKind.PROMISE_MARKETING, {"promise_kind": "none"}, "与广告、说明表明的质量状况相符", "按承诺赔偿"),
    (ReplyKind.SLOW_REFUND, {"goods_sent_back": "yes"}, "收到之日起七日内退款", ""),
    (ReplyKind.SLOW_REFUND, {"goods_sent_back": "no"}, "哪一天到账", "七日内"),
]


@pytest.mark.parametrize(("kind", "facts", "has", "lacks"), CASES)
def test_an_answer_says_only_what_the_facts_carry(kind, facts, has, lacks):
    found = answer(kind, **facts)
    if has is None:
        assert found.answer is None
        assert found.notes
        assert written(found, None, ON) == ""
        return
    assert has in found.answer.zh
    assert not lacks or lacks not in found.answer.zh


def test_the_ways_of_refund_of_a_return_without_reason_are_not_cited_for_another_return():
    late = answer(ReplyKind.COUPON, return_requested_on=date(2026, 11, 22))
    assert "qiri_tuihuo" in {c.key for c in answer(ReplyKind.COUPON).citations}
    assert {c.key for c in late.citations} == {"xiaobao_tiaoli"}


@pytest.mark.parametrize("kind", [ReplyKind.PRICE_ERROR, ReplyKind.NO_STOCK, ReplyKind.COUPON])
def test_an_answer_asks_for_nothing_that_the_letter_does_not_ask(kind):
    text = answer(kind).answer.zh
    assert "请按订单履行" not in text
    assert "我没有同意" not in text


def test_a_plain_slip_of_the_price_is_said_honestly():
    honest = answer(ReplyKind.PRICE_ERROR, obvious_price_error="yes").notes[0].zh
    assert "可能支持" in honest
    assert honest != answer(ReplyKind.PRICE_ERROR).notes[0].zh


@pytest.mark.parametrize("kind", sorted(ANSWERS))
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"problems": frozenset({"quality_defect"})},
        {"channel": "live_stream"},
        {"deposit_kind": "earnest"},
    ],
)
def test_what_an_answer_cites_was_verified_and_is_explained(kind, facts):
    found = answer(kind, **facts)
    for citation in (*found.citations, *found.aside):
        assert verified(citation), citation.code
    assert all(statement_in_answer(citation) for citation in found.citations)


def test_articles_of_a_later_law_are_not_named_before_its_day():
    before = answer(
        ReplyKind.PLATFORM_RULES, on=date(2026, 1, 15), ordered_on=date(2026, 1, 1), received_on=None
    )
    assert "pingtai_guize" not in {c.key for c in before.citations}
    assert "pingtai_guize" in {c.key for c in answer(ReplyKind.PLATFORM_RULES).citations}


def test_a_day_that_has_passed_is_not_written():
    assert "请在" not in written(answer(ReplyKind.SIGNED), date(2026, 11, 23), ON)
    assert "请在2026年11月30日前答复" in written(answer(ReplyKind.SIGNED), date(2026, 11, 30), ON)


def test_a_statute_named_twice_running_is_named_once():
    assert listed(cite("xiaobaofa:23(2)", "xiaobaofa:24(1)")).count("消费者权益保护法") == 1
