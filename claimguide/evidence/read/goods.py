"""The shop, the goods and their price: found by where they stand, for they have no labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .layouts import Kind, Page
from .lines import Box, Line
from .values import amounts_in, clean, doubtful, plain

_SHOP_STRONG = re.compile(r"(旗舰店|专营店|专卖店|自营店|自营|官方店|企业店|折扣店|直营店|体验店|奥莱店)$")
_SHOP_WEAK = re.compile(r"(店|商城|商行|小铺|铺子|工厂店|优选|甄选|严选|超市|书店)$")
_SHOP_NOISE = re.compile(r"^(?:(?:天猫|淘宝|企业|品牌|店铺|自营|旗舰)?[\s|·:：>口回囗□☐]+)+")
_SHOP_BADGE = re.compile(r"^(?:天猫|淘宝|企业|品牌|自营|店)(?=.{4})")
_SHOP_TAIL = re.compile(r"(?:[\s>》〉＞›|ⅰ：:]|进店逛逛|进店|进入店铺|关注|联系商家|天猫$|淘宝$)+$")
_COUNT = re.compile(r"^[xX×＊*乘]\s*(\d{1,3})$")
_DOTS = re.compile(r"(\.{2,}|…+|。{2,}|·{2,})$")
# Two lines of one title: in ems from middle to middle, and how alike their types are.
_STEP, _SAME_TYPE, _OTHER_TYPE = 1.65, 0.95, 0.9
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NOT_TITLE = re.compile(
    r"^(?:[¥￥]|共\d|实付|已售|\d+人付款|x\d|服务|描述|参数|选择|已选|配送|券|优惠|立减|退货|退换|颜色分类)"
)


@dataclass(frozen=True)
class Spot:
    """A text with its place; `weight` says how much the place speaks for it."""

    text: str
    lines: tuple[Line, ...]
    weight: float

    @property
    def box(self) -> Box:
        box = self.lines[0].box
        for line in self.lines[1:]:
            box = box.around(line.box)
        return box

    @property
    def confidence(self) -> float:
        worst = min(line.confidence for line in self.lines)
        return self.weight * worst * (0.75 if doubtful(self.text) else 1.0)


def shops_in(page: Page, kind: Kind) -> list[Spot]:
    """Lines that are the name of a shop."""
    found = []
    for line in page.lines:
        name = _SHOP_TAIL.sub("", _SHOP_NOISE.sub("", clean(line.text)))
        flat = plain(name)
        if not 3 <= len(flat) <= 40 or any(mark in flat for mark in "，。！？,!?:;；"):
            continue
        if _SHOP_STRONG.search(flat) and len(flat) > 4:
            # The badge before a name is drawn to it now and then: without it, but not as sure.
            bare = _SHOP_BADGE.sub("", name)
            found.append(Spot(bare, (line,), 1.0 if bare == name else 0.8))
        elif _SHOP_WEAK.search(flat) and ">" in plain(line.text) and kind is not Kind.CHAT:
            found.append(Spot(name, (line,), 0.8))
    return found


@dataclass(frozen=True)
class Item:
    """One piece of goods of an order: title, price of one, count (None where it is not shown)."""

    title: Spot | None
    unit: Decimal | None
    unit_line: Line | None
    count: int | None


def items_in(page: Page) -> list[Item]:
    """The goods of an order: a price at the right edge with a title left of it, picture before that."""
    items = []
    for line in page.lines:
        sums = amounts_in(line.text)
        if not (len(sums) == 1 and sums[0].signed and not sums[0].negative):
            continue
        if (
            page.points(page.width - line.box.right) > 40
            or line.box.x < page.width * 0.5
            or not sums[0].alone
        ):
            continue
        left = [o for o in page.lines if _beside(page, o, line)]
        if left:
            title = _title(page, left[0], line.box.x)
            items.append(Item(title, sums[0].value, line, _count(page, line)))
    return items


def _beside(page: Page, other: Line, price: Line) -> bool:
    """Starts in the column right of the goods' picture, in the price's row."""
    return (
        0.2 < other.box.x / page.width < 0.45
        and abs(other.box.middle - price.box.middle) < 0.8 * price.box.h
        and other.box.right < price.box.x + price.box.h
        and len(_HAN.findall(other.text)) >= 2
    )


def _count(page: Page, price: Line) -> int | None:
    for other in page.lines:
        found = _COUNT.match(plain(other.text))
        if found and 0 < other.box.middle - price.box.middle < 5 * price.box.h:
            near = abs(other.box.right - price.box.right) < page.width * 0.05
            if near and int(found[1]):
                return int(found[1])
    return None


def _title(page: Page, first: Line, edge: float) -> Spot:
    """The first line of a title and those that go on below it in the same type, up to `edge`."""
    lines, alike = [first], 1.0
    while len(lines) < 4 and not _DOTS.search(lines[-1].text) and _full(lines[-1], edge):
        more = [o for o in page.below(lines[-1]) if abs(o.left - first.left) < 0.5 * first.em]
        if not more or _NOT_TITLE.match(plain(more[0].text)):
            break
        step = (more[0].box.middle - lines[-1].box.middle) / first.em
        size = more[0].em / first.em
        if step > _STEP or size < _OTHER_TYPE:
            break
        alike = min(alike, size)
        lines.append(more[0])
    text = "".join(clean(line.text) for line in lines)
    # Not sure: a second line that may be the kind of the goods; a full line that nothing follows.
    open_end = edge - max(lines[-1].rights) < lines[-1].em and not _DOTS.search(lines[-1].text)
    weight = 0.97 if alike > _SAME_TYPE and not open_end else 0.75
    return Spot(_DOTS.sub("", text).strip(), tuple(lines), weight)


def _full(line: Line, edge: float) -> bool:
    """Whether another word would not have fitted before `edge`."""
    return edge - line.box.right < 3 * line.em


def product_price(page: Page) -> Spot | None:
    """On a page of goods: the sum in the largest type, with a sign."""
    best: Line | None = None
    for line in page.lines:
        sums = amounts_in(line.text)
        if sums and sums[0].signed and not sums[0].negative and (best is None or line.box.h > best.box.h):
            best = line
    if best is None:
        return None
    value = amounts_in(best.text)[0]
    return Spot(f"{value.value:.2f}", (best,), 0.95 if value.alone else 0.8)


def product_title(page: Page, price: Spot) -> Spot | None:
    """On a page of goods: the first long text below the price, at the left edge, with what goes on."""
    for line in page.lines:
        if line.box.y < price.box.bottom or line.box.x > page.width * 0.12:
            continue
        if len(_HAN.findall(line.text)) < 5 or _NOT_TITLE.match(plain(line.text)):
            continue
        return _title(page, line, page.width * 0.96)
    return None
