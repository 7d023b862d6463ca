"""What is asked of the court: every claim with its sum, what the platform answers for, and the costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claimguide.cases.vocab import Remedy
from claimguide.law.assessment import PlatformFinding
from claimguide.letters.content import Claim, Total

from . import claims, ending
from .claims import Demand
from .complaint_sides import Sides
from .source import Source
from .wording import capital, gap, grouped, runs, sum_in_words, yuan

COSTS = Claim(runs("本案诉讼费用由被告承担。"))
# What the platform is asked for, by the way it answers. {what} is the refund, the losses or both.
_BESIDE = {
    "as_seller": "{platform}就上述请求承担商品销售者或者服务提供者的责任。",
    "joint": "{platform}就{what}{in_all}{sum}与{seller}承担连带责任。",
    "pays_first": "{platform}就{what}{in_all}{sum}承担赔偿责任。",
    "corresponding": "{platform}就{what}，在{sum}范围内依法承担相应的责任。",
}
# After a notice the platform answers only for what grew since, how much of it is for the court.
_GROWN = "P16"
_GROWN_TEXT = "{platform}就接到通知后未及时采取必要措施而扩大的损失，在{sum}范围内与{seller}承担连带责任。"


def demand(source: Source, who: Sides) -> Demand:
    """The claims of the letter to the seller, against the defendants, with the costs as the last one."""
    if who.liable and not who.seller and who.liable.role != "as_seller":
        made = _alone(source, who)
    else:
        made = _of_seller(source, who)
    return replace(made, claims=(*made.claims, COSTS), total=made.total or _only_sum(made))


def _of_seller(source: Source, who: Sides) -> Demand:
    # What a letter may leave to the two sides to work out, a court is told.
    told = replace(source, unsure=frozenset())
    two = who.count > 1
    ended = ending.claim(source, who.seller if two else "")
    promise = f"{who.platform}履行其公开作出的赔偿承诺" if two else "履行公开作出的赔偿承诺"
    made = claims.demand(
        told,
        who.seller or who.platform,
        len(ended),
        promise=promise if who.promised else "",
        payer=who.seller if two else "",
    )
    made = replace(made, claims=(*ended, *made.claims))
    if source.case.dealings.wanted == Remedy.PRICE_CUT:
        first = Claim(runs(f"减少该{source.thing}的价款，并退还", gap("court_wish"), "。"))
        made = replace(made, claims=(first, *made.claims[1:]))
    if who.liable is None or not who.seller:
        return made
    due, _claims = claims.beside_promise(source, claims.promised_by_platform(source))
    if not due:
        return made
    return replace(made, claims=(*made.claims, _beside(source, who, who.liable, due)))


def _beside(source: Source, who: Sides, liable: PlatformFinding, due: Decimal) -> Claim:
    """No sum of its own: it is the same debt, so it does not count twice in the total."""
    text = _GROWN_TEXT if liable.code == _GROWN else _BESIDE[liable.role]
    said = text.format(
        platform=who.platform,
        seller=who.seller,
        what=_what(source),
        in_all=_in_all(source),
        sum=sum_in_words(due),
    )
    return Claim(runs(said), citations=grouped(liable.citations))


def _alone(source: Source, who: Sides) -> Demand:
    """Refund and losses from a platform that is sued without the seller; a multiple is the seller's alone."""
    promised = claims.promised_by_platform(source)
    due, plain = claims.beside_promise(source, promised)
    own = (claims.punitive_claim(source, promised),) if promised else ()
    if not due:
        return Demand(own)
    lines = plain.total.lines if plain.total else ()
    text = runs(f"{who.platform}向本人支付{_what(source)}{_in_all(source)}{sum_in_words(due)}。")
    citations = grouped(who.liable.citations) if who.liable else ()
    asked = (*own, Claim(text, lines, yuan(due), capital(due), citations))
    return Demand(asked, claims.in_all(source, asked) if own else None)


def _what(source: Source) -> str:
    refund, promised = source.assessment.refund, claims.promised_by_platform(source)
    inside = promised is not None and promised.includes_price is True
    parts = (
        "退款" if refund and refund.amount and not inside else "",
        "损失" if source.assessment.losses else "",
    )
    return "和".join(part for part in parts if part)


def _in_all(source: Source) -> str:
    return "共" if "和" in _what(source) else ""


def _only_sum(made: Demand) -> Total | None:
    """A complaint names the sum in dispute also where it is the sum of one claim."""
    sums = [claim for claim in made.claims if claim.amount]
    return Total((), sums[0].amount, sums[0].capital) if len(sums) == 1 else None
