"""A visit ends by itself: idle ones soon, busy ones after half a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone


def expires(browser):
    return Session.objects.get(session_key=browser.session.session_key).expire_date


@pytest.fixture
def half_over(browser):
    """A visit of which half the idle time has passed."""
    left = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE / 2)
    Session.objects.filter(session_key=browser.session.session_key).update(expire_date=left)
    return browser


def test_sending_something_prolongs_the_visit(half_over, case, page_url):
    before = expires(half_over)
    half_over.post(page_url("law/money"), {"go": "save"})
    assert expires(half_over) > before


def test_looking_at_a_page_does_not(half_over, case):
    before = expires(half_over)
    half_over.get(reverse("guide:case", args=[case.pk]))
    assert expires(half_over) == before


def test_no_visit_lasts_longer_than_half_a_day(browser, case, page_url):
    session = browser.session
    session["visit_started"] = timezone.now().timestamp() - settings.VISIT_MAX_SECONDS - 1
    session.save()
    assert browser.get(page_url("law/money")).status_code == 302
