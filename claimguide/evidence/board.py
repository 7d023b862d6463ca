"""What the board shows: the cards, the strength of each element, and what may be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.defaultfilters import date as date_words
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment

from .elements import Element
from .forms import StatusForm, UploadForm
from .inspect.signatures import ACCEPT
from .models import Exhibit
from .refusals import MAX_CASE_BYTES, MAX_FILE_BYTES, MAX_FILES, MEGABYTE
from .selectors import ElementStrength, Strength, clean_exhibits, removed_exhibits, strength

LIST_ID = "exhibits"


def context(request: HttpRequest, case: Case, errors: list[str] | None = None) -> dict[str, Any]:
    """Everything templates/evidence/board.html needs; `errors` are those of a refused upload."""
    exhibits = clean_exhibits(case)
    standing = strength(case, assessment(case, timezone.localdate()), exhibits)
    barred = guards.reason_not_to("upload", case)
    return {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("guide:case", args=[case.pk]),
        "barred": barred,
        "errors": errors or [],
        "has_errors": bool(errors),
        "cards": cards(case, exhibits, may_change=not barred),
        "removed": removed_exhibits(case),
        "upload_form": UploadForm(initial={"proves": request.GET.getlist("proves")}),
        "status_form": StatusForm(standing.gaps),
        "accept": ACCEPT,
        "rules": rules(),
        "list_id": LIST_ID,
        **strength_context(case, standing),
    }


def strength_context(case: Case, standing: Strength) -> dict[str, Any]:
    shown = [each for each in standing.elements if each.needed or each.count]
    return {
        "case": case,
        "elements": [_row(case, each) for each in shown],
        "covered": standing.covered,
        "wanted": len(standing.needed),
    }


def _row(case: Case, each: ElementStrength) -> dict[str, Any]:
    board = reverse("evidence:board", args=[case.pk])
    return {
        "label": each.label,
        "count": each.count,
        "level": each.level,
        "note": each.note,
        "url": f"{board}?proves={each.element.value}#upload" if each.level < 2 else "",
    }


def rules() -> str:
    """Types and sizes in words, said before anything is chosen."""
    return _(
        "JPG, PNG, WebP, HEIC or PDF, at most %(file)d MB each. "
        "A case holds %(files)d files and %(total)d MB. Choose up to ten at a time."
    ) % {
        "file": MAX_FILE_BYTES // MEGABYTE,
        "files": MAX_FILES,
        "total": MAX_CASE_BYTES // MEGABYTE,
    }


def cards(case: Case, exhibits: list[Exhibit], *, may_change: bool) -> list[dict[str, Any]]:
    return [_card(case, each, last=each is exhibits[-1], may_change=may_change) for each in exhibits]


def card_html(request: HttpRequest, case: Case, exhibit: Exhibit) -> str:
    """The card of an exhibit that has just come in, as the script adds it to the list."""
    numbered = next(each for each in clean_exhibits(case) if each.pk == exhibit.pk)
    card = _card(case, numbered, last=True, may_change=True)
    return render_to_string("components/file_card.html", card, request)


def _card(case: Case, exhibit: Exhibit, *, last: bool, may_change: bool) -> dict[str, Any]:
    place = [case.pk, exhibit.pk]
    return {
        "exhibit": exhibit,
        "label": exhibit_label(exhibit),
        "meta": meta(exhibit),
        "thumb_url": reverse("evidence:thumbnail", args=place),
        "proves": [element.label for element in exhibit.elements],
        "state_text": "" if exhibit.elements else _("Not said yet what it shows"),
        "view_url": reverse("evidence:preview", args=place),
        "edit_url": reverse("evidence:describe", args=place) if may_change else "",
        "action_url": reverse("evidence:change", args=place) if may_change else "",
        "first": exhibit.number == 1,
        "last": last,
    }


def exhibit_label(exhibit: Exhibit) -> str:
    return _("Exhibit %(n)d") % {"n": exhibit.number}


def meta(exhibit: Exhibit) -> str:
    """Type, pages, size, day and source in one line."""
    parts = [exhibit.file_kind.label]
    if exhibit.page_count:
        parts.append(ngettext("%(n)d page", "%(n)d pages", exhibit.page_count) % {"n": exhibit.page_count})
    parts.append(filesizeformat(exhibit.size))
    if exhibit.taken_on:
        parts.append(date_words(exhibit.taken_on, "DATE_FORMAT"))
    if exhibit.source:
        parts.append(exhibit.get_source_display())
    return " · ".join(parts)


def elements_of(values: list[str]) -> list[str]:
    """The known elements among what a form sent."""
    return [value for value in values if value in Element.values]
