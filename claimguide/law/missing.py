"""Which unknown facts could still change the answer, found by trying their answers out.

Every ground was watched: an answer to a fact can change only the grounds that looked at it. So each fact that
was looked at is given every answer it admits (a few telling ones for dates and sums), only those grounds are
judged again, and the outcomes are compared. What changes nothing is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, get_args, get_type_hints

from claimguide.law import money
from claimguide.law.assessment import MissingFact
from claimguide.law.deadlines import last_days
from claimguide.law.decide import Decision
from claimguide.law.facts import KEYS, Facts
from claimguide.law.ground import Ground, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.questions import QUESTIONS
from claimguide.law.survey import Judged, watched

_DAYS_BACK = (0, 5, 30, 400, 1500)
_DAYS_AFTER_RECEIPT = (3, 20)
_SUMS = (Decimal("1.00"), Decimal("1000.00"))
_COUNTS = (0, 3, 20)
# Answers that change nothing alone: each is tried together with the one that it waits for, where that is not
# known. A prepaid shop that hides owes a consumer the multiple.
_TOGETHER = {"seller_vanished": ("purpose", "daily_life")}
# A claim before a sum, a sum before the platform's role, a role before a detail.
_CLAIM, _SUM, _ROLE, _DETAIL = 8, 4, 2, 1
_MOST = _CLAIM + _SUM + _ROLE + _DETAIL


def missing_facts(
    matter: Matter,
    claims: Sequence[Judged[Ground]],
    platform: Sequence[Judged[PlatformGround]],
    figures: money.Figures,
) -> tuple[MissingFact, ...]:
    """The facts to ask for, most decisive first; equal ones in the order of the intake vocabulary."""
    now = _Now.of(matter, claims, platform, figures)
    ranked = []
    for place, key in enumerate(KEYS):
        if key in now.looked_at and key in QUESTIONS:
            weight = _weight(now, key)
            if weight:
                # Every ground starts from what went wrong: without that, no other question comes first.
                ranked.append((key != "problems", -weight, place, key))
    return tuple(
        MissingFact(key, QUESTIONS[key].question, QUESTIONS[key].why, decides=-lighter > _DETAIL)
        for _later, lighter, _place, key in sorted(ranked)
    )


class _Now(NamedTuple):
    """The answer as it stands, and which unknown facts each part of it looked at."""

    matter: Matter
    claims: Sequence[Judged[Ground]]
    platform: Sequence[Judged[PlatformGround]]
    figures: money.Figures
    days: dict[str, date | None]
    money_looked_at: frozenset[str]
    days_looked_at: frozenset[str]
    looked_at: frozenset[str]

    @classmethod
    def of(
        cls,
        matter: Matter,
        claims: Sequence[Judged[Ground]],
        platform: Sequence[Judged[PlatformGround]],
        figures: money.Figures,
    ) -> _Now:
        own, facts = watched(matter)
        money.work_out(own, [each.ground for each in claims if each.holds])
        by_money = frozenset(facts.looked_at)
        own, facts = watched(matter)
        days = last_days(own, _alive(claims))
        by_days = frozenset(facts.looked_at)
        by_grounds = frozenset().union(
            *(each.looked_at for each in claims), *(each.looked_at for each in platform)
        )
        return cls(
            matter, claims, platform, figures, days, by_money, by_days, by_grounds | by_money | by_days
        )


def _alive(claims: Sequence[Judged[Ground]]) -> frozenset[str]:
    return frozenset(
        each.ground.code for each in claims if each.decision is not None and each.decision.verdict != "fails"
    )


def _weight(now: _Now, key: str) -> int:
    """How much the best of its answers would change."""
    if key == "problems":
        return _MOST
    claims = [each for each in now.claims if key in each.looked_at]
    platform = [each for each in now.platform if key in each.looked_at]
    most = _DETAIL + _ROLE * bool(platform) + (_CLAIM + _SUM) * bool(claims or key in now.money_looked_at)
    weight = 0
    for value in _values(now.matter, key):
        matter = _with_answer(now.matter, key, value)
        weight = max(weight, _change(now, matter, key, claims, platform))
        if weight == most:
            break
    return weight


def _with_answer(matter: Matter, key: str, value: object) -> Matter:
    other, answer = _TOGETHER.get(key, (key, value))
    if not matter.facts.known(other):
        matter = matter.with_fact(other, answer)
    return matter.with_fact(key, value)


def _change(
    now: _Now,
    matter: Matter,
    key: str,
    claims: Sequence[Judged[Ground]],
    platform: Sequence[Judged[PlatformGround]],
) -> int:
    changed = {each.ground.code: then for each, then in _judged_anew(matter, claims)}
    settles = any(_settles(each.decision, changed.get(each.ground.code, each.decision)) for each in claims)
    figures = now.figures
    if changed or key in now.money_looked_at:
        holding = (
            each.ground
            for each in now.claims
            if (then := changed.get(each.ground.code, each.decision)) is not None and then.verdict == "holds"
        )
        figures = money.work_out(matter, holding)
    against = list(_judged_anew(matter, platform))
    weight = _CLAIM * (settles or figures.claims != now.figures.claims)
    weight += _SUM * (figures.sums != now.figures.sums)
    weight += _ROLE * any(_settles(each.decision, then) for each, then in against)
    detail = weight or changed or against
    if not detail and key in now.days_looked_at:
        detail = last_days(matter, _alive(now.claims)) != now.days
    return weight + _DETAIL * bool(detail)


def _judged_anew(
    matter: Matter, grounds: Sequence[Judged[Any]]
) -> Iterator[tuple[Judged[Any], Decision | None]]:
    """Those of the grounds that are now decided otherwise, or need other facts."""
    for each in grounds:
        then = each.ground.judge(matter)
        if _verdict(then) != _verdict(each.decision) or (
            then is not None and each.decision is not None and then.needs != each.decision.needs
        ):
            yield each, then


def _verdict(decision: Decision | None) -> str | None:
    return decision and decision.verdict


def _settles(now: Decision | None, then: Decision | None) -> bool:
    """Whether a finding made now comes out otherwise, or a new one holds; a new question is neither."""
    if now is None:
        return _verdict(then) == "holds"
    return now.verdict != _verdict(then)


def _kinds() -> dict[str, tuple[Any, ...]]:
    hints = get_type_hints(Facts)
    return {key: get_args(hints[key]) for key in KEYS}


_KINDS = _kinds()


def _answers_of(kind: object) -> Sequence[object]:
    """Every answer of a closed list; telling ones for sums and counts."""
    if kind is Decimal:
        return _SUMS
    return _COUNTS if kind is int else get_args(kind)


_ANSWERS: dict[str, Sequence[object]] = {key: _answers_of(kinds[0]) for key, kinds in _KINDS.items()}


def _values(matter: Matter, key: str) -> Sequence[object]:
    if _KINDS[key][0] is not date:
        return _ANSWERS[key]
    received = matter.facts.received_on
    days = [matter.on - timedelta(days=back) for back in _DAYS_BACK]
    return days if received is None else [*days, *(received + timedelta(days=n) for n in _DAYS_AFTER_RECEIPT)]
