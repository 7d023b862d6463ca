"""What is shipped: complete, true to the law room, marked where it was not checked, never official text."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command

from claimguide.law.statutes import STATUTES
from claimguide.reference import models

from .conftest import FIXTURES

pytestmark = pytest.mark.django_db


def shipped(name, model=None):
    rows = json.loads((FIXTURES / f"{name}.json").read_text())
    return [row["fields"] for row in rows if model in (None, row["model"].removeprefix("reference."))]


def test_statutes_are_those_of_the_law_room(reference):
    found = {
        statute.key: (
            statute.title,
            statute.edition,
            statute.short_title,
            statute.title_en,
            statute.document_no,
            statute.printable,
            {(v.in_force_from, v.in_force_until, v.verified) for v in statute.versions.all()},
        )
        for statute in models.Statute.objects.prefetch_related("versions")
    }
    assert found == {
        key: (
            law.title,
            law.edition,
            law.short,
            law.title_en,
            law.number,
            law.verified,
            {(v.in_force_from, v.in_force_until, v.verified) for v in law.versions},
        )
        for key, law in STATUTES.items()
    }


def test_versions_of_a_statute_do_not_overlap(reference):
    for statute in models.Statute.objects.prefetch_related("versions"):
        versions = list(statute.versions.order_by("in_force_from"))
        for earlier, later in pairwise(versions):
            assert earlier.in_force_until is not None
            assert earlier.in_force_until < later.in_force_from, statute


def test_how_much_there_is(reference):
    assert models.Article.objects.count() == 500
    assert models.Platform.objects.count() >= 16
    assert models.Region.objects.count() == 34
    assert models.ConsumerBody.objects.filter(level="province").count() == 31
    assert models.ConsumerBody.objects.filter(level="national").count() == 1
    assert {"12315", "12348", "12305"} <= set(models.Channel.objects.values_list("slug", flat=True))


def test_article_summaries_point_at_articles_that_exist():
    for row in shipped("articles"):
        assert 1 <= row["article"] <= STATUTES[row["statute"][0]].articles, row


def test_summaries_are_our_own_words():
    """Nobody writes 本法第几条 or 有下列情形之一的 in own words: that would be a copied statute."""
    for row in shipped("articles"):
        assert not re.search(r"有下列|本法|本条例|本(?:办法|规定)第", row["summary_zh"]), row
        assert len(row["summary_zh"]) <= 120, row
        # The reader is addressed as on every other page.
        assert "你" not in row["summary_zh"], row


def test_no_phone_number_counts_as_checked(reference):
    assert not [phone for phone in models.PlatformPhone.objects.all() if phone.printable]
    assert not models.ConsumerBody.objects.filter(phone_status="verified").exists()
    assert not models.Channel.objects.filter(hotline_status="verified").exists()


def test_what_was_not_checked_gives_a_letter_nothing(reference):
    assert {platform.printable_company for platform in models.Platform.objects.all()} == {""}
    bodies = {body.printable_name for body in models.ConsumerBody.objects.all()}
    assert bodies == {"", "中国消费者协会"}


def test_checked_rows_say_when_and_against_what(reference):
    for model in (models.Statute, models.Article, models.PolicyChange, models.PlatformRule, models.Channel):
        for row in model.objects.filter(status="verified"):
            assert row.last_checked, row
            assert row.source, row


def test_drafts_have_no_day_in_force(reference):
    drafts = models.PolicyChange.objects.filter(stage="draft")
    assert "dianshangfa" in {change.statute.key for change in drafts}
    assert not drafts.exclude(effective_on=None).exists()
    assert not drafts.filter(status="verified").exists()


def test_a_change_in_force_agrees_with_the_version_it_brought(reference):
    for change in models.PolicyChange.objects.filter(stage="in_force").exclude(statute=None):
        starts = set(change.statute.versions.values_list("in_force_from", flat=True))
        assert change.effective_on in starts, change


# Length of each break and the weekends worked for it, as announced in the notices of 2023, 2024 and 2025.
NOTICES = {
    2024: ({"元旦": 1, "春节": 8, "清明节": 3, "劳动节": 5, "端午节": 1, "中秋节": 3, "国庆节": 7}, 8),
    2025: ({"元旦": 1, "春节": 8, "清明节": 3, "劳动节": 5, "端午节": 3, "国庆节、中秋节": 8}, 5),
    2026: ({"元旦": 3, "春节": 9, "清明节": 3, "劳动节": 5, "端午节": 3, "中秋节": 3, "国庆节": 7}, 6),
}


@pytest.mark.parametrize("year", NOTICES)
def test_announced_years(reference, year):
    breaks, makeup = NOTICES[year]
    row = models.WorkYear.objects.get(year=year)
    assert row.status == "announced"
    assert Counter(row.days.filter(kind="holiday").values_list("name", flat=True)) == breaks
    assert row.days.filter(kind="makeup").count() == makeup
    workdays = sum(
        (day.weekday() < 5 and not row.days.filter(date=day, kind="holiday").exists())
        or row.days.filter(date=day, kind="makeup").exists()
        for day in (date(year, 1, 1) + timedelta(n) for n in range(366))
        if day.year == year
    )
    assert workdays == {2024: 251, 2025: 248, 2026: 248}[year]


def test_next_year_has_only_the_statutory_days(reference):
    row = models.WorkYear.objects.get(year=2027)
    assert row.status == "provisional"
    assert not row.days.filter(kind="makeup").exists()
    own = row.days.exclude(name__endswith="补假")
    weekend = [day for day in own if day.date.weekday() >= 5]
    assert own.count() == 13  # 全国年节及纪念日放假办法, as revised in 2024
    assert row.days.filter(name__endswith="补假").count() == len(weekend)


def test_django_itself_can_load_the_fixtures(no_reference):
    names = ["regions", "statutes", "articles", "platforms", "consumer_bodies", "channels"]
    names += ["working_days", "media_sources", "policy_changes"]
    call_command("loaddata", *names, verbosity=0)
    assert models.Article.objects.count() == 500


# "art. 38" and "arts. 38 and 39" inside a sentence, "Art. 38" only where it stands first (docs/words.md).
_OTHERWISE = re.compile(r"\b[Aa]rticles? \d|(?<=[\w,;:(] )Arts?\. \d|(?<=\()Arts?\. \d")


def test_articles_are_cited_in_english_in_one_form():
    catalogue = FIXTURES.parent / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    files = [*FIXTURES.glob("*.json"), *(FIXTURES.parent / "templates").rglob("*.html"), catalogue]
    found = [
        f"{file.name}: {hit[0]}" for file in files for hit in _OTHERWISE.finditer(file.read_text("utf-8"))
    ]
    assert found == []
    for wrong in ("under article 38", "(Articles 6 and 23)", "Some Law, Art. 5", "see Art. 5"):
        assert _OTHERWISE.search(wrong)
