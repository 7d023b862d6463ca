"""The runner over published rulings, and the two commands that print assessments."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from claimguide.law import Facts, assess
from claimguide.law.court_cases import Answer, CaseError, answer, answered, day_of_law, report, run, totals

TODAY = date(2026, 11, 23)
FAKE = {
    "price": "100.00",
    "purpose": "daily_life",
    "seller_kind": "business",
    "channel": "platform_shop",
    "problems": ["counterfeit"],
    "false_statement": "yes",
    "misled_into_buying": "yes",
}
EXPECTED = {"punitive_basis": "fraud", "punitive_amount": "500.00", "refund": "partial", "platform": None}
CASE = {
    "id": "made-up",
    "title": "never read",
    "source": {"publisher": "nobody"},
    "difficulty": "plain",
    "facts": FAKE,
    "expected": EXPECTED,
    "score": ["punitive_basis", "punitive_amount", "refund", "platform"],
}
BARE = {"id": "bare", "facts": {}}


def facts(**known):
    return Facts.from_mapping(known)


def test_each_field_is_scored_against_the_ruling():
    outcome = run([CASE], TODAY)[0]
    assert [(each.field, each.answer, each.right) for each in outcome.scores] == [
        ("punitive_basis", "fraud", True),
        ("punitive_amount", "500.00", True),
        ("refund", "full", False),
    ]
    assert outcome.answer == Answer("full", Decimal("100.00"), "fraud", Decimal("500.00"), "none")


@pytest.mark.parametrize(
    ("expected", "right"), [("501.00", True), ("499", True), ("501.01", False), ("498.99", False)]
)
def test_sums_are_right_within_one_yuan(expected, right):
    case = CASE | {"expected": {"punitive_amount": expected}, "score": ["punitive_amount"]}
    assert run([case], TODAY)[0].scores[0].right is right


def test_a_sum_that_did_not_come_out_is_wrong():
    case = CASE | {"facts": FAKE | {"price": None}, "score": ["punitive_amount"]}
    score = run([case], TODAY)[0].scores[0]
    assert (score.answer, score.right) == (None, False)


def test_totals_and_report():
    outcomes = run([CASE, BARE], TODAY)
    assert totals(outcomes) == {"punitive_basis": (1, 1), "punitive_amount": (1, 1), "refund": (0, 1)}
    said = report(outcomes)
    for line in (
        "made-up (plain)",
        "  punitive_basis: expected fraud, got fraud: right",
        "  refund: expected partial, got full: WRONG",
        "  nothing scored",
        "all: 2/3",
        "plain: 2/3",
        "  refund: 0/1",
    ):
        assert line in said.splitlines()


def test_nothing_but_the_facts_reaches_the_rules():
    other = CASE | {
        "id": "x",
        "title": "y",
        "source": {},
        "note": "z",
        "expected": {},
        "score": [],
        "group": "q",
    }
    assert run([CASE], TODAY)[0].answer == run([other], TODAY)[0].answer


@pytest.mark.parametrize(
    ("cases", "where", "key"),
    [
        ({}, "file", "cases"),
        (["x"], "case 1", "case"),
        ([{"id": "a"}], "a", "facts"),
        ([{"facts": 3}], "case 1", "facts"),
        ([{"id": "a", "facts": {"price": "x"}}], "a", "price"),
        ([{"id": "a", "facts": {}, "expected": 3}], "a", "expected"),
        ([{"id": "a", "facts": {}, "score": "refund"}], "a", "expected"),
        ([{"id": "a", "facts": {}, "score": ["colour"]}], "a", "score"),
    ],
)
def test_a_case_that_cannot_be_read_is_named(cases, where, key):
    with pytest.raises(CaseError) as raised:
        run(cases, TODAY)
    assert raised.value.where == where
    assert key in raised.value.errors


@pytest.mark.parametrize(
    ("known", "day"),
    [
        ({}, TODAY),
        ({"as_of": "2019-05-01", "ordered_on": "2012-01-01"}, date(2019, 5, 1)),
        ({"ordered_on": "2020-12-31"}, date(2020, 12, 31)),
        ({"ordered_on": "2021-01-01"}, TODAY),
    ],
)
def test_the_law_of_the_ruling_or_of_the_purchase(known, day):
    assert day_of_law(facts(**known), TODAY) == day


@pytest.mark.parametrize(
    ("known", "basis"),
    [
        # What is open in a ruling falls to whoever had to prove it.
        ({"problems": ["counterfeit"]}, "fraud"),
        ({"problems": ["not_as_described"], "false_statement": "yes"}, "none"),
        ({"problems": ["counterfeit"], "earlier_claims": 3}, "none"),
        ({"problems": ["counterfeit"], "earlier_claims": 2}, "fraud"),
        ({"problems": ["counterfeit"], "channel": "second_hand_platform"}, "none"),
        (
            {"problems": ["counterfeit"], "channel": "second_hand_platform", "seller_kind": "business"},
            "fraud",
        ),
        ({"problems": ["unsafe_food"]}, "food"),
        ({"problems": ["unsafe_food"], "goods_kind": "food", "seller_showed_source": "yes"}, "none"),
        ({"problems": ["unsafe_drug"]}, "drug"),
        ({"problems": ["unlicensed_seller"], "goods_kind": "food", "food_form": "prepared"}, "food"),
        ({"problems": ["unlicensed_seller"], "goods_kind": "food", "food_form": "prepackaged"}, "none"),
        (
            {
                "problems": ["unlicensed_seller", "no_mandatory_label"],
                "goods_kind": "food",
                "food_form": "prepared",
            },
            "food",
        ),
        ({"problems": ["no_mandatory_label"], "goods_kind": "food", "food_form": "prepared"}, "none"),
    ],
)
def test_what_is_open_falls_by_the_burden_of_proof(known, basis):
    assert answer(facts(**known), TODAY).punitive_basis == basis


PLATFORM = {
    "problems": ["unsafe_food"],
    "goods_kind": "food",
    "channel": "takeaway",
    "seller_kind": "business",
}


@pytest.mark.parametrize(
    ("known", "role"),
    [
        ({}, "none"),
        # Who knew shows that it acted; who hosts a seller without a licence shows that it checked.
        ({"platform_knew": "yes"}, "joint"),
        ({"platform_knew": "yes", "platform_acted": "yes"}, "none"),
        ({"problems": ["unlicensed_seller"]}, "joint"),
        (
            {"problems": ["unlicensed_seller"], "platform_checked_licence": "yes", "platform_knew": "no"},
            "none",
        ),
        ({"problems": ["unlicensed_seller"], "goods_kind": "medical_device"}, "corresponding"),
        ({"problems": ["unlicensed_seller"], "channel": "social"}, "none"),
        ({"platform_promise": "yes"}, "pays_first"),
    ],
)
def test_what_a_platform_has_to_show(known, role):
    assert answer(facts(**PLATFORM | known), TODAY).platform == role


@pytest.mark.parametrize(
    ("known", "kind", "amount"),
    [
        ({"problems": ["quality_defect"], "goods_kind": "appliance"}, "full", "100.00"),
        ({"problems": ["late_delivery"]}, "full", "100.00"),
        ({"problems": ["late_delivery"], "received_on": "2026-01-01"}, "none", None),
        (
            {"problems": ["prepaid_refund_refused"], "prepaid_amount": "80.00", "prepaid_used": "30.00"},
            "partial",
            "50.00",
        ),
        (
            {
                "problems": ["prepaid_refund_refused"],
                "prepaid_amount": "80.00",
                "prepaid_used": "30.00",
                "prepaid_ended_by": "consumer",
            },
            "partial",
            "50.00",
        ),
    ],
)
def test_what_comes_back_in_a_closed_matter(known, kind, amount):
    found = answer(facts(price="100.00", **known), TODAY)
    assert (found.refund, found.refund_amount) == (kind, amount and Decimal(amount))


def test_the_live_room_counts_where_no_platform_answers():
    live = {"channel": "live_stream", "live_room_role": "did_not_say"}
    assert answer(facts(**FAKE | live), TODAY).platform == "as_seller"
    assert answer(facts(**FAKE | live | {"live_room_role": "said_not_seller"}), TODAY).platform == "none"
    assert answer(facts(**FAKE | live | {"platform_named_seller": "no"}), TODAY).platform == "pays_first"
    shown = answered(assess(facts(**FAKE | live), TODAY))
    assert shown.platform == "as_seller"


def test_answers_are_json():
    mapping = answer(facts(**FAKE), TODAY).to_mapping()
    assert mapping == {
        "refund": "full",
        "refund_amount": "100.00",
        "punitive_basis": "fraud",
        "punitive_amount": "500.00",
        "platform": "none",
    }
    assert answer(Facts(), TODAY).to_mapping()["refund_amount"] is None


def printed(command, *options):
    out = io.StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "file.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return str(path)

    return write


def test_the_command_prints_cases_or_answers(file):
    path = file([CASE, BARE])
    assert "all: 2/3" in printed("court_cases", path)
    answers = json.loads(printed("court_cases", path, "--json"))
    assert [each["id"] for each in answers] == ["made-up", "bare"]
    assert set(answers[0]) == {"id", "answer"}
    assert set(answers[0]["answer"]) == set(Answer._fields)


def test_the_command_names_a_case_that_cannot_be_read(file):
    with pytest.raises(CommandError, match=r"(?s)a cannot be read.*price"):
        printed("court_cases", file([{"id": "a", "facts": {"price": "x"}}]))


@pytest.mark.django_db
def test_facts_are_assessed_as_json_or_as_a_sheet(file):
    path = file(FAKE)
    found = json.loads(printed("assess", path, "--on", "2026-11-23"))
    assert found["punitive"]["amount"] == "500.00"
    assert found["punitive"]["citations"][0]["code"] == "xiaobaofa:55(1)"
    assert found["on"] == "2026-11-23"
    assert found["missing"]
    assert "涉嫌欺诈：可以主张" in printed("assess", path, "--explain")
    assert "Suspected fraud" in printed("assess", path, "--explain", "--language", "en")
    as_of = json.loads(printed("assess", file(FAKE | {"as_of": "2013-05-01"})))
    assert as_of["punitive"]["amount"] == "100.00"


def test_without_a_database_last_days_are_provisional(file, monkeypatch):
    from django.db import OperationalError

    from claimguide.cases.management.commands import assess as command

    def unreachable():
        raise OperationalError

    monkeypatch.setattr(command, "work_calendar", unreachable)
    found = json.loads(printed("assess", file(FAKE | {"discovered_on": "2026-11-01"}), "--on", "2026-11-23"))
    assert all(each["provisional"] for each in found["deadlines"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"price": ', "is not JSON"),
        ('{"price": NaN}', "NaN is not a number"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "one JSON object"),
        ('{"price": "cheap", "colour": "red"}', r"(?s)price: must be.*colour: is not a known fact"),
        ('{"ordered_on": "2026-2-30"}', "ordered_on: must be a date"),
        ('{"price": -1}', "price: must be"),
        ('{"problems": ["rain"]}', "problems: unknown problems: rain"),
    ],
)
def test_facts_that_cannot_be_read_are_named(file, content, words):
    with pytest.raises(CommandError, match=words):
        printed("assess", file(content))


def test_a_file_or_a_day_that_is_none(file, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        printed("assess", str(tmp_path / "nothing.json"))
    with pytest.raises(CommandError, match="--on"):
        printed("assess", file({}), "--on", "tomorrow")


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("[]"))
    assert json.loads(printed("court_cases", "-", "--json")) == []
