"""Real pictures through the real child. Skipped where the engine or the fonts to draw with are missing."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from claimguide.evidence.read import engine
from claimguide.evidence.read.fields import SURE
from claimguide.evidence.read.lines import Reading
from claimguide.evidence.read.suggest import suggest

from . import corpus, phone, scoring

WHY_NOT = ", ".join(engine.missing())
real = pytest.mark.skipif(bool(WHY_NOT), reason=f"the reading engine is not installed: {WHY_NOT}")
drawn = pytest.mark.skipif(bool(phone.fonts_missing()), reason=phone.fonts_missing() or "fonts")
SAMPLES = ["pinduoduo", "chat_weixin"]


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@real
@drawn
def test_screenshots_are_read_and_bad_pictures_cost_only_themselves() -> None:
    screens = [corpus.screen(name, corpus.MEASURED, 1) for name in SAMPLES]
    noise = Image.effect_noise((400, 300), 90)
    bad = [b"", b"no picture", png(noise)[:-200], screens[0].data[: len(screens[0].data) // 2]]
    blank = [
        png(Image.new("RGB", (1, 1))),
        png(Image.new("L", (30_000, 9))),
        png(Image.new("RGBA", (90, 90))),
    ]
    answers = engine.read_pictures([screens[0].data, *bad, *blank, *(screen.data for screen in screens[1:])])
    read = [answers[0], answers[-1]]
    assert [getattr(answer, "code", "") for answer in answers[1:5]] == ["damaged"] * 4
    assert [getattr(answer, "lines", None) for answer in answers[5:8]] == [(), (), ()]
    score = scoring.Score()
    for screen, answer in zip(screens, read, strict=True):
        assert isinstance(answer, Reading)
        assert answer.size == screen.size
        assert all(0 <= line.box.x < line.box.right <= screen.size[0] for line in answer.lines)
        score.add(screen, suggest(answer.lines, answer.size, today=date(2026, 11, 23)))
    assert score.right_share >= 0.9, score.notes
    assert score.wrong.total() == 0, score.notes
    assert score.sure.total() > 10, SURE


@real
def test_a_picture_with_too_many_pixels_is_not_opened() -> None:
    with pytest.raises(engine.ReadingFailed) as failed:
        engine.read_picture(png(Image.new("1", (9000, 9000))))
    assert failed.value.code == "too_complex"


def test_without_the_engine_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_MODULES", ("no_such_package", "json"))
    assert engine.missing() == ("no_such_package",)
    assert not engine.available()
    (answer,) = engine.read_pictures([b"any"])
    assert isinstance(answer, engine.ReadingFailed)
    assert answer.code == "unavailable"


# Children that do what a parser taken over might do, instead of reading.
ODD = {
    "crashes": ("import os; os.kill(os.getpid(), 11)", ["too_complex", "too_complex"]),
    "gives up": ("raise SystemExit(3)", ["unavailable", "unavailable"]),
    "talks nonsense": ("print('[[[')", ["too_complex", "too_complex"]),
    "wrong shapes": ("print('{\"size\": 3}')", ["too_complex", "too_complex"]),
    "invents a code": ('print(\'{"failed": "<b>"}\\n\' * 9)', ["damaged", "damaged"]),
}


@pytest.mark.parametrize("what", ODD)
def test_an_odd_child_is_not_believed(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code, codes = ODD[what]
    monkeypatch.setattr(engine, "_MODULES", ())
    monkeypatch.setattr(engine, "_BOOT", code)
    answers = engine.read_pictures([b"one", b"two"])
    assert [getattr(answer, "code", "read") for answer in answers] == codes


def test_a_child_that_dies_at_the_second_picture_keeps_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    good = '{"size": [9, 9], "lines": [["x", [0, 0, 5, 5], 7.5]], "whole": true}'
    code = f"import sys, os; print('{good}', flush=True)\nif b'[3, 3]' in sys.stdin.buffer.read(): os.abort()"
    monkeypatch.setattr(engine, "_MODULES", ())
    monkeypatch.setattr(engine, "_BOOT", code)
    first, second = engine.read_pictures([b"one", b"two"])
    assert isinstance(first, Reading)
    assert first.lines[0].confidence == 1.0
    assert isinstance(second, engine.ReadingFailed)


@real
def test_the_child_can_neither_open_nor_start_nor_call_anything() -> None:
    evidence = Path(engine.__file__).resolve().parent.parent
    code = """
import sys; sys.path[:0] = sys.argv[1:3]
from child import pictures, reader
from jail import limits
import os, socket
limits.raise_walls(memory_bytes=2_500_000_000, cpu_seconds=60)
read = reader.load(); pictures.load(); limits.drop_rights(files=False)
said = []
for what, try_it in (("open", lambda: open("/etc/hostname")), ("fork", os.fork), ("socket", socket.socket)):
    try:
        try_it(); said.append(what)
    except OSError:
        pass
print(said, os.geteuid() == 0)
"""
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(evidence / "read"), str(evidence / "inspect")],
        capture_output=True,
        text=True,
        env={"OPENBLAS_NUM_THREADS": "1"},
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["[] False"], done.stderr


@pytest.mark.parametrize(("heights", "tops"), [((900,), 1), ((1600,), 1), ((1700,), 2), ((20_000,), 15)])
def test_a_long_picture_is_cut_into_tiles(heights: Sequence[int], tops: int) -> None:
    """With a reader of its own: a line cut at a tile's edge is left to the next tile."""
    pictures = pytest.importorskip("claimguide.evidence.read.child.pictures")
    seen: list[int] = []

    def reader(tile: object) -> list[tuple[str, tuple[float, float, float, float], float]]:
        height = getattr(tile, "shape")[0]  # noqa: B009
        seen.append(height)
        return [("edge", (0, height - 20, 90, height), 0.9), ("line", (0, 100, 90, 130), 0.9)]

    picture = Image.new("RGB", (900, heights[0]), "white")
    lines, whole = pictures.lines(picture, reader)
    assert whole
    assert len(seen) == tops
    assert [text for text, _, _ in lines].count("edge") == 1
    assert [box[1] for text, box, _ in lines if text == "line"] == [100 + n * 1400 for n in range(tops)]
