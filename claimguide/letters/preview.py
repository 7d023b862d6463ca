"""The letter on the review page: the very HTML that is sent, with a way to change each paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from . import edits, render
from .content import Run, Runs
from .drafting import Drafted
from .edits import Block

# Private characters around a paragraph's number: nobody can type them, and no letter holds them.
_START, _END = "\ue200", "\ue201"
_PARAGRAPH = re.compile(
    rf"<p(?P<attributes>(?: [^>]*)?)>(?P<before>(?:(?!</p>)[^{_START}])*)"
    rf"{_START}(?P<number>\d+){_END}(?P<after>.*?)</p>",
    re.DOTALL,
)
EXCERPT = 20


@dataclass(frozen=True)
class Opened:
    """The form that is open in the letter: on the paragraph `place`, or behind it (`adding`).

    `key` names the paragraph to add. `there` is what another tab saved meanwhile, None if nothing was.
    `kept`: the text was kept over a change of language.
    """

    place: str
    adding: bool = False
    text: str = ""
    token: str = ""
    key: str = ""
    error: str = ""
    there: str | None = None
    kept: bool = False

    @property
    def draft(self) -> str:
        """How drafts tell this form from others of the letter."""
        return f"+{self.place}" if self.adding else self.place


@dataclass(frozen=True)
class Item:
    """A paragraph of the preview: `place` is its address or the key of an own one."""

    place: str
    excerpt: str
    editable: bool
    removable: bool
    changed: bool
    add_after: str
    removed: tuple[tuple[str, str], ...] = ()
    own: bool = False

    def holds(self, opened: Opened) -> bool:
        """Whether the open form belongs to this paragraph."""
        if opened.adding:
            return bool(opened.place) and self.add_after == opened.place
        return self.editable and self.place == opened.place


class _Marking:
    """Notes which paragraph of the HTML is which, by a mark in its text."""

    def __init__(self, opened: Opened | None) -> None:
        self.places: list[str] = []
        self._open = opened.place if opened and not opened.adding else ""

    def __call__(self, place: str, paragraphs: tuple[Runs, ...]) -> tuple[Runs, ...]:
        self.places.append(place)
        mark = Run(f"{_START}{len(self.places) - 1}{_END}")
        # While it is changed, its text stands in the form and not beside it.
        *before, last = paragraphs[-1:] if place == self._open else paragraphs
        return (*before, (mark, *last))


def is_stranded(drafted: Drafted, opened: Opened | None) -> bool:
    """Whether the paragraph of the open form is not there any more, so that its words need another place."""
    return opened is not None and not any(item.holds(opened) for item in _items(drafted))


def html(request: HttpRequest, drafted: Drafted, opened: Opened | None, base: dict[str, Any]) -> SafeString:
    """The letter with the tools of each paragraph. `base` is what the fragments need of the page."""
    marking = _Marking(opened)
    letter = render.html(edits.apply(drafted.generated, drafted.settled, marking))
    items = {item.place: item for item in _items(drafted)}
    put = partial(_paragraph, request, [items[place] for place in marking.places], opened, base)
    # The letter is escaped by its templates, and so is every fragment.
    return mark_safe(_PARAGRAPH.sub(put, letter))  # noqa: S308


def _paragraph(
    request: HttpRequest, items: list[Item], opened: Opened | None, base: dict[str, Any], found: re.Match[str]
) -> str:
    item = items[int(found["number"])]
    here = opened if opened and item.holds(opened) else None
    is_open = here is not None and not here.adding
    tools = render_to_string(
        "letters/page_tools.html", {**base, "item": item, "opened": here, "is_open": is_open}, request
    )
    if is_open:
        return tools
    place = f' id="at-{item.place}"'
    return f"<p{place}{found['attributes']}>{found['before']}{found['after']}</p>{tools}"


def _items(drafted: Drafted) -> Iterator[Item]:
    """Each paragraph that is in the letter, in reading order; what was taken out hangs on the one before."""
    gone: dict[str, list[tuple[str, str]]] = {}
    there = edits.OPENING
    for place, block in drafted.blocks.items():
        if drafted.text_of(place):
            there = place
        else:
            gone.setdefault(there, []).append((place, _excerpt(block.text)))
    for place, block in drafted.blocks.items():
        own = drafted.settled.added.get(place, [])
        if drafted.text_of(place):
            yield _item(drafted, block, tuple(gone.get(place, ())), is_last=not own)
        for edit in own:
            last = edit is own[-1]
            after = place if last else ""
            yield Item(edit.key, _excerpt(edit.now), True, True, True, after, own=True)


def _item(drafted: Drafted, block: Block, gone: tuple[tuple[str, str], ...], *, is_last: bool) -> Item:
    return Item(
        place=block.place,
        excerpt=_excerpt(drafted.text_of(block.place)),
        editable=block.editable,
        removable=block.removable,
        changed=block.place in drafted.settled.changes,
        add_after=block.place if is_last and block.extendable else "",
        removed=gone,
    )


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}……"
