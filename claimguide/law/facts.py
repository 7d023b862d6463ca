"""The facts of one purchase: everything the rules may know, and nothing they may not.

Null means not known yet and never no. Money is yuan with two places; dates are calendar days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, get_args

from claimguide.law import vocabulary as words
from claimguide.law.naming import PERSON, SHOP

_MOST_YUAN = Decimal("1000000000000")
_MOST_COUNT = 1_000_000
_CENT = Decimal("0.01")


class FactsError(ValueError):
    """Facts that cannot be read. `errors` says for each key what is wrong with it."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{key}: {message}" for key, message in errors.items()))


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known about a purchase; the keys and their meaning are those of the intake vocabulary."""

    as_of: date | None = None
    ordered_on: date | None = None
    received_on: date | None = None
    discovered_on: date | None = None
    asked_seller_on: date | None = None
    return_requested_on: date | None = None
    return_asked_in_time: words.Tri | None = None
    goods_sent_back: words.Tri | None = None
    promised_delivery_on: date | None = None
    channel: words.Channel | None = None
    seller_kind: words.SellerKind | None = None
    seller_knew: words.Tri | None = None
    seller_showed_source: words.Tri | None = None
    seller_vanished: words.Tri | None = None
    live_room_role: words.LiveRoomRole | None = None
    goods_kind: words.GoodsKind | None = None
    goods_condition: words.GoodsCondition | None = None
    food_form: words.FoodForm | None = None
    cross_border: words.Tri | None = None
    price: Decimal | None = None
    quantity: int | None = None
    shipping: Decimal | None = None
    other_costs: Decimal | None = None
    overcharge: Decimal | None = None
    loss: Decimal | None = None
    refunded: Decimal | None = None
    compensated: Decimal | None = None
    purpose: words.Purpose | None = None
    buyer_knew: words.Tri | None = None
    reasonable_price: Decimal | None = None
    problems: frozenset[words.Problem] = frozenset()
    false_statement: words.Tri | None = None
    concealed_fact: words.Tri | None = None
    misled_into_buying: words.Tri | None = None
    safety_standard_broken: words.Tri | None = None
    label_flaw_only: words.Tri | None = None
    label_error: words.LabelError | None = None
    harm: words.Harm | None = None
    promise_kind: words.PromiseKind | None = None
    promise_value: Decimal | None = None
    promise_includes_refund: words.Tri | None = None
    promise_by: words.PromiseBy | None = None
    returnable_class: words.ReturnableClass | None = None
    exclusion_confirmed: words.Tri | None = None
    goods_intact: words.Tri | None = None
    returns_before: int | None = None
    orders_before: int | None = None
    earlier_claims: int | None = None
    sanbao_repairs: int | None = None
    obvious_price_error: words.Tri | None = None
    prepaid_amount: Decimal | None = None
    prepaid_used: Decimal | None = None
    prepaid_used_at_full_price: Decimal | None = None
    prepaid_ended_by: words.PrepaidEndedBy | None = None
    deposit_kind: words.DepositKind | None = None
    deposit_broken_by: words.DepositBrokenBy | None = None
    minor_age: int | None = None
    guardian_agreed: words.Tri | None = None
    platform_named_seller: words.NamedSeller | None = None
    platform_promise: words.Tri | None = None
    platform_knew: words.Tri | None = None
    platform_acted: words.Tri | None = None
    platform_checked_licence: words.Tri | None = None
    platform_marked_own_business: words.Tri | None = None
    platform_kept_records: words.Tri | None = None
    platform_helped: words.Tri | None = None
    platform_advertised: words.Tri | None = None
    platform_paid_outside: words.Tri | None = None
    life_or_health: words.Tri | None = None

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Facts:
        """Read facts from plain data (JSON types, dates or decimals). None and "" mean unknown.

        FactsError names every key that is unknown or does not hold what it should.
        """
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for key, given in data.items():
            reader = READERS.get(key)
            if reader is None:
                errors[str(key)] = "is not a known fact"
                continue
            if given is None or given == "":
                continue
            try:
                values[key] = reader(given)
            except ValueError as error:
                errors[key] = str(error)
        if errors:
            raise FactsError(errors)
        return cls(**values)

    def to_mapping(self) -> dict[str, Any]:
        """The known facts as JSON types, in a form that `from_mapping` reads back to the same facts."""
        known = {key: getattr(self, key) for key in KEYS}
        return {
            key: _plain(value) for key, value in known.items() if value is not None and value != frozenset()
        }

    @property
    def from_person(self) -> bool:
        """Bought from a person known to run no business (消保法 3)."""
        return self.seller_kind == "private"

    @property
    def maybe_on_platform(self) -> bool:
        """Bought through a platform, or not known yet."""
        return self.channel is None or self.channel in words.PLATFORM_CHANNELS

    @property
    def shop(self) -> str:
        """What Chinese texts call the other side."""
        return PERSON if self.from_person else SHOP

    def known(self, key: str) -> bool:
        """Whether the fact is known; an empty list of problems is not. KeyError for an unknown key."""
        if key not in READERS:
            raise KeyError(key)
        return getattr(self, key) not in (None, frozenset())

    def with_fact(self, key: str, value: object) -> Facts:
        """The same facts with one replaced by a value of its final type; quick, to try answers out."""
        changed = object.__new__(type(self))
        changed.__dict__.update(self.__dict__)
        changed.__dict__[key] = value
        return changed


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return value


def _choice(literal: Any) -> Callable[[Any], str]:
    allowed = get_args(literal)

    def read(given: Any) -> str:
        if given not in allowed or not isinstance(given, str):
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return given

    return read


def _day(given: Any) -> date:
    if type(given) is date:
        return given
    if not isinstance(given, str):
        raise ValueError("must be a date, YYYY-MM-DD")
    try:
        day = date.fromisoformat(given)
    except ValueError:
        day = None
    if day is None or day.isoformat() != given:
        raise ValueError("must be a date, YYYY-MM-DD")
    return day


def _number(given: Any) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | str | Decimal):
        raise ValueError("must be a number, written as text")
    try:
        number = Decimal(given)
    except InvalidOperation:
        raise ValueError("must be a number, written as text") from None
    if not number.is_finite() or not 0 <= number <= _MOST_YUAN:
        raise ValueError("must be a number from 0 to one trillion")
    return number


def _yuan(given: Any) -> Decimal:
    number = _number(given)
    if number != number.quantize(_CENT):
        raise ValueError("must be yuan with at most two places")
    return number.quantize(_CENT)


def _count(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= _MOST_COUNT:
        raise ValueError("must be a whole number from 0 to one million")
    return given


def _quantity(given: Any) -> int:
    if _count(given) == 0:
        raise ValueError("must be at least 1")
    return int(given)


_PROBLEMS = frozenset(get_args(words.Problem))


def _problems(given: Any) -> frozenset[str]:
    if not isinstance(given, list | tuple | set | frozenset):
        raise ValueError("must be a list of problems")
    unknown = sorted(str(each) for each in given if not isinstance(each, str) or each not in _PROBLEMS)
    if unknown:
        raise ValueError(f"unknown problems: {', '.join(unknown)}")
    return frozenset(given)


_tri = _choice(words.Tri)

READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "as_of": _day,
        "ordered_on": _day,
        "received_on": _day,
        "discovered_on": _day,
        "asked_seller_on": _day,
        "return_requested_on": _day,
        "return_asked_in_time": _tri,
        "goods_sent_back": _tri,
        "promised_delivery_on": _day,
        "channel": _choice(words.Channel),
        "seller_kind": _choice(words.SellerKind),
        "seller_knew": _tri,
        "seller_showed_source": _tri,
        "seller_vanished": _tri,
        "live_room_role": _choice(words.LiveRoomRole),
        "goods_kind": _choice(words.GoodsKind),
        "goods_condition": _choice(words.GoodsCondition),
        "food_form": _choice(words.FoodForm),
        "cross_border": _tri,
        "price": _yuan,
        "quantity": _quantity,
        "shipping": _yuan,
        "other_costs": _yuan,
        "overcharge": _yuan,
        "loss": _yuan,
        "refunded": _yuan,
        "compensated": _yuan,
        "purpose": _choice(words.Purpose),
        "buyer_knew": _tri,
        "reasonable_price": _yuan,
        "problems": _problems,
        "false_statement": _tri,
        "concealed_fact": _tri,
        "misled_into_buying": _tri,
        "safety_standard_broken": _tri,
        "label_flaw_only": _tri,
        "label_error": _choice(words.LabelError),
        "harm": _choice(words.Harm),
        "promise_kind": _choice(words.PromiseKind),
        "promise_value": _number,
        "promise_includes_refund": _tri,
        "promise_by": _choice(words.PromiseBy),
        "returnable_class": _choice(words.ReturnableClass),
        "exclusion_confirmed": _tri,
        "goods_intact": _tri,
        "returns_before": _count,
        "orders_before": _count,
        "earlier_claims": _count,
        "sanbao_repairs": _count,
        "obvious_price_error": _tri,
        "prepaid_amount": _yuan,
        "prepaid_used": _yuan,
        "prepaid_used_at_full_price": _yuan,
        "prepaid_ended_by": _choice(words.PrepaidEndedBy),
        "deposit_kind": _choice(words.DepositKind),
        "deposit_broken_by": _choice(words.DepositBrokenBy),
        "minor_age": _count,
        "guardian_agreed": _tri,
        "platform_named_seller": _choice(words.NamedSeller),
        "platform_promise": _tri,
        "platform_knew": _tri,
        "platform_acted": _tri,
        "platform_checked_licence": _tri,
        "platform_marked_own_business": _tri,
        "platform_kept_records": _tri,
        "platform_helped": _tri,
        "platform_advertised": _tri,
        "platform_paid_outside": _tri,
        "life_or_health": _tri,
    }
)
"""How each key is read; also what tells the kinds of question apart."""

KEYS: tuple[str, ...] = tuple(READERS)
"""Every key of the intake vocabulary, in its order."""
