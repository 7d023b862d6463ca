"""Periods and time limits: their last days, their holidays, their reasons."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from claimguide.law import Facts, assess
from claimguide.law.citations import CitationNotInForce
from claimguide.law.periods import days_after, last_day, months_after

FAKE = {"problems": ["counterfeit"], "false_statement": "yes", "misled_into_buying": "yes"}


@dataclass(frozen=True)
class Shifted:
    date: date
    provisional: bool


class Weekends:
    """A calendar that knows weekends and nothing else."""

    def next_working_day_if_holiday(self, day):
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return Shifted(day, day.year > 2026)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-03-05", 36, "2029-03-05"),
    ],
)
def test_a_period_of_months_ends_on_the_same_day_or_the_last_of_the_month(start, months, last):
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(last)


def test_the_day_of_the_event_is_not_counted():
    assert days_after(date(2026, 2, 26), 7) == date(2026, 3, 5)


def test_without_a_calendar_a_day_stays_and_is_provisional():
    saturday = date(2026, 11, 28)
    assert last_day(saturday, None).provisional
    assert last_day(saturday, None).date == saturday
    shifted = last_day(saturday, Weekends())
    assert (shifted.date, shifted.provisional) == (date(2026, 11, 30), False)


def limits(assessment):
    return {each.code: each.date and each.date.isoformat() for each in assessment.deadlines}


def test_days_of_a_fraud_case(law):
    assessment = law(
        FAKE,
        ordered_on="2026-10-01",
        received_on="2026-10-05",
        discovered_on="2026-10-20",
        asked_seller_on="2026-11-01",
    )
    assert limits(assessment) == {
        "delay15": "2026-11-16",
        "avoidance": "2027-10-20",
        "rescission": "2027-10-20",
        "limitation": "2029-10-20",
        "limitation_renewed": "2029-11-01",
    }
    assert all(each.provisional for each in assessment.deadlines)
    dates = [each.date for each in assessment.deadlines]
    assert dates == sorted(dates)


def test_each_limit_tells_how_it_is_counted(law):
    for each in law(FAKE, discovered_on="2026-10-20", received_on="2026-10-05").deadlines:
        assert each.citations
        assert each.title.zh
        assert "次日起算" in each.how.zh if each.date else "起算日期还不清楚" in each.how.zh


def test_avoidance_ends_five_years_after_the_contract_at_the_latest(law):
    late = law(FAKE, ordered_on="2022-01-10", discovered_on="2026-10-20")
    assert limits(late)["avoidance"] == "2027-01-10"
    assert limits(law(FAKE, ordered_on="2022-01-10"))["avoidance"] is None


@pytest.mark.parametrize(
    ("asked", "renewed"),
    [("2026-10-20", None), ("2026-10-21", "2029-10-21"), (None, None), ("2026-10-19", None)],
)
def test_a_later_demand_starts_limitation_anew(law, asked, renewed):
    found = limits(law(FAKE, discovered_on="2026-10-20", asked_seller_on=asked))
    assert found.get("limitation_renewed") == renewed


def test_limitation_that_has_run_out_is_not_renewed(law):
    found = limits(law(FAKE, discovered_on="2022-10-20", asked_seller_on="2026-01-01"))
    assert "limitation_renewed" not in found


def test_days_of_a_return(law):
    back = {"problems": ["return_refused"], "returnable_class": "ordinary", "goods_intact": "yes"}
    dates = {"received_on": "2026-11-14", "return_requested_on": "2026-11-20"}
    assert limits(law(back | dates)) == {
        "return_delay15": "2026-12-05",
        "return7_refund": None,
        "limitation": None,
    }
    # 21 November 2026 is a Saturday: with a calendar the last day is the Monday after.
    assert (
        law(back | dates | {"return_requested_on": "2026-11-23"}, calendar=Weekends())
        .finding("return7")
        .holds
    )
    assert law(back | dates | {"return_requested_on": "2026-11-23"}).finding("return7").verdict == "fails"
    weekday = law(back | {"received_on": "2026-11-14"}, calendar=Weekends())
    assert limits(weekday)["return7_notice"] == "2026-11-23"
    assert not next(each for each in weekday.deadlines if each.code == "return7_notice").provisional


@pytest.mark.parametrize(
    ("asked", "ahead"),
    [
        ({}, True),
        ({"return_requested_on": "2026-11-20"}, False),
        ({"return_asked_in_time": "yes"}, False),
    ],
)
def test_no_day_to_ask_lies_ahead_of_who_has_asked(law, asked, ahead):
    back = {"problems": ["return_refused"], "returnable_class": "ordinary", "received_on": "2026-11-14"}
    assert ("return7_notice" in limits(law(back | asked))) is ahead


def test_a_longer_promise_moves_the_last_day(law):
    longer = {"problems": ["return_refused"], "promise_kind": "longer_return", "promise_value": 30}
    assert limits(law(longer, received_on="2026-11-01"))["return7_notice"] == "2026-12-01"
    shorter = {"problems": ["return_refused"], "promise_kind": "longer_return", "promise_value": 3}
    assert limits(law(shorter, received_on="2026-11-01"))["return7_notice"] == "2026-11-08"


def test_days_of_a_defect(law):
    broken = law(problems=["quality_defect"], received_on="2026-11-10")
    assert limits(broken)["quality_return"] == "2026-11-17"
    assert "quality_return" not in limits(law(problems=["quality_defect"], seller_kind="private"))


@pytest.mark.parametrize(
    ("asked", "to_return", "to_tell"),
    [
        (None, "2026-11-17", "2028-11-10"),
        ("2026-11-12", None, None),
        ("2026-11-18", "2026-11-17", None),
    ],
)
def test_who_told_the_seller_in_time_has_missed_no_day(law, asked, to_return, to_tell):
    known = {"problems": ["quality_defect"], "received_on": "2026-11-10", "asked_seller_on": asked}
    found = limits(law(known))
    assert found.get("quality_return") == to_return
    assert found.get("defect_notice") == to_tell


def test_the_days_to_return_go_on_until_they_are_over(law):
    """Who asked for a repair may still send it back."""
    found = limits(law(problems=["quality_defect"], received_on="2026-11-20", asked_seller_on="2026-11-21"))
    assert found["quality_return"] == "2026-11-27"


def test_no_seven_days_run_against_who_prepaid_a_shop_that_closed(law):
    paid = {"goods_kind": "prepaid_service", "ordered_on": "2026-09-10", "price": "4800.00"}
    assert "prepaid_seven" in limits(law(paid, problems=["prepaid_refund_refused"]))
    assert "prepaid_seven" not in limits(law(paid, problems=["prepaid_closed"]))


@pytest.mark.parametrize(("slip", "named"), [(None, False), ("no", False), ("yes", True)])
def test_the_sellers_days_to_plead_a_slip_are_named_only_for_a_plain_slip(law, slip, named):
    found = limits(law(problems=["order_cancelled"], ordered_on="2026-11-11", obvious_price_error=slip))
    assert ("price_slip" in found) is named


def test_nothing_runs_where_nothing_stands(law):
    assert law({}).deadlines == ()
    assert law(problems=["not_as_described"], buyer_knew="yes").deadlines == ()


def test_a_rule_not_in_force_sets_no_limit(law):
    before_the_code = law(FAKE, on=date(2020, 12, 31), discovered_on="2020-12-01")
    assert limits(before_the_code) == {}
    assert {each.key for each in before_the_code.citations()} <= {
        "xiaobaofa",
        "chanpinfa",
        "dianshangfa",
        "hetongfa",
        "qinhai_chufa",
    }


@pytest.mark.parametrize("on", [date(2025, 4, 18), date(2026, 6, 1), date(2021, 1, 1), date(2014, 3, 14)])
def test_no_assessment_cites_what_is_not_in_force(law, on):
    assessment = law(FAKE, on=on, platform_named_seller="no", shipping="5.00", discovered_on="2014-01-01")
    assert all(each.in_force(on) for each in assessment.citations())


def test_the_regulation_of_2024_is_cited_from_its_first_day(law):
    assert "xiaobao_tiaoli" not in {each.key for each in law(FAKE, on=date(2024, 6, 30)).citations()}
    assert "xiaobao_tiaoli" in {each.key for each in law(FAKE, on=date(2024, 7, 1)).citations()}


def test_an_assessment_refuses_what_is_not_in_force(law):
    with pytest.raises(CitationNotInForce):
        replace(law(FAKE), on=date(2000, 1, 1))


def test_grounds_that_rest_on_nothing_in_force_are_left_out(law):
    long_ago = law(FAKE, on=date(1995, 1, 1))
    assert [each.code for each in long_ago.findings] == ["mismatch", "fraud"]
    assert long_ago.platform == ()
    assert law(FAKE, on=date(1990, 1, 1)).findings == ()


def test_the_law_room_has_no_clock():
    facts = Facts.from_mapping({"as_of": "2026-01-01"})
    assert assess(facts).on == date(2026, 1, 1)
    assert assess(facts, date(2026, 2, 2)).on == date(2026, 2, 2)
    with pytest.raises(ValueError, match="day"):
        assess(Facts())


@pytest.mark.parametrize(("found", "end"), [(None, "2029-11-11"), ("2026-11-15", "2029-11-15")])
def test_what_never_came_is_known_on_the_day_it_was_promised_for(law, found, end):
    never = {"problems": ["not_delivered"], "promised_delivery_on": "2026-11-11", "discovered_on": found}
    assert limits(law(never | {"received_on": None}))["limitation"] == end


def test_a_return_in_time_only_by_a_holiday_says_so(law):
    """21 November 2026, the seventh day, is a Saturday."""
    back = {"problems": ["return_refused"], "returnable_class": "ordinary", "goods_intact": "yes"}
    dates = {"received_on": "2026-11-14", "return_requested_on": "2026-11-23"}
    moved = law(back | dates, calendar=Weekends()).finding("return7")
    assert "2026年11月21日是法定休假日" in moved.reason.zh
    assert "minfadian:203(1)" in [each.code for each in moved.citations]
    plain = law(back | dates | {"return_requested_on": "2026-11-20"}, calendar=Weekends()).finding("return7")
    assert "休假日" not in plain.reason.zh
    assert "minfadian:203(1)" not in [each.code for each in plain.citations]
