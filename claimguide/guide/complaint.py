"""An outline of the civil complaint by its elements, from the case alone; what lacks is marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import reverse

from claimguide.core.money import yuan
from claimguide.law.text import Text
from claimguide.letters.compose import basis, claims
from claimguide.letters.compose.narrative import place
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import day, plain

from .told import Told, told

DEFENDANT = "被告"
COSTS = "本案诉讼费用由被告承担。"
TRIED = "legal/tried"
UNSURE = Text("不清楚", "Not sure")
WISH: dict[str, str | Text] = {
    "yes": Text("同意先行调解", "Mediation first: agreed"),
    "no": Text("不同意先行调解", "Mediation first: not agreed"),
}
CLAUSE: dict[str, str | Text] = {
    "yes": Text("有约定管辖条款", "A clause names a court"),
    "no": Text("没有约定", "None"),
}


@dataclass(frozen=True)
class Item:
    """One box of the complaint. An empty `value` is to be answered at `url`, by hand where that is ""."""

    label: Text
    value: str | Text = ""
    url: str = ""

    @property
    def by_hand(self) -> bool:
        return not self.value and not self.url


@dataclass(frozen=True)
class Section:
    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Outline:
    """The complaint as far as the case can tell it."""

    sections: tuple[Section, ...]
    claims: tuple[str, ...]
    alternatives: tuple[str, ...]
    facts: tuple[Told, ...]
    grounds: tuple[str, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        """What this site asks for and does not know yet."""
        return tuple(item for s in self.sections for item in s.items if not item.value and item.url)


def outline(source: Source, court: str, answered: Collection[str] = ()) -> Outline:
    """`court` is the court nearest to the consumer, "" where its place is not known; `answered` are pages."""
    asked = claims.demand(source, DEFENDANT)
    procedure = _procedure(source, court, TRIED in answered)
    sections = (
        Section(Text("原告", "Plaintiff"), tuple(_plaintiff(source))),
        Section(Text("被告", "Defendant"), tuple(_defendant(source))),
        *_co_defendant(source),
        Section(Text("交易和争议", "The purchase and the dispute"), tuple(_elements(source))),
        Section(Text("管辖和程序", "Court and procedure"), tuple(procedure)),
    )
    return Outline(
        sections=sections,
        claims=(*(plain(claim.text) for claim in asked.claims), COSTS),
        alternatives=tuple(alternative.text for alternative in asked.alternatives),
        facts=tuple(told(source, DEFENDANT, "平台")),
        grounds=tuple(each.text for each in basis.of_seller(source, DEFENDANT)),
    )


def _page(source: Source, step: str, page: str) -> str:
    return reverse("guide:page", args=[source.case.pk, step, page])


def _plaintiff(source: Source) -> Iterator[Item]:
    you, at = source.consumer, _page(source, "seller", "you")
    yield Item(Text("姓名", "Name"), you.name, at)
    yield Item(Text("性别、出生日期、民族", "Sex, date of birth, ethnic group"))
    yield Item(Text("职业、工作单位", "Occupation and employer"))
    yield Item(Text("身份证件号码", "Identity number"))
    yield Item(Text("住所", "Address"), you.address, at)
    yield Item(Text("联系电话", "Telephone"), you.phone, at)


def _defendant(source: Source) -> Iterator[Item]:
    seller, at = source.seller, _page(source, "seller", "party")
    yield Item(Text("名称", "Name"), seller.name, at)
    yield Item(Text("统一社会信用代码", "Unified social credit code"), seller.credit_code, at)
    yield Item(Text("住所", "Address"), seller.address, at)


def _co_defendant(source: Source) -> tuple[Section, ...]:
    """The platform, where a ground against it holds."""
    if source.assessment.platform_role is None:
        return ()
    company, at = source.platform_party, _page(source, "platform", "company")
    items = (
        Item(Text("名称", "Name"), company.name or source.platform_company, at),
        Item(Text("住所", "Address"), company.address, at),
    )
    return (Section(Text("共同被告：平台", "Co-defendant: the platform"), items),)


def _elements(source: Source) -> Iterator[Item]:
    """The elements of a sale: conclusion, object, price, delivery, defect, notice, dealings."""
    bought, did = source.case.purchase, source.case.dealings
    dates = _page(source, "law", "dates")
    yield Item(Text("订立日期", "Concluded on"), day(bought.ordered_on) if bought.ordered_on else "", dates)
    yield Item(Text("平台和店铺", "Platform and shop"), place(source), _page(source, "law", "order"))
    yield Item(Text("订单号", "Order number"), bought.order_number, _page(source, "law", "order"))
    goods = f"{bought.goods_name}，数量{bought.quantity}" if bought.quantity else bought.goods_name
    yield Item(Text("标的", "Object"), goods, _page(source, "law", "goods"))
    price = f"{yuan(bought.price)}元" if bought.price is not None else ""
    yield Item(Text("价款", "Price"), price, _page(source, "law", "money"))
    received = day(bought.received_on) if bought.received_on else ""
    yield Item(Text("交付", "Delivered on"), received, dates)
    said = source.case.problem.seller_words
    yield Item(Text("约定或者说明", "Agreed or described as"), said, _page(source, "law", "story"))
    yield Item(Text("实际情况", "What is true"), source.case.problem.reality, _page(source, "law", "story"))
    asked = did.asked_seller_on or (source.contacts[0].on if source.contacts else None)
    yield Item(Text("提出异议", "Complained on"), day(asked) if asked else "", dates)
    reply = did.reply_text or (did.get_reply_kind_display() if did.reply_kind else "")
    yield Item(Text("协商结果", "Outcome of the talks"), reply, _page(source, "seller", "reply"))


def _procedure(source: Source, court: str, tried_answered: bool) -> Iterator[Item]:
    plans = source.case.plans
    unsure: str | Text = UNSURE if tried_answered else ""
    yield Item(Text("拟起诉的法院", "The court you may go to"), court, _page(source, "legal", "places"))
    tried = _page(source, "legal", "tried")
    yield Item(Text("先行调解", "Mediation first"), WISH.get(plans.mediation_wanted, unsure), tried)
    yield Item(Text("管辖约定", "Clause on the court"), CLAUSE.get(plans.court_agreed, unsure), tried)
    yield Item(Text("财产保全", "Preservation of assets"))
    yield Item(Text("签名、日期", "Signature and date"))
