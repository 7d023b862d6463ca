"""What holds for any facts: sums, floors, knowledge, contradictions, citations."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from claimguide.law import Facts, assess
from claimguide.law.as_json import as_json
from claimguide.law.explain import explain
from claimguide.law.facts import KEYS
from claimguide.law.money import NOTHING
from claimguide.law.vocabulary import Problem

TODAY = date(2026, 11, 23)
FAST = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FLOORS = {"fraud": Decimal(500), "food": Decimal(1000), "drug": Decimal(1000)}

sums = st.decimals(min_value=0, max_value=1_000_000, places=2)
days = st.dates(min_value=date(2014, 3, 15), max_value=TODAY)
problems = st.frozensets(st.sampled_from(get_args(Problem)), max_size=4)


def answers(key: str) -> st.SearchStrategy[Any]:
    kind = get_args(get_type_hints(Facts)[key])[0]
    if key == "problems":
        return problems
    if kind is date:
        return days
    if kind is Decimal:
        return sums
    return st.integers(0, 40) if kind is int else st.sampled_from(get_args(kind))


ANSWERS = {key: answers(key) for key in KEYS}
some_facts = st.fixed_dictionaries({}, optional=ANSWERS).map(lambda known: Facts(**known))


@FAST
@given(some_facts, days)
def test_any_facts_give_an_answer_that_can_be_printed(facts, on):
    """Contradictory facts are named, never refused; nothing cited was not in force."""
    found = assess(facts, on)
    assert explain(found)
    assert as_json(found)
    assert found.claim_min <= found.claim_max
    assert all(each.in_force(on) for each in found.citations())
    assert not {each.key for each in found.missing} & {key for key in KEYS if facts.known(key)}


@FAST
@given(some_facts)
def test_only_one_multiple_is_claimed(facts):
    """The main claim is the price, one sum beyond it and the losses; alternatives stand beside it."""
    found = assess(facts, TODAY, questions=False)
    refund = (found.refund and found.refund.amount) or NOTHING
    beyond = (found.punitive and found.punitive.amount) or NOTHING
    lost = sum((each.amount for each in found.losses), NOTHING)
    assert found.claim_max <= refund + beyond + lost
    assert len({each.code for each in found.alternatives if each.code == "contract"}) <= 1


@FAST
@given(some_facts)
def test_floors_hold(facts):
    punitive = assess(facts, TODAY, questions=False).punitive
    if punitive is not None and punitive.amount is not None:
        assert punitive.floor == FLOORS.get(punitive.basis)
        assert punitive.amount >= (punitive.floor or 0)
        assert NOTHING <= punitive.net <= punitive.amount


multiples = st.fixed_dictionaries(
    {
        "problems": st.sampled_from(["counterfeit", "unsafe_food", "unsafe_drug", "price_fraud"]).map(
            lambda problem: frozenset({problem, "promise_broken"})
        ),
        "goods_kind": st.sampled_from(["clothing", "food", "drug"]),
        "purpose": st.just("daily_life"),
        "seller_kind": st.just("business"),
        "false_statement": st.just("yes"),
        "misled_into_buying": st.just("yes"),
        "safety_standard_broken": st.just("yes"),
    },
    optional={
        key: ANSWERS[key] for key in ("loss", "overcharge", "promise_kind", "promise_value", "refunded")
    },
).map(lambda known: Facts(**known))


@FAST
@given(multiples, sums, sums)
def test_a_higher_price_never_lowers_the_sum(facts, one, other):
    """Neither that of one ground nor that of the whole claim."""
    low, high = sorted((one, other))
    before, after = (assess(facts.with_fact("price", price), TODAY, questions=False) for price in (low, high))
    if before.punitive and after.punitive and before.punitive.basis == after.punitive.basis:
        assert (before.punitive.amount or 0) <= (after.punitive.amount or 0)
    assert before.claim_max <= after.claim_max


@FAST
@given(some_facts, sums)
def test_a_household_quantity_caps_what_was_bought_knowingly(facts, reasonable):
    known = facts.with_fact("buyer_knew", "yes").with_fact("reasonable_price", reasonable)
    punitive = assess(known, TODAY, questions=False).punitive
    if punitive is not None and punitive.multiple == 10 and punitive.basis in ("food", "drug"):
        assert punitive.base is None or punitive.base <= reasonable


@FAST
@given(some_facts, st.data())
def test_a_known_fact_is_never_asked_again(facts, data):
    """More knowledge never brings the same key back."""
    found = assess(facts, TODAY)
    assume(found.missing)
    key = data.draw(st.sampled_from([each.key for each in found.missing]))
    then = assess(facts.with_fact(key, data.draw(ANSWERS[key].filter(bool))), TODAY)
    assert key not in {each.key for each in then.missing}


@FAST
@given(some_facts)
def test_unknown_is_never_taken_for_no(facts):
    """A ground that fails does not fail for want of an answer: the keys it still needs are none."""
    for finding in assess(facts, TODAY, questions=False).findings:
        assert (finding.verdict == "needs_facts") or not finding.needs


TRI = sorted(key for key in KEYS if get_args(get_args(get_type_hints(Facts)[key])[0]) == ("yes", "no"))


@pytest.mark.parametrize("key", TRI)
@pytest.mark.parametrize(
    "problem", ["counterfeit", "unsafe_food", "return_refused", "injury", "auto_renewal"]
)
def test_leaving_a_question_open_refuses_nothing_that_a_yes_and_a_no_would_give(key, problem):
    """Where both answers let a ground hold, an open question cannot make it fail."""
    known = Facts(
        problems=frozenset({problem}), goods_kind="food", channel="platform_shop", price=Decimal(100)
    )

    def verdicts(facts):
        found = assess(facts, TODAY, questions=False)
        return {each.code: each.verdict for each in (*found.findings, *found.platform)}

    unknown, yes, no = (verdicts(known.with_fact(key, value)) for value in (None, "yes", "no"))
    for code in yes.keys() & no.keys():
        if yes[code] != "fails" and no[code] != "fails":
            assert unknown.get(code) != "fails"


@FAST
@given(some_facts)
def test_a_closed_matter_leaves_nothing_open(facts):
    found = assess(facts, TODAY, closed=True)
    assert found.missing == ()
    assert "needs_facts" not in {each.verdict for each in (*found.findings, *found.platform)}


@FAST
@given(some_facts)
def test_without_questions_the_answer_is_the_same(facts):
    asked, quick = assess(facts, TODAY), assess(facts, TODAY, questions=False)
    assert (asked.findings, asked.refund, asked.punitive) == (quick.findings, quick.refund, quick.punitive)
    assert asked.deadlines == quick.deadlines


def brute_force(facts, key, values):
    """Whether any of the answers changes any part of the assessment a person would care about."""

    def shown(found):
        return (
            [(each.code, each.verdict, each.needs) for each in (*found.findings, *found.platform)],
            found.refund and (found.refund.kind, found.refund.amount),
            found.punitive and (found.punitive.basis, found.punitive.amount, found.punitive.includes_price),
            (found.claim_min, found.claim_max),
            [(each.code, each.date) for each in found.deadlines],
        )

    now = shown(assess(facts, TODAY, questions=False))
    return any(shown(assess(facts.with_fact(key, value), TODAY, questions=False)) != now for value in values)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_facts)
def test_the_questions_are_those_that_trying_everything_out_finds(facts):
    """Judging only the grounds that looked at a fact loses nothing."""
    from claimguide.law.matter import Matter
    from claimguide.law.missing import _values
    from claimguide.law.questions import QUESTIONS

    matter = Matter(facts, TODAY)
    asked = {each.key for each in assess(facts, TODAY).missing}
    silent = {"problems", "as_of"}
    for key in QUESTIONS.keys() - silent:
        if not facts.known(key) and key in asked:
            assert brute_force(facts, key, _values(matter, key)), key


def test_days_apart_by_one_are_told_apart():
    received = TODAY - timedelta(days=8)
    known = Facts(
        problems=frozenset({"return_refused"}),
        channel="platform_shop",
        goods_kind="clothing",
        received_on=received,
        return_requested_on=received + timedelta(days=7),
    )
    late = known.with_fact("return_requested_on", TODAY)
    assert assess(known, TODAY).finding("return7").verdict == "needs_facts"
    assert assess(late, TODAY).finding("return7").verdict == "fails"
