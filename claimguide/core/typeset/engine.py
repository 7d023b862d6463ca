"""From the HTML of a letter to the bytes of a PDF.

One process keeps one font configuration and two parsed style sheets; that, small fonts, fixed tables and no
rendering before the fork are what make a letter cheap (figures: docs and scripts/bench_letters.py).
The same arguments give the same bytes in every process: no clock and no random number is read.
"""

from __future__ import annotations

import gc
import json
import logging
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cssselect2
import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.html import UA_COUNTER_STYLE
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.urls import FatalURLFetchingError

from . import speed, tagging, typography
from .fetcher import AddressRefused, Asset, BundleFetcher
from .fonts import LetterFonts
from .glyphs import MissingGlyphs, printable, require_glyphs

ROOT = Path(__file__).resolve().parents[3]
STYLE_SHEETS = ROOT / "static" / "css"
SAMPLE = ROOT / "templates" / "letters" / "warm_up.html"
PDF_VARIANT = "pdf/ua-1"
COMPRESSION = 5  # 9 takes three times as long for 1 % less
SELFTEST_SECONDS = 60
_LOCK = threading.Lock()  # Pango's font map is not for several threads at once
_TEXT_ATTRIBUTES = ("data-facts", "data-notice")
# Sheets that only say what they change: the sheet named here lies under them.
_UNDER = {"letter_large": "letter"}

# WeasyPrint's own default sheet has some 200 rules for all of HTML, and each is tried on each element.
_DEFAULTS = """
html, body, article, section, header, footer, div, blockquote { display: block }
h1, h2, h3, p, ol, ul, dl, dt, dd { display: block }
html, body { margin: 0 }
head, title, meta { display: none }
li { display: list-item }
table { display: table; border-spacing: 0 }
thead { display: table-header-group }
tbody { display: table-row-group }
tr { display: table-row }
td, th { display: table-cell; padding: 0 }
strong, b { font-weight: 700 }
ol, ul { counter-reset: list-item }
"""


class EngineFault(RuntimeError):
    """The renderer said something it should never have to say about our own templates."""


@dataclass(frozen=True)
class _Engine:
    fonts: LetterFonts
    defaults: CSS


@cache
def _engine() -> _Engine:
    # Five lines of progress per letter tell the log nothing.
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    typography.install()
    tagging.install()
    speed.install()
    fonts = LetterFonts()
    return _Engine(fonts, _parsed(_DEFAULTS, fonts))


def _parsed(text: str, fonts: LetterFonts) -> CSS:
    return CSS(string=text, font_config=fonts, url_fetcher=BundleFetcher(), counter_style=UA_COUNTER_STYLE)


@cache
def _sheet(name: str) -> CSS:
    return _parsed((STYLE_SHEETS / f"{name}.css").read_text("utf-8"), _engine().fonts)


def _sheets(name: str) -> list[CSS]:
    return [_sheet(each) for each in (_UNDER.get(name), name) if each]


class _LetterHTML(HTML):  # type: ignore[misc]
    """A parsed letter with our default sheet in place of WeasyPrint's."""

    def __init__(self, root: ElementTree.Element, fetcher: BundleFetcher, defaults: CSS) -> None:
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root
        self._defaults = defaults

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [self._defaults]


def _parse(html: str) -> ElementTree.Element:
    """The elements of a letter. Our templates are well-formed, so the fast XML parser nearly always does."""
    try:
        return ElementTree.fromstring(html)  # noqa: S314  expat 2.4+ limits entity expansion; no DTD is loaded
    except ElementTree.ParseError:
        root: ElementTree.Element = HTML(string=html, url_fetcher=BundleFetcher()).etree_element
        return root


def _document(html: str, title: str, lang: str) -> ElementTree.Element:
    """A whole document around the letter, its texts made printable and its long runs breakable."""
    root = ElementTree.Element("html", {"lang": lang})
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = title
    body = ElementTree.SubElement(root, "body")
    letter = _parse(html)
    if letter.tag == "html":
        body.extend(next(letter.iter("body")))
    else:
        body.append(letter)
    texts = []
    for element in body.iter():
        for name in _TEXT_ATTRIBUTES:
            if value := element.get(name):
                element.set(name, printable(value))
                texts.append(element.attrib[name])
        if element.text:
            element.text = typography.breakable(printable(element.text))
            texts.append(element.text)
        if element.tail:
            element.tail = typography.breakable(printable(element.tail))
            texts.append(element.tail)
    require_glyphs("".join(texts))
    return root


class _Complaints(logging.Handler):
    """Collects what WeasyPrint would only log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: list[str] = []
        self.other: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith(".notdef") and record.args:
            self.missing.append(str(record.args[0]))  # type: ignore[index]
        else:
            self.other.append(record.getMessage())


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Turn WeasyPrint's warnings into errors: a letter with a hole in it must not leave the house."""
    logger, complaints = logging.getLogger("weasyprint"), _Complaints()
    logger.addHandler(complaints)
    try:
        yield
    finally:
        logger.removeHandler(complaints)
    if complaints.missing:
        raise MissingGlyphs("".join(complaints.missing))
    if complaints.other:
        raise EngineFault("; ".join(complaints.other))


class _Done(pydyf.Object):  # type: ignore[misc]
    """A PDF object that is already bytes."""

    def __init__(self, plain: pydyf.Object) -> None:
        super().__init__()
        self.number = plain.number
        self._bytes: bytes = plain.data

    @property
    def data(self) -> bytes:
        return self._bytes


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    """Write out and deflate every object once; pydyf does both twice, for the file and for its checksum."""
    for number, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Stream):
            if item.compress:  # photographs are not: they bring their own compression
                raw = b"\n".join(map(pydyf._to_bytes, item.stream))
                item.stream, item.compress = [zlib.compress(raw, COMPRESSION)], False
                item.extra["Filter"] = "/FlateDecode"
        elif item.free != "f":
            pdf.objects[number] = _Done(item)


def render_pdf(  # noqa: PLR0913  the bytes are a function of exactly these
    html: str,
    *,
    title: str,
    created: datetime,
    lang: str = "zh-CN",
    assets: Mapping[str, Asset] | None = None,
    sheet: str = "letter",
) -> bytes:
    """Render `<article class="letter">…</article>` to a tagged PDF (PDF/UA-1).

    The file carries title, language and bookmarks. `created` must be aware; it becomes the file's date.
    `assets` are the only files the letter can show, as `bundle:<name>`; `sheet` names a style sheet of
    static/css/ (a fixed word of our code). The bytes depend on nothing but the arguments, the fonts and the
    style sheet.

    Raises MissingGlyphs (a character cannot be printed), AddressRefused (the letter asked for a file that
    is not an asset), FontMissing (installation), EngineFault (a fault of the template), ValueError (naive
    date).
    """
    if created.tzinfo is None:
        raise ValueError("the creation date of a letter needs a time zone")
    root = _document(html, title, lang)
    identifier = sha256("\0".join((html, title, created.isoformat(), lang, sheet)).encode()).hexdigest()[:32]
    try:
        with _LOCK, _no_complaints():
            engine = _engine()
            page_html = _LetterHTML(root, BundleFetcher(assets), engine.defaults)
            options: dict[str, Any] = {"pdf_variant": PDF_VARIANT, "presentational_hints": False}
            document = page_html.render(font_config=engine.fonts, stylesheets=_sheets(sheet), **options)
            tagging.mark_margins(document)
            document.metadata.created = document.metadata.modified = created.isoformat(timespec="seconds")
            pdf: bytes = document.write_pdf(finisher=_finish, pdf_identifier=identifier.encode(), **options)
            return pdf
    except FatalURLFetchingError as error:  # a BaseException: `except Exception` further up would miss it
        raise AddressRefused(str(error)) from None


def warm_up() -> None:
    """Load fonts and style sheets, render one letter, freeze the heap: for the parent of a worker pool.

    Children forked afterwards render their first letter at full speed and share the parent's memory.
    """
    render_pdf(
        SAMPLE.read_text("utf-8"),
        title="warm-up",
        created=datetime.fromisoformat("2026-01-01T00:00:00+08:00"),
    )
    gc.collect()
    gc.freeze()


def selftest() -> list[str]:
    """Problems of this installation that would spoil or kill letters; empty if there are none.

    Runs in a child process, because Pango ends the process when it finds no font at all.
    """
    command = [sys.executable, "-c", "from claimguide.core.typeset.engine import _selftest; _selftest()"]
    try:
        done = subprocess.run(  # noqa: S603  fixed command
            command, cwd=ROOT, capture_output=True, text=True, timeout=SELFTEST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return [f"the letter engine did not answer within {SELFTEST_SECONDS} seconds"]
    if done.returncode < 0:
        return [f"the letter engine was killed by signal {-done.returncode}; are the letter fonts there?"]
    try:
        problems: list[str] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return [f"the letter engine does not start: {reason}"]
    return problems


def _selftest() -> None:
    """Body of the child process of `selftest`: prints a JSON list of problems."""
    problems = []
    if harfbuzz_subset is None:
        problems.append(
            "library libharfbuzz-subset is missing (Debian: libharfbuzz-subset0); a letter takes 20 s"
        )
    try:
        warm_up()
    except Exception as error:
        problems.append(f"{type(error).__name__}: {error}")
    print(json.dumps(problems))  # noqa: T201  the parent reads it
