"""The courts a case may go to, with their places, and what going there costs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claimguide.cases import vocab
from claimguide.law.court import Delivery, Fee, Sale, Venue, court_fee, halved, venues
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS, SERVICES
from claimguide.reference.models import Region

from .desk import Desk

# A basic court bears the name of its city and district, or of its county alone.
_AREA = re.compile(r"(?:.*?(?:省|自治区))?(?P<city>[^省区县旗]+?市)?(?P<area>[^市]+?(?:自治县|[区县旗]))")
OUTSIDE = frozenset({"710000", "810000", "820000"})
# An internet court sits in one city of its province; a place that names another city is not in its area.
CITIES = {"110000": "北京", "330000": "杭州", "440000": "广州"}


@dataclass(frozen=True)
class Choice:
    """A court to choose from, with its place where the case knows it."""

    venue: Venue
    place: str

    @property
    def court(self) -> str:
        """The name of the court as it follows from the place, "" where it does not. For people to check."""
        if self.venue.code == "internet":
            return self.venue.title.zh
        found = _AREA.match("".join(self.place.split()))
        if found is None:
            return ""
        if not found["area"].endswith("区"):
            return f"{found['area']}人民法院"
        # Without its 市 a city cannot be told from its district: 成都武侯区.
        return f"{found['city']}{found['area']}人民法院" if found["city"] else ""


def fees(low: Decimal, high: Decimal) -> list[dict[str, Fee]]:
    """The court fee of the main claim and, where it is another sum, of what stands without extra damages."""
    sums = [high] if low in (high, 0) else [high, low]
    return [{"whole": court_fee(each), "half": halved(court_fee(each))} for each in sums if each]


def injured(desk: Desk) -> bool:
    facts = desk.facts
    return "injury" in facts.problems or facts.harm in ("property", "bodily", "serious", "death")


def _delivery(desk: Desk) -> Delivery:
    if desk.facts.goods_kind == "digital_content":
        return "online"
    known: dict[str, Delivery] = {"yes": "courier", "no": "other"}
    return known.get(desk.case.plans.goods_by_courier, "unknown")


def choices(desk: Desk) -> list[Choice]:
    """The courts the facts allow, each with its place."""
    case, plans = desk.case, desk.case.plans
    sale = Sale(
        online=case.purchase.channel != vocab.Channel.OFFLINE,
        service=desk.facts.goods_kind in SERVICES,
        on_platform=case.purchase.channel in PLATFORM_CHANNELS,
        delivery=_delivery(desk),
        clause=desk.case.plans.court_agreed or None,
        injury=injured(desk),
        regions=frozenset(code for code in CITIES if _may_sit_in(desk, code)),
        person=desk.from_person,
    )
    receipt = " ".join(part for part in (_name(plans.receipt_region), plans.receipt_place) if part)
    places = {
        "receipt": receipt,
        "buyer": _name(case.region),
        "defendant": desk.seller.address or _name(plans.seller_region),
    }
    return [Choice(venue, places.get(venue.code, "")) for venue in venues(sale, desk.today)]


def _may_sit_in(desk: Desk, code: str) -> bool:
    """Whether the place of receipt or of the seller lies in the court's city, or may lie there."""
    plans, city = desk.case.plans, CITIES[code]
    places = ((plans.receipt_region, plans.receipt_place), (plans.seller_region, desk.seller.address))
    return any(
        region is not None and region.code == code and (not place or city in place + region.name_zh)
        for region, place in places
    )


def _name(region: Region | None) -> str:
    """Places are Chinese in either language, as an address is."""
    return region.name_zh if region else ""


def outside(desk: Desk) -> bool:
    plans = desk.case.plans
    return any(
        region is not None and region.code in OUTSIDE
        for region in (plans.receipt_region, plans.seller_region)
    )


def not_small(desk: Desk) -> list[Text]:
    """What in the case speaks against the small-claims procedure (民诉法 166)."""
    found = []
    if desk.facts.seller_vanished == "yes":
        found.append(
            Text(
                f"{desk.facts.shop}下落不明的，不适用小额诉讼。",
                "Not where the other side cannot be found, as here.",
            )
        )
    if desk.facts.cross_border == "yes" or outside(desk):
        found.append(
            Text(
                "涉外案件不适用小额诉讼。跨境或者涉及港澳台的，请先问法院。",
                "Not for foreign cases. Ask the court first where the purchase crossed a border or concerns "
                "Hong Kong, Macao or Taiwan.",
            )
        )
    return found
