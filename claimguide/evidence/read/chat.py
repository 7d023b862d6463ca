"""Talks with a seller: bubbles, who speaks by the side they hang on, and the time stamp above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .layouts import Page
from .lines import Box, Line
from .values import clean, day_in, plain

ME, OTHER, UNKNOWN = "me", "other", ""
# In 375ths of the width.
_HEAD, _STATUS, _PORTRAIT, _ALIGNED = 88, 36, 52, 6
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
    left, right = _edges(page, body)
    found: list[Bubble] = []
    time = time_text = ""
    open_bubble = False
    for line in body:
        if stamp := _stamp(page, line, today):
            time, time_text = stamp
            open_bubble = False
            continue
        if _is_notice(page, line, left, right):
            open_bubble = False
            continue
        if open_bubble and _goes_on(found[-1], line):
            found[-1].lines.append(line)
            continue
        found.append(Bubble(UNKNOWN, time, time_text, [line]))
        open_bubble = True
    for bubble in found:
        bubble.speaker = _speaker(page, bubble, left, right)
    return found


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


def _edges(page: Page, body: Sequence[Line]) -> tuple[float | None, float | None]:
    """Where the other side's words begin and where mine end, each by most lines that agree."""
    grain = _ALIGNED * page.width / 375
    lefts = Counter(round(o.box.x / grain) for o in body if o.box.x < page.width * 0.26)
    rights = Counter(
        round(o.box.right / grain)
        for o in body
        if o.box.right > page.width * 0.74 and o.box.x > page.width * 0.26
    )
    left = lefts.most_common(1)[0][0] * grain if lefts else None
    right = rights.most_common(1)[0][0] * grain if rights else None
    return left, right


def _goes_on(bubble: Bubble, line: Line) -> bool:
    last = bubble.lines[-1].box
    close = line.box.y - last.bottom < 0.6 * max(last.h, line.box.h)
    aligned = abs(line.box.x - bubble.lines[0].box.x) < 0.6 * last.h
    return close and aligned


def _speaker(page: Page, bubble: Bubble, left: float | None, right: float | None) -> str:
    box, near = bubble.box, _ALIGNED * page.width / 375 * 1.2
    at_left = abs(box.x - left) <= near if left is not None else box.x < page.width * 0.2
    at_right = (
        abs(box.right - right) <= near if right is not None else page.width - box.right < page.width * 0.22
    )
    if at_left == at_right:
        return UNKNOWN
    return OTHER if at_left else ME


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


def _is_notice(page: Page, line: Line, left: float | None, right: float | None) -> bool:
    """A small remark of the app in the middle, aligned with neither side."""
    near = _ALIGNED * page.width / 375 * 1.2
    aligned = (left is not None and abs(line.box.x - left) <= near) or (
        right is not None and abs(line.box.right - right) <= near
    )
    return _centred(page, line) and not aligned


def _joined(parts: Sequence[str]) -> str:
    """Lines of a bubble: a space where two Latin words would otherwise become one."""
    text = ""
    for part in parts:
        latin = text[-1:].isascii() and text[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        text += (" " if latin else "") + part
    return text
