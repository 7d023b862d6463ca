"""The answers to common refusals: carried by the facts, cited from law in force, honest about weak points."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from claimguide.cases.vocab import ReplyKind
from claimguide.law import Facts, assess
from claimguide.law.citations import cite
from claimguide.letters.compose.replies import ANSWERS, listed, rebuttal, written

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
    (ReplyKind.NOT_OURS, {"problems": frozenset({"parcel_lost"})}, "运输中的风险", ""),
    (ReplyKind.NOT_OURS, {}, "销售者", "运输中的风险"),
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
