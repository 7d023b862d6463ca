"""Ordering, failing, trying again, deleting, erasing; what the page, the desk and the integrity check say."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import reverse

from claimguide.cases import erasure, integrity
from claimguide.cases.holdings import every
from claimguide.cases.models import Case, Event
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.dossier import keeping, making, papers, services, views
from claimguide.dossier.models import Dossier, Immutable
from claimguide.evidence import vault
from claimguide.letters.models import LetterVersion
from tests.evidence.bundle.conftest import stored

from .conftest import Make

pytestmark = pytest.mark.django_db


def page(case: Case) -> str:
    return reverse("dossier:all", args=[case.pk])


def choice(case: Case, **more: Any) -> dict[str, Any]:
    chosen = [paper.key for paper in papers.papers(case) if paper.newest]
    return {"papers": chosen, "bundle": "none", "timeline": "on", "form": "pdf", **more}


def order(case: Case) -> Dossier:
    return services.order(case, papers.papers(case), form="pdf", with_timeline=False)


def run(dossier: Dossier) -> Dossier:
    job = Job.objects.get(object_id=dossier.pk)
    jobs.run(job.pk)
    return Dossier.objects.get(pk=dossier.pk)


def test_from_the_page_to_the_file(filled: Case, hold: Any, run_jobs: Callable[[], int]) -> None:
    browser: Client = hold(filled)
    first = browser.get(page(filled)).content.decode()
    for paper in papers.papers(filled):
        assert f'value="{paper.key}" id="{paper.key}" checked' in first
    copy, sealed = papers.bundles(filled)
    assert f'value="{copy.key}" id="{copy.key}" checked' in first
    assert f'value="{sealed.key}" id="{sealed.key}">' in first
    answer = browser.post(page(filled), choice(filled, bundle=copy.key))
    dossier = Dossier.objects.get()
    assert answer.headers["Location"].endswith(f"#dossier-{dossier.pk}")
    state = reverse("dossier:state", args=[filled.pk, dossier.pk])
    assert browser.get(state).status_code == 302
    assert browser.get(state, headers={"HX-Request": "true"}).status_code == 200
    file = reverse("dossier:file", args=[filled.pk, dossier.pk])
    assert browser.get(file).status_code == 404
    run_jobs()
    ready = browser.get(state, headers={"HX-Request": "true"})
    assert ready.status_code == 286
    assert file in ready.content.decode()
    got = browser.get(file)
    assert b"".join(got.streaming_content) == stored(dossier.stored_as)  # type: ignore[attr-defined]
    assert got.headers["Cache-Control"] == "no-store"
    assert got.headers["Content-Disposition"].startswith("attachment")
    kinds = Event.objects.filter(case=filled, kind__startswith="dossier_").values_list("kind", flat=True)
    assert sorted(kinds) == ["dossier_downloaded", "dossier_ordered", "dossier_ready"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"papers": ["letter-" + str(uuid.uuid4())]},
        {"bundle": "bundle-x"},
        {"form": "exe"},
        {"papers": [], "timeline": ""},
    ],
)
def test_what_cannot_be_is_said_and_keeps_the_choice(filled: Case, hold: Any, wrong: dict[str, Any]) -> None:
    answer = hold(filled).post(page(filled), choice(filled, **wrong))
    assert answer.status_code == 200
    assert 'id="error-summary"' in answer.content.decode()
    assert not Dossier.objects.exists()


def test_letters_of_another_case_cannot_be_chosen(filled: Case, hold: Any, whole_case: Any) -> None:
    other = LetterVersion.objects.get(case=whole_case())
    answer = hold(filled).post(page(filled), choice(filled, papers=[f"letter-{other.pk}"]))
    assert answer.status_code == 200
    assert not filled.dossiers.exists()


def test_too_many_orders_a_day(filled: Case, hold: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "ORDERS_PER_DAY", 1)
    browser = hold(filled)
    assert browser.post(page(filled), choice(filled)).status_code == 302
    assert browser.post(page(filled), choice(filled, form="zip")).status_code == 429


def test_a_case_without_a_letter_says_where_to_make_one(told: Case, hold: Any) -> None:
    text = hold(told).get(page(told)).content.decode()
    assert reverse("letters:index", args=[told.pk]) in text
    assert reverse("evidence:bundles", args=[told.pk]) in text


def test_a_lost_letter_fails_with_a_reason_and_can_be_tried_again(filled: Case, hold: Any) -> None:
    letter = LetterVersion.objects.get(case=filled, kind="seller")
    data = stored(letter.pdf_name)
    dossier = order(filled)
    default_storage.delete(letter.pdf_name)
    failed = run(dossier)
    assert (failed.state, failed.job and failed.job.last_error) == ("failed", "file_missing")
    assert not default_storage.exists(failed.stored_as)
    browser = hold(filled)
    again = reverse("dossier:retry", args=[filled.pk, failed.pk])
    assert again in browser.get(page(filled)).content.decode()
    default_storage.save(letter.pdf_name, ContentFile(data))
    assert browser.post(again).status_code == 302
    assert run(failed).state == "ready"
    assert not services.retry(Dossier.objects.get(pk=failed.pk))


@pytest.mark.parametrize("form", ["pdf", "zip"])
def test_a_letter_that_rotted_goes_into_no_dossier(filled: Case, form: str) -> None:
    letter = LetterVersion.objects.get(case=filled, kind="seller")
    dossier = services.order(filled, papers.papers(filled), form=form, with_timeline=False)
    default_storage.delete(letter.pdf_name)
    default_storage.save(letter.pdf_name, ContentFile(b"%PDF-1.7 another"))
    failed = run(dossier)
    assert (failed.state, failed.job and failed.job.last_error) == ("failed", "file_changed")


def test_a_full_disk_makes_it_wait(filled: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = order(filled)
    monkeypatch.setattr(vault, "has_room", lambda size: False)
    assert run(dossier).state == "working"
    monkeypatch.undo()
    assert run(dossier).state == "ready"


def test_a_dossier_is_not_changed(filled: Case) -> None:
    dossier = order(filled)
    with pytest.raises(Immutable):
        dossier.save()
    with pytest.raises(Immutable):
        Dossier.objects.filter(pk=dossier.pk).update(content={})


def test_deleting_takes_the_file_and_leaves_the_letters(
    filled: Case, make: Make, hold: Any, django_capture_on_commit_callbacks: Any
) -> None:
    dossier = make()
    with django_capture_on_commit_callbacks(execute=True):
        answer = hold(filled).post(reverse("dossier:delete", args=[filled.pk, dossier.pk]))
    assert answer.status_code == 302
    assert not Dossier.objects.exists()
    assert not default_storage.exists(dossier.stored_as)
    assert LetterVersion.objects.filter(case=filled).count() == 2
    assert Event.objects.filter(case=filled, kind="dossier_deleted").count() == 1


def test_one_deleted_while_it_is_made_leaves_no_file(filled: Case) -> None:
    dossier = order(filled)
    claimed = jobs.claim(Job.objects.get(object_id=dossier.pk).pk)
    assert claimed is not None
    real = making._write

    def deleting(*args: Any) -> int:
        pages = real(*args)
        services.delete(dossier)
        return pages

    making._write, name = deleting, dossier.stored_as
    try:
        with pytest.raises(jobs.LeaseLostError):
            making.make_file(dossier.pk, claimed[1])
    finally:
        making._write = real
    assert not default_storage.exists(name)


def test_a_worker_that_lost_its_lease_leaves_the_row_alone(filled: Case) -> None:
    dossier = order(filled)
    job = Job.objects.get(object_id=dossier.pk)
    claimed = jobs.claim(job.pk)
    assert claimed is not None
    Job.objects.filter(pk=job.pk).update(lease_token=uuid.uuid4())
    with pytest.raises(jobs.LeaseLostError):
        making.make_file(dossier.pk, claimed[1])
    assert Dossier.objects.get().sha256 == ""


def test_erasing_and_exporting_the_case(
    filled: Case, make: Make, django_capture_on_commit_callbacks: Any
) -> None:
    dossier = make()
    names = [file.stored_as for holding in every() for file in holding.files(filled)]
    assert dossier.stored_as in names
    waiting = order(filled)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        erasure.erase(filled)
    assert not Dossier.objects.exists()
    assert not Job.objects.filter(object_id__in=[dossier.pk, waiting.pk]).exists()
    assert not default_storage.exists(dossier.stored_as)


def test_integrity_sees_a_rotten_a_lost_and_a_foreign_file(filled: Case, make: Make) -> None:
    dossier = make()
    assert integrity.check(filled.number).faults == []
    data = stored(dossier.stored_as)
    default_storage.delete(dossier.stored_as)
    assert [each.code for each in integrity.check(filled.number).faults] == ["file-missing"]
    default_storage.save(dossier.stored_as, ContentFile(data[:-1] + b"x"))
    assert [each.code for each in integrity.check(filled.number).faults] == ["file-changed"]
    Dossier.objects.filter(pk=dossier.pk).update(sha256="0" * 64)
    codes = {each.code for each in integrity.check(filled.number).faults}
    assert "dossier-not-in-history" in codes


def test_files_without_a_row_go_once_they_are_old(filled: Case, make: Make) -> None:
    kept = make()
    own = Path(default_storage.path(kept.stored_as))
    old, young = own.with_name("tmp-abc"), own.with_name(f"{uuid.uuid4()}.pdf")
    hours_ago = time.time() - 2 * 3600
    for path in (old, young):
        path.write_bytes(b"x")
    for path in (old, own):
        os.utime(path, (hours_ago, hours_ago))
    assert keeping.delete_orphans() == 1
    assert not old.exists()
    assert young.exists()
    assert own.exists()


def test_staff_who_may_only_read_make_and_delete_none(
    filled: Case, make: Make, django_user_model: Any
) -> None:
    from django.conf import settings
    from django.contrib.auth.models import Permission

    dossier = make()
    user = django_user_model.objects.create_user("reader", password="a long pass phrase", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_case"))
    reader = Client()
    reader.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert reader.get(page(filled)).status_code == 200
    assert reader.post(page(filled), choice(filled)).status_code == 403
    for name in ("delete", "retry"):
        assert reader.post(reverse(f"dossier:{name}", args=[filled.pk, dossier.pk])).status_code == 403


def test_storage_that_is_away_is_said(filled: Case, make: Make, hold: Any, monkeypatch: Any) -> None:
    dossier = make()

    def away(name: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(vault, "open_file", away)
    answer = hold(filled).get(reverse("dossier:file", args=[filled.pk, dossier.pk]))
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
