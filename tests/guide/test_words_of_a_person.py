"""A private person who sold is no 商家: whatever a page says of that case calls them 卖家."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation

from claimguide.cases import wording
from claimguide.cases.models import Case
from claimguide.evidence.sorts import Sort
from claimguide.guide.registry import STEPS
from claimguide.law import Facts, assess
from claimguide.letters.kinds import Kind
from claimguide.letters.sheets.registry import FORMS
from tests.letters.stories import TODAY, case_of, story

pytestmark = pytest.mark.django_db
# Choices that a private seller is told apart from, and words that are quoted.
RIGHT = ("开店经营的商家", "购物平台上的店铺", "“店铺转让了，不归我管”", "商家格式条款里的约定")
OTHER_ROOMS = (
    "guide:case",
    "guide:timeline",
    "guide:case_legal_aid",
    "evidence:board",
    "evidence:strength",
    "evidence:bundles",
    "evidence:reading_list",
    "letters:index",
    "dossier:all",
    "cases:my_data",
    "cases:settle",
    "cases:erase",
)
USED_WORDS = "商家说三天内发货"


def addresses(case: Case) -> Iterator[str]:
    """Every page of a case that needs nothing but the case."""
    yield from (reverse(name, args=[case.pk]) for name in OTHER_ROOMS)
    yield from (reverse("letters:review", args=[case.pk, kind]) for kind in Kind)
    yield from (reverse("letters:sheet", args=[case.pk, slug]) for slug in FORMS)
    for step in (each for each in STEPS if not each.elsewhere):
        yield reverse("guide:step", args=[case.pk, step.slug])
        for page in (*step.pages, *step.leaves):
            yield reverse("guide:page", args=[case.pk, step.slug, page.slug])


def shops_in(page: str) -> list[str]:
    """The texts and labels of a page that speak of a shop."""
    bare = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    labels = re.findall(r'(?:placeholder|aria-label|title|alt)="([^"]*)"', bare)
    texts = [" ".join(each.split()) for each in [*re.split(r"<[^>]+>", bare), *labels]]
    return [text for text in texts if re.search("商家|店铺", text) and not any(r in text for r in RIGHT)]


def test_no_page_calls_a_person_a_shop(hold: Callable[..., Client]) -> None:
    case = case_of(story("camera_private"))
    browser = hold(case)
    found = {}
    for address in addresses(case):
        answer = browser.get(address, follow=True)
        # A page that does not fit the case is not there; all others are.
        if answer.status_code != 404 and (words := shops_in(answer.content.decode())):
            found[address] = words
        assert answer.status_code in (200, 404), address
    assert found == {}
    assert "联系卖家" in browser.get(reverse("guide:case", args=[case.pk])).content.decode()


def test_what_the_consumer_typed_stays(hold: Callable[..., Client]) -> None:
    case = case_of(story("camera_private"))
    case.problem.seller_words = USED_WORDS
    case.problem.save()
    page = hold(case).get(reverse("guide:page", args=[case.pk, "law", "story"])).content.decode()
    assert USED_WORDS in page
    assert "页面或卖家当时怎么说的？" in page


def test_another_case_in_the_same_browser_keeps_its_words(hold: Callable[..., Client]) -> None:
    person, shop = case_of(story("camera_private")), case_of(story("bracelet"))
    browser = hold(person, shop)
    titles = {"卖家": person, "商家": shop}
    for _again in range(2):
        for word, case in titles.items():
            page = browser.get(reverse("guide:case", args=[case.pk])).content.decode()
            assert f"联系{word}" in page
    assert translation.get_language() == settings.LANGUAGE_CODE


def test_english_stays_english(hold: Callable[..., Client]) -> None:
    case = case_of(story("camera_private"))
    browser = hold(case)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = browser.get(reverse("guide:case", args=[case.pk]))
    assert "Contact the seller" in answer.content.decode()
    assert answer.headers["Content-Language"] == "en"


def test_the_answer_names_a_language_that_visitors_know(hold: Callable[..., Client]) -> None:
    case = case_of(story("camera_private"))
    answer = hold(case).get(reverse("guide:case", args=[case.pk]))
    assert answer.headers["Content-Language"] == "zh-hans"
    assert '<html lang="zh-Hans">' in answer.content.decode()


@pytest.mark.parametrize("name", sorted(formats.FORMAT_SETTINGS))
def test_days_and_numbers_read_as_in_any_chinese(name: str) -> None:
    assert formats.get_format(name, lang=wording.OF_PERSON) == formats.get_format(name, lang="zh-hans")


def test_papers_are_in_the_words_of_their_case() -> None:
    person, shop = case_of(story("camera_private")), case_of(story("bracelet"))
    with translation.override("en"):
        assert Sort.CHAT.letter_name(wording.chinese(person)) == "与卖家的聊天记录"
        assert Sort.CHAT.letter_name(wording.chinese(shop)) == "与商家客服的聊天记录"


@pytest.mark.parametrize(("kind", "word"), [("private", "卖家"), ("individual_trader", "商家")])
def test_the_law_speaks_of_a_person_as_one(kind: str, word: str) -> None:
    facts = Facts.from_mapping(
        {
            "seller_kind": kind,
            "problems": ["not_as_described", "not_delivered", "quality_defect"],
            "goods_kind": "electronics",
            "price": "2800.00",
            "discovered_on": "2026-10-04",
            "asked_seller_on": "2026-10-06",
            "received_on": "2026-10-02",
        }
    )
    answer = repr(assess(facts, TODAY))
    assert facts.shop == word
    assert ("商家" in answer) is (word == "商家")
