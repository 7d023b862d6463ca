"""A promise above the law that is not kept: ten for one, a fixed sum (网络消费规定（一） 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, PunitiveClaim, RefundClaim, Right
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
PERFORM = Text("按承诺履行或者赔偿", "Performance or payment as promised")
PROMISED = Text("按商家承诺主张赔偿", "Compensation as promised")


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    kind = facts.promise_kind
    yield Condition(None if kind is None else kind != "none", ("promise_kind",), NO_PROMISE)
    worth = kind not in VALUED or facts.promise_value is not None
    yield Condition(worth or None, ("promise_value",), NO_PROMISE, presumed=True)
    triggers = (*TRIGGERS, "return_refused") if kind == "longer_return" else TRIGGERS
    yield Condition(matter.has(*triggers) or None, ("problems",), NO_PROMISE)


def judge(matter: Matter) -> Decision | None:
    """The promise as a contract term and, for a shop on a platform, under 网络消费规定（一） 10."""
    if not (matter.has("promise_broken") or matter.facts.promise_kind not in (None, "none")):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    return HOLDS_PLATFORM if matter.facts.promise_by == "platform" else HOLDS


def cites(matter: Matter) -> Codes:
    contract = ("hetongfa:107", "minfadian:577", "minfadian:585(1)")
    if matter.facts.promise_by == "platform":
        return ("xiaobaofa:44(1)", "xiaobao_tiaoli:12", *contract)
    if matter.is_consumer is False:
        return contract
    shop = ("wangxiao_jieshi:10",) if matter.on_a_platform else ()
    return ("xiaobao_tiaoli:12", *shop, "cuxiao:6", *contract)


def rights(matter: Matter) -> Iterable[Right]:
    return (Right("perform", PERFORM, cites(matter)),)


def proofs(matter: Matter) -> Iterable[Proof]:
    return (
        Proof(BURDEN, ("minsufa:67(1)", "dianshangfa:62")),
        Proof(MAY_BE_REDUCED, ("minfadian:585(2)",)),
    )


def punitive(matter: Matter) -> Iterable[PunitiveClaim]:
    """The multiple or the sum as worded. Whether it contains the price follows the wording, not a rule."""
    facts = matter.facts
    if facts.promise_kind not in VALUED:
        return ()
    includes, value = tri(facts.promise_includes_refund), facts.promise_value
    codes = cites(matter)
    if facts.promise_kind == "fixed_sum":
        return (PunitiveClaim("promise", PROMISED, codes, fixed=value, includes_price=includes),)
    return (PunitiveClaim("promise", PROMISED, codes, facts.price, multiple=value, includes_price=includes),)


def refund(matter: Matter) -> RefundClaim | None:
    """A free order gives the price back; a protected price gives the difference back."""
    if matter.facts.promise_kind == "free_order":
        return RefundClaim("full", cites(matter))
    if matter.facts.promise_kind == "price_protection":
        return RefundClaim("partial", cites(matter), share=matter.facts.overcharge)
    return None


GROUND = Ground(
    code="promise",
    title=TITLE,
    valid_from=date(1999, 10, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    punitive=punitive,
)
