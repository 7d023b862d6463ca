"""A promise above the law that is not kept: ten for one, a fixed sum (网络消费规定（一） 10)."""

from __future__ import annotations

from datetime import date

from claimguide.law.assessment import Burden, Finding, Remedy
from claimguide.law.decide import Condition, decide, tri
from claimguide.law.ground import Ground, PunitiveClaim, RefundClaim
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("承诺的赔偿未兑现", "Promised compensation not kept")
VALUED = ("multiple", "fixed_sum")
# Problems that a promise of a multiple or a sum is made against: false goods, false words, poor quality.
TRIGGERS = (
    "promise_broken",
    "counterfeit",
    "not_as_described",
    "used_sold_as_new",
    "false_promotion",
    "quality_defect",
    "unsafe_food",
    "late_delivery",
)

HOLDS = Text(
    "商家公开作出的承诺对您有约束力。承诺高于法定标准的，可以要求按承诺赔偿。",
    "The seller's public promise binds it towards you. "
    "Where it goes beyond the law, you may claim what was promised.",
)
HOLDS_PLATFORM = Text(
    "平台公开作出的承诺对您有约束力，可以要求平台按承诺履行。",
    "The platform's public promise binds it towards you; you may ask it to perform.",
)
OPEN = Text(
    "能否按承诺主张，还要看承诺的内容、数额，以及是否没有兑现。",
    "Whether the promise can be claimed depends on its wording, its amount, and on whether it was not kept.",
)
NO_PROMISE = Text(
    "没有高于法律规定的承诺，按法律规定主张即可。",
    "There was no promise above the law; claim what the law gives.",
)
BURDEN = Text(
    "您要证明下单时承诺的内容，以及承诺的条件已经成就，例如页面截图和鉴定意见。",
    "You show the promise as it stood when you ordered, and that its condition is met: screenshots, an "
    "appraisal.",
)
MAY_BE_REDUCED = Text(
    "承诺的赔偿过分高于损失的，法院可以根据商家的请求适当减少。",
    "Where the promised sum far exceeds the loss, the court may lower it if the seller asks.",
)


def find(matter: Matter) -> Finding | None:
    """The promise as a contract term and, for a shop on a platform, under 网络消费规定（一） 10."""
    facts = matter.facts
    if not (matter.has("promise_broken") or facts.promise_kind not in (None, "none")):
        return None
    worth = facts.promise_value is not None or facts.promise_kind not in VALUED
    triggers = (*TRIGGERS, "return_refused") if facts.promise_kind == "longer_return" else TRIGGERS
    decision = decide(
        matter.facts,
        [
            Condition(
                tri(facts.promise_kind and _there_is_one(facts.promise_kind)), ("promise_kind",), NO_PROMISE
            ),
            Condition(worth or None, ("promise_value",), NO_PROMISE),
            Condition(matter.has(*triggers) or None, ("problems",), NO_PROMISE),
        ],
        holds=HOLDS_PLATFORM if facts.promise_by == "platform" else HOLDS,
        still_open=OPEN,
    )
    return Finding(
        code="promise",
        verdict=decision.verdict,
        title=TITLE,
        reason=decision.reason,
        citations=matter.cite(*_basis(matter)),
        needs=decision.needs,
        remedies=(
            Remedy(
                "perform",
                Text("按承诺履行或者赔偿", "Performance or payment as promised"),
                matter.cite(*_basis(matter)),
            ),
        ),
        burden=(
            Burden(BURDEN, matter.cite("minsufa:67(1)", "dianshangfa:62")),
            Burden(MAY_BE_REDUCED, matter.cite("minfadian:585(2)")),
        ),
    )


def _there_is_one(kind: str) -> str:
    return "no" if kind == "none" else "yes"


def _basis(matter: Matter) -> tuple[str, ...]:
    contract = ("minfadian:577", "minfadian:585(1)")
    if matter.facts.promise_by == "platform":
        return ("xiaobaofa:44(1)", "xiaobao_tiaoli:12", *contract)
    shop = ("wangxiao_jieshi:10",) if matter.on_a_platform else ()
    consumer = () if matter.is_consumer is False else ("xiaobao_tiaoli:12", *shop, "cuxiao:6")
    return (*consumer, *contract)


def punitive(matter: Matter) -> PunitiveClaim | None:
    """The multiple or the sum as worded. Whether it contains the price follows the wording, not a rule."""
    facts = matter.facts
    if facts.promise_kind not in VALUED:
        return None
    includes = tri(facts.promise_includes_refund)
    citations = matter.cite(*_basis(matter))
    if facts.promise_kind == "multiple":
        return PunitiveClaim("promise", citations, multiple=facts.promise_value, includes_price=includes)
    return PunitiveClaim("promise", citations, fixed=facts.promise_value, includes_price=includes)


def refund(matter: Matter) -> RefundClaim | None:
    """A free order gives the price back; a protected price gives the difference back."""
    citations = matter.cite(*_basis(matter))
    if matter.facts.promise_kind == "free_order":
        return RefundClaim("full", citations)
    if matter.facts.promise_kind == "price_protection":
        return RefundClaim("partial", citations, share=matter.facts.overcharge)
    return None


GROUND = Ground(
    code="promise",
    valid_from=date(2021, 1, 1),
    find=find,
    refund=refund,
    punitive=punitive,
)
