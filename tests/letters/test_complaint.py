"""The civil complaint: who sues whom for what, in boxes; what nobody told stays empty."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from claimguide.cases import services
from claimguide.cases.models import Case, Party
from claimguide.core.typeset.engine import render_pdf
from claimguide.letters import render
from claimguide.letters.compose import compose, compose_from, reason_not_to
from claimguide.letters.compose.complaint_sides import sides
from claimguide.letters.compose.source import Source
from claimguide.letters.content import LetterContent

from .composed import source_of
from .reading import text_of
from .stories import CONSUMER, STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db
COURT = {"court_name": "杭州市西湖区人民法院"}
NOT_FOR_COURT = {"paid_by_thief", "game_minor"}


def complaint(told: dict[str, Any], today: dt.date = TODAY) -> LetterContent:
    return compose(case_of(told), "complaint", today)


def read(told: dict[str, Any], today: dt.date = TODAY) -> str:
    return text_of(render.html(complaint(told, today)))


def figure(amount: str) -> Decimal:
    return Decimal(amount.removesuffix("元").replace(",", ""))


def boxes(content: LetterContent) -> dict[str, str]:
    rows = [*content.sender.rows, *(content.respondent.rows if content.respondent else ())]
    rows += [box for section in content.sections for box in section.form]
    return {box.label: "".join(run.text for run in box.value) for box in rows}


def complete(name: str) -> dict[str, Any]:
    told = story(name)
    told["plans"] |= COURT
    told["seller"] |= {"address": "广东省广州市示例区示例街8号"}
    told["platform_party"] = {"name": "某平台示例网络有限公司"}
    return told


@cache
def told_in_full(name: str, on: dt.date = TODAY) -> Source:
    """A complete story read once in a process, for reading only. The first call needs a database."""
    return Source.of(case_of(complete(name)), on)


@pytest.mark.parametrize("name", STORIES)
def test_a_complaint_is_for_whom_somebody_owes_something(name: str) -> None:
    assert bool(reason_not_to(source_of(name), "complaint")) is (name in NOT_FOR_COURT)


@pytest.mark.parametrize("name", sorted(set(STORIES) - NOT_FOR_COURT - {"desk_late"}))
def test_a_complete_case_lacks_nothing(name: str) -> None:
    assert compose_from(told_in_full(name), "complaint").gaps() == ()


def test_nothing_holds_nothing_is_asked() -> None:
    told = story("kettle_repair")
    told["problems"] = []
    assert reason_not_to(Source.of(case_of(told), TODAY), "complaint")


@pytest.mark.parametrize("name", sorted(set(STORIES) - NOT_FOR_COURT))
def test_every_sum_is_the_assessments(name: str) -> None:
    source = told_in_full(name)
    found = source.assessment
    content = compose_from(source, "complaint")
    asked = [figure(claim.amount) for claim in content.claims if claim.amount]
    if source.case.dealings.wanted in ("refund", "refund_only", "compensation"):
        assert sum(asked) in (found.claim_min, found.claim_max)
        assert content.total is not None
        assert figure(content.total.amount) == sum(asked)
    assert "".join(run.text for run in content.claims[-1].text) == "本案诉讼费用由被告承担。"


@pytest.mark.parametrize("name", ["bracelet", "phone_used", "milk_expired", "gym_closed", "price_higher"])
def test_beside_every_multiple_stands_the_plain_claim(name: str) -> None:
    source = told_in_full(name)
    content = compose_from(source, "complaint")
    assert content.alternatives
    assert figure(content.alternatives[-1].amount) == source.assessment.claim_min
    said = text_of(render.html(content))
    assert "备位请求1" in said
    assert "不重复计算" in said


@pytest.mark.parametrize("name", sorted(set(STORIES) - NOT_FOR_COURT))
def test_the_platform_is_sued_only_where_it_has_a_role(name: str) -> None:
    source = told_in_full(name)
    who = sides(source)
    if who.platform:
        assert source.assessment.platform_role
    assert ("被告二" in text_of(render.html(compose_from(source, "complaint")))) is bool(who.platform)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("takeaway_insect", "被告二就退款32.00元（人民币叁拾贰元整）与被告一承担连带责任。"),
        ("phone_used", "被告二就退款4,000.00元（人民币肆仟元整）承担赔偿责任。"),
        ("charger_fire", "被告二就退款和损失，在4,599.00元"),
        ("number_leaked", "被告二就损失200.00元"),
    ],
)
def test_the_platform_answers_in_its_own_way_and_for_no_multiple(name: str, says: str) -> None:
    said = read(complete(name))
    assert says in said
    assert "本诉状副本2份" in said


def test_a_platform_that_sells_itself_is_one_defendant() -> None:
    content = complaint(complete("milk_expired"))
    assert "被告二" not in text_of(render.html(content))
    assert boxes(content)["名称"] == "北京示例电子商务有限公司"


def test_a_platform_that_names_no_seller_is_sued_alone_and_for_no_multiple() -> None:
    told = complete("phone_used")
    told["seller"] = {}
    content = complaint(told)
    said = text_of(render.html(content))
    assert content.gaps() == ()
    assert boxes(content)["名称"] == "某平台示例网络有限公司"
    assert [claim.amount for claim in content.claims] == ["4,000.00元", ""]
    assert "被告向本人支付退款4,000.00元" in said
    assert "增加赔偿" not in "".join(run.text for claim in content.claims for run in claim.text)


def test_a_private_seller_is_sued_as_a_person_by_what_is_known() -> None:
    told = complete("bracelet")
    told["purchase"] |= {"seller_kind": "private", "channel": "second_hand_platform"}
    told["seller"] = {}
    content = complaint(told)
    assert content.respondent is not None
    assert content.respondent.heading == "被告（自然人）"
    assert boxes(content)["姓名"].endswith("（真实姓名待查明）")
    assert "统一社会信用代码" not in boxes(content)
    assert "seller.name" not in content.gaps()
    told["seller"] = {"name": "王某"}
    named = complaint(told)
    assert named.respondent is not None
    assert named.respondent.rows[0].value[0].text == "王某"


def test_what_nobody_told_is_an_empty_box_and_no_gap() -> None:
    held = boxes(complaint(complete("bracelet")))
    for label in ("出生日期", "民族", "工作单位", "职务或者职业", "证件类型及号码", "其他需要说明的内容"):
        assert held[label] == ""
    assert held["性别"] == "男□　女□"


def test_what_the_consumer_told_fills_its_box() -> None:
    case = case_of(complete("bracelet"))
    services.set_party(
        case, Party.Role.CONSUMER, sex="female", born_on=dt.date(1990, 5, 6), ethnic_group="汉族"
    )
    held = boxes(compose(Case.objects.get(pk=case.pk), "complaint", TODAY))
    assert (held["性别"], held["出生日期"], held["民族"]) == ("男□　女√", "1990年5月6日", "汉族")


def test_there_is_no_place_to_keep_an_identity_number() -> None:
    names = {field.name for field in Party._meta.get_fields()}
    assert not names & {"id_number", "identity_number", "id_card", "identity"}


@pytest.mark.parametrize(
    ("chapter", "field", "value", "lacks"),
    [
        ("plans", "court_name", "", "court"),
        ("seller", "name", "", "seller.name"),
        ("problem", "reality", "", "reality"),
        ("dealings", "wanted", "", "wanted"),
        ("dealings", "wanted", "price_cut", "court_wish"),
    ],
)
def test_what_a_court_needs_bars_the_complaint(chapter: str, field: str, value: str, lacks: str) -> None:
    told = complete("bracelet")
    told[chapter][field] = value
    assert lacks in complaint(told).gaps()


def test_a_defendant_nobody_could_tell_from_others_bars_the_complaint() -> None:
    told = complete("bracelet")
    told["seller"] = {"name": "某公司", "phone": "020-00000000"}
    assert complaint(told).gaps() == ("seller.where",)
    told["seller"] |= {"credit_code": "91440101MA9XEXAM0K"}
    assert complaint(told).gaps() == ()


@pytest.mark.parametrize("missing", sorted(CONSUMER))
def test_a_plaintiff_is_named_and_reachable(missing: str) -> None:
    case = case_of(complete("bracelet"), consumer={**CONSUMER, missing: ""})
    assert compose(case, "complaint", TODAY).gaps() == (f"consumer.{missing}",)


def test_a_sum_the_sides_may_work_out_in_a_letter_is_named_to_a_court() -> None:
    told = complete("price_higher")
    for key in ("overcharge", "false_statement", "misled_into_buying", "seller_knew"):
        del told["problem"][key]
    case = case_of(told)
    case.unknown_answers.create(key="overcharge")
    assert compose(case, "seller", TODAY).gaps() == ()
    assert compose(case, "complaint", TODAY).gaps() == ("overcharge",)


@pytest.mark.parametrize("name", sorted(set(STORIES) - NOT_FOR_COURT))
@pytest.mark.parametrize("on", [dt.date(2026, 1, 15), TODAY])
def test_it_cites_only_what_is_in_force(name: str, on: dt.date) -> None:
    source = told_in_full(name, on)
    content = compose_from(source, "complaint")
    cited = {zh for basis in content.bases for zh in basis.citations}
    assert bool(cited) is (name != "desk_late" or on == TODAY)
    assert cited <= {each.zh for each in source.assessment.citations()}


def test_it_ticks_what_was_answered_and_leaves_the_rest() -> None:
    told = complete("bracelet")
    told["plans"] |= {"mediation_wanted": "yes", "court_agreed": "no"}
    held = boxes(complaint(told))
    assert held["是否同意先行调解"] == "同意√　不同意□"
    assert held["有无仲裁、管辖约定"] == "有□　无√"
    assert held["是否申请财产保全"] == "是□　否□"


def test_the_list_of_evidence_has_its_own_page_and_signature() -> None:
    content = complaint(complete("bracelet"))
    (listed,) = [section for section in content.sections if section.new_page]
    assert listed.table is not None
    assert [row[0] for row in listed.table.rows] == ["1", "2", "3", "4", "5", "6"]
    said = text_of(render.html(content))
    assert said.index("具状人（签名）：") < said.index("提交人（签名）：")
    assert "副本份数：1份" in said


def test_a_long_story_runs_over_the_page_without_losing_a_word() -> None:
    import io

    import pypdfium2

    told = complete("bracelet")
    told["problem"]["description"] = "\n".join(f"第{n}段经过如下所述，内容较长。" * 6 for n in range(40))
    html = render.html(complaint(told), 1)
    pdf = render_pdf(html, title="x", created=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert all(f"第{n}段" in text.replace("\r\n", "").replace(" ", "") for n in range(40))


def test_what_the_platform_is_sued_for_stands_among_the_facts_and_names_the_shop_as_a_defendant() -> None:
    told = story("bracelet")
    told["conduct"] = {**told.get("conduct", {}), "platform_knew": "yes", "platform_acted": "no"}
    said = text_of(render.html(compose(case_of(told), "complaint", TODAY)))
    assert "据本人了解，被告二没有就上述问题及时采取必要措施" in said
    assert "应当依法与被告一承担连带责任" in said
    assert "该商家" not in said
