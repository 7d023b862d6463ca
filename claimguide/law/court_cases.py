"""Published rulings as a check on the law: each case's facts are assessed and compared with what was decided.

Nothing but the facts of a case reaches the rules: no id, title, source, note or expected value. A ruling is
closed, so what its facts leave open is decided by the burden of proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from claimguide.law.assessment import Assessment
from claimguide.law.engine import assess
from claimguide.law.facts import Facts, FactsError

FIELDS = ("punitive_basis", "punitive_amount", "refund", "refund_amount", "platform")
"""What is scored, in the order in which totals are printed."""
AMOUNTS = frozenset({"punitive_amount", "refund_amount"})
WITHIN = Decimal(1)
CIVIL_CODE = date(2021, 1, 1)


class CaseError(ValueError):
    """A case that cannot be read. `where` names the case, `errors` what is wrong with which key."""

    def __init__(self, where: str, errors: Mapping[str, str]) -> None:
        self.where = where
        self.errors = dict(errors)
        super().__init__(where + ": " + "; ".join(f"{key}: {text}" for key, text in errors.items()))


class Answer(NamedTuple):
    """The assessment in the words in which rulings are coded. Sums are yuan, punitive ones gross."""

    refund: str
    refund_amount: Decimal | None
    punitive_basis: str
    punitive_amount: Decimal | None
    platform: str

    def to_mapping(self) -> dict[str, str | None]:
        """The answer as JSON types."""
        return {key: None if value is None else str(value) for key, value in self._asdict().items()}


class Score(NamedTuple):
    """One scored field: what was decided, what came out, and whether that is right."""

    field: str
    expected: str
    answer: str | None
    right: bool


@dataclass(frozen=True)
class Outcome:
    """One case with its answer and its scores."""

    id: str
    difficulty: str
    answer: Answer
    scores: tuple[Score, ...]


def day_of_law(facts: Facts, today: date) -> date:
    """The day of ruling. Where it is not coded: today, but the day of purchase before the Civil Code.

    Statutes govern by the day of purchase, interpretations reach whatever is pending. Since the Civil Code
    nothing but interpretations changed what a consumer gets.
    """
    if facts.as_of is not None:
        return facts.as_of
    return facts.ordered_on if facts.ordered_on and facts.ordered_on < CIVIL_CODE else today


def answer(facts: Facts, today: date) -> Answer:
    """What the law says on the facts of a closed matter."""
    return answered(assess(facts, day_of_law(facts, today), questions=False, closed=True))


def answered(found: Assessment) -> Answer:
    """An assessment in the words in which rulings are coded."""
    refund, punitive = found.refund, found.punitive
    return Answer(
        refund=refund.kind if refund else "none",
        refund_amount=refund.amount if refund and refund.kind != "none" else None,
        punitive_basis=punitive.basis if punitive else "none",
        punitive_amount=punitive.amount if punitive else None,
        platform=_between(found),
    )


def _between(found: Assessment) -> str:
    """How the platform between the parties answers, or else whoever ran the live room between them."""
    room = next((each.role for each in found.answerable if each.party == "live_room"), None)
    return found.platform_role or room or "none"


def run(cases: object, today: date) -> list[Outcome]:
    """Every case with its answer and scores. CaseError for the first one that cannot be read."""
    if not isinstance(cases, list):
        raise CaseError("file", {"cases": "must be a list"})
    return [_outcome(number, case, today) for number, case in enumerate(cases, 1)]


def _outcome(number: int, case: object, today: date) -> Outcome:
    where = f"case {number}"
    if not isinstance(case, Mapping):
        raise CaseError(where, {"case": "must be an object"})
    where = str(case.get("id", where))
    found = answer(_facts(where, case.get("facts")), today)
    expected, scored = case.get("expected") or {}, case.get("score") or []
    if not isinstance(expected, Mapping) or not isinstance(scored, list):
        raise CaseError(where, {"expected": "must be an object, and score a list"})
    unknown = sorted(str(field) for field in scored if field not in FIELDS)
    if unknown:
        raise CaseError(where, {"score": f"unknown fields: {', '.join(unknown)}"})
    scores = (_score(field, expected.get(field), found) for field in FIELDS if field in scored)
    return Outcome(where, str(case.get("difficulty", "")), found, tuple(each for each in scores if each))


def _facts(where: str, given: object) -> Facts:
    if not isinstance(given, Mapping):
        raise CaseError(where, {"facts": "must be an object"})
    try:
        return Facts.from_mapping(given)
    except FactsError as error:
        raise CaseError(where, error.errors) from error


def _score(field: str, expected: Any, found: Answer) -> Score | None:
    """The score of one field; None where the ruling says nothing on it."""
    if expected is None:
        return None
    given = getattr(found, field)
    if field in AMOUNTS:
        right = given is not None and abs(given - Decimal(str(expected))) <= WITHIN
    else:
        right = given == expected
    return Score(field, str(expected), None if given is None else str(given), right)


def totals(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """For each field that was scored at all: how many were right, of how many."""
    counted: dict[str, tuple[int, int]] = {}
    scores = [score for outcome in outcomes for score in outcome.scores]
    for field in FIELDS:
        mine = [score.right for score in scores if score.field == field]
        if mine:
            counted[field] = (sum(mine), len(mine))
    return counted


def report(outcomes: Sequence[Outcome]) -> str:
    """Each case with what was expected and what came out, then the totals, all of them and by difficulty."""
    lines = [line for outcome in outcomes for line in _case_lines(outcome)]
    lines += _total_lines("all", outcomes)
    for difficulty in dict.fromkeys(outcome.difficulty for outcome in outcomes):
        lines += _total_lines(difficulty, [each for each in outcomes if each.difficulty == difficulty])
    return "\n".join(lines) + "\n"


def _case_lines(outcome: Outcome) -> list[str]:
    lines = [f"{outcome.id} ({outcome.difficulty})"]
    for score in outcome.scores:
        mark = "right" if score.right else "WRONG"
        lines.append(f"  {score.field}: expected {score.expected}, got {score.answer or '-'}: {mark}")
    return lines if outcome.scores else [*lines, "  nothing scored"]


def _total_lines(name: str, outcomes: Iterable[Outcome]) -> list[str]:
    counted = totals(outcomes)
    right = sum(number for number, _ in counted.values())
    scored = sum(number for _, number in counted.values())
    return [
        f"{name}: {right}/{scored}",
        *(f"  {field}: {good}/{of}" for field, (good, of) in counted.items()),
    ]
