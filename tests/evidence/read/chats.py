"""Chats with a shop in three styles: bubbles, portraits, time stamps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from .phone import POINTS, Phone
from .shopping import purchase

TALK = [
    ("me", ["你好，请问这个是正品吗？", "这款和专柜的一样吗", "在吗"]),
    ("other", ["亲，您好，很高兴为您服务！", "在的亲，请问有什么可以帮您", "您好"]),
    ("me", ["如果是假的怎么办？你们赔吗", "你们能保证是真的吗？"]),
    (
        "other",
        [
            "亲放心，本店所有商品假一赔十，支持专柜验货的哦",
            "我们是官方授权店铺，保证100%正品，如果检测出是假货，十倍赔偿给您",
            "您放心购买，支持7天无理由退货，运费我们承担",
        ],
    ),
    ("me", ["什么时候发货？我下周三之前要用", "今天下单几天能到上海"]),
    ("other", ["48小时内发货，顺丰包邮", "亲，今天16点前付款当天发出，一般2-3天到"]),
    ("me", ["我收到的东西有问题，屏幕上有划痕，包装也被拆过", "用了两天就充不进电了，我要求退款", "好的"]),
    (
        "other",
        [
            "亲，非常抱歉给您带来不好的体验，您看给您补偿20元可以吗",
            "这个我们无法处理，请您联系厂家售后",
            "拆封后不支持退货的，请您理解",
        ],
    ),
    ("me", ["不同意，请按照承诺退一赔三", "我不接受，要退货退款1299元"]),
    ("other", ["那您申请平台介入吧", "好的，我帮您反馈一下，请稍等"]),
]
# What a reader should take from the other side's sentences.
PROMISED = {
    "亲放心，本店所有商品假一赔十，支持专柜验货的哦": ("假一赔十",),
    "我们是官方授权店铺，保证100%正品，如果检测出是假货，十倍赔偿给您": ("保证100%正品", "十倍赔偿"),
    "您放心购买，支持7天无理由退货，运费我们承担": ("支持7天无理由退货",),
    "48小时内发货，顺丰包邮": ("48小时内发货",),
    "亲，今天16点前付款当天发出，一般2-3天到": ("当天发出",),
}


@dataclass(frozen=True)
class Style:
    platform: str
    mine: str
    ink: str
    stamp: int
    ticks: bool = False
    names: bool = False


STYLES = [
    Style("taobao", "#ffd9b3", "#222222", 0, ticks=True),
    Style("weixin", "#95ec69", "#111111", 1),
    Style("jd", "#e1251b", "#ffffff", 0, names=True),
    Style("pinduoduo", "#ff6a5b", "#ffffff", 2, ticks=True),
]


def stamp(moment: datetime, how: int) -> str:
    if how == 0:
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    if how == 1:
        part = "上午" if moment.hour < 12 else "下午"
        hour = moment.hour if moment.hour <= 12 else moment.hour - 12
        return f"{moment.month}月{moment.day}日 {part}{hour}:{moment.minute:02d}"
    return f"{moment.month}月{moment.day}日 {moment:%H:%M}"


def chat(ph: Phone, style: Style, turns: int) -> tuple[str, list[tuple[str, str, str]]]:
    """Draws a talk; returns the shop, and of each bubble speaker, time stamp last shown and words."""
    p = purchase(ph.rng)
    ph.header(p.shop, 16)
    ph.y += 8
    moment, told, shown = p.delivered, [], ""
    for n in range(turns):
        speaker, words = TALK[n % len(TALK)]
        moment += timedelta(minutes=ph.rng.choice([1, 1, 2, 30, 700]))
        if n == 0 or ph.rng.random() < 0.35:
            shown = stamp(moment, style.stamp)
            ph.text(POINTS / 2, ph.y, shown, 11, ph.theme.faint, side="m")
            ph.y += 26
        text = ph.rng.choice(words)
        if ph.rng.random() < 0.12:
            aside(ph)
        if style.names and speaker == "other":
            ph.text(58, ph.y - 2, "客服小鹿", 10, ph.theme.faint)
            ph.y += 15
        bubble(ph, style, speaker, text)
        told.append((speaker, shown, text))
    ph.y += 10
    ph.box(14, ph.y, POINTS - 90, ph.y + 32, ph.theme.card, 16)
    ph.text(30, ph.y + 8, "发消息...", 13, ph.theme.faint)
    ph.y += 40
    return p.shop, told


def bubble(ph: Phone, style: Style, speaker: str, text: str) -> None:
    size = 15
    lines = ph.wrap(text, size, 225)
    wide = max(ph.wide(line, size) for line in lines) + 22
    tall = ph.line(1.4, size) * len(lines) + 18
    mine = speaker == "me"
    x = POINTS - 58 - wide if mine else 58
    ph.picture(POINTS - 50 if mine else 12, ph.y, 38)
    ph.box(x, ph.y, x + wide, ph.y + tall, style.mine if mine else ph.theme.card, 8)
    for n, line in enumerate(lines):
        color = style.ink if mine else ph.theme.ink
        ph.text(x + 11, ph.y + 8 + n * ph.line(1.4, size), line, size, color)
    if mine and style.ticks:
        ph.text(x - 6, ph.y + tall - 18, "已读", 10, ph.theme.faint, side="r")
    ph.y += tall + 18


def aside(ph: Phone) -> None:
    """What an app puts between the bubbles: a notice, or a card of the goods."""
    if ph.rng.random() < 0.5:
        notice = ph.rng.choice(["以上是历史消息", "你撤回了一条消息", "客服小鹿为您服务", "请勿脱离平台交易"])
        ph.text(POINTS / 2, ph.y, notice, 11, ph.theme.faint, side="m")
        ph.y += 26
        return
    p = purchase(ph.rng)
    ph.card(ph.y, ph.y + 76, 40)
    ph.picture(50, ph.y + 8, 60)
    ph.text(120, ph.y + 10, ph.wrap(p.goods, 13, 190, 1)[0], 13)
    ph.text(120, ph.y + 44, f"¥{p.unit}", 14, ph.theme.accent)
    ph.y += 92
