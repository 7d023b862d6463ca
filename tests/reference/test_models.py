"""What the tables refuse, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from claimguide.reference import models

pytestmark = pytest.mark.usefixtures("no_reference")


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.fixture
def statute():
    return models.Statute.objects.create(key="x", title="某法", short_title="某法", rank="law")


def test_unknown_status(statute):
    refused(lambda: models.Statute.objects.filter(pk=statute.pk).update(status="sure"))


def test_verified_without_source_or_day(statute):
    same = models.Statute.objects.filter(pk=statute.pk)
    refused(lambda: same.update(status="verified"))
    refused(lambda: same.update(status="verified", source="官方文本"))
    same.update(status="verified", source="官方文本", last_checked=date(2026, 11, 22))


def test_versions(statute):
    first = {"statute": statute, "in_force_from": date(2020, 1, 1)}
    models.StatuteVersion.objects.create(label="2020", **first)
    refused(
        lambda: models.StatuteVersion.objects.create(
            label="2020", statute=statute, in_force_from=date(2021, 1, 1)
        )
    )
    refused(lambda: models.StatuteVersion.objects.create(label="二", **first))
    refused(
        lambda: models.StatuteVersion.objects.create(
            label="三", statute=statute, in_force_from=date(2022, 1, 1)
        )
    )
    refused(
        lambda: models.StatuteVersion.objects.create(label="四", in_force_until=date(2019, 1, 1), **first)
    )


def test_one_summary_for_a_place(statute):
    models.Article.objects.create(statute=statute, article=1, summary_zh="甲")
    refused(lambda: models.Article.objects.create(statute=statute, article=1, summary_zh="乙"))
    refused(lambda: models.Article.objects.create(statute=statute, article=0, summary_zh="乙"))


def test_a_change_in_force_needs_its_day():
    fields = {"title_zh": "甲", "title_en": "A", "what_zh": "甲", "what_en": "A"}
    refused(lambda: models.PolicyChange.objects.create(slug="a", stage="in_force", **fields))
    refused(
        lambda: models.PolicyChange.objects.create(
            slug="b", stage="draft", effective_on=date(2027, 1, 1), **fields
        )
    )


def test_special_days():
    year = models.WorkYear.objects.create(year=2030, status="provisional")
    refused(lambda: models.WorkYear.objects.create(year=2031, status="announced"))
    refused(lambda: models.WorkDay.objects.create(year=year, date=date(2030, 1, 1), kind="makeup"))
    refused(lambda: models.WorkDay.objects.create(year=year, date=date(2030, 1, 1), kind="party"))
    models.WorkDay.objects.create(year=year, date=date(2030, 1, 5), kind="makeup")


def test_platform_particulars():
    fields = {"slug": "p", "name_zh": "某平台", "name_en": "P", "company": "某公司"}
    refused(lambda: models.Platform.objects.create(company_status="verified", **fields))
    platform = models.Platform.objects.create(
        company_status="verified", company_checked_on=date(2026, 11, 22), **fields
    )
    assert platform.printable_company == "某公司"
    assert platform.printable_place == ""


def test_bodies_and_regions():
    region = models.Region.objects.create(code="110000", name_zh="北京市", short_zh="北京", name_en="Beijing")
    refused(lambda: models.Region.objects.create(code="110100", name_zh="某区", short_zh="某", name_en="X"))
    models.ConsumerBody.objects.create(level="province", region=region, name="甲")
    refused(lambda: models.ConsumerBody.objects.create(level="province", region=region, name="乙"))
    refused(lambda: models.ConsumerBody.objects.create(level="province", name="丙"))


def test_edits_are_kept_as_history(statute):
    statute.title = "某法（修订）"
    statute.save()
    assert [row.title for row in statute.history.all()] == ["某法（修订）", "某法"]


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("2024年公布", "Issued, 2024"),
        ("2013年第二次修正", "Second amendment, 2013"),
        ("2018年公布，案件范围已改", "Issued, 2018; other cases covered since"),
        ("2020年修订", "Revision, 2020"),
        ("2018年试行", "2018年试行"),
    ],
)
def test_a_version_and_an_article_are_named_in_the_readers_language(label, english):
    statute = models.Statute(short_title="某法", title_en="Some Law")
    version = models.StatuteVersion(statute=statute, label=label)
    article = models.Article(statute=statute, article=55, paragraph=1)
    with override("zh-hans"):
        assert (version.name, str(article)) == (label, "某法 第五十五条第一款")
    with override("en"):
        assert (version.name, str(article)) == (english, "Some Law, art. 55(1)")
