"""What a letter costs, against plain WeasyPrint in the same run.

    uv run python scripts/bench_letters.py

Machines differ and are shared, so the figure that counts is the ratio: both ways of rendering the same
letters take turns in two child processes. "Plain" is WeasyPrint as its manual shows it: the Noto Serif CJK
SC of the system, a new font configuration and style sheet for every letter, tables laid out automatically.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TextIO, cast

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = {
    "S": ROOT / "tests/letters/samples/seller_2_pages.html",
    "M": ROOT / "tests/letters/samples/platform_3_pages.html",
    "L": ROOT / "tests/letters/samples/association_4_pages.html",
}
CREATED = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


def _plain(html: str) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    css = (ROOT / "static/css/letter.css").read_text("utf-8")
    css = css.replace('ClaimSong, "ClaimSong Ext"', '"Noto Serif CJK SC"').replace("table-layout: fixed", "")
    fonts = FontConfiguration()
    page = f'<!DOCTYPE html><html lang="zh-CN"><head><title>x</title></head><body>{html}</body></html>'
    sheet = CSS(string=css, font_config=fonts)
    return HTML(string=page).write_pdf(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1")


def _tuned(html: str) -> bytes:
    from claimguide.core.typeset.engine import render_pdf

    return render_pdf(html, title="x", created=CREATED)


def _serve(way: str) -> None:
    """Child process: for each line `size` on standard input, render and answer `milliseconds bytes`."""
    started = time.perf_counter()
    sys.path.insert(0, str(ROOT))
    texts = {size: path.read_text("utf-8") for size, path in SAMPLES.items()}
    if way == "tuned":
        from claimguide.core.typeset.engine import warm_up

        warm_up()
        render = _tuned
    else:
        render = _plain
        render(texts["S"])
    print(f"{(time.perf_counter() - started) * 1000:.1f} 0", flush=True)
    for line in sys.stdin:
        before = time.perf_counter()
        pdf = render(texts[line.strip()])
        print(f"{(time.perf_counter() - before) * 1000:.2f} {len(pdf)}", flush=True)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)


def _fork(letters: int) -> None:
    """Child process: warm up, fork two, let each render `letters` letters; print per minute and megabytes.

    Megabytes are proportional (PSS): a page that three processes share counts once.
    """
    sys.path.insert(0, str(ROOT))
    from claimguide.core.typeset.engine import warm_up

    warm_up()
    texts = [path.read_text("utf-8") for path in SAMPLES.values()]
    hold, release = os.pipe()
    pipes, started = [], time.perf_counter()
    for _ in range(2):
        reader, writer = os.pipe()
        pipes.append(reader)
        if os.fork() == 0:
            os.close(release)
            for number in range(letters):
                _tuned(texts[number % 3])
            os.write(writer, b"done")
            os.read(hold, 1)  # stay until the parent has weighed us
            os._exit(0)
    for reader in pipes:
        os.read(reader, 4)
    minutes = (time.perf_counter() - started) / 60
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split()
    kilobytes = 0
    for pid in ("self", *children):
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
        kilobytes += int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0])
    os.close(release)
    print(2 * letters / minutes, kilobytes / 1024)


class Child:
    def __init__(self, way: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", way],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.orders = cast("TextIO", self.process.stdin)
        self.output = cast("TextIO", self.process.stdout)
        self.start_ms = self._answer()[0]

    def _answer(self) -> tuple[float, int]:
        milliseconds, size = self.output.readline().split()
        return float(milliseconds), int(size)

    def render(self, size: str) -> tuple[float, int]:
        self.orders.write(f"{size}\n")
        self.orders.flush()
        return self._answer()

    def peak_mb(self) -> float:
        self.orders.close()
        kilobytes = int(self.output.readline())
        self.process.wait()
        return kilobytes / 1024


def bench_letters(rounds: int = 9) -> dict[str, float]:
    """Measure both ways in turns; medians of `rounds` letters of each size.

    Keys: `<size>_ms`, `<size>_plain_ms`, `<size>_ratio`, `<size>_kb`, `<size>_plain_kb` for S, M and L (2, 3
    and 4 pages), `letters_per_second` (one process, sizes mixed), `start_ms`, `peak_mb`, `plain_peak_mb`,
    `per_minute_two_children` and `three_processes_mb` (a parent and two forked children, sizes mixed; Linux).
    """
    children = {way: Child(way) for way in ("tuned", "plain")}
    result: dict[str, float] = {"start_ms": children["tuned"].start_ms}
    medians = []
    for size in SAMPLES:
        times: dict[str, list[float]] = {"tuned": [], "plain": []}
        bytes_: dict[str, int] = {}
        for _ in range(rounds):
            for way, child in children.items():
                milliseconds, bytes_[way] = child.render(size)
                times[way].append(milliseconds)
        tuned, plain = statistics.median(times["tuned"]), statistics.median(times["plain"])
        medians.append(tuned)
        result |= {
            f"{size}_ms": tuned,
            f"{size}_plain_ms": plain,
            f"{size}_ratio": tuned / plain,
            f"{size}_kb": bytes_["tuned"] / 1000,
            f"{size}_plain_kb": bytes_["plain"] / 1000,
        }
    done = subprocess.run(
        [sys.executable, __file__, "--fork", str(rounds * 3)],
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    result["per_minute_two_children"], result["three_processes_mb"] = map(float, done.stdout.split())
    result["letters_per_second"] = 1000 / statistics.mean(medians)
    result["peak_mb"] = children["tuned"].peak_mb()
    result["plain_peak_mb"] = children["plain"].peak_mb()
    return {key: round(value, 3) for key, value in result.items()}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        _serve(sys.argv[2])
    elif sys.argv[1:2] == ["--fork"]:
        _fork(int(sys.argv[2]))
    else:
        print(json.dumps(bench_letters(), indent=2))
