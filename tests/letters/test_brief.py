"""The brief for a lawyer tells the case as the assessment has it, and what is open in it."""

from __future__ import annotations

import pytest

from claimguide.core.money import yuan
from claimguide.law.labels import OF_LABELS
from claimguide.letters import render, services
from claimguide.letters.compose import compose, reason_not_to
from claimguide.letters.compose.open_points import open_facts
from claimguide.letters.compose.source import Source
from claimguide.letters.content import LetterContent, Section

from .composed import letters_of, source_of
from .reading import text_of
from .stories import STORIES, TODAY, add_exhibit, case_of, story

pytestmark = pytest.mark.django_db


def section(content: LetterContent, heading: str) -> Section | None:
    return next((each for each in content.sections if each.heading == heading), None)


def points(content: LetterContent, heading: str) -> str:
    found = section(content, heading)
    return "\n".join("".join(run.text for run in point) for point in found.points) if found else ""


@pytest.mark.parametrize("name", STORIES)
def test_its_range_is_that_of_the_assessment(name: str) -> None:
    found = source_of(name).assessment
    low, high = found.claim_min, found.claim_max
    (range_,) = letters_of(name)["brief"].closing
    said = "".join(run.text for run in range_)
    for amount in {low, high} - {0}:
        assert f"{yuan(amount)}元（" in said
    if not high:
        assert "尚不能计算" in said


@pytest.mark.parametrize("name", STORIES)
def test_every_time_limit_stands_with_its_day_and_articles(name: str) -> None:
    deadlines = source_of(name).assessment.deadlines
    found = section(letters_of(name)["brief"], "期限")
    assert found is not None and found.table is not None
    assert len(found.table.rows) == len(deadlines)
    for row, deadline in zip(found.table.rows, deadlines, strict=True):
        assert all(citation.place in row[2] for citation in deadline.citations)
        assert "顺延" not in row[2]
        assert ("尚未查明" in row[1]) is (deadline.date is None)


def test_each_element_names_its_exhibits_or_says_that_there_are_none() -> None:
    told = story("bracelet")
    told["exhibits"] = []
    case = case_of(told)
    add_exhibit(case, "检测报告", "defect")
    case.proof_statuses.create(element="promise", have="gone")
    content = compose(case, "brief", TODAY)
    proof = section(content, "证据情况")
    assert proof is not None and proof.table is not None
    rows = {row[0]: row[1:] for row in proof.table.rows}
    assert rows["商品或服务的实际问题"] == ("证据1", "只有一件证据")
    assert rows["宣传、说明与承诺"] == ("无", "尚无证据；原有材料已经灭失")
    assert "“购买事实”还没有证据" in points(content, "想咨询的问题")


def test_it_tells_what_was_tried_and_made() -> None:
    case = case_of(story("bracelet"))
    version = services.order(case, "seller")
    services.mark_sent(version, version.letter.date, "mail")
    case.submissions.create(channel="12315_complaint", on=TODAY, state="refused", number="Q1")
    case.submissions.create(channel="other", body="某机构", on=TODAY, state="sent")
    content = compose(case, "brief", TODAY)
    tried = points(content, "已经采取的措施")
    for words in ("与对方联系3次", "向平台投诉", "向12315投诉，编号Q1，未受理", "向其他机构反映（某机构）"):
        assert words in tried
    assert "致商家函第1版" in points(content, "已经制作的文书")
    assert "发出" in points(content, "已经制作的文书")


def test_making_it_does_not_make_it_out_of_date() -> None:
    case = case_of(story("bracelet"))
    first = services.order(case, "brief")
    assert services.order(case, "brief") == first


def test_contradictions_stand_apart_and_speak_of_oneself() -> None:
    told = story("coat_return")
    told["purchase"]["goods_kind"] = "service"
    content = compose(case_of(told), "brief", TODAY)
    assert points(content, "相互矛盾、需要核对的情况")
    assert "您" not in text_of(render.html(content))


def test_a_wish_that_is_not_settled_bars_nothing() -> None:
    told = story("bracelet")
    told["dealings"]["wanted"] = ""
    content = compose(case_of(told), "brief", TODAY)
    assert content.gaps() == ()
    assert content.claims == ()
    assert "本人尚未确定提出哪些请求" in text_of(render.html(content))


def test_it_needs_a_problem_and_no_signature() -> None:
    assert reason_not_to(Source.of(case_of({}), TODAY), "brief")
    said = text_of(render.html(compose(case_of(story("bracelet")), "brief", TODAY)))
    assert "签名" not in said and "此致" not in said


@pytest.mark.parametrize(("goods", "asked"), [("clothing", False), ("food", True)])
def test_labels_are_open_only_where_goods_carry_them(goods: str, asked: bool) -> None:
    told = story("bracelet")
    told["purchase"]["goods_kind"] = goods
    source = Source.of(case_of(told), TODAY)
    questions = [each.key for each in source.assessment.missing if each.key in OF_LABELS]
    said = "".join(each.zh for each in open_facts(source))
    assert ("标签" in said) is (asked and bool(questions))
    assert questions
