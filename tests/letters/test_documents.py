from __future__ import annotations

import dataclasses

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from claimguide.cases.guards import Barred
from claimguide.cases.models import Case
from claimguide.letters import services
from claimguide.letters.compose import COMPOSERS, compose, reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.content import LetterContent, Run, Section, Table
from claimguide.letters.documents import documents, groups
from claimguide.letters.kinds import TRAITS, Kind
from claimguide.letters.selectors import versions

from .stories import TODAY, case_of, story

pytestmark = pytest.mark.django_db


def test_every_kind_has_its_traits() -> None:
    assert set(TRAITS) == set(Kind)


def test_documents_come_in_the_order_of_the_guide_with_what_they_lack() -> None:
    case = case_of(story("bracelet"), consumer={})
    found = {document.kind: document for document in documents(Source.of(case, TODAY), versions(case))}
    assert list(found) == [kind for kind in Kind if kind in COMPOSERS]
    assert [item.field for item in found[Kind.SELLER].missing] == ["consumer.name", "consumer.phone"]
    assert [group.documents for group in groups(Source.of(case, TODAY), versions(case))]


def test_a_purchase_without_a_platform_has_no_letter_to_one() -> None:
    case = case_of(story("kettle_repair"))
    assert reason_not_to(Source.of(case, TODAY), Kind.PLATFORM)
    with pytest.raises(Barred):
        services.order(case, Kind.PLATFORM)
    (platform,) = [
        each for each in documents(Source.of(case, TODAY), versions(case)) if each.kind == Kind.PLATFORM
    ]
    assert platform.reason
    assert platform.missing == []


def test_the_page_names_every_kind_that_is_written(client: Client) -> None:
    response = client.post(reverse("cases:start"))
    assert response.status_code == 302
    case_id = response["Location"].split("/case/")[1].split("/")[0]
    page = client.get(reverse("letters:index", args=[case_id])).content.decode()
    source = Source.of(Case.objects.get(pk=case_id), timezone.localdate())
    for kind in COMPOSERS:
        assert escape(str(Kind(kind).label)) in page
        # What does not fit the case has no way to it, but a reason.
        fits = not reason_not_to(source, kind)
        assert (reverse("letters:review", args=[case_id, kind]) in page) is fits


def test_parts_that_a_kind_adds_are_kept_and_read_back() -> None:
    table = Table(("日期", "金额"), (("2026年1月1日", "10.00元"),), (50, 50), (1,), ("合计", "10.00元"))
    section = Section("款项", ((Run("一笔。"),),), table=table, new_page=True)
    content = dataclasses.replace(compose(case_of(story("bracelet")), "seller", TODAY), sections=(section,))
    kept = content.to_json()
    assert LetterContent.from_json(kept) == content
    assert table.columns == (("日期", 50, False), ("金额", 50, True))
    assert table.sums == (("合计", False), ("10.00元", True))


def test_a_letter_made_before_these_parts_existed_can_still_be_read() -> None:
    content = compose(case_of(story("bracelet")), "seller", TODAY)
    old = content.to_json()
    del old["sections"]
    assert LetterContent.from_json(old) == content
