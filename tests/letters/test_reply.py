"""The reply to a refusal prints only what carries, and asks for no more than the first letter."""

from __future__ import annotations

import datetime as dt

import pytest

from claimguide.cases.vocab import ReplyKind
from claimguide.letters import render
from claimguide.letters.compose import compose, compose_from, reason_not_to, words
from claimguide.letters.compose.replies import rebuttal
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.statements import statement_in_answer

from .composed import letters_of, told_as
from .reading import text_of
from .stories import STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db


def source_of(name: str, **dealings: object) -> Source:
    told = story(name)
    told["dealings"] |= dealings
    return Source.of(case_of(told), TODAY)


def read(source: Source, on: dt.date = TODAY) -> str:
    return text_of(render.html(compose(source.case, "reply", on)))


@pytest.mark.parametrize("kind", sorted(set(ReplyKind.values) - {"none", "agreed", "partly"}))
@pytest.mark.parametrize(
    "name",
    ["bracelet", "camera_private", "coat_return", "desk_late", "kettle_repair", "printers_resale"],
)
def test_an_answer_is_printed_only_where_it_carries(name: str, kind: str) -> None:
    source = told_as(name, reply_kind=kind)
    found = rebuttal(kind, source.facts, source.assessment)
    assert found is not None
    content = compose_from(source, "reply")
    carries = found.answer is not None and bool(found.citations)
    assert bool(content.bases) is carries
    assert bool(reason_not_to(source, "reply")) is not carries
    if carries:
        assert all(citation.in_force(TODAY) and statement_in_answer(citation) for citation in found.citations)
        title = words.REPLY_TITLES[ReplyKind(kind)]
        (said,) = [basis.text for basis in content.bases if basis.title == title]
        assert "我" not in said.replace("我国", "") and "贵店" not in said
        assert all(citation.zh in said for citation in found.citations)


@pytest.mark.parametrize("name", ["bracelet", "coat_return"])
def test_a_story_told_otherwise_reads_as_one_that_was_stored_so(name: str) -> None:
    told, stored = told_as(name, reply_kind="too_late"), source_of(name, reply_kind="too_late")
    assert (told.facts, told.assessment) == (stored.facts, stored.assessment)
    assert compose_from(told, "reply").bases == compose_from(stored, "reply").bases
    assert compose_from(told, "reply").bases != letters_of(name)["reply"].bases


def test_a_broken_seal_and_no_fault_leave_nothing_to_answer() -> None:
    source = source_of("coat_return", goods_intact="no")
    assert compose(source.case, "reply", TODAY).bases == ()
    assert "12315" in str(reason_not_to(source, "reply"))
    assert "不影响商品完好" not in read(source)


@pytest.mark.parametrize("kind", ["not_supported", "too_late"])
@pytest.mark.parametrize("name", ["camera_private", "printers_resale"])
def test_no_return_without_reason_is_put_into_a_mouth_that_did_not_speak_of_it(name: str, kind: str) -> None:
    said = read(source_of(name, reply_kind=kind, reply_text="不退不换"))
    assert "退货" in said
    assert "七日" not in said
    assert "无理由" not in said


def test_who_is_no_consumer_is_not_sent_to_the_regulator() -> None:
    reason = str(reason_not_to(source_of("camera_private", reply_kind="prepaid"), "reply"))
    assert reason
    assert "12315" not in reason


@pytest.mark.parametrize("name", STORIES)
def test_the_requests_are_those_of_the_first_letter(name: str) -> None:
    first, reply = letters_of(name)["seller"], letters_of(name)["reply"]
    assert (reply.claims, reply.total, reply.alternatives) == (first.claims, first.total, first.alternatives)


@pytest.mark.parametrize(
    ("kind", "contacts", "words", "fits"),
    [
        ("none", True, "", False),
        ("", False, "", False),
        ("agreed", True, "", False),
        ("opened", False, "", True),
        ("", True, "", True),
        ("", False, "不退", True),
    ],
)
def test_it_waits_for_a_refusal(kind: str, contacts: bool, words: str, fits: bool) -> None:
    told = story("coat_return")
    told["dealings"] |= {"reply_kind": kind, "reply_text": words}
    if not contacts:
        told["contacts"] = []
    case = case_of(told)
    assert bool(reason_not_to(Source.of(case, TODAY), "reply")) is not fits
    # A refusal without its kind is quoted, but the consumer must say which reason it gives.
    assert ("reply_kind" in compose(case, "reply", TODAY).gaps()) is (kind in ("", "none"))


def test_the_answer_is_quoted_with_its_day_and_once() -> None:
    said = read(source_of("coat_return", reply_text="已拆封不支持退货"))
    assert "2026年11月6日，本人通过售后申请提出：“申请七日无理由退货”。贵方答复：“已拆封不支持退货”" in said
    assert said.count("“已拆封不支持退货”") == 1
    assert "贵方的答复原文是：“穿过了”" in read(source_of("coat_return", reply_text="穿过了"))


def test_the_first_letter_quotes_the_answer_once_too() -> None:
    source = source_of("coat_return", reply_text="已拆封不支持退货")
    assert text_of(render.html(compose(source.case, "seller", TODAY))).count("“已拆封不支持退货”") == 1


@pytest.mark.parametrize(
    ("chosen", "printed"),
    [
        (None, "2026年11月30日"),
        (dt.date(2026, 11, 20), "2026年11月30日"),
        (dt.date(2026, 12, 9), "2026年12月9日"),
    ],
)
def test_a_day_that_has_passed_is_set_anew(chosen: dt.date | None, printed: str) -> None:
    assert f"请贵方于{printed}前（含当日）书面答复" in read(source_of("coat_return", reply_by=chosen))


def test_an_article_of_a_later_law_is_not_printed_before_its_day() -> None:
    source = source_of("coat_return", reply_kind="platform_rules")
    assert "网络交易平台规则监督管理办法" in read(source)
    assert "网络交易平台规则监督管理办法" not in read(source, dt.date(2026, 1, 15))


def titles(source: Source) -> list[str]:
    return [basis.title for basis in compose(source.case, "reply", TODAY).bases]


BOTH = "不支持七天无理由，最终解释权归本店"


def test_every_refusal_in_the_words_is_answered_in_the_order_it_is_said() -> None:
    source = source_of("coat_return", reply_kind="not_supported", reply_text=BOTH)
    assert titles(source) == [words.REPLY_TITLES["not_supported"], words.REPLY_TITLES["final_say"]]
    source = source_of("coat_return", reply_kind="final_say", reply_text="最终解释权归本店，不支持七天无理由")
    assert titles(source) == [words.REPLY_TITLES["final_say"], words.REPLY_TITLES["not_supported"]]
    both = [words.REPLIES[kind].format(seller="贵方") for kind in ("final_say", "not_supported")]
    assert "；".join(both) in read(source)


def test_a_choice_that_is_not_in_the_words_is_answered_alone() -> None:
    assert titles(source_of("coat_return", reply_kind="opened", reply_text=BOTH)) == [
        words.REPLY_TITLES["opened"]
    ]


def test_a_refusal_without_an_answer_that_carries_is_left_to_the_quotation() -> None:
    told = {"reply_kind": "final_say", "reply_text": "最终解释权归本店，拆封了不能退"}
    source = source_of("coat_return", goods_intact="no", **told)
    assert titles(source) == [words.REPLY_TITLES["final_say"]]
    assert words.REPLIES["opened"].format(seller="贵方") not in read(source)
    assert "拆封了不能退" in read(source)


def test_an_article_that_two_answers_rest_on_is_explained_once() -> None:
    words_of = "拆封了不能退，而且已经超过七天了"
    content = compose(source_of("bracelet", reply_kind="opened", reply_text=words_of).case, "reply", TODAY)
    first, second = content.bases
    shared = set(first.citations) & set(second.citations)
    assert shared
    assert all(f"{each}规定，" not in second.text for each in shared)
    assert "的规定已如上述" in second.text


@pytest.mark.parametrize("kind", ["seller", "reply"])
@pytest.mark.parametrize(("asked", "told"), [(dt.date(2026, 11, 16), True), (dt.date(2026, 11, 13), False)])
def test_a_return_asked_after_a_holiday_is_counted_out(kind: str, asked: dt.date, told: bool) -> None:
    """14 November 2026, the seventh day, is a Saturday."""
    holder = story("coat_return")
    holder["purchase"]["received_on"] = dt.date(2026, 11, 7)
    holder["dealings"] |= {"return_requested_on": asked, "reply_kind": "too_late"}
    content = compose(case_of(holder), kind, TODAY)
    text = text_of(render.html(content))
    assert ("2026年11月14日" in text and "法定休假日" in text) is told
    article = "《中华人民共和国民法典》第二百零三条第一款"
    assert any(article in basis.citations for basis in content.bases) is told
    assert "2026年11月16日提出退货，没有超过期限" in text or kind == "reply" or not told


@pytest.mark.parametrize(
    "kind", ["seller", "reply", "platform", "appeal", "association", "regulator", "account"]
)
def test_a_guardian_does_not_say_to_have_bought_what_a_child_paid_for(kind: str) -> None:
    told = story("game_minor")
    text = text_of(render.html(compose(case_of(told), kind, TODAY)))
    for untrue in ("本人因向贵方购买", "本人通过贵平台购买", "本人因购买", "为生活消费需要购买"):
        assert untrue not in text
    if kind in ("seller", "reply", "platform", "appeal"):
        assert "本人的孩子（9周岁）未经本人同意，" in text
        assert "事先没有同意，事后也不予追认" in text
