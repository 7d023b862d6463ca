"""What a claim has to prove, how well it does, and what the consumer is told to do next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.utils import translation

from claimguide.cases import services as case_services
from claimguide.cases.models import Case
from claimguide.cases.vocab import ProblemKind
from claimguide.evidence import elements, guidance, selectors, services
from claimguide.evidence.elements import Element
from claimguide.evidence.models import Exhibit

Add = Callable[..., Exhibit]


@pytest.mark.parametrize(
    ("problems", "findings", "has_losses", "wanted"),
    [
        ((), (), False, "buying paying promise defect notice"),
        (("quality_defect",), (), False, "buying paying defect notice"),
        (("quality_defect",), ("quality",), False, "buying paying defect notice"),
        (("counterfeit",), ("fraud",), False, "buying paying promise defect notice"),
        (("not_as_described",), ("mismatch",), False, "buying paying promise defect notice"),
        (("return_refused",), ("return7",), False, "buying paying notice"),
        (("return_refused", "quality_defect"), (), False, "buying paying defect notice"),
        (("promise_broken",), ("promise",), False, "buying paying promise defect notice"),
        (("not_delivered",), ("nondelivery",), False, "buying paying promise defect notice"),
        (("unauthorised_payment",), ("unauthorised",), False, "buying paying notice"),
        (("injury",), (), False, "buying paying defect notice loss"),
        (("quality_defect",), ("injury",), False, "buying paying defect notice loss"),
        (("quality_defect",), (), True, "buying paying defect notice loss"),
        (("quality_defect",), ("fraud",), False, "buying paying promise defect notice"),
    ],
)
def test_the_elements_a_claim_needs(
    problems: tuple[str, ...], findings: tuple[str, ...], has_losses: bool, wanted: str
) -> None:
    found = elements.needed(problems, findings, has_losses=has_losses)
    assert " ".join(found) == wanted


@pytest.mark.parametrize("kind", ProblemKind.values)
def test_buying_paying_and_the_complaint_always_count(kind: str) -> None:
    found = elements.needed([kind])
    assert {Element.BUYING, Element.PAYING, Element.NOTICE} <= set(found)


@pytest.fixture
def told(case: Case) -> Callable[..., Case]:
    """The case with problem kinds and purchase answers, read as a page reads it."""

    def tell(*problems: str, **purchase: str) -> Case:
        case_services.set_problems(case, problems)
        type(case.purchase).objects.filter(case=case).update(**purchase)
        return Case.objects.get(pk=case.pk)

    return tell


def standing(case: Case) -> dict[str, selectors.ElementStrength]:
    return {each.element.value: each for each in selectors.strength(case, None).elements}


def test_one_file_may_do_for_a_payment_but_not_for_a_defect(told: Callable[..., Case], add: Add) -> None:
    case = told("quality_defect")
    add(proves=("paying", "defect"))
    now = standing(case)
    assert (now["paying"].count, now["paying"].level, now["paying"].note) == (1, 2, "")
    assert (now["defect"].count, now["defect"].level) == (1, 1)
    assert now["defect"].note
    add(proves=("defect",))
    assert standing(case)["defect"].level == 2


def test_gaps_are_what_is_needed_and_has_no_file(told: Callable[..., Case], add: Add) -> None:
    case = told("quality_defect")
    add(proves=("paying", "promise"))
    whole = selectors.strength(case, None)
    assert [gap.element.value for gap in whole.gaps] == ["buying", "defect", "notice"]
    assert (whole.covered, len(whole.needed)) == (1, 4)
    promise = standing(case)["promise"]
    assert (promise.needed, promise.count) == (False, 1)


def test_removed_and_unchecked_files_prove_nothing(told: Callable[..., Case], add: Add) -> None:
    case = told("quality_defect")
    gone, unchecked = add(proves=("buying",)), add(proves=("buying",))
    services.remove(gone)
    Exhibit.objects.filter(pk=unchecked.pk).update(state="checking")
    assert standing(case)["buying"].count == 0


def test_what_the_consumer_says_changes_the_advice(told: Callable[..., Case]) -> None:
    case = told("quality_defect", channel="platform_shop")
    notes = {standing(case)["buying"].note}
    for have in ("have", "gone"):
        services.set_statuses(case, {"buying": have})
        now = standing(case)["buying"]
        assert now.have == have
        notes.add(now.note)
    assert len(notes) == 3


def test_the_platform_is_named_where_it_is_known(told: Callable[..., Case]) -> None:
    with translation.override("en"):
        assert "某某商城" in standing(told("quality_defect", platform_other="某某商城"))["buying"].note
        assert "the shop's app or site" in standing(told("quality_defect", platform_other=""))["buying"].note


@pytest.mark.parametrize(
    ("channel", "named"), [("platform_shop", True), ("own_site", False), ("offline", False)]
)
def test_only_a_platform_is_asked_for_its_records(
    told: Callable[..., Case], channel: str, named: bool
) -> None:
    with translation.override("en"):
        said = guidance.when_gone(Element.BUYING, told("quality_defect", channel=channel))
    assert ("three years" in said) is named


def test_goods_that_never_came_are_not_photographed(told: Callable[..., Case]) -> None:
    with translation.override("en"):
        assert "logistics" in guidance.where_to_get(Element.DEFECT, told("not_delivered"))
        assert "photos" in guidance.where_to_get(Element.DEFECT, told("not_delivered", "quality_defect"))


@pytest.mark.parametrize("channel", ["", "platform_shop", "offline"])
@pytest.mark.parametrize("element", Element)
def test_no_element_is_left_without_advice(told: Callable[..., Case], element: Element, channel: str) -> None:
    case = told("quality_defect", channel=channel)
    for advice in (guidance.where_to_get, guidance.when_gone):
        text = advice(element, case)
        assert text
        assert "%(" not in text


def test_strength_costs_two_queries(
    case: Case, add: Add, django_assert_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    for _each in range(3):
        add(proves=("buying", "defect"))
    seen = Case.objects.select_related("purchase__platform").prefetch_related("problems").get(pk=case.pk)
    with django_assert_num_queries(2):
        selectors.strength(seen, None)
