"""Which platform a page is of: by its own words, and by the form of its order numbers."""

from __future__ import annotations

import re
from datetime import date

from .layouts import Kind, Page
from .lines import Line
from .values import plain

# Words only this platform writes on its pages, strongest first. Payment services and couriers serve them all.
_WORDS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("xianyu", re.compile(r"闲鱼"), 0.95),
    ("tmall", re.compile(r"^天猫$|天猫积分|天猫国际|天猫超市"), 0.93),
    ("pinduoduo", re.compile(r"拼多多|多多支付|拼单时间|再次拼单|拼单成功|多多果园|商品快照"), 0.93),
    ("douyin", re.compile(r"抖音"), 0.93),
    ("jd", re.compile(r"京东(?!快递|物流)|京豆|白条支付|京喜"), 0.93),
    ("taobao", re.compile(r"淘宝|淘金币"), 0.9),
    ("kuaishou", re.compile(r"快手小店|快手"), 0.9),
    ("xiaohongshu", re.compile(r"小红书"), 0.9),
    ("vipshop", re.compile(r"唯品会|唯品"), 0.9),
    ("dewu", re.compile(r"得物"), 0.85),
    ("1688", re.compile(r"1688|诚信通"), 0.8),
    ("weixin", re.compile(r"微信小店|微信小商店|视频号小店"), 0.9),
)
_PINDUODUO_NUMBER = re.compile(r"^(\d{2})(\d{2})(\d{2})-\d{15}$")


def by_words(page: Page, kind: Kind) -> list[tuple[str, Line, float]]:
    """Slug, the line that says so, and how surely."""
    found = []
    for slug, words, weight in _WORDS:
        line = next((o for o in page.lines if words.search(plain(o.text))), None)
        if line is not None:
            # In a talk people name platforms that are not the one they talk on.
            found.append((slug, line, weight * (0.5 if kind is Kind.CHAT else 1.0)))
    alipay = next((o for o in page.lines if "支付宝交易号" in plain(o.text)), None)
    if alipay is not None and kind is Kind.ORDER and not found:
        found.append(("taobao", alipay, 0.7))
    return found


def by_number(number: str) -> tuple[str, float] | None:
    """The platform whose order numbers have this form."""
    if _PINDUODUO_NUMBER.match(number):
        return "pinduoduo", 0.95
    if re.fullmatch(r"6\d{18}", number):
        return "douyin", 0.5
    if re.fullmatch(r"[1-5]\d{17,18}", number):
        return "taobao", 0.5
    if re.fullmatch(r"[23]\d{11}", number):
        return "jd", 0.6
    return None


def day_of(number: str) -> date | None:
    """Pinduoduo's order numbers begin with the day of the order."""
    found = _PINDUODUO_NUMBER.match(number)
    if not found:
        return None
    try:
        return date(2000 + int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
