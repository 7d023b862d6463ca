"""Counterfeit or substandard drugs (药品管理法 98, 144). Cosmetics and devices have no such multiple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, PunitiveClaim, RefundClaim, Right
from claimguide.law.grounds import multiples
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("涉嫌假药、劣药", "Suspected counterfeit or substandard drug")
# 药品管理法 98: passed off, contaminated, past its date.
BAD = ("unsafe_drug", "expired", "counterfeit")
PROBLEMS = (*BAD, "no_mandatory_label", "unlicensed_seller")
LAW = ("yaopinfa:144(3)",)
LOOKALIKES = frozenset({"cosmetics", "medical_device"})

HOLDS = Text(
    "药品涉嫌为假药或者劣药。除退款和赔偿损失外，您可以要求价款十倍或者损失三倍的赔偿金，不足一千元的为一千元。",
    "The drug appears to be counterfeit or substandard. Besides refund and damages you may claim "
    "ten times the "
    "price or three times the loss, at least 1,000 yuan.",
)
OPEN = Text(
    "能否主张十倍赔偿金，还要看是否属于假药、劣药，商家是否知情，以及购买目的。",
    "Tenfold damages depend on whether the drug is counterfeit or substandard, on what the seller "
    "knew, and on "
    "why you bought.",
)
NOT_A_DRUG = Text(
    "化妆品和医疗器械没有十倍赔偿金的规定。可以按欺诈或者产品缺陷主张。",
    "No law gives ten times the price for cosmetics or devices; claim for fraud or for a defective product.",
)
SOUND = Text(
    "现有情况没有显示药品是假药或者劣药。可以按违约主张。",
    "Nothing shows that the drug is counterfeit or substandard; claim for breach of contract.",
)
FIRST_ASKED = Text(
    "持有人、生产企业、经营企业、医疗机构，先被要求的先行赔付。",
    "Licence holder, maker, seller or hospital: whoever is asked first pays first.",
)
PAPERS = Text(
    "检验结论、处罚决定、认定意见是主要证据。",
    "Test reports, penalty decisions and official opinions decide.",
)


def _is_bad(matter: Matter) -> Condition:
    stated = tri(matter.facts.safety_standard_broken)
    if stated is not None:
        return Condition(stated, (), SOUND)
    bad = True if matter.has(*BAD) else None
    presumed = matter.has("no_mandatory_label")
    return Condition(bad, ("safety_standard_broken",), SOUND, presumed)


def _conditions(matter: Matter) -> Iterator[Condition]:
    kind = matter.facts.goods_kind
    drug = None if kind is None else kind == "drug"
    yield Condition(drug, ("goods_kind",), NOT_A_DRUG, presumed=True)
    yield gate.from_an_operator(matter)
    yield gate.for_daily_life(matter)
    yield _is_bad(matter)
    yield multiples.seller_knew(matter, deemed=matter.has("expired"))


def judge(matter: Matter) -> Decision | None:
    """The multiple of drug law, and the word that cosmetics and devices have none."""
    facts = matter.facts
    kind = facts.goods_kind
    flagged = facts.known("safety_standard_broken") and facts.safety_standard_broken == "yes"
    drug = kind == "drug" and (flagged or matter.has(*PROBLEMS))
    alike = kind in LOOKALIKES and matter.has(*PROBLEMS)
    if not (drug or alike or (kind is None and matter.has("unsafe_drug"))):
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    if matter.facts.goods_kind in LOOKALIKES:
        return ("shiyao_jiufen:17(1)", "xiaobaofa:55(1)")
    return (*LAW, "yaopinfa:144(2)", "yaopinfa:98", "shiyao_chengfa:10")


def rights(matter: Matter) -> Iterable[Right]:
    multiple = Text(
        "价款十倍或者损失三倍的赔偿金，最低一千元",
        "Ten times the price or three times the loss, at least 1,000 yuan",
    )
    return (
        Right("punitive", multiple, LAW),
        Right("pays_first", FIRST_ASKED, ("yaopinfa:144(2)",)),
        Right("refund", Text("退还价款", "The price back"), ("shiyao_chengfa:2(1)", "minfadian:577")),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(PAPERS, ("minsu_jieshi:114", "yaopinfa:98")),)


def refund(matter: Matter) -> RefundClaim:
    """The whole price, from a knowing buyer too."""
    return RefundClaim("full", ("shiyao_chengfa:2(1)", "minfadian:577", "yaopinfa:144(2)"))


def punitive(matter: Matter) -> Iterable[PunitiveClaim]:
    """Ten times the price or three times the loss, at least 1000 yuan."""
    return multiples.claims(matter, "drug", (*LAW, "shiyao_chengfa:10"), floor=multiples.FLOOR)


GROUND = Ground(
    code="drug",
    title=TITLE,
    valid_from=date(2019, 12, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    punitive=punitive,
    with_losses=True,
    beside=("producer",),
)
