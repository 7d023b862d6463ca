"""What order pages are put together from: cards, rows of sums and numbers, goods with their shop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .phone import POINTS, Phone
from .shopping import Purchase, digits, purchase, sum_of

Truth = dict[str, str]
Row = tuple[str, str]


def dashed(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def slashed(moment: datetime) -> str:
    return moment.strftime("%Y/%m/%d %H:%M:%S")


def day(moment: datetime) -> str:
    return moment.date().isoformat()


def address(ph: Phone) -> None:
    top = ph.y
    ph.card(top, top + 58)
    name = ph.rng.choice(["张**", "李先生", "W***", "陈*"])
    ph.text(24, top + 10, f"{name}  {ph.rng.choice(['86-', ''])}138****{digits(ph.rng, 4)}", 14, bold=True)
    place = ph.rng.choice(
        ["浙江省杭州市余杭区仓前街道****", "上海市 浦东新区 ***小区3号楼", "广东省深圳市南山区粤海街道***"]
    )
    ph.text(24, top + 33, place, 12, ph.theme.soft)
    ph.y = top + 66


def parcel_card(ph: Phone, p: Purchase, *, signed: bool) -> None:
    top = ph.y
    ph.card(top, top + 60)
    words = "您的快件已签收，如有疑问请联系快递员" if signed else "快件正在派送中，请保持电话畅通"
    ph.text(24, top + 10, words, 13)
    ph.text(24, top + 34, dashed(p.delivered), 12, ph.theme.faint)
    ph.y = top + 68


def goods_block(ph: Phone, p: Purchase, sign: str, *, shop: bool = True, lines: int = 2) -> str:
    """Shop, picture, title, kind and price. Returns the title as far as it is shown."""
    top = ph.y
    ph.card(top, top + (150 if shop else 112))
    y = top + 10
    if shop:
        icon = ph.rng.choice(["", "", "店", "企业", "品牌"])
        wide = 18 if len(icon) < 2 else 30
        ph.box(22, y, 22 + wide, y + 18, ph.theme.accent, 4)
        ph.text(22 + wide / 2, y + 2, icon, 10, "#ffffff", side="m")
        ph.text(28 + wide, y, f"{p.shop} >", 14, bold=True)
        y += 34
    ph.picture(22, y, 84)
    price = sum_of(ph.rng, p.unit, sign)
    room = POINTS - 120 - 24 - ph.wide(price, 14) - 10
    shown = ph.wrap(p.goods, 14, room, lines)
    for n, line in enumerate(shown):
        ph.text(116, y + n * ph.line(1.35, 14), line, 14)
    ph.text(POINTS - 22, y, price, 14, side="r")
    count = ph.rng.choice(["x{}", "×{}", "X{}"]).format(p.count)
    ph.text(POINTS - 22, y + 24, count, 12, ph.theme.faint, side="r")
    # The kind stands at a fixed place, or closely below the title.
    low = 52 * max(1, ph.zoom) if ph.rng.random() < 0.5 else len(shown) * ph.line(1.35, 14) + 5
    ph.text(116, y + low, p.spec, 12, ph.theme.faint)
    ph.y = top + (158 if shop else 120)
    return "".join(shown)


def buttons(ph: Phone, words: Iterable[str]) -> None:
    x = POINTS - 20
    for word in words:
        wide = ph.wide(word, 13) + 20
        ph.box(x - wide, ph.y, x, ph.y + 28, ph.theme.faint, 14)
        ph.box(x - wide + 1, ph.y + 1, x - 1, ph.y + 27, ph.theme.card, 13)
        ph.text(x - wide / 2, ph.y + 5, word, 13, ph.theme.soft, side="m")
        x -= wide + 8
    ph.y += 40


def remark(ph: Phone) -> None:
    """What platforms add between the goods and the sums; sums in it are nobody's."""
    words = ["", "价保中 已降¥20.00", "预计到手价¥9.9起", "满200减30 领券", "确认收货后可评价，最高得50积分"]
    chosen = ph.rng.choice(words)
    if chosen:
        ph.text(116, ph.y - 8, chosen, 11, ph.theme.accent)
        ph.y += 16


def spread(ph: Phone, rows: Iterable[Row], size: float = 13, *, strong: str = "") -> None:
    """Label on the left, value at the right edge."""
    rows = list(rows)
    step = ph.line(1.9, size)
    ph.card(ph.y, ph.y + step * len(rows) + 16)
    y = ph.y + 10
    for label, value in rows:
        last = label == strong
        ph.text(24, y, label, size, ph.theme.ink if last else ph.theme.soft, bold=last)
        ph.text(POINTS - 24, y, value, size + 2 * last, ph.theme.accent if last else "", last, side="r")
        y += step
    ph.y = y + 14


def inline(ph: Phone, rows: Iterable[Row], colon: str, size: float = 12) -> None:
    """Label, colon and value in one run; numbers may be copied."""
    rows = list(rows)
    step = ph.line(1.8, size)
    ph.card(ph.y, ph.y + step * len(rows) + 16)
    y = ph.y + 10
    for label, value in rows:
        wide = ph.text(24, y, f"{label}{colon}{value}", size, ph.theme.soft)
        if label.endswith(("编号", "单号")):
            ph.text(24 + wide + 10, y, "复制", size, ph.theme.accent)
        y += step
    ph.y = y + 14


def columns(ph: Phone, rows: Iterable[Row], size: float = 12, at: float = 110) -> None:
    """Labels in one column, values in the next; a long value takes a second line."""
    step = ph.line(1.7, size)
    cells = [(label, ph.wrap(value, size, POINTS - at - 70)) for label, value in rows]
    ph.card(ph.y, ph.y + step * sum(len(c) for _, c in cells) + 20)
    y = ph.y + 10
    for label, lines in cells:
        ph.text(24, y, label, size, ph.theme.faint)
        for line in lines:
            ph.text(at, y, line, size)
            y += step
        if label.endswith(("编号", "单号")):
            ph.text(POINTS - 24, y - step, "复制", size, ph.theme.accent, side="r")
    ph.y = y + 18


def also_liked(ph: Phone, sign: str) -> None:
    """Other goods below an order, with prices that are not this order's."""
    ph.text(
        POINTS / 2,
        ph.y + 4,
        ph.rng.choice(["猜你喜欢", "为你推荐", "你可能还喜欢"]),
        14,
        ph.theme.soft,
        side="m",
    )
    ph.y += 34
    for x in (10, 192):
        other = purchase(ph.rng)
        ph.box(x, ph.y, x + 172, ph.y + 210, ph.theme.card, 8)
        ph.picture(x + 16, ph.y + 8, 140)
        for n, line in enumerate(ph.wrap(other.goods, 13, 150, 1)):
            ph.text(x + 8, ph.y + 154 + n * 18, line, 13)
        ph.text(x + 8, ph.y + 180, sum_of(ph.rng, other.unit, sign), 15, ph.theme.accent, bold=True)
        ph.text(x + 160, ph.y + 183, f"{ph.rng.randint(2, 900)}人付款", 10, ph.theme.faint, side="r")
    ph.y += 220


def sums(p: Purchase, rng_sign: str, ph: Phone, names: tuple[str, str, str]) -> list[Row]:
    """Total, freight and discount as rows, discount only where there is one."""
    total, freight, discount = names
    rows = [(total, sum_of(ph.rng, p.total, rng_sign))]
    rows.append((freight, sum_of(ph.rng, p.freight, rng_sign)))
    if p.discount:
        rows.append((discount, "-" + sum_of(ph.rng, p.discount, rng_sign)))
    return rows


def base(p: Purchase, platform: str, goods: str, number: str) -> Truth:
    return {
        "platform": platform,
        "shop": p.shop,
        "goods_name": goods,
        "order_number": number,
        "amount_paid": f"{p.amount:.2f}",
        "price": f"{p.total:.2f}",
        "ordered_on": day(p.ordered),
    }
