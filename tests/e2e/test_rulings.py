"""Published rulings told through the guide's pages: the card says what the court gave, the letter asks it.

Each is told in another way: on a phone or a desk, in Chinese or English, with scripts or without, and one by
the keyboard alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser

from claimguide.law.grounds import GROUNDS
from tests.plugins.browser import needs_chromium

from .keyboard import KeyboardVisitor
from .rulings import RULINGS, Ruling
from .served import ServedSite
from .test_journey import make_letter, start
from .visitor import Looked, Visitor

pytestmark = [pytest.mark.e2e, needs_chromium]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
MOST_PAGES = 40
TITLES = {ground.code: ground.title for ground in GROUNDS}


@dataclass(frozen=True)
class Way:
    """How a consumer uses the site. `pdf`: the letter is made and downloaded, not only read beforehand."""

    wide: bool = False
    english: bool = False
    script: bool = True
    keyboard: bool = False
    pdf: bool = False


WAYS = {
    "fraud": Way(wide=True, pdf=True),
    "promise": Way(english=True),
    "seven-days": Way(keyboard=True, pdf=True),
    "food": Way(english=True, wide=True),
    "not-delivered": Way(script=False),
    "prepaid": Way(english=True, script=False),
    "platform": Way(pdf=True),
    "private-seller": Way(wide=True, script=False),
    "nothing": Way(),
}


@pytest.fixture
def visitor(request: pytest.FixtureRequest, chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    way: Way = request.param
    context = chromium.new_context(
        viewport=DESK if way.wide else PHONE,
        locale="en-GB" if way.english else "zh-CN",
        java_script_enabled=way.script,
        accept_downloads=True,
    )
    language = "en" if way.english else "zh-hans"
    context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
    made = (KeyboardVisitor if way.keyboard else Visitor)(context, site.url, script=way.script)
    # Rulings lead over the same pages: once by page, language and state is enough for axe.
    made.seen = Looked(site.var_dir / "looked")
    yield made
    context.close()


def tell(visitor: Visitor, step: str, facts: dict[str, Any]) -> list[str]:
    """Answer for as long as the step asks, by the names of the fields; returns the pages that came."""
    visitor.open(step)
    asked: list[str] = []
    while key := visitor.asked():
        assert key not in asked, f"{key} came again:\n{visitor.text()}"
        asked.append(key)
        assert len(asked) < MOST_PAGES, asked
        visitor.fill_from(facts)
        visitor.send()
        if visitor.asked() == key and visitor.page.locator("input[name=confirmed]").count():
            visitor.send()
        assert visitor.asked() != key, f"{key} was not taken:\n{visitor.text()}"
    return asked


def says_what_the_court_gave(visitor: Visitor, ruling: Ruling, language: str) -> None:
    holding = visitor.page.locator(".verdicts--holds h3").all_text_contents()
    shown = " ".join(visitor.page.locator(".money-range__bars").all_text_contents())
    with translation.override(language):
        extra = [gettext("Extra damages"), gettext("Promised compensation")]
        nothing = gettext("No claim holds so far")
    for code in ruling.holds:
        title = TITLES[code].en if language == "en" else TITLES[code].zh
        assert title in holding, (ruling.name, holding)
    for amount in ruling.sums:
        assert amount in shown, (ruling.name, shown)
    assert any(each in shown for each in extra) is bool(ruling.extra)
    assert (nothing in visitor.text()) is not bool(ruling.holds)


def asks_for_it(visitor: Visitor, case: str, ruling: Ruling, way: Way) -> None:
    """The letter as it would be made holds the sum and the article."""
    if way.pdf:
        visitor.open(f"{case}{ruling.letter}/")
        text = make_letter(visitor, ruling.letter)[1]
    else:
        visitor.open(f"{case}letters/{ruling.letter}/")
        assert visitor.page.locator("#missing").count() == 0, visitor.text()
        assert visitor.page.locator("#page-form button[type=submit]").count() == 1
        text = re.sub(r"\s", "", visitor.page.locator("#letter-part").inner_text())
    assert [words for words in ruling.words if words not in text] == [], text


def is_refused(visitor: Visitor, case: str, ruling: Ruling) -> None:
    """A letter that would ask for what is not owed is not made, and the page says why."""
    visitor.open(f"{case}letters/{ruling.refused}/")
    with translation.override("zh-hans"):
        reason = gettext(
            "On your answers so far no claim ground holds, so there is nothing to ask of a court."
        )
    assert reason in visitor.text()
    assert visitor.page.locator("#page-form button[type=submit]").count() == 0


@pytest.mark.parametrize(
    ("visitor", "ruling"),
    [(WAYS[each.name], each) for each in RULINGS],
    indirect=["visitor"],
    ids=[each.name for each in RULINGS],
)
def test_a_published_ruling(visitor: Visitor, ruling: Ruling) -> None:
    way = WAYS[ruling.name]
    case, _code = start(visitor)
    tell(visitor, f"{case}law/", ruling.answers)
    if ruling.letter == "platform":
        tell(visitor, f"{case}platform/", ruling.answers)
        visitor.open(f"{case}law/")
    says_what_the_court_gave(visitor, ruling, "en" if way.english else "zh-hans")
    if ruling.refused:
        is_refused(visitor, case, ruling)
    else:
        tell(visitor, f"{case}seller/", ruling.answers)
        asks_for_it(visitor, case, ruling, way)
    assert visitor.problems == []


def test_all_ways_are_gone() -> None:
    assert WAYS.keys() == {each.name for each in RULINGS}
    assert {(way.wide, way.english, way.script) for way in WAYS.values()} >= {
        (True, False, True),
        (True, True, True),
        (False, True, True),
        (False, False, False),
        (False, True, False),
        (True, False, False),
    }
