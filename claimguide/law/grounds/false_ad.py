"""Untrue promotion that led to the purchase (消保法 45(款1); 广告法 28; 反不正当竞争法 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.grounds.charge import unlawful_charge
from claimguide.law.matter import Matter
from claimguide.law.text import Text
from claimguide.law.vocabulary import HEALTH_KINDS

TITLE = Text("虚假宣传", "Untrue promotion")
HOLDS = Text(
    "宣传内容与事实不符，影响了您的购买决定。您可以要求商家赔偿，也可以退货退款。",
    "What was promoted is untrue and decided your purchase. You may claim damages, or return and refund.",
)
OPEN = Text(
    "能否按虚假宣传主张，还要看宣传是否属实，以及它是否影响了购买决定。",
    "It depends on whether the promotion was untrue and on whether it decided the purchase.",
)
TRUE = Text("宣传内容属实，难以按虚假宣传主张。", "What was promoted is true, so this ground gives nothing.")
NO_INFLUENCE = Text(
    "宣传内容没有影响您的购买决定，难以按虚假宣传主张。",
    "The promotion did not decide your purchase, so this ground gives little.",
)
HARMLESS = Text(
    "只是宣传材料的瑕疵，不影响质量，也不会误导消费者。",
    "It is only a flaw in promotional material that neither affects quality nor misleads.",
)
SHOWS = Text(
    "您要证明看到的宣传内容和实际情况的差别，截图、录屏应当保留。",
    "You show what was promoted and how the facts differ; keep screenshots and recordings.",
)
LAW = ("fanbuzhengdang:9(1)", "fanbuzhengdang_2017:8(1)", "xiaobao_tiaoli:9(1)", "wangluo_jiaoyi:14(2)")


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    yield gate.from_an_operator(matter)
    yield gate.for_daily_life(matter)
    yield Condition(facts.label_flaw_only != "yes", (), HARMLESS, presumed=True)
    untrue = not (facts.false_statement == "no" and facts.concealed_fact != "yes")
    yield Condition(untrue, ("false_statement",), TRUE)
    misled = False if facts.buyer_knew == "yes" else tri(facts.misled_into_buying)
    yield Condition(misled, ("misled_into_buying",), NO_INFLUENCE, presumed=True)


def judge(matter: Matter) -> Decision | None:
    """Promotion that is untrue or misleading and had substantial influence on the purchase."""
    if not matter.has("false_promotion"):
        return None
    return decide(matter, _conditions(matter), holds=HOLDS, still_open=OPEN)


def cites(matter: Matter) -> Codes:
    health = matter.facts.goods_kind in HEALTH_KINDS
    cure = ("guanggaofa:17", *(("shipinfa:73(1)",) if matter.is_food else ())) if health else ()
    return ("xiaobaofa:20(1)", "xiaobaofa:45(1)", *LAW, "dianshangfa:17", "guanggaofa:28", *cure)


def rights(matter: Matter) -> Iterable[Right]:
    return (
        Right("damages", Text("要求赔偿损失", "Damages"), ("xiaobaofa:45(1)", "guanggaofa:56(1)")),
        Right("return", Text("退货退款", "Return and refund"), ("minfadian:582",)),
        Right("report", Text("举报违法广告", "Report the illegal advertisement"), ("guanggaofa:53(1)",)),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(SHOWS, ("minsufa:67(1)", "dianshangfa:62")),)


def refund(matter: Matter) -> RefundClaim:
    """The whole price against return of the goods; only the charge where nothing else was untrue."""
    codes = ("xiaobaofa:52", "hetongfa:111", "minfadian:577", "minfadian:582")
    charge = unlawful_charge(matter)
    return RefundClaim("full", codes) if charge is None else RefundClaim("partial", codes, charge)


GROUND = Ground(
    code="false_ad",
    title=TITLE,
    valid_from=date(2014, 3, 15),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    with_losses=True,
)
