"""Reading facts: every key of the vocabulary, clear errors, and nothing lost on the way."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimguide.law.facts import KEYS, READERS, Facts, FactsError

GOOD = {
    "as_of": "2026-11-23",
    "ordered_on": date(2026, 3, 5),
    "price": "1234.50",
    "shipping": 12,
    "overcharge": Decimal("0.5"),
    "quantity": 2,
    "promise_value": 10,
    "minor_age": 0,
    "channel": "live_stream",
    "platform_named_seller": "useless",
    "false_statement": "yes",
    "problems": ["counterfeit", "promise_broken"],
}


def test_facts_are_read_into_their_types():
    facts = Facts.from_mapping(GOOD)
    assert facts.as_of == date(2026, 11, 23)
    assert facts.ordered_on == date(2026, 3, 5)
    assert (facts.price, facts.shipping, facts.overcharge) == (
        Decimal("1234.50"),
        Decimal("12.00"),
        Decimal("0.50"),
    )
    assert (facts.quantity, facts.promise_value, facts.minor_age) == (2, Decimal(10), 0)
    assert facts.problems == {"counterfeit", "promise_broken"}
    assert facts.received_on is None


def test_null_and_empty_mean_unknown_never_no():
    facts = Facts.from_mapping(dict.fromkeys(KEYS) | {"false_statement": "", "problems": []})
    assert facts == Facts()
    assert not any(facts.known(key) for key in KEYS)
    assert facts.to_mapping() == {}


def test_facts_know_what_they_know():
    facts = Facts.from_mapping({"false_statement": "no", "refunded": "0"})
    assert facts.known("false_statement")
    assert facts.known("refunded")
    assert not facts.known("price")
    with pytest.raises(KeyError):
        facts.known("mood")


def test_facts_survive_the_way_to_json_and_back():
    facts = Facts.from_mapping(GOOD)
    written = facts.to_mapping()
    assert written["price"] == "1234.50"
    assert written["as_of"] == "2026-11-23"
    assert written["problems"] == ["counterfeit", "promise_broken"]
    assert Facts.from_mapping(written) == facts


def test_every_key_has_a_reader_and_a_field():
    assert set(KEYS) == set(Facts.__dataclass_fields__)


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("mood", "bad", "not a known fact"),
        ("channel", "market", "one of platform_shop"),
        ("channel", 3, "one of"),
        ("channel", ["offline"], "one of"),
        ("false_statement", True, "one of yes, no"),
        ("as_of", "2026-02-30", "YYYY-MM-DD"),
        ("as_of", "20260302", "YYYY-MM-DD"),
        ("as_of", 20260302, "YYYY-MM-DD"),
        ("price", "12.345", "two places"),
        ("price", "-1", "from 0"),
        ("price", "1e30", "from 0"),
        ("price", "NaN", "from 0"),
        ("price", "twelve", "a number"),
        ("price", 12.5, "written as text"),
        ("price", True, "written as text"),
        ("promise_value", "ten", "a number"),
        ("quantity", 0, "at least 1"),
        ("quantity", "2", "whole number"),
        ("quantity", True, "whole number"),
        ("minor_age", -1, "whole number"),
        ("problems", "counterfeit", "a list"),
        ("problems", ["counterfeit", "bad_luck"], "bad_luck"),
        ("problems", [["counterfeit"]], "unknown problems"),
    ],
)
def test_what_cannot_be_read_is_named(key, value, says):
    with pytest.raises(FactsError) as caught:
        Facts.from_mapping({key: value})
    assert set(caught.value.errors) == {key}
    assert says in caught.value.errors[key]
    assert key in str(caught.value)


def test_all_errors_are_told_at_once():
    with pytest.raises(FactsError) as caught:
        Facts.from_mapping({"price": "x", "channel": "y", "quantity": 1})
    assert set(caught.value.errors) == {"price", "channel"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(KEYS), st.none() | st.booleans() | st.integers() | st.text() | st.floats()
    )
)
def test_hostile_data_gives_facts_or_named_errors(data):
    try:
        facts = Facts.from_mapping(data)
    except FactsError as error:
        assert set(error.errors) <= set(READERS)
    else:
        assert Facts.from_mapping(facts.to_mapping()) == facts
