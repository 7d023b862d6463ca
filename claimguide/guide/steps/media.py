"""Step 6, follow the media: reports found, a fact sheet, and a check before anything is published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.models import MediaLink, State
from claimguide.core.forms import CHOOSE, CleanCharField, DateField, HttpUrlField
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.letter_panel import letter_panel
from claimguide.guide.reports import case_words, changes_naming, matched, own_words, searches
from claimguide.guide.step import AnyPage, Page, Result, RowPage, Status, Step, from_business, from_person
from claimguide.law.vocabulary import PLATFORM_CHANNELS
from claimguide.letters.compose import press
from claimguide.letters.compose.publish_check import RULES, Hit, check
from claimguide.letters.kinds import Kind
from claimguide.reference.selectors import media_sources

STATEMENT_LIMIT = 2000
PRESS = (
    *("minfadian:1024", "minfadian:1025", "xiaobao_tiaoli:33(1)"),
    *("xiaobao_tiaoli:27(2)", "xiaobao_tiaoli:49(2)", "tousu_jubao:42"),
)
# Reputation, privacy and personal information of a person.
OF_A_PERSON = ("minfadian:1024", "minfadian:1032", "minfadian:1034")


class LinkForm(CaseForm):
    url = HttpUrlField(
        label=_("Link"), max_length=500, help_text=_("Paste it from the browser or from an app's share menu.")
    )
    title = CleanCharField(label=_("Title of the report"), max_length=120)
    outlet = CleanCharField(label=_("Published by"), max_length=60, required=False)
    published_on = DateField(label=_("Published on"), required=False, help_text=_("For example 2026-3-5."))


class StatementForm(CaseForm):
    homes = {"speak_to_media": "plans", "media_words": "plans", "media_statement": "plans"}
    media_words = CleanCharField(
        label=_("Words to watch"),
        max_length=200,
        required=False,
        help_text=_("For example the seller's name and the product, with a comma between them."),
    )
    speak_to_media = forms.ChoiceField(
        label=_("Would you speak to the media?"),
        choices=vocab.Speak.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    media_statement = CleanCharField(
        label=_("What you would publish"),
        max_length=STATEMENT_LIMIT,
        multiline=True,
        required=False,
        help_text=_("Paste your text. This site publishes nothing; it only reads the text for risks."),
    )

    def prepare(self) -> None:
        self.fields["media_statement"].widget.attrs["rows"] = 8


class Move(models.TextChoices):
    """What comes next, in the words of the page."""

    SETTLED = "settled", _("Read the settlement first")
    ELSEWHERE = "elsewhere", _("Settle it without publicity")
    QUIET = "quiet", _("Collect reports, if you like")
    CHECK = "check", _("Check a text before you publish it")
    MEND = "mend", _("Change the marked places")
    SHEET = "sheet", _("Make a fact sheet for the media")
    CAREFUL = "careful", _("Publish only what you can prove")


def next_move(desk: Desk, hits: list[Any], panel: dict[str, Any]) -> Move:
    """What the page puts first: `hits` are marked places of the text, `panel` is that of the fact sheet."""
    plans = desk.case.plans
    if desk.case.state == State.SETTLED:
        return Move.SETTLED
    if desk.from_person and not plans.media_statement:
        return Move.ELSEWHERE
    if not plans.media_statement:
        return Move.QUIET if plans.speak_to_media == vocab.Speak.NO else Move.CHECK
    if hits:
        return Move.MEND
    return Move.CAREFUL if panel["letter"] or panel["reason"] else Move.SHEET


def _hits(desk: Desk) -> list[Hit]:
    """The risky places of the text; of a person who sold, its name is one, too."""
    person = desk.seller.name if desk.from_person else ""
    found = check(desk.case.plans.media_statement, desk.today, person)
    return [replace(hit, citations=desk.binding(hit.citations)) for hit in found]


class MediaStep(Step):
    slug = "media"
    number = 6
    title = _("Follow the media")
    lead = _("What was reported, and what you may safely say.")
    pages = (
        RowPage(
            "links",
            _("Which reports did you find?"),
            LinkForm,
            MediaLink,
            "media_links",
            ("title", "outlet", "published_on", "url"),
            _("No reports yet."),
            _("Reports on the same seller or practice support your story."),
            _("We keep only the link and its title. If there is none, press Continue."),
        ),
        Page(
            "statement",
            _("Would you go public?"),
            StatementForm,
            _("We check the text before you publish it."),
            applies=from_business,
        ),
        Page(
            "statement",
            _("Would you go public?"),
            StatementForm,
            _("The seller is a private person. Publish nothing by which the seller can be recognised."),
            applies=from_person,
        ),
    )

    def first_open(self, desk: Desk) -> AnyPage | None:
        """Of a private seller nothing is asked: the page warns first, and leads to both questions."""
        return None if desk.from_person else super().first_open(desk)

    def status(self, desk: Desk) -> Status:
        return Status.OPTIONAL if desk.from_person and not self.answered(desk) else super().status(desk)

    def line(self, desk: Desk) -> Any:
        if desk.case.plans.media_statement:
            risks = len(_hits(desk))
            if not risks:
                return gettext("Text checked: no risk found by our rules")
            return ngettext(
                "Text checked: %(count)d place to look at", "Text checked: %(count)d places to look at", risks
            ) % {"count": risks}
        if desk.from_person:
            return gettext("Publish nothing by which the seller can be recognised.")
        count = len(desk.media_links)
        return ngettext("%(count)d report", "%(count)d reports", count) % {"count": count} if count else ""

    def result(self, desk: Desk) -> Result:
        case = desk.case
        statement = case.plans.media_statement
        hits = _hits(desk)
        panel = letter_panel(desk, Kind.PRESS)
        return Result(
            "guide/media/result.html",
            {
                "reports": matched(desk.media_links, case_words(case)),
                "words": own_words(case.plans.media_words),
                "changes": changes_naming(own_words(case.plans.media_words)),
                "sources": media_sources(),
                "searches": searches(case),
                "sheet": press.told(desk.source),
                "sheet_text": press.as_text(press.compose(desk.source)),
                "press": panel,
                "statement": statement,
                "hits": hits,
                "move": next_move(desk, hits, panel),
                "rules": RULES,
                "speak": case.plans.speak_to_media,
                "settled": case.state == State.SETTLED,
                "press_citations": desk.law(*PRESS),
                "person_citations": desk.law(*OF_A_PERSON),
                "on_platform": desk.case.purchase.channel in PLATFORM_CHANNELS,
            },
        )
