"""Who can help: the association of each region, the national ways, nothing unchecked told as certain."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from claimguide.law.citations import cite
from claimguide.reference.models import Channel, ConsumerBody, Region
from claimguide.reference.search import index
from claimguide.reference.search.query import find
from claimguide.reference.selectors import articles_for_all
from claimguide.reference.who import advice, helpers

pytestmark = pytest.mark.django_db


def read(client, region: str = "", language: str = "zh-hans") -> str:
    client.cookies["django_language"] = language
    answer = client.get(reverse("reference:who"), {"region": region})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_region_shows_its_own_association_and_the_national_ways(reference, client, language):
    for body in ConsumerBody.objects.filter(level="province").select_related("region"):
        text = read(client, body.region.code, language)
        assert body.name in text
        for words in ("12315", "12348", 'id="court-online"', "110"):
            assert words in text


@pytest.mark.parametrize("region", ["710000", "810000", "820000"])
def test_a_region_without_an_association_says_so(reference, client, region):
    text = read(client, region)
    assert "本站没有收录该地区的消费者组织" in text
    assert "中国消费者协会" in text


@pytest.mark.parametrize("region", ["", "999999", "x' or 1", "１１００００"])
def test_without_a_known_region_the_national_body_is_shown(reference, client, region):
    assert "中国消费者协会" in read(client, region)


def test_an_internet_court_is_named_in_its_province_only(reference, client):
    court = Channel.objects.get(slug="hz-internet-court")
    assert court.name_zh in read(client, "330000")
    assert court.name_zh not in read(client, "320000")


def test_what_was_not_checked_is_marked(reference, client):
    text = read(client, "330000")
    name = text.index("浙江省消费者权益保护委员会")
    assert "未核实" in text[name : name + 200]


def test_the_advice_rests_on_checked_articles_in_force(reference):
    for each in advice():
        citations = cite(*each.articles)
        rows = articles_for_all(citations)
        assert all(citation.in_force(timezone.localdate()) for citation in citations)
        assert all(rows[citation] and rows[citation][0].printable for citation in citations), each.slug
    region = Region.objects.get(code="330000")
    assert all(helper.sources for helper in helpers(region, timezone.localdate()))


def test_an_association_is_found_by_its_region(reference):
    index.refresh()
    groups = {group.kind: group for group in find("浙江")}
    assert "?region=330000" in groups["body"].hits[0].entry.url


def test_the_page_asks_the_database_a_fixed_number_of_times(reference, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        read(client, "330000")
