"""Ordering, making, losing and finding again the file of a letter."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.models import Case, ContactEntry, Event, Submission
from claimguide.cases.services import move
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.letters import making, selectors, services, store
from claimguide.letters.models import Immutable, LetterVersion, Sending

from .stories import case_of, story

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 rendered "


@pytest.fixture
def bracelet(db: None) -> Case:
    told = story("bracelet")
    told["dealings"]["reply_by"] = None
    return case_of(told)


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The renderer's place taken: what it was given, in order. One test renders for real."""
    given: list[str] = []

    def render_pdf(html: str, *, title: str, created: dt.datetime, sheet: str) -> bytes:
        given.append(html)
        import io

        import pikepdf

        out = io.BytesIO()
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = hashlib.sha256(f"{sheet}{html}".encode()).hexdigest()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()

    monkeypatch.setattr(making.engine, "render_pdf", render_pdf)
    return given


def test_a_real_letter_from_order_to_file(bracelet: Case, run_jobs: Callable[[], int]) -> None:
    version = services.order(bracelet, "seller")
    assert version.state == "working"
    assert run_jobs() == 1
    done = LetterVersion.objects.get(pk=version.pk)
    data = store.read(done.pdf_name)
    assert data is not None
    assert done.state == "ready"
    assert done.pdf_sha256 == hashlib.sha256(data).hexdigest()
    assert done.pdf_size == len(data)
    assert done.pdf_pages in (3, 4)
    assert Event.objects.filter(case=bracelet, kind__in=["letter_ordered", "letter_ready"]).count() == 2


def test_asking_twice_makes_one_letter(bracelet: Case, run_jobs: Any, fake_engine: list[str]) -> None:
    first, second = services.order(bracelet, "seller"), services.order(bracelet, "seller")
    assert first == second
    assert Job.objects.filter(kind="letter").count() == 1
    assert run_jobs() == 1
    assert services.order(bracelet, "seller") == first
    assert run_jobs() == 0
    assert len(fake_engine) == 1


def test_a_changed_case_makes_the_next_version_and_keeps_the_last(bracelet: Case) -> None:
    first = services.order(bracelet, "seller")
    html = first.html
    bracelet.purchase.shipping = None
    bracelet.purchase.save()
    bracelet.refresh_from_db()
    second = services.order(bracelet, "seller")
    assert (first.number, second.number) == (1, 2)
    assert LetterVersion.objects.get(pk=first.pk).html == html
    assert services.order(bracelet, "platform").number == 1


def test_the_worker_reads_the_frozen_letter_and_never_the_case(
    bracelet: Case, run_jobs: Any, fake_engine: list[str]
) -> None:
    version = services.order(bracelet, "seller")
    bracelet.purchase.goods_name = "后来改的名称"
    bracelet.purchase.save()
    run_jobs()
    assert fake_engine == [version.html]
    assert "后来改的名称" not in fake_engine[0]


def test_a_letter_with_gaps_is_not_made(bracelet: Case) -> None:
    bracelet.purchase.goods_name = ""
    bracelet.purchase.save()
    with pytest.raises(services.Incomplete) as barred:
        services.order(bracelet, "seller")
    assert [each.field for each in barred.value.missing] == ["goods_name"]
    assert not LetterVersion.objects.exists()


def test_a_settled_case_makes_no_letter(bracelet: Case) -> None:
    move(bracelet, "settled")
    with pytest.raises(guards.Barred):
        services.order(bracelet, "seller")


def test_a_made_letter_cannot_be_changed(bracelet: Case) -> None:
    version = services.order(bracelet, "seller")
    version.html = "x"
    with pytest.raises(Immutable):
        version.save()
    with pytest.raises(Immutable):
        LetterVersion.objects.filter(pk=version.pk).update(html="x")


def test_a_failed_letter_says_so_and_can_be_tried_again(
    bracelet: Case, run_jobs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(html: str, **_rest: Any) -> bytes:
        raise making.MissingGlyphs("\ue000")

    monkeypatch.setattr(making.engine, "render_pdf", broken)
    version = services.order(bracelet, "seller")
    run_jobs()
    failed = LetterVersion.objects.get(pk=version.pk)
    assert failed.state == "failed"
    assert failed.job is not None
    assert failed.job.last_error == "missing_glyphs"
    assert services.retry(failed)
    assert LetterVersion.objects.get(pk=version.pk).state == "working"
    assert not services.retry(LetterVersion.objects.get(pk=version.pk))


def test_a_worker_that_lost_its_lease_leaves_the_row_alone(bracelet: Case, fake_engine: list[str]) -> None:
    version = services.order(bracelet, "seller")
    job = Job.objects.get(object_id=version.pk)
    claimed = jobs.claim(job.pk)
    assert claimed is not None
    Job.objects.filter(pk=job.pk).update(lease_token="00000000-0000-0000-0000-000000000001")
    with pytest.raises(jobs.LeaseLostError):
        making.make_file(version.pk, claimed[1])
    assert LetterVersion.objects.get(pk=version.pk).pdf_name == ""


def test_an_erased_letter_is_not_made(bracelet: Case) -> None:
    version = services.order(bracelet, "seller")
    job = Job.objects.get(object_id=version.pk)
    version.delete()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.last_error) == ("failed", "letter_gone")


def _age(name: str) -> None:
    old = time.time() - 7200
    os.utime(default_storage.path(name), (old, old))


def test_old_files_without_a_letter_go_and_others_stay(
    bracelet: Case, run_jobs: Any, fake_engine: list[str]
) -> None:
    version = services.order(bracelet, "seller")
    run_jobs()
    version = LetterVersion.objects.get(pk=version.pk)
    folder = Path(version.pdf_name).parent
    store.put(f"{folder}/stray.pdf", b"x")
    store.put(f"{folder}/.tmp-half", b"x")
    store.put(f"{folder}/young.pdf", b"x")
    for name in (version.pdf_name, f"{folder}/stray.pdf", f"{folder}/.tmp-half"):
        _age(name)
    assert making.remove_orphans() == 2
    assert store.read(version.pdf_name) is not None
    assert store.read(f"{folder}/young.pdf") == b"x"
    store.delete(f"{folder}/young.pdf")


def test_a_lost_file_is_made_again_the_same(bracelet: Case, run_jobs: Any, fake_engine: list[str]) -> None:
    version = services.order(bracelet, "seller")
    run_jobs()
    before = LetterVersion.objects.get(pk=version.pk)
    store.delete(before.pdf_name)
    assert making.order_lost_files() == 1
    assert run_jobs() == 1
    after = LetterVersion.objects.get(pk=version.pk)
    assert after.pdf_sha256 == before.pdf_sha256
    assert store.read(after.pdf_name) is not None


def test_staff_can_have_the_file_made_again(bracelet: Case, run_jobs: Any, fake_engine: list[str]) -> None:
    version = services.order(bracelet, "seller")
    run_jobs()
    services.regenerate(version)
    assert run_jobs() == 1
    assert len(set(fake_engine)) == 1


def test_a_letter_is_out_of_date_once_the_case_says_more(bracelet: Case) -> None:
    today = timezone.localdate()
    version = services.order(bracelet, "seller")
    assert not selectors.is_out_of_date(version, bracelet, today)
    assert not selectors.is_out_of_date(version, bracelet, today + dt.timedelta(days=1))
    bracelet.dealings.refunded = 100
    bracelet.dealings.save()
    bracelet.refresh_from_db()
    assert selectors.is_out_of_date(version, bracelet, today)


@pytest.mark.parametrize("kind", ["seller", "platform", "association"])
def test_sending_is_logged_once_and_the_case_waits(bracelet: Case, kind: str) -> None:
    before = (ContactEntry.objects.count(), Submission.objects.count())
    version = services.order(bracelet, kind)
    today = timezone.localdate()
    for _twice in range(2):
        services.mark_sent(version, today, "mail")
    bracelet.refresh_from_db()
    assert bracelet.state == "waiting"
    assert Sending.objects.count() == 1
    after = (ContactEntry.objects.count(), Submission.objects.count())
    assert sum(after) == sum(before) + 1
    if kind == "platform":
        assert bracelet.platform_conduct.identity_asked_on == today


def test_the_first_letter_of_a_process_is_stored_as_safely_as_all_others(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has asked for the storage yet, so that Django has not set it up."""
    own = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": own}
    monkeypatch.setattr(FileSystemStorage, "_save", lambda *_: pytest.fail("written without a flush to disk"))
    store.put("letters/a/b.pdf", PDF)
    assert (tmp_path / "letters" / "a" / "b.pdf").read_bytes() == PDF
