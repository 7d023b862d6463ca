"""Copies that take too long for a request: one order, made by the worker, void once something changed."""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from claimguide.cases import erasure
from claimguide.cases import services as case_services
from claimguide.cases.models import Case, Event, State
from claimguide.core import sweeper
from claimguide.core.models import Job
from claimguide.evidence import services as evidence
from claimguide.evidence import tasks
from claimguide.evidence.models import CopyOrder, Exhibit, Sharing
from claimguide.evidence.refusals import Refused
from claimguide.evidence.share import selectors, services, work

from . import corpus, corpus_media
from .conftest import everything_in
from .test_share_services import HALF, draw, printed, put
from .test_share_views import post, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_into_once")]
Run = Callable[[], int]


@pytest.fixture
def scan(case: Case) -> Exhibit:
    """A PDF of more pages than a request works on."""
    return put(case, "a.pdf", printed(selectors.QUICK_PAGES + 1))


def during(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let `act` happen while the worker makes the copy."""
    real = work.copies.write

    def slow(exhibit: Exhibit, out: Any) -> None:
        real(exhibit, out)
        act()

    monkeypatch.setattr(work.copies, "write", slow)


def copy_jobs() -> list[str]:
    return list(Job.objects.filter(kind="copy").order_by("created_at").values_list("state", flat=True))


def copies_and_scraps(storage: Path) -> list[str]:
    return [name for name in everything_in(storage) if ".shared" in name or "tmp-" in name]


# what is made where -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "size", "pages", "quick"),
    [
        ("jpeg", 19_000_000, None, True),
        ("text", 900_000, None, True),
        ("pdf", 100_000, selectors.QUICK_PAGES, True),
        ("pdf", 100_000, selectors.QUICK_PAGES + 1, False),
        ("pdf", selectors.QUICK_BYTES + 1, 1, False),
        ("mp3", selectors.QUICK_BYTES, None, True),
        ("mp4", selectors.QUICK_BYTES + 1, None, False),
    ],
)
def test_what_is_made_while_the_consumer_waits(kind: str, size: int, pages: int | None, quick: bool) -> None:
    assert selectors.is_quick(Exhibit(kind=kind, size=size, page_count=pages)) is quick


def test_a_long_pdf_is_ordered_made_by_the_worker_and_looked_at_before_the_word(
    case: Case, scan: Exhibit, run_jobs: Run
) -> None:
    draw(scan, HALF, page=3)
    services.prepare_copy(scan)
    scan.refresh_from_db()
    assert (scan.shared_sha256, scan.sharing, copy_jobs()) == ("", "", ["pending"])
    run_jobs()
    scan.refresh_from_db()
    with default_storage.open(scan.shared_name) as file:
        content = file.read()
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == scan.shared_sha256
    assert (scan.sharing, selectors.shareable(case)) == (Sharing.UNDECIDED, [])
    assert not CopyOrder.objects.exists()
    services.confirm(scan, scan.shared_sha256)
    assert [each.pk for each in selectors.shareable(case)] == [scan.pk]


def test_nothing_to_hide_in_a_long_pdf_counts_when_the_worker_is_done(
    case: Case, scan: Exhibit, run_jobs: Run, django_user_model: Any
) -> None:
    services.share_whole(scan)
    assert selectors.shareable(case) == []
    run_jobs()
    (shared,) = selectors.shareable(case)
    assert shared.sharing == Sharing.WHOLE
    event = Event.objects.get(case=case, kind="exhibit_shared")
    assert event.data == {"exhibit": str(scan.pk), "boxes": 0, "sha256": shared.shared_sha256}
    assert event.actor_kind == "consumer"


def test_what_staff_decided_stands_in_the_history_as_theirs(
    case: Case, scan: Exhibit, run_jobs: Run, django_user_model: Any
) -> None:
    someone = django_user_model.objects.create_user("someone", is_staff=True)
    services.share_whole(scan, actor=someone)
    run_jobs()
    event = Event.objects.get(case=case, kind="exhibit_shared")
    assert (event.actor_kind, event.actor) == ("staff", someone)


def test_a_long_film_goes_by_the_worker(case: Case, run_jobs: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "QUICK_BYTES", 100)
    film = put(case, "a.mp4", corpus_media.film())
    services.share_whole(film)
    film.refresh_from_db()
    assert (film.sharing, copy_jobs()) == ("", ["pending"])
    run_jobs()
    film.refresh_from_db()
    assert film.sharing == Sharing.WHOLE
    assert default_storage.size(film.shared_name) == film.shared_size


def test_a_double_click_gives_one_order(scan: Exhibit, run_jobs: Run) -> None:
    for _click in range(2):
        services.prepare_copy(scan)
    assert copy_jobs() == ["pending"]
    run_jobs()
    scan.refresh_from_db()
    before = default_storage.get_modified_time(scan.shared_name)
    services.prepare_copy(scan)
    assert (copy_jobs(), CopyOrder.objects.count()) == (["done"], 0)
    assert default_storage.get_modified_time(scan.shared_name) == before


def test_the_later_of_two_words_counts(scan: Exhibit, run_jobs: Run) -> None:
    services.share_whole(scan)
    services.prepare_copy(scan)
    run_jobs()
    scan.refresh_from_db()
    assert (scan.sharing, bool(scan.shared_sha256), copy_jobs()) == ("", True, ["done"])
    services.share_whole(scan)
    scan.refresh_from_db()
    assert (scan.sharing, copy_jobs()) == (Sharing.WHOLE, ["done"])
    services.prepare_copy(scan)
    scan.refresh_from_db()
    assert (scan.sharing, bool(scan.shared_sha256), copy_jobs()) == ("", True, ["done"])


def test_a_copy_that_storage_lost_is_made_anew(scan: Exhibit, run_jobs: Run) -> None:
    services.prepare_copy(scan)
    run_jobs()
    scan.refresh_from_db()
    default_storage.delete(scan.shared_name)
    services.prepare_copy(scan)
    run_jobs()
    scan.refresh_from_db()
    assert default_storage.exists(scan.shared_name)


# what makes it void -----------------------------------------------------------------------------------


def test_boxes_changed_before_the_worker_came(scan: Exhibit, run_jobs: Run, storage: Path) -> None:
    services.share_whole(scan)
    draw(scan, HALF)
    assert not CopyOrder.objects.exists()
    run_jobs()
    scan.refresh_from_db()
    assert (scan.sharing, scan.shared_sha256, copy_jobs()) == ("", "", ["done"])
    assert copies_and_scraps(storage) == []


def _boxes(exhibit: Exhibit) -> None:
    draw(exhibit, HALF)


def _boxes_past_this_program(exhibit: Exhibit) -> None:
    exhibit.covers.create(x=1, y=1, width=5, height=5)


def _settled(exhibit: Exhibit) -> None:
    case_services.move(exhibit.case, State.SETTLED)


@pytest.mark.parametrize(
    "act", [_boxes, _boxes_past_this_program, services.keep_back, services.reopen, evidence.remove, _settled]
)
def test_what_changes_while_the_copy_is_made_makes_it_void(
    scan: Exhibit, run_jobs: Run, storage: Path, monkeypatch: pytest.MonkeyPatch, act: Any
) -> None:
    services.share_whole(scan)
    during(monkeypatch, lambda: act(scan))
    run_jobs()
    scan.refresh_from_db()
    assert scan.shared_sha256 == ""
    assert scan.sharing in (Sharing.UNDECIDED, Sharing.KEPT_BACK)
    assert (CopyOrder.objects.count(), copy_jobs()) == (0, ["done"])
    assert copies_and_scraps(storage) == []


def test_an_order_for_other_boxes_that_is_still_running_keeps_nothing(
    scan: Exhibit, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.prepare_copy(scan)
    real = work.copies.write

    def slow(exhibit: Exhibit, out: Any) -> None:
        monkeypatch.setattr(work.copies, "write", real)
        out.write(b"the older copy")
        draw(scan, HALF)
        services.prepare_copy(scan)

    monkeypatch.setattr(work.copies, "write", slow)
    run_jobs()
    scan.refresh_from_db()
    assert (scan.shared_sha256, copy_jobs()) == ("", ["done", "pending"])
    run_jobs()
    scan.refresh_from_db()
    assert scan.shared_size != len(b"the older copy")


def test_an_erased_case_leaves_no_order(
    case: Case, scan: Exhibit, storage: Path, django_capture_on_commit_callbacks: Any
) -> None:
    services.prepare_copy(scan)
    assert Job.objects.filter(object_id=scan.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(case)
    assert not Job.objects.filter(object_id=scan.pk).exists()
    assert everything_in(storage) == []


def test_a_case_erased_while_its_copy_is_made(
    case: Case,
    scan: Exhibit,
    run_jobs: Run,
    storage: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    services.share_whole(scan)
    during(monkeypatch, lambda: erasure.erase(case))
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()
    assert not Case.objects.filter(pk=case.pk).exists()
    assert everything_in(storage) == []
    assert copy_jobs() == []


# workers that die or come late ------------------------------------------------------------------------


def test_a_worker_that_is_killed_leaves_no_half_file_and_another_one_makes_it(
    scan: Exhibit, run_jobs: Run, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.prepare_copy(scan)
    real = work.copies.write

    def killed(exhibit: Exhibit, out: Any) -> None:
        out.write(b"%PDF- half")
        out.flush()
        raise SystemExit

    monkeypatch.setattr(work.copies, "write", killed)
    with pytest.raises(SystemExit):
        run_jobs()
    monkeypatch.setattr(work.copies, "write", real)
    scan.refresh_from_db()
    assert (scan.shared_sha256, copy_jobs(), copies_and_scraps(storage)) == ("", ["running"], [])
    Job.objects.filter(kind="copy").update(lease_until=Now() - timedelta(seconds=1))
    sweeper.sweep()
    run_jobs()
    scan.refresh_from_db()
    assert (bool(scan.shared_sha256), copy_jobs()) == (True, ["done"])


def test_what_a_worker_without_time_for_anything_left_is_collected(scan: Exhibit, storage: Path) -> None:
    scrap = storage / "evidence" / str(scan.case_id) / "tmp-half"
    scrap.write_bytes(b"%PDF- half")
    long_ago = time.time() - 7200
    os.utime(scrap, (long_ago, long_ago))
    tasks.delete_orphans()
    assert not scrap.exists()
    assert default_storage.exists(scan.storage_name)


def test_a_worker_that_comes_late_keeps_nothing(
    scan: Exhibit, run_jobs: Run, storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.share_whole(scan)
    during(monkeypatch, lambda: Job.objects.filter(kind="copy").update(lease_token=uuid.uuid4()))
    run_jobs()
    scan.refresh_from_db()
    assert (scan.sharing, scan.shared_sha256) == ("", "")
    assert (CopyOrder.objects.count(), copy_jobs(), copies_and_scraps(storage)) == (1, ["running"], [])


@pytest.mark.parametrize("trouble", [Refused("too_complex"), SoftTimeLimitExceeded()])
def test_what_the_child_refuses_is_kept_with_the_order(
    scan: Exhibit, run_jobs: Run, storage: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def refuse(*_args: Any) -> None:
        raise trouble

    services.share_whole(scan)
    with monkeypatch.context() as patch:
        patch.setattr(work.copies, "write", refuse)
        run_jobs()
    order = CopyOrder.objects.get()
    assert (order.failure, order.is_busy, copy_jobs()) == ("too_complex", False, ["done"])
    assert copies_and_scraps(storage) == []
    services.order_again(scan)
    assert CopyOrder.objects.get().is_busy
    run_jobs()
    scan.refresh_from_db()
    assert scan.sharing == Sharing.WHOLE


def test_a_child_that_does_not_start_is_tried_again_but_not_for_ever(
    scan: Exhibit, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> None:
        raise Refused("unavailable")

    services.prepare_copy(scan)
    monkeypatch.setattr(work.copies, "write", refuse)
    for attempt in range(Job.MAX_ATTEMPTS):
        assert (copy_jobs(), CopyOrder.objects.get().is_busy) == (["pending"], True), attempt
        run_jobs()
    assert (CopyOrder.objects.get().failure, copy_jobs()) == ("unavailable", ["done"])


def test_again_without_an_order_changes_nothing(scan: Exhibit) -> None:
    with pytest.raises(services.Changed):
        services.order_again(scan)
    assert copy_jobs() == []


# the page ---------------------------------------------------------------------------------------------


def state_of(browser: Client, exhibit: Exhibit) -> Any:
    return browser.get(url(exhibit, "share_state"), headers={"HX-Request": "true"})


def test_the_page_waits_and_shows_the_copy_when_it_is_there(
    browser: Client, scan: Exhibit, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = post(browser, scan, "preview", boxes="1 1 5 5")
    assert answer.url == url(scan)
    page = browser.get(url(scan))
    text = page.content.decode()
    assert page.context["stage"] == "making"
    assert f'hx-get="{url(scan, "share_state")}"' in text
    assert "<noscript>" in text
    assert 'value="confirm"' not in text
    state = state_of(browser, scan)
    assert (state.status_code, "spinner" in state.content.decode()) == (200, True)
    assert browser.get(url(scan, "share_state")).url == url(scan)
    assert browser.get(url(scan, "share_copy")).status_code == 404
    run_jobs()
    state = state_of(browser, scan)
    assert state.status_code == 286
    assert f'href="{url(scan)}"' in state.content.decode()
    page = browser.get(url(scan))
    assert page.context["stage"] == "check"
    assert 'value="confirm"' in page.content.decode()


def test_the_page_says_whether_the_copy_waits_for_another_word(browser: Client, scan: Exhibit) -> None:
    pages = {}
    for go in ("preview", "whole"):
        post(browser, scan, go)
        pages[go] = state_of(browser, scan)
        assert pages[go].context["making"]["whole"] is (go == "whole")
    assert pages["preview"].content != pages["whole"].content


def test_the_word_given_while_the_copy_is_made_is_not_taken(browser: Client, scan: Exhibit) -> None:
    post(browser, scan, "preview")
    for said in ("", scan.sha256):
        assert post(browser, scan, "confirm", sha256=said).status_code == 409
    scan.refresh_from_db()
    assert scan.sharing == ""


@pytest.mark.parametrize("go", ["whole", "preview"])
def test_the_same_button_twice_is_one_order_and_no_work_in_the_request(
    browser: Client, scan: Exhibit, monkeypatch: pytest.MonkeyPatch, go: str
) -> None:
    worked: list[object] = []
    monkeypatch.setattr(services.copies, "write", lambda *asked: worked.append(asked))
    there = {"whole": reverse("evidence:bundles", args=[scan.case_id]), "preview": url(scan)}
    for _click in range(2):
        assert post(browser, scan, go).url == there[go]
    assert (copy_jobs(), worked) == (["pending"], [])


def test_a_whole_long_pdf_ends_decided(browser: Client, scan: Exhibit, run_jobs: Run) -> None:
    post(browser, scan, "whole")
    run_jobs()
    assert state_of(browser, scan).status_code == 286
    assert browser.get(url(scan)).context["stage"] == "decided"


def test_boxes_changed_in_another_window_are_said_to_the_waiting_one(
    browser: Client, scan: Exhibit, run_jobs: Run
) -> None:
    post(browser, scan, "preview")
    post(browser, scan, "save", boxes="1 1 5 5")
    state = state_of(browser, scan)
    assert (state.status_code, state.context["making"]["state"]) == (286, "void")
    assert browser.get(url(scan)).context["stage"] == "edit"
    run_jobs()
    assert browser.get(url(scan)).context["stage"] == "edit"


def test_the_refusal_of_the_child_is_shown_and_the_copy_can_be_made_again(
    browser: Client, scan: Exhibit, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> None:
        raise Refused("too_complex")

    post(browser, scan, "preview", boxes="1 1 5 5")
    with monkeypatch.context() as patch:
        patch.setattr(work.copies, "write", refuse)
        run_jobs()
    for page in (state_of(browser, scan), browser.get(url(scan))):
        text = page.content.decode()
        assert Refused("too_complex").message in text
        assert 'value="again"' in text
        assert "spinner" not in text
    assert state_of(browser, scan).status_code == 286
    assert post(browser, scan, "again").url == url(scan)
    run_jobs()
    assert browser.get(url(scan)).context["stage"] == "check"


def test_an_order_that_was_lost_four_times_can_be_given_again(browser: Client, scan: Exhibit) -> None:
    post(browser, scan, "whole")
    Job.objects.filter(kind="copy").update(state="failed", finished_at=Now())
    assert 'value="again"' in state_of(browser, scan).content.decode()
    post(browser, scan, "again")
    assert sorted(copy_jobs()) == ["failed", "pending"]


def test_a_settled_case_shows_an_order_but_gives_none(browser: Client, case: Case, scan: Exhibit) -> None:
    post(browser, scan, "preview")
    CopyOrder.objects.update(failure="damaged")
    case_services.move(case, State.SETTLED)
    assert 'value="again"' not in browser.get(url(scan)).content.decode()
    assert post(browser, scan, "again").status_code == 409
    assert copy_jobs() == ["pending"]


def test_a_recording_that_is_being_copied_has_no_boxes_to_change(
    browser: Client, case: Case, run_jobs: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "QUICK_BYTES", 100)
    film = put(case, "a.mp4", corpus_media.film())
    post(browser, film, "whole")
    text = browser.get(url(film)).content.decode()
    assert "edit=1" not in text
    assert 'value="keep"' in text


def test_who_only_reads_sees_the_state_and_gives_no_order(reader: Client, scan: Exhibit) -> None:
    services.prepare_copy(scan)
    assert state_of(reader, scan).status_code == 200
    assert post(reader, scan, "again").status_code == 403


def test_a_new_case_of_the_same_file_has_an_order_of_its_own(case: Case, scan: Exhibit) -> None:
    other = case_services.open_case()
    twin = put(other, "a.pdf", printed(selectors.QUICK_PAGES + 1))
    services.prepare_copy(scan)
    services.prepare_copy(twin)
    assert copy_jobs() == ["pending", "pending"]
    foreign = reverse("evidence:share_state", args=[case.pk, twin.pk])
    client = Client()
    assert client.get(foreign).status_code == 404


def test_a_quick_picture_waits_for_nobody(browser: Client, case: Case) -> None:
    photo = put(case, "a.jpg", corpus.with_exif())
    post(browser, photo, "preview", boxes="1 1 5 5")
    assert browser.get(url(photo)).context["stage"] == "check"
    assert copy_jobs() == []
    assert state_of(browser, photo).status_code == 286


def test_a_file_without_a_row_is_not_taken_for_the_copy(scan: Exhibit, run_jobs: Run) -> None:
    """What a crash between writing and commit left keeps its own name, for the collector."""
    default_storage.save(scan.shared_name, ContentFile(b"left by a crash"))
    services.prepare_copy(scan)
    assert copy_jobs() == ["pending"]
    run_jobs()
    scan.refresh_from_db()
    assert default_storage.size(scan.shared_name) == scan.shared_size != len(b"left by a crash")
