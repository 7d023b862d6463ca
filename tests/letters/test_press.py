"""The fact sheet for the media: what is proven and what is not, nobody's numbers, no insult, both sides."""

from __future__ import annotations

from typing import Any

import pytest

from claimguide.letters import render
from claimguide.letters.compose import compose, press, reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import plain

from .reading import text_of
from .stories import STORIES, TODAY, add_exhibit, case_of, story

pytestmark = pytest.mark.django_db
NUMBERS = {
    "description": "客服电话13812345678，座机0571-88886666，身份证11010519491231002X，"
    "卡号6222020200112233445，住文三路100号，邮箱a.b@example.com，全角１３８１２３４５６７８。沈怡本人",
}


def told(**parts: dict[str, Any]) -> dict[str, Any]:
    found = story("bracelet")
    for part, values in parts.items():
        found.setdefault(part, {}).update(values)
    return found


def read(found: dict[str, Any]) -> str:
    return text_of(render.html(compose(case_of(found), "press", TODAY)))


@pytest.mark.parametrize("name", STORIES)
def test_no_sentence_stands_without_an_exhibit_or_the_word_that_it_has_none(name: str) -> None:
    case = case_of(story(name))
    add_exhibit(case, "材料", "defect")
    content = compose(case, "press", TODAY)
    assert all(fact.exhibits for fact in content.facts)
    for section in content.sections[:-1]:
        assert all("（尚无证据）" in plain(p) or "（见证据" in plain(p) for p in section.points)
    numbers = {exhibit.number for exhibit in content.exhibits}
    assert {number for fact in content.facts for number in fact.exhibits} <= numbers


def test_numbers_and_names_are_covered_everywhere() -> None:
    found = told(problem=NUMBERS, seller={"phone": "400-1234"}, conduct={"answer": "请拨打400-1234"})
    found["exhibits"].append(("沈怡的订单6920260918000123", "buying", 1))
    content = compose(case_of(found), "press", TODAY)
    said = text_of(render.html(content)) + press.as_text(content)
    for secret in (
        *("6920260918000123", "TS20261105001", "13812345678", "88886666", "11010519491231002X"),
        *("6222020200112233445", "文三路100号", "a.b@example.com", "１３８１２３４５６７８", "400-1234"),
        *("沈怡", "13800000000", "示例路1号"),
    ):
        assert secret not in said
    assert "692****23" in said and "TS2****01" in said


def test_a_short_number_is_covered_whole() -> None:
    said = read(told(purchase={"order_number": "A12"}, conduct={"complaint_number": "77"}))
    assert "订单编号为****" in said and "投诉编号为****" in said


@pytest.mark.parametrize("kind", ["private", "individual_trader"])
def test_a_person_who_sells_is_not_named(kind: str) -> None:
    found = told(purchase={"seller_kind": kind, "shop_name": "王小明的小店"}, seller={"name": "王小明"})
    assert "王小明" not in read(found)


@pytest.mark.parametrize("words", ["老板是骗子", "他们卖假货", "真是奸商", "不赔钱我就曝光"])
def test_words_that_do_harm_are_left_out(words: str) -> None:
    found = told(problem={"description": words})
    source = Source.of(case_of(found), TODAY)
    assert words not in text_of(render.html(compose(source.case, "press", TODAY)))
    assert press.told(source).left_out == 1


def test_what_the_seller_answered_is_told_and_its_absence_too() -> None:
    said = read(story("bracelet"))
    assert "“檀木小馆”答复：“只能退货退款，假一赔十是活动口号”（见证据5）" in said
    assert "仅为一方陈述" in said
    silent = told(dealings={"reply_kind": "", "asked_seller_on": None}, conduct={"complained_on": None})
    silent["contacts"] = []
    assert "截至2026年11月23日，本人没有记录到对方的答复。" in read(silent)
    rude = story("bracelet")
    rude["contacts"] = [(TODAY, "chat", "请处理", "你才是骗子")]
    assert "另有往来内容" in read(rude) and "骗子" not in read(rude)


@pytest.mark.parametrize(("speak", "named"), [("yes", True), ("undecided", False), ("", False)])
def test_the_consumer_is_named_and_reached_only_if_agreed(speak: str, named: bool) -> None:
    said = read(told(plans={"speak_to_media": speak}))
    assert ("沈怡" in said) is named
    assert ("13800000000" in said) is named


def test_who_agreed_to_speak_must_be_reachable() -> None:
    case = case_of(told(plans={"speak_to_media": "yes"}), consumer={})
    assert compose(case, "press", TODAY).gaps() == ("consumer.name", "consumer.phone")


def reason(found: dict[str, Any]) -> str:
    return str(reason_not_to(Source.of(case_of(found), TODAY), "press"))


def test_when_it_does_not_fit() -> None:
    assert not reason(story("bracelet"))
    assert reason(told(plans={"speak_to_media": "no"}))
    assert reason({**story("bracelet"), "exhibits": []})
    assert reason(told(problem={"description": "我们签了保密协议"}))
    case = case_of(story("bracelet"))
    case.submissions.create(channel="association", on=TODAY, state="settled")
    assert reason_not_to(Source.of(case, TODAY), "press")


@pytest.mark.parametrize("state", ["received", "checking", "refused"])
def test_an_unchecked_exhibit_proves_nothing(state: str) -> None:
    case = case_of({**story("bracelet"), "exhibits": []})
    add_exhibit(case, "可疑文件", "defect", state=state)
    assert compose(case, "press", TODAY).facts == ()


def test_unknown_values_are_left_out_and_never_marked() -> None:
    content = compose(case_of({}, consumer=None), "press", TODAY)
    assert content.gaps() == ()
    assert "【" not in text_of(render.html(content))
