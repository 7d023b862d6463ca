"""What the consumer sends about one value; for words of a chat also whose they are and of which day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claimguide.core.forms import CHOOSE, DateField

from .filling import ChatLine, ChatRole
from .selectors import Item
from .targets import CHAT

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class ValueForm(forms.Form):
    """One value, checked by the same form field as on its page of the guide."""

    def __init__(self, item: Item, data: Any = None) -> None:
        self.item = item
        offered = item.as_kept
        initial = {"value": item.lead.value if offered is None else offered}
        super().__init__(data, initial={**initial, **_of_chat(item)})
        self.fields["value"] = item.target.form_field()
        if item.lead.field == CHAT:
            self._ask_whose()

    def _ask_whose(self) -> None:
        self.fields["role"] = forms.ChoiceField(
            label=_("Whose words are these?"),
            choices=ChatRole.choices,
            widget=forms.RadioSelect,
            error_messages=CHOOSE,
        )
        self.fields["on"] = DateField(label=_("On which day?"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") == ChatRole.MINE and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", _("Write the day, so that it stands in its place among your contacts."))
        return cleaned

    @property
    def taken(self) -> Any:
        """The cleaned value as services.take wants it."""
        given = self.cleaned_data
        if self.item.lead.field == CHAT:
            return ChatLine(given["value"], given["role"], given["on"])
        return given["value"]


def _of_chat(item: Item) -> dict[str, Any]:
    """Whose words they seem to be, and the day the picture shows."""
    if item.lead.field != CHAT:
        return {}
    extra = item.lead.extra
    role = {"me": ChatRole.MINE, "other": ChatRole.ANSWER}.get(extra.get("speaker", ""))
    return {"role": role, "on": _day_in(str(extra.get("time", "")))}


def _day_in(text: str) -> dt.date | None:
    match = _DAY.match(text)
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
