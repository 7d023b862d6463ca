"""Step 8, watch policy changes: the statutes this case rests on, and what changed since the purchase."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claimguide.guide.desk import Desk
from claimguide.guide.step import Result, Status, Step
from claimguide.reference.selectors import policy_changes_for, statute_versions_on


class PolicyStep(Step):
    slug = "policy"
    number = 8
    title = _("Watch policy changes")
    lead = _("Which law your case rests on, and what changed.")

    def statutes(self, desk: Desk) -> list[str]:
        return sorted({c.key for c in desk.assessment.citations()})

    def status(self, desk: Desk) -> Status:
        return Status.OPTIONAL

    def line(self, desk: Desk) -> Any:
        if not desk.case.purchase.ordered_on:
            return ""
        count = len(self.statutes(desk))
        return ngettext("Rests on %(count)d statute", "Rests on %(count)d statutes", count) % {"count": count}

    def result(self, desk: Desk) -> Result:
        keys = self.statutes(desk)
        since = desk.case.purchase.ordered_on or desk.today
        return Result(
            "guide/policy/result.html",
            {
                "versions": list(statute_versions_on(keys, desk.today).values()),
                "changes": list(policy_changes_for(keys, since)),
            },
        )
