"""Injury or damage by a defective product or an unsafe service (民法典 1202, 1203; 产品质量法 41 to 46)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, PunitiveClaim, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("人身或者财产损害", "Injury or damage")
DEFECTS = (
    "quality_defect",
    "concealed_defect",
    "unsafe_food",
    "unsafe_drug",
    "foreign_object",
    "expired",
    "counterfeit",
)
GRAVE = frozenset({"serious", "death"})
TWO_LOSSES = Text("按损失二倍以下主张惩罚性赔偿", "Up to twice the losses")

HOLDS = Text(
    "商品存在危及人身、财产安全的缺陷，造成了损害。您可以向卖家要求赔偿，也可以向生产者要求赔偿。",
    "A defect that endangers persons or property did harm. You may claim from the seller or from "
    "the producer.",
)
HOLDS_SERVICE = Text(
    "服务没有尽到安全保障义务，造成了损害。您可以要求经营者赔偿。",
    "The service did not meet its duty of safety and did harm; you may claim from the operator.",
)
OPEN = Text(
    "能否主张，还要看是否造成损害，以及商品是否存在缺陷。",
    "It depends on whether harm was done and on whether the product is defective.",
)
NO_HARM = Text("没有造成人身或者财产损害。", "No harm to persons or property was done.")
NO_DEFECT = Text(
    "现有情况没有显示商品存在缺陷，难以按产品责任主张。",
    "Nothing shows a defect, so product liability can hardly be argued.",
)
VICTIM_PROVES = Text(
    "您要证明缺陷、损害和因果关系。生产者主张免责的，由生产者证明。请保留产品、病历和票据。",
    "You show defect, harm and their link; the producer proves its defences. Keep the product, medical "
    "records and receipts.",
)
PUNITIVE = ("xiaobaofa:55(2)", "minfadian:1207")


def _conditions(matter: Matter) -> Iterator[Condition]:
    harm = matter.facts.harm
    harmed = True if matter.has("injury") and harm is None else (None if harm is None else harm != "none")
    yield Condition(harmed, ("harm",), NO_HARM)
    if not matter.is_service:
        defective = True if matter.has(*DEFECTS) else tri(matter.facts.safety_standard_broken)
        yield Condition(defective, ("safety_standard_broken",), NO_DEFECT)


def judge(matter: Matter) -> Decision | None:
    """Liability for harm; it protects every victim, consumer or not."""
    facts = matter.facts
    if not (matter.has("injury") or (facts.known("harm") and facts.harm != "none")):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    return HOLDS_SERVICE if matter.is_service else HOLDS


def cites(matter: Matter) -> Codes:
    consumer = () if matter.is_consumer is False else ("xiaobaofa:11", "xiaobaofa:49")
    if matter.is_service:
        return (*consumer, "xiaobaofa:48(2)", "minfadian:1179", "minfadian:1198(1)")
    return (*consumer, "minfadian:1202", "minfadian:1203", "chanpinfa:43", "chanpinfa:46")


def rights(matter: Matter) -> Iterable[Right]:
    heads = Text(
        "医疗费、护理费、误工费等合理费用", "Medical costs, nursing, lost income and other reasonable costs"
    )
    consumer = () if matter.is_consumer is False else ("xiaobaofa:49",)
    yield Right("costs", heads, ("minfadian:1179", *consumer, "chanpinfa:44"))
    if matter.facts.harm in GRAVE:
        mental = Text("严重精神损害的赔偿", "Damages for serious mental harm")
        yield Right("mental", mental, ("minfadian:1183(1)",))
        yield Right("punitive", TWO_LOSSES, PUNITIVE)
    stop = Text("停止侵害、排除危险、召回", "Stop the danger, recall")
    yield Right("stop", stop, ("minfadian:1205", "minfadian:1206"))


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(VICTIM_PROVES, ("chanpinfa:41(2)", "minsufa:67(1)")),)


def refund(matter: Matter) -> RefundClaim | None:
    """The price of the product itself is part of the damage (侵权责任编解释（一） 19); not of a service."""
    if matter.is_service:
        return None
    return RefundClaim("full", ("qinquan_jieshi1:19", "minfadian:1203", "chanpinfa:44", "hetongfa:111"))


def punitive(matter: Matter) -> Iterable[PunitiveClaim]:
    """Up to twice the losses, for death or serious harm by a defect the operator knew (消保法 55(款2))."""
    facts = matter.facts
    if facts.harm not in GRAVE or facts.seller_knew != "yes" or matter.is_operator is False:
        return ()
    heads = [amount for amount in (facts.loss, facts.other_costs) if amount is not None]
    base = sum(heads, Decimal("0.00")) if heads else None
    return (PunitiveClaim("injury", TWO_LOSSES, PUNITIVE, base, multiple=Decimal(2)),)


GROUND = Ground(
    code="injury",
    title=TITLE,
    valid_from=date(2014, 3, 15),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    punitive=punitive,
    with_losses=True,
    beside=("producer",),
)
