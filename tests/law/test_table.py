"""The golden table: facts on one side, the law's answer on the other, one row for each side of each border.

`table.csv` is for lawyers to read and to correct. An empty cell is not checked; `-` means that there is no
such claim or role, `?` a sum that is not known yet, `!` before an article that it is not cited.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from claimguide.law import Facts, assess
from claimguide.law.grounds import GROUNDS
from claimguide.law.platform import PLATFORM_GROUNDS

with (Path(__file__).parent / "table.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

SHOP = {
    "price": "200.00",
    "quantity": 1,
    "purpose": "daily_life",
    "channel": "platform_shop",
    "seller_kind": "business",
    "goods_kind": "clothing",
}
PURCHASES = {
    "nothing": {},
    "shop": SHOP,
    "food": SHOP | {"goods_kind": "food", "price": "60.00"},
    "drug": SHOP | {"goods_kind": "drug"},
    "service": SHOP | {"goods_kind": "service", "channel": "offline"},
    "card": SHOP
    | {
        "goods_kind": "prepaid_service",
        "channel": "offline",
        "price": "1000.00",
        "prepaid_amount": "1000.00",
    },
}
"""What the column `purchase` stands for; the column `facts` changes it, and `key=` makes a fact unknown."""

COUNTS = ("quantity", "minor_age", "sanbao_repairs", "returns_before", "orders_before", "earlier_claims")


def facts_of(row):
    known = dict(PURCHASES[row["purchase"]])
    for fact in filter(None, row["facts"].split("; ")):
        key, _, value = fact.partition("=")
        known[key] = value.split() if key == "problems" else int(value) if key in COUNTS else value
    return Facts.from_mapping(known)


def sum_of(claim, name):
    if claim is None:
        return "-"
    return f"{name} {'?' if claim.amount is None else claim.amount}"


def answers(row):
    """What the row's columns say of the assessment."""
    found = assess(facts_of(row), date.fromisoformat(row["day"]), questions=False)
    finding = found.finding(row["ground"])
    cited = {each.code for each in (finding.citations if finding else found.citations())}
    if finding:
        cited |= {each.code for part in (*finding.remedies, *finding.burden) for each in part.citations}
        cited |= {each.code for part in (found.refund, found.punitive) if part for each in part.citations}
    articles = row["article"]  # several with spaces between; "!" before one that must not be cited
    as_told = all((each.removeprefix("!") in cited) is not each.startswith("!") for each in articles.split())
    return {
        "verdict": finding.verdict if finding else "silent",
        "needs": " ".join(finding.needs) if finding else "",
        "refund": sum_of(found.refund, found.refund and found.refund.kind),
        "punitive": sum_of(found.punitive, found.punitive and found.punitive.basis),
        "platform": found.platform_role or "-",
        "article": articles if as_told else f"cited: {sorted(cited)}",
    }


def test_the_table_is_long_enough_and_says_nothing_twice():
    assert len(ROWS) >= 300
    seen = [(row["day"], row["purchase"], row["facts"], row["ground"]) for row in ROWS]
    assert [row for row, times in Counter(seen).items() if times > 1] == []


@pytest.mark.parametrize("ground", [*GROUNDS, *PLATFORM_GROUNDS], ids=lambda ground: ground.code)
def test_every_ground_stands_on_both_sides_of_its_border(ground):
    verdicts = {row["verdict"] for row in ROWS if row["ground"] == ground.code}
    assert verdicts & {"silent", "fails"}
    assert verdicts & {"holds", "needs_facts"}


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['topic']}" for n, row in enumerate(ROWS, 2)])
def test_the_law_answers_as_the_table_says(row):
    given = answers(row)
    checked = [key for key in given if row[key] or (key == "needs" and row["verdict"])]
    assert {key: given[key] for key in checked} == {key: row[key] for key in checked}
