"""The three guarantees: repair, exchange, return of listed goods (手机、电脑、汽车三包规定)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.grounds.guarantee import MAYBE_LISTED, SCHEMES, Scheme, within_days, within_period
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("三包（修理、更换、退货）", "Three guarantees: repair, exchange, return")
HOLDS = Text(
    "商品列入三包目录，在三包有效期内。七日内可以选择退货、换货或者修理，第八日至第十五日可以换货或者修理，之后可以免费修理。",
    "The goods are listed and within the guarantee period: return, exchange or repair within seven days, "
    "exchange or repair until day fifteen, free repair after that.",
)
HOLDS_TWICE = Text(
    "商品在三包有效期内修理两次仍不能正常使用，可以要求免费更换。没有同型号的，可以退货。",
    "Two repairs within the guarantee period failed: you may ask for a free exchange, or for the price where "
    "the model is no longer made.",
)
HOLDS_CAR = Text(
    "家用汽车在三包有效期内。七日内主要总成有质量问题，六十日内有严重安全故障，或者多次修理仍未排除的，可以换车或者退车。",
    "The car is within its guarantee: main assemblies failing within seven days, grave safety faults within "
    "sixty days, or repeated failed repairs give exchange or return.",
)
OPEN = Text(
    "能否按三包主张，还要看商品种类和收货、发现问题的日期。",
    "It depends on the kind of goods and on the days of receipt and of the fault.",
)
NOT_LISTED = Text(
    "商品没有列入国家三包规定。可以按质量问题和商家的承诺主张。",
    "The goods are not listed in the state rules; claim for the defect, or as the shop promised.",
)
HOLDS_REPAIR = Text(
    "商品列入三包目录。在三包有效期内的，可以免费修理；修理两次仍不能正常使用的，可以要求免费更换。有效期看三包凭证。",
    "The goods are listed. Within the guarantee period repair is free, and after two failed repairs you may "
    "ask for an exchange. The guarantee card names the period.",
)
MAYBE = Text(
    "这类商品有的列入国家三包规定，有的没有。请看三包凭证：列入的，可以按规定修理、更换、退货；没有列入的，按质量问题和商家的承诺主张。",
    "Some goods of this kind are listed in the state rules and some are not; see the guarantee card. If "
    "listed, those rules give repair, exchange and return; otherwise claim for the defect, or as the shop "
    "promised.",
)
EXPIRED = Text(
    "发现问题时三包有效期已经届满。商家承诺的质保更长的，按承诺主张。",
    "The guarantee period had ended; a longer promise of the shop still binds it.",
)
RECORDS = Text(
    "三包凭证、发票和维修记录是主要证据。发票丢失的，可以用其他凭证代替。",
    "The guarantee card, the invoice and the repair records decide; other papers can replace a lost invoice.",
)
FAILED_REPAIRS = 2
# 消保法实施条例 18: the period runs from delivery, repair time is not counted, an exchange starts it anew.
PERIOD = ("xiaobao_tiaoli:18(1)",)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    kind = facts.goods_kind
    scheme = SCHEMES.get(kind or "")
    unlisted = MAYBE if kind in MAYBE_LISTED else NOT_LISTED
    yield Condition(None if kind is None else scheme is not None, ("goods_kind",), unlisted)
    yield gate.from_an_operator(matter)
    yield gate.for_daily_life(matter)
    if scheme is not None and scheme.months is not None:
        keys = ("received_on", "discovered_on")
        yield Condition(within_period(matter, scheme.months), keys, EXPIRED, presumed=True)


def judge(matter: Matter) -> Decision | None:
    """Listed goods with a fault, or repairs that failed or were refused."""
    facts = matter.facts
    repaired = facts.known("sanbao_repairs") and (facts.sanbao_repairs or 0) > 0
    defect = matter.has("quality_defect") and facts.goods_kind in SCHEMES
    if not (matter.has("repair_refused") or repaired or defect):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    if matter.facts.goods_kind == "car":
        return HOLDS_CAR
    if _failed_twice(matter):
        return HOLDS_TWICE
    scheme = SCHEMES.get(matter.facts.goods_kind or "")
    known = scheme is not None and scheme.months is not None
    return HOLDS if known or within_days(matter, 15) else HOLDS_REPAIR


def _failed_twice(matter: Matter) -> bool:
    return (matter.facts.sanbao_repairs or 0) >= FAILED_REPAIRS


def cites(matter: Matter) -> Codes:
    scheme = SCHEMES.get(matter.facts.goods_kind or "")
    return PERIOD if scheme is None else (*scheme.period, *_step(matter, scheme), *PERIOD)


def _step(matter: Matter, scheme: Scheme) -> Codes:
    """The articles on the step that the goods are at: by the days since delivery, and by failed repairs."""
    if _failed_twice(matter):
        return scheme.repairs
    if matter.facts.goods_kind == "car":
        return scheme.repairs
    if within_days(matter, 7):
        return scheme.return7
    return scheme.exchange15 if within_days(matter, 15) else scheme.repair


def rights(matter: Matter) -> Iterable[Right]:
    scheme = SCHEMES.get(matter.facts.goods_kind or "")
    if scheme is None:
        return
    if within_days(matter, 7) is not False and matter.facts.goods_kind != "car":
        yield Right("return", Text("退货、换货或者修理", "Return, exchange or repair"), scheme.return7)
    if within_days(matter, 15) is not False and matter.facts.goods_kind != "car":
        yield Right("exchange", Text("换货或者修理", "Exchange or repair"), scheme.exchange15)
    yield Right("repair", Text("免费修理", "Free repair"), scheme.repair)
    if _failed_twice(matter):
        twice = Text("两次修理不成的，更换或者退货", "Exchange or return after two failed repairs")
        yield Right("replace", twice, (*scheme.repairs, *scheme.no_model))


def proofs(matter: Matter) -> Iterable[Proof]:
    return (
        Proof(RECORDS, ("sanbao_shouji:9",) if matter.facts.goods_kind == "phone" else ("xiaobaofa:22",)),
    )


def refund(matter: Matter) -> RefundClaim | None:
    """The price within seven days; later the claim is to exchange or repair."""
    scheme = SCHEMES.get(matter.facts.goods_kind or "")
    if scheme is None or matter.facts.goods_kind == "car" or not within_days(matter, 7):
        return None
    return RefundClaim("full", (*scheme.return7, "xiaobao_tiaoli:18(2)"))


GROUND = Ground(
    code="sanbao",
    title=TITLE,
    valid_from=date(1995, 8, 25),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    with_losses=True,
)
