"""From lines to offers. Pure: no clock, no database. Every value is made of characters that were read.

Rules that name a field state how surely the page says so; what the engine read badly, what contradicts
itself and what allows a second reading is offered with less confidence, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from . import chat, goods, platforms
from .fields import Field, Suggestion
from .labels import DISCOUNT, FREIGHT, Shape
from .layouts import Kind, Page, Pair, kind_of
from .lines import Box, Line
from .promises import promises_in
from .values import Amount, amounts_in, clean, day_in, doubtful, number_in, plain

MAX_VALUE = 500
_CONFLICT = 0.55
_DAYS = (Field.ORDERED_ON, Field.PAID_ON, Field.DELIVERED_ON, Field.COMPLETED_ON)
_COURIER = re.compile(
    r"^(?:中通|圆通|申通|韵达|顺丰|极兔|京东|德邦|邮政|百世|丹鸟|菜鸟)?(?:快递|速递|速运|物流|快运|EMS|快递包裹)[:;]?"
    r"([A-Z]{0,4}\d{10,18})(?:复制)?$"
)
_LEAST_LENGTH = {Field.ORDER_NUMBER: 10, Field.PAYMENT_NUMBER: 16}


def suggest(
    lines: Sequence[Line],
    size: tuple[int, int],
    kind_hint: str | None = None,
    today: date | None = None,
    page: int = 0,
) -> list[Suggestion]:
    """What one picture says, best first within each field. Days after `today` are never offered.

    `size` is the picture's in pixels, `kind_hint` one of layouts.Kind, `page` the number given to the offers.
    """
    on = Page(lines, size)
    until = today or date.max
    kind = kind_of(on, kind_hint)
    talk = chat.bubbles_in(on, until) if kind in (Kind.CHAT, Kind.OTHER) else []
    if kind is Kind.OTHER and chat.looks_like_talk(on, talk):
        kind = Kind.CHAT
    found = [
        *_numbers(on, kind),
        *_days(on, kind, until),
        *_sums(on, kind),
        *_names(on, kind),
    ]
    found += _platform(on, kind, found)
    found = _agreed(found)
    if kind is Kind.CHAT:
        found += _talk(talk)
    else:
        found += [_vague(offer, kind) for offer in _promises(on)]
    order = list(Field)
    found.sort(key=lambda s: (order.index(s.field), 0 if s.field in _MANY else -s.confidence))
    return [replace(s, page=page, value=s.value[:MAX_VALUE], raw=s.raw[:MAX_VALUE]) for s in found if s.value]


_MANY = frozenset({Field.PROMISE, Field.CHAT})


def _offer(field: str, value: str, lines: Sequence[Line], weight: float) -> Suggestion:
    """An offer as sure as its rule and its worst line allow."""
    box: Box = lines[0].box
    for line in lines[1:]:
        box = box.around(line.box)
    worst = min(line.confidence for line in lines)
    raw = clean(" ".join(line.text for line in lines))
    return Suggestion(Field(field), value, raw, box, round(weight * worst, 3))


def _numbers(page: Page, kind: Kind) -> list[Suggestion]:
    found = []
    for pair in page.pairs:
        field = pair.meaning.field
        if pair.meaning.shape is not Shape.NUMBER or field not in set(Field):
            continue
        number = number_in(pair.text)
        if number is None or day_in(pair.text, date.max):
            continue
        if field == Field.ORDER_NUMBER and kind is Kind.BILL:
            # What Alipay calls the order number on a bill is the number of the payment.
            field = Field.PAYMENT_NUMBER
        weight = 0.6 if number.repaired else 1.0
        if len(number.value) < _LEAST_LENGTH.get(Field(field), 8):
            weight *= 0.6
        if len(pair.lines) > 1:
            weight *= 0.95
        found.append(_offer(field, number.value, pair.lines, weight * pair.meaning.weight))
    return found + _parcels(page)


def _parcels(page: Page) -> list[Suggestion]:
    """On the page of a parcel: the courier's name with the number right behind it."""
    found = []
    for line in page.lines:
        named = _COURIER.match(plain(line.text))
        if named:
            found.append(_offer(Field.LOGISTICS_NUMBER, named[1], [line], 0.95))
    return found


def _days(page: Page, kind: Kind, today: date) -> list[Suggestion]:
    found = []
    for pair in page.pairs:
        if pair.meaning.shape is Shape.DAY and pair.meaning.field in set(Field):
            day = day_in(pair.text, today)
            if day:
                weight = pair.meaning.weight if day.certain else 0.5
                found.append(_offer(pair.meaning.field, day.day.isoformat(), pair.lines, weight))
    if kind in (Kind.ORDER, Kind.OTHER) and not any(s.field is Field.DELIVERED_ON for s in found):
        found += _signed_for(page, today)
    return _in_order(found)


def _signed_for(page: Page, today: date) -> list[Suggestion]:
    """The courier's word that the parcel was signed for, with the day in the same line or right below."""
    for line in page.lines:
        flat = plain(line.text)
        if "已签收" not in flat and "已妥投" not in flat:
            continue
        for where in (line, *page.below(line)[:1]):
            day = day_in(where.text, today)
            if day and day.certain:
                lines = (line,) if where is line else (line, where)
                return [_offer(Field.DELIVERED_ON, day.day.isoformat(), lines, 0.93)]
    return []


def _in_order(found: list[Suggestion]) -> list[Suggestion]:
    """Ordered, paid, delivered, completed: days that contradict this order are doubtful, all of them."""
    best = {s.field: date.fromisoformat(s.value) for s in reversed(found)}
    days = [best[field] for field in _DAYS if field in best]
    close = Field.PAID_ON not in best or best[Field.PAID_ON] - best.get(
        Field.ORDERED_ON, best[Field.PAID_ON]
    ) < timedelta(days=40)
    if days == sorted(days) and close:
        return found
    return [replace(s, confidence=min(s.confidence, _CONFLICT)) for s in found]


def _sums(page: Page, kind: Kind) -> list[Suggestion]:
    """The sum paid and the price of the goods; sums that add up confirm each other."""
    labelled = [(pair, amounts_in(pair.text)) for pair in page.pairs if pair.meaning.shape is Shape.AMOUNT]
    rows = [(pair, sums[0]) for pair, sums in labelled if sums]
    if kind in (Kind.REFUND, Kind.CHAT):
        return []
    paid = _of(rows, Field.AMOUNT_PAID)
    if kind is Kind.BILL and not paid:
        return _bill_sum(page)
    total = _of(rows, Field.PRICE)
    found = [_sum(pair, amount) for pair, amount in [*paid, *total]]
    found = _added_up(found, rows)
    if kind is Kind.PRODUCT and (price := goods.product_price(page)):
        found.append(_offer(Field.PRICE, price.text, price.lines, price.weight))
    elif not total:
        found += _unit_price(page, found)
    return found


def _of(rows: Iterable[tuple[Pair, Amount]], field: str) -> list[tuple[Pair, Amount]]:
    return [(pair, amount) for pair, amount in rows if pair.meaning.field == field]


def _sum(pair: Pair, amount: Amount) -> Suggestion:
    """Engines are never quite sure of the sign of the yuan: a little is given back where it was read."""
    weight = pair.meaning.weight * (1.04 if amount.signed else 0.8) * (0.5 if amount.negative else 1.0)
    offer = _offer(pair.meaning.field, f"{amount.value:.2f}", pair.lines, weight)
    return replace(offer, confidence=min(0.93, offer.confidence))


def _added_up(found: list[Suggestion], rows: list[tuple[Pair, Amount]]) -> list[Suggestion]:
    """price + freight - discounts = paid, where all of it is on the page."""
    prices = {s.value for s in found if s.field is Field.PRICE}
    paid = {s.value for s in found if s.field is Field.AMOUNT_PAID}
    if len(prices) != 1 or len(paid) != 1:
        return found
    freight = sum((a.value for _, a in _of(rows, FREIGHT)), Decimal(0))
    discount = sum((a.value for _, a in _of(rows, DISCOUNT)), Decimal(0))
    expected = Decimal(prices.pop()) + freight - discount
    if expected == Decimal(paid.pop()):
        return [replace(s, confidence=max(s.confidence, 0.97)) for s in found]
    return [replace(s, confidence=min(s.confidence, 0.7)) for s in found]


def _unit_price(page: Page, found: list[Suggestion]) -> list[Suggestion]:
    """Where no total is named: the price of the only piece of goods, if it was one."""
    items = goods.items_in(page)
    if len(items) != 1 or items[0].unit is None or items[0].unit_line is None:
        return []
    sure = 0.92 if items[0].count == 1 else 0.4
    offer = _offer(Field.PRICE, f"{items[0].unit:.2f}", [items[0].unit_line], min(1.0, sure * 1.04))
    same = any(s.field is Field.AMOUNT_PAID and s.value == offer.value for s in found)
    return (
        [replace(offer, confidence=max(offer.confidence, 0.9))] if same and items[0].count == 1 else [offer]
    )


def _bill_sum(page: Page) -> list[Suggestion]:
    """On a bill: the sum in the largest type, with its minus and two decimals."""
    tall = sorted(page.lines, key=lambda line: -line.box.h)[:6]
    for line in tall:
        sums = amounts_in(line.text)
        if len(sums) == 1 and sums[0].alone and sums[0].cents and line.box.middle < page.height * 0.6:
            weight = 1.0 if sums[0].negative else 0.7
            return [_offer(Field.AMOUNT_PAID, f"{sums[0].value:.2f}", [line], weight)]
    return []


def _names(page: Page, kind: Kind) -> list[Suggestion]:
    """Shop and goods, by label or by place."""
    found = []
    for pair in page.pairs:
        if pair.meaning.shape is not Shape.TEXT or pair.meaning.field not in set(Field):
            continue
        text = clean(pair.lines[-1].text) if pair.lines[-1].text else pair.text
        if pair.text != pair.lines[-1].text:
            text = pair.text
        if len(text) < 2 or (number_in(text) and len(plain(text)) < 40 and kind is Kind.BILL):
            continue
        weight = pair.meaning.weight * (0.75 if doubtful(text) else 1.0)
        found.append(_offer(pair.meaning.field, text, pair.lines, weight))
    if not any(s.field is Field.SHOP for s in found):
        found += [_vague(_spot(Field.SHOP, spot), kind) for spot in goods.shops_in(page, kind)]
    if kind is Kind.CHAT and not any(s.field is Field.SHOP for s in found):
        title = chat.title_of(page)
        if title:
            found.append(_offer(Field.SHOP, clean(title.text), [title], 0.6))
    return found + _titles(page, kind)


def _vague(offer: Suggestion, kind: Kind) -> Suggestion:
    """Words that mean something on a page of an order, and may mean anything on a page of no known kind."""
    return replace(offer, confidence=round(offer.confidence * 0.7, 3)) if kind is Kind.OTHER else offer


def _titles(page: Page, kind: Kind) -> list[Suggestion]:
    if kind in (Kind.ORDER, Kind.REFUND):
        items = goods.items_in(page)
        spots = [item.title for item in items if item.title]
        if len(items) > 1:
            # Whose title is the goods' the page does not say, even where only one was made out.
            spots = [replace(spot, weight=_CONFLICT) for spot in spots]
    elif kind is Kind.PRODUCT:
        price = goods.product_price(page)
        title = goods.product_title(page, price) if price else None
        spots = [title] if title else []
    else:
        spots = []
    return [_spot(Field.GOODS_NAME, spot) for spot in spots]


def _spot(field: Field, spot: goods.Spot) -> Suggestion:
    raw = clean(" ".join(line.text for line in spot.lines))
    return Suggestion(field, spot.text, raw, spot.box, round(spot.confidence, 3))


def _platform(page: Page, kind: Kind, found: list[Suggestion]) -> list[Suggestion]:
    offers = [
        _vague(_offer(Field.PLATFORM, slug, [line], weight), kind)
        for slug, line, weight in platforms.by_words(page, kind)
    ]
    for number in [s for s in found if s.field is Field.ORDER_NUMBER]:
        guess = platforms.by_number(number.value)
        if guess and (guess[1] > 0.9 or not offers):
            slug, weight = guess
            offers.append(
                replace(number, field=Field.PLATFORM, value=slug, confidence=weight * number.confidence)
            )
        day = platforms.day_of(number.value)
        ordered = {s.value for s in found if s.field is Field.ORDERED_ON}
        if day and ordered and day.isoformat() not in ordered:
            offers.append(replace(number, field=Field.PLATFORM, value="pinduoduo", confidence=_CONFLICT))
    return offers


def _agreed(found: list[Suggestion]) -> list[Suggestion]:
    """One offer per value. Where a field has several values of like weight, none of them is sure."""
    kept: list[Suggestion] = []
    for field in Field:
        best: dict[str, Suggestion] = {}
        for offer in (s for s in found if s.field is field):
            if offer.value not in best or offer.confidence > best[offer.value].confidence:
                best[offer.value] = offer
        offers = sorted(best.values(), key=lambda s: -s.confidence)[:3]
        if len(offers) > 1 and offers[0].confidence - offers[1].confidence < 0.25:
            offers = [replace(s, confidence=min(s.confidence, _CONFLICT)) for s in offers]
        kept += offers
    return kept


def _promises(page: Page) -> list[Suggestion]:
    """Each promise once, where it stands first; the reason of a refund is none."""
    found: dict[str, Suggestion] = {}
    for line in page.lines:
        if any(line in pair.lines and pair.label in _NOT_PROMISED for pair in page.pairs):
            continue
        for words in promises_in(clean(line.text)):
            found.setdefault(words, _offer(Field.PROMISE, words, [line], 1.0))
    return list(found.values())


_NOT_PROMISED = frozenset({"退款原因", "申请原因"})


def _talk(bubbles: Sequence[chat.Bubble]) -> list[Suggestion]:
    """The bubbles, and what the other side promised in them."""
    found = []
    promised: dict[str, Suggestion] = {}
    for bubble in bubbles:
        extra = {"speaker": bubble.speaker, "time": bubble.time, "time_text": bubble.time_text}
        # What ends with dots was cut off, or is no bubble at all.
        doubt = doubtful(bubble.text) or bubble.text.endswith(("..", "…"))
        weight = 0.5 if not bubble.speaker else 0.75 if doubt else 1.0
        offer = replace(_offer(Field.CHAT, bubble.text, bubble.lines, weight), extra=extra)
        found.append(offer)
        if bubble.speaker == chat.OTHER:
            for words in promises_in(bubble.text):
                promise = replace(offer, field=Field.PROMISE, value=words, extra=extra)
                promised.setdefault(words, promise)
    return [*promised.values(), *found]
