"""The complaint form of a consumer association. Each has its own: these boxes most of them have."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import ContactEntry
from claimguide.law.text import Text
from claimguide.letters.compose import association, narrative
from claimguide.letters.compose.association import declared
from claimguide.letters.compose.narrative import Voice
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import day, plain, quoted, yuan
from claimguide.letters.compose.words import CHANNELS
from claimguide.letters.kinds import Kind

from . import common
from .fitting import Fitted, Part, fit
from .form import GENERAL_LIMIT, Field, box
from .phrases import Phrases

_ABOUT_ENTRY = Text("部分协商经过", "part of the talks")


def build(source: Source) -> list[Field]:
    """Both sides, the purchase, what happened, the talks, the request, the declaration."""
    bought = source.case.purchase
    paid = yuan(bought.price) if bought.price is not None else ""
    ordered = day(bought.ordered_on) if bought.ordered_on else ""
    say = Phrases(source, writer="本人")
    content = (say.bought(), say.problems(), say.truth(rank=2), say.said(rank=3))
    wish = (say.wanted(""), say.otherwise(rank=3))
    return [
        *common.consumer(source),
        *common.seller(source, association.SELLER, "Company complained about"),
        Field(
            "seller-phone", Text("被投诉人电话", "Its phone number"), source.seller.phone, ("seller", "party")
        ),
        Field("ordered", Text("购买日期", "Day of the purchase"), ordered, ("law", "dates")),
        Field(
            "place",
            Text("购买地点、平台和店铺", "Where it was bought"),
            narrative.place(source),
            ("law", "order"),
        ),
        common.goods(source),
        Field("price", Text("金额", "Amount paid"), paid, ("law", "money")),
        common.order(source),
        box("content", Text("投诉内容", "What happened"), fit(content, GENERAL_LIMIT), ("law", "story")),
        box("talks", Text("协商经过", "The talks so far"), _talks(source), ("seller", "contacts")),
        box("request", Text("诉求", "What you ask for"), fit(wish, GENERAL_LIMIT), ("seller", "remedy")),
        _declaration(source),
        common.attachments(source, Kind.ASSOCIATION),
    ]


def _talks(source: Source) -> Fitted:
    """Each contact in its words or by its day, the newest first where not all fit; then the answer."""
    platform = f"{quoted(source.platform_name)}平台" if source.platform_name else "平台"
    voice = Voice(association.SELLER, platform)
    parts = [
        Part((plain(narrative.contact(entry, voice)), _noted(entry)), _ABOUT_ENTRY, rank=-place)
        for place, entry in enumerate(source.contacts)
    ]
    asked = source.case.dealings.asked_seller_on
    if not parts and asked:
        parts = [Part((f"{day(asked)}，本人向{association.SELLER}提出解决要求。",))]
    return fit([*parts, Phrases(source, association.SELLER, "本人").talks(rank=1)], GENERAL_LIMIT)


def _noted(entry: ContactEntry) -> str:
    answer = "，对方作了答复" if entry.answer else ""
    return f"{day(entry.on)}，本人{CHANNELS.get(entry.channel, '')}向{association.SELLER}提出要求{answer}。"


def _declaration(source: Source) -> Field:
    """Only what the consumer confirmed, and what the log of submissions does not deny."""
    text = "没有其他机构受理或者处理本争议" if declared(source) else ""
    hint = _("An association takes no dispute that another body already has.")
    return Field("declaration", Text("声明", "Declaration"), text, ("association", "declaration"), hint)
