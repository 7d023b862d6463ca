"""The platform's after-sales form. Its lists and limits differ by platform and change: the page decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from claimguide.cases import remedies
from claimguide.cases.vocab import Remedy
from claimguide.law.text import Text
from claimguide.letters.compose import claims, platform, refunds
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import yuan
from claimguide.letters.compose.words import PROBLEMS

from .fitting import Fitted, Part, fit
from .form import GENERAL_LIMIT, Field, box, of_list
from .phrases import ABOUT_WANTED, Phrases, asking

_TYPES: dict[str, str] = {
    Remedy.REFUND: "退货退款",
    Remedy.REFUND_ONLY: "仅退款",
    Remedy.EXCHANGE: "换货",
    Remedy.REPAIR: "维修",
    Remedy.MAKE_UP: "补寄",
    Remedy.PRICE_CUT: "退差价",
    Remedy.COMPENSATION: "退款",
}
_DELIVER = "要求发货"
# In this order the parts of a dispute are shown on such forms: what is wrong first.
_SHOWN = ("defect", "promise", "buying", "paying", "notice", "loss")


def limit(source: Source) -> tuple[int, bool]:
    """Characters the box takes, and whether that was checked at the platform itself."""
    checked = source.case.purchase.platform.checked_form_limit if source.case.purchase.platform else None
    return (checked, True) if checked else (GENERAL_LIMIT, False)


def build(source: Source) -> list[Field]:
    """What such forms ask, in the order most of them have."""
    bought, did = source.case.purchase, source.case.platform_conduct
    return [
        Field("order", Text("订单号", "Order number"), bought.order_number, ("law", "order")),
        *_choices(source),
        *_amount(source),
        box_of(source),
        Field("proof", _PROOF_BOX, "；".join(_proof(source)), ("evidence", ""), _PROOF),
        Field("phone", Text("联系电话", "Your phone number"), source.consumer.phone, ("seller", "you")),
        *([Field("earlier", _EARLIER, did.complaint_number)] if did.complaint_number else []),
    ]


_EARLIER = Text("投诉编号", "Number of the complaint")
_PROOF_BOX = Text("上传凭证", "Proof to upload")
_LIST = _("The form has its own list: choose what comes closest.")
_ON_TOP = _("Such forms have no entry for compensation: the letter asks for it.")
_PROOF = _("Such forms take a few pictures: these first.")


def _choices(source: Source) -> Iterator[Field]:
    kinds = [
        PROBLEMS[each.kind].format(thing=source.thing, seller=source.shop)
        for each in source.case.problems.all()
    ]
    wanted = _TYPES.get(source.case.dealings.wanted, "")
    if source.case.dealings.wanted == Remedy.MAKE_UP and remedies.owed(source.case, source.facts.problems):
        wanted = _DELIVER
    on_top = source.case.dealings.wanted == Remedy.COMPENSATION
    hint = _ON_TOP if on_top else _LIST
    yield of_list(Field("type", Text("申请类型", "Kind of request"), wanted, ("seller", "remedy"), hint))
    yield of_list(Field("reason", Text("申请原因", "Reason"), "、".join(kinds), ("law", "problem"), _LIST))


def _amount(source: Source) -> Iterator[Field]:
    """What comes back; sums on top of it are refused by platforms' own rules and belong in the letter."""
    refund = source.assessment.refund
    if source.case.dealings.wanted not in claims.MONEY or refunds.owed_by_others(source):
        return
    text = yuan(refund.amount) if refund and refund.amount else ""
    yield Field("amount", Text("退款金额", "Amount of the refund"), text, ("law", "money"))


def _proof(source: Source) -> list[str]:
    first = {element: place for place, element in enumerate(_SHOWN)}
    told = sorted(
        source.pieces,
        key=lambda piece: (min((first.get(e, 9) for e in piece.elements), default=9), piece.number),
    )
    return [f"{piece.number}. {piece.title}" for piece in told]


def box_of(source: Source) -> Field:
    """The box for running text."""
    most, checked = limit(source)
    label = Text("问题描述（补充说明）", "Description of the problem")
    return replace(box("description", label, description(source)), limit=most, limit_checked=checked)


def description(source: Source) -> Fitted:
    """What happened and what the platform is asked for."""
    say = Phrases(source, platform.PLATFORM if source.self_operated else source.shop)
    parts = (
        say.bought(),
        say.problems(),
        say.said(rank=5),
        say.truth(rank=4),
        say.talks(rank=3),
        _asks(source),
        say.answer_by(rank=6),
    )
    return fit(parts, limit(source)[0])


def _asks(source: Source) -> Part:
    """The requests of the letter to the platform, or the same in a few words."""
    full = asking("请平台：", platform.requests(source), "我")[:1]
    wish = platform.wish(source).replace("本人", "我")
    own = source.self_operated
    settle = f"请{wish}。" if own else f"请平台督促{source.shop}{wish}。"
    known = own or source.facts.platform_named_seller == "yes"
    identity = "" if known else f"请提供{source.shop}的真实{source.name_word}、地址和有效联系方式。"
    few = f"{settle}{identity}请保存交易记录。"
    return Part((*full, few), ABOUT_WANTED, rank=7, needed=True)
