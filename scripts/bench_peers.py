"""The 3-page letter by other engines, in the same run: ours, plain WeasyPrint, Chromium, LibreOffice, Typst.

    scripts/python.sh scripts/bench_peers.py [rounds]

Chromium comes with the tests. LibreOffice (Debian: libreoffice-writer-nogui) and Typst (PyPI: typst) are
measured where they are installed; the site needs neither. Engines take turns, so the ratios survive a busy
machine.

What each is given is the letter's own text with headings, lists and tables. Chromium prints the letter's HTML
and style sheet from a page that stays open. LibreOffice converts a .docx that it made of that HTML (what
docassemble does), alone, and ten in one call, where what each further one adds is its warm figure. Typst sets
a plain translation.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from bench_letters import SAMPLES, Child  # noqa: E402

FONTS = ROOT / "static" / "fonts"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
Render = Callable[[], float]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


@contextmanager
def chromium(html: str) -> Iterator[Render | None]:
    """A page that stays open; each letter is put into it and printed."""
    if BROWSER is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    css = (ROOT / "static/css/letter.css").read_text("utf-8").replace("ClaimSong, ", '"Noto Serif CJK SC", ')
    page_html = f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{css}</style>{html}</html>'
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()

        def render() -> float:
            return timed(
                lambda: (page.set_content(page_html), page.pdf(prefer_css_page_size=True, tagged=True))
            )

        render()
        yield render
        browser.close()


@contextmanager
def libreoffice(html: str, folder: Path) -> Iterator[tuple[Render, Render] | None]:
    """Cold: one call for one letter. Warm: what the tenth of ten in one call adds."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        yield None
        return
    page = folder / "letter.html"
    page.write_text(f'<html lang="zh-CN"><meta charset="utf-8">{html}</html>', "utf-8")
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]

    def convert(to: str, *files: Path) -> None:
        subprocess.run(
            [*command, to, "--outdir", str(folder), *map(str, files)], capture_output=True, check=True
        )

    convert("docx:MS Word 2007 XML", page)
    copies = [folder / f"letter{number}.docx" for number in range(10)]
    for copy in copies:
        shutil.copy(folder / "letter.docx", copy)

    def cold() -> float:
        return timed(lambda: convert("pdf", copies[0]))

    def warm() -> float:
        return (timed(lambda: convert("pdf", *copies)) - cold()) / 9

    cold()
    yield cold, warm


def in_typst(html: str, mark: str) -> str:
    """The letter in Typst's markup: the same text, headings, lists and tables, set like ours.

    `mark` goes into every text, because the compiler remembers each paragraph that it has set.
    """
    head = (
        '#set page(paper: "a4", numbering: "1",'
        " margin: (top: 30mm, right: 25.5mm, bottom: 29.5mm, left: 27.8mm))\n"
        '#set text(font: ("ClaimSong", "ClaimSong Ext"), size: 12pt, lang: "zh", region: "cn")\n'
        "#set par(justify: true, leading: 8pt)\n"
    )
    return head + "\n".join(_typst(ElementTree.fromstring(html), mark))  # noqa: S314  our own sample


def _typst(element: ElementTree.Element, mark: str) -> Iterator[str]:
    if element.tag in ("h1", "h2"):
        yield f"#heading(level: {element.tag[1]})[{_escaped(element)}{mark}]"
    elif element.tag == "p":
        yield f"#par[{_escaped(element)}{mark}]"
    elif element.tag in ("ol", "ul"):
        kind = "enum" if element.tag == "ol" else "list"
        yield f"#{kind}({', '.join(f'[{_escaped(item)}{mark}]' for item in element)})"
    elif element.tag == "table":
        cells = [f"[{_escaped(cell)}{mark}]" for row in element.iter("tr") for cell in row]
        yield f"#table(columns: (10%, 36%, 43%, 11%), {', '.join(cells)})"
    else:
        for child in element:
            yield from _typst(child, mark)


def _escaped(element: ElementTree.Element) -> str:
    text = " ".join("".join(element.itertext()).split())
    return "".join(f"\\{sign}" if sign in "\\#[]*_`$<>@=-+/~" else sign for sign in text)


@contextmanager
def typst(html: str, folder: Path) -> Iterator[Render | None]:
    if importlib.util.find_spec("typst") is None:
        yield None
        return
    import typst as library

    source = folder / "letter.typ"
    compiler = library.Compiler(root=str(folder), font_paths=[str(FONTS)])
    number = 0

    def render() -> float:
        nonlocal number
        number += 1
        source.write_text(in_typst(html, str(number)), "utf-8")
        return timed(lambda: compiler.compile(input=str(source)))

    render()
    yield render


def bench_peers(rounds: int = 7) -> dict[str, float]:
    """Medians in milliseconds of the 3-page letter: `ours`, `plain`, and of the peers that are installed
    `chromium`, `libreoffice_cold`, `libreoffice_warm`, `typst`.
    """
    html = SAMPLES["M"].read_text("utf-8")
    ours, plain = Child("tuned"), Child("plain")
    ways: dict[str, Render] = {"ours": lambda: ours.render("M")[0], "plain": lambda: plain.render("M")[0]}
    with (
        tempfile.TemporaryDirectory() as name,
        chromium(html) as browser,
        libreoffice(html, Path(name)) as office,
        typst(html, Path(name)) as setter,
    ):
        if browser:
            ways["chromium"] = browser
        if setter:
            ways["typst"] = setter
        times: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, render in ways.items():
                times[way].append(render())
        found = {way: statistics.median(values) for way, values in times.items()}
        if office:
            cold, warm = office
            found["libreoffice_cold"] = statistics.median(cold() for _ in range(3))
            found["libreoffice_warm"] = statistics.median(warm() for _ in range(3))
    ours.peak_mb()
    plain.peak_mb()
    return {way: round(value, 1) for way, value in found.items()}


if __name__ == "__main__":
    print(json.dumps(bench_peers(*map(int, sys.argv[1:2])), indent=2))
