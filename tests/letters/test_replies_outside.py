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
    _K.SIGNED,
    _K.PROVE_IT,
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
