"""Step 2, collect evidence: the exhibits' own board is this step's page; here is what it says of itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claimguide.guide.desk import Desk
from claimguide.guide.step import Result, Status, Step


class EvidenceStep(Step):
    slug = "evidence"
    number = 2
    title = _("Collect evidence")
    lead = _("What proves each point, and what is still missing.")
    elsewhere = "evidence:board"

    def status(self, desk: Desk) -> Status:
        if not desk.exhibits:
            return Status.NEW
        return Status.DONE if not self.gaps(desk) else Status.STARTED

    def gaps(self, desk: Desk) -> int:
        """Elements of the claim without any exhibit."""
        return sum(1 for element in desk.strength.elements if element.needed and not element.count)

    def line(self, desk: Desk) -> Any:
        if not desk.exhibits:
            return ""
        count = len(desk.exhibits)
        said = ngettext("%(count)d exhibit", "%(count)d exhibits", count) % {"count": count}
        gaps = self.gaps(desk)
        if not gaps:
            return said + gettext(", every point has proof")
        return said + ngettext(
            ", %(gaps)d point still without proof", ", %(gaps)d points still without proof", gaps
        ) % {"gaps": gaps}

    def result(self, desk: Desk) -> Result:
        return Result("evidence/board.html", {"strength": desk.strength})
