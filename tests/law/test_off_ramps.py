"""Which facts lead off the guide's way, and that unknown ones never do."""

from __future__ import annotations

from datetime import date

import pytest

from claimguide.law import Facts
from claimguide.law.off_ramps import OFF_RAMPS, off_ramps

TABLE = [
    ({}, []),
    ({"problems": ["quality_defect"], "purpose": "daily_life", "seller_kind": "business"}, []),
    ({"problems": ["injury"]}, ["injury"]),
    ({"harm": "none"}, []),
    ({"harm": "property"}, ["injury"]),
    ({"harm": "bodily"}, ["injury"]),
    ({"harm": "serious"}, ["injury"]),
    ({"harm": "death"}, ["injury"]),
    ({"problems": ["unauthorised_payment"]}, ["crime"]),
    ({"seller_vanished": "yes"}, ["crime"]),
    ({"seller_vanished": "no", "problems": ["not_delivered"]}, []),
    ({"problems": ["not_delivered"]}, []),
    ({"problems": ["not_delivered"], "platform_paid_outside": "yes"}, ["crime"]),
    ({"problems": ["quality_defect"], "platform_paid_outside": "yes"}, []),
    ({"problems": ["prepaid_closed"]}, []),
    ({"problems": ["prepaid_closed"], "seller_vanished": "yes"}, ["crime"]),
    ({"problems": ["minor_purchase"]}, ["minor"]),
    ({"minor_age": 17}, ["minor"]),
    ({"minor_age": 18}, []),
    ({"problems": ["minor_purchase"], "minor_age": 20}, ["minor"]),
    ({"problems": ["privacy_leak"]}, ["personal-data"]),
    ({"purpose": "resale"}, ["business"]),
    ({"purpose": "claim_hunting"}, ["business"]),
    ({"seller_kind": "private"}, ["private-seller"]),
    ({"seller_kind": "individual_trader"}, []),
    ({"cross_border": "yes"}, ["cross-border"]),
    ({"cross_border": "no"}, []),
    (
        {
            "problems": ["privacy_leak", "injury", "unauthorised_payment", "minor_purchase"],
            "purpose": "resale",
            "seller_kind": "private",
            "cross_border": "yes",
        },
        ["injury", "crime", "minor", "personal-data", "business", "private-seller", "cross-border"],
    ),
]


@pytest.mark.parametrize(("known", "codes"), TABLE)
def test_facts_lead_to_where_to_turn_the_most_urgent_first(known, codes):
    facts = Facts.from_mapping({"as_of": date(2026, 11, 28), **known})
    assert [ramp.code for ramp in off_ramps(facts)] == codes


def test_each_says_which_answers_led_to_it():
    facts = Facts.from_mapping({"problems": ["unauthorised_payment"], "seller_vanished": "yes"})
    (crime,) = off_ramps(facts)
    assert crime.leads(facts) == ("problems", "seller_vanished")
    assert all(facts.known(key) for key in crime.leads(facts))


def test_each_is_reached_by_some_facts():
    assert {code for _known, codes in TABLE for code in codes} == {ramp.code for ramp in OFF_RAMPS}
