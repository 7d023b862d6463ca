"""Goods that are not what the page said: other, fewer, used, fake (消保法 23(款2); 民法典 615)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimguide.law.decide import Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.grounds.charge import unlawful_charge
from claimguide.law.grounds.conformity import not_known_before, told_in_time
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("货不对板", "Not as described")
OTHER_GOODS = ("not_as_described", "wrong_item", "counterfeit", "used_sold_as_new")
SHORT = "short_delivery"

HOLDS = Text(
    "收到的商品与页面、图片或者客服的说明不符，商家没有按约定履行。您可以合理选择退货、更换、减价，并要求赔偿损失。",
    "What arrived differs from the page, the pictures or what customer service said. "
    "You may reasonably choose return, exchange or a lower price, and ask for damages.",
)
HOLDS_SHORT = Text(
    "商品数量不足，商家没有按约定履行。您可以要求补足数量，或者退还短少部分的价款。",
    "Fewer goods came than agreed. You may ask for the rest, or for the price of what is missing.",
)
OPEN = Text(
    "收货已满两年，还要看您是在哪一天告诉商家的。",
    "More than two years have passed since receipt; it depends on the day you told the seller.",
)
BURDEN = Text(
    "您要证明商家当时的说明和实物的差别；商家应当提供原始合同和交易记录，平台保存记录不少于三年。",
    "You show what was said and how the goods differ; "
    "the seller must produce the original contract and records, "
    "which platforms keep for at least three years.",
)
SIGNING = Text(
    "“签收即视为质量合格”的格式条款无效。",
    "A standard term that signing for the parcel accepts its quality is void.",
)


CONTRACT = ("hetongfa:111", "minfadian:577", "minfadian:582")


def judge(matter: Matter) -> Decision | None:
    """Breach of the duty that goods match their description."""
    if not matter.has(*OTHER_GOODS, SHORT):
        return None
    return decide(
        matter,
        (not_known_before(matter), told_in_time(matter)),
        holds=HOLDS if matter.has(*OTHER_GOODS) else HOLDS_SHORT,
        still_open=OPEN,
    )


def cites(matter: Matter) -> Codes:
    contract = (*CONTRACT, "minfadian:615")
    if matter.is_consumer is False:
        return contract
    consumer = ("xiaobaofa:23(2)", "xiaobaofa_1993:22", "dianshangfa:17", "chanpinfa:40(1)#3")
    return (*consumer, *(("xiaobaofa:48(1)#6",) if matter.has(SHORT) else ()), *contract)


def rights(matter: Matter) -> Iterable[Right]:
    consumer = () if matter.is_consumer is False else ("xiaobaofa:52",)
    freight = () if matter.is_consumer is False else ("xiaobaofa:24(2)",)
    give_back = Text("退货退款、更换或者补足数量", "Return and refund, exchange, or the missing quantity")
    return (
        Right("return_or_exchange", give_back, (*consumer, "minfadian:582")),
        Right("price_reduction", Text("减少价款", "A lower price"), ("minfadian:582",)),
        Right("damages", Text("赔偿运费等损失", "Damages, freight included"), (*freight, "minfadian:584")),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (
        Proof(BURDEN, ("dianshangfa:31", "dianshangfa:62", "wangluo_jiaoyi:31")),
        Proof(SIGNING, ("wangxiao_jieshi:1#1", "minfadian:623")),
    )


def refund(matter: Matter) -> RefundClaim:
    """The whole price against return of the goods; only a part for a shortage or a used service."""
    codes = CONTRACT if matter.is_consumer is False else ("xiaobaofa:52", *CONTRACT)
    facts = matter.facts
    used_up = matter.is_service and facts.overcharge is not None
    if matter.has(*OTHER_GOODS) and not used_up and unlawful_charge(matter) is None:
        return RefundClaim("full", codes)
    return RefundClaim("partial", codes, share=facts.overcharge)


GROUND = Ground(
    code="mismatch",
    title=TITLE,
    valid_from=date(1994, 1, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    with_losses=True,
)
