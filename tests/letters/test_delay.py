"""The report of a delay or refusal: told from the record, its exhibits named, what they do not show said."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from claimguide.cases.models import Case
from claimguide.evidence import contacts
from claimguide.law.citations import cite
from claimguide.letters import render
from claimguide.letters.compose import compose, delay, demands, reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.statements import statement_in_report
from claimguide.letters.compose.wording import plain
from claimguide.letters.content import Fact

from .reading import text_of
from .stories import TODAY, add_exhibit, case_of, story
from .test_hostile import PAYLOADS

SAID = [
    # (what the consumer wrote, the demands in it)
    ("申请七日无理由退货", "return refund"),
    ("水壶不加热，要求更换", "exchange"),
    ("请给我换货或者退款", "return refund exchange"),
    ("要求退换", "return refund exchange"),
    ("商品不合格，请免费维修", "repair"),
    ("请派人来修好", "repair"),
    ("请全额退给我", "return refund"),
    ("换一个新的", "exchange"),
    ("我不要退货，只要换新", "exchange"),
    ("没有要求退款", ""),
    ("你们为什么不退款", ""),
    ("我不想修了", ""),
    ("要求处理", ""),
    ("要求赔偿三倍", ""),
    ("", ""),
]


@pytest.mark.parametrize(("said", "expected"), SAID)
def test_only_what_was_plainly_asked_for_counts(said: str, expected: str) -> None:
    asked = {each for each in ("return", "refund", "exchange", "repair") if demands.asks_for(said, each)}
    assert asked == set(expected.split())


def kettle(**dealings: Any) -> dict[str, Any]:
    told = story("kettle_repair")
    told["dealings"] |= {"reply_kind": "none", **dealings}
    told["contacts"] = [(dt.date(2026, 10, 8), "email", "水壶不加热，要求更换", "")]
    return told


def course(case: Case, on: dt.date = TODAY) -> list[str]:
    """What the report says of the delay, paragraph by paragraph."""
    return [plain(each) for fact in _facts(case, on) for each in fact.paragraphs]


def _facts(case: Case, on: dt.date = TODAY) -> list[Fact]:
    told = compose(case, "report", on).facts
    start = next(at for at, fact in enumerate(told) if delay.SUSPECTED in plain(fact.paragraphs[0]))
    return list(told[start : start + 2])


SUSPECTED = "被举报人涉嫌故意拖延或者无理拒绝本人提出的更换要求。"
ASKED = "2026年10月8日，本人通过电子邮件提出：“水壶不加热，要求更换”。"
SILENT = "截至2026年11月23日，本人尚未收到被举报人对上述要求的答复。"
NOT_DONE = "截至2026年11月23日，距本人提出上述要求已超过十五日，被举报人没有为本人更换。"
UNPROVEN = "本人没有随本举报书提交能够证明上述要求和答复的材料。"


@pytest.mark.django_db
def test_a_request_without_an_exhibit_is_said_to_be_unproven() -> None:
    case = case_of(kettle())
    assert course(case) == [SUSPECTED, ASKED, SILENT, NOT_DONE, UNPROVEN]
    assert [fact.exhibits for fact in _facts(case)] == [(), ()]


@pytest.mark.django_db
def test_the_exhibit_of_the_request_is_named_and_no_other_of_what_was_said() -> None:
    told = kettle()
    told["exhibits"] += [("另一次沟通", "notice", 1), ("要求更换的邮件", "notice", 2)]
    case = case_of(told)
    contacts.tie(case.contacts.get(), case.exhibits.get(title="要求更换的邮件"))
    assert course(case) == [SUSPECTED, ASKED, SILENT, NOT_DONE]
    assert [fact.exhibits for fact in _facts(case)] == [(4,), ()]
    listed = [row.title for row in compose(case, "report", TODAY).exhibits]
    assert listed == ["故障录像", "订单邮件", "要求更换的邮件"]


@pytest.mark.django_db
def test_a_refused_exhibit_shows_nothing() -> None:
    case = case_of(kettle())
    contacts.tie(case.contacts.get(), add_exhibit(case, "邮件", "notice", state="refused"))
    assert course(case)[-1] == UNPROVEN


@pytest.mark.django_db
def test_the_sellers_own_words_are_quoted_once() -> None:
    told = kettle(reply_kind="not_ours", reply_text="请找厂家")
    told["contacts"] = [(dt.date(2026, 10, 8), "chat", "要求更换", "请找厂家")]
    said = "".join(course(case_of(told)))
    assert said.count("请找厂家") == 1
    told["dealings"]["reply_text"] = "厂家负责。"
    assert "被举报人的答复原文是：“厂家负责”。" in course(case_of(told))


@pytest.mark.django_db
def test_goods_that_came_back_without_a_refund() -> None:
    told = story("coat_return")
    told["problems"] = ["refund_delayed"]
    back = {"goods_sent_back": "yes", "sent_back_received_on": dt.date(2026, 11, 6), "reply_kind": "agreed"}
    told["dealings"] |= back
    told["contacts"] = []
    told["exhibits"] = []
    case = case_of(told)
    assert reason_not_to(Source.of(case, TODAY), "report")
    later = TODAY + dt.timedelta(days=1)
    assert course(case, later) == [
        "被举报人涉嫌故意拖延或者无理拒绝本人提出的退货要求。",
        "2026年11月6日，本人向被举报人提出退货要求。",
        "2026年11月6日，被举报人收到退回的商品。",
        "被举报人曾表示同意本人的要求。",
        "截至2026年11月24日，距被举报人收到退回的商品已超过十五日，被举报人没有退还价款。",
        UNPROVEN,
        "被举报人收到退回商品的日期，本人没有另外提交材料证明，请以物流签收记录为准。",
    ]
    told["dealings"]["refunded"] = 100
    assert "被举报人没有退清价款。" in course(case_of(told), later)[4]


@pytest.mark.django_db
def test_the_days_of_a_posted_request_are_not_counted() -> None:
    told = kettle()
    told["contacts"] = [(dt.date(2026, 10, 8), "mail", "要求更换", "")]
    assert delay.of(Source.of(case_of(told), TODAY)) is None
    coat = story("coat_return")
    coat["contacts"] = [(dt.date(2026, 11, 6), "mail", "申请退货", "")]
    assert delay.of(Source.of(case_of(coat), TODAY)) is None


REASONS = [
    ({"reply_kind": "none"}, dt.date(2026, 10, 23), "from 24 October 2026"),
    ({"reply_kind": "none"}, dt.date(2026, 10, 24), ""),
    ({"reply_kind": ""}, TODAY, "note in step 3"),
    ({"reply_kind": "none", "wanted": "price_cut", "fallback": ""}, TODAY, "report. For your own dispute"),
    ({"reply_kind": "own_fault"}, TODAY, "report. For your own dispute"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("dealings", "on", "reason"), REASONS)
def test_what_is_missing_is_said(dealings: dict[str, str], on: dt.date, reason: str) -> None:
    with translation.override("en"):
        said = str(reason_not_to(Source.of(case_of(kettle(**dealings)), on), "report"))
    assert reason in said
    assert bool(said) is bool(reason)


@pytest.mark.django_db
def test_beside_a_violation_both_are_told() -> None:
    told = kettle()
    told["problems"] = ["quality_defect", "false_promotion"]
    told["problem"] |= {"false_statement": "yes", "misled_into_buying": "yes"}
    content = compose(case_of(told), "report", TODAY)
    titles = [basis.title for basis in content.bases]
    assert titles[-1] == delay.TITLE
    assert "关于涉嫌虚假宣传" in titles
    said = text_of(render.html(content))
    assert "本人发现以下情况：商品存在质量问题；宣传内容与实际情况不符。" in said
    assert SUSPECTED in said


@pytest.mark.django_db
def test_it_suspects_and_states_no_intent() -> None:
    content = compose(case_of(kettle()), "report", TODAY)
    told = text_of(render.html(content)).split("涉嫌违反的规定")[0]
    assert told.count("故意") == told.count("涉嫌故意拖延或者无理拒绝") == 1
    assert content.total is None


@pytest.mark.django_db
def test_an_anonymous_report_of_a_delay_holds_no_order_number() -> None:
    told = kettle()
    told["plans"]["report_as"] = "anonymous"
    number = told["purchase"]["order_number"]
    told["contacts"] = [(dt.date(2026, 10, 8), "chat", f"订单{number}要求更换", "")]
    said = text_of(render.html(compose(case_of(told), "report", TODAY)))
    assert "要求更换" in said
    assert number not in said


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_stay_text(payload: str) -> None:
    told = kettle(reply_kind="not_ours", reply_text=f"{payload}乙")
    told["contacts"] = [(dt.date(2026, 10, 8), "chat", f"要求更换{payload}", f"{payload}甲")]
    case = case_of(told)
    paragraphs = course(case)
    assert payload[:20].split(maxsplit=1)[0].translate(str.maketrans("“”", "‘’")) in paragraphs[1]
    html = render.html(compose(case, "report", TODAY))
    assert "<script" not in html
    assert "<img" not in html


def test_every_article_is_on_file_in_force_and_explained() -> None:
    shipped = json.loads((settings.BASE_DIR / "fixtures" / "articles.json").read_text())
    on_file = {(row["fields"]["statute"][0], row["fields"]["article"]) for row in shipped}
    named = (
        *("xiaobaofa:25(1)", "xiaobaofa:24(1)", "xiaobaofa:53", "xiaobaofa:56(1)#8"),
        *(f"qinhai_chufa:{place}" for place in ("8#2", "9#1", "9#2", "9#3", "9#4", "10(2)")),
        *(f"qiri_tuihuo:31#{item}" for item in (1, 2, 3)),
    )
    for citation in cite(*named):
        assert (citation.key, citation.article) in on_file, citation.code
        assert citation.in_force(TODAY), citation.code
        assert statement_in_report(citation), citation.code
