"""What the rights card shows, for a saved case and for the check that saves nothing alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.wording import said
from claimguide.law import Assessment, Facts, assess
from claimguide.law.assessment import Deadline, Finding

# So many remedies stand on the top of the card, which is one screen of a phone.
MOST_REMEDIES = 3
NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class First:
    """The first thing to do: to whom to turn, and what to say."""

    title: Any
    text: Any


@dataclass(frozen=True)
class Brief:
    """The top of the card. Sums in yuan; `rises_to` is what open points could still add to it.

    `words` say what may be asked for where there is no sum yet, `because` why the sum may rise.
    """

    low: Decimal | None
    high: Decimal
    rises_to: Decimal | None
    because: Sequence[str]
    words: Sequence[str]
    nothing: str
    day: Deadline | None
    first: First | None


def rights_card(found: Assessment, facts: Facts) -> dict[str, Any]:
    """The card's top, and what is folded below it."""
    by_verdict = {
        verdict: [f for f in found.findings if f.verdict == verdict]
        for verdict in ("holds", "needs_facts", "fails")
    }
    refund, punitive = found.refund, found.punitive
    sums = [line for part in (refund, punitive) if part for line in part.lines]
    return {
        "assessment": found,
        "order": order_of(found, facts),
        "brief": brief(found, facts),
        "holds": by_verdict["holds"],
        "may": by_verdict["needs_facts"],
        "fails": by_verdict["fails"],
        "platform_holds": [f for f in found.platform if f.verdict == "holds"],
        "platform_may": [f for f in found.platform if f.verdict == "needs_facts"],
        "parts": money_parts(found),
        "low": found.claim_min if found.claim_min != found.claim_max else None,
        "high": found.claim_max,
        "sums": sums,
    }


def order_of(found: Assessment, facts: Facts) -> Any:
    """Whom to turn to, one after the other: who takes it depends on whether consumer law applies."""
    if found.consumer_law:
        if facts.seller_kind == "self_operated":
            return _ORDER_OWN
        return _ORDER if facts.maybe_on_platform else _ORDER_APART
    return _ORDER_PERSON if facts.from_person else _ORDER_OUTSIDE


def brief(found: Assessment, facts: Facts) -> Brief:
    may = [each for each in found.findings if each.verdict == "needs_facts"]
    most = at_best(facts, found.on) if may else NOTHING
    rises_to = most if most > found.claim_max else None
    return Brief(
        low=found.claim_min if found.claim_min != found.claim_max else None,
        high=found.claim_max,
        rises_to=rises_to,
        because=[said(each.title) for each in may] if rises_to else [],
        words=[] if found.claim_max else _in_words(found),
        nothing=_nothing(found) if not found.claim_max and not may else "",
        day=_nearest(found),
        first=_first(found, facts, may),
    )


def at_best(facts: Facts, on: date | None = None) -> Decimal:
    """The main claim in yuan where what the other side must prove is not shown."""
    return assess(facts, on, questions=False, closed=True).claim_max


def _in_words(found: Assessment) -> list[str]:
    """What may be asked for while the sum cannot be worked out."""
    remedies = [remedy for each in found.findings if each.holds for remedy in each.remedies]
    return list(dict.fromkeys(said(each.title) for each in remedies))[:MOST_REMEDIES]


def _nothing(found: Assessment) -> str:
    """Why no claim holds; "" where one does."""
    if any(each.holds for each in found.findings):
        return ""
    failed: list[Finding] = [each for each in (found.gate, *found.findings) if each.verdict == "fails"]
    return said(failed[-1].reason) if failed else gettext("Nothing you told us so far supports a claim.")


def _nearest(found: Assessment) -> Deadline | None:
    """The next day that has not passed; where none is known, the first that would count."""
    ahead = (each for each in found.deadlines if each.date and each.date >= found.on)
    undated = (each for each in found.deadlines if each.date is None)
    return next(ahead, None) or next(undated, None)


_ORDER = _(
    "Whom to write to first: the seller, then the platform. Then either 12315 or a consumer association, "
    "and last the court."
)
_ORDER_OWN = _(
    "Whom to write to first: the platform, which sold it itself. Then either 12315 or a consumer "
    "association, and last the court."
)
_ORDER_APART = _(
    "Whom to write to first: the seller. Then either 12315 or a consumer association, and last the court."
)
_ORDER_PERSON = _(
    "First the person who sold it, then the platform by its rules. If that settles nothing, you can ask for "
    "people's mediation or sue."
)
_ORDER_OUTSIDE = _(
    "First the seller, then the platform, and last the court. 12315 and consumer associations do not take it."
)
_SELLER = First(
    _("Write to the seller first"),
    _("Say what is wrong, what you ask for and by when. Keep what you send and what comes back."),
)
_PERSON = First(_("First write to the person who sold it"), _SELLER.text)
_AS_SELLER = First(
    _("Write to the platform first"),
    _("It sold the goods itself. Say what is wrong, what you ask for and by when."),
)
_VANISHED = First(
    _("Write to the platform first"),
    _("The seller cannot be found. Ask the platform for its true name, address and contact."),
)
_DUTY = First(
    _("Write to the platform first"),
    _("It seems to have broken a duty of its own. Ask it to put this right; you may report it too."),
)
_PAYMENT = First(
    _("Tell the payment service first"),
    _("Say that you did not make this payment, and ask for a check and for the money back."),
)


def _first(found: Assessment, facts: Facts, may: Sequence[Finding]) -> First | None:
    parties = [each.party for each in found.answerable]
    if not parties and not may:
        return _DUTY if any(each.holds for each in found.platform) else None
    if "payment_provider" in parties and "seller" not in parties:
        return _PAYMENT
    if facts.seller_kind == "self_operated":
        return _AS_SELLER
    if facts.seller_vanished == "yes" and facts.channel not in (None, "own_site", "offline"):
        return _VANISHED
    return _PERSON if facts.from_person else _SELLER


def money_parts(found: Assessment) -> list[dict[str, Any]]:
    """The bars of the money picture: what the claim is made of."""
    parts: list[dict[str, Any]] = []
    if found.refund and found.refund.amount:
        parts.append({"label": gettext("Refund"), "amount": found.refund.amount, "note": ""})
    if found.punitive and found.punitive.net:
        label = (
            gettext("Promised compensation")
            if found.punitive.basis == "promise"
            else gettext("Extra damages")
        )
        parts.append({"label": label, "amount": found.punitive.net, "note": ""})
    parts += [{"label": said(x.title), "amount": x.amount, "note": ""} for x in found.losses]
    return parts
