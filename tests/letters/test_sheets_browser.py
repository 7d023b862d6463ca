"""A sheet on a phone: copy, counters, typing line by line, and the code on a second device."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from claimguide.cases.models import Case
from claimguide.letters.sheets import registry
from tests.e2e.visitor import Visitor
from tests.plugins.browser import let_in, needs_chromium

from .stories import case_of, story

pytestmark = [pytest.mark.django_db(transaction=True), needs_chromium]
PHONE = {"width": 390, "height": 844}
SHEET = "12315_complaint"


@pytest.fixture
def case() -> Case:
    return case_of(story("bracelet"))


@pytest.fixture
def visit(
    chromium: Browser, live_server: Any, case: Case, hold: Callable[..., Client]
) -> Iterator[Callable[..., Visitor]]:
    opened: list[Visitor] = []

    def visit(*, holder: bool = True, script: bool = True) -> Visitor:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=script)
        if holder:
            let_in(context, str(live_server), hold(case))
        opened.append(Visitor(context, str(live_server), script=script))
        return opened[-1]

    yield visit
    for visitor in opened:
        assert visitor.problems == []
        visitor.context.close()


def test_every_sheet_is_sound_on_a_phone(visit: Callable[..., Visitor], case: Case) -> None:
    visitor = visit()
    for slug in registry.FORMS:
        path = reverse("letters:sheet", args=[case.pk, slug])
        visitor.open(path)
        visitor.open(f"{path}?typing=1")
    visitor.open(reverse("letters:index", args=[case.pk]))


def test_a_box_is_copied_and_says_how_full_it_is(visit: Callable[..., Visitor], case: Case) -> None:
    visitor = visit()
    page = visitor.page
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open(reverse("letters:sheet", args=[case.pk, SHEET]))
    box = page.locator("#box-content")
    text = box.input_value()
    row = page.locator(".sheet-field", has=box)
    expect(row).to_contain_text(f"已用 {len(text)} / 上限 200 字")
    row.locator("[data-copy]").click()
    expect(row.locator("[role=status]")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == text


@pytest.mark.parametrize("script", [True, False])
def test_lines_are_ticked_off_with_and_without_scripts(
    visit: Callable[..., Visitor], case: Case, script: bool
) -> None:
    visitor = visit(script=script)
    page = visitor.page
    visitor.open(f"{reverse('letters:sheet', args=[case.pk, SHEET])}?typing=1")
    lines = page.locator(".typing__line")
    total = lines.count()
    assert max(len(text) for text in lines.all_inner_texts()) <= 20
    for number in range(3):
        lines.nth(number).click()
    assert page.locator(".typing__tick:checked").count() == 3
    expect(page.locator(".typing__progress")).to_contain_text(f"/ {total}")
    assert lines.first.bounding_box()["height"] >= 44  # type: ignore[index]
    assert page.locator(".typing__tick[name]").count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_the_other_device_reads_the_sheet_by_its_code(
    visit: Callable[..., Visitor], case: Case, script: bool
) -> None:
    holder, other = visit(), visit(holder=False, script=script)
    holder.open(reverse("letters:sheet", args=[case.pk, SHEET]))
    holder.page.locator("form[action$='/hand-over/'] button").click()
    code = holder.page.locator(".resume-code").inner_text()
    holder.look()
    if script:
        # As the camera of a phone opens it.
        other.open(f"/sheet/#{code.replace('-', '')}")
        expect(other.page.locator("#id_code")).to_have_value(code.replace("-", ""))
        assert "#" not in other.page.url
    else:
        other.open("/sheet/")
        other.page.locator("#id_code").fill(code)
    other.page.locator("#page-form button[type=submit]").click()
    other.page.wait_for_url(re.compile(r"/sheet/[0-9a-f-]{36}/$"))
    other.look()
    expect(other.page.locator("#box-company")).to_have_value("广州示例文玩有限公司")
    assert other.page.locator("a[href*='/case/']").count() == 0
    holder.page.reload()
    expect(holder.page.locator("#hand-over [role=status]")).to_be_visible()
