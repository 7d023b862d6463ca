"""One thing to do first on every result page: one button of the main kind, whatever else is folded."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from claimguide.cases.models import Party
from claimguide.cases.vocab import ReplyKind, SubmissionChannel, SubmissionState
from claimguide.guide.registry import STEPS
from claimguide.guide.steps.legal import LEAVES
from claimguide.letters import services as letters

from .steps_a import ago, answered, fresh_desk, result, today, told


class MainButtons(HTMLParser):
    """Where the buttons of the main kind lead that are shown without unfolding anything."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._folds: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "details":
            self._folds.append("open" not in given)
        if "btn-primary" in (given.get("class") or "").split() and not any(self._folds):
            self.found.append(given.get("href") or given.get("data-copy") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._folds.pop()


def main_buttons(page) -> list[str]:
    reader = MainButtons()
    reader.feed(page.content.decode())
    return reader.found


@pytest.fixture
def ready(case):
    told(case)
    answered(case, *(f"{step.slug}/{page.slug}" for step in STEPS for page in step.pages))
    return case


SHOWN = [step.slug for step in STEPS if not step.elsewhere]


@pytest.mark.parametrize("step", SHOWN)
def test_a_result_has_one_main_button(browser, ready, step):
    assert len(main_buttons(result(browser, ready, step))) == 1


@pytest.mark.parametrize("step", SHOWN)
def test_a_result_without_facts_has_one_main_button(browser, case, step):
    answered(case, *(f"{each.slug}/{page.slug}" for each in STEPS for page in each.pages))
    assert len(main_buttons(result(browser, case, step))) == 1


@pytest.mark.parametrize(
    ("asked_on", "reply", "leads_to"),
    [
        (None, "", "box-message"),
        (20, "", "/letters/seller/"),
        (20, ReplyKind.AGREED, "rebuttal-text"),
        (20, ReplyKind.SIGNED, "/letters/reply/"),
    ],
)
def test_the_main_button_is_what_comes_next_with_the_seller(browser, ready, asked_on, reply, leads_to):
    ready.dealings.asked_seller_on = asked_on and ago(asked_on)
    ready.dealings.reply_kind, ready.dealings.reply_by = reply, ago(-7)
    ready.dealings.save()
    [found] = main_buttons(result(browser, ready, "seller"))
    assert leads_to in found


def test_a_letter_on_its_way_is_waited_for_by_noting_its_answer(browser, ready, page_url):
    Party.objects.create(case=ready, role="seller", name="杭州某某商贸有限公司", phone="0571-88881234")
    Party.objects.create(case=ready, role="consumer", name="王芳", phone="13800138000")
    ready.dealings.reply_by = ago(-7)
    ready.dealings.save()
    letters.mark_sent(letters.order(fresh_desk(ready).case, "seller"), today(), "mail")
    assert main_buttons(result(browser, ready, "seller")) == [page_url("seller/reply")]


def test_where_12315_is_done_the_association_comes_next(browser, ready):
    ready.submissions.create(
        on=ago(5), channel=SubmissionChannel.HOTLINE_12315, state=SubmissionState.REFUSED
    )
    assert main_buttons(result(browser, ready, "association")) == ["#association"]


@pytest.mark.parametrize("leaf", [leaf.slug for leaf in LEAVES])
def test_a_part_of_a_result_has_one_main_button_at_most(browser, ready, page_url, leaf):
    assert len(main_buttons(browser.get(page_url(f"legal/{leaf}")))) <= 1
