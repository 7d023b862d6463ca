"""Sums: bases, multiples, floors, promises, what was paid already, and that alternatives are never added."""

from datetime import date
from decimal import Decimal

import pytest

from claimguide.law.money import NOTHING

FAKE = {"problems": ["counterfeit"], "false_statement": "yes", "misled_into_buying": "yes"}
TEN = {**FAKE, "problems": ["counterfeit", "promise_broken"], "promise_kind": "multiple", "promise_value": 10}


@pytest.mark.parametrize(
    ("price", "amount", "lines"),
    [
        ("199.00", "597.00", ["3 × 199.00 元 = 597.00 元"]),
        ("166.66", "500.00", ["3 × 166.66 元 = 499.98 元", "不足 500.00 元，按 500.00 元计"]),
        ("166.67", "500.01", ["3 × 166.67 元 = 500.01 元"]),
        ("0.00", "500.00", ["3 × 0.00 元 = 0.00 元", "不足 500.00 元，按 500.00 元计"]),
    ],
)
def test_threefold_has_a_floor(law, price, amount, lines):
    punitive = law(FAKE, price=price, shipping="20.00", quantity=4).punitive
    assert (punitive.basis, punitive.amount) == ("fraud", Decimal(amount))
    assert [line.zh for line in punitive.lines] == lines
    assert punitive.base == Decimal(price)
    assert punitive.includes_price is False


def test_freight_is_a_loss_and_no_part_of_the_base(law):
    assessment = law(FAKE, price="200.00", shipping="12.00", other_costs="300.00", loss="0.00")
    assert assessment.punitive.amount == Decimal("600.00")
    assert {item.code: item.amount for item in assessment.losses} == {
        "shipping": Decimal("12.00"),
        "other_costs": Decimal("300.00"),
    }
    assert (assessment.claim_min, assessment.claim_max) == (Decimal("512.00"), Decimal("1112.00"))


def test_without_a_price_the_basis_stands_and_no_sum_is_made_up(law):
    assessment = law(FAKE, price=None)
    assert (assessment.punitive.basis, assessment.punitive.amount, assessment.punitive.net) == (
        "fraud",
        None,
        None,
    )
    assert (assessment.refund.kind, assessment.refund.amount) == ("full", None)
    assert (assessment.claim_min, assessment.claim_max) == (NOTHING, NOTHING)
    assert assessment.alternatives[0].amount is None


def test_the_law_before_2014_gave_once_the_price_without_a_floor(law):
    before = law(FAKE, on=date(2014, 3, 14), price="100.00")
    assert (before.punitive.amount, before.punitive.multiple, before.punitive.floor) == (
        Decimal("100.00"),
        1,
        None,
    )
    assert before.punitive.citations[0].code == "xiaobaofa_1993:49"
    after = law(FAKE, on=date(2014, 3, 15), price="100.00")
    assert after.punitive.amount == Decimal("500.00")


@pytest.mark.parametrize(
    ("changes", "basis", "amount", "others"),
    [
        ({"promise_value": 10}, "promise", "2000.00", {"fraud": "600.00"}),
        ({"promise_value": 4}, "promise", "800.00", {"fraud": "600.00"}),
        ({"promise_value": 3}, "fraud", "600.00", {"promise": "600.00"}),
        ({"promise_value": 1}, "fraud", "600.00", {"promise": "200.00"}),
        ({"promise_value": 4, "promise_includes_refund": "yes"}, "fraud", "600.00", {"promise": "800.00"}),
        ({"promise_value": 5, "promise_includes_refund": "yes"}, "promise", "1000.00", {"fraud": "600.00"}),
        ({"promise_kind": "fixed_sum", "promise_value": "601"}, "promise", "601.00", {"fraud": "600.00"}),
        ({"promise_kind": "fixed_sum", "promise_value": "599"}, "fraud", "600.00", {"promise": "599.00"}),
        ({"misled_into_buying": "no", "promise_value": 2}, "promise", "400.00", {}),
        ({"promise_value": "1.505", "price": "33.33", "misled_into_buying": "no"}, "promise", "50.16", {}),
    ],
)
def test_a_promise_leads_only_where_it_exceeds_the_law(law, changes, basis, amount, others):
    assessment = law(TEN, **changes)
    assert (assessment.punitive.basis, assessment.punitive.amount) == (basis, Decimal(amount))
    beside = {each.code: each.amount for each in assessment.alternatives}
    assert beside.pop("contract") is not None
    assert beside == {code: Decimal(sum_) for code, sum_ in others.items()}


def test_multiples_are_compared_while_the_price_is_unknown(law):
    assert law(TEN, price=None).punitive.basis == "promise"
    assert law(TEN, price=None, promise_value=3, promise_includes_refund="yes").punitive.basis == "fraud"
    fixed = law(
        TEN, price=None, promise_kind="fixed_sum", promise_value=9000, misled_into_buying="no"
    ).punitive
    assert (fixed.amount, fixed.base, fixed.multiple) == (Decimal("9000.00"), None, None)


def test_a_promise_above_the_law_is_worked_out_line_by_line(law):
    punitive = law(TEN, price="1000.00").punitive
    assert punitive.amount == Decimal("10000.00")
    assert [line.zh for line in punitive.lines] == ["10 × 1,000.00 元 = 10,000.00 元"]
    fixed = law(TEN, promise_kind="fixed_sum", promise_value="888").punitive
    assert [line.en for line in fixed.lines] == ["Promised sum 888.00 yuan"]


def test_a_promise_that_contains_the_price_is_not_claimed_beside_it(law):
    beside = law(TEN, promise_includes_refund="no")
    assert (beside.punitive.includes_price, beside.claim_max) == (False, Decimal("2200.00"))
    inside = law(TEN, promise_includes_refund="yes", refunded="50.00")
    assert (inside.punitive.includes_price, inside.claim_max) == (True, Decimal("1950.00"))
    assert inside.punitive.net == Decimal("1950.00")
    unknown = law(TEN)
    assert unknown.punitive.includes_price is None
    assert "promise_includes_refund" in [each.key for each in unknown.missing]


def test_what_was_paid_is_set_off_and_the_gross_sum_stays(law):
    punitive = law(FAKE, compensated="100.00").punitive
    assert (punitive.amount, punitive.set_off, punitive.net) == (
        Decimal("600.00"),
        Decimal("100.00"),
        Decimal("500.00"),
    )
    assert punitive.lines[-1].zh == "600.00 元 − 已付 100.00 元 = 500.00 元"
    over = law(FAKE, compensated="900.00", shipping="12.00")
    assert (over.punitive.net, over.claim_max) == (NOTHING, Decimal("200.00"))


@pytest.mark.parametrize(
    ("changes", "kind", "amount", "line"),
    [
        (FAKE, "full", "200.00", "应退价款 200.00 元"),
        ({**FAKE, "refunded": "50.00"}, "full", "150.00", "应退价款 200.00 元 − 已退 50.00 元 = 150.00 元"),
        ({**FAKE, "refunded": "200.00"}, "full", "0.00", "应退价款 200.00 元 − 已退 200.00 元 = 0.00 元"),
        ({"problems": ["short_delivery"], "overcharge": "30.00"}, "partial", "30.00", "应退价款 30.00 元"),
        ({"problems": ["short_delivery"]}, "partial", None, "应退部分的金额还不清楚"),
        ({**FAKE, "price": None}, "full", None, "还不知道价款，暂不能计算"),
        (
            {"problems": ["promise_broken"], "promise_kind": "free_order"},
            "full",
            "200.00",
            "应退价款 200.00 元",
        ),
        (
            {"problems": ["promise_broken"], "promise_kind": "price_protection", "overcharge": "9"},
            "partial",
            "9.00",
            "应退价款 9.00 元",
        ),
        ({"problems": ["not_as_described"], "buyer_knew": "yes"}, "none", "0.00", "目前的事实不支持退款"),
    ],
)
def test_the_price_comes_back_less_what_came_back(law, changes, kind, amount, line):
    refund = law(changes).refund
    assert (refund.kind, refund.amount) == (kind, None if amount is None else Decimal(amount))
    assert refund.lines[0].zh == line


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, None),
        ({"received_on": "2026-11-16"}, "full"),
        ({"received_on": "2026-11-15"}, None),
        ({"received_on": "2026-10-01", "asked_seller_on": "2026-10-08"}, "full"),
        ({"received_on": "2026-10-01", "asked_seller_on": "2026-10-09"}, None),
        (
            {
                "received_on": "2026-10-01",
                "asked_seller_on": "2026-10-09",
                "return_requested_on": "2026-10-02",
            },
            "full",
        ),
        ({"return_asked_in_time": "yes", "goods_intact": "no"}, "full"),
        ({"problems": ["quality_defect", "repair_refused"]}, "full"),
        ({"problems": ["quality_defect", "promise_broken"], "promise_kind": "other"}, "full"),
        ({"sanbao_repairs": 1}, None),
        ({"sanbao_repairs": 2}, "full"),
        ({"safety_standard_broken": "yes"}, "full"),
        ({"safety_standard_broken": "yes", "seller_kind": "private"}, "full"),
    ],
)
def test_a_defect_gives_the_price_back_in_time_or_when_repair_failed(law, changes, kind):
    refund = law({"problems": ["quality_defect"]}, **changes).refund
    assert (refund and refund.kind) == kind


def test_the_refund_rests_on_contract_before_fraud(law):
    assert law(FAKE).refund.ground == "mismatch"
    assert law(FAKE, problems=["false_promotion"]).refund.ground == "fraud"


def test_no_loss_comes_with_a_return_without_reason(law):
    back = law(
        problems=["return_refused"],
        returnable_class="ordinary",
        goods_intact="yes",
        return_asked_in_time="yes",
        shipping="12.00",
    )
    assert back.refund.amount == Decimal("200.00")
    assert back.losses == ()
    assert (back.claim_min, back.claim_max) == (Decimal("200.00"), Decimal("200.00"))


@pytest.mark.parametrize("changes", [FAKE, TEN, {**TEN, "promise_includes_refund": "yes"}])
def test_beside_every_punitive_claim_stands_the_contract_claim(law, changes):
    assessment = law(changes)
    contract = assessment.alternatives[0]
    assert (contract.code, contract.amount) == ("contract", assessment.claim_min)
    assert all(each.amount <= assessment.claim_max for each in assessment.alternatives)


def test_without_a_punitive_claim_there_is_nothing_to_put_beside_it(law):
    assert law(problems=["not_as_described"]).alternatives == ()
    assert law({}).refund is None


def test_outside_consumer_law_a_promise_still_has_its_alternative(law):
    contract = law(TEN, purpose="resale").alternatives[0]
    assert "xiaobaofa" not in {each.key for each in contract.citations}


@pytest.mark.parametrize(
    ("facts", "strict"),
    [(FAKE, True), ({"problems": ["expired"], "goods_kind": "food"}, False)],
)
def test_the_proof_that_fraud_needs_is_named_for_fraud_alone(law, facts, strict):
    """Food below the standards gives its multiple without any intent to deceive (民诉法解释 109)."""
    contract = law(facts).alternatives[0]
    assert ("minsu_jieshi:109" in {each.code for each in contract.citations}) is strict


def test_nobody_sends_a_course_back(law):
    closed = {"goods_kind": "prepaid_service", "problems": ["prepaid_closed"], "seller_vanished": "yes"}
    contract = law(closed, price="4800.00", prepaid_used="800.00").alternatives[0]
    assert contract.title.zh == "退款并赔偿损失"
