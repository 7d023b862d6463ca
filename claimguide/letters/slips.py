"""Sums, days and articles an edit loses or brings in: a letter with a wrong figure is worse than none."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SUM = re.compile(r"\d[\d,，]*(?:\.\d+)?\s*(?:万元|元)|人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整]+")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d+(?:个工作日|日内|天)")
_ARTICLE = re.compile(
    r"《[^《》]{2,60}》"
    r"|第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十])?"
    r"(?:第[一二三四五六七八九十\d]+款)?(?:第[（(]?[一二三四五六七八九十\d]+[）)]?项)?"
)


@dataclass(frozen=True, slots=True)
class Slips:
    """What of each sort stands in one text and not in the other, in reading order."""

    sums: tuple[str, ...]
    days: tuple[str, ...]
    articles: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sums or self.days or self.articles)


def slips(was: str, now: str) -> Slips:
    """Compare the generated text with the edited one."""
    return Slips(_moved(_SUM, was, now), _moved(_DAY, was, now), _moved(_ARTICLE, was, now))


def _moved(pattern: re.Pattern[str], was: str, now: str) -> tuple[str, ...]:
    before, after = pattern.findall(was), pattern.findall(now)
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    return tuple(dict.fromkeys([*gone, *new]))
