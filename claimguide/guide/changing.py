"""Changing an answer: what depends on it is said before; the next page says what the change did."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from claimguide.cases.models import Case
from claimguide.letters.models import LetterVersion

from .consequences import compare
from .desk import Desk

PANEL = "panel"


class Change:
    """An answer that was given before and is given anew. Begin before it is saved, `tell` after."""

    def __init__(self, request: HttpRequest, desk: Desk) -> None:
        self.request, self.desk = request, desk
        # Read now: afterwards the case says something else.
        self.before = desk.assessment
        self.current = [version for version in newest(desk) if not desk.is_out_of_date(version)]

    def tell(self, *, quiet: bool = False) -> None:
        """Put the panel into the next page, as a message: it outlives one redirect and is kept nowhere else.

        `quiet` where it is worth a word only if something changed.
        """
        fresh = Desk(Case.objects.get(pk=self.desk.case.pk), self.desk.today)
        outdated = [version for version in self.current if fresh.is_out_of_date(version)]
        change = compare(self.before, fresh.assessment)
        if quiet and not (change or outdated):
            return
        context = {"case": fresh.case, "change": change, "outdated": outdated}
        panel: SafeString = render_to_string("guide/parts/consequences.html", context)
        messages.info(self.request, panel, extra_tags=PANEL)


def newest(desk: Desk) -> list[LetterVersion]:
    """The newest version of each kind of letter that was made."""
    return [versions[0] for versions in desk.letters.values()]
