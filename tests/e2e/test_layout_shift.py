"""Nothing on a page moves once it can be read: not for pictures, nor for fonts and scripts that come late."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Route

from claimguide.cases.models import Case
from claimguide.letters.models import LetterVersion
from tests.plugins.browser import let_in, needs_chromium

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True), needs_chromium]
# "Good" is 0.1 (web.dev/cls).
MOST = 0.05
SETTLED_MS = 900
# Each script comes this much after the page.
LATE_SECONDS = 0.1
OBSERVE = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const who = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 90) ?? node?.nodeName);
      if (!entry.hadRecentInput) window.shifts.push({ value: entry.value, who });
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1280, "height": 844}},
}


def pages_of(case: Case) -> dict[str, str]:
    letter = LetterVersion.objects.get(case=case)
    return {
        "home": "/",
        "task list": reverse("guide:case", args=[case.pk]),
        "question": reverse("guide:page", args=[case.pk, "law", "story"]),
        "letter": reverse("letters:status", args=[case.pk, letter.kind, letter.pk]),
        "letter in the making": reverse("letters:review", args=[case.pk, "seller"]),
        "exhibits": reverse("evidence:board", args=[case.pk]),
        "exhibit": reverse("evidence:describe", args=[case.pk, case.exhibits.clean()[0].pk]),
    }


def late(route: Route) -> None:
    time.sleep(LATE_SECONDS)
    route.continue_()


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_moves_once_it_is_shown(
    chromium: Browser,
    live_server: Any,
    whole_case: Callable[[], Case],
    hold: Callable[..., Client],
    screen: str,
) -> None:
    case = whole_case()
    context = chromium.new_context(locale="zh-CN", base_url=str(live_server), **SCREENS[screen])
    context.add_init_script(OBSERVE)
    context.route("**/*.js", late)
    let_in(context, str(live_server), hold(case))
    page = context.new_page()
    moved: dict[str, Any] = {}
    for what, path in pages_of(case).items():
        page.goto(path, wait_until="networkidle")
        page.wait_for_timeout(SETTLED_MS)
        shifts = page.evaluate("window.shifts")
        print(f"{screen}, {what}: {sum(each['value'] for each in shifts):.4f}")
        if sum(each["value"] for each in shifts) >= MOST:
            moved[what] = shifts
    context.close()
    assert moved == {}
