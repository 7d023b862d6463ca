"""Which questions about the platform are still open: asked as plain yes or no, from what the law needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils import timezone

from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment
from claimguide.cases.wording import said
from claimguide.core.forms import TriField
from claimguide.law import Assessment
from claimguide.law.questions import QUESTIONS

from .desk import Desk
from .forms import CaseForm

# Asked by step 4, where the platform is the matter, and therefore not by step 1.
OF_PLATFORM = frozenset(
    {
        "platform_named_seller",
        "platform_promise",
        "platform_knew",
        "platform_acted",
        "platform_checked_licence",
        "platform_advertised",
        "platform_kept_records",
        "platform_helped",
        "platform_paid_outside",
        "platform_marked_own_business",
    }
)
# These show a duty towards consumers that was broken: no ground waits for them, yet only the answer brings
# the duty up.
DUTIES = ("platform_kept_records", "platform_helped", "platform_paid_outside")
# These are asked only where the goods or the trouble make them count.
_WHERE_OPEN = ("platform_checked_licence", "platform_advertised")


def still_open(page: str, keys: Iterable[str]) -> Callable[[Desk], bool]:
    """Whether an answer to one of the facts could still change something, or was given on this page."""
    asked = frozenset(keys)

    def applies(desk: Desk) -> bool:
        if page in desk.answered:
            return True
        return any(m.key in asked and m.key not in desk.unknown for m in desk.assessment.missing)

    return applies


def questions_of(case: Case, found: Assessment) -> list[str]:
    """The facts to ask on the page of duties, those that count only sometimes first."""
    asked = {missing.key for missing in found.missing}
    held = case.platform_conduct
    duties = DUTIES if found.consumer_law else ()
    return [*(key for key in _WHERE_OPEN if key in asked or getattr(held, key)), *duties]


def on_a_platform(desk: Desk) -> bool:
    return desk.facts.maybe_on_platform


def duties_asked(desk: Desk) -> bool:
    return on_a_platform(desk) and bool(questions_of(desk.case, desk.assessment))


class DutiesForm(CaseForm):
    """What the platform did or left undone, in the law room's own questions."""

    def prepare(self) -> None:
        for key in questions_of(self.case, assessment(self.case, timezone.localdate())):
            text = QUESTIONS[key]
            self.fields[key] = TriField(label=said(text.question), help_text=said(text.why))
