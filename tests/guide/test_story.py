"""The demonstration case: told through the pages' own forms, its pictures and letters real."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from PIL import Image

from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment, facts
from claimguide.core import beside
from claimguide.guide import photographs
from claimguide.guide.demo import THREE, Demo, NotMade, read
from claimguide.guide.story import Refused, fill, told
from claimguide.letters import services as letters
from claimguide.letters.models import LetterVersion
from tests.core.typeset import pdf_tools

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def demo(db: None) -> Demo:
    demo = Demo(read())
    demo.tell()
    return demo


@pytest.fixture
def worker_of_this_process(monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]) -> None:
    """Orders are done here instead of by a worker started for it."""

    def run(work: Iterator[object], log: Path) -> bool:
        for _ in work:
            run_jobs()
        return True

    monkeypatch.setattr(beside, "run_with_worker", run)
    monkeypatch.setattr("claimguide.guide.management.commands.demo.prepare", lambda say: None)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("@-12", "2026-11-11"),
        ("@+10", "2026-12-03"),
        ("假一赔十", "假一赔十"),
        (10, "10"),
        (["@-1", "x"], ["2026-11-22", "x"]),
    ],
)
def test_values_are_told_as_a_consumer_would_type_them(value: Any, shown: Any) -> None:
    assert told(value, TODAY) == shown


def test_the_story_is_the_ruling_it_stands_for(demo: Demo) -> None:
    known = facts(demo.case, demo.today)
    assert (known.channel, known.goods_kind, known.promise_kind) == ("live_stream", "jewellery", "multiple")
    assert (known.price, known.promise_value, known.promise_by) == (Decimal(1000), Decimal(10), "seller")
    punitive = assessment(demo.case, demo.today).punitive
    assert punitive is not None
    assert (punitive.basis, punitive.net) == ("promise", Decimal("10000.00"))


def test_the_story_has_everything_its_letters_need(demo: Demo) -> None:
    assert {kind: letters.still_missing(kind, demo.case) for kind in THREE} == {kind: [] for kind in THREE}
    assert [letters.reason_not_to(kind, demo.case) for kind in THREE] == ["", "", ""]
    assert [e.title for e in demo.case.exhibits.all()] == [p["title"] for p in demo.told["photographs"]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_regions_are_found_by_their_chinese_names_in_any_language(db: None, language: str) -> None:
    with translation.override(language):
        case = Demo({"answers": {"association/region": {"region": "浙江省"}}, "photographs": []}).tell()
    assert case.region is not None
    assert case.region.code == "330000"


@pytest.mark.parametrize(
    ("page", "answer", "why"),
    [
        ("law/money", {"price": "gratis", "quantity": "1"}, "price"),
        ("law/nothing", {}, "no such page"),
        ("association/region", {"region": "Atlantis"}, "region"),
    ],
)
def test_what_a_page_would_not_take_is_refused(case: Case, page: str, answer: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        fill(case, {page: answer}, TODAY)


def test_pictures_are_the_same_every_time_and_marked_above_and_below() -> None:
    first, second = photographs.draw(["订单详情", "很长的一行" * 12]), photographs.draw(["订单详情"])
    assert first == photographs.draw(["订单详情", "很长的一行" * 12]) != second
    picture = Image.open(io.BytesIO(first))
    for y in (10, picture.height - 10):
        red, green, blue = picture.getpixel((10, y))  # type: ignore[misc]
        assert red > 150 > green > blue - 40


def test_the_command_writes_three_letters_and_says_what_is_in_them(
    db: None, worker_of_this_process: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo", out=tmp_path, language="en")
    out = capsys.readouterr().out
    case = Case.objects.get()
    assert f"Case number: {case.number}" in out
    assert "10,000.00 yuan = 10 × 1,000.00" in out
    for version in LetterVersion.objects.all():
        data = (tmp_path / version.file_name).read_bytes()
        assert data == (tmp_path / f"{version.kind}.pdf").read_bytes()
        assert version.pdf_sha256 in out
    assert "假一赔十" in pdf_tools.text((tmp_path / "seller.pdf").read_bytes())
    assert len(list(tmp_path.iterdir())) == 6


def test_a_second_run_makes_a_case_of_its_own(db: None, worker_of_this_process: None, tmp_path: Path) -> None:
    call_command("demo", out=tmp_path)
    call_command("demo", out=tmp_path)
    assert Case.objects.count() == 2
    assert len(list(tmp_path.glob("*第1版.pdf"))) == 6


def test_a_letter_that_fails_is_said_with_its_reason(demo: Demo, run_jobs: Callable[[], int]) -> None:
    work = demo.make()
    assert next(work) is None
    seller = LetterVersion.objects.get(kind="seller")
    assert seller.job is not None
    type(seller.job).objects.filter(pk=seller.job.pk).update(
        state="failed", last_error="missing_glyphs", finished_at=timezone.now()
    )
    with pytest.raises(NotMade, match="missing_glyphs"):
        next(work)


def test_a_folder_that_cannot_be_written_is_said(
    db: None, worker_of_this_process: None, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    with translation.override("en"), pytest.raises(CommandError, match="Cannot write to"):
        call_command("demo", out=tmp_path / "file" / "below", language="en")
