"""Which question the rights check asks next: of those that can change the answer, at most four."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from django.forms import Field
from django.utils.translation import gettext as _

from claimguide.cases.vocab import GoodsKind, ProblemKind
from claimguide.cases.wording import said
from claimguide.core.forms import DateField
from claimguide.core.working_days import WorkCalendar
from claimguide.law import Assessment, assess
from claimguide.law.questions import QUESTIONS

from .check_answers import Answers, choices_of, field_to_type, plain
from .check_places import ANSWERED, WHERE
from .platform_questions import OF_PLATFORM
from .questions import NOT_SURE
from .rights import at_best

# After the group and the trouble; with them the card comes after six taps at the latest.
MOST = 4
PRICE = "price"
_A_PRICE = Decimal("1000.00")
# What no open ground waits for is asked only where it decides a sum, a promise or a day that may be near.
_ALSO = (
    "overcharge",
    "prepaid_used",
    "received_on",
    "asked_seller_on",
    "promised_delivery_on",
)
_K = ProblemKind
# These are worth one of the four questions only where they are the matter, and then they come first: a
# promise of ten times the price makes fraud a side matter.
_ONLY_FOR: dict[str, frozenset[str]] = {
    "promise_kind": frozenset({_K.PROMISE, _K.COUNTERFEIT}),
    "promise_value": frozenset({_K.PROMISE, _K.COUNTERFEIT}),
    "loss": frozenset({_K.INJURY, _K.PRIVACY}),
    "seller_vanished": frozenset({_K.PREPAID_CLOSED}),
    # A Chinese label may stand on the page alone there: then ten times the price is not owed for it.
    "cross_border": frozenset({_K.NO_LABEL, _K.LABEL_FLAW}),
    "safety_standard_broken": frozenset({_K.UNLICENSED}),
    "goods_kind": frozenset({_K.UNLICENSED, _K.NO_LABEL, _K.LABEL_FLAW}),
}
_SAFETY_KINDS = (
    GoodsKind.FOOD,
    GoodsKind.HEALTH_FOOD,
    GoodsKind.INFANT_FOOD,
    GoodsKind.FRESH,
    GoodsKind.DRUG,
    GoodsKind.COSMETICS,
    GoodsKind.MEDICAL_DEVICE,
    GoodsKind.OTHER,
)
_OTHER_KINDS = (
    GoodsKind.PHONE,
    GoodsKind.COMPUTER,
    GoodsKind.APPLIANCE,
    GoodsKind.ELECTRONICS,
    GoodsKind.CLOTHING,
    GoodsKind.JEWELLERY,
    GoodsKind.FURNITURE,
    GoodsKind.OTHER,
)
_OF_SAFETY = frozenset(
    {_K.UNSAFE_FOOD, _K.EXPIRED, _K.FOREIGN_OBJECT, _K.NO_LABEL, _K.LABEL_FLAW, _K.UNSAFE_DRUG}
)


class Choice(NamedTuple):
    value: str
    label: Any
    chosen: bool


class Question(NamedTuple):
    """One page: the law's question and reason; choices as buttons, or a field to type in."""

    name: str
    title: str
    why: str
    choices: list[Choice]
    more: list[Choice]
    input_attrs: dict[str, Any]
    hint: Any
    value: str
    error: str


def following(answers: Answers, found: Assessment, *, most: int | None = MOST) -> str:
    """The next question's name, "" where none is left or `most` were answered."""
    asked = len(answers.given)
    if most is not None and asked >= most:
        return ""
    if not answers.settled.issuperset(ANSWERED):
        return WHERE
    open_ = _open(answers, found)
    needed = {key for each in found.findings if each.verdict == "needs_facts" for key in each.needs}
    matter = [key for key in open_ if _is_the_matter(key, answers)]
    wanted = [*matter, *(key for key in open_ if key in needed and key not in (*matter, PRICE))]
    if "returnable_class" in wanted:
        # The class of the goods says more than their kind.
        wanted = [key for key in wanted if key != "goods_kind"]
    last = most is not None and asked + 1 >= most
    if PRICE not in answers.settled and (last or not wanted) and _price_counts(answers, found, wanted):
        return PRICE
    return next(iter(wanted or [key for key in open_ if key in _ALSO]), "")


def _open(answers: Answers, found: Assessment) -> list[str]:
    """What can still change the answer, most decisive first; what the platform did is for later."""
    done = answers.settled | OF_PLATFORM
    return [each.key for each in found.missing if each.key not in done]


def _is_the_matter(key: str, answers: Answers) -> bool:
    return not _ONLY_FOR.get(key, frozenset()).isdisjoint(answers.problems)


def _price_counts(answers: Answers, found: Assessment, wanted: list[str]) -> bool:
    """Whether the price decides a sum: now, or once an open ground holds."""
    if any(each.key == PRICE for each in found.missing):
        return True
    if any(part is not None and part.amount is None for part in (found.refund, found.punitive)):
        return True
    facts = answers.facts(found.on)
    return bool(wanted) and at_best(facts.with_fact(PRICE, _A_PRICE)) > at_best(facts)


def judge(answers: Answers, on: dt.date, calendar: WorkCalendar) -> Assessment:
    return assess(answers.facts(on), on, calendar=calendar)


def question(name: str, answers: Answers) -> Question:
    """The page that asks this, with the answer given before marked."""
    held = plain(answers.given[name]) if name in answers.given else answers.typed.get(name, "")
    offered = [Choice(value, label, value == held) for value, label in choices_of(name)]
    first, more = _sorted_by_need(name, offered, answers)
    own = None if offered else field_to_type(name)
    title, why = words(name)
    return Question(
        name=name,
        title=title,
        why=why,
        choices=first,
        more=more,
        input_attrs=dict(own.widget.attrs) if own else {},
        hint=_hint(own),
        value="" if held == NOT_SURE else held,
        error=answers.errors.get(name, ""),
    )


def _hint(own: Field | None) -> Any:
    """How to type it, where the field says so or a day is asked for."""
    if own is None or own.help_text:
        return own and own.help_text
    return _("For example 2026-3-5.") if isinstance(own, DateField) else ""


def words(name: str) -> tuple[str, str]:
    """The question and why it is asked."""
    if name == WHERE:
        return (
            _("Where did you buy it, for yourself or your family?"),
            _("Gifts count too. It decides who answers, and whether consumer law applies."),
        )
    asked = QUESTIONS[name]
    return said(asked.question), said(asked.why)


def _sorted_by_need(name: str, offered: list[Choice], answers: Answers) -> tuple[list[Choice], list[Choice]]:
    """Of the many kinds of goods those that are likely come first; the others are folded away."""
    if name != "goods_kind":
        return offered, []
    likely = _OTHER_KINDS if _OF_SAFETY.isdisjoint(answers.problems) else _SAFETY_KINDS
    first = [each for each in offered if each.value in likely]
    return first, [each for each in offered if each.value not in likely]
