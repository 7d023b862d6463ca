"""The statement of account: only sums the case holds, each once, and its balance is the assessment's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimguide.letters import render
from claimguide.letters.compose import compose, reason_not_to
from claimguide.letters.compose.account import balance, entries
from claimguide.letters.compose.source import Source

from .composed import letters_of, source_of
from .reading import text_of
from .stories import STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db
# Where the law gives back something else than all that was paid: double, a part, or nothing of the price.
OTHER_SUMS = {"wedding_earnest": "2000.00", "price_higher": "100.00", "number_leaked": "200.00"}


@pytest.mark.parametrize("name", STORIES)
def test_the_balance_is_what_the_assessment_has_at_least(name: str) -> None:
    source = source_of(name)
    if name in OTHER_SUMS:
        assert source.assessment.claim_min == Decimal(OTHER_SUMS[name])
    else:
        assert balance(source) == source.assessment.claim_min


@pytest.mark.parametrize("name", STORIES)
def test_the_foot_of_the_table_adds_up(name: str) -> None:
    content = letters_of(name)["account"]
    table = content.sections[0].table
    assert table is not None

    def column(place: int) -> Decimal:
        return sum((_figure(row[place]) for row in table.rows if row[place]), Decimal(0))

    assert (column(2), column(3)) == (_figure(table.foot[2]), _figure(table.foot[3]))
    assert table.rows[-1][4] == table.foot[4]
    assert _figure(table.foot[4]) == column(2) - column(3)


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_what_came_back_is_taken_off() -> None:
    told = story("bracelet")
    told["dealings"] |= {"refunded": Decimal("400.00"), "compensated": Decimal("50.00")}
    source = Source.of(case_of(told), TODAY)
    assert balance(source) == Decimal("740.00") == source.assessment.claim_min


def test_a_deposit_stands_in_the_place_of_the_price() -> None:
    moved = entries(Source.of(case_of(story("wedding_earnest")), TODAY))
    assert [(each.what, each.paid) for each in moved] == [("定金", Decimal("1000.00"))]


def test_what_was_used_counts_at_the_price_of_the_assessment() -> None:
    moved = entries(Source.of(case_of(story("course_quit")), TODAY))
    assert [(each.what, each.paid, each.back) for each in moved] == [
        ("预付款", Decimal("5000.00"), Decimal(0)),
        ("已消费的预付款", Decimal(0), Decimal("1800.00")),
    ]


def test_a_day_nobody_told_is_no_gap() -> None:
    told = story("bracelet")
    told["purchase"]["ordered_on"] = None
    content = compose(case_of(told), "account", TODAY)
    assert content.gaps() == ()
    assert "日期未记载" in text_of(render.html(content))


def test_nothing_paid_nothing_to_account_for() -> None:
    told = story("coat_return")
    told["purchase"]["price"] = None
    assert reason_not_to(Source.of(case_of(told), TODAY), "account")
    assert not reason_not_to(Source.of(case_of(story("coat_return")), TODAY), "account")
