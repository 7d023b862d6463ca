"""Delay or refusal that the rules deem deliberate or unreasonable, as far as it is on record.

消保法 56(款1项8) has it punished when an operator deliberately delays or unreasonably refuses what a consumer
asks for: repair, redoing, exchange, return, the missing quantity, the money back, damages. What counts as
that is said by 侵害消费者权益行为处罚办法 8 to 10, for online sellers also by 七日无理由退货办法 31. Only
what they name is found here, and only from facts on record that leave nothing open:

* a return without reason:
  no refund more than fifteen days after the goods came back (9 项4, 31 项3);
  refused because the parcel was opened (9 项3, 31 项1);
  refused as excluded although nobody confirmed that (9 项2, 31 项1);
  not arranged more than fifteen days after the seller got the request (9 项1, 31 项2);
* goods or services below the required quality (消保法 23, 24): repair, exchange, return or refund not made
  more than fifteen days after the request, without good reason (8 项2);
* a prepayment: a flat refusal of a refund that is owed (10 款2).

Left out, because what decides is not on record: goods an authority found below standard (8 项1); a time that
state rules or an agreement set for the remedy (8 项2, first half), which is why non-delivery, missing parts,
deposits and promises are not here; a false address for returns (9 项1); a prepayment not repaid in time, for
which another period may be agreed (10 款2). A lower price and a promised or multiple sum are not among the
requests that 56(款1项8) names. The texts give no number of days but fifteen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from claimguide.law.assessment import Assessment, Finding
from claimguide.law.citations import Citation, cite_in_force
from claimguide.law.facts import Facts
from claimguide.law.grounds import mismatch, prepaid
from claimguide.law.matter import Matter
from claimguide.law.periods import Calendar, days_after, last_day
from claimguide.law.vocabulary import SERVICES

Demand = Literal["return", "exchange", "repair", "refund"]
DAYS = 15
PUNISHED = "xiaobaofa:56(1)#8"

# What the consumer may want, as far as 消保法 56(款1项8) names it; money alone is owed for a service only.
_DEMANDS: Mapping[str, Demand] = {
    "refund": "return",
    "exchange": "exchange",
    "repair": "repair",
    "refund_only": "refund",
}
_MONEY_BACK = frozenset({"return", "refund"})
# Silence, and answers that give no reason the law knows: to send the buyer to others (消保法 40(款1)), to
# point to signing or the last word (网络消费规定（一） 1) or to house rules (消保法 26), to ask for time or
# for a better review.
_NO_REASON = frozenset(
    {
        *("none", "signed", "not_ours", "ask_platform", "review_first", "final_say"),
        *("platform_rules", "slow_refund", "not_supported", "promotion", "too_late"),
    }
)
# What bars a return without reason at most; for goods that are faulty it is no reason.
_NO_REASON_FOR_A_FAULT = _NO_REASON | {"opened", "resale"}
# A broken seal or an activation can leave these no longer intact (七日无理由退货办法 9), so that opening them
# can be a reason.
_MARKED_BY_OPENING = frozenset(
    {
        *("food", "health_food", "infant_food", "cosmetics", "medical_device"),
        *("electronics", "phone", "computer", "appliance"),
    }
)
_FAULTS = ("quality", "mismatch", "sanbao")
# The remedies of those grounds that answer a demand.
_BACK = frozenset({("quality", "return"), ("mismatch", "return_or_exchange")})
_ANSWERED_BY: Mapping[Demand, frozenset[tuple[str, str]]] = {
    "return": _BACK,
    "refund": _BACK,
    "exchange": frozenset(
        {("quality", "exchange_or_repair"), ("mismatch", "return_or_exchange"), ("sanbao", "replace")}
    ),
    "repair": frozenset({("quality", "exchange_or_repair"), ("sanbao", "repair")}),
}


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is on record beside the facts. Days are calendar days, None where none is recorded.

    `asked` holds the first day on which each demand reached the seller; `wanted` is what is wanted, the
    first choice first; `answer` is the seller's, "" where it is not known.
    """

    asked: Mapping[Demand, date] = field(default_factory=dict)
    return_asked_on: date | None = None
    got_back_on: date | None = None
    wanted: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True)
class Delay:
    """Conduct deemed deliberate delay or unreasonable refusal, or about to be.

    `counts_from` is the event that starts the fifteen days, `last` their last day; both are None where the
    refusal itself decides. `shows` is whether it counts on the day of the assessment.
    """

    demand: Demand
    asked_on: date
    counts_from: date | None
    last: date | None
    shows: bool
    citations: tuple[Citation, ...]


class _Rule(NamedTuple):
    """One rule that fits: `codes` deem the conduct so, `owed` gives the consumer what was asked for."""

    demand: Demand
    asked_on: date
    counts_from: date | None
    codes: tuple[str, ...]
    owed: str = "xiaobaofa:25(1)"


def find(
    facts: Facts, assessment: Assessment, record: Record, calendar: Calendar | None = None
) -> Delay | None:
    """What showed first, else what will first if nothing changes; None where nothing shows or will.

    The day of the event is not counted (民法典 201). A fifteenth day on a holiday moves on (民法典 203); the
    measures say nothing of it, so it is read in the seller's favour.
    """
    if not assessment.gate.holds or assessment.contradictions:
        return None
    rules = (
        *_returns(facts, assessment, record),
        *_faults(facts, assessment, record),
        *_prepaid(facts, assessment, record),
    )
    found = [_delay(rule, assessment.on, calendar) for rule in rules if _in_force(rule, assessment.on)]
    return min(found, key=_first_day, default=None)


def _first_day(delay: Delay) -> date:
    return delay.last or delay.asked_on


def _in_force(rule: _Rule, on: date) -> bool:
    return bool(cite_in_force(rule.codes, on))


def _delay(rule: _Rule, on: date, calendar: Calendar | None) -> Delay:
    starts = rule.counts_from
    last = None if starts is None else last_day(days_after(starts, DAYS), calendar).date
    cited = cite_in_force((rule.owed, *rule.codes, PUNISHED), on)
    shows = rule.asked_on <= on and (last is None or on > last)
    return Delay(rule.demand, rule.asked_on, starts, last, shows, cited)


def _holds(assessment: Assessment, code: str) -> bool:
    finding = assessment.finding(code)
    return finding is not None and finding.holds


def _unpaid(assessment: Assessment) -> bool:
    """Whether money is owed and its sum is known, so that it is known not to be repaid in full."""
    refund = assessment.refund
    return refund is not None and refund.amount is not None and refund.amount > 0


def _returns(facts: Facts, assessment: Assessment, record: Record) -> Iterator[_Rule]:
    """A return without reason. That it holds means that class, state and time of the return are on record."""
    asked, back, answer = record.return_asked_on, record.got_back_on, record.answer
    if asked is None or not _holds(assessment, "return7") or not _unpaid(assessment):
        return
    if back is not None:
        late = "refund_delayed" in facts.problems and answer in ("", "agreed")
        if asked <= back and (late or answer in _NO_REASON):
            yield _Rule("return", asked, back, ("qinhai_chufa:9#4", "qiri_tuihuo:31#3"))
        return
    if facts.goods_sent_back != "no":
        return
    opened = answer == "opened" and _opening_is_no_reason(facts)
    if opened:
        yield _Rule("return", asked, None, ("qinhai_chufa:9#3", "qiri_tuihuo:31#1"))
    if answer in ("not_supported", "promotion") and facts.exclusion_confirmed == "no":
        yield _Rule("return", asked, None, ("qinhai_chufa:9#2", "qiri_tuihuo:31#1"))
    if opened or answer in _NO_REASON:
        yield _Rule("return", asked, asked, ("qinhai_chufa:9#1", "qiri_tuihuo:31#2"))


def _opening_is_no_reason(facts: Facts) -> bool:
    return facts.returnable_class == "ordinary" and facts.goods_kind not in _MARKED_BY_OPENING


def _faults(facts: Facts, assessment: Assessment, record: Record) -> Iterator[_Rule]:
    """Below the required quality: whatever of the wanted is owed, was asked for and was not done."""
    if record.answer not in _NO_REASON_FOR_A_FAULT:
        return
    for wanted in record.wanted:
        demand = _DEMANDS.get(wanted)
        if demand is None or not _owed(demand, facts, assessment):
            continue
        days = [record.asked.get(demand), record.return_asked_on if demand == "return" else None]
        if asked := min(filter(None, days), default=None):
            yield _Rule(demand, asked, asked, ("qinhai_chufa:8#2",), "xiaobaofa:24(1)")


def _owed(demand: Demand, facts: Facts, assessment: Assessment) -> bool:
    """Whether a ground gives this. Money alone is for services; goods go back against it."""
    if demand in _MONEY_BACK:
        is_service = facts.goods_kind in SERVICES
        if is_service is not (demand == "refund") or not _unpaid(assessment):
            return False
    given = {
        (finding.code, remedy.code)
        for finding in assessment.findings
        if _is_fault(finding, facts)
        for remedy in finding.remedies
    }
    return not given.isdisjoint(_ANSWERED_BY[demand])


def _is_fault(finding: Finding, facts: Facts) -> bool:
    """A shortage alone is no lack of quality: 消保法 48(款1) tells the two apart (项4, 项6)."""
    if finding.code == "mismatch" and facts.problems.isdisjoint(mismatch.OTHER_GOODS):
        return False
    return finding.holds and finding.code in _FAULTS


def _prepaid(facts: Facts, assessment: Assessment, record: Record) -> Iterator[_Rule]:
    """A refund refused outright by an operator that does not provide what was agreed (消保法 53).

    Where the contract ends for another reason it takes talks and, failing them, a court (预付式消费解释 13):
    then a refusal is not yet unreasonable.
    """
    asked, refund = record.asked.get("refund"), assessment.refund
    if asked is None or record.answer != "prepaid" or refund is None or not _unpaid(assessment):
        return
    theirs = prepaid.reason_is_theirs(Matter(facts, assessment.on)) == "operator"
    if theirs and refund.ground == "prepaid" and _holds(assessment, "prepaid"):
        yield _Rule("refund", asked, None, ("qinhai_chufa:10(2)",), "xiaobaofa:53")
