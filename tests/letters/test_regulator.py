"""The complaint to the market regulator and the report: what each asks, and what neither may hold."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from django.utils import translation

from claimguide.cases.guards import Barred
from claimguide.cases.models import Case
from claimguide.core.typeset.engine import render_pdf
from claimguide.law.citations import cite
from claimguide.law.grounds import GROUNDS
from claimguide.letters import render, services
from claimguide.letters.compose import compose, delay, reason_not_to, violations
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.statements import statement_in_report
from claimguide.letters.compose.words import ELEMENTS
from claimguide.letters.content import LetterContent, Particular
from claimguide.letters.making import produce
from claimguide.letters.outputs import Form

from . import composed
from .composed import letters_of
from .reading import text_of
from .stories import CONSUMER, STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db

# Grounds of performance between the two sides: for a complaint. A report tells only of their delay.
PERFORMANCE = {
    *("quality", "mismatch", "sanbao", "nondelivery", "prepaid", "deposit", "return7", "promise"),
    *("minor", "unauthorised"),
}
MONEY = re.compile(r"赔|退款|退货|退还|返还|补偿|[0-9,.]+元")
FAKE = ("fraud", ("qinhai_chufa:5#7", "xiaobaofa:56(1)#2"))
UNTRUE = ("xiaobaofa:20(1)", "xiaobaofa:56(1)#6")
# story -> each violation that its report names: the ground, and the articles that forbid or punish it
GOLDEN: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "bracelet": [FAKE],
    "phone_used": [("fraud", ("qinhai_chufa:6#2", *UNTRUE))],
    "milk_expired": [("food", ("shipinfa:34#10",))],
    "takeaway_insect": [("food", ("shipinfa:34#6",)), ("food", ("shipinfa:35(1)",))],
    "drug_fake": [FAKE, ("drug", ("yaopinfa:98(1)",))],
    "pills_advertised": [("false_ad", ("fanbuzhengdang:9(1)", "guanggaofa:28", "xiaobaofa:56(1)#6"))],
    "price_higher": [("price", ("mingma_biaojia:19", "jiagefa:14#4"))],
    "charger_fire": [("injury", ("xiaobaofa:18(1)", "xiaobaofa:56(1)#1"))],
    "number_leaked": [("privacy", ("xiaobaofa:29(2)", "xiaobaofa:56(1)#9"))],
    "member_renewed": [
        ("autorenew", ("xiaobao_tiaoli:10(2)", "wangluo_jiaoyi:18(1)", "wangluo_jiaoyi:41(2)")),
        (
            "unfair_terms",
            ("xiaobaofa:26(2)", "xiaobao_tiaoli:17", "wangluo_jiaoyi:21", "wangluo_jiaoyi:41(2)"),
        ),
    ],
}
# The story whose seller refused a return because the parcel was opened (处罚办法 9 项3).
DELAYED = {"coat_return"}


def source_of(told: dict[str, Any], on: dt.date = TODAY) -> Source:
    return Source.of(case_of(told), on)


def read(told: dict[str, Any], kind: str) -> str:
    return text_of(render.html(compose(case_of(told), kind, TODAY)))


def box(rows: tuple[Particular, ...], label: str) -> str:
    (found,) = [row for row in rows if row.label == label]
    return "".join(run.text for run in found.value)


@pytest.mark.parametrize("name", STORIES)
def test_a_report_names_the_violations_that_hold_and_no_others(name: str) -> None:
    source = composed.source_of(name)
    rows = [
        (row.ground, tuple(each.code for each in violations.citations(source, row)))
        for row in violations.found(source)
    ]
    assert rows == GOLDEN.get(name, [])
    assert bool(reason_not_to(source, "report")) is (name not in GOLDEN and name not in DELAYED)
    assert (delay.shown(source) is not None) is (name in DELAYED)


def test_every_ground_is_either_a_violation_or_performance() -> None:
    reported = {row.ground for row in violations.TABLE}
    assert {ground.code for ground in GROUNDS} == reported | PERFORMANCE
    assert reported.isdisjoint(PERFORMANCE)
    assert set(violations.TOLD) <= reported


def test_every_article_of_the_table_is_on_file_in_force_and_explained() -> None:
    shipped = json.loads((settings.BASE_DIR / "fixtures" / "articles.json").read_text())
    on_file = {(row["fields"]["statute"][0], row["fields"]["article"]) for row in shipped}
    for row in violations.TABLE:
        for citation in cite(*row.codes, *row.online, *row.live):
            assert (citation.key, citation.article) in on_file, citation.code
            assert citation.in_force(TODAY), citation.code
            assert statement_in_report(citation), citation.code
    assert all((each.key, each.article) in on_file for each in cite(*violations.TOLD.values()))


LICENCE = [("prepackaged", False), ("loose", True), ("prepared", True)]


@pytest.mark.parametrize(("form", "named"), LICENCE)
def test_selling_prepackaged_food_needs_no_licence(form: str, named: bool) -> None:
    told = story("takeaway_insect")
    told["purchase"]["food_form"] = form
    codes = {code for row in violations.found(source_of(told)) for code in row.codes}
    assert ("shipinfa:35(1)" in codes) is named


def test_a_term_of_an_online_shop_breaks_the_rules_for_online_shops_too() -> None:
    told = story("coat_return")
    told["problems"] = ["unfair_term"]
    online = [each.citations for each in violations.bases(source_of(told), "被举报人")]
    told["purchase"]["channel"] = "offline"
    offline = [each.citations for each in violations.bases(source_of(told), "被举报人")]
    assert "《网络交易监督管理办法》第二十一条" in online[0]
    assert "《网络交易监督管理办法》第二十一条" not in offline[0]


def test_a_live_room_that_advertised_untruly_is_reported_under_its_own_rule() -> None:
    told = story("pills_advertised")
    told["purchase"]["channel"] = "live_stream"
    assert "《直播电商监督管理办法》第三十四条第一款" in read(told, "report")


def asked_in(content: LetterContent) -> str:
    """What a report says apart from its facts: opening, requests, rules, closing.

    The rules on delay name the requests that may not be delayed; nothing is asked for by naming them.
    """
    parts = [content.opening, *(claim.text for claim in content.claims), *content.closing]
    rules = [basis.text for basis in content.bases if basis.title != delay.TITLE]
    return "".join([*(run.text for each in parts for run in each), *rules])


@pytest.mark.parametrize("name", STORIES)
def test_a_report_asks_for_no_money(name: str) -> None:
    content = letters_of(name)["report"]
    assert content.total is None
    assert content.alternatives == ()
    assert not any(claim.amount or claim.lines for claim in content.claims)
    assert MONEY.search(asked_in(content)) is None
    proven = "".join(row.proves for row in content.exhibits)
    assert ELEMENTS["loss"] not in proven
    assert (ELEMENTS["notice"] in proven) is (name in DELAYED)


def test_the_consumers_own_sentences_about_money_are_left_out_of_a_report() -> None:
    told = story("bracelet")
    told["problem"]["description"] = "主播自称小李。我要求退款并赔偿三倍！\n包装上没有厂名"
    told["plans"]["report_clues"] = "批号为20260801；请商家退货退款。"
    told["problem"]["reality"] = "木材为科檀，商家拒绝退款"
    said = read(told, "report")
    assert "主播自称小李。" in said
    assert "包装上没有厂名。" in said
    assert "批号为20260801" in said
    assert "木材为科檀（见证据4）。" in said
    assert not re.search(r"赔|退款|退货|假一", said)


TOLD = [
    ("pills_advertised", "《中华人民共和国广告法》第五十三条第一款"),
    ("takeaway_insect", "《中华人民共和国食品安全法》第一百一十五条第一款"),
    ("number_leaked", "《中华人民共和国个人信息保护法》第六十五条第一款"),
    ("bracelet", ""),
    ("price_higher", ""),
]


@pytest.mark.parametrize(("name", "where"), TOLD)
def test_the_result_is_asked_for_only_where_a_law_says_so(name: str, where: str) -> None:
    told = story(name)
    told["plans"]["report_as"] = "named"
    said = read(told, "report")
    assert ("将处理结果告知本人" in said) is bool(where)
    assert where in said


def test_a_report_by_name_asks_that_the_name_be_kept_secret() -> None:
    told = story("bracelet")
    assert "对本人的个人信息予以保密" in read(told, "report")
    told["plans"]["report_as"] = ""
    assert "report_as" in compose(case_of(told), "report", TODAY).gaps()


MARK = {"yes": "■是　□否", "no": "□是　■否"}


@pytest.mark.parametrize("publish", ["yes", "no"])
@pytest.mark.parametrize("entrust", ["yes", "no"])
def test_the_consents_are_printed_as_they_were_answered(publish: str, entrust: str) -> None:
    told = story("bracelet")
    told["plans"] |= {"publish_complaint": publish, "entrust_mediation": entrust}
    rows = compose(case_of(told), "regulator", TODAY).sender.rows
    assert box(rows, "是否同意公示投诉信息") == MARK[publish]
    assert box(rows, "是否同意委托调解") == MARK[entrust]


def test_the_ticked_boxes_reach_the_paper() -> None:
    """The engine leaves out marks that its fonts lack, without a word."""
    case = case_of(story("bracelet"))
    html = render.html(compose(case, "regulator", TODAY))
    made = render_pdf(html, title="x", created=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    first = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert first.count("■") == first.count("□") == 2


def test_what_the_form_needs_bars_the_complaint_while_it_lacks() -> None:
    told = story("bracelet")
    told["plans"] = {}
    told["seller"].pop("address")
    found = compose(case_of(told, consumer={}), "regulator", TODAY).gaps()
    assert set(found) == {
        *("bureau", "consumer.name", "consumer.phone", "consumer.address", "publish_complaint"),
        *("entrust_mediation", "seller.address", "no_other_body"),
    }


def sent(case: Case, channel: str, state: str) -> Source:
    case.submissions.create(channel=channel, on=TODAY, state=state)
    return Source.of(case, TODAY)


@pytest.mark.parametrize("channel", ["association", "12315_complaint", "court"])
@pytest.mark.parametrize(
    ("state", "bars"),
    [("accepted", True), ("settled", True), ("ended", True), ("sent", False), ("refused", False)],
)
def test_what_another_body_took_is_not_taken_again(channel: str, state: str, bars: bool) -> None:
    source = sent(case_of(story("bracelet")), channel, state)
    assert bool(reason_not_to(source, "regulator")) is bars
    assert not reason_not_to(source, "report")
    if bars:
        with pytest.raises(Barred):
            services.order(source.case, "regulator")


def test_a_complaint_to_the_platform_or_a_report_bars_nothing() -> None:
    case = case_of(story("bracelet"))
    sent(case, "platform", "ended")
    assert not reason_not_to(sent(case, "12315_report", "accepted"), "regulator")


UNFIT = [
    ({"purpose": "resale"}, {}, "daily life"),
    ({"purpose": "claim_hunting"}, {}, "daily life"),
    ({"seller_kind": "private"}, {}, "private person"),
    ({}, {"discovered_on": dt.date(2023, 11, 22)}, "three years"),
    ({}, {"discovered_on": dt.date(2023, 11, 23)}, ""),
    ({"channel": "offline"}, {}, ""),
]


@pytest.mark.parametrize(("purchase", "problem", "reason"), UNFIT)
def test_what_the_department_would_refuse_is_said_before(
    purchase: dict[str, Any], problem: dict[str, Any], reason: str
) -> None:
    told = story("bracelet")
    told["purchase"] |= {"ordered_on": dt.date(2023, 10, 1), "received_on": dt.date(2023, 10, 3), **purchase}
    told["problem"] |= problem
    with translation.override("en"):
        said = str(reason_not_to(source_of(told), "regulator"))
    assert reason in said
    assert bool(said) is bool(reason)


@pytest.mark.parametrize(
    ("found", "ordered", "words"),
    [
        (dt.date(2026, 10, 20), None, "本人于2026年10月20日知道自己的权益受到侵害。"),
        (None, dt.date(2026, 10, 12), "自本次购买之日起至今未超过三年。"),
        (None, dt.date(2023, 10, 12), "【发现问题的日期】"),
    ],
)
def test_the_day_of_knowing_is_told(found: dt.date | None, ordered: dt.date | None, words: str) -> None:
    told = story("bracelet")
    told["problem"]["discovered_on"] = found
    told["purchase"]["ordered_on"] = ordered
    assert words in read(told, "regulator")


@pytest.mark.parametrize(
    ("bureau", "printed"),
    [
        ("杭州市余杭区", "杭州市余杭区市场监督管理局"),
        ("某区市场监督管理和知识产权局", "某区市场监督管理和知识产权局"),
        ("", "【市场监管部门所在的区县】"),
    ],
)
def test_the_bureau_is_that_of_the_district_the_consumer_gave(bureau: str, printed: str) -> None:
    told = story("bracelet")
    told["plans"]["bureau"] = bureau
    for kind in ("regulator", "report"):
        content = compose(case_of(told), kind, TODAY)
        assert box(content.addressee.rows, "受理单位") == printed


@pytest.mark.parametrize(
    ("conduct", "address"),
    [
        ({"platform_named_seller": "no"}, "平台没有向本人提供被投诉人的地址"),
        ({"platform_named_seller": "useless"}, "平台提供的信息不真实，或者据此无法联系到被投诉人"),
        ({"platform_named_seller": "yes"}, "【卖家的地址】"),
    ],
)
def test_a_seller_without_an_address_is_told_of_truly(conduct: dict[str, str], address: str) -> None:
    told = story("coat_return")
    told["conduct"] = conduct
    respondent = compose(case_of(told), "regulator", TODAY).respondent
    assert respondent is not None
    assert box(respondent.rows, "地址") == address


def test_the_platforms_company_is_named_only_where_somebody_checked_it() -> None:
    told = story("coat_return")
    assert compose(case_of(told), "regulator", TODAY).sections == ()
    told["platform_party"] = {"name": "浙江示例网络有限公司", "address": "浙江省杭州市示例路1号"}
    (section,) = compose(case_of(told), "regulator", TODAY).sections
    assert box(section.form, "名称") == "浙江示例网络有限公司"
    assert box(section.form, "地址") == "浙江省杭州市示例路1号"


@pytest.mark.parametrize("name", STORIES)
def test_the_sums_of_the_complaint_are_those_of_the_assessment(name: str) -> None:
    found = composed.source_of(name).assessment
    content, seller = letters_of(name)["regulator"], letters_of(name)["seller"]
    assert [claim.amount for claim in content.claims] == [claim.amount for claim in seller.claims]
    if content.total:
        total = Decimal(content.total.amount.removesuffix("元").replace(",", ""))
        assert total in (found.claim_max, found.claim_min)


@pytest.mark.parametrize("kind", ["regulator", "report"])
@pytest.mark.parametrize("name", ["bracelet", "coat_return"])
def test_no_identity_number_is_printed(name: str, kind: str) -> None:
    html = render.html(compose(case_of(story(name)), kind, TODAY), 1)
    assert not re.search(r"(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])", html)
    label = "证件号码" if kind == "regulator" else "身份证件号码"
    assert box(compose(case_of(story(name)), kind, TODAY).sender.rows, label) == ""


def typed_everywhere() -> tuple[dict[str, Any], dict[str, str]]:
    """A report without a name whose writer told who they are in every text."""
    told, who = story("bracelet"), CONSUMER | {"email": "shenyi@example.com", "account": "小沈爱手串"}
    number = told["purchase"]["order_number"]
    spaced = "138 0000-0000"
    me = f"我叫{who['name']}，电话{spaced}，住{who['address']}，{who['account']}，{who['email']}，{number}。"
    told["problem"] |= {"description": me, "seller_words": me, "reality": me}
    told["plans"] |= {"report_as": "anonymous", "report_clues": me}
    told["exhibits"] = [(f"{who['name']}的订单{number}", "buying", 1)]
    return told, who


def test_an_anonymous_report_holds_nothing_of_its_writer() -> None:
    told, who = typed_everywhere()
    case = case_of(told, who)
    version = services.order(case, "report")
    made, *others = (
        produce(form, version.html, title=version.content["title"], created=version.created_at)
        for form in (Form.PDF, Form.TXT, Form.DOCX)
    )
    with zipfile.ZipFile(io.BytesIO(others[1])) as word:
        packed = [re.sub("<[^>]+>", "", word.read(name).decode()) for name in word.namelist()]
    with pikepdf.open(io.BytesIO(made)) as pdf:
        about = f"{dict(pdf.docinfo)}{pdf.open_metadata()}"
    document = pypdfium2.PdfDocument(made)
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    kept = json.dumps(version.content, ensure_ascii=False)
    secrets = [*who.values(), "138 0000-0000", told["purchase"]["order_number"]]
    written = [*packed, others[0].decode(), printed, about]
    for text in (version.html, text_of(version.html), kept, version.file_name, *written):
        squeezed = re.sub(r"\s", "", text)
        assert [s for s in secrets if s in text or re.sub(r"\s", "", s) in squeezed] == []
    assert "匿名举报" in text_of(version.html)
    assert "签名" not in text_of(version.html)


def test_the_same_report_by_name_holds_the_name() -> None:
    told, who = typed_everywhere()
    told["plans"]["report_as"] = "named"
    said = text_of(render.html(compose(case_of(told, who), "report", TODAY)))
    assert who["name"] in said
    assert who["phone"] in said


def test_before_order_121_its_articles_are_not_cited() -> None:
    case = case_of(story("bracelet"))
    for kind in ("regulator", "report"):
        assert "投诉举报处理办法" not in text_of(render.html(compose(case, kind, dt.date(2026, 3, 1))))
