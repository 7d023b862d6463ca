"""The rights check that keeps nothing: facts in the address, the rights card on the page, no row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from claimguide.cases import vocab
from claimguide.core.forms import DateField, TriField, YuanField
from claimguide.law import Facts, assess
from claimguide.reference.selectors import work_calendar

from .steps.law import grouped_problems, rights_card


class CheckForm(forms.Form):
    """Nothing here tells who the person is, so an address in a log tells nothing either."""

    problems = forms.MultipleChoiceField(
        label=_("What went wrong?"),
        choices=grouped_problems,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    goods_kind = forms.ChoiceField(
        label=_("What kind is it?"), choices=[("", "—"), *vocab.GoodsKind.choices], required=False
    )
    channel = forms.ChoiceField(
        label=_("Where did you buy it?"), choices=[("", "—"), *vocab.Channel.choices], required=False
    )
    price = YuanField(label=_("What did you pay for it, in yuan?"), required=False)
    received_on = DateField(label=_("When did you sign for it?"), required=False)
    false_statement = TriField(label=_("Did the seller say something untrue about it?"))
    misled_into_buying = TriField(label=_("Had you known, would you not have bought it?"))
    promise_kind = forms.ChoiceField(
        label=_("Was compensation promised?"), choices=[("", "—"), *vocab.PromiseKind.choices], required=False
    )
    promise_value = YuanField(
        label=_("The multiple or the sum that was promised"), required=False, min_value=Decimal("0.01")
    )

    # Every empty answer means "unknown", so marking each as optional would only be noise.
    hide_optional = True

    def facts(self, on: Any) -> Facts:
        given = {k: v for k, v in self.cleaned_data.items() if v not in (None, "", [])}
        given["problems"] = frozenset(given["problems"])
        return Facts(as_of=on, purpose="daily_life", **given)


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    asked = bool(request.GET)
    form = CheckForm(request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "asked": asked}
    if asked and form.is_valid():
        today = timezone.localdate()
        context.update(rights_card(assess(form.facts(today), today, calendar=work_calendar())))
    return render(request, "guide/check.html", context)
