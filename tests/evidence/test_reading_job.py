"""From an upload to suggestions: ordered once, read by the worker, and never a danger to the exhibit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.uploadedfile import SimpleUploadedFile

from claimguide.cases import erasure
from claimguide.cases.models import Case
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.evidence import services as evidence
from claimguide.evidence.models import Exhibit, Reading, Suggestion
from claimguide.evidence.read import engine
from claimguide.evidence.read.engine import ReadingFailed
from claimguide.evidence.read.lines import Box, Line
from claimguide.evidence.read.lines import Reading as Read
from claimguide.evidence.reading import machine, pixels, selectors, services
from claimguide.guide.photographs import draw

from . import corpus
from .reading_tools import BOX, Reader, found, page, reader_of_pictures  # noqa: F401

pytestmark = pytest.mark.django_db
Add = Callable[..., Exhibit]
Run = Callable[[], int]


@pytest.fixture
def fake(reader_of_pictures: Reader) -> Reader:  # noqa: F811
    return reader_of_pictures


def reading_jobs() -> int:
    return Job.objects.filter(kind="reading").count()


def test_a_picture_that_came_in_is_read_and_its_values_offered(fake: Reader, add: Add, run_jobs: Run) -> None:
    fake.says = [page(found("order_number", "4 203"), found("amount_paid", "1000.00", sure=61))]
    exhibit = add()
    assert (exhibit.reading.state, reading_jobs()) == ("waiting", 1)
    run_jobs()
    reading = Reading.objects.get(exhibit=exhibit)
    assert (reading.state, reading.engine, reading.failure) == ("done", "fake 1", "")
    assert reading.lines[0] == {"page": 0, "text": "4 203", "box": list(BOX), "confidence": 97}
    rows = list(reading.suggestions.values_list("position", "field", "value", "confidence", "state"))
    assert rows == [
        (0, "order_number", "4 203", 97, "offered"),
        (1, "amount_paid", "1000.00", 61, "offered"),
    ]


def test_only_pictures_and_pages_are_read_and_each_once(fake: Reader, case: Case, run_jobs: Run) -> None:
    data = corpus.saved(corpus.picture((40, 30)), "PNG")
    first = evidence.receive(case, SimpleUploadedFile("a.png", data))
    again = evidence.receive(case, SimpleUploadedFile("b.png", data))
    assert first.pk == again.pk
    services.order(first)
    run_jobs()
    run_jobs()
    assert (fake.asked, reading_jobs()) == (1, 1)
    first.kind = "mp3"
    assert services.order(first) is None


@pytest.mark.parametrize("switched_off", [True, False])
def test_without_the_engine_or_the_wish_nothing_is_ordered(
    add: Add, case: Case, switched_off: bool, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.READING = not switched_off
    monkeypatch.setattr(engine, "missing", lambda: () if switched_off else ("rapidocr",))
    assert not machine.available()
    exhibit = add()
    assert not Reading.objects.exists()
    assert reading_jobs() == 0
    assert evidence.Exhibit.objects.get(pk=exhibit.pk).state == "clean"
    assert selectors.panel(case) == {"open": 0, "total": 0, "waiting": 0, "barred": ""}


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        ([ReadingFailed("damaged")], "damaged"),
        ([ReadingFailed("too_complex")], "too_complex"),
        (SoftTimeLimitExceeded(), "too_complex"),
        (FileNotFoundError(), "missing"),
    ],
)
def test_a_picture_that_cannot_be_read_stays_an_exhibit(
    fake: Reader, add: Add, run_jobs: Run, trouble: Any, failure: str
) -> None:
    def says() -> Any:
        if isinstance(trouble, list):
            return trouble
        raise trouble

    fake.says = says
    exhibit = add()
    run_jobs()
    reading = Reading.objects.get(exhibit=exhibit)
    assert (reading.state, reading.failure, reading.lines) == ("failed", failure, [])
    assert Job.objects.get(kind="reading").state == "done"
    assert Exhibit.objects.clean().filter(pk=exhibit.pk).exists()


def test_one_bad_page_costs_only_itself(fake: Reader, add: Add, run_jobs: Run) -> None:
    fake.says = [ReadingFailed("damaged"), page(found("shop", "木缘阁"))]
    exhibit = add()
    run_jobs()
    row = Suggestion.objects.get(reading_id=exhibit.pk)
    assert (row.reading.state, row.page, row.value) == ("done", 1, "木缘阁")


def test_an_engine_that_does_not_start_is_tried_again_but_not_for_ever(
    fake: Reader, add: Add, run_jobs: Run, case: Case
) -> None:
    fake.says = [ReadingFailed("unavailable")]
    add()
    for attempt in range(Job.MAX_ATTEMPTS):
        assert Job.objects.get(kind="reading").state == "pending", attempt
        assert selectors.waiting(case) == 1
        run_jobs()
    assert Reading.objects.get().failure == "unavailable"
    assert (Job.objects.get(kind="reading").state, fake.asked) == ("done", Job.MAX_ATTEMPTS)
    assert selectors.waiting(case) == 0


def test_an_erased_case_leaves_nothing_to_read(fake: Reader, add: Add, case: Case, run_jobs: Run) -> None:
    add()
    job = Job.objects.get(kind="reading")
    erasure.erase(case)
    jobs.run(job.pk)
    assert fake.asked == 0
    assert not Reading.objects.exists()


def test_a_case_erased_while_its_picture_is_read(fake: Reader, add: Add, case: Case, run_jobs: Run) -> None:
    def says() -> Any:
        erasure.erase(case)
        return [page(found("shop", "木缘阁"))]

    fake.says = says
    add()
    run_jobs()
    assert not Reading.objects.exists()
    assert not Suggestion.objects.exists()


def test_what_has_no_place_in_a_case_is_not_offered(fake: Reader, add: Add, run_jobs: Run) -> None:
    fake.says = [
        page(found("logistics_number", "SF1"), found("platform", "没有的平台"), found("platform", "淘宝"))
    ]
    add()
    run_jobs()
    assert list(Suggestion.objects.values_list("field", flat=True)) == ["platform"]
    assert Suggestion.objects.get().value == "taobao"


@pytest.mark.parametrize(
    ("box", "size", "place"),
    [
        (Box(0, 0, 1080, 2340), (1080, 2340), (0, 0, 10000, 10000)),
        (Box(108, 234, 540, 117), (1080, 2340), (1000, 1000, 5000, 500)),
        (Box(-4, -4, 8, 8), (1000, 1000), (0, 0, 40, 40)),
        (Box(999, 999, 50, 50), (1000, 1000), (9990, 9990, 10, 10)),
        (Box(5, 5, 0, 0), (1000, 1000), (50, 50, 1, 1)),
    ],
)
def test_places_are_kept_in_ten_thousandths_inside_the_page(box: Box, size: Any, place: Any) -> None:
    assert machine._place(box, size) == place


@pytest.mark.skipif(bool(engine.missing()), reason="the reading engine is not installed")
def test_a_drawn_screenshot_is_really_read(case: Case, run_jobs: Run, settings: Any) -> None:
    settings.READING = True
    picture = draw(
        ["订单详情", "订单编号：4203881937750026", "实付款：¥1000.00", "下单时间：2026-03-05 20:15:33"]
    )
    exhibit = evidence.receive(case, SimpleUploadedFile("a.jpg", picture, "image/jpeg"))
    run_jobs()
    reading = Reading.objects.get(exhibit=exhibit)
    assert reading.state == "done", reading.failure
    assert "4203881937750026" in "".join(line["text"] for line in reading.lines)
    values = dict(reading.suggestions.values_list("field", "value"))
    assert values["order_number"] == "4203881937750026"
    assert values["amount_paid"] == "1000.00"
    assert values["ordered_on"] == "2026-03-05"


def test_a_page_becomes_lines_and_percent(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Read((1080, 2340), (Line("订单编号 42", Box(108, 234, 540, 117), 0.987),))
    monkeypatch.setattr(engine, "read_pictures", lambda pages: [answer, ReadingFailed("damaged")])
    read, failed = machine.read([b"", b""], today=None)
    assert isinstance(read, machine.PageRead)
    assert read.lines == [{"text": "订单编号 42", "box": [1000, 1000, 5000, 500], "confidence": 99}]
    assert isinstance(failed, ReadingFailed)


def test_pages_are_drawn_from_the_original(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    exhibit = add()
    asked: list[tuple[str, int, int]] = []

    def drawn(path: Any, kind: str, number: int, width: int) -> bytes:
        asked.append((kind, number, width))
        return b"jpeg"

    monkeypatch.setattr(pixels.runner, "page", drawn)
    exhibit.width, exhibit.height = 4000, 2000
    assert pixels.pages(exhibit) == [b"jpeg"]
    exhibit.kind, exhibit.page_count = "pdf", 12
    exhibit.width, exhibit.height = 1000, 1400
    assert len(pixels.pages(exhibit)) == pixels.PAGES
    assert asked == [("png", 0, 2160), *(("pdf", n, 1080) for n in range(3))]
