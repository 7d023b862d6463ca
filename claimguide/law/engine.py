"""Facts in, assessment out: the grounds are asked in turn, the money is worked out, the questions follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from claimguide.law import gate, money
from claimguide.law.assessment import Answerable, Assessment, Finding, Party, PlatformFinding
from claimguide.law.citations import Citation
from claimguide.law.contradictions import contradictions
from claimguide.law.deadlines import deadlines
from claimguide.law.facts import Facts
from claimguide.law.ground import Ground, PlatformGround, applies
from claimguide.law.grounds import GROUNDS
from claimguide.law.matter import Matter
from claimguide.law.missing import missing_facts
from claimguide.law.naming import of_person
from claimguide.law.periods import Calendar
from claimguide.law.platform import PLATFORM_GROUNDS
from claimguide.law.scope import FOR_ANYONE
from claimguide.law.survey import Judged, survey
from claimguide.law.text import Text

SELLER_ANSWERS = Text("卖家对所售商品或者服务负责。", "The seller answers for what it sold.")
BESIDE: dict[Party, Text] = {
    "producer": Text("也可以直接要求生产者赔偿。", "You may also claim from the producer directly."),
}
# By the ground on which they answer beside the seller.
BESIDE_CODES: dict[str, tuple[str, ...]] = {
    "injury": ("xiaobaofa:40(2)", "minfadian:1203"),
    "food": ("shipinfa:148(1)", "shipinfa_2009:96"),
    "drug": ("yaopinfa:144(2)",),
}


class Rules(NamedTuple):
    """The grounds in force on one day."""

    grounds: tuple[Ground, ...]
    platform: tuple[PlatformGround, ...]


@lru_cache(maxsize=512)
def rules_of(on: date) -> Rules:
    """The grounds whose rules applied on that day."""
    return Rules(
        tuple(ground for ground in GROUNDS if applies(ground, on)),
        tuple(ground for ground in PLATFORM_GROUNDS if applies(ground, on)),
    )


def assess(
    facts: Facts,
    on: date | None = None,
    calendar: Calendar | None = None,
    *,
    questions: bool = True,
    closed: bool = False,
) -> Assessment:
    """The law of the day `on` applied to the facts, with the questions that could still change the answer.

    `on` defaults to the facts' own `as_of`. ValueError where neither is given: the law room has no clock.
    `calendar` moves last days off holidays; without it every date is provisional. Without `questions` the
    answer is the same and `missing` stays empty. `closed`: nothing more will come to light, so what is open
    is decided by the burden of proof and nothing is asked.
    """
    day = on or facts.as_of
    if day is None:
        raise ValueError("an assessment needs the day whose law applies")
    matter = Matter(facts, day, calendar, closed)
    rules = rules_of(day)
    watch = questions and not closed
    claims = [each for each in survey(matter, rules.grounds, watch=watch) if _has_place(matter, each.ground)]
    platform = survey(matter, _platform_grounds(matter, rules.platform), watch=watch)
    found = _findings(matter, claims)
    against = tuple(
        each.ground.finding(matter, each.decision) for each in platform if each.decision is not None
    )
    against = tuple(finding for finding in _in_scope(matter, against) if finding.citations)
    holding = [each.ground for each in claims if each.holds]
    figures = money.work_out(matter, holding)
    refused = bool(found) and all(finding.verdict == "fails" for finding in found)
    answer = Assessment(
        on=day,
        gate=gate.find(matter),
        findings=found,
        platform=against,
        refund=money.refund(matter, figures, refused=refused),
        punitive=money.punitive(matter, figures),
        alternatives=money.alternatives(matter, figures),
        losses=money.losses(matter, figures),
        answerable=_answerable(matter, holding, against),
        deadlines=deadlines(matter, found),
        contradictions=contradictions(matter),
        claim_min=figures.least,
        claim_max=figures.most,
        missing=missing_facts(matter, claims, platform, figures) if watch else (),
    )
    return of_person(answer) if facts.from_person else answer


def _platform_grounds(matter: Matter, grounds: Sequence[PlatformGround]) -> Sequence[PlatformGround]:
    """Outside consumer law a platform answers only on grounds that speak of anyone."""
    if matter.is_consumer is not False:
        return grounds
    # What was only made to look like the platform's own sale misleads consumers (网络消费规定（一） 4(款2)).
    looks = {"P5"} if matter.facts.seller_kind == "looks_self_operated" else set()
    return [ground for ground in grounds if ground.code in FOR_ANYONE - looks]


def _in_scope(matter: Matter, found: Sequence[PlatformFinding]) -> Sequence[PlatformFinding]:
    return [replace(each, citations=_binding(matter, each.citations)) for each in found]


def _binding(matter: Matter, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Those of the citations that bind these two sides."""
    return tuple(each for each in citations if matter.binds(each))


def _has_place(matter: Matter, ground: Ground) -> bool:
    """A ground that would rest on no article in force has no place here."""
    return bool(matter.cite(*ground.cites(matter)))


def _findings(matter: Matter, claims: Sequence[Judged[Ground]]) -> tuple[Finding, ...]:
    found = (each.ground.finding(matter, each.decision) for each in claims if each.decision is not None)
    return tuple(each if each.verdict == "fails" else _bound(matter, each) for each in found)


def _bound(matter: Matter, found: Finding) -> Finding:
    """A finding that stands cites what binds these two sides; one that fails tells with its articles why."""
    remedies = (replace(each, citations=_binding(matter, each.citations)) for each in found.remedies)
    burden = (replace(each, citations=_binding(matter, each.citations)) for each in found.burden)
    return replace(
        found,
        citations=_binding(matter, found.citations),
        remedies=tuple(each for each in remedies if each.citations),
        burden=tuple(each for each in burden if each.citations),
    )


def _answerable(
    matter: Matter, holding: Sequence[Ground], platform: Sequence[PlatformFinding]
) -> tuple[Answerable, ...]:
    """The seller where a ground holds, unless the platform itself sold; then the others by their roles."""
    answers = []
    seller_answers = any(ground.seller_answers for ground in holding)
    if seller_answers and matter.facts.seller_kind != "self_operated":
        basis = ("minfadian:577",) if matter.is_consumer is False else ("xiaobaofa:40", "minfadian:577")
        answers.append(Answerable("seller", "seller", SELLER_ANSWERS, matter.cite(*basis)))
    for party in dict.fromkeys(party for ground in holding for party in ground.beside):
        codes = [code for ground in holding if party in ground.beside for code in BESIDE_CODES[ground.code]]
        answers.append(Answerable(party, "joint", BESIDE[party], _binding(matter, matter.cite(*codes))))
    answers += [
        Answerable(finding.party, finding.role, finding.reason, finding.citations)
        for finding in platform
        if finding.makes_liable
    ]
    return tuple(answers)
