"""The copy-out sheets of a case as a dossier prints them: box by box, of each form that fits the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import translation

from claimguide.cases import wording
from claimguide.cases.models import Case
from claimguide.letters.compose import reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.sheets.registry import FORMS


def sheets(case: Case, today: date) -> list[dict[str, Any]]:
    """Plain values: the title of each form and its boxes. A box the case cannot fill is left out."""
    source = Source.of(case, today)
    # The forms are Chinese, whatever language the page is in.
    with translation.override(wording.chinese(case)):
        return [
            {
                "title": str(form.title),
                "boxes": [
                    {"label": box.label.zh, "text": box.text} for box in form.build(source) if box.text
                ],
            }
            for form in FORMS.values()
            if not reason_not_to(source, form.kind)
        ]
