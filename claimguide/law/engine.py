"""Facts in, assessment out: the grounds are asked in turn, the money is worked out, the questions follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from claimguide.law import gate, money
from claimguide.law.assessment import Answerable, Assessment, Finding, PlatformFinding, Refund
from claimguide.law.contradictions import contradictions
from claimguide.law.deadlines import deadlines
from claimguide.law.facts import Facts
from claimguide.law.ground import Ground, applies
from claimguide.law.grounds import GROUNDS
from claimguide.law.matter import Matter
from claimguide.law.missing import missing_facts
from claimguide.law.periods import Calendar
from claimguide.law.platform import PLATFORM_GROUNDS
from claimguide.law.text import Text

SELLER_ANSWERS = Text("卖家对所售商品或者服务负责。", "The seller answers for what it sold.")


def assess(facts: Facts, on: date | None = None, calendar: Calendar | None = None) -> Assessment:
    """The law of the day `on` applied to the facts, with the questions that could still change the answer.

    `on` defaults to the facts' own `as_of`. ValueError where neither is given: the law room has no clock.
    `calendar` moves last days off holidays; without it every date is provisional.
    """
    day = on or facts.as_of
    if day is None:
        raise ValueError("an assessment needs the day whose law applies")
    matter = Matter(facts, day, calendar)
    assessment = weigh(matter)
    return replace(assessment, contradictions=contradictions(matter), missing=missing_facts(matter, weigh))


@dataclass(frozen=True)
class _Found:
    ground: Ground
    finding: Finding


def weigh(matter: Matter) -> Assessment:
    """The assessment without its questions and contradictions; what `missing` runs again and again."""
    found = _ask_grounds(matter)
    findings = tuple(each.finding for each in found)
    platform = _ask_platform(matter)
    holding = [each.ground for each in found if each.finding.holds]

    refund = _refund(matter, found, holding)
    claims = [claim for ground in holding if ground.punitive and (claim := ground.punitive(matter))]
    choice = money.choose_punitive(matter, claims)
    losses = money.losses(matter) if any(ground.with_losses for ground in holding) else ()
    least, most = money.claim_range(matter.facts, refund, choice.chosen, losses)
    return Assessment(
        on=matter.on,
        gate=gate.find(matter),
        findings=findings,
        platform=platform,
        refund=refund,
        punitive=choice.chosen,
        alternatives=money.alternatives(matter, choice, refund, least),
        losses=losses,
        answerable=_answerable(matter, bool(holding), platform),
        deadlines=deadlines(matter, findings),
        contradictions=(),
        claim_min=least,
        claim_max=most,
    )


def _ask_grounds(matter: Matter) -> list[_Found]:
    """The grounds in force that arise. One that would rest on no article in force has no place here."""
    asked = ((ground, ground.find(matter)) for ground in GROUNDS if applies(ground, matter.on))
    return [_Found(ground, finding) for ground, finding in asked if finding and finding.citations]


def _ask_platform(matter: Matter) -> tuple[PlatformFinding, ...]:
    asked = (ground.find(matter) for ground in PLATFORM_GROUNDS if applies(ground, matter.on))
    return tuple(finding for finding in asked if finding and finding.citations)


def _refund(matter: Matter, found: list[_Found], holding: list[Ground]) -> Refund | None:
    claims = [
        (ground.code, claim) for ground in holding if ground.refund and (claim := ground.refund(matter))
    ]
    if found and all(each.finding.verdict == "fails" for each in found):
        return money.no_refund()
    return money.choose_refund(matter, claims)


def _answerable(
    matter: Matter, seller_liable: bool, platform: tuple[PlatformFinding, ...]
) -> tuple[Answerable, ...]:
    """The seller where a ground holds, unless the platform itself sold; then the platform by its roles."""
    answers = []
    if seller_liable and matter.facts.seller_kind != "self_operated":
        basis = ("minfadian:577",) if matter.is_consumer is False else ("xiaobaofa:40", "minfadian:577")
        answers.append(Answerable("seller", "seller", SELLER_ANSWERS, matter.cite(*basis)))
    answers += [
        Answerable("platform", finding.role, finding.reason, finding.citations)
        for finding in platform
        if finding.holds
    ]
    return tuple(answers)
