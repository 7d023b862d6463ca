"""Return without reason within seven days of a distance sale (消保法 25)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law import gate
from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter, outlived_return_day
from claimguide.law.text import Text, day

TITLE = Text("七日无理由退货", "Seven-day return without reason")
# 消保法 25(款1): never returnable by law.
EXCLUDED = frozenset({"custom_made", "fresh", "unsealed_digital", "periodical"})
# 七日无理由退货办法 7: returnable unless the consumer confirmed the exclusion for this very purchase.
CONFIRMABLE = frozenset({"sealed_for_health", "loses_value", "near_expiry_or_flawed"})
CLASS_OF_KIND = {"custom_made": "custom_made", "fresh": "fresh", "periodical": "periodical"}

HOLDS = Text(
    "您在期限内要求退货，商品完好，也不属于不能退的种类。商家应当在收到退回商品之日起七日内退还价款，退货运费一般由您承担。",
    "You asked in time, the goods are intact and of a returnable class. "
    "The seller must repay the price within seven "
    "days of getting them back; return freight is normally yours.",
)
HOLDS_MOVED = Text(
    "期限原定的最后一日{day}是法定休假日，顺延到休假日结束的次日。您在{asked}要求退货，没有超过期限。"
    "商品完好，也不属于不能退的种类。商家应当在收到退回商品之日起七日内退还价款，退货运费一般由您承担。",
    "The last day would have been {day}, a holiday, so the time ran on to the day after the holiday. You "
    "asked on {asked}, which is in time. The goods are intact and of a returnable class. The seller must "
    "repay the price within seven days of getting them back; return freight is normally yours.",
)
HOLDS_STILL_TIME = Text(
    "仍在退货期限内。请在{day}前（含当日）用能留下记录的方式提出退货。商品应当保持完好，退货运费一般由您承担。",
    "The time to return is still running. Ask in a way that leaves a record by {day}. "
    "Keep the goods intact; return freight is normally yours.",
)
OPEN = Text(
    "能否无理由退货，还要看{what}。", "Whether the goods can go back without reason still depends on {what}."
)
# What an open question is about, by the facts that answer it.
_OPEN_POINTS = (
    (("goods_kind", "returnable_class"), Text("商品种类", "the class of goods")),
    (
        ("exclusion_confirmed",),
        Text("您下单时是否单独确认过不能退", "whether you separately agreed at the order to no return"),
    ),
    (("channel",), Text("购买渠道", "where you bought")),
    (("seller_kind",), Text("卖家身份", "who sold")),
    (("purpose",), Text("购买目的", "why you bought")),
    (
        ("received_on", "return_requested_on", "return_asked_in_time"),
        Text("提出退货的时间", "when you asked"),
    ),
    (("goods_intact",), Text("商品是否完好", "whether the goods are intact")),
)
NOT_A_GOOD = Text(
    "七日无理由退货只适用于商品，不适用于服务。可以按合同或者预付式消费的规则主张权利。",
    "The seven-day return covers goods, not services; contract or prepayment rules apply instead.",
)
NOT_AT_A_DISTANCE = Text(
    "七日无理由退货只适用于网络、电视、电话、邮购等方式的购买，不适用于到店购买。",
    "The seven-day return covers distance sales only, not purchases in a shop.",
)
EXCLUDED_CLASS = Text(
    "定作、鲜活易腐、已下载或者拆封的数字化商品和报刊，依法不适用无理由退货。",
    "Made-to-order, perishable, downloaded or unsealed digital goods and periodicals cannot go back "
    "without reason.",
)
CONFIRMED = Text(
    "您在下单时对这一次购买单独确认过不适用无理由退货，商品性质也属于可以约定不退的种类。",
    "For this very purchase you separately confirmed that it cannot go back, and its nature allows such a "
    "term.",
)
TOO_LATE = Text(
    "提出退货时已经超过期限，不再适用无理由退货。商品有质量问题的，仍可以按质量问题主张。",
    "The return was asked for too late. A defect can still be claimed as such.",
)
NOT_INTACT = Text(
    "商品已经不完好，不适用无理由退货。只是拆封查看或者合理试用的，仍属于完好。",
    "The goods are no longer intact. Opening them to inspect, or trying them reasonably, would not matter.",
)
BURDEN = Text(
    "商家主张您确认过不能退，或者商品不完好的，应当由商家证明。",
    "A seller who says that you confirmed the exclusion, or that the goods are not intact, has to show it.",
)
ABUSE = Text(
    "此前绝大多数订单都退了货，商家可能主张滥用退货权利，由法院结合诚信原则认定。",
    "Most earlier orders were returned too; the seller may allege abuse, which a court weighs under "
    "good faith.",
)
# No text names a number. A return is doubtful where many orders, and most of them, went back before.
MANY_RETURNS = 10
NEVER_CAME = ("not_delivered", "order_cancelled")
# A last day on a holiday moves to the day after it.
MOVED = ("minfadian:203(1)",)
REPAY = ("xiaobaofa:25(3)", "qiri_tuihuo:13", "qiri_tuihuo:17(1)")


def _conditions(matter: Matter) -> Iterator[Condition]:
    service = matter.is_service
    yield Condition(None if service is None else not service, ("goods_kind",), NOT_A_GOOD, presumed=True)
    yield Condition(matter.at_a_distance, ("channel",), NOT_AT_A_DISTANCE)
    yield gate.from_an_operator(matter)
    yield gate.for_daily_life(matter)
    yield _returnable(matter)
    asked = ("received_on", "return_requested_on", "return_asked_in_time")
    yield Condition(matter.return_in_time, asked, TOO_LATE)
    yield Condition(tri(matter.facts.goods_intact), ("goods_intact",), NOT_INTACT, presumed=True)
    yield _in_good_faith(matter)


def judge(matter: Matter) -> Decision | None:
    """The right to return without reason, with its four and three exclusions."""
    if not _arises(matter):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=_open)


def _open(matter: Matter) -> Text:
    """What it depends on of all that is not known yet."""
    waiting = [each for each in _conditions(matter) if each.met is None]
    keys = {key for each in waiting for key in each.keys if not matter.facts.known(key)}
    points = [words for names, words in _OPEN_POINTS if keys.intersection(names)]
    if not points:
        return ABUSE
    chinese = "、".join(each.zh for each in points)
    return OPEN.fill(what=Text(chinese, ", ".join(each.en for each in points)))


def _arises(matter: Matter) -> bool:
    """Asked for or refused already, spoken of, or still open for goods bought at a distance."""
    facts = matter.facts
    if matter.has("return_refused") or (matter.has("refund_delayed") and facts.goods_sent_back == "yes"):
        return True
    if matter.is_consumer is False:
        # Its days are no question then; that there is none is told where it was asked for.
        return False
    if matter.is_service or (matter.has(*NEVER_CAME) and facts.received_on is None):
        # Nothing that could go back: whoever cancels a service or still waits is not asked about a return.
        return False
    if facts.return_requested_on or facts.return_asked_in_time:
        return True
    last = matter.last_return_day
    still_open = last is not None and matter.on <= last.date
    return still_open and bool(matter.at_a_distance) and matter.is_service is False


def _returnable(matter: Matter) -> Condition:
    facts = matter.facts
    goods_class = facts.returnable_class or CLASS_OF_KIND.get(facts.goods_kind or "")
    if goods_class is None:
        return Condition(None, ("returnable_class",), EXCLUDED_CLASS, presumed=True)
    if goods_class in CONFIRMABLE:
        confirmed = tri(facts.exclusion_confirmed, met_by="no")
        return Condition(confirmed, ("exclusion_confirmed",), CONFIRMED, presumed=True)
    # A shop that promises a return for excluded goods is held to it (网络消费规定（一） 2).
    promised = goods_class in EXCLUDED and facts.promise_kind == "longer_return"
    return Condition(goods_class not in EXCLUDED or promised, (), EXCLUDED_CLASS)


def _in_good_faith(matter: Matter) -> Condition:
    facts = matter.facts
    if not (facts.known("returns_before") and facts.known("orders_before")):
        return Condition(True, (), ABUSE)
    returns, orders = facts.returns_before or 0, facts.orders_before or 0
    doubtful = returns >= MANY_RETURNS and returns * 2 > orders
    return Condition(None if doubtful else True, (), ABUSE)


def _held(matter: Matter) -> Text:
    facts, last = matter.facts, matter.last_return_day
    asked = facts.return_requested_on is not None or facts.return_asked_in_time == "yes"
    counted, on = outlived_return_day(facts), facts.return_requested_on
    if counted is not None and on is not None:
        return HOLDS_MOVED.fill(day=day(counted), asked=day(on))
    if asked or last is None:
        return HOLDS
    return HOLDS_STILL_TIME.fill(day=day(last.date))


def cites(matter: Matter) -> Codes:
    basis = ("xiaobaofa:25", "xiaobao_tiaoli:19", "qiri_tuihuo:8", "qiri_tuihuo:10", "wangxiao_jieshi:3")
    return basis if outlived_return_day(matter.facts) is None else (*basis, *MOVED)


def rights(matter: Matter) -> Iterable[Right]:
    return (Right("return", Text("退货并返还价款", "Return against the price"), REPAY),)


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(BURDEN, ("minsu_jieshi:91#2", "qiri_tuihuo:20(2)")),)


def refund(matter: Matter) -> RefundClaim:
    """The whole price paid for the goods; freight is not part of it."""
    return RefundClaim("full", REPAY)


GROUND = Ground(
    code="return7",
    title=TITLE,
    valid_from=date(2014, 3, 15),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
)
