"""Reports that a platform's way changed: what is kept, what is shown, and how staff settle them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.reference import changed
from claimguide.reference.models import Platform, RouteReport

pytestmark = pytest.mark.django_db
OPEN, CHECKED = RouteReport.State.OPEN, RouteReport.State.CHECKED


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    cache.clear()


@pytest.fixture
def taobao(reference: None) -> Platform:
    return Platform.objects.get(slug="taobao")


def url(platform: Platform) -> str:
    return reverse("reference:changed", args=[platform.slug])


def report(platform: Platform, **data: str) -> Any:
    return Client().post(url(platform), {"step": "2", "told": "", **data})


def test_a_way_is_read_as_its_steps(taobao: Platform) -> None:
    taobao.route_zh = "我的淘宝→订单→申请客服介入；官方客服 → 投诉/举报；"
    assert taobao.ways == [["我的淘宝", "订单", "申请客服介入"], ["官方客服", "投诉/举报"]]
    taobao.route_zh = taobao.route_en = ""
    assert taobao.ways == []


def test_steps_to_choose_from_begin_with_a_capital(taobao: Platform) -> None:
    taobao.route_en = "my Taobao → order → ask for help"
    taobao.save()
    browser = Client()
    browser.cookies["django_language"] = "en"
    page = browser.get(url(taobao))
    labels = [str(label) for _value, label in page.context["form"].fields["step"].choices]
    assert labels[:3] == ["My Taobao", "Order", "Ask for help"]


def test_a_report_keeps_the_step_and_the_normalised_words(taobao: Platform) -> None:
    assert report(taobao, told="  现在叫\u200b“我的”\r\n<b>服务</b>  ").status_code == 302
    kept = RouteReport.objects.get()
    assert (kept.platform, kept.shown, kept.state) == (taobao, taobao.ways[0][1], OPEN)
    assert kept.told == "现在叫“我的”\n<b>服务</b>"
    assert (kept.reported_on, kept.settled_on) == (timezone.localdate(), None)


@pytest.mark.parametrize(
    ("data", "field"), [({"step": ""}, "step"), ({"step": "99"}, "step"), ({"told": "长" * 301}, "told")]
)
def test_what_is_wrong_is_named_and_kept_in_the_form(
    taobao: Platform, data: dict[str, str], field: str
) -> None:
    answer = report(taobao, **{"told": "不一样", **data})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not RouteReport.objects.exists()


def test_a_platform_without_a_way_can_be_reported_too(taobao: Platform) -> None:
    Platform.objects.filter(pk=taobao.pk).update(route_zh="", route_en="")
    assert report(taobao, step="0").status_code == 302
    assert RouteReport.objects.get().shown == ""


def test_nothing_of_a_case_is_kept_and_the_way_leads_back(taobao: Platform) -> None:
    back = "/case/0b5a4c7e-0000-4000-8000-000000000000/platform/"
    answer = Client().post(f"{url(taobao)}?next={back}", {"step": "0"})
    assert answer.url == back
    assert "case" not in {field.name for field in RouteReport._meta.get_fields()}
    elsewhere = Client().post(f"{url(taobao)}?next=https://example.com/", {"step": "0"})
    assert elsewhere.url == taobao.get_absolute_url()


def test_an_address_and_a_platform_can_only_be_reported_so_often(
    taobao: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(changed.REPORTS_PER_ADDRESS):
        assert report(taobao).status_code == 302
    assert report(taobao).status_code == 429
    monkeypatch.setattr(changed, "REPORTS_PER_PLATFORM", 1)
    Client().post(url(taobao), {"step": "0"}, REMOTE_ADDR="192.0.2.7")
    assert RouteReport.objects.count() == changed.REPORTS_PER_ADDRESS


def test_the_platform_says_that_a_report_is_open_and_never_what_was_typed(taobao: Platform) -> None:
    page = Client().get(taobao.get_absolute_url()).content.decode()
    assert url(taobao) in page
    assert changed.doubt(taobao) is None
    report(taobao, told="只给工作人员看")
    page = Client().get(taobao.get_absolute_url()).content.decode()
    assert "工作人员会核对" in page
    assert "只给工作人员看" not in page


def test_staff_settle_reports_and_what_was_typed_goes(taobao: Platform) -> None:
    report(taobao, told="不一样")
    report(taobao)
    first = RouteReport.objects.order_by("pk")[0]
    assert changed.settle(RouteReport.objects.filter(pk=first.pk), CHECKED) == 1
    first.refresh_from_db()
    assert (first.state, first.told, first.settled_on) == (CHECKED, "", timezone.localdate())
    assert changed.doubt(taobao) == changed.Doubt(1, timezone.localdate())
    assert changed.settle(RouteReport.objects.all(), RouteReport.State.DISMISSED) == 1
    first.refresh_from_db()
    assert first.state == CHECKED


def test_a_settled_report_keeps_no_words(taobao: Platform) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RouteReport.objects.create(
            platform=taobao, state=CHECKED, settled_on=timezone.localdate(), told="还在"
        )


@pytest.fixture
def desk(django_user_model: Any) -> Client:
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("boss", password="a long enough one"))
    return client


def test_the_desk_counts_open_reports_and_settles_them(taobao: Platform, desk: Client) -> None:
    report(taobao, told="不一样")
    reports = reverse("admin:reference_routereport_changelist")
    platforms = desk.get(reverse("admin:reference_platform_changelist")).content.decode()
    assert f'href="{reports}?platform__id__exact={taobao.pk}&amp;state__exact=open">1</a>' in platforms
    assert (
        "不一样" in desk.get(f"{reports}?platform__id__exact={taobao.pk}&state__exact=open").content.decode()
    )
    key = RouteReport.objects.get().pk
    desk.post(reports, {"action": "mark_checked", "_selected_action": [key]})
    assert RouteReport.objects.get().state == CHECKED
    assert (
        "state__exact=open" not in desk.get(reverse("admin:reference_platform_changelist")).content.decode()
    )
    assert desk.get(reverse("admin:reference_routereport_add")).status_code == 403
