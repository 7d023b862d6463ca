"""Proof that may be changed or vanish: what it is, how to save it, and until when others have to keep it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from claimguide.cases import wording
from claimguide.law.text import Text
from claimguide.law.vocabulary import DISTANCE_CHANNELS, FOOD_KINDS, PLATFORM_CHANNELS

from .elements import Element

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Our own advice, no rule: a reminder that comes later seldom finds the page as it was.
ADVICE_DAYS = 3
KEPT_YEARS = 3
# A calendar that repeats for ever what nobody heeds is switched off; the exhibits' page goes on saying it.
REPEATED_DAYS = 30
_PARCEL = frozenset(
    {
        "not_delivered",
        "late_delivery",
        "order_cancelled",
        "parcel_lost",
        "damaged_on_arrival",
        "wrong_item",
        "short_delivery",
    }
)
_ADVICE = gettext_lazy("No rule says how long it stays: save it today. The reminder is our advice.")


@dataclass(frozen=True)
class Told:
    """What a case says that decides which proof may vanish. `proven` and `gone` are elements."""

    channel: str
    goods_kind: str
    problems: frozenset[str]
    needed: frozenset[Element]
    proven: frozenset[Element]
    gone: frozenset[Element]
    opened_on: dt.date
    ordered_on: dt.date | None = None

    def misses(self, *elements: Element) -> bool:
        """Whether one of these is needed and has neither a file nor the consumer's word that it is gone."""
        return any(each in self.needed and each not in self.proven | self.gone for each in elements)


@dataclass(frozen=True)
class Expiring:
    """One kind of proof to save. `until` is a day fixed by law, or None where no source gives one.

    `remind_on` is `until`, or a day we advise. The words are lazy: the reader's language counts.
    """

    code: str
    title: _StrPromise
    why: _StrPromise
    how: _StrPromise
    element: Element
    until: dt.date | None
    remind_on: dt.date

    @property
    def is_advice(self) -> bool:
        return self.until is None

    def belongs_in_calendar(self, opened_on: dt.date) -> bool:
        """Whether a calendar has it: a day of the law always, our advice in the first weeks of a case."""
        return not self.is_advice or self.remind_on <= opened_on + dt.timedelta(days=REPEATED_DAYS)


_GOODS_PAGE = (
    gettext_lazy("Goods page and its promotion"),
    gettext_lazy("The seller may change it or take it down any day."),
    gettext_lazy("Take screenshots of the whole page, prices and promises too. Open the order's snapshot."),
)
_REPLAY = (
    gettext_lazy("Replay of the live room"),
    gettext_lazy("The room may hide the replay any day, though the platform has to keep it for three years."),
    gettext_lazy("Record the screen with the room's name and the date. Note the minute of each promise."),
)
_CHAT = (
    gettext_lazy("Chats with the seller"),
    gettext_lazy("Chats are lost with a new phone or a deleted account, yours or the seller's."),
    gettext_lazy("Take screenshots from the first to the last line, with names and dates."),
)
_LOGISTICS = (
    gettext_lazy("Logistics data of the parcel"),
    gettext_lazy("The course of a parcel may vanish from the page any day."),
    gettext_lazy("Take the logistics page with all its lines, and keep the parcel slip."),
)
_FOOD = (
    gettext_lazy("The food itself"),
    gettext_lazy("It changes from day to day and then no longer shows what it was."),
    gettext_lazy("Photograph it with its wrapping. Keep the rest closed and cold for a test."),
)
_CAMERAS = (
    gettext_lazy("Camera recordings of the shop"),
    gettext_lazy("Shops record over them; how soon differs."),
    gettext_lazy("Ask the shop in writing today to keep the recording of that hour."),
)
_RECORDS = (
    gettext_lazy("The platform's own records of your order"),
    gettext_lazy("It has to keep them for at least three years after the deal (电子商务法 31)."),
    gettext_lazy(
        "Ask the platform for a copy in writing before this day. Counted from the order, to be safe."
    ),
)


def expiring(told: Told, today: dt.date) -> list[Expiring]:
    """What should be saved soon, most urgent first. What has a file, or is said to be gone, is left out.

    A case that has not said yet what went wrong has nothing to save.
    """
    if not told.problems:
        return []
    online = told.channel in DISTANCE_CHANNELS or not told.channel
    advised = max(told.opened_on + dt.timedelta(days=ADVICE_DAYS), today)
    wanted = [
        ("food", _FOOD, Element.DEFECT, told.goods_kind in FOOD_KINDS),
        ("live_replay", _REPLAY, Element.PROMISE, told.channel == "live_stream"),
        ("goods_page", _GOODS_PAGE, Element.PROMISE, online),
        ("chat", _CHAT, Element.NOTICE, online),
        ("logistics", _LOGISTICS, Element.DEFECT, online and bool(told.problems & _PARCEL)),
        ("cameras", _CAMERAS, Element.DEFECT, told.channel == "offline" and "injury" in told.problems),
    ]
    found = [
        Expiring(code, *words, element, None, advised)
        for code, words, element, may in wanted
        if may and told.misses(element)
    ]
    return found + _records(told, today)


def _records(told: Told, today: dt.date) -> list[Expiring]:
    if told.channel not in PLATFORM_CHANNELS or told.ordered_on is None:
        return []
    asked = {Element.BUYING, Element.PROMISE, Element.NOTICE} & told.needed
    until = _years_later(told.ordered_on, KEPT_YEARS)
    if asked <= told.proven or until < today:
        return []
    missing = next(each for each in Element if each in asked - told.proven)
    return [Expiring("platform_records", *_RECORDS, missing, until, until)]


def _years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def title_text(item: Expiring, chinese: str = wording.CHINESE) -> Text:
    """The line of a calendar, in both languages; `chinese` is that of the case."""
    with override(chinese):
        chinese = _("Save: %(what)s") % {"what": item.title} if item.is_advice else str(item.title)
    with override("en"):
        english = _("Save: %(what)s") % {"what": item.title} if item.is_advice else str(item.title)
    return Text(chinese, english)


def how_text(item: Expiring, chinese: str = wording.CHINESE) -> Text:
    """What to do and why, in both languages as above; says of an advised day that it is advice."""
    with override(chinese):
        chinese = "".join(_sentences(item))
    with override("en"):
        english = " ".join(_sentences(item))
    return Text(chinese, english)


def _sentences(item: Expiring) -> list[str]:
    said = [str(item.why), str(item.how)]
    return [*said, str(_ADVICE)] if item.is_advice else said
