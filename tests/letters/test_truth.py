"""No letter says what the facts do not hold."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from claimguide.core.money import capital, yuan
from claimguide.law.citations import Citation
from claimguide.law.grounds import GROUNDS
from claimguide.law.platform import PLATFORM_GROUNDS
from claimguide.letters import render
from claimguide.letters.compose import COMPOSERS, basis, compose, compose_from, platform_words
from claimguide.letters.compose.fields import FIELDS
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.statements import IN_ANSWERS, IN_REPORTS, STATEMENTS
from claimguide.letters.kinds import Kind
from claimguide.letters.selectors import missing

from .composed import letters_of, source_of, words_of
from .reading import text_of
from .stories import STORIES, TODAY, add_exhibit, case_of, story
from .test_complaint import complete
from .test_snapshots import ANSWERED

pytestmark = pytest.mark.django_db

# What nobody authorised is the payment provider's to bear: no letter asks the shop or the platform for it.
OWED_BY_OTHERS = {"paid_by_thief"}
# Wrong law, threats, promises of outcome, words that only a ground of its own allows, traces of templates.
NEVER = (
    "构成欺诈",
    "先行赔付",
    "补充责任",
    "曝光",
    "媒体",
    "后果自负",
    "必将",
    "暂行规定（令",
    "投诉举报处理暂行办法",
    "快递暂行条例",
    "合同法》",
    "侵权责任法》",
    "民法总则》",
    "电子商务法》第四十二条",
    "工作日",
    "60日",
    "六十日",
    "和/或",
    "None",
    "{",
    "}",
    "“”",
    "；；",
    "，，",
    "。。",
    "。；",
    "，。",
    "：。",
    "、。",
    "（）",
    "《》",
    "您",
    "【",
    "&amp;",
)

# The brief asks what is not known yet: whether the platform promised to pay first is such a question.
ASKS = {Kind.BRIEF: ("先行赔付",)}


def read(told: dict[str, Any], kind: str, today: dt.date = TODAY) -> str:
    return text_of(render.html(compose(case_of(told), kind, today)))


@cache
def final(name: str) -> dict[str, str]:
    """The words of every letter that can be made of a story, by kind: one with gaps is never final.

    Where a letter needs more, more is told: the court, who the platform is, what it answered.
    """
    told = complete(name)
    told["conduct"] = ANSWERED | told.get("conduct", {})
    more = Source.of(case_of(told), TODAY)
    plain = {kind: words_of(name, kind) for kind, said in letters_of(name).items() if not said.gaps()}
    fuller = {kind: compose_from(more, kind) for kind in COMPOSERS if kind not in plain}
    return plain | {kind: text_of(render.html(said, 1)) for kind, said in fuller.items() if not said.gaps()}


@pytest.mark.parametrize("name", STORIES)
def test_nothing_untrue_or_unfinished_is_printed(name: str) -> None:
    assert len(final(name)) >= len(COMPOSERS) / 2
    for kind, said in final(name).items():
        assert [word for word in NEVER if word in said and word not in ASKS.get(kind, ())] == [], kind
        assert not re.search(r"(?<!\d)0\.00元|nan|Decimal|datetime", said), kind


def test_every_kind_of_letter_can_be_made_of_many_stories() -> None:
    """Else what no letter may say would be asked of few of that kind or none."""
    made = Counter(kind for name in STORIES for kind in final(name))
    assert [kind for kind in COMPOSERS if made[kind] < len(STORIES) / 2] == []


@cache
def _without_exhibits(name: str) -> dict[str, str]:
    """The words of every letter of a story to which no file belongs, by kind."""
    source = Source.of(case_of(story(name) | {"exhibits": []}), TODAY)
    return {kind: text_of(render.html(compose_from(source, kind))) for kind in COMPOSERS}


# These say of each point what proof there is, so they speak of proof where there is none.
ON_PROOF = {Kind.BRIEF, Kind.PRESS}


@pytest.mark.parametrize("kind", [kind for kind in COMPOSERS if kind not in ON_PROOF])
@pytest.mark.parametrize("name", STORIES)
def test_exhibits_are_named_only_where_there_are_any(name: str, kind: str) -> None:
    said = _without_exhibits(name)[kind]
    assert not [word for word in ("证据", "附件", "附有", "复制件", "见证据") if word in said]


@pytest.mark.parametrize("state", ["received", "checking", "refused"])
def test_an_unchecked_exhibit_is_not_named(state: str) -> None:
    told = story("bracelet")
    told["exhibits"] = []
    case = case_of(told)
    add_exhibit(case, "可疑文件", "buying", state=state)
    assert "可疑文件" not in text_of(render.html(compose(case, "seller", TODAY)))


@pytest.mark.parametrize("kind", COMPOSERS)
def test_every_exhibit_reference_points_into_the_list(kind: str) -> None:
    content = letters_of("bracelet")[kind]
    listed = {exhibit.number for exhibit in content.exhibits}
    assert {number for fact in content.facts for number in fact.exhibits} <= listed
    # Copies go to a journalist only by the consumer's own hand, names and numbers covered. What was said to
    # the seller and what was lost are no clues for a report, and least of all for one on the platform.
    count = {Kind.REPORT: 4, Kind.VIOLATION: 3}.get(Kind(kind), 6)
    copies = f"证据清单所列材料的复制件，共{count}份"
    assert content.enclosures == (() if kind == Kind.PRESS else (copies,))


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("kind", ["seller", "reply", "brief", "association"])
def test_sums_are_those_of_the_assessment(name: str, kind: str) -> None:
    found, content = source_of(name).assessment, letters_of(name)[kind]
    asked = sum((_figure(claim.amount) for claim in content.claims if claim.amount), Decimal(0))
    if content.total:
        assert _figure(content.total.amount) in (found.claim_max, found.claim_min)
    if name in OWED_BY_OTHERS:
        assert asked == 0
    elif source_of(name).case.dealings.wanted in ("refund", "refund_only", "compensation"):
        assert asked in (found.claim_max, found.claim_min)
    for claim in content.claims:
        if claim.amount:
            assert claim.capital == f"人民币{capital(_figure(claim.amount))}"


def _figure(amount: str) -> Decimal:
    return Decimal(amount.removesuffix("元").replace(",", ""))


def test_the_bracelet_letter_claims_price_promise_and_costs_and_pleads_less_beside() -> None:
    content = compose(case_of(story("bracelet")), "seller", TODAY)
    assert [claim.amount for claim in content.claims] == ["1,000.00元", "10,000.00元", "10.00元", "180.00元"]
    assert content.total is not None
    assert content.total.amount == "11,190.00元"
    assert [each.amount for each in content.alternatives] == ["4,190.00元", "1,190.00元"]


def test_what_was_refunded_and_paid_is_taken_off() -> None:
    told = story("bracelet")
    told["dealings"] |= {"refunded": Decimal("400.00"), "compensated": Decimal("50.00")}
    content = compose(case_of(told), "seller", TODAY)
    assert [claim.amount for claim in content.claims][:2] == ["600.00元", "9,950.00元"]
    assert "1,000.00元 - 已退400.00元 = 600.00元" in content.claims[0].lines
    assert "10,000.00元 - 已付50.00元 = 9,950.00元" in content.claims[1].lines


def test_a_promise_that_contains_the_price_asks_for_no_refund_beside_it() -> None:
    told = story("bracelet")
    told["promise"]["promise_includes_refund"] = "yes"
    content = compose(case_of(told), "seller", TODAY)
    assert [claim.amount for claim in content.claims] == ["10,000.00元", "10.00元", "180.00元"]


def test_the_platforms_promise_is_not_claimed_from_the_seller() -> None:
    told = story("bracelet")
    told["promise"]["promise_by"] = "platform"
    content = compose(case_of(told), "seller", TODAY)
    assert "10,000.00元" not in [claim.amount for claim in content.claims]


@pytest.mark.parametrize("name", ["bracelet", "coat_return", "phone_used"])
def test_a_mere_marketplace_is_never_asked_for_a_multiple(name: str) -> None:
    found, said = source_of(name).assessment, words_of(name, "platform")
    assert "三倍" not in said
    assert "增加赔偿" not in said
    if found.claim_max > found.claim_min:
        assert yuan(found.claim_max) not in said


@pytest.mark.parametrize(
    ("conduct", "joint"),
    [
        ({}, False),
        ({"platform_knew": "yes"}, False),
        ({"platform_knew": "yes", "platform_acted": "yes"}, False),
        ({"platform_knew": "yes", "platform_acted": "no"}, True),
    ],
)
def test_joint_liability_is_named_only_where_the_platform_knew_and_did_nothing(
    conduct: dict[str, str], joint: bool
) -> None:
    told = story("bracelet")
    told["conduct"] = conduct
    assert ("连带" in read(told, "platform")) is joint


@pytest.mark.parametrize(("named", "asks"), [("", True), ("no", True), ("useless", True), ("yes", False)])
def test_the_seller_is_asked_for_only_while_unnamed(named: str, asks: bool) -> None:
    told = story("bracelet")
    told["conduct"] = {"platform_named_seller": named}
    said = read(told, "platform")
    assert ("提供商家的真实名称、地址和有效联系方式" in said) is asks


def test_measures_are_asked_for_only_where_an_infringement_shows() -> None:
    assert "采取必要措施" in read(story("bracelet"), "platform")
    assert "采取必要措施" not in read(story("coat_return"), "platform")


def test_a_platform_that_sells_itself_is_written_to_as_the_seller() -> None:
    told = story("phone_used")
    told["purchase"]["seller_kind"] = "self_operated"
    content = compose(case_of(told), "platform", TODAY)
    assert content.respondent is None
    assert "12,898.50元" in [claim.amount for claim in content.claims]
    assert "商家" not in "".join(run.text for run in content.opening)


def test_two_letters_of_one_case_cite_only_articles_in_force() -> None:
    """CitationNotInForce would be raised by the assessment; fixed citations drop out by themselves."""
    told = story("bracelet")
    early = read(told, "seller", dt.date(2026, 1, 15))
    assert "网络消费纠纷案件适用法律若干问题的规定（一）" in early
    platform = read(told, "platform", dt.date(2026, 1, 15))
    assert "网络交易平台规则监督管理办法" not in platform
    assert "网络交易平台规则监督管理办法" in read(told, "platform")


def test_the_association_letter_declares_nothing_unasked() -> None:
    told = story("bracelet")
    told["plans"] = {}
    content = compose(case_of(told), "association", TODAY)
    assert content.gaps() == ("no_other_body",)
    told["plans"] = {"no_other_body": "no"}
    assert compose(case_of(told), "association", TODAY).gaps() == ("no_other_body",)


@pytest.mark.parametrize(
    ("state", "bars"), [("accepted", True), ("settled", True), ("sent", False), ("refused", False)]
)
def test_a_dispute_taken_elsewhere_cannot_be_declared_free(state: str, bars: bool) -> None:
    case = case_of(story("bracelet"))
    case.submissions.create(channel="12315_complaint", on=TODAY, state=state)
    assert ("no_other_body" in compose(case, "association", TODAY).gaps()) is bars


def test_an_unchecked_association_name_is_not_printed() -> None:
    from claimguide.reference.models import ConsumerBody

    case = case_of(story("bracelet"))
    body, _made = ConsumerBody.objects.update_or_create(
        level="province", region=case.region, defaults={"name": "某地未核对的协会", "status": "memory"}
    )
    assert "未核对" not in text_of(render.html(compose(case, "association", TODAY)))
    ConsumerBody.objects.filter(pk=body.pk).update(status="verified", source="x", last_checked=TODAY)
    assert "某地未核对的协会" in text_of(render.html(compose(case, "association", TODAY)))


@pytest.mark.parametrize("kind", [kind for kind in COMPOSERS if kind != Kind.PRESS])
def test_an_empty_case_gives_a_preview_full_of_marks_and_no_letter(kind: str) -> None:
    case = case_of({}, consumer=None)
    content = compose(case, kind, TODAY)
    html = render.html(content)
    assert html.count('class="missing"') >= len(content.gaps()) >= 5
    assert {each.field for each in missing(case, content)} == set(content.gaps()) <= set(FIELDS)
    for each in missing(case, content):
        assert each.url.startswith(f"/case/{case.pk}/")


@pytest.mark.parametrize(
    ("field", "part", "value"),
    [
        ("goods_name", "purchase", ""),
        ("price", "purchase", None),
        ("ordered_on", "purchase", None),
        ("reality", "problem", ""),
        ("wanted", "dealings", ""),
    ],
)
def test_each_needed_value_bars_the_letter(field: str, part: str, value: object) -> None:
    told = story("bracelet")
    told[part][field] = value
    assert field in compose(case_of(told), "seller", TODAY).gaps()


def test_a_reply_day_that_has_passed_bars_the_letter() -> None:
    told = story("bracelet")
    told["dealings"]["reply_by"] = TODAY
    assert compose(case_of(told), "seller", TODAY).gaps() == ("reply_by",)


def test_a_seller_known_only_by_its_shop_is_addressed_by_it() -> None:
    told = story("bracelet")
    told["seller"] = {}
    content = compose(case_of(told), "seller", TODAY)
    assert content.gaps() == ()
    assert "檀木小馆" in "".join(run.text for run in content.addressee.rows[0].value)


def test_the_fifteen_days_are_told_as_law_not_as_a_threat() -> None:
    said = read(story("coat_return"), "seller")
    assert "《侵害消费者权益行为处罚办法》第九条规定" in said
    assert "超过十五日" in said


def test_every_ground_of_the_law_room_has_its_words() -> None:
    """A ground that holds without words here would be missing from the letter's legal basis."""
    assert {ground.code for ground in GROUNDS} <= set(basis._SELLER) <= set(basis._TITLES)
    # A venue's supplementary liability is never a marketplace's, so no letter to a platform has words for it.
    assert {ground.code for ground in PLATFORM_GROUNDS} - {"P20"} == set(platform_words.TITLES)


@pytest.mark.parametrize("name", STORIES)
def test_every_platform_ground_that_holds_is_printed_with_cited_articles_only(name: str) -> None:
    found, content = source_of(name).assessment, letters_of(name)["platform"]
    titles = [each.title for each in content.bases]
    cited = {citation.zh for citation in found.citations()}
    for finding in found.platform:
        if finding.code != "P20":
            assert (platform_words.TITLES[finding.code] in titles) is finding.holds
    assert {zh for each in content.bases for zh in each.citations} <= cited


@pytest.mark.parametrize("name", STORIES)
def test_every_ground_against_the_seller_that_holds_is_printed(name: str) -> None:
    titles = {each.title for each in letters_of(name)["seller"].bases}
    holding = {finding.code for finding in source_of(name).assessment.findings if finding.holds}
    # The rules on periods of guarantee are told where the goods are listed; else the paragraph on quality is.
    assert {basis._TITLES[code] for code in holding - {"sanbao"}} <= titles


CONSEQUENCES = [
    # story, what its letter to the platform says, what it never says
    ("takeaway_insect", ("连带责任", "向本人支付32.00元"), ("十倍", "1,000.00元")),
    ("drug_fake", ("连带责任", "向本人支付180.00元"), ("先行赔偿", "1,800.00元")),
    ("charger_fire", ("依法承担相应的责任",), ("连带", "先行赔偿", "补充责任")),
    ("price_higher", ("承担相应的法律责任", "受理本人的投诉"), ("连带", "先行赔偿", "向本人支付", "三倍")),
    ("member_renewed", ("应当承担违约责任", "人工复核", "248.00元"), ("连带", "先行赔偿")),
    ("number_leaked", ("损害的扩大部分",), ("电子商务法》第四十二条", "先行赔偿")),
    ("paid_by_thief", ("由提供支付服务的机构承担", "支付服务机构名称"), ("连带", "1,500.00元（")),
    ("pills_advertised", ("广告的发布者", "连带责任"), ("三倍", "增加赔偿")),
    (
        "review_gone",
        ("恢复显示本人发布的评价", "不能以款项未经贵平台支付为由推卸"),
        ("连带", "赔偿", "向本人支付"),
    ),
    ("jade_live", ("由直播间运营者承担商品销售者责任", "仍不能提供上述信息的"), ("连带", "三倍")),
]


@pytest.mark.parametrize(("name", "says", "never"), CONSEQUENCES)
def test_a_platform_answers_in_the_words_of_its_own_ground(
    name: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    said = read(story(name), "platform")
    assert [words for words in says if words not in said] == []
    assert [words for words in never if words in said] == []


REFUNDS = [
    ("gym_closed", "退还未消费的预付款2,700.00元", "预付3,600.00元 - 已消费900.00元 = 2,700.00元"),
    ("course_quit", "退还未消费的预付款3,200.00元", "预付5,000.00元 - 已消费1,800.00元 = 3,200.00元"),
    ("wedding_earnest", "双倍返还定金2,000.00元", "定金1,000.00元 + 双倍部分1,000.00元 = 2,000.00元"),
    ("game_minor", "退还该笔付款2,980.00元", ""),
    ("price_higher", "退还多收的价款100.00元", "不足500.00元，按500.00元计"),
    ("member_renewed", "退还自动续费收取的费用248.00元", ""),
]


@pytest.mark.parametrize(("name", "asks", "line"), REFUNDS)
def test_money_comes_back_under_its_own_name(name: str, asks: str, line: str) -> None:
    said = read(story(name), "seller")
    assert asks in said
    assert line in said
    assert "配合退回商品" not in said or name == "price_higher"


def test_unsafe_food_is_not_sent_around() -> None:
    assert "配合退回商品" not in read(story("takeaway_insect"), "seller")


@pytest.mark.parametrize(
    ("name", "part", "fields", "field"),
    [
        ("price_higher", "problem", ("overcharge",), "overcharge"),
        ("gym_closed", "special", ("prepaid_used",), "prepaid_used"),
        ("course_quit", "special", ("prepaid_used_at_full_price",), "prepaid_used_at_full_price"),
    ],
)
def test_a_sum_nobody_asked_for_bars_the_letter_and_one_nobody_knows_does_not(
    name: str, part: str, fields: tuple[str, ...], field: str
) -> None:
    told = story(name)
    for each in fields:
        del told[part][each]
    for unsaid in ("false_statement", "misled_into_buying", "seller_knew"):
        told["problem"].pop(unsaid, None)
    case = case_of(told)
    content = compose(case, "seller", TODAY)
    assert content.gaps() == (field,)
    assert missing(case, content)[0].url == f"/case/{case.pk}/law/q-{field.replace('_', '-')}/"
    case.unknown_answers.create(key=field)
    content = compose(case, "seller", TODAY)
    assert content.gaps() == ()
    assert "具体数额由双方核对" in text_of(render.html(content))


def test_every_explained_clause_belongs_to_an_article_that_exists() -> None:
    for code in STATEMENTS | IN_ANSWERS | IN_REPORTS:
        assert Citation.parse(code).zh
