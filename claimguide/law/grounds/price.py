"""Price fraud, false discounts, hidden price discrimination (价格法 14, 41; 明码标价规定 19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("价格问题", "Unlawful price")
FRAUD, DISCRIMINATION = "price_fraud", "price_discrimination"
HOLDS = Text(
    "标价与结算不符，或者优惠不真实、不兑现。多收的部分应当退还，造成损失的应当赔偿。",
    "What was charged differs from what was marked, or the discount was untrue or refused. The excess comes "
    "back, with damages.",
)
HOLDS_DISCRIMINATION = Text(
    "商家在您不知情的情况下，对同等交易条件设置不同的价格。多收的部分应当退还。",
    "Without telling you, the seller set different prices under equal conditions; the excess comes back.",
)
OPEN = Text("能否主张价格违法，还要看卖家身份。", "It depends on who sold.")
NO_INTENT = Text(
    "商家能够证明没有主观故意的，不属于价格欺诈。多收的部分仍可以要求退还。",
    "Without intent it is no price fraud; the excess can still be claimed back.",
)
CHEAPER = Text(
    "实际成交价更优惠，不属于价格欺诈。",
    "The price paid was better than announced, so this is no price fraud.",
)
SHOWS = Text(
    "您要证明看到的标价和实际支付的金额，请保留页面和付款截图。",
    "You show the price you saw and the price you paid; keep screenshots of both.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    yield gate.from_an_operator(matter)
    if not matter.has(DISCRIMINATION):
        charged = facts.overcharge is None or facts.overcharge > 0
        yield Condition(charged, (), CHEAPER)
        excess = facts.overcharge is not None
        yield Condition(facts.seller_knew != "no" or excess, (), NO_INTENT)


def judge(matter: Matter) -> Decision | None:
    """An unlawful price; whether it is fraud as well is the ground `fraud`."""
    if not matter.has(FRAUD, DISCRIMINATION):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    return HOLDS if matter.has(FRAUD) else HOLDS_DISCRIMINATION


def cites(matter: Matter) -> Codes:
    fraud = ("mingma_biaojia:19", "jiagefa:14#4", "jiagefa:13") if matter.has(FRAUD) else ()
    equal = ("xiaobao_tiaoli:9(2)", "gebaofa:24(1)", "pingtai_guize:31") if matter.has(DISCRIMINATION) else ()
    return (*fraud, *equal, "jiagefa:41", "xiaobao_tiaoli:10(1)")


def rights(matter: Matter) -> Iterable[Right]:
    return (
        Right("refund", Text("退还多收的部分", "The excess back"), ("jiagefa:41",)),
        Right("perform", Text("履行价格承诺", "The price promise kept"), ("cuxiao:6", "xiaobao_tiaoli:12")),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(SHOWS, ("minsufa:67(1)", "dianshangfa:31")),)


def refund(matter: Matter) -> RefundClaim:
    """The part of the price that was charged too much."""
    return RefundClaim("partial", ("jiagefa:41", "minfadian:577"), share=matter.facts.overcharge)


GROUND = Ground(
    code="price",
    title=TITLE,
    valid_from=date(1998, 5, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    with_losses=True,
)
