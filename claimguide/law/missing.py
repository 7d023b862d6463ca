"""Which unknown facts could still change the answer, found by trying their answers out.

One pass notes which unknown facts the rules looked at; each of those is then given every answer it admits
(a few telling ones for dates and sums), and the outcomes are compared. What changes nothing is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, get_args, get_type_hints

from claimguide.law.assessment import Assessment, MissingFact
from claimguide.law.facts import KEYS, Facts
from claimguide.law.matter import Matter
from claimguide.law.questions import QUESTIONS

Weigh = Callable[[Matter], Assessment]

_DAYS_BACK = (0, 5, 30, 400, 1500)
_DAYS_AFTER_RECEIPT = (3, 20)
_SUMS = (Decimal("1.00"), Decimal("1000.00"))
_COUNTS = (0, 3, 20)
_WEIGHTS = (8, 4, 2, 1)


class Outcome(NamedTuple):
    """What two assessments are compared by."""

    verdicts: frozenset[tuple[str, str]]
    claims: tuple[object, ...]
    sums: tuple[object, ...]
    platform: frozenset[tuple[str, str]]
    details: tuple[object, ...]


def outcome(assessment: Assessment) -> Outcome:
    """The parts of an assessment that a person would care about, most important first."""
    refund, punitive = assessment.refund, assessment.punitive
    return Outcome(
        verdicts=frozenset((each.code, each.verdict) for each in assessment.findings),
        claims=(refund and refund.kind, punitive and (punitive.basis, punitive.includes_price)),
        sums=(
            refund and refund.amount,
            punitive and punitive.amount,
            assessment.claim_min,
            assessment.claim_max,
        ),
        platform=frozenset((each.code, each.verdict) for each in assessment.platform),
        details=(
            tuple((each.code, each.needs) for each in (*assessment.findings, *assessment.platform)),
            tuple((each.code, each.date) for each in assessment.deadlines),
            tuple(each.role for each in assessment.answerable),
        ),
    )


def difference(now: Outcome, then: Outcome) -> int:
    """How much an answer matters: a claim before a sum, a sum before a role, a role before a detail."""
    claims = _settles(now.verdicts, then.verdicts) or now.claims != then.claims
    platform = _settles(now.platform, then.platform)
    changes = (claims, now.sums != then.sums, platform, now != then)
    return sum(weight for weight, changed in zip(_WEIGHTS, changes, strict=True) if changed)


def _settles(now: frozenset[tuple[str, str]], then: frozenset[tuple[str, str]]) -> bool:
    """Whether a finding made now comes out otherwise, or a new one holds; a new question is neither."""
    codes = {code for code, _ in now}
    return any(code in codes or verdict == "holds" for code, verdict in now ^ then)


def missing_facts(matter: Matter, weigh: Weigh) -> tuple[MissingFact, ...]:
    """The facts to ask for, most decisive first; equal ones in the order of the intake vocabulary."""
    watched = _Watched.over(matter.facts)
    now = outcome(weigh(replace(matter, facts=watched)))
    ranked = []
    for place, key in enumerate(KEYS):
        if key not in watched.looked_at or key not in QUESTIONS:
            continue
        outcomes = [outcome(weigh(replace(matter, facts=given))) for given in _answers(matter, key)]
        weight = max(difference(now, other) for other in outcomes)
        if weight:
            # Every ground starts from what went wrong: without that, no other question comes first.
            ranked.append((key != "problems", -weight, -len(set(outcomes)), place, key))
    return tuple(MissingFact(key, QUESTIONS[key].question, QUESTIONS[key].why) for *_, key in sorted(ranked))


class _Watched(Facts):
    """Facts that note which unknown ones were looked at."""

    looked_at: set[str]

    @classmethod
    def over(cls, facts: Facts) -> _Watched:
        watched = cls(**{key: getattr(facts, key) for key in KEYS})
        object.__setattr__(watched, "looked_at", set())
        return watched

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if (value is None or value == frozenset()) and name in _KINDS:
            self.__dict__.get("looked_at", set()).add(name)
        return value


def _kinds() -> dict[str, tuple[Any, ...]]:
    hints = get_type_hints(Facts)
    return {key: get_args(hints[key]) for key in KEYS}


_KINDS = _kinds()


def _answers(matter: Matter, key: str) -> Sequence[Facts]:
    """The facts with this one answered in every way worth trying."""
    return [matter.facts.having(**{key: answer}) for answer in _values(matter, key)]


def _values(matter: Matter, key: str) -> Sequence[object]:
    kind = _KINDS[key][0]
    if key == "problems":
        return [frozenset({problem}) for problem in get_args(kind)]
    if kind is date:
        received = matter.facts.received_on
        days = [matter.on - timedelta(days=back) for back in _DAYS_BACK]
        return (
            days
            if received is None
            else [*days, *(received + timedelta(days=n) for n in _DAYS_AFTER_RECEIPT)]
        )
    if kind is Decimal:
        return _SUMS
    return _COUNTS if kind is int else get_args(kind)
