"""The rights check: from the first tap to the card, the sums on it, and the case that keeps the answers."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any, get_args

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases.models import Case, Event, UnknownAnswer
from claimguide.cases.selectors import fact_values, unknown_answers
from claimguide.cases.views import NEW_CASES_PER_DAY
from claimguide.guide.check_places import FACTS, Place
from claimguide.guide.check_questions import MOST
from claimguide.guide.desk import Desk
from claimguide.guide.problems import PROBLEM_GROUPS, group_of
from claimguide.guide.registry import get_step
from claimguide.law.questions import QUESTIONS
from claimguide.law.vocabulary import Problem
from tests.hostile.pages import everything

pytestmark = pytest.mark.django_db
CHECK = "/check/"
SAVE = "/check/save/"


def ago(days: int) -> str:
    return (timezone.localdate() - dt.timedelta(days=days)).isoformat()


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


class Consumer:
    """Somebody who answers what is asked, page by page, as a browser sends it."""

    def __init__(self, client: Client, problem: str, **known: str) -> None:
        self.client, self.known = client, known
        self.asked: list[str] = []
        self.page: Any = client.get(CHECK)
        self.taps = 0
        self.tap("group", group_of(problem).slug)
        self.tap("problems", problem)
        while "question" in self.page.context:
            name = self.page.context["question"].name
            self.asked.append(name)
            self.tap(name, known.get(name, "unsure"))

    def tap(self, name: str, value: str) -> None:
        """Press a button: the form's hidden answers before it, its own, and those after it."""
        shown = self.page.context
        around = shown.get("hidden", []), shown.get("before", []), shown.get("after", [])
        query = [*around[0], *around[1], (name, value), *around[2]]
        self.page = self.client.get(CHECK, data=_lists(query))
        assert self.page.status_code == 200
        self.taps += 1

    @property
    def brief(self) -> Any:
        return self.page.context["brief"]


def _lists(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


SHOP = {"where": "shop", "price": "1000", "promise_kind": "none"}
TENFOLD = {**SHOP, "promise_kind": "multiple", "promise_value": "10"}
# Trouble, what is known, the claim from and to, what it may still rise to (yuan; 0 for nothing).
CARDS: list[tuple[str, dict[str, str], str, str, str]] = [
    ("counterfeit", {**SHOP, "misled_into_buying": "yes"}, "1000", "4000", "0"),
    ("counterfeit", {**SHOP, "misled_into_buying": "no"}, "1000", "1000", "0"),
    ("counterfeit", TENFOLD, "1000", "11000", "0"),
    ("counterfeit", {**SHOP, "price": "100", "misled_into_buying": "yes"}, "100", "600", "0"),
    ("counterfeit", {**SHOP, "where": "private", "misled_into_buying": "yes"}, "1000", "1000", "0"),
    (
        "not_as_described",
        {**SHOP, "misled_into_buying": "yes", "false_statement": "yes"},
        "1000",
        "4000",
        "0",
    ),
    (
        "return_refused",
        {**SHOP, "return_asked_in_time": "yes", "returnable_class": "ordinary"},
        "0",
        "0",
        "1000",
    ),
    (
        "return_refused",
        {**SHOP, "return_asked_in_time": "yes", "returnable_class": "custom_made"},
        "0",
        "0",
        "0",
    ),
    ("expired", {**SHOP, "goods_kind": "food", "price": "9.9"}, "9.90", "1009.90", "0"),
    ("unsafe_food", {**SHOP, "goods_kind": "food", "price": "500"}, "500", "5500", "0"),
    ("expired", {**SHOP, "goods_kind": "cosmetics"}, "1000", "1000", "0"),
    ("not_delivered", SHOP, "1000", "1000", "0"),
    ("late_delivery", {**SHOP, "asked_seller_on": ago(20), "received_on": ago(2)}, "0", "0", "0"),
    ("late_delivery", {**SHOP, "asked_seller_on": ago(20)}, "1000", "1000", "0"),
    ("promise_broken", TENFOLD, "0", "10000", "0"),
    ("deposit_kept", {**SHOP, "deposit_kind": "earnest", "deposit_broken_by": "seller"}, "2000", "2000", "0"),
    (
        "prepaid_refund_refused",
        {**SHOP, "prepaid_ended_by": "operator", "prepaid_used": "200"},
        "800",
        "800",
        "0",
    ),
    ("minor_purchase", {**SHOP, "minor_age": "7"}, "1000", "1000", "0"),
    ("auto_renewal", {**SHOP, "concealed_fact": "yes", "misled_into_buying": "no"}, "1000", "1000", "0"),
]


@pytest.mark.parametrize(("problem", "known", "least", "most", "rises"), CARDS)
def test_four_to_six_taps_give_the_card_and_its_sum(
    client: Client, problem: str, known: dict[str, str], least: str, most: str, rises: str
) -> None:
    consumer = Consumer(client, problem, **known)
    assert 4 <= consumer.taps <= 6, consumer.asked
    found = consumer.brief
    assert found.high == Decimal(most)
    assert (found.low if found.low is not None else found.high) == Decimal(least)
    assert (found.rises_to or 0) == Decimal(rises)


def test_a_time_limit_without_a_day_is_not_called_the_nearest_day(client: Client) -> None:
    consumer = Consumer(client, "counterfeit", **SHOP, misled_into_buying="yes")
    assert consumer.brief.day.date is None
    page = consumer.page.content.decode()
    assert "A time limit without a day yet" in page
    assert "The nearest deadline" not in page


@pytest.mark.parametrize("answer", ["unsure", "first"])
@pytest.mark.parametrize("problem", get_args(Problem))
def test_no_trouble_takes_more_than_six_taps_or_leads_nowhere(
    client: Client, problem: str, answer: str
) -> None:
    before = everything()
    known = {}
    if answer == "first":
        known = dict.fromkeys(QUESTIONS, "yes") | {"where": "shop", "price": "300", "loss": "80"}
        known = {key: value for key, value in known.items() if value != "yes" or key in _TRI}
    consumer = Consumer(client, problem, **known)
    assert consumer.taps <= 2 + MOST
    found = consumer.brief
    assert found.high or found.rises_to or found.words or found.nothing or consumer.page.context["may"]
    assert found.first or found.nothing
    assert everything() == before


_TRI = {"false_statement", "misled_into_buying", "concealed_fact", "goods_intact", "return_asked_in_time"}


@pytest.mark.parametrize("problem", ["no_mandatory_label", "label_flaw"])
def test_a_claim_for_a_label_waits_for_whether_the_food_came_across_the_border(
    client: Client, problem: str
) -> None:
    consumer = Consumer(client, problem, **SHOP, goods_kind="food", cross_border="yes")
    assert {"goods_kind", "cross_border"} < set(consumer.asked)
    assert consumer.brief.high == 0


def test_each_page_says_why_and_offers_to_say_nothing(client: Client) -> None:
    page = client.get(CHECK, {"problems": "counterfeit", "where": "shop"})
    text = page.content.decode()
    asked = QUESTIONS[page.context["question"].name]
    assert asked.question.en in text
    assert asked.why.en in text
    assert 'value="unsure"' in text
    assert "Question 4 of at most 6" in text
    assert "Show my rights now" in text


def test_what_is_known_already_is_not_asked(client: Client) -> None:
    given = {
        "problems": "counterfeit",
        "seller_kind": "business",
        "channel": "own_site",
        "purpose": "daily_life",
    }
    assert client.get(CHECK, given).context["question"].name != "where"


def test_more_than_one_trouble_by_boxes(client: Client) -> None:
    page = client.get(CHECK, {"group": "goods", "several": "1"})
    assert page.content.decode().count('type="checkbox"') == sum(len(g.kinds) for g in PROBLEM_GROUPS)
    refused = client.get(CHECK, {"group": "goods", "several": "chosen"}).content.decode()
    assert "Choose at least one." in refused
    assert "<title>Error: " in refused
    both = {"group": "goods", "several": "chosen", "problems": ["counterfeit", "late_delivery"]}
    assert client.get(CHECK, both).context["question"].name == "where"


def test_back_leads_from_page_to_page_with_the_answers_shown(client: Client) -> None:
    consumer = Consumer(client, "counterfeit", **SHOP, misled_into_buying="yes")
    seen = []
    page = consumer.page
    while (back := page.context["back_url"]) != "/" and len(seen) < 9:
        page = client.get(back)
        seen.append(page.context["question"].name if "question" in page.context else "trouble")
        text = page.content.decode()
        assert "(your answer so far)" in text or 'value="1000.00"' in text or 'name="group"' in text
    assert seen[:-2] == [*reversed(consumer.asked)]
    assert len(seen) == consumer.taps


def test_an_answer_is_changed_from_the_card_and_leads_back_to_it(client: Client) -> None:
    consumer = Consumer(client, "counterfeit", **SHOP, misled_into_buying="yes")
    rows = consumer.page.context["rows"]
    assert rows[0].value == "I suspect a counterfeit"
    assert len(rows) == len(consumer.asked) + 1
    row = next(row for row in rows if row.value == "1,000.00 yuan")
    consumer.page = client.get(row.change_url)
    assert consumer.page.context["question"].name == "price"
    consumer.tap("price", "2000")
    assert consumer.brief.high == Decimal(8000)
    assert [row.label for row in consumer.page.context["rows"]] == [row.label for row in rows]


def test_another_trouble_can_be_chosen_from_the_card(client: Client) -> None:
    consumer = Consumer(client, "counterfeit", **SHOP, misled_into_buying="yes")
    consumer.page = client.get(consumer.page.context["rows"][0].change_url)
    consumer.tap("problems", "used_sold_as_new")
    assert consumer.page.context["answers"].problems == ("used_sold_as_new",)
    assert consumer.brief.high == Decimal(4000)


@pytest.mark.parametrize("typed", ["", "many", "-5", "1.005", "0", "9" * 40])
def test_a_sum_that_cannot_be_read_is_asked_again_with_what_was_typed(client: Client, typed: str) -> None:
    given = {"problems": "counterfeit", "where": "shop", "misled_into_buying": "yes", "promise_kind": "none"}
    page = client.get(CHECK, {**given, "price": typed})
    assert page.status_code == 200
    assert page.context["question"].error
    assert f'value="{typed}"' in page.content.decode()
    assert "<title>Error: " in page.content.decode()


def test_not_sure_wins_over_the_empty_field_beside_it(client: Client) -> None:
    given = {"problems": "not_delivered", "where": "shop", "price": ["", "unsure"]}
    assert client.get(CHECK, given).context["question"].name != "price"
    assert client.get(CHECK, {**given, "card": "1"}).context["brief"].high == 0


@pytest.mark.parametrize(
    ("order", "receipt", "fits"), [(ago(3), ago(5), False), (ago(5), ago(3), True), (ago(3), ago(3), True)]
)
def test_days_before_the_order_are_asked_again(client: Client, order: str, receipt: str, fits: bool) -> None:
    given = {"problems": "quality_defect", "ordered_on": order, "received_on": receipt, "card": "1"}
    page = client.get(CHECK, given)
    assert ("brief" in page.context) is fits
    if not fits:
        assert "before the order" in page.context["question"].error


STRANGE = [
    {"foo": "bar"},
    {"where": "moon"},
    {"seller_kind": "robot"},
    {"seller_kind": ""},
    {"misled_into_buying": ["yes", "no"]},
    {"price": ["1", "2"]},
    {"ask": "resume_hash"},
    {"group": "nothing"},
    {"as_of": "2020-01-01"},
    {"problems": "theft"},
    {"goods_name": "x"},
]


@pytest.mark.parametrize("strange", STRANGE)
def test_an_address_that_says_what_no_page_offers_shows_the_way_back(
    client: Client, strange: dict[str, Any]
) -> None:
    page = client.get(CHECK, {"problems": "counterfeit", **strange})
    text = page.content.decode()
    assert page.status_code == 400
    assert f'href="{CHECK}"' in text
    assert ("problems=counterfeit" in text) is ("problems" not in strange)


def test_getting_pages_creates_nothing(client: Client) -> None:
    before = everything()
    Consumer(client, "counterfeit", **SHOP, misled_into_buying="yes")
    assert client.get(SAVE).status_code == 405
    assert everything() == before


def save(client: Client, **given: Any) -> Case:
    answer = client.post(SAVE, given)
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get()
    assert answer["Location"] == reverse("cases:code", args=[case.pk])
    return case


def test_the_case_holds_every_answer(client: Client) -> None:
    case = save(
        client,
        problems=["counterfeit", "late_delivery"],
        where="live",
        misled_into_buying="yes",
        price="1,000.00",
        received_on=ago(9),
        promise_kind="unsure",
        seller_knew="unsure",
    )
    assert fact_values(case) == {
        "problems": frozenset({"counterfeit", "late_delivery"}),
        **FACTS[Place.LIVE],
        "misled_into_buying": "yes",
        "price": Decimal("1000.00"),
        "received_on": dt.date.fromisoformat(ago(9)),
    }
    assert unknown_answers(case) == {"promise_kind", "seller_knew"}
    assert case.version == 1 + Case._meta.get_field("version").default


def test_step_one_asks_only_what_is_still_open(client: Client) -> None:
    case = save(
        client,
        problems="counterfeit",
        where="shop",
        misled_into_buying="yes",
        promise_kind="none",
        price="88",
    )
    step = get_step("law")
    desk = Desk(Case.objects.get(pk=case.pk), timezone.localdate())
    first = step.first_open(desk)
    assert first is not None and first.slug == "goods"
    open_pages = {page.slug for page in step.pages if step.on_the_way(page, desk)}
    assert open_pages == {"problem", "goods", "order", "money", "dates", "story"}
    assert not step.is_settled(step.pages[2], desk)
    asked = {each.key for each in step.questions(desk)}
    assert asked.isdisjoint({"misled_into_buying", "seller_kind", "purpose"})
    assert "law/q-misled-into-buying" in desk.answered
    money = client.get(reverse("guide:page", args=[case.pk, "law", "money"])).content.decode()
    assert 'value="88.00"' in money
    order = client.get(reverse("guide:page", args=[case.pk, "law", "order"])).content.decode()
    assert re.search(r'value="platform_shop"[^>]*checked', order)


def test_where_one_is_not_sure_nothing_is_assumed(client: Client) -> None:
    case = save(client, problems="counterfeit", where="unsure")
    assert set(fact_values(case)) == {"problems"}
    assert unknown_answers(case) == {"channel", "seller_kind", "purpose"}


@pytest.mark.parametrize(
    "strange", [*STRANGE, {"price": "abc"}, {"received_on": "2026-02-30"}, {"problems": []}]
)
def test_what_cannot_be_read_opens_no_case(client: Client, strange: dict[str, Any]) -> None:
    before = everything()
    assert client.post(SAVE, {"problems": "counterfeit", **strange}).status_code == 400
    assert everything() == before


def test_opening_cases_is_limited_as_everywhere(client: Client) -> None:
    for _case in range(NEW_CASES_PER_DAY):
        assert client.post(SAVE, {"problems": "counterfeit"}).status_code == 302
    assert client.post(reverse("cases:start")).status_code == 429
    assert client.post(SAVE, {"problems": "counterfeit"}).status_code == 429
    assert Case.objects.count() == NEW_CASES_PER_DAY


def test_saving_needs_the_token_of_the_page() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SAVE, {"problems": "counterfeit"}).status_code == 403
    assert not Case.objects.exists()


def test_a_case_that_cannot_be_filled_is_not_left_behind(client: Client, monkeypatch: Any) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("claimguide.guide.check_save.services.set_problems", broken)
    with pytest.raises(RuntimeError):
        client.post(SAVE, {"problems": "counterfeit"})
    assert not Case.objects.exists()
    assert not Event.objects.exists()
    assert not UnknownAnswer.objects.exists()


WAYS = [
    ({"problems": "injury"}, "injury"),
    ({"problems": "minor_purchase"}, "minor"),
    ({"problems": "counterfeit", "where": "resale"}, "business"),
    ({"problems": "counterfeit", "where": "private"}, "private-seller"),
]


@pytest.mark.parametrize(("given", "code"), WAYS)
def test_what_leads_elsewhere_says_so_on_top(client: Client, given: dict[str, str], code: str) -> None:
    text = client.get(CHECK, {**given, "card": "1"}).content.decode()
    way = reverse("guide:off_ramp", args=[code])
    assert text.index(f'href="{way}"') < text.index('class="brief"')
    assert "Change an answer" in text


def test_where_nothing_holds_the_next_step_is_named(client: Client) -> None:
    text = client.get(CHECK, {"problems": "review_deleted", "where": "site", "card": "1"}).content.decode()
    assert "No claim holds so far" in text
    assert reverse("reference:who") in text.partition("<footer")[0]
    assert "Change an answer" in text


def test_a_self_operated_platform_is_written_to_itself(client: Client) -> None:
    page = client.get(CHECK, {"problems": "counterfeit", "where": "self", "price": "1", "card": "1"})
    assert "Write to the platform first" in page.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_ask_the_database_next_to_nothing(
    client: Client, language: str, django_assert_max_num_queries: Any
) -> None:
    client.cookies["django_language"] = language
    for given in (
        {},
        {"group": "goods"},
        {"problems": "counterfeit"},
        {"problems": "counterfeit", "card": "1"},
    ):
        with django_assert_max_num_queries(4):
            client.get(CHECK, given)
