"""Forms that know how to load themselves from a case and write themselves back to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext

from claimguide.cases.models import Case
from claimguide.cases.selectors import FACT_HOME, party
from claimguide.cases.services import set_party
from claimguide.core.folding import Folding
from claimguide.core.forms import require_not_before


class CaseForm(Folding):
    """One page's questions. Field names that are facts find their own column; others name it in `homes`.

    `homes` maps a field to the case chapter it belongs to ("purchase", "dealings", ...) or to "case".
    """

    homes: dict[str, str] = {}
    # Asks who the consumer is: the page says what happens to it.
    personal = False

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)
        self.prepare()
        if len(self.fields) > 1:
            self._name_what_to_choose()

    def prepare(self) -> None:
        """Choices that depend on the case."""

    def _name_what_to_choose(self) -> None:
        """Where a page asks several things, an error in its summary says which of them is meant."""
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                message = gettext("Please choose: %(label)s") % {"label": field.label}
                field.error_messages = {**field.error_messages, "required": message}

    def home(self, name: str) -> str:
        return self.homes.get(name) or FACT_HOME[name]

    def part(self, case: Case, name: str) -> Any:
        home = self.home(name)
        return case if home == "case" else getattr(case, home)

    def load(self, case: Case) -> dict[str, Any]:
        """What the case holds for each field, as form data."""
        return {name: getattr(self.part(case, name), name) for name in self.fields}

    def suggest(self, case: Case) -> dict[str, Any]:
        """What may be offered for a field that the case says nothing about, on the first visit of the page.

        The consumer sees it in its field and sends it, or changes it; nothing is stored before that.
        """
        return {}

    def write(self, case: Case) -> None:
        """Store the cleaned answers in the case's rows; runs inside save_answers."""
        touched = {}
        for name in self.fields:
            target = self.part(case, name)
            setattr(target, name, self.stored(name))
            touched[self.home(name)] = target
        for target in touched.values():
            target.save()

    def stored(self, name: str) -> Any:
        return self.cleaned_data[name]

    def changes(self, case: Case) -> bool:
        """Whether writing would change anything."""
        held = self.load(case)
        return any(_plain(held.get(name)) != _plain(self.cleaned_data[name]) for name in self.fields)

    def overwrites(self, case: Case) -> bool:
        """Whether an answer that was given before is now another one."""
        held = ((name, _plain(value)) for name, value in self.load(case).items() if name in self.cleaned_data)
        return any(value and value != _plain(self.cleaned_data[name]) for name, value in held)

    def not_before_order(self, name: str) -> Any:
        """The day in field `name`; ValidationError where it lies before the day of the order."""
        given = self.cleaned_data[name]
        require_not_before(self.case.purchase.ordered_on, given)
        return given

    def warnings(self) -> list[str]:
        """What deserves a second look but does not bar going on."""
        return []


def _plain(value: Any) -> Any:
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, (list, tuple, set, frozenset)):
        return sorted(str(v) for v in value)
    return value


class PartyForm(CaseForm):
    """Particulars of one party; every field is a column of Party."""

    role: str

    def load(self, case: Case) -> dict[str, Any]:
        row = party(case, self.role)
        return {name: getattr(row, name) for name in self.fields}

    def write(self, case: Case) -> None:
        set_party(case, self.role, **{name: self.stored(name) for name in self.fields})
