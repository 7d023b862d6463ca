"""The letter to the platform: who the seller is, records, help, and its own duty where the facts show one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import ProblemKind, PromiseBy
from claimguide.law.assessment import Punitive
from claimguide.letters.content import Basis, Claim, Fact, LetterContent, Particular, Party, Runs

from . import basis, claims, ending, narrative, parts, platform_words, refunds
from .claims import Demand
from .narrative import Voice
from .seller import reply_day
from .source import Source
from .wording import capital, gap, grouped, quoted, runs, said, sum_in_words, yuan

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "platform"
PLATFORM = "贵平台"
OWN_PROMISE = f"履行{PLATFORM}公开作出的赔偿承诺"
# Grounds that show an infringement by the shop, not merely a quarrel: only then are measures asked for.
_INFRINGEMENT = frozenset({"fraud", "false_ad", "food", "drug", "injury", "price", "privacy"})
# In the order of checking: the first that holds is what the sum is asked on, so it is asked only once.
_LIABLE: dict[str, str] = {
    "P1": "在答复期限内仍不能提供上述信息的，依法向本人赔偿{sum}。",
    "P6": "依法与商家承担连带责任，向本人支付{sum}。",
    "P7": "依法与商家承担连带责任，向本人支付{sum}。",
    "P3": "依法与商家承担连带责任，向本人支付{sum}。",
    "P4": "就本人受到的损失{sum}，依法承担相应的责任。",
    "P10": "作为广告发布者依法与广告主承担连带责任，向本人支付{sum}。",
    "P16": "就接到通知后未及时采取必要措施而扩大的损失，依法承担连带责任；本人受到的损失为{sum}。",
}
# How much of it the platform bears is for a court: the loss is named and no sum demanded.
_OPEN_SUM = frozenset({"P4", "P16"})
_RETURNS = (ProblemKind.RETURN_REFUSED, ProblemKind.REFUND_DELAYED)


def reason_not_to(source: Source) -> str | Promise:
    """A purchase without a platform has none to write to."""
    if source.case.purchase.channel and not source.on_platform:
        return _("You did not buy through a platform, so there is none to write to.")
    return ""


def compose(source: Source) -> LetterContent:
    """Requests in the order of the paper trail: identity, records, help, measures, promise, own liability."""
    asked = requests(source)
    debt = money(source, len(asked))
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title=_title(source),
        date=source.on,
        law_date=source.assessment.on,
        addressee=parts.platform(source, "致"),
        sender=sender(source, "发函人"),
        respondent=respondent(source),
        opening=_opening(source),
        facts=(*narrative.facts(source, voice(source)), *conduct(source)),
        claims_intro="基于上述事实，本人请求贵平台：",
        claims=(*asked, *debt.claims),
        total=debt.total,
        alternatives=debt.alternatives,
        bases=(*bases(source), *_seller_bases(source)),
        closing=(
            _reply(source),
            *(ending.notice(source, PLATFORM, reply_day(source)) if source.self_operated else ()),
            *_reasons(source),
            _routes(source),
            parts.contact(source),
        ),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper="本函"),
    )


def voice(source: Source) -> Voice:
    """What a letter to the platform calls the seller and the platform."""
    return Voice(seller=PLATFORM if source.self_operated else source.shop, platform=PLATFORM)


def respondent(source: Source) -> Party | None:
    """The shop the dispute is with, None where the platform itself sold."""
    if source.self_operated:
        return None
    return parts.seller(source, f"争议对方（以下称{source.shop}）", reachable=False)


def _holds(source: Source, code: str) -> bool:
    finding = source.assessment.finding(code)
    return finding is not None and finding.holds


def _title(source: Source) -> str:
    if _holds(source, "P5"):
        return "关于退款和赔偿事宜的函"
    if source.facts.platform_named_seller == "yes":
        return f"关于请求协助处理{source.dispute}的函"
    whom = "卖家" if source.from_person else "经营者"
    return f"关于请求提供{whom}信息并协助处理{source.dispute}的函"


def sender(source: Source, heading: str) -> Party:
    """The consumer with the account and the order the platform finds the purchase by."""
    party = parts.sender(source, heading)
    rows = list(party.rows)
    if source.consumer.account:
        rows.append(Particular("平台账号", runs(source.consumer.account)))
    number = source.case.purchase.order_number or gap("order_number")
    rows.append(Particular("订单编号", runs(number)))
    return Party(party.heading, tuple(rows))


def _opening(source: Source) -> Runs:
    goods = source.case.purchase.goods_name
    thing = quoted(goods) if goods else gap("goods_name")
    with_whom = "" if source.self_operated else f"，与{source.shop}"
    return runs(
        f"本人{'的孩子' if source.by_child else ''}通过贵平台购买",
        thing,
        f"{with_whom}发生{source.dispute}。现将有关事实和请求函告如下。",
    )


def _promise_of_platform(source: Source) -> tuple[Fact, ...]:
    conduct = source.case.platform_conduct
    if conduct.platform_promise != "yes":
        return ()
    if source.case.promise.promise_by == PromiseBy.PLATFORM and not conduct.platform_promise_words:
        return ()
    quote = said(conduct.platform_promise_words) if conduct.platform_promise_words else ""
    words = (quote,) if quote else (gap("platform_promise_words"), "。")
    return (Fact((runs("贵平台公开承诺：", *words),), source.showing("promise")),)


def conduct(source: Source) -> tuple[Fact, ...]:
    """What the platform promised, did and left undone."""
    told = platform_words.conduct(source.facts, platform=PLATFORM, seller=source.shop, thing=source.thing)
    return (*_promise_of_platform(source), *((Fact((runs(told),)),) if told else ()))


def requests(source: Source, *, appeal: bool = False) -> tuple[Claim, ...]:
    """What the platform is asked to do, as far as the case still leaves it open.

    An appeal asks in its own words to be heard.
    """
    found = (
        _identity(source),
        _records(source),
        _help(source),
        _measures(source),
        _keep_promise(source),
        None if appeal else _heard(source),
        _review(source),
        _payer(source),
    )
    return tuple(claim for claim in found if claim is not None)


def _ask(source: Source, text: str, *codes: str) -> Claim:
    return Claim(runs(text), citations=basis.standing(source, *codes))


def _identity(source: Source) -> Claim | None:
    named = source.facts.platform_named_seller
    if named == "yes" or _holds(source, "P5"):
        return None
    again = "重新" if named == "useless" else ""
    live = "，以及直播间运营者、直播营销人员的相关信息" if source.is_live else ""
    verb = "核实并提供" if source.seller.name else f"{again}提供"
    text = f"{verb}{source.shop}的真实{source.name_word}、地址和有效联系方式{live}。"
    extra = ("zhibo_dianshang:18",) if source.is_live else ()
    returns = ("qiri_tuihuo:24",) if source.has(*_RETURNS) else ()
    return _ask(source, text, "xiaobaofa:44(1)", *returns, *extra)


def _records(source: Source) -> Claim:
    live = "直播回放、直播互动记录、" if source.is_live else ""
    # A service is not carried anywhere.
    moved = "支付记录" if source.is_service else "支付记录、物流记录"
    text = (
        f"完整保存并提供本次交易的记录，包括{live}下单时的商品或者服务信息页面、聊天记录、{moved}和售后记录。"
    )
    extra = ("zhibo_dianshang:16", "zhibo_dianshang:18") if source.is_live else ()
    return _ask(source, text, "dianshangfa:31", "dianshangfa:62", "wangluo_jiaoyi:31", *extra)


def _help(source: Source) -> Claim | None:
    if source.self_operated:
        return None
    promised = "promise" in claims.holding(source) and source.case.promise.promise_by != PromiseBy.PLATFORM
    wanted = wish(source) + ("，并履行公开作出的承诺" if promised else "")
    if source.has(*_RETURNS):
        text = f"就退货、退款争议进行调解，督促{source.shop}{wanted}。"
        return _ask(source, text, "dianshangfa:61", "qiri_tuihuo:24")
    return _ask(
        source, f"积极协助本人解决与{source.shop}的争议，督促{source.shop}{wanted}。", "dianshangfa:61"
    )


def wish(source: Source) -> str:
    """What the shop should do, without any multiple: that is for the shop, an association or a court."""
    refund = source.assessment.refund
    promised = _promised(source)
    unasked = _holds(source, "P5") or refunds.owed_by_others(source)
    # The price is in the sum that the platform promised.
    unasked = unasked or (promised is not None and promised.includes_price is True)
    if source.case.dealings.wanted in claims.MONEY and refund and refund.amount and not unasked:
        return f"{refunds.verb(source, refund)}{refunds.name(source, refund)}{yuan(refund.amount)}"
    return "依法处理本人的请求"


def _measures(source: Source) -> Claim | None:
    if source.self_operated or claims.holding(source).isdisjoint(_INFRINGEMENT):
        return None
    text = "核实上述情况；属实的，对有关商品、商家依法采取必要措施。"
    return _ask(source, text, "dianshangfa:38(1)", "xiaobaofa:44(2)")


def _keep_promise(source: Source) -> Claim | None:
    if not promise_owed(source):
        return None
    if _holds(source, "P5") and claims.promised_by_platform(source):
        return None  # what is asked of it as the seller begins with it
    if promised := _promised(source):
        return _of_promise(source, promised)
    return _ask(source, "履行贵平台公开作出的上述承诺。", "xiaobaofa:44(1)", "xiaobao_tiaoli:12")


def promise_owed(source: Source) -> bool:
    """Whether the platform owes what it promised: it was not kept, or what it was promised for has happened.

    Then it is asked to keep it, whether or not it was asked before.
    """
    own = source.platform_promised and "promise" in claims.holding(source)
    return _holds(source, "P2") or own


def bases(source: Source) -> tuple[Basis, ...]:
    """What the platform owes, its own promise included."""
    return basis.of_platform(source, PLATFORM, also="P2" if promise_owed(source) else "")


def _promised(source: Source) -> Punitive | None:
    """The sum of the platform's own promise; a platform that sells is asked as a seller instead."""
    unasked = _holds(source, "P5") or not promise_owed(source)
    return None if unasked else claims.promised_by_platform(source)


def _of_promise(source: Source, promised: Punitive) -> Claim:
    return claims.punitive_claim(source, promised, OWN_PROMISE)


def _heard(source: Source) -> Claim | None:
    if not _holds(source, "P12"):
        return None
    answered = source.case.platform_conduct.answer
    text = "对本人的投诉安排人工复核" if answered else "受理本人的投诉，安排人工处理"
    text += "，并告知处理结果。"
    return _ask(source, text, "dianshangfa:59", "xiaobao_tiaoli:44(1)")


def _review(source: Source) -> Claim | None:
    if not _holds(source, "P14"):
        return None
    return _ask(source, "恢复显示本人发布的评价。", "dianshangfa:39(2)")


def _payer(source: Source) -> Claim | None:
    """The loss is the payment company's to bear; the platform is asked only who that is."""
    if not _holds(source, "P17"):
        return None
    text = "提供该笔支付的支付服务机构名称和支付记录，协助本人与其联系。"
    return _ask(source, text, "dianshangfa:31", "dianshangfa:61")


def money(source: Source, before: int) -> Demand:
    """What the platform is asked to pay; `before` requests stand before it.

    A marketplace is asked for money only where it answers, and for the law's multiple only where it sells
    (docs/decisions/0019). What it promised itself it is asked for in `_keep_promise`.
    """
    if _holds(source, "P5"):
        return claims.demand(source, PLATFORM, before, promise=OWN_PROMISE)
    if source.case.dealings.wanted not in claims.MONEY:
        return Demand(())
    if refunds.owed_by_others(source):
        return Demand(())
    for code, text in _LIABLE.items():
        if _holds(source, code):
            return _answering(source, code, text)
    return Demand(())


def _answering(source: Source, code: str, text: str) -> Demand:
    """Refund and losses, which the platform answers for here; a sum is asked only where the law gives all."""
    finding, promised = source.assessment.finding(code), _promised(source)
    due, made = claims.beside_promise(source, promised)
    if not due or finding is None:
        return Demand(())
    lines = made.total.lines if made.total else ()
    said = runs(text.format(sum=sum_in_words(due)))
    if code in _OPEN_SUM:
        return Demand((Claim(said, lines, citations=grouped(finding.citations)),))
    claim = Claim(said, lines, yuan(due), capital(due), grouped(finding.citations))
    total = claims.in_all(source, (_of_promise(source, promised), claim)) if promised else None
    return Demand((claim,), total)


def _seller_bases(source: Source) -> tuple[Basis, ...]:
    return ending.bases(source, PLATFORM) if _holds(source, "P5") else ()


def _reply(source: Source) -> Runs:
    return runs("请贵平台于", reply_day(source), "前（含当日）书面答复处理结果。")


def _reasons(source: Source) -> tuple[Runs, ...]:
    """How a platform treats consumers it decides against; it owes no reasons to others (平台规则办法 19)."""
    if not source.assessment.consumer_law:
        return ()
    where = basis.standing(source, "pingtai_guize:19")
    under = f"依照{where[0]}，" if where else ""
    told = (
        f"{under}如果贵平台对本人作出不利的处理，请书面告知事实、理由和依据，以及申诉渠道；"
        "仅由自动化手段处理的，请改由人工判定。"
    )
    return (runs(told),)


def _routes(source: Source) -> Runs:
    ways = "调解、投诉或者诉讼" if source.assessment.consumer_law else "调解或者诉讼"
    return runs(f"争议未能解决的，本人将通过{ways}等法定途径解决。")
