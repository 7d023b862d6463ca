"""Which exhibit shows a contact: chosen or uploaded, named by the letters, gone and back with the exhibit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import erasure, export
from claimguide.cases import services as case_services
from claimguide.cases.models import Case, ContactEntry
from claimguide.dossier.timeline import timeline
from claimguide.evidence import contacts, selectors, services
from claimguide.evidence.elements import Element
from claimguide.evidence.models import ContactProof, Exhibit
from claimguide.letters.compose import compose

from . import corpus

Add = Callable[..., Exhibit]


@pytest.fixture
def entry(case: Case) -> ContactEntry:
    on = timezone.localdate() - dt.timedelta(days=3)
    return ContactEntry.objects.create(case=case, on=on, channel="chat", said="请退货退款", answer="不退")


def page(case: Case, entry: ContactEntry) -> str:
    return reverse("evidence:contact", args=[case.pk, entry.pk])


def post(browser: Client, case: Case, entry: ContactEntry, **data: Any) -> Any:
    return browser.post(page(case, entry), {"whole": "1", "exhibit": "", **data})


def shown(case: Case) -> list[Exhibit | None]:
    return [each.exhibit for each in contacts.log(case, selectors.clean_exhibits(case))]


def told_in_the_letter(case: Case) -> str:
    content = compose(Case.objects.get(pk=case.pk), "seller", timezone.localdate())
    return "\n".join(run.text for fact in content.facts for part in fact.paragraphs for run in part)


def test_the_page_lists_the_exhibits_with_their_pictures(
    browser: Client, case: Case, entry: ContactEntry, add: Add
) -> None:
    first, second = add(), add()
    contacts.show(entry, second)
    text = browser.get(page(case, entry)).content.decode()
    for exhibit in (first, second):
        assert reverse("evidence:thumbnail", args=[case.pk, exhibit.pk]) in text
    assert f'value="{second.pk}" id="pick-2" checked' in text
    assert "请退货退款" in text


def test_a_chosen_exhibit_stands_in_log_letter_and_timeline(
    browser: Client, case: Case, entry: ContactEntry, add: Add
) -> None:
    add()
    exhibit = add()
    answer = post(browser, case, entry, exhibit=str(exhibit.pk))
    log = reverse("guide:page", args=[case.pk, "seller", "contacts"])
    assert answer.url == log
    assert exhibit.get_absolute_url() in browser.get(log).content.decode()
    assert "（见证据2）" in told_in_the_letter(case)
    assert any("见证据2" in line["more"] for line in timeline(case, timezone.localdate()))
    assert "contact_shown" in set(case.events.values_list("kind", flat=True))


def test_a_file_is_taken_and_named_at_once(browser: Client, case: Case, entry: ContactEntry) -> None:
    file = SimpleUploadedFile("chat.png", corpus.saved(corpus.picture((40, 30)), "PNG"))
    assert post(browser, case, entry, file=file).status_code == 302
    (exhibit,) = selectors.clean_exhibits(case)
    assert shown(case) == [exhibit]
    assert exhibit.elements == [Element.NOTICE]


@pytest.mark.parametrize(
    ("data", "whole"),
    [({"file": ("a.exe", b"MZ")}, True), ({}, False), ({"exhibit": "x"}, True)],
)
def test_what_is_not_taken_is_said_and_ties_nothing(
    browser: Client, case: Case, entry: ContactEntry, data: dict[str, Any], whole: bool
) -> None:
    files = {name: SimpleUploadedFile(*value) for name, value in data.items() if name == "file"}
    sent = {"exhibit": "", **({"whole": "1"} if whole else {}), **data, **files}
    answer = browser.post(page(case, entry), sent)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not ContactProof.objects.exists()


def test_an_exhibit_of_another_case_is_no_choice(
    browser: Client, case: Case, entry: ContactEntry, add: Add
) -> None:
    foreign = add(into=case_services.open_case())
    assert post(browser, case, entry, exhibit=str(foreign.pk)).status_code == 200
    assert not ContactProof.objects.exists()


def test_a_contact_of_another_case_is_not_found(browser: Client, case: Case) -> None:
    other_case = case_services.open_case()
    on = timezone.localdate()
    foreign = ContactEntry.objects.create(case=other_case, on=on, channel="chat", said="退货")
    assert browser.get(page(case, foreign)).status_code == 404
    assert browser.get(page(other_case, foreign)).status_code == 404


def test_a_removed_exhibit_is_named_no_more_until_it_is_back(
    case: Case, entry: ContactEntry, add: Add
) -> None:
    exhibit = add()
    contacts.show(entry, exhibit)
    services.remove(exhibit)
    assert shown(case) == [None]
    assert "见证据" not in told_in_the_letter(case)
    services.restore(exhibit)
    assert shown(case) == [exhibit]
    assert "（见证据1）" in told_in_the_letter(case)


def test_a_removed_contact_comes_back_with_its_exhibit(
    browser: Client, case: Case, entry: ContactEntry, add: Add
) -> None:
    exhibit = add()
    contacts.show(entry, exhibit)
    log = reverse("guide:page", args=[case.pk, "seller", "contacts"])
    browser.post(log, {"go": "remove", "row": entry.pk})
    assert shown(case) == []
    browser.post(log, {"go": "undo", "row": entry.pk})
    assert shown(case) == [exhibit]


def test_none_takes_the_tie_back(browser: Client, case: Case, entry: ContactEntry, add: Add) -> None:
    contacts.show(entry, add())
    assert post(browser, case, entry).status_code == 302
    assert shown(case) == [None]


def test_other_proof_of_the_talks_is_named_apart_from_the_contact_it_does_not_show(
    case: Case, entry: ContactEntry, add: Add
) -> None:
    own = add()
    add(proves=(Element.NOTICE,))
    contacts.show(entry, own)
    (talks,) = [
        fact
        for fact in compose(Case.objects.get(pk=case.pk), "seller", timezone.localdate()).facts
        if fact.exhibits == (2,)
    ]
    lines = ["".join(run.text for run in part) for part in talks.paragraphs]
    assert "（见证据1）" in lines[0]
    assert "其他沟通记录" in lines[-1]


def test_the_tie_is_exported_once_and_goes_with_the_case(case: Case, entry: ContactEntry, add: Add) -> None:
    exhibit = add()
    contacts.show(entry, exhibit)
    (row,) = export.rows(case)["evidence.contactproof"]
    assert (row["contact"], row["exhibit"]) == (entry.pk, exhibit.pk)
    erasure.erase(case)
    assert not ContactProof.objects.exists()
