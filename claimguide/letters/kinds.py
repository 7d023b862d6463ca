"""The documents the site writes, and what is fixed for each kind of them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import ContactChannel


class Kind(models.TextChoices):
    """Every document the site writes, in the order of the guide's steps."""

    SELLER = "seller", _("Letter to the seller")
    REPLY = "reply", _("Reply to the seller's refusal")
    PLATFORM = "platform", _("Letter to the platform")
    APPEAL = "appeal", _("Appeal to the platform")
    COMPLAINT = "complaint", _("Civil complaint")
    BRIEF = "brief", _("Brief for a lawyer")
    ACCOUNT = "account", _("Statement of account")
    PRESS = "press", _("Fact sheet for the media")
    ASSOCIATION = "association", _("Letter to the consumer association")
    REGULATOR = "regulator", _("Complaint to the market regulator")
    REPORT = "report", _("Report to the market regulator")


@dataclass(frozen=True)
class Traits:
    """`file_word` names its file, in the language of the letter; `step` is the guide's step that leads to it.

    `ways` are how it may be sent; a document without any is handed over or kept, and no sending is logged.
    """

    file_word: str
    step: str
    ways: tuple[ContactChannel, ...] = ()


_BY_HAND = (ContactChannel.MAIL, ContactChannel.EMAIL, ContactChannel.IN_PERSON)
# The department publishes its post address and its window; e-mail is no channel (投诉举报处理办法 8).
_TO_THE_REGULATOR = (ContactChannel.MAIL, ContactChannel.IN_PERSON)
_TO_A_BUSINESS = (ContactChannel.CHAT, ContactChannel.AFTER_SALES, *_BY_HAND)
TRAITS = MappingProxyType(
    {
        Kind.SELLER: Traits("致卖家函", "seller", _TO_A_BUSINESS),
        Kind.REPLY: Traits("致卖家的复函", "seller", _TO_A_BUSINESS),
        Kind.PLATFORM: Traits("致平台函", "platform", _TO_A_BUSINESS),
        Kind.APPEAL: Traits("平台申诉书", "platform", _TO_A_BUSINESS),
        Kind.COMPLAINT: Traits("民事起诉状", "legal", _BY_HAND),
        Kind.BRIEF: Traits("法律咨询提纲", "legal"),
        Kind.ACCOUNT: Traits("款项明细表", "legal"),
        Kind.PRESS: Traits("事实说明", "media"),
        Kind.ASSOCIATION: Traits("消费者投诉书", "association", _BY_HAND),
        Kind.REGULATOR: Traits("市场监管投诉书", "association", _TO_THE_REGULATOR),
        Kind.REPORT: Traits("市场监管举报书", "association", _TO_THE_REGULATOR),
    }
)


def traits(kind: str) -> Traits:
    """What is fixed for letters of this kind. ValueError for an unknown kind."""
    return TRAITS[Kind(kind)]
