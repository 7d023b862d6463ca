"""The letter's other forms on its page; what stops a letter; what happens when making one fails."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from claimguide.cases import integrity
from claimguide.cases.erasure import erase
from claimguide.cases.models import Case, Event
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.letters import invented, making, selectors, selftest, services, store
from claimguide.letters.compose import COMPOSERS, reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.holdings import HOLDING
from claimguide.letters.kinds import Kind
from claimguide.letters.models import LetterFile, LetterVersion
from claimguide.letters.outputs import Form

from .stories import case_of, story
from .test_making import _age

pytestmark = pytest.mark.django_db
Hold = Callable[..., Client]
# U+20000 is in no letter font.
UNPRINTABLE = "𠀀"


@pytest.fixture
def bracelet(private: Path) -> Case:
    told = story("bracelet")
    told["dealings"]["reply_by"] = None
    told["exhibits"] = []  # they would need files of their own
    return case_of(told)


@pytest.fixture
def made(bracelet: Case) -> LetterVersion:
    return services.order(bracelet, "seller")


def url(version: LetterVersion, name: str) -> str:
    return reverse(f"letters:{name}", args=[version.case_id, version.kind, version.pk])


def test_large_print_from_the_button_to_the_file(
    made: LetterVersion, hold: Hold, run_jobs: Callable[[], int]
) -> None:
    browser = hold(made.case)
    page = browser.get(url(made, "status")).content.decode()
    assert f'action="{url(made, "large")}"' in page
    assert browser.get(url(made, "large")).status_code == 404
    for _twice in range(2):
        answer = browser.post(url(made, "large"))
        assert (answer.status_code, answer["Location"]) == (302, url(made, "status"))
    assert f'hx-get="{url(made, "large_state")}"' in browser.get(url(made, "status")).content.decode()
    state = {"headers": {"HX-Request": "true"}}
    assert browser.get(url(made, "large_state"), **state).status_code == 200
    assert run_jobs() == 2, "the letter itself and one large print"
    ready = browser.get(url(made, "large_state"), **state)
    assert ready.status_code == 286
    file = LetterFile.objects.get()
    letter = LetterVersion.objects.get()
    assert file.pages is not None
    assert letter.pdf_pages is not None
    assert file.pages > letter.pdf_pages
    answer = browser.get(url(made, "large"))
    assert answer.content == store.read(file.name)
    assert "%E5%A4%A7%E5%AD%97%E7%89%88.pdf" in answer["Content-Disposition"]
    kinds = list(
        Event.objects.filter(case=made.case, kind__startswith="letter_form").values_list("kind", flat=True)
    )
    assert kinds == ["letter_form_ordered", "letter_form_ready"]


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("txt", "text/plain; charset=utf-8", b"\xef\xbb\xbf"),
    ],
)
def test_word_and_text_are_there_at_once_and_private(
    made: LetterVersion, hold: Hold, name: str, kind: str, begins: bytes
) -> None:
    made.case.purchase.goods_name = "后来改的名称"
    made.case.purchase.save()
    answer = hold(made.case).get(url(made, name))
    assert answer["Content-Type"] == kind
    assert answer.content.startswith(begins)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert f"%E7%AC%AC1%E7%89%88.{name}" in answer["Content-Disposition"]
    assert "后来改的名称".encode() not in answer.content
    assert url(made, name) in hold(made.case).get(url(made, "status")).content.decode()


def test_staff_who_fetch_a_form_leave_a_trace(made: LetterVersion, staff: Client) -> None:
    assert staff.get(url(made, "txt")).status_code == 200
    assert Event.objects.filter(case=made.case, kind="letter_opened").count() == 1


def large(version: LetterVersion, run_jobs: Callable[[], int]) -> LetterFile:
    services.order_form(version, Form.LARGE)
    run_jobs()
    return LetterFile.objects.get(version=version)


def test_a_further_form_is_held_checked_and_erased(
    made: LetterVersion, run_jobs: Callable[[], int], django_capture_on_commit_callbacks: Any
) -> None:
    file = large(made, run_jobs)
    case = Case.objects.get(pk=made.case_id)
    assert {each.path.split("-")[-1] for each in HOLDING.files(case)} == {"第1版.pdf", "大字版.pdf"}
    assert set(selectors.file_names(case)) == {file.name, LetterVersion.objects.get().pdf_name}
    assert integrity.check(case.number).faults == []
    store.put(file.name, b"changed")
    assert [fault.code for fault in integrity.check(case.number).faults] == ["file-size"]
    _age(file.name)
    assert making.remove_orphans() == 0
    with django_capture_on_commit_callbacks(execute=True):
        erase(case)
    assert not Job.objects.filter(kind="letter_file").exists()
    assert not default_storage.exists(file.name)


def test_a_form_not_in_the_history_is_a_fault(made: LetterVersion, run_jobs: Callable[[], int]) -> None:
    file = large(made, run_jobs)
    LetterFile.objects.filter(pk=file.pk).update(sha256="0" * 64)
    codes = [fault.code for fault in integrity.check(made.case.number).faults]
    assert codes == ["file-changed", "letter-not-in-history"]


def test_a_lost_form_is_made_again_the_same(made: LetterVersion, run_jobs: Callable[[], int]) -> None:
    before = large(made, run_jobs)
    store.delete(before.name)
    assert making.order_lost_files() == 1
    assert run_jobs() == 1
    assert LetterFile.objects.get().sha256 == before.sha256
    assert store.read(before.name) is not None


def test_a_form_nobody_owns_any_more_is_cleaned_up(made: LetterVersion, run_jobs: Callable[[], int]) -> None:
    file = large(made, run_jobs)
    file.delete()
    _age(file.name)
    assert making.remove_orphans() == 1


def test_staff_have_all_files_of_a_letter_made_again(
    made: LetterVersion, run_jobs: Callable[[], int]
) -> None:
    large(made, run_jobs)
    services.regenerate(made)
    assert run_jobs() == 2


# --- characters without a glyph ---


def test_the_preview_names_a_character_that_cannot_be_printed(bracelet: Case, hold: Hold) -> None:
    consumer = bracelet.parties.get(role="consumer")
    consumer.name = f"王{UNPRINTABLE}"
    consumer.save()
    browser, review = hold(bracelet), reverse("letters:review", args=[bracelet.pk, "seller"])
    page = browser.get(review).content.decode()
    assert 'id="unprintable"' in page
    assert f"<li><strong>{UNPRINTABLE}</strong>" in page
    assert (
        f"/case/{bracelet.pk}/seller/you/?next="
        in page.partition('id="unprintable"')[2].partition("</div>")[0]
    )
    assert 'name="true"' not in page
    assert browser.post(review, {"true": "on"})["Location"] == review
    assert not LetterVersion.objects.exists()
    with pytest.raises(services.Unprintable) as stopped:
        services.order(Case.objects.get(pk=bracelet.pk), "seller")
    assert stopped.value.chars == UNPRINTABLE


def test_emoji_are_gone_from_every_form_alike(bracelet: Case, hold: Hold) -> None:
    bracelet.dealings.reply_text = "亲😊只能退货"
    bracelet.dealings.save()
    version = services.order(Case.objects.get(pk=bracelet.pk), "seller")
    assert "亲 只能退货" in version.html
    assert "亲 只能退货" in hold(bracelet).get(url(version, "txt")).content.decode("utf-8-sig")


def test_a_letter_that_cannot_be_printed_leads_back_to_the_answers(
    made: LetterVersion, hold: Hold, run_jobs: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(html: str, **_rest: Any) -> bytes:
        raise making.MissingGlyphs(UNPRINTABLE)

    monkeypatch.setattr(making.engine, "render_pdf", broken)
    run_jobs()
    page = hold(made.case).get(url(made, "status")).content.decode()
    assert url(made, "retry") not in page
    assert reverse("letters:review", args=[made.case_id, "seller"]) in page


# --- too much time, too much memory ---


@pytest.fixture
def impatient() -> Iterator[None]:
    """The soft time limit of the worker, after 50 ms: Celery raises the same from a signal handler."""

    def stop(_number: int, _frame: Any) -> None:
        raise SoftTimeLimitExceeded

    before = signal.signal(signal.SIGUSR1, stop)
    timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGUSR1))
    timer.start()
    yield
    timer.cancel()
    timer.join()
    signal.signal(signal.SIGUSR1, before)


def page_of_the_failed(version: LetterVersion, hold: Hold) -> str:
    failed = LetterVersion.objects.get(pk=version.pk)
    assert failed.state == "failed"
    page = hold(failed.case).get(url(failed, "status")).content.decode()
    assert f'action="{url(failed, "retry")}"' in page
    return page


def test_a_letter_that_takes_too_long_fails_and_can_be_tried_again(
    made: LetterVersion, hold: Hold, impatient: None, run_jobs: Callable[[], int]
) -> None:
    Job.objects.update(max_attempts=1)
    run_jobs()
    assert Job.objects.get().last_error == "SoftTimeLimitExceeded"
    page_of_the_failed(made, hold)
    assert services.retry(LetterVersion.objects.get())
    run_jobs()
    assert LetterVersion.objects.get().state == "ready"


def test_a_letter_that_takes_too_much_memory_fails_and_the_worker_lives_on(
    made: LetterVersion,
    hold: Hold,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    run_jobs: Callable[[], int],
) -> None:
    settings.LETTER_MEMORY_BYTES = 50_000_000
    with monkeypatch.context() as patch:
        patch.setattr(making.engine, "render_pdf", lambda html, **_rest: bytes(200_000_000))
        for _attempt in range(Job.MAX_ATTEMPTS):
            jobs.run(Job.objects.get().pk)
    assert Job.objects.get().last_error == "MemoryError"
    page_of_the_failed(made, hold)
    assert bytes(200_000_000), "the limit went with the letter"
    services.retry(LetterVersion.objects.get())
    settings.LETTER_MEMORY_BYTES = 500_000_000
    run_jobs()
    assert LetterVersion.objects.get().state == "ready"


def test_the_time_limits_leave_room_for_one_another(settings: Any) -> None:
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < jobs.LEASE.total_seconds()
    assert settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD * 1024 <= settings.LETTER_MEMORY_BYTES


def test_staff_see_which_letters_could_not_be_made(made: LetterVersion, staff: Client) -> None:
    listed = reverse("admin:letters_letterversion_changelist") + "?making=failed"
    assert "?making=failed" not in staff.get(reverse("admin:index")).content.decode()
    Job.objects.update(state="failed", finished_at=made.created_at)
    assert "?making=failed" in staff.get(reverse("admin:index")).content.decode()
    assert made.case.number in staff.get(listed).content.decode()
    services.regenerate(made)
    assert made.case.number not in staff.get(listed).content.decode()


def test_a_failed_large_print_is_seen_by_staff_and_can_be_tried_again(
    made: LetterVersion, hold: Hold
) -> None:
    file = services.order_form(made, Form.LARGE)
    Job.objects.filter(kind="letter_file").update(state="failed", finished_at=made.created_at)
    assert list(selectors.failed()) == [made]
    page = hold(made.case).get(url(made, "status")).content.decode()
    assert "大字版未能生成" in page
    hold(made.case).post(url(made, "large"))
    assert LetterFile.objects.get(pk=file.pk).state == "working"
    assert not selectors.failed().exists()


# --- commands ---


def test_a_letter_rendered_from_the_command_line(bracelet: Case, tmp_path: Path) -> None:
    for form in Form:
        for named in (bracelet.number.lower(), str(bracelet.pk)):
            out = tmp_path / f"letter.{form}"
            call_command("render_letter", named, "seller", "--out", str(out), "--form", form.value)
            assert out.stat().st_size > 1000
    assert not LetterVersion.objects.exists()
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert "小叶紫檀" in (tmp_path / "letter.html").read_text("utf-8")


def test_the_command_names_what_is_missing(bracelet: Case, tmp_path: Path) -> None:
    bracelet.purchase.goods_name = ""
    bracelet.purchase.save()
    out = tmp_path / "x.pdf"
    with pytest.raises(CommandError, match="/law/goods/"):
        call_command("render_letter", bracelet.number, "seller", "--out", str(out))
    with pytest.raises(CommandError, match="CG20260101"):
        call_command("render_letter", "CG20260101-AAAAA", "seller", "--out", str(out))
    assert not out.exists()


def test_the_selftest_looks_at_letters_and_leaves_no_case(tmp_path: Path) -> None:
    call_command("letters_selftest", "--case", "rare_characters", "--out", str(tmp_path))
    assert not Case.objects.exists()
    names = {path.name for path in tmp_path.iterdir()}
    assert {"first-pages.png", "rare_characters-seller.docx", "rare_characters-seller-large.pdf"} <= names


def test_the_selftest_fails_where_a_form_says_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = making.write
    monkeypatch.setattr(selftest, "COMPOSERS", {Kind.SELLER: COMPOSERS[Kind.SELLER]})
    monkeypatch.setattr(
        making, "write", lambda form, html, **rest: plain(form, html.replace("事实经过", "事实"), **rest)
    )
    with pytest.raises(CommandError, match="1 of 1 letters have problems"):
        call_command("letters_selftest", "--case", "milk_expired")
    assert not Case.objects.exists()


def test_an_invented_case_leads_to_every_kind_of_letter() -> None:
    """fixtures/letter_cases.json: the selftest never looks at a kind that no case leads to."""
    on, told = invented.read()
    fit = set()
    for each in told:
        source = Source.of(invented.make(each), on)
        fit |= {kind for kind in COMPOSERS if not reason_not_to(source, kind)}
    assert fit == set(COMPOSERS)


def test_the_selftest_knows_only_its_own_cases() -> None:
    with pytest.raises(CommandError, match="nobody"):
        call_command("letters_selftest", "--case", "nobody")
