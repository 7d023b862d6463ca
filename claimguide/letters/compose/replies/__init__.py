"""How sellers commonly refuse, and what may be written back, with its articles, on the case's own facts.

The answers go to the seller in Chinese; both languages are legal text, so they stand here and not in the
catalogue. An answer is offered only where the facts told so far carry it; what speaks against it is a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from claimguide.cases.vocab import ReplyKind
from claimguide.law import Assessment, Facts
from claimguide.law.citations import Citation, in_force
from claimguide.letters.compose import wording

from . import contract, intact, money, orders, persons, proof, returns, terms
from .ground import Ground, Rebuttal

ANSWERS: dict[str, Callable[[Ground], Rebuttal]] = {
    ReplyKind.AGREED: terms.agreed,
    ReplyKind.PARTLY: terms.partly,
    ReplyKind.OPENED: returns.opened,
    ReplyKind.SIGNED: returns.signed,
    ReplyKind.NOT_SUPPORTED: returns.not_supported,
    ReplyKind.PROVE_IT: proof.prove_it,
    ReplyKind.APPRAISAL: proof.appraisal,
    ReplyKind.OWN_FAULT: proof.own_fault,
    ReplyKind.HARMLESS: proof.harmless,
    ReplyKind.RESALE: intact.resale,
    ReplyKind.TOO_LATE: intact.too_late,
    ReplyKind.PROMOTION: intact.promotion,
    ReplyKind.INCOMPLETE: intact.incomplete,
    ReplyKind.CUSTOM: intact.custom,
    ReplyKind.DIGITAL: intact.digital,
    ReplyKind.NOT_OURS: persons.not_ours,
    ReplyKind.COURIER: persons.courier,
    ReplyKind.ASK_PLATFORM: persons.ask_platform,
    ReplyKind.LIVE_ROOM: persons.live_room,
    ReplyKind.NEW_OWNER: persons.new_owner,
    ReplyKind.OFF_PLATFORM: persons.off_platform,
    ReplyKind.CLAIMANT: persons.claimant,
    ReplyKind.SEVERAL: persons.several,
    ReplyKind.REVIEW_FIRST: persons.review_first,
    ReplyKind.FREIGHT: money.freight,
    ReplyKind.COUPON: money.coupon,
    ReplyKind.SLOW_REFUND: money.slow_refund,
    ReplyKind.DEPOSIT: money.deposit,
    ReplyKind.PREPAID: money.prepaid,
    ReplyKind.PRICE_ERROR: orders.price_error,
    ReplyKind.NO_STOCK: orders.no_stock,
    ReplyKind.FINAL_SAY: terms.final_say,
    ReplyKind.PROMISE_MARKETING: terms.promise_marketing,
    ReplyKind.PLATFORM_RULES: terms.platform_rules,
    ReplyKind.OTHER: terms.other,
}
# What these answers ask for rests on what the seller said, not on an article.
_BY_ITS_OFFER = frozenset({ReplyKind.AGREED, ReplyKind.PARTLY})


def rebuttal(kind: str, facts: Facts, assessment: Assessment) -> Rebuttal | None:
    """The answer to this kind of reply, None where there is nothing to answer yet.

    Only articles in force on the assessment's day are named; an answer without any stands on its own words.
    """
    answer = ANSWERS.get(kind)
    if answer is None:
        return None
    ground = Ground(facts, assessment)
    found = answer(ground) if assessment.consumer_law else contract.answer(kind, ground)
    return replace(
        found,
        citations=in_force(found.citations, assessment.on),
        aside=in_force(found.aside, assessment.on),
    )


def carries(kind: str, found: Rebuttal) -> bool:
    """Whether there is something to write back that an article in force, or the seller's own offer, bears."""
    return found.answer is not None and (bool(found.citations) or kind in _BY_ITS_OFFER)


def written(found: Rebuttal, reply_by: date | None, today: date) -> str:
    """The answer as it is sent: Chinese, with its articles and the day by which an answer is asked."""
    if found.answer is None:
        return ""
    parts = [found.answer.zh]
    if found.citations:
        parts.append(f"依据：{listed(found.citations)}。")
    if reply_by is not None and reply_by > today:
        parts.append(f"请在{wording.day(reply_by)}前答复。")
    return "".join(parts)


def listed(citations: Iterable[Citation]) -> str:
    """Articles in a row; a statute named twice running is named once."""
    return wording.listed(wording.grouped(citations))
