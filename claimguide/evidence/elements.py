"""What a claim has to prove, element by element, and which elements a claim of a given kind needs."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Element(models.TextChoices):
    BUYING = "buying", _("The purchase")
    PAYING = "paying", _("The payment")
    PROMISE = "promise", _("What was promised")
    DEFECT = "defect", _("What is wrong")
    NOTICE = "notice", _("That you complained")
    LOSS = "loss", pgettext_lazy("evidence", "Your losses")


ELEMENTS: tuple[Element, ...] = tuple(Element)

# What the page, the chat or the label said is at the heart of these.
_PROMISE_PROBLEMS = frozenset(
    {
        "not_as_described",
        "false_promotion",
        "counterfeit",
        "used_sold_as_new",
        "concealed_defect",
        "wrong_item",
        "short_delivery",
        "promise_broken",
        "repair_refused",
        "not_delivered",
        "late_delivery",
        "order_cancelled",
        "price_fraud",
        "price_discrimination",
        "auto_renewal",
        "prepaid_closed",
        "prepaid_refund_refused",
        "unfair_term",
        "deposit_kept",
    }
)
_PROMISE_FINDINGS = frozenset(
    {
        "mismatch",
        "false_ad",
        "fraud",
        "promise",
        "price",
        "nondelivery",
        "autorenew",
        "unfair_terms",
        "deposit",
    }
)
# A seven-day return needs no flaw; these need no goods at all.
_NO_DEFECT_PROBLEMS = frozenset(
    {"return_refused", "refund_delayed", "minor_purchase", "unauthorised_payment"}
)
_LOSS_PROBLEMS = frozenset({"injury"})


def needed(
    problems: Iterable[str], findings: Iterable[str] = (), *, has_losses: bool = False
) -> tuple[Element, ...]:
    """The elements to prove, in their order, for these problem kinds and these codes of grounds that hold.

    Buying, paying and the complaint always count: who bought, for how much, and that the seller was told
    (消费者权益保护法 24; 民事诉讼法 67: who claims proves). With no problem named yet, what was promised and
    what is wrong are asked for too.
    """
    kinds, codes = frozenset(problems), frozenset(findings)
    wanted = {Element.BUYING, Element.PAYING, Element.NOTICE}
    if not kinds or kinds & _PROMISE_PROBLEMS or codes & _PROMISE_FINDINGS:
        wanted.add(Element.PROMISE)
    if not kinds or kinds - _NO_DEFECT_PROBLEMS:
        wanted.add(Element.DEFECT)
    if has_losses or kinds & _LOSS_PROBLEMS or "injury" in codes:
        wanted.add(Element.LOSS)
    return tuple(element for element in ELEMENTS if element in wanted)
