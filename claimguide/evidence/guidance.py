"""Where proof of each element is found, what makes it hold, and what to do when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.core.sentences import joined
from claimguide.law.vocabulary import PLATFORM_CHANNELS

from .elements import Element

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from claimguide.cases.models import Case

WHY: dict[Element, _StrPromise] = {
    Element.BUYING: _("Shows that you bought this, when, and from whom."),
    Element.PAYING: _("Shows how much you paid and to whom. Every sum in your letters rests on it."),
    Element.PROMISE: _("Shows what the seller said before you bought."),
    Element.DEFECT: _("Shows what you really got, or that it never came."),
    Element.NOTICE: _("Shows that the seller knows of the problem, and since when."),
    Element.LOSS: _("Shows each further sum you ask for."),
}

_WHERE: dict[Element, _StrPromise] = {
    Element.BUYING: _(
        "Open the order in %(place)s. Take screenshots of the whole page: number, date, seller, goods, price."
    ),
    Element.PAYING: _(
        "Open the bill of this payment in your payment app or bank. It must show date, sum and payee."
    ),
    Element.PROMISE: _(
        "Open the goods page or the order's snapshot in %(place)s. "
        "Also take the chat before you bought and what the live room said."
    ),
    Element.DEFECT: _(
        "Take photos of the goods, the label and the parcel slip in one go. Add a test or repair report."
    ),
    Element.NOTICE: _(
        "Take screenshots of your after-sales request and the chat in %(place)s, with dates and answers."
    ),
    Element.LOSS: _("Receipts for freight, tests, repair or treatment, with date and sum."),
}
_WHERE_OFFLINE: dict[Element, _StrPromise] = {
    Element.BUYING: _("Receipt, invoice or contract. The shop has to give you an invoice if you ask for it."),
    Element.PROMISE: _("Advertising, labels, the contract, and messages with the seller."),
    Element.NOTICE: _("Messages, letters with proof of posting, or a note of the talk with date and names."),
}
_WHERE_NOT_DELIVERED = _(
    "Take screenshots of the order's state and of the logistics page, with the date in the picture."
)
_NOT_DELIVERED = frozenset({"not_delivered", "late_delivery", "order_cancelled", "parcel_lost"})

_GONE_PLATFORM = _(
    "Ask the platform for it in writing. It has to keep what was offered and sold for at least three years."
)
_GONE: dict[Element, _StrPromise] = {
    Element.BUYING: _("Payment records, delivery messages and the parcel slip also show a purchase."),
    Element.PAYING: _("The bank and the payment app keep bills. Ask them for a copy."),
    Element.PROMISE: _("Search your chats and shared links. Other buyers may have kept the page."),
    Element.DEFECT: _("The seller's own words in the chat count too. So does a repair record."),
    Element.NOTICE: _("Write to the seller again today and keep that message."),
    Element.LOSS: _("Ask whoever you paid for a second copy of the receipt."),
}
_ON_PLATFORM = frozenset({Element.BUYING, Element.PROMISE, Element.NOTICE})

MORE: dict[Element, _StrPromise] = {
    Element.PROMISE: _("A second piece makes this hold: the chat, the snapshot or a recording of the page."),
    Element.DEFECT: _("A second piece makes this hold: another angle, a report, or the seller's answer."),
}


def where_to_get(element: Element, case: Case) -> str:
    """Where this case's consumer finds proof of `element`, naming the platform where it is known."""
    if case.purchase.channel == "offline" and element in _WHERE_OFFLINE:
        return str(_WHERE_OFFLINE[element])
    kinds = {problem.kind for problem in case.problems.all()}
    if element is Element.DEFECT and kinds and kinds <= _NOT_DELIVERED:
        return str(_WHERE_NOT_DELIVERED)
    return str(_WHERE[element]) % {"place": _place(case)}


def when_gone(element: Element, case: Case) -> str:
    """What is left to do where the consumer says that proof of `element` is gone (电子商务法 31)."""
    own = str(_GONE[element])
    if element in _ON_PLATFORM and case.purchase.channel in PLATFORM_CHANNELS:
        return joined(_GONE_PLATFORM, own)
    return own


def _place(case: Case) -> str:
    purchase = case.purchase
    named = purchase.platform.name if purchase.platform else purchase.platform_other
    return named or gettext("the shop's app or site")
