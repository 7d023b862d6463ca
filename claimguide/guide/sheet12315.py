"""The 12315 complaint form, field by field in its own order, filled from the case and made for typing.

The values are in Chinese because the form is. What the case does not hold stays empty and is shown as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from claimguide.cases.vocab import Channel, SellerKind, SubmissionChannel
from claimguide.law.vocabulary import PLATFORM_CHANNELS

from . import chat
from .desk import Desk

GOODS_LIMIT = 50


@dataclass(frozen=True)
class Box:
    """One field of the form. `text` is "" where the case lacks it; `step` and `page` say where to add it."""

    slug: str
    label: Any
    text: str
    hint: Any = ""
    limit: int | None = None
    step: str = ""
    page: str = ""

    @property
    def rows(self) -> int:
        return 7 if len(self.text) > 80 else 2

    @property
    def too_long(self) -> bool:
        return self.limit is not None and len(self.text) > self.limit


def boxes(desk: Desk) -> list[Box]:
    """The form's fields in its order."""
    return [*_parties(desk), *_matter(desk), *_trade(desk)]


def _parties(desk: Desk) -> Iterator[Box]:
    seller = desk.seller
    yield Box(
        "company",
        _("Company complained about: name or credit code"),
        seller.name or seller.credit_code,
        _("Type it, then pick the company from the list. Compare it with the licence page."),
        step="seller",
        page="party",
    )
    if seller.name and seller.credit_code:
        yield Box("code", _("Its credit code, if the name finds several"), seller.credit_code)
    yield Box(
        "address",
        _("Address of the company: compare and confirm"),
        seller.address,
        step="seller",
        page="party",
    )
    yield Box("own-address", _("Your own address"), desk.consumer.address, step="seller", page="you")


def _matter(desk: Desk) -> Iterator[Box]:
    case = desk.case
    bought = case.purchase
    yield Box(
        "goods",
        _("Name of the goods or service"),
        bought.goods_name,
        _("About 50 characters at most."),
        GOODS_LIMIT,
        "law",
        "goods",
    )
    with override("zh-hans"):
        kind = str(bought.get_goods_kind_display()) if bought.goods_kind else ""
        problems = "、".join(str(p.get_kind_display()) for p in case.problems.all())
    pick = _("Type a word from it; then you must pick an entry of the list.")
    yield Box("category", _("Category of the goods"), kind, pick, step="law", page="goods")
    yield Box("problem", _("Kind of problem"), problems, pick, step="law", page="problem")
    story = chat.Story(case, desk.assessment, desk.today)
    yield Box(
        "content",
        _("Content of the complaint"),
        chat.for_12315(story, chat.CHAT_LIMIT),
        _("Short, because this box may refuse pasting. The details belong in the attached PDF."),
        chat.CHAT_LIMIT,
        "law",
        "story",
    )


def _trade(desk: Desk) -> Iterator[Box]:
    bought = desk.case.purchase
    yield Box(
        "bureau",
        _("Market regulation bureau: province, city, district"),
        desk.seller.address or desk.platform.address,
        _(
            "For a shop: the district of the address it publishes, or of the platform's company. "
            "For the platform itself: the district of its company."
        ),
        step="seller",
        page="party",
    )
    yield Box("channel", _("Sales channel, platform and role"), _channel(desk), step="law", page="order")
    yield Box("order", _("Order number"), bought.order_number, step="law", page="order")
    yield Box(
        "attachments",
        _("Attachments (PDF is taken)"),
        _attachments(desk),
        _("Only what really exists in this case is listed."),
        step="evidence",
    )
    yield Box(
        "number",
        _("The number the platform gives you (25 digits)"),
        next(
            (s.number for s in desk.submissions if s.channel == SubmissionChannel.HOTLINE_12315 and s.number),
            "",
        ),
        _("Write it down after sending; it is needed for every question about the complaint."),
        step="association",
        page="submissions",
    )


def _channel(desk: Desk) -> str:
    bought = desk.case.purchase
    platform = bought.platform.name_zh if bought.platform else bought.platform_other
    if bought.channel in PLATFORM_CHANNELS:
        own = bought.seller_kind == SellerKind.SELF_OPERATED
        role = "平台经营者（自营）" if own else "平台内经营者"
        live = "直播间购买，" if bought.channel == Channel.LIVE_STREAM else ""
        return f"网络购物；{live}平台：{platform or '未填写'}；被投诉人：{role}"
    return {Channel.OWN_SITE: "网络购物；商家自建网站或者应用", Channel.OFFLINE: "线下门店"}.get(
        bought.channel, ""
    )


def _attachments(desk: Desk) -> str:
    """The documents that are ready, and the clean exhibits by number."""
    with override("zh-hans"):
        ready = [
            str(v.get_kind_display()) for vs in desk.letters.values() for v in vs[:1] if v.state == "ready"
        ]
    count = len(desk.exhibits)
    return "；".join([*ready, *([f"证据材料{count}份"] if count else [])])
