"""Fraud by the operator: counterfeits, used goods as new, untrue or hidden facts (消保法 55(款1))."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, any_of, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, PunitiveClaim, RefundClaim, Right
from claimguide.law.grounds.charge import unlawful_charge
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("涉嫌欺诈", "Suspected fraud")
THREEFOLD_FROM = date(2014, 3, 15)
FLOOR = Decimal("500.00")

# 侵害消费者权益行为处罚办法 5, 6: acts that the administrative rules count as fraud.
LISTED = ("counterfeit", "used_sold_as_new", "false_promotion", "price_fraud")
# Of these the seller has to show that it did not mean to deceive (处罚办法 16(款1)).
DECEIVE_BY_THEMSELVES = ("counterfeit", "used_sold_as_new")
# These only suggest that something untrue was said.
HINTS = ("not_as_described", "wrong_item", "concealed_defect")

HOLDS = Text(
    "商家涉嫌故意告知虚假情况或者隐瞒真实情况，使您作出错误的购买决定，涉嫌欺诈。",
    "The seller appears to have stated something untrue, or kept back the truth, on purpose, and you "
    "bought because of it: suspected fraud.",
)
HOLDS_LISTED = Text(
    "这类行为在行政规章中列为欺诈行为的情形。商家涉嫌以此使您作出错误的购买决定，涉嫌欺诈。",
    "Administrative rules list this kind of act as fraud. The seller appears to have led you to buy by it: "
    "suspected fraud.",
)
OPEN = Text(
    "是否涉嫌欺诈，还要看商家说了什么、瞒了什么，以及您是否因此才购买。",
    "Whether fraud is to be suspected depends on what the seller said or hid, and on whether you bought "
    "because of it.",
)
NOTHING_FALSE = Text(
    "商家没有说假话，也没有隐瞒重要事实，难以主张欺诈。可以主张退换、修理或者赔偿损失。",
    "The seller said nothing untrue and hid nothing important, so fraud can hardly be argued. "
    "Return, exchange, repair or damages remain.",
)
NO_INTENT = Text(
    "商家并不知情，难以认定为故意，欺诈的主张难以成立。可以主张违约责任。",
    "The seller did not know, so intent can hardly be found and fraud hardly argued. "
    "Breach of contract remains.",
)
KNEW_BEFORE = Text(
    "您下单时已经知道问题，没有被误导，难以主张欺诈。",
    "You knew of the problem when ordering and were not misled, so fraud can hardly be argued.",
)
NOT_MISLED = Text(
    "即使知道真相您也会购买，虚假内容没有影响购买决定，难以主张欺诈。",
    "You would have bought knowing the truth, so the untrue content did not decide the purchase.",
)
LABEL_ONLY = Text(
    "问题只是标签、说明书或者宣传材料的瑕疵，不影响质量，也不会误导消费者，不适用三倍赔偿。",
    "It is only a flaw in a label, manual or promotion that neither affects quality nor misleads; "
    "no threefold damages.",
)
BURDEN = Text(
    "主张欺诈，证据要达到排除合理怀疑的程度，高于一般标准。因此应当同时准备退货退款的备选请求。",
    "Fraud must be shown beyond reasonable doubt, more than the usual standard; so plead return and refund "
    "as an alternative.",
)
OFFICIAL_PAPERS = Text(
    "处罚决定书、检验报告等国家机关文书记载的事项推定为真实，有则应当附上。",
    "What an authority's papers record, such as a penalty decision, is presumed true: attach any you have.",
)


THREEFOLD = Text("按法定三倍主张增加赔偿", "Statutory threefold damages")
ONEFOLD = Text("按法定一倍主张增加赔偿", "Statutory onefold damages")
CITES = ("xiaobaofa:55(1)", "xiaobaofa_1993:49")


def _deceived(matter: Matter) -> Condition:
    facts = matter.facts
    said_or_hid = any_of(tri(facts.false_statement), tri(facts.concealed_fact))
    if said_or_hid is None and matter.has(*LISTED):
        said_or_hid = True
    return Condition(said_or_hid, ("false_statement", "concealed_fact"), NOTHING_FALSE)


def _on_purpose(matter: Matter) -> Condition:
    """Intent. It is open only where papers speak for the seller; not knowing is believed only with papers."""
    facts = matter.facts
    if facts.known("seller_showed_source") and facts.seller_showed_source == "no":
        return Condition(True, (), NO_INTENT)
    if facts.seller_knew == "no":
        return Condition(False, (), NO_INTENT)
    papers_without_more = facts.seller_knew is None and facts.seller_showed_source == "yes"
    return Condition(None if papers_without_more else True, ("seller_knew",), NO_INTENT)


def _misled(matter: Matter) -> Condition:
    """Bought because of it; some acts mislead unless the seller shows otherwise."""
    facts = matter.facts
    if facts.buyer_knew == "yes":
        return Condition(False, (), KNEW_BEFORE)
    presumed = matter.has(*DECEIVE_BY_THEMSELVES)
    return Condition(tri(facts.misled_into_buying), ("misled_into_buying",), NOT_MISLED, presumed)


def _conditions(matter: Matter) -> Iterator[Condition]:
    yield gate.from_an_operator(matter)
    yield gate.for_daily_life(matter)
    yield Condition(matter.facts.label_flaw_only != "yes", (), LABEL_ONLY, presumed=True)
    yield _deceived(matter)
    yield _on_purpose(matter)
    yield _misled(matter)


def judge(matter: Matter) -> Decision | None:
    """Fraud under 消保法 55(款1). The words stay with suspicion: only a court can find it."""
    facts = matter.facts
    listed = matter.has(*LISTED)
    if not (listed or matter.has(*HINTS) or "yes" in (facts.false_statement, facts.concealed_fact)):
        return None
    return decide(matter, _conditions(matter), holds=HOLDS_LISTED if listed else HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    listed = ("qinhai_chufa:5", "qinhai_chufa:6", "qinhai_chufa:16") if matter.has(*LISTED) else ()
    return (*CITES, "xiaobao_tiaoli:49(1)", "minfadian:148", "zongze_jieshi:21", *listed)


def rights(matter: Matter) -> Iterable[Right]:
    times = (
        Text("价款三倍的增加赔偿，不足五百元的为五百元", "Three times the price on top, at least 500 yuan")
        if matter.on >= THREEFOLD_FROM
        else Text("价款一倍的增加赔偿", "One time the price on top")
    )
    avoid = Text("请求法院或者仲裁机构撤销合同，返还价款", "Have the contract avoided and the price returned")
    return (
        Right("punitive", times, CITES),
        Right("avoid", avoid, ("minfadian:148", "minfadian:157")),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (
        Proof(BURDEN, ("minsu_jieshi:108", "minsu_jieshi:109")),
        Proof(OFFICIAL_PAPERS, ("minsu_jieshi:114",)),
    )


def refund(matter: Matter) -> RefundClaim:
    """The whole price, because the contract can be avoided; only the charge where only that was untrue."""
    codes = ("xiaobaofa:52", "minfadian:148", "minfadian:157")
    charge = unlawful_charge(matter)
    return RefundClaim("full", codes) if charge is None else RefundClaim("partial", codes, charge)


def punitive(matter: Matter) -> Iterable[PunitiveClaim]:
    """Three times the price, at least 500 yuan; one time and no floor before 15 March 2014."""
    charge = unlawful_charge(matter)
    base = matter.facts.price if charge is None else charge
    if matter.on < THREEFOLD_FROM:
        return (PunitiveClaim("fraud", ONEFOLD, CITES, base, multiple=Decimal(1)),)
    return (PunitiveClaim("fraud", THREEFOLD, CITES, base, multiple=Decimal(3), floor=FLOOR),)


GROUND = Ground(
    code="fraud",
    title=TITLE,
    valid_from=date(1994, 1, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    punitive=punitive,
    with_losses=True,
)
