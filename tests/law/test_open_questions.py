"""What is still asked, what clashes, and the sheet of text."""

from datetime import date
from decimal import Decimal

import pytest

from claimguide.law import Facts, assess
from claimguide.law.explain import explain
from claimguide.law.facts import KEYS
from claimguide.law.questions import QUESTIONS

TODAY = date(2026, 11, 23)
FAKE = {"problems": ["counterfeit"], "false_statement": "yes", "misled_into_buying": "yes"}


def asked(assessment):
    return [each.key for each in assessment.missing]


@pytest.mark.parametrize("purpose", [None, "daily_life"])
def test_a_closed_shop_that_took_prepayments_is_asked_whether_it_hides(law, purpose):
    """Alone the answer changes nothing while nobody knows whether a consumer paid."""
    closed = {"problems": ["prepaid_closed"], "goods_kind": "prepaid_service", "purpose": purpose}
    paid = {"prepaid_amount": "6800.00", "prepaid_used": "2040.00", "price": "6800.00"}
    found = law(closed | paid)
    assert [each.decides for each in found.missing if each.key == "seller_vanished"] == [True]
    assert "purpose" in asked(law(closed | paid | {"seller_vanished": "yes", "purpose": None}))


def test_every_fact_but_today_has_its_question():
    assert set(QUESTIONS) == set(KEYS) - {"as_of"}


def test_an_empty_case_begins_with_what_went_wrong():
    assert asked(assess(Facts(), TODAY))[0] == "problems"


@pytest.mark.parametrize(
    ("changes", "key", "is_asked"),
    [
        ({"misled_into_buying": None}, "misled_into_buying", True),
        ({}, "misled_into_buying", False),
        ({"purpose": None}, "purpose", True),
        ({"seller_kind": None}, "seller_kind", True),
        ({"price": None}, "price", True),
        ({}, "buyer_knew", True),
        ({"problems": ["not_as_described"], "false_statement": None}, "concealed_fact", True),
        ({"false_statement": None, "concealed_fact": "yes"}, "false_statement", False),
        ({}, "concealed_fact", False),
        ({}, "platform_named_seller", True),
        ({"channel": "offline"}, "platform_named_seller", False),
        ({"platform_knew": "no"}, "platform_acted", False),
        ({}, "exclusion_confirmed", False),
        ({}, "minor_age", False),
        ({}, "discovered_on", True),
        ({"discovered_on": "2026-11-01", "ordered_on": "2026-10-01"}, "discovered_on", False),
        ({"promise_kind": "multiple"}, "promise_value", True),
        ({}, "promise_value", False),
        ({"problems": ["return_refused"]}, "returnable_class", True),
        ({"problems": ["return_refused"], "returnable_class": "loses_value"}, "exclusion_confirmed", True),
        ({"problems": ["return_refused"], "returnable_class": "fresh"}, "goods_intact", False),
        ({"problems": ["return_refused"], "received_on": "2026-11-01"}, "return_requested_on", True),
        ({"problems": ["quality_defect"], "false_statement": None}, "sanbao_repairs", True),
        ({"problems": ["short_delivery"], "false_statement": None}, "overcharge", True),
    ],
)
def test_only_what_can_change_the_answer_is_asked(law, changes, key, is_asked):
    assert (key in asked(law(FAKE, **changes))) is is_asked


def test_what_decides_a_claim_is_asked_before_what_changes_a_sum(law):
    keys = asked(law(FAKE, purpose=None, price=None))
    assert keys.index("purpose") < keys.index("price") < keys.index("platform_named_seller")
    assert keys.index("platform_named_seller") < keys.index("discovered_on")


def test_answers_end_the_questions(law):
    """Answering whatever is asked first comes to an end, and nothing is asked twice."""
    answers = {
        "problems": ["counterfeit"],
        "purpose": "daily_life",
        "channel": "platform_shop",
        "seller_kind": "business",
        "goods_kind": "clothing",
        "price": "200.00",
        "promise_kind": "none",
        "returnable_class": "ordinary",
        "platform_named_seller": "yes",
    }
    answers |= dict.fromkeys(("shipping", "other_costs", "loss", "refunded", "compensated"), "0.00")
    for key in ("ordered_on", "received_on", "discovered_on", "asked_seller_on", "return_requested_on"):
        answers[key] = "2026-11-01"
    known = {}
    for _ in KEYS:
        missing = assess(Facts.from_mapping(known), TODAY).missing
        if not missing:
            break
        key = missing[0].key
        assert key not in known
        assert missing[0].question.zh.endswith(("？", "。"))
        assert missing[0].why.zh
        known[key] = answers.get(key, "yes")
    assert not missing


@pytest.mark.parametrize(
    ("code", "clash", "fine"),
    [
        (
            "received_before_ordered",
            {"ordered_on": "2026-05-02", "received_on": "2026-05-01"},
            {"ordered_on": "2026-05-01", "received_on": "2026-05-01"},
        ),
        (
            "asked_before_ordered",
            {"ordered_on": "2026-05-02", "asked_seller_on": "2026-05-01"},
            {"ordered_on": "2026-05-02", "asked_seller_on": "2026-05-02"},
        ),
        (
            "discovered_before_ordered",
            {"ordered_on": "2026-05-02", "discovered_on": "2026-05-01"},
            {"ordered_on": "2026-05-02", "discovered_on": "2026-05-01", "buyer_knew": "yes"},
        ),
        (
            "return_before_receipt",
            {"received_on": "2026-05-02", "return_requested_on": "2026-05-01"},
            {"return_requested_on": "2026-05-01"},
        ),
        ("refunded_above_price", {"refunded": "200.01"}, {"refunded": "205.00", "shipping": "5.00"}),
        ("part_above_price", {"overcharge": "200.01"}, {"overcharge": "200.00", "reasonable_price": "10.00"}),
        (
            "prepaid_used_above_paid",
            {"prepaid_amount": "10.00", "prepaid_used": "10.01"},
            {"prepaid_amount": "10.00", "prepaid_used": "10.00"},
        ),
        (
            "return_of_a_service",
            {"goods_kind": "service", "return_asked_in_time": "yes"},
            {"goods_kind": "service", "return_asked_in_time": "no"},
        ),
        (
            "knew_and_misled",
            {"buyer_knew": "yes", "misled_into_buying": "yes"},
            {"buyer_knew": "yes", "misled_into_buying": "no"},
        ),
        (
            "label_only_and_unsafe",
            {"label_flaw_only": "yes", "safety_standard_broken": "yes"},
            {"label_flaw_only": "yes", "safety_standard_broken": "no"},
        ),
        (
            "no_promise_yet_broken",
            {"promise_kind": "none", "problems": ["promise_broken"]},
            {"promise_kind": "none", "problems": ["counterfeit"]},
        ),
        (
            "platform_outside_a_platform",
            {"seller_kind": "self_operated", "channel": "offline"},
            {"seller_kind": "business", "channel": "offline"},
        ),
        (
            "second_hand_as_new",
            {"goods_kind": "second_hand", "goods_condition": "new"},
            {"goods_kind": "second_hand", "goods_condition": "second_hand"},
        ),
        (
            "child_of_age",
            {"minor_age": 18, "problems": ["minor_purchase"]},
            {"minor_age": 17, "problems": ["minor_purchase"]},
        ),
        (
            "unknown_platform_named",
            {"channel": "offline", "platform_named_seller": "no"},
            {"channel": None, "platform_named_seller": "no"},
        ),
        (
            "received_yet_not_delivered",
            {"received_on": "2026-11-01", "problems": ["not_delivered"]},
            {"received_on": "2026-11-01", "problems": ["late_delivery"]},
        ),
        (
            "injury_without_harm",
            {"harm": "none", "problems": ["injury"]},
            {"harm": "bodily", "problems": ["injury"]},
        ),
        (
            "used_more_at_agreed_price",
            {"prepaid_used": "10.01", "prepaid_used_at_full_price": "10.00"},
            {"prepaid_used": "10.00", "prepaid_used_at_full_price": "10.00"},
        ),
        (
            "more_returns_than_orders",
            {"returns_before": 4, "orders_before": 3},
            {"returns_before": 3, "orders_before": 3},
        ),
        (
            "deposit_above_price",
            {"deposit_kind": "earnest", "prepaid_amount": "200.01"},
            {"deposit_kind": "security", "prepaid_amount": "200.01"},
        ),
        (
            "room_outside_a_live_stream",
            {"live_room_role": "seller"},
            {"live_room_role": "seller", "channel": "live_stream"},
        ),
        (
            "acted_without_knowing",
            {"platform_knew": "no", "platform_acted": "yes"},
            {"platform_knew": "yes", "platform_acted": "yes"},
        ),
        ("in_the_future", {"ordered_on": "2026-11-24"}, {"ordered_on": "2026-11-23"}),
    ],
)
def test_clashing_facts_are_named_and_never_refused(law, code, clash, fine):
    found = {each.code: each for each in law(clash).contradictions}
    assert code in found
    assert set(found[code].keys) <= set(KEYS)
    assert "请核对" in found[code].text.zh
    assert code not in {each.code for each in law(fine).contradictions}


def test_the_sheet_says_everything_in_both_languages(law):
    assessment = law(
        FAKE,
        problems=["counterfeit", "promise_broken"],
        promise_kind="multiple",
        promise_value=10,
        shipping="8.00",
        discovered_on="2026-11-20",
        ordered_on="2026-11-24",
    )
    chinese, english = explain(assessment), explain(assessment, "en")
    for words in (
        "适用法律日期：2026年11月23日",
        "是否适用消费者权益保护法：适用",
        "涉嫌欺诈：可以主张",
        "10 × 200.00 元 = 2,000.00 元",
        "备选：按法定三倍主张增加赔偿：600.00 元",
        "损失：运费 8.00 元",
        "2029年11月20日（暂定）",
        "请核对：日期晚于今天",
        "还需要知道：",
        "第五十五条第一款",
        "不是法律意见",
    ):
        assert words in chinese
    assert "Suspected fraud: can be claimed" in english
    assert "10 × 200.00 yuan = 2,000.00 yuan" in english
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in english)


def test_the_sheet_says_what_is_not_known(law):
    sheet = explain(law(FAKE, price=None, purpose=None))
    assert "退款：尚不能计算" in sheet
    assert "涉嫌欺诈：需要补充事实" in sheet
    assert "备选：退货退款并赔偿损失：尚不能计算" in explain(law(FAKE, price=None))
    assert "难以主张" in explain(law(FAKE, buyer_knew="yes"))


def test_the_sheet_of_the_law_before_2014(law):
    old = law(
        FAKE,
        on=date(2012, 1, 1),
        platform_named_seller="no",
    )
    assert "价款一倍的增加赔偿" in explain(old)


@pytest.mark.parametrize(
    "told",
    [
        {"problems": ["auto_renewal"], "goods_kind": "membership"},
        {"problems": ["not_delivered"], "goods_kind": "appliance"},
        {"problems": ["order_cancelled"], "goods_kind": "appliance"},
    ],
)
def test_nobody_is_asked_of_a_return_where_nothing_could_go_back(law, told):
    asked = {each.key for each in law(told, channel="platform_shop").missing}
    assert not asked & {"return_requested_on", "return_asked_in_time", "goods_intact"}


def test_a_renewal_without_clear_notice_holds_by_what_was_told(law):
    """Whoever names the problem has said that no clear notice came; the seller proves that one did."""
    found = law(problems=["auto_renewal"], goods_kind="membership", seller_kind="business", price="25")
    assert found.finding("autorenew").holds
    assert found.claim_max == Decimal("25.00")
    assert not any(each.key == "concealed_fact" and each.decides for each in found.missing)
    ruled = assess(
        Facts(problems=frozenset({"auto_renewal"}), seller_kind="business", concealed_fact="no"),
        TODAY,
        closed=True,
    )
    assert ruled.finding("autorenew").verdict == "fails"


def test_a_shop_that_closed_has_not_vanished():
    """Letters say of who vanished that it cannot be reached any more, and its multiple rests on that."""
    asked = QUESTIONS["seller_vanished"]
    assert "联系不上" in asked.question.zh
    assert "关店" not in asked.question.zh
    assert "关店、还有人答复的，选“否”" in asked.why.zh
