"""The page of bundles and the command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case, Event
from claimguide.evidence import vault
from claimguide.evidence.bundle import services
from claimguide.evidence.models import Bundle, Exhibit

from .conftest import Add, Make, stored

pytestmark = pytest.mark.django_db


def page(case: Case) -> str:
    return reverse("evidence:bundles", args=[case.pk])


def test_an_empty_case_is_told_what_is_missing(told: Case, browser: Client) -> None:
    answer = browser.get(page(told))
    assert answer.status_code == 200
    assert 'name="kind"' not in answer.content.decode()


def test_from_the_button_to_the_files(told: Case, put: Add, browser: Client, run_jobs: object) -> None:
    put()
    ordered = browser.post(page(told), {"kind": "sealed"})
    bundle = Bundle.objects.get()
    assert ordered.headers["Location"].endswith(f"#bundle-{bundle.pk}")
    assert "hx-get" in browser.get(page(told)).content.decode()
    state = reverse("evidence:bundle_state", args=[told.pk, bundle.pk])
    assert browser.get(state, headers={"HX-Request": "true"}).status_code == 200
    run_jobs()  # type: ignore[operator]
    ready = browser.get(state, headers={"HX-Request": "true"})
    assert ready.status_code == 286
    for name, stored_as in (("pdf", bundle.pdf_name), ("zip", bundle.zip_name)):
        address = reverse(f"evidence:bundle_{name}", args=[told.pk, bundle.pk])
        assert address in ready.content.decode()
        answer = browser.get(address)
        assert b"".join(answer.streaming_content) == stored(stored_as)  # type: ignore[attr-defined]
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert Event.objects.filter(case=told, kind="bundle_downloaded").count() == 2


def test_a_copy_names_the_exhibits_to_decide_about(told: Case, put: Add, browser: Client) -> None:
    exhibit = put(title="身份证照片")
    text = browser.get(page(told)).content.decode()
    assert "身份证照片" in text
    browser.post(page(told), {"kind": "recipient", "recipient": "seller"})
    assert not Bundle.objects.exists()
    Exhibit.objects.filter(pk=exhibit.pk).update(sharing="kept")
    put_shared = put(shared=b"\xff\xd8\xff")
    Exhibit.objects.filter(pk=put_shared.pk).update(sharing="whole")
    assert browser.post(page(told), {"kind": "recipient", "recipient": ""}).status_code == 200
    assert browser.post(page(told), {"kind": "recipient", "recipient": "seller"}).status_code == 302
    assert Bundle.objects.get().recipient == "seller"


def test_a_failed_bundle_says_why_and_has_a_button(told: Case, put: Add, make: Make, browser: Client) -> None:
    exhibit = put()
    vault.replace(exhibit.storage_name, b"other bytes")
    bundle = make()
    address = reverse("evidence:bundle_retry", args=[told.pk, bundle.pk])
    assert address in browser.get(page(told)).content.decode()
    assert browser.post(address).status_code == 302
    assert Bundle.objects.get().state == "working"
    assert browser.get(reverse("evidence:bundle_pdf", args=[told.pk, bundle.pk])).status_code == 404


def test_staff_without_the_right_to_change_make_none(told: Case, put: Add, reader: Client) -> None:
    put()
    assert reader.get(page(told)).status_code == 200
    assert reader.post(page(told), {"kind": "sealed"}).status_code == 403


def test_a_changed_case_marks_the_bundle(told: Case, put: Add, make: Make, browser: Client) -> None:
    put()
    make()
    before = browser.get(page(told)).content.decode()
    put()
    after = browser.get(page(told)).content.decode()
    marked = [text.count("<strong>") for text in (before, after)]
    assert marked[0] < marked[1]


def test_the_command_writes_both_files(told: Case, put: Add, tmp_path: Path) -> None:
    put()
    said = io.StringIO()
    call_command("bundle", told.number, out=str(tmp_path / "new"), stdout=said)
    files = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert files == [f"{told.number}-sealed-1.pdf", f"{told.number}-sealed-1.zip"]
    bundle = Bundle.objects.get()
    assert bundle.zip_sha256 in said.getvalue()
    assert (tmp_path / "new" / files[1]).read_bytes() == stored(bundle.zip_name)
    call_command("bundle", str(told.pk), out=str(tmp_path / "new"), stdout=said)
    assert Bundle.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "options", "said"),
    [
        ("CG00000000-00000", {}, "there is no case"),
        ("", {"kind": "recipient"}, "--recipient"),
        ("", {"recipient": "seller"}, "--recipient"),
        ("", {}, "."),
    ],
)
def test_the_command_says_what_is_wrong(
    told: Case, tmp_path: Path, number: str, options: dict[str, str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("bundle", number or told.number, out=str(tmp_path), **options)
    assert services.reason_not_to("sealed", told)
