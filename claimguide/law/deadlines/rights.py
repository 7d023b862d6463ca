"""Limits on rights: avoiding or rescinding the contract, limitation of action."""

from __future__ import annotations

from collections.abc import Iterator

from claimguide.law.deadlines.limit import COUNTING, COUNTING_YEARS, Limit, in_days, in_months
from claimguide.law.matter import Matter
from claimguide.law.text import Text

AVOIDANCE = Text("因欺诈请求撤销合同的最后一日", "Last day to have the contract avoided for fraud")
AVOIDANCE_HOW = Text(
    "自知道撤销事由之日起一年，且不超过合同成立之日起五年。该期间不中断。",
    "One year from knowing the ground and at most five years from the contract; nothing interrupts it.",
)
RESCISSION = Text("解除合同的最后一日", "Last day to rescind the contract")
RESCISSION_HOW = Text(
    "自知道解除事由之日起一年，另有规定或者约定的除外。该期间不中断。",
    "One year from knowing the ground unless agreed otherwise; nothing interrupts it.",
)
SLIP = Text("商家以标错价为由请求撤销的最后一日", "Last day for the seller to have a price slip avoided")
SLIP_HOW = Text(
    "商家应当自知道标错之日起九十日内请求法院或者仲裁机构撤销，不能自行取消。这里暂从下单日起算。",
    "Within ninety days of knowing of the slip the seller must ask a court or arbitrators; it may "
    "not cancel by "
    "itself. Counted here from the order.",
)
DEFECT = Text("产品缺陷索赔建议的最晚一日", "Day by which to claim for a product defect")
DEFECT_HOW = Text(
    "产品质量法规定为二年，民法典规定为三年。为稳妥起见，应当在二年内主张。",
    "The Product Quality Law says two years, the Civil Code three; to be safe, act within two.",
)
LIMITATION = Text("诉讼时效届满日", "End of the limitation period")
LIMITATION_HOW = Text(
    "自知道权利受到损害以及义务人之日起三年。",
    "Three years from knowing of the harm and of who answers for it.",
)
RENEWED = Text("催告后重新计算的诉讼时效", "Limitation period counted anew from the demand")
RENEWED_HOW = Text(
    "向商家提出要求使时效中断，重新计算三年。要求到达商家的证据应当保留。",
    "A demand that reaches the seller starts the three years anew; keep proof that it arrived.",
)


def _avoidance(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    if "fraud" in alive:
        start, end = in_months(matter.facts.discovered_on, 12)
        contract, latest = in_months(matter.facts.ordered_on, 60)
        if end is not None and latest is not None and latest < end:
            start, end = contract, latest
        codes = ("minfadian:152(1)#1", "minfadian:152(2)", "minfadian:199", *COUNTING_YEARS)
        yield Limit("avoidance", AVOIDANCE, AVOIDANCE_HOW, codes, start, end)


def _rescission(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    if not alive.isdisjoint(("quality", "mismatch")):
        codes = ("minfadian:564(2)", "minfadian:199", *COUNTING_YEARS)
        period = in_months(matter.facts.discovered_on, 12)
        yield Limit("rescission", RESCISSION, RESCISSION_HOW, codes, *period)


def _price_slip(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    """The seller's own limit: named only where the price was plainly a slip, so that it has a case at all."""
    if "nondelivery" in alive and matter.has("order_cancelled") and matter.facts.obvious_price_error == "yes":
        codes = ("minfadian:147", "minfadian:152(1)#1", *COUNTING)
        yield Limit("price_slip", SLIP, SLIP_HOW, codes, *in_days(matter.facts.ordered_on, 90))


def _defect(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    if "injury" in alive:
        codes = ("chanpinfa:45", "minfadian:188", *COUNTING_YEARS)
        yield Limit("defect_claim", DEFECT, DEFECT_HOW, codes, *in_months(matter.facts.discovered_on, 24))


def _limitation(matter: Matter, alive: frozenset[str]) -> Iterator[Limit]:
    facts = matter.facts
    known = facts.discovered_on
    if known is None and "nondelivery" in alive:
        # That it did not come by the day promised is known on that day.
        known = facts.promised_delivery_on
    start, end = in_months(known, 36)
    codes = ("minfadian:188", *COUNTING_YEARS)
    yield Limit("limitation", LIMITATION, LIMITATION_HOW, codes, start, end)
    asked = facts.asked_seller_on
    if start is not None and end is not None and asked is not None and start < asked <= end:
        renewed = ("minfadian:195#1", "shixiao_guiding:8(1)#2", *COUNTING_YEARS)
        yield Limit("limitation_renewed", RENEWED, RENEWED_HOW, renewed, *in_months(asked, 36))


FINDERS = (_avoidance, _rescission, _price_slip, _defect, _limitation)
