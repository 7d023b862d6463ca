"""The report on the platform names only duties of its own that show as broken, and asks for no money."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.conf import settings

from claimguide.law.citations import cite
from claimguide.letters import render
from claimguide.letters.compose import compose, reason_not_to, violation
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.statements import statement_in_report

from .composed import letters_of
from .reading import text_of
from .stories import STORIES, TODAY, case_of, story
from .test_regulator import MONEY, asked_in

pytestmark = pytest.mark.django_db

KEEP = ("dianshangfa:31", "wangluo_jiaoyi:31")
HELP = ("dianshangfa:59", "dianshangfa:61", "xiaobao_tiaoli:44(1)")
LIVE = ("zhibo_dianshang:16", "zhibo_dianshang:18")
ASKED = dt.date(2026, 11, 2)


def told_of(name: str = "coat_return", **conduct: Any) -> dict[str, Any]:
    told = story(name)
    told["conduct"] = {**told.get("conduct", {}), **conduct}
    return told


def rows(told: dict[str, Any]) -> list[tuple[str, ...]]:
    source = Source.of(case_of(told), TODAY)
    return [tuple(each.code for each in violation.citations(source, row)) for row in violation.found(source)]


@pytest.mark.parametrize(
    ("conduct", "expected"),
    [
        ({}, []),
        ({"platform_kept_records": "no"}, [KEEP]),
        ({"platform_helped": "no"}, [HELP]),
        ({"platform_knew": "yes", "platform_acted": "no"}, [("dianshangfa:38(1)", "dianshangfa:83")]),
        ({"platform_knew": "yes", "platform_acted": "yes"}, []),
        ({"platform_named_seller": "no", "identity_asked_on": ASKED}, [("qiri_tuihuo:24",)]),
        ({"platform_named_seller": "no", "identity_asked_on": None}, []),
    ],
)
def test_a_duty_is_named_where_it_shows_as_broken(
    conduct: dict[str, Any], expected: list[tuple[str, ...]]
) -> None:
    told = told_of(platform_named_seller="yes", identity_asked_on=None)
    told["conduct"] |= conduct
    assert rows(told) == expected
    assert bool(reason_not_to(Source.of(case_of(told), TODAY), "violation")) is not bool(expected)


def test_in_a_dispute_about_its_own_goods_a_platform_need_not_help_against_a_shop() -> None:
    told = told_of(platform_helped="no", platform_named_seller="yes")
    told["purchase"]["seller_kind"] = "self_operated"
    assert rows(told) == [tuple(code for code in HELP if code != "dianshangfa:61")]


@pytest.mark.parametrize("name", ["camera_private", "printers_resale"])
def test_who_is_no_consumer_is_not_sent_to_questions_that_are_not_asked(name: str) -> None:
    reason = str(reason_not_to(Source.of(case_of(story(name)), TODAY), "violation"))
    assert "对消费者的义务" in reason


def test_a_live_platform_has_duties_of_its_own() -> None:
    told = told_of(platform_kept_records="no", platform_named_seller="yes")
    told["purchase"]["channel"] = "live_stream"
    assert (*KEEP, *LIVE) in rows(told)


def test_a_purchase_without_a_platform_reports_none() -> None:
    told = told_of(platform_kept_records="no", platform_helped="no")
    told["purchase"]["channel"] = "own_site"
    assert rows(told) == []
    assert reason_not_to(Source.of(case_of(told), TODAY), "violation")


def test_every_article_of_the_table_is_on_file_in_force_and_explained() -> None:
    shipped = json.loads((settings.BASE_DIR / "fixtures" / "articles.json").read_text())
    on_file = {(row["fields"]["statute"][0], row["fields"]["article"]) for row in shipped}
    for row in violation.TABLE:
        for citation in cite(*row.codes, *row.returns, *row.live):
            assert (citation.key, citation.article) in on_file, citation.code
            assert citation.in_force(TODAY), citation.code
            assert statement_in_report(citation), citation.code


@pytest.mark.parametrize("name", STORIES)
def test_it_asks_for_no_money(name: str) -> None:
    content = letters_of(name)["violation"]
    assert content.total is None
    assert content.alternatives == ()
    assert MONEY.search(asked_in(content)) is None


def test_it_names_the_platform_and_its_department_and_says_no_more_than_is_suspected() -> None:
    told = told_of(platform_kept_records="no", platform_helped="no", complained_on=ASKED)
    told["plans"]["report_as"] = "named"
    said = text_of(render.html(compose(case_of(told), "violation", TODAY)))
    assert "被举报人住所地的市场监督管理局" in said
    assert "构成" not in said
    assert said.count("涉嫌") >= 3
    assert "被举报人没有向本人提供本次交易的记录" in said


def test_a_platform_that_answered_a_complaint_is_not_said_to_have_no_channel() -> None:
    """One plain sentence: not that one thing or the other was missing."""
    told = told_of(platform_helped="no", complained_on=ASKED, complaint_number="TS-778899")
    told["conduct"]["answer"] = "建议您与商家协商"
    for kind in ("violation", "platform", "appeal"):
        said = text_of(render.html(compose(case_of(told), kind, TODAY)))
        assert "没有为本人有效处理投诉、提供协助" in said
        assert "没有为本人提供有效的投诉渠道" not in said
        assert "受理本人的投诉，安排人工处理" not in said
        assert ("对本人的投诉安排人工复核" in said) is (kind == "platform")


def test_an_anonymous_report_holds_neither_the_complaint_nor_the_order() -> None:
    told = told_of(platform_helped="no", complained_on=ASKED, complaint_number="TS-778899")
    told["plans"]["report_as"] = "anonymous"
    said = text_of(render.html(compose(case_of(told), "violation", TODAY)))
    assert "TS-778899" not in said
    assert told["purchase"]["order_number"] not in said
    assert "匿名举报" in said
