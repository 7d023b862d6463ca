"""The traps of the law: outdated rules, wrong articles, words that promise or threaten.

One test for each of F1 to F22 of the verified legal facts.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import get_args

import pytest

from claimguide.law import Facts, assess, vocabulary
from claimguide.law.court import Sale, venues
from claimguide.law.explain import explain

TODAY = date(2026, 11, 23)
SHOP = {
    "price": "200.00",
    "purpose": "daily_life",
    "channel": "platform_shop",
    "seller_kind": "business",
    "goods_kind": "clothing",
    "discovered_on": "2026-11-01",
}
FAKE = {"problems": ["counterfeit"], "false_statement": "yes", "misled_into_buying": "yes"}


def law(*changes, on=TODAY, **more):
    known = dict(SHOP)
    for change in (*changes, more):
        known |= change
    return assess(Facts.from_mapping(known), on)


def cited(assessment):
    return {each.code for each in assessment.citations()}


def everything(on=TODAY):
    """One assessment for every problem, on every channel that could matter."""
    for problem, channel in product(
        get_args(vocabulary.Problem), ("platform_shop", "live_stream", "offline")
    ):
        for kind in ("clothing", "food", "drug", "phone", "membership", "prepaid_service"):
            yield law(problems=[problem], channel=channel, goods_kind=kind, on=on)


@pytest.fixture(scope="module")
def all_today():
    return list(everything())


@pytest.fixture(scope="module")
def all_words(all_today):
    return "\n".join(explain(each) for each in all_today)


def test_f1_no_repealed_rule_on_complaints(all_today):
    assert not any(each.key == "tousu_jubao_2019" for found in all_today for each in found.citations())


def test_f2_mediation_is_not_counted_in_45_working_days(all_words):
    assert "45个工作日" not in all_words
    assert "四十五个工作日" not in all_words


def test_f3_nobody_is_promised_a_word_on_a_report(all_words):
    assert not re.search(r"五个?工作日.{0,8}(告知|立案)", all_words)


def test_f4_renewal_without_a_number_of_days():
    found = law(problems=["auto_renewal"], concealed_fact="yes")
    words = explain(found)
    assert "wangluo_jiaoyi:18" in cited(found)
    assert "五日" not in found.finding("autorenew").reason.zh
    assert "前五日" not in words


@pytest.mark.parametrize(
    ("on", "now", "never"),
    [
        (date(2025, 10, 15), "fanbuzhengdang:9(1)", "fanbuzhengdang_2017:8(1)"),
        (date(2025, 10, 14), "fanbuzhengdang_2017:8(1)", "fanbuzhengdang:9(1)"),
    ],
)
def test_f5_the_number_of_the_rule_on_untrue_promotion(on, now, never):
    found = law(problems=["false_promotion"], misled_into_buying="yes", on=on)
    assert now in cited(found)
    assert never not in cited(found)


def test_f6_no_old_numbers_of_the_regulation_on_couriers(all_today):
    articles = {each.article for found in all_today for each in found.citations() if each.key == "kuaidi"}
    assert articles <= {26, 28, 29}


def online_sale(**changes):
    known = {
        "online": True,
        "service": False,
        "on_platform": True,
        "delivery": "courier",
        "clause": None,
        "injury": False,
        "regions": frozenset({"110000"}),
    }
    return venues(Sale(**known | changes), TODAY)


def test_f7_no_internet_court_for_product_liability(all_today):
    assert "internet" in {each.code for each in online_sale()}
    assert "internet" not in {each.code for each in online_sale(injury=True)}
    assert not any("hulianwang_fayuan_2018:2" in cited(found) for found in all_today)


def test_nothing_is_cited_today_that_nobody_read(all_today):
    assert all(each.statute.verified for found in all_today for each in found.citations())


def test_f8_no_repealed_contract_or_tort_law(all_today):
    keys = {each.key for found in all_today for each in found.citations()}
    assert keys.isdisjoint({"hetongfa", "xiaobaofa_1993", "shipinfa_2009", "fanbuzhengdang_2017"})


def test_f9_a_platform_is_not_liable_for_being_one(all_words):
    assert law(FAKE).platform_role is None
    assert law(FAKE, platform_named_seller="yes", platform_knew="no").platform_role is None
    assert law(FAKE, platform_named_seller="no").platform_role == "pays_first"
    assert law(FAKE, platform_knew="yes", platform_acted="no").platform_role == "joint"
    assert "一律" not in all_words


def test_f10_notice_and_takedown_of_trademarks_is_not_the_buyers(all_today):
    assert not any(
        each.key == "dianshangfa" and 41 <= each.article <= 45
        for found in all_today
        for each in found.citations()
    )
    leak = law(problems=["privacy_leak"], platform_knew="yes", platform_acted="no")
    assert {"minfadian:1195", "minfadian:1197"} <= cited(leak)


def test_f11_the_multiple_runs_on_the_goods_and_stands_alone():
    food = law(FAKE, problems=["counterfeit", "expired"], goods_kind="food", shipping="30.00")
    assert food.punitive.amount == Decimal("2000.00")
    assert {each.code for each in food.alternatives} == {"contract", "fraud"}
    assert food.claim_max == Decimal("200.00") + Decimal("2000.00") + Decimal("30.00")
    assert all("不与主要请求相加" in each.reason.zh for each in food.alternatives)


def test_f12_cosmetics_have_no_ten_times():
    found = law(FAKE, goods_kind="cosmetics", problems=["counterfeit", "unsafe_drug"])
    assert found.finding("drug").verdict == "fails"
    assert (found.punitive.basis, found.punitive.multiple) == ("fraud", 3)


def test_f13_nobody_is_sent_to_12315_and_the_association_at_once(all_words):
    assert "同时向" not in all_words


def test_f14_signing_and_opening_are_no_obstacle():
    signed = law(problems=["not_as_described"]).finding("mismatch")
    assert any("签收" in each.text.zh and "无效" in each.text.zh for each in signed.burden)
    opened = law(problems=["return_refused"], returnable_class="ordinary", goods_intact="no")
    assert "拆封查看" in opened.finding("return7").reason.zh


@pytest.mark.parametrize(
    "bar", [{"goods_kind": "service"}, {"goods_kind": "custom_made"}, {"channel": "offline"}]
)
def test_f15_no_return_without_reason_for_services_made_goods_or_shops(bar):
    back = {"problems": ["return_refused"], "goods_intact": "yes", "return_asked_in_time": "yes"}
    assert law(back, bar).finding("return7").verdict == "fails"


def test_f16_fraud_is_suspected_and_never_stated(all_words):
    fraud = law(FAKE)
    assert "涉嫌欺诈" in fraud.finding("fraud").reason.zh
    assert fraud.alternatives[0].code == "contract"
    assert "构成欺诈" not in all_words


@pytest.mark.parametrize("never", ["曝光", "否则", "不赔", "后果自负", "追究到底", "敲诈", "必胜", "保证获"])
def test_f17_no_threat_and_no_promise(all_words, never):
    assert never not in all_words


def test_f18_no_number_of_days_for_consumer_associations(all_words):
    assert not re.search(r"消费者协会[^。]{0,20}[0-9一二三四五六七八九十]+(个工作)?日", all_words)


def test_f19_a_report_is_no_way_to_money(all_words):
    assert not re.search(r"举报[^。，；]{0,10}(赔偿|退款)", all_words)


def test_f20_a_suit_may_be_brought_where_the_goods_arrived():
    assert online_sale()[0].code == "receipt"
    assert "minsu_jieshi:20" in {each.code for each in online_sale()[0].citations}


def test_f21_gifts_are_no_excuse(all_words):
    assert "赠品" not in all_words
    assert "免费" not in "".join(law(problems=["injury"], harm="bodily").finding("injury").reason.zh)


def test_f22_many_pieces_are_asked_about():
    many = law(problems=["unsafe_food"], goods_kind="food", quantity=40, purpose=None)
    assert "purpose" in [each.key for each in many.missing]
    knowing = law(problems=["unsafe_food"], goods_kind="food", quantity=40, buyer_knew="yes")
    assert knowing.punitive.amount is None
    assert "reasonable_price" in [each.key for each in knowing.missing]


def test_no_day_of_the_last_years_breaks_a_citation():
    """Every problem on days around each change of the law: an article not in force cannot be emitted."""
    changes = [
        (2014, 3, 15),
        (2015, 10, 1),
        (2021, 1, 1),
        (2024, 8, 22),
        (2025, 5, 1),
        (2025, 10, 15),
        (2026, 4, 15),
    ]
    for first in (date(*change) for change in changes):
        for on in (first - timedelta(days=1), first):
            for problem in get_args(vocabulary.Problem):
                found = law(problems=[problem], goods_kind="food", on=on)
                assert all(each.in_force(on) for each in found.citations())
