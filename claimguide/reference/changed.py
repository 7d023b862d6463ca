"""“This step is not as I see it”: a visitor's report on a platform's way, for staff to check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claimguide.core import throttle
from claimguide.core.forms import CHOOSE, CleanCharField
from claimguide.core.visitor import client_address, safe_next, too_many

from .models import Platform, RouteReport

DAY = 24 * 3600
REPORTS_PER_ADDRESS = 5
# More than staff can use: whatever comes after them that day says the same.
REPORTS_PER_PLATFORM = 50
ELSEWHERE = "0"


@dataclass(frozen=True)
class Doubt:
    """That a platform's way was reported as changed and nobody has checked it since."""

    count: int
    last_on: date


def doubt(platform: Platform) -> Doubt | None:
    """The open reports on a platform in short, None where there is none. One query."""
    found = RouteReport.objects.filter(platform=platform, state=RouteReport.State.OPEN)
    days = list(found.values_list("reported_on", flat=True))
    return Doubt(len(days), max(days)) if days else None


def settle(reports: QuerySet[RouteReport], state: RouteReport.State) -> int:
    """Close the open ones among these reports today; what was typed is deleted. Returns how many."""
    still = reports.filter(state=RouteReport.State.OPEN)
    return still.update(state=state, settled_on=timezone.localdate(), told="")


class ChangedForm(forms.Form):
    step = forms.ChoiceField(
        label=_("Which step is different?"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    told = CleanCharField(
        label=_("What do you see instead?"),
        max_length=300,
        multiline=True,
        required=False,
        help_text=_("Name no person, no order and no number: only what the app shows."),
    )

    def __init__(self, *args: Any, steps: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._steps = steps
        self.fields["told"].widget.attrs["rows"] = 3
        numbered = [(str(number), capfirst(step)) for number, step in enumerate(steps, start=1)]
        self.fields["step"].choices = [*numbered, (ELSEWHERE, _("Something else"))]  # type: ignore[attr-defined]

    @property
    def shown(self) -> str:
        """The words of the step that was chosen, as they stood on the page."""
        number = int(self.cleaned_data["step"])
        return self._steps[number - 1][:80] if number else ""


@require_http_methods(["GET", "POST"])
def changed(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a report. It is not tied to the visitor's case, and shown to nobody but staff."""
    platform = get_object_or_404(Platform, slug=slug)
    steps = [step for way in platform.ways for step in way]
    target = safe_next(request)
    form = ChangedForm(request.POST or None, steps=steps, initial={} if steps else {"step": ELSEWHERE})
    if request.method == "POST":
        wait = throttle.hit("route-report", client_address(request), REPORTS_PER_ADDRESS, DAY)
        if wait:
            return too_many(request, wait)
        if form.is_valid():
            if not throttle.hit("route-report-platform", platform.slug, REPORTS_PER_PLATFORM, DAY):
                told = form.cleaned_data["told"]
                RouteReport.objects.create(platform=platform, shown=form.shown, told=told)
            messages.success(request, gettext("Thank you. Staff will check this step."))
            return redirect(target or platform)
    context = {
        "platform": platform,
        "form": form,
        "next": target,
        "back_url": target or platform.get_absolute_url(),
    }
    return render(request, "reference/changed.html", context)
