"""How well and at what cost screenshots are read: the engine behind its walls, on generated pictures.

    scripts/python.sh scripts/bench_read.py                     the measured pictures
    scripts/python.sh scripts/bench_read.py --held-out          others, drawn from a seed kept for this
    scripts/python.sh scripts/bench_read.py --strangers         layouts drawn after the rules were written
    scripts/python.sh scripts/bench_read.py --engine tesseract  Debian's, to compare (docs/decisions/0007)
    ... --notes                                                 also each field missed, each wrong value

`make bench` calls it with --json. Needs the fonts of fonts-noto-cjk.
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from claimguide.evidence.read import engine  # noqa: E402
from claimguide.evidence.read.lines import Box, Line, Reading  # noqa: E402
from claimguide.evidence.read.suggest import suggest  # noqa: E402
from tests.evidence.read import corpus, phone  # noqa: E402
from tests.evidence.read.scoring import Score  # noqa: E402

TODAY = date(2026, 11, 23)
Answers = Iterable[Reading | engine.ReadingFailed]


def rapidocr(pictures: list[bytes]) -> Answers:
    """As the site reads."""
    return engine.read_pictures(pictures)


def tesseract(pictures: list[bytes]) -> Answers:
    """Debian's tesseract with chi_sim, given what it likes: 1,080 pixels wide, dark on light, sparse text."""
    for data in pictures:
        picture = Image.open(io.BytesIO(data)).convert("L")
        scale = 1080 / picture.width
        wide = picture.resize((1080, round(picture.height * scale)), Image.Resampling.LANCZOS)
        if wide.resize((1, 1)).getpixel((0, 0)) < 110:
            wide = ImageOps.invert(wide)
        png = io.BytesIO()
        wide.save(png, "PNG", compress_level=1)
        done = subprocess.run(
            ["tesseract", "-", "-", "-l", "chi_sim", "--psm", "11", "tsv"],
            input=png.getvalue(),
            capture_output=True,
            check=True,
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin"},
        )
        yield Reading(picture.size, tuple(_lines(done.stdout.decode(), scale)))


def _lines(table: str, scale: float) -> Iterable[Line]:
    words = defaultdict(list)
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[11].strip() and float(cells[10]) >= 0:
            words[tuple(cells[2:5])].append(cells)
    for line in words.values():
        boxes = [Box(*(round(int(c) / scale) for c in cells[6:10])) for cells in line]
        around = boxes[0]
        for box in boxes[1:]:
            around = around.around(box)
        sure = min(float(cells[10]) for cells in line) / 100
        yield Line(" ".join(cells[11] for cells in line), around, sure)


ENGINES: dict[str, Callable[[list[bytes]], Answers]] = {"rapidocr": rapidocr, "tesseract": tesseract}


def measure(
    read: Callable[[list[bytes]], Answers], screens: list[corpus.Screen]
) -> tuple[Score, dict[str, float]]:
    """The score and the figures: shares in percent, seconds per picture, peak memory of a child in MB."""
    started = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    answers = list(read([screen.data for screen in screens]))
    spent = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    score = Score()
    failed = 0
    for screen, answer in zip(screens, answers, strict=True):
        lines = () if isinstance(answer, engine.ReadingFailed) else answer.lines
        failed += isinstance(answer, engine.ReadingFailed)
        score.add(screen, suggest(lines, screen.size, today=TODAY))
    return score, {
        "pictures": len(screens),
        "failed": failed,
        "fields": score.there.total(),
        "right": 100 * score.right_share,
        "sure": score.sure.total(),
        "wrong": 100 * score.wrong_share,
        "seconds": spent / len(screens),
        "cpu_seconds": (used.ru_utime - before) / len(screens),
        "peak_mb": used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024),
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", choices=list(ENGINES), default="rapidocr")
    parser.add_argument("--held-out", action="store_true", help="the seed kept back")
    parser.add_argument("--strangers", action="store_true", help="layouts the rules were not made for")
    parser.add_argument("--rounds", type=int, default=corpus.ROUNDS, help="pictures of each layout")
    parser.add_argument("--notes", action="store_true", help="print what was missed and what was wrong")
    parser.add_argument("--json", action="store_true", help="figures only, for make bench")
    options = parser.parse_args()
    if options.engine == "rapidocr" and engine.missing():
        print(f"not installed: {', '.join(engine.missing())}", file=sys.stderr)
        return 1
    if phone.fonts_missing():
        print(phone.fonts_missing(), file=sys.stderr)
        return 1
    seed = corpus.HELD_OUT if options.held_out else corpus.MEASURED
    screens = list(corpus.screens(seed, options.rounds, strange=options.strangers))
    score, figures = measure(ENGINES[options.engine], screens)
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, value in figures.items():
        print(f"{name:<14}{value:>9.2f}")
    for name in sorted(score.there | score.sure):
        print(
            f"  {name:<20}{score.right[name]:>4} of {score.there[name]:>4} right, "
            f"{score.wrong[name]:>3} of {score.sure[name]:>4} sure ones wrong"
        )
    if options.notes:
        print("\n".join(score.notes))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
