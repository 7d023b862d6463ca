"""Checking what was read, on a phone: every button, the keyboard, undo; and the same without scripts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, expect

from claimguide.cases import services as cases
from claimguide.cases.models import Case, ContactEntry
from claimguide.evidence import services as evidence
from claimguide.guide.photographs import draw
from tests.e2e.visitor import Visitor
from tests.plugins.browser import let_in, needs_chromium

from .reading_tools import found, leave

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]
PHONE = {"width": 390, "height": 844}
TAKE, KEEP, NOT = (f"button[name=go][value={go}]" for go in ("take", "keep", "not"))


@pytest.fixture
def told(transactional_db: None) -> Case:
    """A case with two pictures in which six values were read, and a price typed before."""
    case = cases.open_case()
    order, chat = (
        evidence.receive(case, SimpleUploadedFile(f"{name}.jpg", draw([name, "2026-03-05"]), "image/jpeg"))
        for name in ("订单详情", "客服聊天")
    )
    leave(
        order,
        found("order_number", "42O3881937750026", sure=60),
        found("amount_paid", "199.00"),
        found("ordered_on", "2026-03-05"),
        found("promise", "假一赔十"),
    )
    leave(chat, found("chat", "请退款", speaker="me", time="2026-03-10 09:12"), found("price", "199"))
    case.purchase.price = Decimal("189.00")
    case.purchase.save()
    return case


@pytest.fixture
def open_as_holder(
    chromium: Browser, live_server: Any, told: Case, hold: Callable[..., Client]
) -> Iterator[Callable[..., Visitor]]:
    opened: list[Visitor] = []

    def open_as_holder(*, script: bool = True) -> Visitor:
        context = chromium.new_context(viewport=PHONE, locale="zh-CN", java_script_enabled=script)
        let_in(context, str(live_server), hold(told))
        opened.append(Visitor(context, str(live_server), script=script))
        return opened[-1]

    yield open_as_holder
    for visitor in opened:
        visitor.context.close()


def press(visitor: Visitor, button: str) -> None:
    visitor.page.locator(button).click()
    visitor.page.wait_for_load_state()
    visitor.look()


def test_a_phone_checks_everything_that_was_read(open_as_holder: Callable[..., Visitor], told: Case) -> None:
    visitor = open_as_holder()
    page = visitor.page
    visitor.open(reverse("evidence:board", args=[told.pk]))
    press(visitor, f"a[href='{reverse('evidence:reading', args=[told.pk])}']")
    assert page.locator("figure.cutout img").evaluate("e => e.naturalWidth") > 300
    button = page.locator(TAKE)
    plain = button.inner_text()
    page.locator("#id_value").fill("4203881937750026")
    assert button.inner_text() != plain
    page.locator("#id_value").press("Enter")
    page.wait_for_load_state()
    visitor.look()
    expect(page.locator("main")).to_contain_text("189.00")
    press(visitor, TAKE)
    page.locator("#id_value").fill("2026-02-30")
    press(visitor, TAKE)
    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("#id_value").fill("2026-03-04")
    press(visitor, TAKE)
    press(visitor, NOT)
    page.locator(".reading-last button").click()
    page.wait_for_load_state()
    press(visitor, TAKE)
    press(visitor, ".reading-shows button[value=notice]")
    press(visitor, TAKE)
    assert page.url.partition("?")[0].endswith("/exhibits/read/all/")
    assert page.locator(".read__value").count() == 5
    assert page.locator(".read__value .tag--done").count() == 5
    now = Case.objects.get(pk=told.pk)
    assert (now.purchase.order_number, now.purchase.price) == ("4203881937750026", Decimal("199.00"))
    assert (now.purchase.ordered_on, now.promise.promise_words) == (dt.date(2026, 3, 4), "假一赔十")
    assert ContactEntry.objects.get(case=told).said == "请退款"
    assert [proof.element for exhibit in told.exhibits.all() for proof in exhibit.proves.all()] == ["notice"]
    assert visitor.problems == []


def test_the_same_without_scripts(open_as_holder: Callable[..., Visitor], told: Case) -> None:
    visitor = open_as_holder(script=False)
    visitor.open(reverse("evidence:board", args=[told.pk]))
    press(visitor, f"a[href='{reverse('evidence:reading', args=[told.pk])}']")
    visitor.page.locator("#id_value").fill("4203")
    press(visitor, TAKE)
    press(visitor, KEEP)
    press(visitor, ".reading-last button")
    expect(visitor.page.locator("main")).to_contain_text("189.00")
    press(visitor, ".reading-buttons a")
    press(visitor, NOT)
    bought = Case.objects.get(pk=told.pk).purchase
    assert (bought.order_number, bought.price, bought.ordered_on) == ("4203", Decimal("189.00"), None)
    assert visitor.problems == []
