"""Refusals that turn on proof: have it appraised, you broke it."""

from __future__ import annotations

from claimguide.cases.vocab import GoodsKind
from claimguide.law.citations import cite
from claimguide.law.text import Text

from .ground import Ground, Rebuttal

DURABLE_KINDS = frozenset({GoodsKind.CAR, GoodsKind.COMPUTER})
MAYBE_DURABLE_KINDS = frozenset({GoodsKind.APPLIANCE, GoodsKind.PHONE, GoodsKind.ELECTRONICS})


def _seller_proves(ground: Ground) -> bool:
    """Durable goods whose flaw showed within six months: the operator has the burden (消保法 23(款3))."""
    return ground.within_six_months and ground.facts.goods_kind in DURABLE_KINDS


BURDEN_ON_SELLER = Text(
    "商品属于耐用商品，我在收货后六个月内发现问题，有关瑕疵由经营者举证。",
    "These are durable goods and the flaw showed within six months of receipt, so the seller has the "
    "burden of proof about it.",
)
KEEP_THE_DAY = Text("请保留首次发现问题的日期。", "Keep proof of the day you first noticed it.")
BURDEN_ON_BUYER = Text(
    "如果将来起诉，一般要由您初步证明问题存在。照片、视频、品牌方答复、检测报告都可以用。",
    "In court you would as a rule first have to show the flaw: photos, videos, the brand's answer, a report.",
)
MAYBE_DURABLE = Text(
    "六个月内发现耐用商品瑕疵的，由经营者举证。您的商品算不算耐用商品，由法院认定。",
    "For durable goods within six months the seller has the burden; a court decides whether yours are "
    "durable.",
)
ONLY_A_HINT = Text(
    "鉴定应用只看照片作出的结论，一般只算线索。品牌方的书面答复、有资质机构的检测报告更有力。",
    "What an appraisal app concludes from pictures is as a rule only a hint. The brand's answer in writing "
    "or a qualified body's report carries more.",
)
TESTING = Text(
    "市场监管部门调解时，可以协商确定鉴定机构；谈不拢的，可以由部门指定。费用先协商。",
    "In a 12315 mediation both sides may agree on a testing body, or the authority names one. Who pays is "
    "agreed first.",
)


def _about_proof(ground: Ground, answer: Text, codes: tuple[str, ...], *more: Text) -> Rebuttal:
    """An answer to "prove it": with the burden on the seller where the law puts it there."""
    if _seller_proves(ground):
        return Rebuttal(answer + BURDEN_ON_SELLER, (KEEP_THE_DAY, *more), cite("xiaobaofa:23(3)", *codes))
    maybe = ground.within_six_months and ground.facts.goods_kind in MAYBE_DURABLE_KINDS
    notes = (BURDEN_ON_BUYER, *((MAYBE_DURABLE,) if maybe else ()), *more)
    aside = cite("minsu_jieshi:91#1", *(("xiaobaofa:23(3)",) if maybe else ()), "tousu_jubao:22")
    return Rebuttal(answer, notes, cite(*codes), aside=aside)


def prove_it(ground: Ground) -> Rebuttal:
    answer = Text(
        "我有权了解商品的真实情况。请提供进货凭证、检验合格证明等材料，并说明质疑的依据。",
        "I have a right to know the true facts. Please provide the purchase papers and inspection "
        "certificates, and say what your doubts rest on.",
    )
    return _about_proof(ground, answer, ("xiaobaofa:8(2)", "xiaobaofa:20(2)"), TESTING)


def appraisal(ground: Ground) -> Rebuttal:
    answer = Text(
        "鉴定结论能否采信，由法院或者有关部门认定；出自第三方，不是不处理的理由。"
        "请说明不认可的具体依据，并提供进货凭证、品牌授权等材料。双方也可以协商确定鉴定、检测机构。",
        "Whether an appraisal counts is for a court or an authority to say; that a third party made it is no "
        "reason to leave the matter. Please say what exactly speaks against it, and provide the purchase "
        "papers and the brand's authorisation. We may also agree on a testing body.",
    )
    return _about_proof(ground, answer, ("xiaobaofa:20(2)", "xiaobao_tiaoli:47(1)"), ONLY_A_HINT, TESTING)


def own_fault(ground: Ground) -> Rebuttal:
    answer = Text(
        "贵店称问题由我造成，请说明具体依据，并提供检测结果。",
        "You say that I caused it: please say on what grounds, and provide the test result.",
    )
    return _about_proof(ground, answer, ("xiaobaofa:23(1)",))


KEEP_THE_FOOD = Text(
    "食品和包装先不要扔，剩余部分密封冷藏。",
    "Do not throw the food and its packaging away; seal the rest and keep it cold.",
)
NOT_FOR_A_MERE_LABEL = Text(
    "只是标签瑕疵，不影响食品安全、也不会误导的，不适用十倍赔偿。",
    "A mere flaw of the label that touches no safety and misleads nobody gives no tenfold damages.",
)
_NOT_FOR_SALE = {"expired": "shipinfa:34#10", "foreign_object": "shipinfa:34#6"}


def harmless(ground: Ground) -> Rebuttal:
    """What may not be sold as food needs no harm (食安民事解释（一） 10); other goods must be as agreed."""
    food = ground.assessment.finding("food")
    if food is not None and food.holds:
        banned = [code for problem, code in _NOT_FOR_SALE.items() if problem in ground.facts.problems]
        answer = Text(
            "食品不符合食品安全标准的，没有吃出问题也应当承担责任。请按我的要求处理。",
            "Who sells food below the safety standards answers for it even if nobody fell ill. "
            "Please act on my request.",
        )
        return Rebuttal(answer, (KEEP_THE_FOOD,), cite("shian_jieshi1:10", *banned))
    if ground.at_fault:
        answer = Text(
            "能用不等于符合约定和质量要求。请按我的要求处理。",
            "That it can be used does not make it what was agreed. Please act on my request.",
        )
        return Rebuttal(answer, (), cite("xiaobaofa:23(1)", "minfadian:582"))
    return Rebuttal(None, (NOT_FOR_A_MERE_LABEL,), (), aside=cite("shipinfa:148(2)"))
