"""What to look for in this dispute, thing by thing, and where it is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from claimguide.core.sentences import joined

from .elements import Element
from .things import LOSSES, ROWS, UNTOLD, Row

__all__ = ["LOSSES", "Item", "checklist", "first_three"]

_OWN_SITE = _("the shop's app or site")
# Rules of platforms about proof, as kept in the reference room with their articles and dates.
_RULES = {
    ("goods_page", "jd"): _("JD asks for pictures of the page as it was when you ordered."),
    ("photos", "taobao"): _("For flaws one can see, Taobao asks the buyer for proof first."),
    ("photos", "tmall"): _("For flaws one can see, Tmall asks the buyer for proof first."),
}


@dataclass(frozen=True)
class Item:
    """One thing to look for: what it is, why it counts, where this consumer finds it. In the page's words."""

    code: str
    element: Element
    title: str
    why: str
    where: str


def checklist(
    problems: Iterable[str], findings: Iterable[str], platform: str, channel: str, *, place: str = ""
) -> tuple[Item, ...]:
    """The things that prove such a claim, in the order of the elements.

    `findings` are codes of grounds that hold, and LOSSES where the case lists further losses. `platform` is a
    platform's slug or "", `place` its name as the consumer knows it. With no channel said, a purchase on a
    platform is taken for granted.
    """
    kinds, codes = frozenset(problems), frozenset(findings)
    told = kinds | codes if kinds or codes - {LOSSES} else codes | {UNTOLD}
    through = channel or "platform_shop"
    rows = [row for row in ROWS if _fits(row, told, through)]
    return tuple(_item(row, platform, place or str(_OWN_SITE)) for row in rows)


def first_three(items: Iterable[Item]) -> tuple[Item, ...]:
    """What to begin with: one thing for each of the first three elements that have any."""
    first: dict[Element, Item] = {}
    for item in items:
        first.setdefault(item.element, item)
    return tuple(first[element] for element in Element if element in first)[:3]


def _fits(row: Row, told: frozenset[str], channel: str) -> bool:
    return (not row.when or bool(row.when & told)) and (not row.channels or channel in row.channels)


def _item(row: Row, platform: str, place: str) -> Item:
    where = str(row.where)
    if "%(place)s" in where:
        where = where % {"place": place}
    if rule := _RULES.get((row.code, platform)):
        where = joined(where, rule)
    return Item(row.code, row.element, str(row.title), str(row.why), where)
