"""The documents the site writes, and what is fixed for each kind of them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Every document the site writes, in the order of the guide's steps."""

    SELLER = "seller", _("Letter to the seller")
    REPLY = "reply", _("Reply to the seller's refusal")
    PLATFORM = "platform", _("Letter to the platform")
    APPEAL = "appeal", _("Appeal to the platform")
    VIOLATION = "violation", _("Report on the platform to the market regulator")
    COMPLAINT = "complaint", _("Civil complaint")
    BRIEF = "brief", _("Brief for a lawyer")
    ACCOUNT = "account", _("Statement of account")
    PRESS = "press", _("Fact sheet for the media")
    ASSOCIATION = "association", _("Letter to the consumer association")
    REGULATOR = "regulator", _("Complaint to the market regulator")
    REPORT = "report", _("Report to the market regulator")


class Way(models.TextChoices):
    """How a letter goes out."""

    CHAT = "chat", _("Chat on the platform")
    AFTER_SALES = "after_sales", _("After-sales form")
    MAIL = "mail", _("Registered post or EMS")
    EMAIL = "email", _("E-mail")
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online on the body's own site or app")


@dataclass(frozen=True)
class Traits:
    """`file_word` names its file, in the language of the letter. {shop} is what the case calls the seller.

    `step` is the guide's step that leads to it.

    `ways` are how it may be sent; a document without any is handed over or kept, and no sending is logged.
    """

    file_word: str
    step: str
    ways: tuple[Way, ...] = ()

    def named(self, shop: str) -> str:
        """What papers and files call it in a case whose seller is called `shop`."""
        return self.file_word.format(shop=shop)


_BY_HAND = (Way.MAIL, Way.EMAIL, Way.IN_PERSON)
_TO_A_BUSINESS = (Way.CHAT, Way.AFTER_SALES, *_BY_HAND)
_TO_A_BODY = (Way.ONLINE, *_BY_HAND)
# The department publishes its site, its post address and its window; no e-mail (投诉举报处理办法 8).
_TO_THE_REGULATOR = (Way.ONLINE, Way.MAIL, Way.IN_PERSON)
_TO_A_COURT = (Way.ONLINE, Way.IN_PERSON, Way.MAIL)
TRAITS = MappingProxyType(
    {
        Kind.SELLER: Traits("致{shop}函", "seller", _TO_A_BUSINESS),
        Kind.REPLY: Traits("致{shop}的复函", "seller", _TO_A_BUSINESS),
        Kind.PLATFORM: Traits("致平台函", "platform", _TO_A_BUSINESS),
        Kind.APPEAL: Traits("平台申诉书", "platform", _TO_A_BUSINESS),
        Kind.VIOLATION: Traits("平台违法行为举报书", "platform", _TO_THE_REGULATOR),
        Kind.COMPLAINT: Traits("民事起诉状", "legal", _TO_A_COURT),
        Kind.BRIEF: Traits("法律咨询提纲", "legal"),
        Kind.ACCOUNT: Traits("款项明细表", "legal"),
        Kind.PRESS: Traits("事实说明", "media"),
        Kind.ASSOCIATION: Traits("消费者投诉书", "association", _TO_A_BODY),
        Kind.REGULATOR: Traits("市场监管投诉书", "association", _TO_THE_REGULATOR),
        Kind.REPORT: Traits("市场监管举报书", "association", _TO_THE_REGULATOR),
    }
)


def traits(kind: str) -> Traits:
    """What is fixed for letters of this kind. ValueError for an unknown kind."""
    return TRAITS[Kind(kind)]
