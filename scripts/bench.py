"""`make bench`: what letters and pages cost on this machine, beside what they should cost.

    scripts/python.sh scripts/bench.py            more than ten minutes on two cores
    scripts/python.sh scripts/bench.py --quick    fewer rounds, 1,000 cases
    scripts/python.sh scripts/bench.py --write    also keep the table in docs/benchmarks.md

Everything happens in a throw-away folder. Machines differ and are shared: the ratio to plain WeasyPrint in
the same run is what can be compared between machines.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "benchmarks.md"
MARK = "<!-- figures -->"
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from throw_away import throw_away  # noqa: E402


@dataclass(frozen=True)
class Figure:
    """One line of the table. `limit` is what `value` should not exceed (`least`: not fall below)."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    least: bool = False

    @property
    def kept(self) -> bool:
        if self.limit is None:
            return True
        return self.value >= self.limit if self.least else self.value <= self.limit

    def cells(self) -> tuple[str, str, str]:
        digits = 0 if abs(self.value) >= 100 or self.unit == "queries" else 1 if abs(self.value) >= 10 else 2
        target = (
            "" if self.limit is None else f"{'≥' if self.least else '≤'} {self.limit:g} {self.unit}".strip()
        )
        return self.name, f"{self.value:,.{digits}f} {self.unit}".strip(), target


@dataclass(frozen=True)
class Size:
    """How much to measure. `pictures` are those of each layout that is read."""

    rounds: int
    clicks: int
    letters: int
    cases: int
    pictures: int


FULL = Size(rounds=9, clicks=20, letters=1_000, cases=10_000, pictures=6)
QUICK = Size(rounds=3, clicks=10, letters=30, cases=1_000, pictures=1)
UPLOAD_MB = 100


def letters(size: Size) -> Iterator[Figure]:
    """One process without a site: warm letters beside plain WeasyPrint."""
    from bench_letters import bench_letters

    found = bench_letters(size.rounds)
    yield Figure("2-page letter, warm", found["S_ms"], "ms", 350)
    yield Figure("3-page letter, warm", found["M_ms"], "ms")
    yield Figure("4-page letter, warm", found["L_ms"], "ms")
    yield Figure("letters per second, one process, sizes mixed", found["letters_per_second"], "/s")
    for letter, name in (("S", "2"), ("M", "3"), ("L", "4")):
        yield Figure(f"plain WeasyPrint, the same {name}-page letter", found[f"{letter}_plain_ms"], "ms")
    yield Figure("new process until it can make letters", found["start_ms"], "ms")
    yield Figure(
        "letters per minute, two processes", found["per_minute_two_children"], "/min", 300, least=True
    )
    yield Figure("memory of a process that made them", found["peak_mb"], "MB", 350)
    yield Figure("memory of a parent and two children", found["three_processes_mb"], "MB", 220)


def peers(size: Size) -> Iterator[Figure]:
    """The same letter by other engines; those that are not installed are left out."""
    from bench_peers import bench_peers

    found = bench_peers(size.rounds)
    limits = {"plain": 0.5, "chromium": 2}
    names = {
        "plain": "plain WeasyPrint",
        "chromium": "a warm page of Chromium",
        "libreoffice_cold": "LibreOffice, one .docx a call",
        "libreoffice_warm": "LibreOffice, each further .docx of a call",
        "typst": "Typst",
    }
    for way, name in names.items():
        if way in found:
            yield Figure(f"3-page letter by {name}", found[way], "ms")
            ratio = found["ours"] / found[way]
            yield Figure(f"3-page letter against {name}", ratio, "", limits.get(way))


def served(size: Size, folder: Path) -> Iterator[Figure]:
    """The whole site on a folder of its own."""
    from tests.e2e.served import ServedSite

    site = ServedSite(folder)
    started = time.perf_counter()
    site.start()
    try:
        yield Figure("empty folder until the first page", time.perf_counter() - started, "s")
        yield from _on_site(size, site.port, site.process.pid)
    finally:
        site.stop()


def _on_site(size: Size, port: int, pid: int) -> Iterator[Figure]:
    import django

    django.setup()
    import bench_pages
    import bench_site
    from django.db import transaction
    from django.utils import timezone

    from claimguide.cases import services
    from claimguide.guide import demo, story

    whole = demo.Demo(demo.read())
    case = whole.tell()
    told = whole.told["answers"]
    cases = [case]
    for _ in range(size.clicks):
        with transaction.atomic():
            cases.append(story.fill(services.open_case(), told, timezone.localdate()))
    first = bench_site.click(port, case, "seller")
    yield Figure("first letter after the start: click to PDF", first.pdf, "ms")
    clicks = [bench_site.click(port, each, "seller") for each in cases[1:]]
    pdf = [each.pdf for each in clicks]
    yield Figure("click to the next page, median", statistics.median(c.page for c in clicks), "ms")
    yield Figure(f"click to PDF, median of {len(pdf)}", statistics.median(pdf), "ms", 1500)
    yield Figure("click to PDF, 95th percentile", bench_site.quantile95(pdf), "ms", 1500)
    worker = bench_site.worker(pid, size.letters)
    yield Figure("letters per minute on the served site", worker.per_minute, "/min")
    yield Figure("worker's largest process, peak", worker.peak_mb, "MB", 350)
    yield Figure(f"worker's growth over {size.letters} letters", worker.growth_mb, "MB")
    bench_pages.fill_up(size.cases)
    for page in bench_pages.measure(case, size.rounds * 2):
        name = f"{page.name}, {size.cases:,} cases" if page.name == "admin list" else page.name
        yield Figure(name, page.ms, "ms", 50)
        yield Figure(f"{name}: queries", page.queries, "queries", 12)


def bundle() -> Iterator[Figure]:
    """30 photographs of 12 megapixels and 3 PDFs, in processes and a folder of their own."""
    from bench_bundle import bench_bundle

    found = bench_bundle()
    pages = f"{found['pages']:.0f} pages"
    yield Figure(f"bundle of 30 photographs and 3 PDFs, {pages}: time", found["seconds"], "s", 5)
    yield Figure("bundle: processor time", found["cpu_seconds"], "s")
    yield Figure("bundle: peak memory of its process", found["peak_mb"], "MB", 220)
    yield Figure("bundle: PDF", found["pdf_mb"], "MB", 20)
    yield Figure("bundle: ZIP with the originals", found["zip_mb"], "MB")
    for form in ("pdf", "zip"):
        name = f"dossier with that bundle, {form.upper()}"
        yield Figure(f"{name}: time", found[f"{form}_dossier_seconds"], "s")
        yield Figure(f"{name}: peak memory of its process", found[f"{form}_dossier_peak_mb"], "MB", 250)


def upload() -> Iterator[Figure]:
    """A site of its own takes one large film."""
    found = _told("bench_upload.py", str(UPLOAD_MB))
    name = f"upload of {UPLOAD_MB} MB in pieces"
    yield Figure(f"{name}: web process peak", found["peak_mb"], "MB", 120)
    yield Figure(f"{name}: time", found["seconds"], "s")


def reading(size: Size) -> Iterator[Figure]:
    """Generated screenshots, read behind the walls the site reads them behind, where that can be done."""
    from claimguide.evidence.read import engine
    from tests.evidence.read import phone

    if why := ", ".join(engine.missing()) or phone.fonts_missing():
        print(f"reading is not measured: {why}", flush=True)
        return
    found = _told("bench_read.py", "--rounds", str(size.pictures))
    yield Figure("reading: fields read right", found["right"], "%", 90, least=True)
    yield Figure("reading: wrong values offered as sure", found["wrong"], "%", 1)
    yield Figure("reading: a picture", found["seconds"], "s")
    yield Figure("reading: peak memory of its process", found["peak_mb"], "MB")


def _told(script: str, *arguments: str) -> dict[str, float]:
    """The figures of a script that measures in processes of its own."""
    command = [sys.executable, str(ROOT / "scripts" / script), *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{script}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def machine() -> str:
    """What the figures belong to."""
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    here = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}"
    python = f"Python {platform.python_version()}"
    return f"{time.strftime('%Y-%m-%d')}, {here}, {python}, {revision or 'no revision'}"


def write(lines: list[str], about: str) -> None:
    """Put the table into docs/benchmarks.md behind its mark; what stands before it stays."""
    head = TABLE.read_text("utf-8").partition(MARK)[0]
    TABLE.write_text(f"{head}{MARK}\n\n{about}\n\n" + "\n".join(lines) + "\n", "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds and 1,000 cases")
    parser.add_argument("--write", action="store_true", help="keep the table in docs/benchmarks.md")
    options = parser.parse_args()
    size, about = QUICK if options.quick else FULL, machine()
    print(f"Medians of one run. {about}\n", flush=True)
    figures = []
    with throw_away() as folder:
        for part in (letters(size), peers(size), bundle(), upload(), reading(size), served(size, folder)):
            for figure in part:
                figures.append(figure)
                name, value, target = figure.cells()
                print(f"{name:<52}{value:>14}   {target:<14}{'' if figure.kept else 'MISSED'}", flush=True)
    if options.write:
        rows = ["| figure | here | target |", "|---|---:|---|"]
        rows += [f"| {' | '.join(figure.cells())} |" for figure in figures]
        write(rows, about)
        print(f"\nWritten to {TABLE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
