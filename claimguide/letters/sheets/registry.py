"""The forms there are sheets for, in the order of the guide's steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claimguide.letters.compose import reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.kinds import Kind

from . import after_sales, association, complaint_12315, report_12315, seller_chat
from .form import Form

if TYPE_CHECKING:
    from django.utils.functional import Promise

_BUREAU = ("tousu_jubao:13(2)", "tousu_jubao:13(3)")
_FORMS = (
    Form(
        "seller_chat",
        _("Chat with the seller"),
        _("One short message, or everything as a numbered series."),
        Kind.SELLER,
        seller_chat.build,
    ),
    Form(
        "after_sales",
        _("After-sales form of the platform"),
        _("What to pick and what to write, within the limit of its box."),
        Kind.PLATFORM,
        after_sales.build,
    ),
    Form(
        "12315_complaint",
        _("12315 complaint form"),
        _("The boxes in the order of the form, to copy or to type."),
        Kind.REGULATOR,
        complaint_12315.build,
        _BUREAU,
    ),
    Form(
        "12315_report",
        _("12315 report form"),
        _("Tells of the violation and asks for no money."),
        Kind.REPORT,
        report_12315.build,
        _BUREAU,
    ),
    Form(
        "association",
        _("Form of a consumer association"),
        _("The boxes most associations ask for."),
        Kind.ASSOCIATION,
        association.build,
    ),
)
FORMS: Mapping[str, Form] = MappingProxyType({form.slug: form for form in _FORMS})


@dataclass(frozen=True)
class Offer:
    """A sheet in a list: where it is, or why there is none for this case."""

    form: Form
    url: str
    reason: str | Promise


def form(slug: str) -> Form:
    """Http404 where there is no such form."""
    if slug not in FORMS:
        raise Http404
    return FORMS[slug]


def offers(source: Source, *slugs: str) -> Iterator[Offer]:
    """These sheets, all where none is named."""
    for each in slugs or FORMS:
        made = FORMS[each]
        url = reverse("letters:sheet", args=[source.case.pk, made.slug])
        yield Offer(made, url, reason_not_to(source, made.kind))
