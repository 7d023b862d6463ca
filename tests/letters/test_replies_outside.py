"""Answers to refusals where consumer law does not govern: the Civil Code bears them, or nothing does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claimguide.cases.vocab import ReplyKind
from claimguide.law import Facts, assess
from claimguide.law.scope import binds_outside
from claimguide.letters.compose.replies import ANSWERS, carries, rebuttal, written
from claimguide.letters.compose.replies.ground import Rebuttal
from claimguide.letters.compose.statements import statement_in_answer

from .test_replies import verified

ON = date(2026, 11, 23)
PERSON: dict[str, Any] = {
    "seller_kind": "private",
    "channel": "second_hand_platform",
    "purpose": "daily_life",
}
RESALE: dict[str, Any] = {"seller_kind": "business", "channel": "platform_shop", "purpose": "resale"}
FAULTY = frozenset({"not_as_described"})
LATE = frozenset({"not_delivered"})
_K = ReplyKind
# These turn on the goods being other than agreed; without that there is nothing to write back.
ON_FAULTS = {
    _K.OPENED,
    _K.RESALE,
    _K.TOO_LATE,
    _K.NOT_SUPPORTED,
    _K.PROMOTION,
    _K.INCOMPLETE,
    _K.CUSTOM,
    _K.DIGITAL,
    _K.HARMLESS,
    _K.SIGNED,
    _K.PROVE_IT,
    _K.APPRAISAL,
    _K.OWN_FAULT,
    _K.COURIER,
    _K.FREIGHT,
}


def answer(kind: str, problems: frozenset[str] = FAULTY, **changes: Any) -> Rebuttal:
    facts = Facts(problems=problems, as_of=ON, price=1000, ordered_on=date(2026, 10, 1), **changes)
    found = rebuttal(kind, facts, assess(facts, ON))
    assert found is not None
    return found


@pytest.mark.parametrize("deposit", [None, "earnest", "down_payment", "security"])
@pytest.mark.parametrize("problems", [FAULTY, LATE], ids=["faulty", "late"])
@pytest.mark.parametrize("who", [PERSON, RESALE], ids=["private", "resale"])
@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_no_answer_rests_on_consumer_law(kind, who, problems, deposit):
    found = answer(
        kind, problems, deposit_kind=deposit, deposit_broken_by="seller" if deposit else None, **who
    )
    operator = who is RESALE
    assert all(binds_outside(each, operator=operator) for each in found.citations)
    assert all(verified(each) and statement_in_answer(each) for each in found.citations)
    text = written(found, None, ON)
    for word in ("消费者", "经营者", "七日", "无理由", "12315", *(() if operator else ("贵店", "商家"))):
        assert word not in text
    if found.answer is None:
        assert found.notes
        assert not found.citations


@pytest.mark.parametrize("who", [PERSON, RESALE], ids=["private", "resale"])
@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_what_carries(kind, who):
    assert carries(kind, answer(kind, **who)) == (kind != _K.PREPAID)
    assert carries(kind, answer(kind, LATE, **who)) == (kind not in {_K.PREPAID, *ON_FAULTS})


def test_no_returns_of_a_person_does_not_free_who_kept_silent():
    assert any("第六百一十八条" in note.zh for note in answer(_K.NOT_SUPPORTED, **PERSON).notes)
    assert not any("第六百一十八条" in note.zh for note in answer(_K.NOT_SUPPORTED, **RESALE).notes)


def test_under_consumer_law_its_own_answers_stay():
    found = answer(_K.OWN_FAULT, seller_kind="business", channel="platform_shop", purpose="daily_life")
    assert "xiaobaofa" in {each.key for each in found.citations}


@pytest.mark.parametrize("who", [PERSON, RESALE], ids=["private", "resale"])
@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_without_a_breach_only_the_sellers_own_word_is_taken_up(kind, who):
    found = answer(kind, frozenset({"return_refused"}), **who)
    assert carries(kind, found) == (kind in {_K.AGREED, _K.PARTLY, _K.SLOW_REFUND})
    assert found.answer is not None or found.notes


def test_no_money_is_asked_instead_of_a_coupon_where_none_is_due():
    delayed = frozenset({"late_delivery"})
    facts = {"promised_delivery_on": date(2026, 10, 5), "received_on": date(2026, 10, 9), **RESALE}
    assert not carries(_K.COUPON, answer(_K.COUPON, delayed, **facts))
    assert carries(_K.COUPON, answer(_K.COUPON, LATE, **RESALE))


def test_a_live_room_that_named_the_seller_is_not_asked():
    room = {**RESALE, "channel": "live_stream", "live_room_role": "said_not_seller"}
    found = answer(_K.LIVE_ROOM, **room)
    assert not carries(_K.LIVE_ROOM, found)
    assert any("另一个销售者" in note.zh for note in found.notes)
    assert carries(_K.LIVE_ROOM, answer(_K.LIVE_ROOM, **{**room, "live_room_role": "did_not_say"}))


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_a_private_person_is_not_called_a_shop_in_the_notes(kind):
    cancelled = frozenset({"order_cancelled"})
    for note in (note for each in (FAULTY, cancelled) for note in answer(kind, each, **PERSON).notes):
        assert "商家" not in note.zh
        assert "贵店" not in note.zh
        assert "shop" not in note.en


def test_every_article_that_a_note_names_stands_beside_it():
    """The note on transport names both rules, since neither yields to the other by its own words."""
    found = answer(_K.COURIER, **PERSON)
    assert {each.code for each in found.aside} >= {"minfadian:512(1)", "minfadian:604", "minfadian:607"}
    assert all(verified(each) for each in found.aside)
    silent = answer(_K.NOT_SUPPORTED, **PERSON)
    assert {each.code for each in silent.aside} == {"minfadian:618"}
    assert all(verified(each) for each in silent.aside)
