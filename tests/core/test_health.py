"""The page machines ask whether the site is well."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django.test import RequestFactory

from claimguide.core import health, jobs
from claimguide.core.models import Job, Mark
from claimguide.core.prepare import STORAGE_MARKER, make_folders, private_folder
from claimguide.evidence.models import READING_JOB


@pytest.fixture(autouse=True)
def folders() -> None:
    make_folders()


def ask(method: str = "get") -> tuple[int, dict[str, Any]]:
    response = health.health(getattr(RequestFactory(), method)("/health"))
    return response.status_code, json.loads(response.content or "{}")


@pytest.mark.django_db
def test_all_well() -> None:
    assert ask() == (
        200,
        {
            "status": "ok",
            "database": True,
            "storage": True,
            "oldest_pending_seconds": None,
            "failed_jobs": 0,
            "integrity_faults": 0,
        },
    )


@pytest.mark.django_db
def test_faults_of_the_nightly_round_are_told() -> None:
    Mark.objects.create(name=health.FAULTS_MARK, value="2")
    assert (ask()[1]["status"], ask()[1]["integrity_faults"]) == ("degraded", 2)


@pytest.mark.django_db
def test_waiting_order_is_told_but_pages_go_on() -> None:
    jobs.enqueue("trial", uuid.uuid4(), "k")
    Job.objects.update(ordered_at=Now() - timedelta(seconds=90))
    status, report = ask()
    assert (status, report["status"]) == (200, "degraded")
    assert 89 <= report["oldest_pending_seconds"] <= 92


@pytest.mark.django_db
@pytest.mark.parametrize(("lease", "status"), [(60, "ok"), (-1, "degraded")])
def test_readings_in_turn_are_no_fault_while_one_is_under_way(lease: int, status: str) -> None:
    running, waiting = (jobs.enqueue(READING_JOB, uuid.uuid4(), key) for key in ("one", "two"))
    Job.objects.filter(pk=waiting.pk).update(ordered_at=Now() - timedelta(seconds=90))
    until = Now() + timedelta(seconds=lease)
    Job.objects.filter(pk=running.pk).update(
        state=Job.State.RUNNING, lease_until=until, lease_token=uuid.uuid4()
    )
    assert ask()[1]["status"] == status


@pytest.mark.django_db
def test_lost_storage_is_told() -> None:
    (private_folder() / STORAGE_MARKER).unlink()
    assert ask()[1]["status"] == "degraded"


def test_no_database_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(health.Job.objects, "filter", fail)
    assert ask()[0] == 503


def test_nothing_can_be_sent_to_it() -> None:
    assert ask("post")[0] == 405
