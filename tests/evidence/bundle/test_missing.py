"""A bundle whose files are gone: what is missing is named, with what helps."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case
from claimguide.evidence import services as evidence
from claimguide.evidence import vault
from claimguide.evidence.bundle import services
from claimguide.evidence.models import Bundle, Exhibit
from claimguide.evidence.share import services as sharing
from tests.evidence import corpus

from .conftest import Add, Make

pytestmark = pytest.mark.django_db


def shown(browser: Client, case: Case) -> dict[str, Any]:
    row: dict[str, Any] = browser.get(reverse("evidence:bundles", args=[case.pk])).context["bundles"][0]
    return row


def received(case: Case, name: str = "a.jpg", data: bytes = b"") -> Exhibit:
    return evidence.receive(case, SimpleUploadedFile(name, data or corpus.with_exif()))


def lost(exhibit: Exhibit) -> None:
    for name in (exhibit.storage_name, exhibit.preview_name, f"{exhibit.storage_name}.txt"):
        default_storage.delete(name)


def test_a_lost_original_is_named_and_comes_back_with_the_same_file(
    told: Case, make: Make, browser: Client, run_jobs: Any
) -> None:
    received(told, "first.png", corpus.png())
    exhibit = received(told)
    lost(exhibit)
    bundle = make()
    row = shown(browser, told)
    assert [(each["number"], each["title"]) for each in row["lost"]] == [(2, exhibit.title)]
    retry = reverse("evidence:bundle_retry", args=[told.pk, bundle.pk])
    page = browser.get(reverse("evidence:bundles", args=[told.pk])).content.decode()
    assert "本站存储中的这份文件已丢失" in page
    assert retry not in page
    assert received(told).already_there
    row = shown(browser, told)
    assert (row["lost"], row["may_retry"]) == ([], True)
    browser.post(retry)
    run_jobs()
    assert Bundle.objects.get(pk=bundle.pk).state == "ready"


@pytest.mark.parametrize(("name", "make"), [("a.txt", lambda: b"order 1\n"), ("a.pdf", corpus.pdf)])
def test_the_same_file_again_restores_what_is_shown_of_it(told: Case, name: str, make: Any) -> None:
    data = make()
    exhibit = received(told, name, data)
    before = {each for each in _files(told) if each.startswith(exhibit.storage_name)}
    lost(exhibit)
    assert received(told, name, data).already_there
    assert before <= _files(told)


def _files(case: Case) -> set[str]:
    return {f"evidence/{case.pk}/{each}" for each in default_storage.listdir(f"evidence/{case.pk}")[1]}


def test_a_copy_that_was_withdrawn_is_to_be_decided_again(told: Case, browser: Client, run_jobs: Any) -> None:
    exhibit = received(told)
    sharing.share_whole(exhibit)
    old = services.order(told, "recipient", "seller")
    sharing.reopen(exhibit)
    default_storage.delete(old.content["exhibits"][0]["stored"])
    run_jobs()
    row = shown(browser, told)
    assert row["lost"][0]["url"] == reverse("evidence:share", args=[told.pk, exhibit.pk])
    assert "撤回或丢失" in str(row["lost"][0]["advice"])
    sharing.share_whole(exhibit)
    assert "重新生成过" in str(shown(browser, told)["lost"][0]["advice"])
    again = services.order(told, "recipient", "seller")
    assert again.pk != old.pk
    run_jobs()
    assert Bundle.objects.get(pk=again.pk).state == "ready"


def test_a_removed_exhibit_is_said_to_be_removed(told: Case, make: Make, browser: Client) -> None:
    exhibit = received(told)
    received(told, "b.png", corpus.png())
    lost(exhibit)
    make()
    evidence.remove(exhibit)
    row = shown(browser, told)
    assert row["lost"][0]["url"] == ""
    assert "移除" in str(row["lost"][0]["advice"])


def test_while_the_storage_cannot_be_asked_the_page_still_opens(
    told: Case, put: Add, make: Make, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost(put())
    make()

    def away(_name: str) -> bool:
        raise ConnectionError("away")

    monkeypatch.setattr(vault, "is_there", away)
    assert shown(browser, told)["may_retry"]
