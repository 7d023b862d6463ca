"""The legal-aid check, for anybody and within a case. Answers come by POST and are neither stored nor logged.

They tell of hardship and disability: an address with them would stay in the browser's history and in logs,
and nothing else on the site needs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claimguide.cases.models import Case
from claimguide.core.forms import TriField
from claimguide.law.legal_aid import LAST_DAYS, Asked, Outlook, outlook, topic_of
from claimguide.law.text import Text
from claimguide.reference.models import SearchEntry
from claimguide.reference.search.sources import Entry
from claimguide.reference.selectors import channels

from .access import case_or_resume
from .desk import Desk
from .legal_move import standing

TOPICS = [
    ("purchase", _("Money or goods: refund, compensation, repair")),
    ("food_drug_injury", _("Unsafe food or medicine made somebody ill")),
    ("other_injury", _("Other goods hurt somebody")),
    ("crime_victim", _("I am the victim in a criminal case")),
]
GROUPS = [
    ("none", _("None of these")),
    ("no_income", _("A minor, old or disabled person without steady income")),
    ("relief", _("Social or judicial relief, or special care (优抚)")),
    ("", _("Not sure")),
]
VERDICTS = {
    "likely": _("A lawyer by legal aid is likely to be granted"),
    "may": _("A lawyer by legal aid may be granted"),
    "unlikely": _("A lawyer by legal aid is rather not granted"),
}


class AidForm(forms.Form):
    """Nothing tells who the person is. What is empty means not sure."""

    hide_optional = True
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=TOPICS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose one of the answers shown."),
            "invalid_choice": _("Please choose one of the answers shown."),
        },
    )
    hardship = TriField(
        label=_("Would a lawyer's fee be beyond your means?"),
        help_text=_("Each province sets what counts as hardship. Answer as you see it."),
    )
    group = forms.ChoiceField(
        label=_("Does one of these apply to you?"),
        choices=GROUPS,
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Then hardship need not be proven."),
    )
    agent = TriField(label=_("Do you have a lawyer or another representative already?"))
    last_days = TriField(label=_("Are fewer than seven days left to sue?"))

    def asked(self) -> Asked:
        given: dict[str, Any] = {key: value or None for key, value in self.cleaned_data.items()}
        return Asked(**given)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """For anybody, without a case."""
    return _answer(request, {}, {"back_url": reverse("reference:who")})


@require_http_methods(["GET", "POST"])
@case_or_resume
def of_case(request: HttpRequest, case: Case) -> HttpResponse:
    """With what the case says already filled in."""
    desk = Desk(case, timezone.localdate())
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("guide:step", args=[case.pk, "legal"]),
    }
    return _answer(request, _known(desk), context)


def searched() -> Iterator[Entry]:
    """The check itself, by the words people use for it."""
    title = Text("能申请法律援助吗？", "Can I get legal aid?")
    body = Text("五个问题，不保存回答。", "Five questions; nothing is saved.")
    also = Text("免费律师 请不起律师 法援 法律援助 低保 12348", "free lawyer hardship aid 12348")
    url = reverse("guide:legal_aid")
    yield Entry(SearchEntry.Kind.HELP, "legal-aid", url, title, body, aliases=also)


def _known(desk: Desk) -> dict[str, str]:
    left = standing(desk, "ready").days_left
    soon = "" if left is None else "yes" if 0 <= left < LAST_DAYS else "no"
    return {"topic": topic_of(desk.facts), "last_days": soon}


def _answer(request: HttpRequest, known: dict[str, str], context: dict[str, Any]) -> HttpResponse:
    form = AidForm(request.POST) if request.method == "POST" else AidForm(initial=known)
    found: Outlook | None = None
    if form.is_bound and form.is_valid():
        found = outlook(form.asked(), timezone.localdate())
    context |= {
        "form": form,
        "found": found,
        "verdict": VERDICTS[found.verdict] if found else "",
        "ways": channels("12348"),
    }
    return render(request, "guide/legal/aid.html", context)
