"""Facts that cannot all be true. They are named, never refused: the consumer looks again and corrects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from claimguide.law.assessment import Contradiction
from claimguide.law.facts import Facts
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS, SERVICES

_DATES = (
    "ordered_on",
    "received_on",
    "discovered_on",
    "asked_seller_on",
    "return_requested_on",
)


class _Rule(NamedTuple):
    code: str
    keys: tuple[str, ...]
    clash: Callable[[Facts], bool]
    text: Text


def _before(earlier: date | None, later: date | None) -> bool:
    return earlier is not None and later is not None and earlier < later


_RULES: tuple[_Rule, ...] = (
    _Rule(
        "received_before_ordered",
        ("ordered_on", "received_on"),
        lambda facts: _before(facts.received_on, facts.ordered_on),
        Text("收货日期早于下单日期，请核对。", "The goods came before they were ordered; check the dates."),
    ),
    _Rule(
        "asked_before_ordered",
        ("ordered_on", "asked_seller_on"),
        lambda facts: _before(facts.asked_seller_on, facts.ordered_on),
        Text(
            "向商家提出要求的日期早于下单日期，请核对。",
            "The seller was asked before the order; check the dates.",
        ),
    ),
    _Rule(
        "discovered_before_ordered",
        ("ordered_on", "discovered_on"),
        lambda facts: _before(facts.discovered_on, facts.ordered_on) and facts.buyer_knew != "yes",
        Text(
            "发现问题的日期早于下单日期，下单时就应当已经知道，请核对。",
            "The problem was found before the order, so it was known when ordering; check the dates.",
        ),
    ),
    _Rule(
        "return_before_receipt",
        ("received_on", "return_requested_on"),
        lambda facts: _before(facts.return_requested_on, facts.received_on),
        Text(
            "要求退货的日期早于收货日期，请核对。",
            "The return was asked for before receipt; check the dates.",
        ),
    ),
    _Rule(
        "refunded_above_price",
        ("price", "refunded"),
        lambda facts: (
            facts.price is not None
            and facts.refunded is not None
            and facts.refunded > facts.price + (facts.shipping or 0)
        ),
        Text("已退金额超过已付价款，请核对。", "More was refunded than was paid; check the sums."),
    ),
    _Rule(
        "part_above_price",
        ("price", "overcharge", "reasonable_price"),
        lambda facts: (
            facts.price is not None and max(facts.overcharge or 0, facts.reasonable_price or 0) > facts.price
        ),
        Text(
            "其中一部分的金额超过总价款，请核对。", "A part is larger than the whole price; check the sums."
        ),
    ),
    _Rule(
        "prepaid_used_above_paid",
        ("prepaid_amount", "prepaid_used"),
        lambda facts: (
            facts.prepaid_amount is not None
            and facts.prepaid_used is not None
            and facts.prepaid_used > facts.prepaid_amount
        ),
        Text("已消费金额超过预付金额，请核对。", "More was used than was paid in advance; check the sums."),
    ),
    _Rule(
        "return_of_a_service",
        ("goods_kind", "return_requested_on", "return_asked_in_time"),
        lambda facts: (
            facts.goods_kind in SERVICES
            and (facts.return_requested_on is not None or facts.return_asked_in_time == "yes")
        ),
        Text(
            "七日无理由退货只适用于商品，而您选择的是服务，请核对。",
            "The seven-day return covers goods, but a service was chosen; check the answers.",
        ),
    ),
    _Rule(
        "knew_and_misled",
        ("buyer_knew", "misled_into_buying"),
        lambda facts: facts.buyer_knew == "yes" and facts.misled_into_buying == "yes",
        Text(
            "下单时已经知道问题，就不会因此被误导，请核对。",
            "Who knew when ordering was not misled; check the answers.",
        ),
    ),
    _Rule(
        "label_only_and_unsafe",
        ("label_flaw_only", "safety_standard_broken"),
        lambda facts: facts.label_flaw_only == "yes" and facts.safety_standard_broken == "yes",
        Text(
            "“只是标签瑕疵”与“违反安全标准”不能同时成立，请核对。",
            "A mere label flaw and a broken safety standard exclude each other; check the answers.",
        ),
    ),
    _Rule(
        "no_promise_yet_broken",
        ("promise_kind", "problems"),
        lambda facts: facts.promise_kind == "none" and "promise_broken" in facts.problems,
        Text(
            "没有承诺，就没有承诺不兑现的问题，请核对。",
            "Without a promise none can be broken; check the answers.",
        ),
    ),
    _Rule(
        "platform_outside_a_platform",
        ("channel", "seller_kind"),
        lambda facts: (
            facts.seller_kind in ("self_operated", "looks_self_operated")
            and facts.channel in ("offline", "own_site")
        ),
        Text(
            "平台自营的商品应当在平台上购买，请核对购买渠道。",
            "A platform's own goods are bought on the platform; check where you bought.",
        ),
    ),
    _Rule(
        "second_hand_as_new",
        ("goods_kind", "goods_condition"),
        lambda facts: facts.goods_kind == "second_hand" and facts.goods_condition == "new",
        Text(
            "二手商品不会以全新状态出售，请核对。",
            "Second-hand goods are not sold as new; check the answers.",
        ),
    ),
    _Rule(
        "child_of_age",
        ("minor_age", "problems"),
        lambda facts: (
            facts.minor_age is not None and facts.minor_age >= 18 and "minor_purchase" in facts.problems
        ),
        Text("付款人已满十八周岁，不是未成年人，请核对。", "Whoever paid was of age; check the answers."),
    ),
    _Rule(
        "unknown_platform_named",
        ("channel", "platform_named_seller"),
        lambda facts: (
            facts.platform_named_seller is not None
            and facts.channel is not None
            and facts.channel not in PLATFORM_CHANNELS
        ),
        Text(
            "不是在平台上购买，平台就没有提供卖家信息的义务，请核对。",
            "Bought outside a platform, no platform had to name the seller.",
        ),
    ),
    _Rule(
        "received_yet_not_delivered",
        ("received_on", "problems"),
        lambda facts: (
            facts.received_on is not None and not facts.problems.isdisjoint(("not_delivered", "parcel_lost"))
        ),
        Text(
            "填了签收日期，又说没有收到，请核对。",
            "A day of receipt was given, yet nothing arrived; check the answers.",
        ),
    ),
    _Rule(
        "injury_without_harm",
        ("harm", "problems"),
        lambda facts: facts.harm == "none" and "injury" in facts.problems,
        Text(
            "说有人受伤，又说没有造成损害，请核对。",
            "An injury was named, yet no harm was done; check the answers.",
        ),
    ),
    _Rule(
        "used_more_at_agreed_price",
        ("prepaid_used", "prepaid_used_at_full_price"),
        lambda facts: (
            facts.prepaid_used is not None
            and facts.prepaid_used_at_full_price is not None
            and facts.prepaid_used_at_full_price < facts.prepaid_used
        ),
        Text(
            "按原价计算的消费不会少于按折扣价计算的消费，请核对。",
            "Use at the full price cannot be less than at the agreed one; check the sums.",
        ),
    ),
    _Rule(
        "more_returns_than_orders",
        ("returns_before", "orders_before"),
        lambda facts: (
            facts.returns_before is not None
            and facts.orders_before is not None
            and facts.returns_before > facts.orders_before
        ),
        Text("退货次数超过下单次数，请核对。", "More returns than orders; check the numbers."),
    ),
    _Rule(
        "deposit_above_price",
        ("deposit_kind", "prepaid_amount", "price"),
        lambda facts: (
            facts.deposit_kind not in (None, "none", "security")
            and facts.prepaid_amount is not None
            and facts.price is not None
            and facts.prepaid_amount > facts.price
        ),
        Text("定金或者订金超过总价款，请核对。", "The deposit exceeds the whole price; check the sums."),
    ),
    _Rule(
        "room_outside_a_live_stream",
        ("channel", "live_room_role"),
        lambda facts: facts.live_room_role is not None and facts.channel not in (None, "live_stream"),
        Text(
            "不是在直播间购买，就没有直播间的身份问题，请核对。",
            "Bought outside a live room, no room had to say who sells.",
        ),
    ),
    _Rule(
        "acted_without_knowing",
        ("platform_knew", "platform_acted"),
        lambda facts: facts.platform_knew == "no" and facts.platform_acted == "yes",
        Text(
            "平台不知情，就不会针对问题采取措施，请核对。",
            "A platform that did not know took no measures; check the answers.",
        ),
    ),
)


def contradictions(matter: Matter) -> tuple[Contradiction, ...]:
    """Every clash between the facts, with the keys to look at again; dates after the day of law clash too."""
    found = [Contradiction(rule.code, rule.keys, rule.text) for rule in _RULES if rule.clash(matter.facts)]
    late = tuple(key for key in _DATES if _before(matter.on, getattr(matter.facts, key)))
    if late:
        text = Text("日期晚于今天，请核对。", "A date lies in the future; check it.")
        found.append(Contradiction("in_the_future", late, text))
    return tuple(found)
