"""Every form as it looks when it was sent empty or with nonsense: its faults are named, linked, told apart.

Not only by axe: the summary has the focus, the title says it, each line leads to a field that says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from claimguide.guide.registry import STEPS
from tests.plugins.browser import needs_chromium

from . import story
from .refused import SUMMARY, refuse
from .served import ServedSite
from .test_journey import start
from .visitor import Visitor

pytestmark = [pytest.mark.e2e, needs_chromium]

MARK = "错误："
UNMARKED = "e => 'value' in e && e.localName !== 'button' && e.getAttribute('aria-invalid') !== 'true'"
# Beside the pages of the steps; "*" stands for the case.
FORMS = (
    "/check/?problems=not_as_described",
    "/resume/",
    "/sheet/",
    "*my-data/delete/",
    "*letters/seller/",
    "*dossier/",
)
# Pages that ask only what may be left open refuse nothing; at least so many states of the others.
LEAST_REFUSED = 12


@pytest.fixture
def visitor(chromium: Browser, site: ServedSite) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    yield Visitor(context, site.url)
    context.close()


def told_case(visitor: Visitor, picture: Path) -> str:
    """The address of a case that the letter to the seller can be made from, with one exhibit."""
    visitor.script = False
    case, _code = start(visitor)
    for step in ("law", "seller"):
        visitor.open(f"{case}{step}/")
        visitor.answer_all(story.answers(timezone.localdate()))
    visitor.open(f"{case}evidence/")
    visitor.page.locator("#upload-files").set_input_files(picture)
    visitor.page.locator("li.file a.btn").first.wait_for()
    visitor.script = True
    return case


def forms(visitor: Visitor, case: str) -> list[str]:
    visitor.page.goto(f"{visitor.home}{case}evidence/")
    describe = visitor.page.locator("li.file a.btn").first.get_attribute("href")
    own = [f"{case}{step.slug}/{page.slug}/" for step in STEPS for page in step.pages]
    return [*own, *(each.replace("*", case) for each in FORMS), str(describe)]


def faults(visitor: Visitor) -> Iterator[str]:
    """What is wrong with how the page shows its errors."""
    page = visitor.page
    if not page.title().startswith(MARK):
        yield "the title does not say that there are errors"
    summary = page.locator(SUMMARY)
    if not summary.evaluate("e => e === document.activeElement"):
        yield "the summary has no focus"
    links = summary.locator("a")
    if not links.count():
        yield "the summary leads nowhere"
    lines = summary.locator("li").all_inner_texts()
    said = page.locator("#page-form .invalid-feedback").all_inner_texts()
    at_fields = [line.strip() for each in said for line in each.splitlines() if len(line.strip()) > len(MARK)]
    if len(lines) != len(set(lines)):
        yield f"two errors in the same words: {lines}"
    for link in links.all():
        target, words = str(link.get_attribute("href")), link.inner_text()
        field = page.locator(target)
        if field.count() != 1:
            yield f"{target} is not on the page"
        elif not any(words.endswith(said) for said in at_fields):
            yield f"“{words}” does not stand at its field"
        elif field.evaluate(UNMARKED):
            yield f"{target} is not marked as wrong"


@pytest.mark.parametrize("nonsense", [False, True], ids=["empty", "nonsense"])
def test_every_refused_form_says_what_is_wrong(visitor: Visitor, tmp_path: Path, nonsense: bool) -> None:
    case = told_case(visitor, story.files(tmp_path)[0]["path"])
    refused, found = [], []
    for address in forms(visitor, case):
        if refuse(visitor.page, visitor.home + address, nonsense=nonsense):
            refused.append(address.replace(case, "*"))
            visitor.seen.clear()
            visitor.look()
            found += [f"{refused[-1]}: {fault}" for fault in faults(visitor)]
    assert not found, "\n".join(found)
    assert visitor.problems == []
    assert len(refused) >= LEAST_REFUSED, refused
