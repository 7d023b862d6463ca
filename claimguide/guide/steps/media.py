"""Step 6, follow the media: reports found, a fact sheet, and a check before anything is published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claimguide.cases import vocab
from claimguide.cases.models import MediaLink
from claimguide.core.forms import CleanCharField, DateField, HttpUrlField
from claimguide.guide.desk import Desk
from claimguide.guide.forms import CaseForm
from claimguide.guide.step import Page, Result, RowPage, Step


class LinkForm(CaseForm):
    url = HttpUrlField(label=_("Link"), max_length=500)
    title = CleanCharField(label=_("Title of the report"), max_length=120)
    outlet = CleanCharField(label=_("Published by (optional)"), max_length=60, required=False)
    published_on = DateField(label=_("Published on (optional)"), required=False)


class StatementForm(CaseForm):
    homes = {"speak_to_media": "plans", "media_words": "plans", "media_statement": "plans"}
    speak_to_media = forms.ChoiceField(
        label=_("Would you speak to the media?"), choices=vocab.Speak.choices, widget=forms.RadioSelect
    )
    media_words = CleanCharField(label=_("Words to watch (optional)"), max_length=200, required=False)
    media_statement = CleanCharField(
        label=_("What you would publish (optional)"), max_length=2000, multiline=True, required=False
    )


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
        ),
        Page("statement", _("Would you go public?"), StatementForm, _("We check the text before you publish it.")),
    )

    def line(self, desk: Desk) -> Any:
        count = len(desk.media_links)
        return ngettext("%(count)d report", "%(count)d reports", count) % {"count": count} if count else ""

    def result(self, desk: Desk) -> Result:
        return Result("guide/media/result.html")
