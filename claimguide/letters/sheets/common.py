"""The boxes that several forms have: both sides, the goods, the purchase, what is attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from claimguide.cases.vocab import Channel
from claimguide.law.text import Text
from claimguide.law.vocabulary import PLATFORM_CHANNELS
from claimguide.letters.compose.source import Source
from claimguide.letters.kinds import Kind, traits

from .fitting import Fitted, balanced, form_length, one_line
from .form import Field, box, of_list

# 12315 takes about so many; not checked at the form.
GOODS_LIMIT = 50
_ABOUT_NAME = Text("商品名称的后一部分", "the rest of the name")
_WORD = re.compile(r"[^\s，,、/|+；;]+[\s，,、/|+；;]*")
_SHORTENED = _("The form takes a short name only. Check that it still says what you bought.")


def consumer(source: Source) -> Iterator[Field]:
    who, at = source.consumer, ("seller", "you")
    yield Field("own-name", Text("姓名", "Your name"), who.name, at)
    yield Field("own-phone", Text("联系电话", "Your phone number"), who.phone, at)
    yield Field("own-address", Text("联系地址", "Your own address"), who.address, at)


def identity() -> Field:
    """This site keeps no identity number, so none is written."""
    hint = _("Type it yourself if the form asks for it: this site keeps no identity numbers.")
    return Field("identity", Text("证件类型、证件号码", "Identity document and its number"), hint=hint)


def seller(source: Source, called: str, english: str) -> Iterator[Field]:
    """The company by its name or its code; for a shop's address the form shows one to confirm."""
    who, at = source.seller, ("seller", "party")
    hint = _("Type it, then pick the company from the list. Compare it with the licence page.")
    yield of_list(
        Field(
            "company",
            Text(f"{called}：企业名称或者统一社会信用代码", f"{english}: name or credit code"),
            who.name or who.credit_code,
            at,
            hint,
        )
    )
    if who.name and who.credit_code:
        yield Field(
            "code", Text("统一社会信用代码", "Its credit code, if the name finds several"), who.credit_code
        )
    yield Field("address", Text(f"{called}地址", "Its address: compare and confirm"), who.address, at)


def goods(source: Source) -> Field:
    """The name as far as whole words of it fit, else the kind of goods."""
    name = one_line(source.case.purchase.goods_name)
    fitted = Fitted(name)
    if form_length(name) > GOODS_LIMIT:
        fitted = Fitted(_words(name) or category(source) or source.thing, (_ABOUT_NAME,))
    label = Text("商品或者服务名称", "Name of the goods or service")
    hint = _SHORTENED if fitted.left_out else ""
    return replace(box("goods", label, fitted, ("law", "goods")), limit=GOODS_LIMIT, hint=hint)


def _words(name: str) -> str:
    """The longest beginning of whole words within the limit that opens no bracket without closing it."""
    kept, best = "", ""
    for word in _WORD.findall(name):
        kept += word
        bare = kept.rstrip(" ，,、/|+；;")
        if form_length(bare) > GOODS_LIMIT:
            break
        if balanced(bare):
            best = bare
    return best


def category(source: Source) -> str:
    bought = source.case.purchase
    with override("zh-hans"):
        return str(bought.get_goods_kind_display()) if bought.goods_kind else ""


def order(source: Source) -> Field:
    return Field("order", Text("订单号", "Order number"), source.case.purchase.order_number, ("law", "order"))


def channel(source: Source, called: str) -> Field:
    """Where it was sold, on which platform, and what the seller is there."""
    bought = source.case.purchase
    text = _PLACES.get(bought.channel, "")
    if bought.channel in PLATFORM_CHANNELS and source.platform_name:
        role = "平台经营者（自营）" if source.self_operated else "平台内经营者"
        live = "直播间购买；" if source.is_live else ""
        text = f"网络购物；{live}平台：{source.platform_name}；{called}：{role}"
    return of_list(
        Field(
            "channel",
            Text("销售方式、平台和身份", "Sales channel, platform and role"),
            text,
            ("law", "order"),
        )
    )


_PLACES = {Channel.OWN_SITE: "网络购物；商家自建网站或者应用", Channel.OFFLINE: "线下门店"}


def attachments(source: Source, kind: Kind, pieces: int | None = None) -> Field:
    """The document of this kind if it is made, and the clean exhibits: nothing that does not exist."""
    made = [traits(kind).named(source.shop) for each in source.made if each.kind == kind]
    count = len(source.pieces) if pieces is None else pieces
    text = "；".join([*made, *([f"证据材料{count}份"] if count else [])])
    hint = _("PDF files are accepted. Only what really exists in this case is listed.")
    return Field("attachments", Text("附件", "Attachments"), text, ("evidence", ""), hint)
