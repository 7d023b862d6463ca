"""Delay and refusal: what the rules deem deliberate or unreasonable, from facts on record alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from claimguide.law import delay
from claimguide.law.facts import Facts
from claimguide.law.periods import LastDay, days_after

from .conftest import ORDINARY, TODAY

ASKED = date(2026, 11, 2)  # a Monday; the fifteenth day after it is Tuesday, 17 November
OWED = {"return": "xiaobaofa:25(1)", "fault": "xiaobaofa:24(1)", "prepaid": "xiaobaofa:53"}

RETURN = {
    "problems": ["return_refused"],
    "returnable_class": "ordinary",
    "goods_intact": "yes",
    "goods_sent_back": "no",
    "received_on": "2026-10-30",
    "return_requested_on": ASKED.isoformat(),
}
FAULT = {
    "problems": ["quality_defect"],
    "received_on": "2026-10-20",
    "discovered_on": "2026-11-01",
    "asked_seller_on": ASKED.isoformat(),
}
PREPAID = {
    "problems": ["prepaid_refund_refused"],
    "goods_kind": "prepaid_service",
    "channel": "offline",
    "prepaid_amount": "3600.00",
    "prepaid_used": "900.00",
    "prepaid_ended_by": "operator",
}
BACK = {"goods_sent_back": "yes", "problems": ["refund_delayed"]}


def find(law: Any, facts: dict[str, Any], *, on: date = TODAY, **record: Any) -> delay.Delay | None:
    known = {key: value for key, value in (ORDINARY | facts).items() if value is not None}
    record.setdefault("return_asked_on", ASKED if "return_requested_on" in facts else None)
    return delay.find(Facts.from_mapping(known), law(facts, on=on), delay.Record(**record))


def exchange(answer: str = "none") -> dict[str, Any]:
    return {"asked": {"exchange": ASKED}, "wanted": ("exchange",), "answer": answer}


def codes(found: delay.Delay | None) -> list[str]:
    assert found is not None
    return [citation.code for citation in found.citations]


# case, facts, record, what deems it so
SHOWS: list[tuple[str, dict[str, Any], dict[str, Any], list[str], str]] = [
    ("silence", RETURN, {"answer": "none"}, ["qinhai_chufa:9#1", "qiri_tuihuo:31#2"], "return"),
    ("opened", RETURN, {"answer": "opened"}, ["qinhai_chufa:9#3", "qiri_tuihuo:31#1"], "return"),
    (
        "excluded without confirmation",
        RETURN | {"returnable_class": "loses_value", "exclusion_confirmed": "no"},
        {"answer": "not_supported"},
        ["qinhai_chufa:9#2", "qiri_tuihuo:31#1"],
        "return",
    ),
    (
        "sent back, no refund",
        RETURN | BACK,
        {"answer": "none", "got_back_on": ASKED + timedelta(3)},
        ["qinhai_chufa:9#4", "qiri_tuihuo:31#3"],
        "return",
    ),
    (
        "agreed, sent back, no refund",
        RETURN | BACK,
        {"answer": "agreed", "got_back_on": ASKED + timedelta(3)},
        ["qinhai_chufa:9#4", "qiri_tuihuo:31#3"],
        "return",
    ),
    ("faulty, exchange", FAULT, exchange(), ["qinhai_chufa:8#2"], "fault"),
    ("faulty, sent to the maker", FAULT, exchange("not_ours"), ["qinhai_chufa:8#2"], "fault"),
    ("faulty, opened", FAULT, exchange("opened"), ["qinhai_chufa:8#2"], "fault"),
    (
        "not as described, return",
        FAULT | {"problems": ["not_as_described"]},
        {"asked": {"return": ASKED}, "wanted": ("refund",), "answer": "none"},
        ["qinhai_chufa:8#2"],
        "fault",
    ),
    (
        "the second choice was asked for",
        FAULT,
        {"asked": {"repair": ASKED}, "wanted": ("compensation", "repair"), "answer": "none"},
        ["qinhai_chufa:8#2"],
        "fault",
    ),
    (
        "a service unlike its description, the fee",
        FAULT | {"problems": ["not_as_described"], "goods_kind": "service"},
        {"asked": {"refund": ASKED}, "wanted": ("refund_only",), "answer": "none"},
        ["qinhai_chufa:8#2"],
        "fault",
    ),
    (
        "prepayment refused",
        PREPAID,
        {"asked": {"refund": ASKED}, "answer": "prepaid"},
        ["qinhai_chufa:10(2)"],
        "prepaid",
    ),
]


@pytest.mark.parametrize(("case", "facts", "record", "deemed", "owed"), SHOWS, ids=[row[0] for row in SHOWS])
def test_it_shows(
    law: Any, case: str, facts: dict[str, Any], record: dict[str, Any], deemed: list[str], owed: str
) -> None:
    found = find(law, facts, **record)
    assert codes(found) == [OWED[owed], *deemed, delay.PUNISHED]
    assert found is not None
    assert found.shows
    assert found.asked_on == ASKED


SILENT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # the return without reason
    ("no day of the request", RETURN | {"return_asked_in_time": "yes"}, {"return_asked_on": None}),
    ("back before it was asked for", RETURN | BACK, {"answer": "none", "got_back_on": ASKED - timedelta(1)}),
    (
        "no return without reason, though faulty",
        RETURN | {"returnable_class": "custom_made", "problems": ["return_refused", "not_as_described"]},
        {"answer": "none"},
    ),
    ("asked too late", RETURN | {"received_on": "2026-10-20"}, {"answer": "none"}),
    ("excluded by law", RETURN | {"returnable_class": "custom_made"}, {"answer": "not_supported"}),
    (
        "exclusion confirmed",
        RETURN | {"returnable_class": "loses_value", "exclusion_confirmed": "yes"},
        {"answer": "not_supported"},
    ),
    ("state not told", RETURN | {"goods_intact": None}, {"answer": "none"}),
    ("class not told", RETURN | {"returnable_class": None}, {"answer": "none"}),
    ("whether sent back not told", RETURN | {"goods_sent_back": None}, {"answer": "none"}),
    ("sent back, arrival not told", RETURN | BACK, {"answer": "none"}),
    ("repaid", RETURN | {"refunded": "200.00"}, {"answer": "none"}),
    ("price not told", RETURN | {"price": None}, {"answer": "none"}),
    ("answer not told", RETURN, {}),
    ("agreed", RETURN, {"answer": "agreed"}),
    ("offered a part", RETURN, {"answer": "partly"}),
    ("reason not told", RETURN, {"answer": "other"}),
    ("says it was damaged", RETURN, {"answer": "own_fault"}),
    ("says it cannot be sold on", RETURN, {"answer": "resale"}),
    ("says parts lack", RETURN, {"answer": "incomplete"}),
    ("cosmetics were opened", RETURN | {"goods_kind": "cosmetics"}, {"answer": "opened"}),
    ("a phone was opened", RETURN | {"goods_kind": "phone"}, {"answer": "opened"}),
    ("private seller", RETURN | {"seller_kind": "private"}, {"answer": "opened"}),
    ("bought for resale", RETURN | {"purpose": "resale"}, {"answer": "opened"}),
    ("purpose not told", RETURN | {"purpose": None}, {"answer": "opened"}),
    ("in a shop", RETURN | {"channel": "offline"}, {"answer": "opened"}),
    # goods below the required quality
    ("no request on record", FAULT, {"wanted": ("exchange",), "answer": "none"}),
    ("another request", FAULT, {"asked": {"repair": ASKED}, "wanted": ("exchange",), "answer": "none"}),
    ("says it was damaged", FAULT, exchange("own_fault")),
    ("asks for proof", FAULT, exchange("prove_it")),
    ("reason not told", FAULT, exchange("other")),
    ("answer not told", FAULT, exchange("")),
    ("agreed", FAULT, exchange("agreed")),
    (
        "a return after seven days",
        FAULT,
        {"asked": {"return": ASKED}, "wanted": ("refund",), "answer": "none"},
    ),
    ("money alone", FAULT, {"asked": {"refund": ASKED}, "wanted": ("refund_only",), "answer": "none"}),
    (
        "money alone for goods that should go back",
        FAULT | {"problems": ["not_as_described"]},
        {"asked": {"refund": ASKED}, "wanted": ("refund_only",), "answer": "none"},
    ),
    ("a lower price", FAULT, {"asked": {"refund": ASKED}, "wanted": ("price_cut",), "answer": "none"}),
    ("damages", FAULT, {"asked": {"refund": ASKED}, "wanted": ("compensation",), "answer": "none"}),
    ("flaw known before", FAULT | {"buyer_knew": "yes"}, exchange()),
    ("parts missing", FAULT | {"problems": ["short_delivery"]}, exchange()),
    ("not delivered", FAULT | {"problems": ["not_delivered"]}, exchange()),
    ("private seller", FAULT | {"seller_kind": "private"}, exchange()),
    # prepayments
    (
        "the consumer's own reason",
        PREPAID | {"prepaid_ended_by": "consumer", "prepaid_used_at_full_price": "900.00"},
        {"asked": {"refund": ASKED}, "answer": "prepaid"},
    ),
    (
        "nobody's reason",
        PREPAID | {"prepaid_ended_by": "neither"},
        {"asked": {"refund": ASKED}, "answer": "prepaid"},
    ),
    ("no refusal", PREPAID, {"asked": {"refund": ASKED}, "answer": "none"}),
    ("no request on record", PREPAID, {"answer": "prepaid"}),
    ("used up", PREPAID | {"prepaid_used": "3600.00"}, {"asked": {"refund": ASKED}, "answer": "prepaid"}),
]


@pytest.mark.parametrize(("case", "facts", "record"), SILENT, ids=[row[0] for row in SILENT])
def test_it_does_not_show(law: Any, case: str, facts: dict[str, Any], record: dict[str, Any]) -> None:
    assert find(law, facts, **record) is None


DAYS = [(14, False), (15, False), (16, True)]


@pytest.mark.parametrize(("after", "shows"), DAYS)
@pytest.mark.parametrize(
    ("facts", "record"),
    [
        (RETURN, {"answer": "none"}),
        (RETURN | BACK, {"answer": "none", "got_back_on": ASKED}),
        (FAULT, exchange()),
    ],
    ids=["return", "refund", "fault"],
)
def test_the_fifteen_days_must_be_over(
    law: Any, facts: dict[str, Any], record: dict[str, Any], after: int, shows: bool
) -> None:
    found = find(law, facts, on=days_after(ASKED, after), **record)
    assert found is not None
    assert (found.counts_from, found.last, found.shows) == (ASKED, date(2026, 11, 17), shows)


@pytest.mark.parametrize("answer", ["opened", "not_supported"])
def test_a_refusal_that_the_rules_name_needs_no_days(law: Any, answer: str) -> None:
    facts = RETURN | {"exclusion_confirmed": "no"}
    found = find(law, facts, on=days_after(ASKED, 1), answer=answer)
    assert found is not None
    assert found.shows
    assert found.last is None


def test_an_exclusion_that_nobody_spoke_of_still_has_fifteen_days(law: Any) -> None:
    found = find(law, RETURN, on=days_after(ASKED, 1), answer="not_supported")
    assert found is not None
    assert (found.last, found.shows) == (date(2026, 11, 17), False)


class Weekends:
    """A calendar that knows weekends and nothing else."""

    def next_working_day_if_holiday(self, day: date) -> Any:
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return LastDay(day, provisional=False)


def test_a_fifteenth_day_on_a_holiday_moves_on(law: Any) -> None:
    asked = date(2026, 11, 6)  # the fifteenth day is a Saturday
    facts = Facts.from_mapping(ORDINARY | FAULT)
    record = delay.Record(asked={"exchange": asked}, wanted=("exchange",), answer="none")
    found = delay.find(facts, law(FAULT, on=TODAY), record, Weekends())
    assert found is not None
    assert (found.last, found.shows) == (date(2026, 11, 23), False)


def test_what_counts_already_goes_before_what_is_to_come(law: Any) -> None:
    """A return without reason asked for a week ago, and faulty goods not exchanged for a month."""
    facts = RETURN | {"received_on": "2026-11-10", "return_requested_on": "2026-11-16"}
    both = facts | {"problems": ["return_refused", "quality_defect"]}
    record = exchange("none") | {"return_asked_on": date(2026, 11, 16)}
    found = find(law, both, **record)
    assert found is not None
    assert (found.demand, found.shows) == ("exchange", True)


def test_before_the_measures_there_was_nothing_to_deem(law: Any) -> None:
    day = date(2015, 3, 14)
    facts = FAULT | {"received_on": "2015-01-20", "discovered_on": "2015-02-01", "asked_seller_on": None}
    record = {"asked": {"exchange": date(2015, 2, 2)}, "wanted": ("exchange",), "answer": "none"}
    assert find(law, facts, on=day, **record) is None
    assert find(law, facts, on=day + timedelta(1), **record) is not None


def test_facts_that_contradict_each_other_show_nothing(law: Any) -> None:
    assert find(law, FAULT | {"received_on": "2026-10-20", "ordered_on": "2026-10-25"}, **exchange()) is None
