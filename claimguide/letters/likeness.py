"""Do all forms of a letter say the same? Reads each form as its own reader would, without our outline."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import pypdfium2

from claimguide.core.typeset.glyphs import printable

from .outputs import Form

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKER = re.compile(r"\d+\.")
_SPACE = re.compile(r"\s+")


class Unlike(ValueError):
    """Two forms of a letter differ; the message shows where."""


def require_same(html: str, files: dict[Form, bytes]) -> None:
    """Raise Unlike unless every form says what the frozen HTML says, word for word, numbers included.

    White space does not count. A PDF repeats the heads of a table on each page and holds the numbers of lists
    behind the page's text: the first are left out, the second compared by themselves.
    """
    article = ElementTree.fromstring(html)  # noqa: S314  ours
    foot = bare(article.get("data-facts", "") + article.get("data-notice", ""))
    body = "".join(_said(article, numbered=True))
    for form, data in files.items():
        if form in (Form.PDF, Form.LARGE):
            _require_pdf(article, foot, data, form)
        elif form is Form.DOCX:
            _require(form, _docx(data), body + foot)
        elif form is Form.TXT:
            _require(form, bare(data.decode("utf-8-sig")), body + foot)
        else:
            _require(form, _page(data), body + foot)


def bare(text: str) -> str:
    """A text without any white space, as it is printed."""
    return _SPACE.sub("", printable(text))


def _require(form: Form, found: str, expected: str) -> None:
    if found == expected:
        return
    at = next((n for n, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), len(found))
    around = slice(max(0, at - 15), at + 25)
    raise Unlike(f"{form.value} differs at {at}: {found[around]!r} instead of {expected[around]!r}")


def _said(element: ElementTree.Element, *, numbered: bool) -> Iterator[str]:
    """The words of an element in reading order; with the numbers of its lists if `numbered`."""
    yield bare(element.text or "")
    for place, child in enumerate(element, start=1):
        if numbered and element.tag == "ol":
            yield f"{place}."
        yield from _said(child, numbered=numbered)
        yield bare(child.tail or "")


def _require_pdf(article: ElementTree.Element, foot: str, data: bytes, form: Form) -> None:
    body = "".join(_said(article, numbered=False))
    numbers = [f"{place}." for each in article.iter("ol") for place in range(1, len(each) + 1)]
    heads = ["".join(_said(head, numbered=False)) for head in article.iter("thead")]
    markers: list[str] = []
    said = ""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, start=1):
            text = page.get_textpage().get_text_range()
            lines, found = _page_lines(text, foot, number, len(document), form)
            expected = body[len(said) :]
            part = _without_head("".join(lines), expected, heads)
            beside = _MARKER.match(lines[-1]) if lines else None
            if beside and not expected.startswith(part):
                # The last item of a page is one line long: its number stands on that line.
                lines[-1] = lines[-1][beside.end() :]
                part = _without_head("".join(lines), expected, heads)
                found.append(beside[0])
            markers += found
            said += part
    finally:
        document.close()
    _require(form, said, body)
    _require(form, "".join(markers), "".join(numbers))


def _page_lines(text: str, foot: str, number: int, pages: int, form: Form) -> tuple[list[str], list[str]]:
    """What a page says above its foot, and the numbers of lists that pdfium gives behind it."""
    # pdfium marks a hyphen at the end of a line with a code of its own.
    lines = [bare(line) for line in text.replace("\ufffe", "-").splitlines()]
    ending = f"{foot}第{number}页共{pages}页"
    last = ""
    while lines and not last.endswith(ending) and len(last) < len(ending):
        last = lines.pop() + last
    _require(form, last, ending)
    markers: list[str] = []
    while lines and (not lines[-1] or _MARKER.fullmatch(lines[-1])):
        if marker := lines.pop():
            markers.insert(0, marker)
    return lines, markers


def _without_head(part: str, expected: str, heads: list[str]) -> str:
    """A page without the head of a table that goes on from the page before."""
    for head in heads:
        rest = part.removeprefix(head)
        if rest != part and not expected.startswith(part) and expected.startswith(rest):
            return rest
    return part


def _docx(data: bytes) -> str:
    """The document and then its foot, without the numbers of pages."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if re.fullmatch(r"word/footer\d*\.xml", name)]
        body, *feet = [packed.read(name) for name in ("word/document.xml", *names)]
    foot = "".join(map(_word_text, feet))
    return _word_text(body) + foot.replace("第1页共1页", "", 1)


def _word_text(xml: bytes) -> str:
    root = ElementTree.fromstring(xml)  # noqa: S314  ours
    return bare("".join(text.text or "" for text in root.iter(f"{_W}t")))


def _page(data: bytes) -> str:
    """The words of a page of its own: its body, and what its style sheet prints at the end."""
    text = data.decode()
    article = ElementTree.fromstring(text[text.index("<article") : text.index("</body>")])  # noqa: S314  ours
    foot = article.get("data-facts", "") + article.get("data-notice", "")
    return "".join(_said(article, numbered=True)) + bare(foot)
