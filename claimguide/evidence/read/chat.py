"""Talks with a seller: bubbles, who speaks by the side they hang on, and the time stamp above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median

from .layouts import Page
from .lines import Box, Line
from .values import amounts_in, clean, day_in, plain

ME, OTHER, UNKNOWN = "me", "other", ""
# In 375ths of the width.
_HEAD, _STATUS, _PORTRAIT, _WIDEST, _ALIGNED = 88, 36, 52, 110, 5
_SMALL = 0.8
_MARK = re.compile(r"^(已读|未读|送达|已送达|对方已读|全部已读)$")
_STAMP = re.compile(
    r"^(?:(?P<full>20\d\d[-/.年].*)|(?P<part>(?:\d{1,2}[-/月]\d{1,2}日?|昨天|今天|前天|周[一二三四五六日天]|星期[一二三四五六日天])?"
    r"(?:凌晨|早上|上午|中午|下午|晚上)?\d{1,2}:\d{2}(?::\d{2})?))$"
)
_TYPING = re.compile(r"发消息|说点什么|输入消息|请输入|按住说话|^(发送|表情|语音|更多)$")


@dataclass
class Bubble:
    """What one speaker said in one piece, the lines' texts joined."""

    speaker: str
    time: str
    time_text: str
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _joined([clean(line.text) for line in self.lines])

    @property
    def box(self) -> Box:
        box = self.lines[0].box
        for line in self.lines[1:]:
            box = box.around(line.box)
        return box


def bubbles_in(page: Page, today: date) -> list[Bubble]:
    """The bubbles of a chat from top to bottom; speaker "" where both sides would fit."""
    body = _body(page)
    margin = _margin(page, body)
    found: list[Bubble] = []
    time = time_text = ""
    open_bubble = False
    for line in body:
        if stamp := _stamp(page, line, today):
            time, time_text = stamp
            open_bubble = False
            continue
        if _is_notice(page, line, margin):
            open_bubble = False
            continue
        if open_bubble and _goes_on(found[-1], line):
            found[-1].lines.append(line)
            continue
        found.append(Bubble(UNKNOWN, time, time_text, [line]))
        open_bubble = True
    for bubble in found:
        bubble.speaker = _speaker(page, bubble, margin)
    return _spoken(found)


def _spoken(found: list[Bubble]) -> list[Bubble]:
    """Without names over bubbles, which are written smaller, and without cards of goods with their price."""
    usual = median(bubble.lines[0].em for bubble in found) if found else 0.0
    kept = []
    for n, bubble in enumerate(found):
        small = not bubble.speaker and bubble.lines[0].em < _SMALL * usual
        card = any(_is_price(after) and _goes_with(bubble, after) for after in found[n + 1 : n + 2])
        if not (small or card or _is_price(bubble)):
            kept.append(bubble)
    return kept


def _is_price(bubble: Bubble) -> bool:
    sums = amounts_in(bubble.text)
    return len(sums) == 1 and sums[0].alone and sums[0].signed


def _goes_with(title: Bubble, price: Bubble) -> bool:
    em = title.lines[0].em
    return abs(price.box.x - title.box.x) < em and price.box.y - title.box.bottom < 3 * em


def looks_like_talk(page: Page, found: Sequence[Bubble]) -> bool:
    """Whether a page without a line to type in is a talk all the same: both sides speak, one per row."""
    sides = Counter(bubble.speaker for bubble in found)
    lines = [line for bubble in found for line in bubble.lines]
    spoken = sides[ME] + sides[OTHER]
    return bool(sides[ME] and sides[OTHER]) and spoken >= 0.8 * len(found) and page.rows_shared(lines) < 0.1


def title_of(page: Page) -> Line | None:
    """The name at the head of a chat: the line nearest to the middle, below the status bar."""
    head = [o for o in page.lines if _STATUS <= page.points(o.box.middle) < _HEAD and len(plain(o.text)) > 1]
    if not head:
        return None
    return min(head, key=lambda o: abs(o.box.x + o.box.w / 2 - page.width / 2))


def _body(page: Page) -> list[Line]:
    kept = []
    for line in page.lines:
        if _TYPING.search(line.text) and line.box.middle > page.height * 0.5:
            break
        at = page.points(line.box.middle)
        portrait = page.points(line.box.right) < _PORTRAIT or page.points(page.width - line.box.x) < _PORTRAIT
        if at >= _HEAD and not portrait and not _MARK.match(plain(line.text)):
            kept.append(line)
    return kept


def _margin(page: Page, body: Sequence[Line]) -> float:
    """The margin of bubbles in pixels, the same on both sides: the one by which most lines stand."""
    grain, widest = _ALIGNED * page.width / 375, _WIDEST * page.width / 375
    votes: Counter[int] = Counter()
    for line in body:
        margins = {line.box.x, *(page.width - end for end in line.rights)}
        votes.update({round(m / grain) for m in margins if _PORTRAIT * page.width / 375 <= m <= widest})
    if not votes:
        return widest
    best = max(votes, key=lambda at: (votes[at] + 0.5 * (votes[at - 1] + votes[at + 1]), -at))
    return best * grain


def _goes_on(bubble: Bubble, line: Line) -> bool:
    last = bubble.lines[-1].box
    close = line.box.y - last.bottom < 0.6 * max(last.h, line.box.h)
    # A comma at a line's start is easily lost: the line then seems to begin one character later.
    aligned = -0.6 * line.em < line.box.x - min(o.box.x for o in bubble.lines) < 1.3 * line.em
    alike = _SMALL < bubble.lines[0].em / line.em < 1 / _SMALL
    return close and aligned and alike


def _speaker(page: Page, bubble: Bubble, margin: float) -> str:
    left, right = _sides(page, bubble.lines, margin)
    if left == right:
        return UNKNOWN
    return OTHER if left else ME


def _sides(page: Page, lines: Sequence[Line], margin: float) -> tuple[bool, bool]:
    """Whether lines hang on the left and on the right margin."""
    near = 1.1 * _ALIGNED * page.width / 375
    left = abs(min(line.box.x for line in lines) - margin) <= near
    furthest = max(lines, key=lambda line: line.box.right)
    right = any(
        abs(page.width - end - margin) <= near for line in (furthest, lines[0]) for end in line.rights
    )
    return left, right


def _stamp(page: Page, line: Line, today: date) -> tuple[str, str] | None:
    """ISO minute (or "" without a year) and the words of a time stamp in the middle of the page."""
    if not _centred(page, line):
        return None
    flat = plain(line.text)
    found = _STAMP.match(flat)
    if not found:
        return None
    if found["full"]:
        day = day_in(flat, today)
        if day is None or not day.certain:
            return ("", clean(line.text)) if day else None
        return f"{day.day.isoformat()}T{day.time}" if day.time else day.day.isoformat(), clean(line.text)
    return "", clean(line.text)


def _centred(page: Page, line: Line) -> bool:
    return abs(line.box.x + line.box.w / 2 - page.width / 2) < page.width * 0.04


def _is_notice(page: Page, line: Line, margin: float) -> bool:
    """A small remark of the app in the middle, aligned with neither side."""
    return _centred(page, line) and not any(_sides(page, [line], margin))


def _joined(parts: Sequence[str]) -> str:
    """Lines of a bubble: a space where two Latin words would otherwise become one."""
    text = ""
    for part in parts:
        latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += (" " if latin else "") + part
    return text
