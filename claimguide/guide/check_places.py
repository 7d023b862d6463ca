"""Where it was bought, and whether for oneself: one tap for the facts every ground starts from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import Channel, Purpose, SellerKind

WHERE = "where"
# The facts the one question answers.
ANSWERED = ("channel", "seller_kind", "purpose")


class Place(models.TextChoices):
    """Where people buy; each says who sells there. The last one is not for daily life, wherever it was."""

    SHOP = "shop", _("A shop on a shopping platform")
    LIVE = "live", _("A live-stream room")
    SELF_OPERATED = "self", _("The platform itself (marked self-operated)")
    OWN_SITE = "site", _("The brand's own site or app")
    TAKEAWAY = "takeaway", _("Food delivery")
    SOCIAL = "social", _("A chat group or social media, from somebody who keeps selling")
    SECOND_HAND = "second", _("A second-hand platform, from somebody who keeps selling")
    PRIVATE = "private", _("A private person parting with something of their own")
    OFFLINE = "offline", _("A physical shop")
    RESALE = "resale", _("Not for daily life: to sell on or for a business")


def _place(channel: str, seller: SellerKind) -> Mapping[str, str]:
    """Bought there for daily life."""
    found = {"channel": channel, "seller_kind": seller, "purpose": Purpose.DAILY_LIFE}
    return MappingProxyType({key: str(value) for key, value in found.items() if value})


FACTS: Mapping[Place, Mapping[str, str]] = MappingProxyType(
    {
        Place.SHOP: _place(Channel.PLATFORM_SHOP, SellerKind.BUSINESS),
        Place.LIVE: _place(Channel.LIVE_STREAM, SellerKind.BUSINESS),
        Place.SELF_OPERATED: _place(Channel.PLATFORM_SHOP, SellerKind.SELF_OPERATED),
        Place.OWN_SITE: _place(Channel.OWN_SITE, SellerKind.BUSINESS),
        Place.TAKEAWAY: _place(Channel.TAKEAWAY, SellerKind.BUSINESS),
        Place.SOCIAL: _place(Channel.SOCIAL, SellerKind.INDIVIDUAL_TRADER),
        Place.SECOND_HAND: _place(Channel.SECOND_HAND, SellerKind.INDIVIDUAL_TRADER),
        Place.PRIVATE: _place("", SellerKind.PRIVATE),
        Place.OFFLINE: _place(Channel.OFFLINE, SellerKind.BUSINESS),
        Place.RESALE: MappingProxyType({"purpose": Purpose.RESALE.value}),
    }
)
