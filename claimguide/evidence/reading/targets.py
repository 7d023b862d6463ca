"""What can be read, how it is asked, and the column of the case it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claimguide.cases.models import Case, Draft
from claimguide.core.forms import CleanCharField, DateField, YuanField
from claimguide.core.money import yuan
from claimguide.core.text import narrow
from claimguide.evidence.elements import Element
from claimguide.reference.models import Platform
from claimguide.reference.selectors import platform_choices

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CHAT = "chat"


@dataclass(frozen=True)
class Target:
    """Where one kind of value belongs. The form fields are those of the guide's page `page`.

    `part` and `column` name the chapter of the case and its column; a chat line has none of its own.
    `shows` is what a picture with such a value seems to prove.
    """

    label: _StrPromise
    question: _StrPromise
    field: Callable[..., forms.Field]
    page: str
    part: str = ""
    column: str = ""
    shows: Element | None = None
    hint: _StrPromise | str = ""

    def form_field(self) -> forms.Field:
        return self.field(label=self.label, help_text=self.hint)


_PRICE_HINT = _("The price of the affected goods after discounts, without freight.")


def _words(**options: Any) -> forms.Field:
    """A text of several lines on a phone, kept as one."""
    return CleanCharField(widget=forms.Textarea(attrs={"rows": 3}), **options)


def _platforms(**options: Any) -> forms.Field:
    return forms.ChoiceField(choices=platform_choices, **options)


TARGETS: dict[str, Target] = {
    "order_number": Target(
        _("Order number"),
        _("Is this the order number?"),
        partial(CleanCharField, max_length=64),
        "law/order",
        "purchase",
        "order_number",
        Element.BUYING,
    ),
    "goods_name": Target(
        _("Name of the goods or service"),
        _("Is this what you bought?"),
        partial(_words, max_length=50),
        "law/goods",
        "purchase",
        "goods_name",
        Element.BUYING,
    ),
    "shop": Target(
        _("Name of the shop, seller or live room"),
        _("Is this the shop?"),
        partial(CleanCharField, max_length=100),
        "law/order",
        "purchase",
        "shop_name",
        Element.BUYING,
    ),
    "platform": Target(
        _("Platform"),
        _("Did you buy it on this platform?"),
        _platforms,
        "law/order",
        "purchase",
        "platform",
    ),
    "amount_paid": Target(
        _("What you paid for it, in yuan"),
        _("Is this what you paid for it?"),
        YuanField,
        "law/money",
        "purchase",
        "price",
        Element.PAYING,
        _PRICE_HINT,
    ),
    "price": Target(
        _("Price of the goods, in yuan"),
        _("Is this the price you paid for it?"),
        YuanField,
        "law/money",
        "purchase",
        "price",
        Element.BUYING,
        _PRICE_HINT,
    ),
    "ordered_on": Target(
        _("Day of the order"),
        _("Did you order it on this day?"),
        DateField,
        "law/dates",
        "purchase",
        "ordered_on",
        Element.BUYING,
    ),
    "paid_on": Target(
        _("Day of the payment"),
        _("You paid on this day. Was it also the day of the order?"),
        DateField,
        "law/dates",
        "purchase",
        "ordered_on",
        Element.PAYING,
    ),
    "delivered_on": Target(
        _("Day you signed for it"),
        _("Did you sign for it on this day?"),
        DateField,
        "law/dates",
        "purchase",
        "received_on",
    ),
    "promise": Target(
        _("The promise word for word"),
        _("Was this promised to you?"),
        partial(_words, max_length=300),
        "law/promise",
        "promise",
        "promise_words",
        Element.PROMISE,
    ),
    "after_sales_number": Target(
        _("Number of the complaint or after-sales case"),
        _("Is this the number of your after-sales case?"),
        partial(CleanCharField, max_length=64),
        "platform/complaint",
        "platform_conduct",
        "complaint_number",
        Element.NOTICE,
    ),
    CHAT: Target(
        pgettext_lazy("reading", "Words of the chat"),
        _("Was this said in the chat?"),
        partial(_words, max_length=500),
        "seller/contacts",
    ),
}


def plain(target: Target, text: str) -> str | None:
    """`text` as the guide's form would keep it, written as text again; None where the form refuses it."""
    if target.column == "platform":
        return platform_slug(text)
    try:
        return as_text(target.form_field().clean(text))
    except ValidationError:
        return None


def platform_slug(text: str) -> str | None:
    """The platform meant by a slug or by its name in either language."""
    known = Platform.objects.filter(Q(slug=text) | Q(name_zh=text) | Q(name_en__iexact=text), active=True)
    return known.values_list("slug", flat=True).first()


def as_text(value: Any) -> str:
    """A cleaned value as a form shows it: 2026-03-05, 199.00."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.slug if isinstance(value, Platform) else str(value)


def held(case: Case, target: Target) -> str:
    """What the case says there, as text: the answer, else what was typed on its page and not sent yet."""
    if not target.column:
        return ""
    answer = as_text(getattr(getattr(case, target.part), target.column))
    if answer or target.column == "platform":
        return answer or case.purchase.platform_other
    draft = Draft.objects.filter(case=case, page=target.page).values_list("data", flat=True).first() or {}
    typed = "".join(draft.get(target.column, [])[:1]).strip()
    return (plain(target, typed) or typed) if typed else ""


def shown(target: Target, text: str) -> str:
    """A value as people read it: the platform's name, a date in words, a sum with its commas."""
    if not text:
        return ""
    if target.column == "platform":
        return dict(platform_choices()).get(text, text)
    kept = plain(target, text)
    if kept and target.column in ("ordered_on", "received_on"):
        return date_format(dt.date.fromisoformat(kept), "DATE_FORMAT")
    if kept and target.column == "price":
        return yuan(Decimal(kept))
    return text


def likeness(field: str, text: str, kept: str | None, when: str = "") -> tuple[str, str]:
    """The same for the same value of the same column, wherever it was read and however it was spaced.

    `kept` is what `plain` made of the text.
    """
    return TARGETS[field].column or f"{field} {when}", (narrow(text) if kept is None else kept).strip()
