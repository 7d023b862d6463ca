"""The public pages, and the staff's desk behind them."""

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from claimguide.reference import models

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_answers_without_sign_in(reference, client, language):
    client.cookies["django_language"] = language
    pages = [reverse("reference:statutes"), reverse("reference:platforms")]
    pages += [statute.get_absolute_url() for statute in models.Statute.objects.all()]
    pages += [platform.get_absolute_url() for platform in models.Platform.objects.all()]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert not re.search(r"<script(?![^>]*src=)[^>]*>|style=\"|onclick", response.text), page


@pytest.mark.parametrize("page", ["/law/nothing/", "/platforms/nothing/", "/law/../", "/law/x y/"])
def test_unknown_pages(reference, client, page):
    assert client.get(page).status_code == 404


def test_only_reading(client):
    assert client.post(reverse("reference:statutes")).status_code == 405


def test_pages_cost_a_few_queries_however_much_they_show(reference, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("reference:statutes"))
    with django_assert_max_num_queries(6):
        client.get("/law/xiaobaofa/")
    with django_assert_max_num_queries(6):
        client.get("/platforms/taobao/")


def test_a_statute_shows_versions_dates_and_its_official_link(reference, client):
    client.cookies["django_language"] = "en"
    page = client.get("/law/shipinfa/").text
    assert "29 April 2021 to 30 November 2025" in page
    assert "in force from 1 December 2025" in page
    assert "Checked 22 Nov 2026" in page
    assert 'href="https://www.samr.gov.cn/' in page
    assert 'id="art-148-2"' in page


def test_what_is_not_verified_says_so(reference, client):
    client.cookies["django_language"] = "en"
    page = client.get("/platforms/pinduoduo/").text
    phone = page.index("400-8822-528")
    assert "Not verified" in page[phone : phone + 200]
    assert "Checked 20 Jul 2026" in client.get("/platforms/jd/").text


@pytest.fixture
def staff(client):
    user = get_user_model().objects.create_superuser("staff", password="a long enough one")
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "model",
    [
        models.Statute,
        models.Article,
        models.PolicyChange,
        models.Platform,
        models.PlatformRule,
        models.ConsumerBody,
        models.Channel,
        models.MediaSource,
        models.WorkYear,
        models.Region,
    ],
)
def test_the_desk_lists_searches_and_opens(reference, staff, model):
    name = f"admin:reference_{model._meta.model_name}"
    assert staff.get(reverse(f"{name}_changelist"), {"q": "1"}).status_code == 200
    assert staff.get(reverse(f"{name}_change", args=[model.objects.first().pk])).status_code == 200


def test_checked_today_needs_a_source(reference, staff):
    bodies = models.ConsumerBody.objects.filter(level="province")
    named, unnamed = bodies.exclude(source="").first(), bodies.filter(source="").first()
    staff.post(
        reverse("admin:reference_consumerbody_changelist"),
        {"action": "mark_checked", "_selected_action": [named.pk, unnamed.pk]},
    )
    named.refresh_from_db()
    unnamed.refresh_from_db()
    assert (named.status, named.last_checked) == ("verified", timezone.localdate())
    assert named.printable_name == named.name
    assert unnamed.printable_name == ""
    assert named.history.first().history_user.username == "staff"


def test_an_edit_at_the_desk_is_told_from_what_was_shipped(reference, staff):
    channel = models.Channel.objects.get(slug="12345")
    assert not channel.edited_by_staff
    url = reverse("admin:reference_channel_change", args=[channel.pk])
    form = staff.get(url).context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields}
    response = staff.post(url, data | {"hotline_status": "verified"})
    assert response.status_code == 302
    channel.refresh_from_db()
    assert channel.edited_by_staff
    assert channel.hotline_status == "verified"


def test_the_desk_refuses_a_check_without_its_day(reference, staff):
    media = models.MediaSource.objects.get(slug="ccn")
    url = reverse("admin:reference_mediasource_change", args=[media.pk])
    form = staff.get(url).context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields}
    response = staff.post(url, data | {"status": "verified", "source": "官网", "last_checked": ""})
    assert response.status_code == 200
    assert response.context["errors"]
    assert not models.MediaSource.objects.filter(last_checked=date(2026, 11, 23)).exists()
