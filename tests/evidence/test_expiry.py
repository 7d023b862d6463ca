"""Proof that may vanish: when the site speaks of it, until when, and what it does not claim."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from claimguide.cases import services as case_services
from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment
from claimguide.evidence import services
from claimguide.evidence.elements import Element
from claimguide.evidence.expiry import Told, expiring, how_text, title_text
from claimguide.follow.selectors import dated_items

from .rows import row

TODAY = dt.date(2026, 11, 23)
TOLD = Told(
    channel="platform_shop",
    goods_kind="clothing",
    problems=frozenset({"not_as_described"}),
    needed=frozenset({Element.BUYING, Element.PAYING, Element.PROMISE, Element.DEFECT, Element.NOTICE}),
    proven=frozenset(),
    gone=frozenset(),
    opened_on=TODAY,
    ordered_on=dt.date(2026, 10, 1),
)


def codes(**changes: Any) -> list[str]:
    return [each.code for each in expiring(replace(TOLD, **changes), TODAY)]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, "goods_page chat platform_records"),
        ({"channel": "live_stream"}, "live_replay goods_page chat platform_records"),
        ({"channel": "offline"}, ""),
        ({"channel": "own_site"}, "goods_page chat"),
        ({"channel": ""}, "goods_page chat"),
        ({"channel": "offline", "problems": frozenset({"injury"})}, "cameras"),
        ({"problems": frozenset({"not_delivered"})}, "goods_page chat logistics platform_records"),
        ({"goods_kind": "food"}, "food goods_page chat platform_records"),
        ({"proven": frozenset({Element.PROMISE})}, "chat platform_records"),
        ({"gone": frozenset({Element.PROMISE, Element.NOTICE})}, "platform_records"),
        ({"proven": frozenset(Element)}, ""),
        ({"needed": frozenset({Element.PAYING})}, ""),
        ({"problems": frozenset()}, ""),
        ({"ordered_on": None}, "goods_page chat"),
        ({"ordered_on": dt.date(2023, 11, 22)}, "goods_page chat"),
        ({"ordered_on": dt.date(2023, 11, 23)}, "goods_page chat platform_records"),
    ],
)
def test_what_should_be_saved(changes: dict[str, Any], wanted: str) -> None:
    assert codes(**changes) == wanted.split()


def test_only_the_three_years_of_the_law_are_a_day_that_is_fixed() -> None:
    found = {each.code: each for each in expiring(TOLD, TODAY)}
    assert found["platform_records"].until == found["platform_records"].remind_on == dt.date(2029, 10, 1)
    for code in ("goods_page", "chat"):
        assert found[code].until is None
        assert found[code].remind_on == TODAY + dt.timedelta(days=3)
        assert "advice" in how_text(found[code]).en
    assert "advice" not in how_text(found["platform_records"]).en


def test_the_leap_day_has_an_anniversary() -> None:
    told = replace(TOLD, ordered_on=dt.date(2024, 2, 29))
    assert expiring(told, TODAY)[-1].until == dt.date(2027, 2, 28)


def test_a_reminder_that_passed_is_for_today() -> None:
    told = replace(TOLD, opened_on=TODAY - dt.timedelta(days=30))
    assert {each.remind_on for each in expiring(told, TODAY) if each.is_advice} == {TODAY}


def test_a_calendar_stops_repeating_our_advice_and_keeps_the_day_of_the_law() -> None:
    for age, wanted in ((30, {"goods_page", "chat", "platform_records"}), (31, {"platform_records"})):
        opened = TODAY - dt.timedelta(days=age)
        found = expiring(replace(TOLD, opened_on=opened), TODAY)
        assert {each.code for each in found if each.belongs_in_calendar(opened)} == wanted


def test_a_calendar_has_both_languages() -> None:
    for item in expiring(replace(TOLD, channel="live_stream"), TODAY):
        for text in (title_text(item), how_text(item)):
            assert text.zh and text.en
            assert "%(" not in text.zh + text.en


@pytest.mark.django_db
def test_the_calendar_has_them_until_a_file_or_a_word_ends_it(case: Case) -> None:
    case_services.set_problems(case, ["not_as_described"])
    today = timezone.localdate()

    def saved() -> set[str]:
        fresh = Case.objects.get(pk=case.pk)
        items = dated_items(fresh, assessment(fresh, today), today)
        return {item.code for item in items if item.code.startswith("save-")}

    assert {"save-goods_page", "save-chat"} <= saved()
    row(case, proves=("promise",))
    assert "save-goods_page" not in saved()
    services.set_statuses(case, {"notice": "gone"})
    assert "save-chat" not in saved()
