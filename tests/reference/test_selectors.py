"""What the other rooms ask."""

from datetime import date

import pytest
from django.utils import translation

from claimguide.law.citations import cite
from claimguide.reference import models, selectors

pytestmark = pytest.mark.django_db


def test_the_calendar_is_built_once_and_renewed_by_any_change(reference, django_assert_num_queries):
    calendar = selectors.work_calendar()
    assert calendar.add_working_days(date(2026, 9, 30), 7).date == date(2026, 10, 15)
    with django_assert_num_queries(1):
        assert selectors.work_calendar() is calendar
    models.WorkDay.objects.get(date=date(2026, 10, 7)).delete()
    assert selectors.work_calendar().is_working_day(date(2026, 10, 7))


def test_a_count_into_next_year_is_provisional(reference):
    counted = selectors.work_calendar().add_working_days(date(2026, 12, 30), 5)
    assert (counted.date, counted.provisional) == (date(2027, 1, 7), True)


def test_without_data_everything_is_provisional(no_reference):
    assert selectors.work_calendar().add_working_days(date(2026, 11, 23), 1).provisional


@pytest.mark.parametrize(
    ("on", "label"),
    [
        (date(2014, 1, 1), None),
        (date(2021, 4, 28), "2015年修订"),
        (date(2021, 4, 29), "2021年第二次修正"),
        (date(2025, 11, 30), "2021年第二次修正"),
        (date(2025, 12, 1), "2025年第三次修正"),
    ],
)
def test_the_version_of_the_day(reference, on, label):
    found = selectors.statute_versions_on(["shipinfa"], on)
    assert (found["shipinfa"].label if found else None) == label


@pytest.mark.parametrize(
    ("code", "places"),
    [
        ("xiaobaofa:25", {(25, 0, 0)}),
        ("xiaobaofa:23(2)", {(23, 2, 0)}),
        ("xiaobaofa:23", {(23, 1, 0), (23, 2, 0), (23, 3, 0)}),
        ("tousu_jubao:16#2", {(16, 0, 0)}),
        ("xiaobaofa:24(2)", {(24, 0, 0)}),
        ("xiaobaofa:1", set()),
    ],
)
def test_the_closest_summaries(reference, code, places):
    rows = selectors.articles_for(cite(code)[0])
    assert {(row.article, row.paragraph, row.item) for row in rows} == places


def test_many_citations_cost_one_query(reference, django_assert_num_queries):
    with django_assert_num_queries(1):
        selectors.articles_for_all(cite("xiaobaofa:25", "xiaobaofa:55(1)", "dianshangfa:38(1)"))


def test_choices_are_in_the_readers_language(reference):
    with translation.override("en"):
        assert ("taobao", "Taobao") in selectors.platform_choices()
        assert ("310000", "Shanghai") in selectors.region_choices()
    with translation.override("zh-hans"):
        assert ("taobao", "淘宝") in selectors.platform_choices()
        assert "kaola" not in dict(selectors.platform_choices())


@pytest.mark.parametrize(("region", "body"), [("上海", "上海市消费者权益保护委员会"), ("台湾", None)])
def test_the_association_of_a_region(reference, region, body):
    found = selectors.consumer_body_for(models.Region.objects.get(short_zh=region))
    assert (found.name if found else None) == body


def test_no_region_no_association(db):
    assert selectors.consumer_body_for(None) is None


def test_channels_by_name(reference):
    assert [channel.slug for channel in selectors.channels("12305", "12315")] == ["12315", "12305"]
    assert selectors.national_consumer_body().name == "中国消费者协会"
    assert len(selectors.media_sources()) >= 4
