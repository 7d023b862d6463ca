"""Ordering, failing, trying again, erasing."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from claimguide.cases import erasure
from claimguide.cases.holdings import every
from claimguide.cases.models import Case, Event
from claimguide.cases.services import move, record
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.evidence.bundle import making, selectors, services
from claimguide.evidence.models import Bundle, CopyOrder, Exhibit, Immutable

from .conftest import Add, Make, jpeg, stored

pytestmark = pytest.mark.django_db


def test_the_same_content_is_the_same_bundle(told: Case, put: Add, make: Make) -> None:
    exhibit = put()
    first = make()
    record(told, "viewed")
    record(told, "bundle_downloaded", bundle=str(first.pk))
    assert services.order(told, "sealed") == first
    assert selectors.outdated(told, [first]) == set()
    Exhibit.objects.filter(pk=exhibit.pk).update(title="另一个名称")
    assert selectors.outdated(told, [first]) == {first.pk}
    second = services.order(told, "sealed")
    assert (first.number, second.number) == (1, 2)
    assert Event.objects.filter(case=told, kind="bundle_ordered").count() == 2


def test_the_worker_reads_the_snapshot_and_never_the_case(told: Case, put: Add) -> None:
    exhibit = put(title="当时的名称")
    bundle = services.order(told, "sealed")
    Exhibit.objects.filter(pk=exhibit.pk).update(title="后来的名称")
    assert bundle.job is not None
    jobs.run(bundle.job.pk)
    made = Bundle.objects.get(pk=bundle.pk)
    assert made.state == "ready"
    assert made.content["exhibits"][0]["title"] == "当时的名称"


def test_a_bundle_is_not_changed(told: Case, put: Add) -> None:
    put()
    bundle = services.order(told, "sealed")
    with pytest.raises(Immutable):
        bundle.save()
    with pytest.raises(Immutable):
        Bundle.objects.filter(pk=bundle.pk).update(content={})


def test_a_settled_case_can_still_be_bundled(told: Case, put: Add) -> None:
    put()
    move(told, "settled")
    assert services.order(told, "sealed").number == 1


def _undecided(put: Add) -> None:
    put()


def _covered_without_copy(put: Add) -> None:
    Exhibit.objects.filter(pk=put().pk).update(sharing="whole")


def _being_copied(put: Add) -> None:
    exhibit = put()
    order = CopyOrder.objects.create(exhibit=exhibit, plan="x", whole=True)
    jobs.enqueue("copy", exhibit.pk, order.key)


def _kept(put: Add) -> None:
    Exhibit.objects.filter(pk=put().pk).update(sharing="kept")


def _checking(put: Add) -> None:
    put()
    Exhibit.objects.filter(pk=put().pk).update(state="checking")


@pytest.mark.parametrize(
    ("kind", "prepare", "codes"),
    [
        ("sealed", lambda put: None, ["no_exhibit"]),
        ("recipient", lambda put: None, ["no_exhibit"]),
        ("sealed", _undecided, []),
        ("recipient", _undecided, ["undecided"]),
        ("recipient", _covered_without_copy, ["undecided"]),
        ("recipient", _being_copied, ["copying"]),
        ("recipient", _kept, ["nothing_shared"]),
        ("sealed", _checking, ["checking"]),
    ],
)
def test_what_bars_a_bundle(
    told: Case, put: Add, kind: str, prepare: Callable[[Add], None], codes: list[str]
) -> None:
    prepare(put)
    barriers = services.reason_not_to(kind, told)
    assert [each.code for each in barriers] == codes
    for each in barriers:
        assert bool(each.links) == (each.code in ("undecided", "copying"))
        assert [number for number, _title, _url in each.links] == [held.number for held in each.exhibits]
    if codes:
        with pytest.raises(services.Barred):
            services.order(told, kind, "seller" if kind == "recipient" else "")


@pytest.mark.parametrize(("kind", "recipient"), [("sealed", "seller"), ("recipient", ""), ("x", "")])
def test_a_recipient_belongs_to_a_copy_alone(told: Case, put: Add, kind: str, recipient: str) -> None:
    put()
    with pytest.raises(ValueError, match=r".*"):
        services.order(told, kind, recipient)


def test_a_missing_file_fails_and_can_be_tried_again(told: Case, put: Add, make: Make) -> None:
    exhibit = put()
    data = stored(exhibit.storage_name)
    default_storage.delete(exhibit.storage_name)
    failed = make()
    assert (failed.state, failed.job and failed.job.last_error) == ("failed", "file_missing")
    assert not default_storage.exists(failed.zip_name)
    default_storage.save(exhibit.storage_name, ContentFile(data))
    assert services.retry(failed)
    assert failed.job is not None
    jobs.run(failed.job.pk)
    assert Bundle.objects.get(pk=failed.pk).state == "ready"
    assert not services.retry(Bundle.objects.get(pk=failed.pk))


def test_a_file_that_rotted_is_never_signed(put: Add, make: Make) -> None:
    exhibit = put()
    default_storage.delete(exhibit.storage_name)
    default_storage.save(exhibit.storage_name, ContentFile(jpeg(61, colour="red")))
    failed = make()
    assert (failed.state, failed.job and failed.job.last_error) == ("failed", "file_changed")


def test_a_picture_that_cannot_be_read_fails_clearly(put: Add, make: Make) -> None:
    put(b"\xff\xd8\xff no picture at all")
    failed = make()
    assert (failed.state, failed.job and failed.job.last_error) == ("failed", "unreadable_file")


def test_a_worker_that_lost_its_lease_leaves_the_row_alone(told: Case, put: Add) -> None:
    put()
    bundle = services.order(told, "sealed")
    assert bundle.job is not None
    claimed = jobs.claim(bundle.job.pk)
    assert claimed is not None
    Job.objects.filter(pk=bundle.job.pk).update(lease_token=uuid.uuid4())
    with pytest.raises(jobs.LeaseLostError):
        making.make_files(bundle.pk, claimed[1])
    assert Bundle.objects.get(pk=bundle.pk).pdf_sha256 == ""


def test_erasing_the_case_takes_its_bundles_along(
    told: Case, put: Add, make: Make, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    put()
    bundle = make()
    names = [file.stored_as for holding in every() for file in holding.files(told)]
    assert {bundle.pdf_name, bundle.zip_name} <= set(names)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():  # type: ignore[attr-defined]
        erasure.erase(told)
    assert not Bundle.objects.exists()
    assert not default_storage.exists(bundle.pdf_name)
    assert not default_storage.exists(bundle.zip_name)


def test_a_bundle_erased_before_it_was_made(told: Case, put: Add) -> None:
    put()
    bundle = services.order(told, "sealed")
    assert bundle.job is not None
    claimed = jobs.claim(bundle.job.pk)
    assert claimed is not None
    erasure.erase(told)
    assert not Job.objects.filter(object_id=bundle.pk).exists()
    with pytest.raises(jobs.PermanentError, match="bundle_gone"):
        making.make_files(bundle.pk, claimed[1])
