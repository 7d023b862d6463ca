"""Court fees bracket by bracket, halving, payment orders, and the courts one may choose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from claimguide.law.court import INTERNET_COURTS, Sale, court_fee, halved, payment_order_fee, venues

TODAY = date(2026, 11, 23)
FEES = [
    ("0", "50"),
    ("3000", "50"),
    ("10000", "50"),
    ("10000.01", "50"),
    ("10000.20", "50.01"),
    ("10001", "50.03"),
    ("20000", "300"),
    ("50000", "1050"),
    ("100000", "2300"),
    ("100001", "2300.02"),
    ("200000", "4300"),
    ("500000", "8800"),
    ("1000000", "13800"),
    ("2000000", "22800"),
    ("5000000", "46800"),
    ("10000000", "81800"),
    ("20000000", "141800"),
    ("30000000", "191800"),
]


@pytest.mark.parametrize(("claimed", "fee"), FEES)
def test_the_fee_meets_the_official_brackets(claimed, fee):
    assert court_fee(Decimal(claimed)).amount == Decimal(fee)


@pytest.mark.parametrize(
    ("claimed", "percent", "plus"),
    [
        ("54321", "2.5", "-200"),
        ("154321", "2", "300"),
        ("254321", "1.5", "1300"),
        ("754321", "1", "3800"),
        ("1754321", "0.9", "4800"),
        ("3754321", "0.8", "6800"),
        ("7754321", "0.7", "11800"),
        ("17754321", "0.6", "21800"),
        ("37754321", "0.5", "41800"),
    ],
)
def test_brackets_agree_with_the_shortened_formula(claimed, percent, plus):
    short = Decimal(claimed) * Decimal(percent) / 100 + Decimal(plus)
    assert abs(court_fee(Decimal(claimed)).amount - short) <= Decimal("0.01")


def test_the_arithmetic_is_shown_line_by_line():
    fee = court_fee(Decimal("150000"))
    assert [line.zh for line in fee.lines] == [
        "不超过 10,000.00 元的部分：50.00 元",
        "超过 10,000.00 元的部分：90,000.00 元 × 2.5% = 2,250.00 元",
        "超过 100,000.00 元的部分：50,000.00 元 × 2% = 1,000.00 元",
        "合计 3,300.00 元",
    ]
    assert [line.zh for line in court_fee(Decimal(100)).lines] == ["不超过 10,000.00 元的部分：50.00 元"]
    assert [c.code for c in fee.citations] == ["susong_feiyong:13(1)#1"]


def test_a_negative_claim_is_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        court_fee(Decimal("-0.01"))


@pytest.mark.parametrize(("claimed", "half", "third"), [("100", "25", "16.67"), ("50000", "525", "350")])
def test_half_and_a_third(claimed, half, third):
    whole = court_fee(Decimal(claimed))
    assert halved(whole).amount == Decimal(half)
    assert payment_order_fee(Decimal(claimed)).amount == Decimal(third)
    assert "minsu_jieshi:206" in [c.code for c in halved(whole).citations]


BRACELET = {
    "online": True,
    "service": False,
    "on_platform": True,
    "delivery": "courier",
    "clause": None,
    "injury": False,
    "regions": frozenset(),
}
CHOICES = [
    ({}, ["receipt", "defendant"]),
    ({"delivery": "other"}, ["receipt", "defendant"]),
    ({"delivery": "unknown"}, ["receipt", "defendant"]),
    ({"delivery": "online"}, ["buyer", "defendant"]),
    ({"service": True}, ["defendant"]),
    ({"online": False, "on_platform": False}, ["defendant"]),
    ({"clause": "yes"}, ["receipt", "defendant", "agreed"]),
    ({"clause": "no"}, ["receipt", "defendant"]),
    ({"injury": True, "regions": frozenset({"110000"})}, ["receipt", "defendant", "injury"]),
    ({"regions": frozenset({"310000"})}, ["receipt", "defendant"]),
    ({"regions": frozenset({"440000", "110000"})}, ["receipt", "defendant", "internet", "internet"]),
    ({"regions": frozenset({"440000"}), "on_platform": False}, ["receipt", "defendant"]),
]


@pytest.mark.parametrize(("changes", "codes"), CHOICES)
def test_the_courts_follow_from_the_sale(changes, codes):
    found = venues(Sale(**{**BRACELET, **changes}), TODAY)
    assert [venue.code for venue in found] == codes
    for venue in found:
        assert bool(venue.citations) == (venue.code != "internet")


def test_what_was_not_read_or_is_not_known_is_not_certain():
    found = venues(Sale(**{**BRACELET, "delivery": "unknown", "regions": frozenset(INTERNET_COURTS)}), TODAY)
    assert {v.code: v.certain for v in found} == {"receipt": False, "defendant": True, "internet": False}
    assert all("请先问法院" in v.reason.zh for v in found if v.code == "internet")


def test_courts_cite_only_what_was_in_force_on_the_day():
    (receipt, *_rest) = venues(Sale(**BRACELET), date(2022, 1, 1))
    assert "minsu_jieshi:20" not in [c.code for c in receipt.citations]
