"""What was paid, what else it cost, and what came back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.models import Case
from claimguide.cases.wording import said
from claimguide.core.forms import CountField, YuanField
from claimguide.law.questions import QUESTIONS

from .forms import CaseForm


class MoneyForm(CaseForm):
    """The price and the pieces; what else was paid, lost or came back is folded away."""

    price = YuanField(
        label=_("What did you pay for it, in yuan?"),
        help_text=_("The price of the affected goods after discounts, without freight."),
    )
    quantity = CountField(label=_("How many pieces?"))
    shipping = YuanField(required=False, min_value=Decimal(0))
    other_costs = YuanField(required=False, min_value=Decimal(0))
    loss = YuanField(required=False, min_value=Decimal(0))
    refunded = YuanField(required=False, min_value=Decimal(0))
    compensated = YuanField(required=False, min_value=Decimal(0))
    folded: tuple[str, ...] = ("shipping", "other_costs", "loss", "refunded", "compensated")
    folded_title = _("More sums: freight, other costs, losses, money you got back")

    def prepare(self) -> None:
        for name in self.folded:
            self.fields[name].label = said(QUESTIONS[name].question)
            self.fields[name].help_text = said(QUESTIONS[name].why)
        if any(problem.kind == vocab.ProblemKind.CANCELLED for problem in self.case.problems.all()):
            self._ask_what_a_cancelled_order_cost()

    def _ask_what_a_cancelled_order_cost(self) -> None:
        """Its price mostly comes back by itself, and what is left is what the same goods cost elsewhere."""
        asked = ("refunded", "loss")
        self.folded = tuple(name for name in self.folded if name not in asked)
        self.fields["refunded"].help_text = _(
            "Mostly it comes back by itself after a cancellation: see the bill."
        )
        self.fields["loss"].label = _("How much more do the same goods cost you elsewhere?")
        self.fields["loss"].help_text = _(
            "The difference can be claimed as a loss. Keep a picture of the other price."
        )

    def suggest(self, case: Case) -> dict[str, Any]:
        return {"quantity": 1}
