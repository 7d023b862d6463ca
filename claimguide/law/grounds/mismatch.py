"""Goods that are not what the page said: other, fewer, used, fake (消保法 23(款2); 民法典 615)."""

from __future__ import annotations

from datetime import date

from claimguide.law.assessment import Burden, Finding, Remedy
from claimguide.law.decide import decide
from claimguide.law.ground import Ground, RefundClaim
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


def find(matter: Matter) -> Finding | None:
    """Breach of the duty that goods match their description."""
    if not matter.has(*OTHER_GOODS, SHORT):
        return None
    decision = decide(
        matter.facts,
        [not_known_before(matter), told_in_time(matter)],
        holds=HOLDS if matter.has(*OTHER_GOODS) else HOLDS_SHORT,
        still_open=OPEN,
    )
    return Finding(
        code="mismatch",
        verdict=decision.verdict,
        title=TITLE,
        reason=decision.reason,
        citations=matter.cite(*_basis(matter)),
        needs=decision.needs,
        remedies=_remedies(matter),
        burden=(
            Burden(BURDEN, matter.cite("dianshangfa:31", "dianshangfa:62", "wangluo_jiaoyi:31")),
            Burden(SIGNING, matter.cite("wangxiao_jieshi:1#1", "minfadian:623")),
        ),
    )


def _basis(matter: Matter) -> tuple[str, ...]:
    contract = ("hetongfa:111", "minfadian:577", "minfadian:582", "minfadian:615")
    if matter.is_consumer is False:
        return contract
    consumer = ("xiaobaofa:23(2)", "xiaobaofa_1993:22", "dianshangfa:17", "chanpinfa:40(1)#3")
    return (*consumer, *(("xiaobaofa:48(1)#6",) if matter.has(SHORT) else ()), *contract)


def _remedies(matter: Matter) -> tuple[Remedy, ...]:
    freight = () if matter.is_consumer is False else ("xiaobaofa:24(2)",)
    return (
        Remedy(
            "return_or_exchange",
            Text("退货退款、更换或者补足数量", "Return and refund, exchange, or the missing quantity"),
            matter.cite("xiaobaofa:52", "minfadian:582") if freight else matter.cite("minfadian:582"),
        ),
        Remedy(
            "price_reduction",
            Text("减少价款", "A lower price"),
            matter.cite("minfadian:582"),
        ),
        Remedy(
            "damages",
            Text("赔偿运费等损失", "Damages, freight included"),
            matter.cite(*freight, "minfadian:584"),
        ),
    )


def refund(matter: Matter) -> RefundClaim:
    """The whole price against return of the goods; for a shortage only the price of what is missing."""
    codes = ("hetongfa:111", "minfadian:577", "minfadian:582")
    citations = matter.cite(*codes) if matter.is_consumer is False else matter.cite("xiaobaofa:52", *codes)
    if matter.has(*OTHER_GOODS):
        return RefundClaim("full", citations)
    return RefundClaim("partial", citations, share=matter.facts.overcharge)


GROUND = Ground(
    code="mismatch",
    valid_from=date(1994, 1, 1),
    find=find,
    refund=refund,
    with_losses=True,
)
