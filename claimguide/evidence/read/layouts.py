"""Where things stand on a page: what is right of a label, what is below it, and what kind of page it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from . import labels
from .fields import Field
from .labels import Meaning, Shape
from .lines import Box, Line
from .values import amounts_in, day_in, number_in, plain

MAX_LINES = 1_200
MAX_LABELS = 120
# Prices below such a heading belong to other goods.
_OTHERS = re.compile(r"^(猜你喜欢|为你推荐|你可能还?喜欢|看了又看|更多推荐|精选推荐|大家都在买|相似商品推荐)")
_PRICED = re.compile(r"^(.*?[\u4e00-\u9fff].*?)\s*(-?[¥￥]\s?[\d,]+(?:\.\d{1,2})?)$")
_ROW = 0.6
_GAP_BELOW = 1.6


class Kind(StrEnum):
    ORDER = "order"
    REFUND = "refund"
    BILL = "bill"
    PRODUCT = "product"
    CHAT = "chat"
    OTHER = "other"


@dataclass(frozen=True)
class Pair:
    """A label with the text that goes with it. `lines` hold the value (and the label where they are one)."""

    label: str
    meaning: Meaning
    text: str
    lines: tuple[Line, ...]


class Page:
    """Lines from top to bottom, without those of other goods below an order."""

    def __init__(self, lines: Sequence[Line], size: tuple[int, int]) -> None:
        self.width, self.height = max(1, size[0]), max(1, size[1])
        parts = [part for line in lines if line.text.strip() for part in self._parted(line)]
        kept = sorted(parts, key=lambda line: line.box.middle)
        end = next((n for n, line in enumerate(kept) if _OTHERS.match(plain(line.text))), len(kept))
        self.lines = kept[: min(end, MAX_LINES)]
        self._middles = [line.box.middle for line in self.lines]
        self.pairs = self._pairs()

    def _parted(self, line: Line) -> list[Line]:
        """A price at the right edge stands for itself, also where the engine drew it to other words."""
        found = _PRICED.match(line.text.strip())
        if not found or line.box.right < self.width * 0.85 or line.box.x > self.width * 0.5:
            return [line]
        box = line.box
        wide = min(box.w // 2, round(len(found[2]) * 0.6 * line.em))
        words = Box(box.x, box.y, box.w - wide - round(line.em / 2), box.h)
        price = Box(box.right - wide, box.y, wide, box.h)
        return [Line(found[1], words, line.confidence), Line(found[2], price, line.confidence)]

    @property
    def text(self) -> str:
        """All of it, for looking up words."""
        return "\n".join(plain(line.text) for line in self.lines)

    def points(self, pixels: float) -> float:
        """Pixels as 375ths of the width: the measure in which phones lay out."""
        return pixels * 375 / self.width

    def right_of(self, line: Line) -> list[Line]:
        """What stands in the same row, from left to right."""
        reach = line.box.h * _ROW
        near = self._between(line.box.middle - reach, line.box.middle + reach)
        right = [o for o in near if o is not line and o.box.x >= line.box.x + line.box.w * 0.5]
        return sorted(right, key=lambda other: other.box.x)

    def below(self, line: Line, *, centred: bool = False) -> list[Line]:
        """What begins closely below a line, at about the same left edge (or around the same middle)."""
        near = self._between(line.box.middle + line.box.h * 0.7, line.box.bottom + line.box.h * _GAP_BELOW)
        return [
            o for o in near if abs(o.box.x - line.box.x) < line.box.h or (centred and _same_middle(o, line))
        ]

    def rows_shared(self, lines: Sequence[Line]) -> float:
        """The share of these lines that stand in one row with another of them."""
        middles = sorted((line.box.middle, line.box.h) for line in lines)
        close = sum(b[0] - a[0] < 0.4 * min(a[1], b[1]) for a, b in pairwise(middles))
        return 2 * close / max(1, len(middles))

    def _between(self, top: float, bottom: float) -> list[Line]:
        return self.lines[bisect_left(self._middles, top) : bisect_left(self._middles, bottom)]

    def _pairs(self) -> list[Pair]:
        pairs: list[Pair] = []
        for line in self.lines:
            for found in labels.found_in(line.text):
                if len(pairs) < MAX_LABELS and (pair := self._pair(line, found)):
                    pairs.append(pair)
        return pairs

    def _pair(self, line: Line, found: labels.Found) -> Pair | None:
        """The label's own rest, else what is right of it, else what is below."""
        if found.rest:
            lines = (line, *self._continued(line, found, found.rest))
            text = found.rest + "".join(plain(more.text) for more in lines[1:])
            return Pair(found.label, found.meaning, text, lines)
        right = self.right_of(line)
        if right:
            value = _fitting(right, found.meaning.shape)
            if value is None:
                return None
            lines = (value, *self._continued(value, found, plain(value.text)))
            return Pair(found.label, found.meaning, _joined(lines, found.meaning.shape), lines)
        for value in self.below(line, centred=found.meaning.shape is Shape.AMOUNT)[:1]:
            if not labels.found_in(value.text):
                return Pair(found.label, found.meaning, value.text, (value,))
        return None

    def _continued(self, value: Line, found: labels.Found, text: str) -> list[Line]:
        """A number that broke off at the edge goes on one line below, where no label stands beside it."""
        if found.meaning.shape is not Shape.NUMBER or text.endswith("复制") or number_in(text) is None:
            return []
        if any("复制" in other.text for other in self.right_of(value)):
            return []
        for more in self.below(value)[:1]:
            digits = plain(more.text).removesuffix("复制")
            beside = [
                o for o in self._between(more.box.y, more.box.bottom) if o.box.x < value.box.x - value.box.h
            ]
            if digits.isalnum() and digits.isascii() and not beside:
                return [more]
        return []


def _fitting(right: Sequence[Line], shape: Shape) -> Line | None:
    """The first value of this shape before the next label; a watermark may stand in between."""
    for value in right:
        if labels.found_in(value.text):
            return None
        if _FITS[shape](value.text):
            return value
    return None


_FITS: dict[Shape, Callable[[str], object]] = {
    Shape.NUMBER: number_in,
    Shape.DAY: lambda text: day_in(text, date.max),
    Shape.AMOUNT: lambda text: any(amount.signed or amount.alone for amount in amounts_in(text)),
    Shape.TEXT: bool,
}


def _same_middle(one: Line, other: Line) -> bool:
    return abs(one.box.x + one.box.w / 2 - other.box.x - other.box.w / 2) < other.box.h


def _joined(lines: Sequence[Line], shape: Shape) -> str:
    if shape is Shape.NUMBER:
        return "".join(plain(line.text).removesuffix("复制") for line in lines)
    return lines[0].text


_BILL = re.compile(
    r"账单详情|交易详情|当前状态|收单机构|交易单号|商户单号|商户全称|收款方|账单分类|支付凭证|付款金额"
)
_REFUND = re.compile(r"退款详情|售后详情|退款编号|退款单号|售后单号|售后编号|服务单号|退款金额")
_PRODUCT = re.compile(r"加入购物车|立即购买|领券购买|马上抢|单独购买|发起拼单|已售\d|已拼\d")
_ORDER = re.compile(r"订单编号|订单号|下单时间|创建时间|付款时间|实付|商品总[价额]|订单详情")
_TYPING = re.compile(r"发消息|说点什么|输入消息|请输入|按住说话")


def kind_of(page: Page, hint: str | None = None) -> Kind:
    """What kind of page it is, by its words; `hint` (a Kind) settles it."""
    if hint in set(Kind):
        return Kind(str(hint))
    text = page.text
    votes = {kind: len(set(words.findall(text))) for kind, words in _WORDS.items()}
    if votes[Kind.BILL] >= 2 and votes[Kind.BILL] > votes[Kind.REFUND]:
        return Kind.BILL
    if votes[Kind.REFUND] >= 2:
        return Kind.REFUND
    if votes[Kind.ORDER] >= 2 or any(pair.meaning.field == Field.ORDER_NUMBER for pair in page.pairs):
        return Kind.ORDER
    if votes[Kind.PRODUCT] and any(amounts_in(line.text) for line in page.lines):
        return Kind.PRODUCT
    return Kind.CHAT if _talks(page) else Kind.OTHER


def _talks(page: Page) -> bool:
    """The line to type in at the foot; without it nothing says what kind of page it is."""
    low = [line for line in page.lines if line.box.middle > page.height * 0.8]
    return any(_TYPING.search(plain(line.text)) for line in low)


_WORDS = {
    Kind.BILL: _BILL,
    Kind.REFUND: _REFUND,
    Kind.ORDER: _ORDER,
    Kind.PRODUCT: _PRODUCT,
}
