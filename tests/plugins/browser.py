"""A real Chromium: the system's own, on macOS Google Chrome; tests that need it are skipped without.

Debian's headless shell comes first: the same engine without windows, for a third of the work a page takes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright

_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("google-chrome")
    or (str(_MAC) if _MAC.exists() else None)
)
BROWSER = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or CHROMIUM
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What a person chooses in the browser's settings who needs letters of twice the size.
LARGE = "--blink-settings=defaultFontSize=32"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

needs_chromium = pytest.mark.skipif(BROWSER is None, reason="no chromium on this machine")


def let_in(context: BrowserContext, home: str, client: Client, **cookies: str) -> None:
    """Give a context the visit of a client, and other cookies by their names."""
    visit = client.cookies[settings.SESSION_COOKIE_NAME].value
    given = {settings.SESSION_COOKIE_NAME: visit, **cookies}
    context.add_cookies([{"name": name, "value": value, "url": home} for name, value in given.items()])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGS)
        yield browser
        browser.close()
