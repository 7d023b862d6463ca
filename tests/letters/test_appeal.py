"""The appeal quotes what the platform answered and never claims an answer that is not there."""

from __future__ import annotations

import datetime as dt

import pytest

from claimguide.letters import render
from claimguide.letters.compose import compose, reason_not_to
from claimguide.letters.compose.source import Source

from .composed import letters_of, source_of
from .reading import text_of
from .stories import STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db
ANSWER = "经核实，商家已同意退货退款，不支持其他请求"


def answered(name: str, **conduct: object) -> Source:
    told = story(name)
    told.setdefault("conduct", {}).update({"answer": ANSWER, **conduct})
    return Source.of(case_of(told), TODAY)


def read(source: Source, on: dt.date = TODAY) -> str:
    return text_of(render.html(compose(source.case, "appeal", on)))


@pytest.mark.parametrize("name", STORIES)
def test_without_an_answer_there_is_no_appeal(name: str) -> None:
    content = letters_of(name)["appeal"]
    assert reason_not_to(source_of(name), "appeal")
    assert "platform_answer" in content.gaps()
    handled, heading, _facts = text_of(render.html(content)).partition("二、事实经过")
    assert heading
    assert "贵平台答复：" not in handled


def test_the_answer_is_quoted_with_the_complaint_it_answers() -> None:
    source = answered("bracelet")
    assert not reason_not_to(source, "appeal")
    said = read(source)
    assert f"2026年11月5日，本人向贵平台投诉，投诉编号为TS20261105001。贵平台答复：“{ANSWER}”。" in said
    assert said.count(ANSWER) == 1
    assert "对本人的投诉（投诉编号TS20261105001）进行复核，由人工判定" in said


def test_the_day_of_the_complaint_is_needed_and_its_number_is_not() -> None:
    source = answered("bracelet", complained_on=None, complaint_number="")
    assert compose(source.case, "appeal", TODAY).gaps() == ("complained_on",)
    source = answered("bracelet", complaint_number="")
    assert compose(source.case, "appeal", TODAY).gaps() == ()
    assert "投诉编号" not in read(source)


def test_a_purchase_without_a_platform_has_none_to_appeal_to() -> None:
    assert reason_not_to(answered("kettle_repair"), "appeal")


@pytest.mark.parametrize("name", ["bracelet", "coat_return", "phone_used", "takeaway_insect", "jade_live"])
def test_a_mere_marketplace_is_asked_for_no_multiple(name: str) -> None:
    said = read(answered(name))
    assert "倍" not in said.replace("按商品价款的10倍", "")
    assert "增加赔偿" not in said


def test_a_platform_that_sells_answers_as_the_seller() -> None:
    said = read(answered("milk_expired"))
    assert "依法支付赔偿金1,000.00元" in said
    assert "争议对方" not in said


def test_a_rule_is_cited_only_from_its_day_on() -> None:
    source = answered("bracelet")
    assert "《网络交易平台规则监督管理办法》第十九条规定" in read(source)
    early = read(source, dt.date(2026, 1, 15))
    assert "网络交易平台规则监督管理办法" not in early
    assert "由人工判定" in early


def test_what_the_platform_letter_asked_is_asked_again() -> None:
    source = answered("bracelet")
    letter = compose(source.case, "platform", TODAY)
    appeal = compose(source.case, "appeal", TODAY)
    assert set(letter.claims) <= set(appeal.claims)
