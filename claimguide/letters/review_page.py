"""What the review page shows: answers, the letter with its tools, the changes, what bars the final one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from claimguide.cases.access import is_holder
from claimguide.cases.models import Case
from claimguide.cases.typed import draft_of
from claimguide.evidence.models import Exhibit
from claimguide.evidence.services import goes_by_file_name

from . import changes, confirmed, preview, render, selectors, services
from .answers import Answer, answers, harmful_words
from .compose.ending import declared
from .compose.source import Rows, Source
from .drafting import Drafted, draft
from .editing import MAX_PARAGRAPH
from .forms import ConfirmForm
from .kinds import Kind, traits
from .models import LetterEdit
from .preview import Opened

# What a draft holds of the form in a letter.
KEPT = ("text", "token", "key")


class Draft(NamedTuple):
    """The case as it stands today, its letter, and what was changed in the words of all its letters."""

    source: Source
    drafted: Drafted
    edits: list[LetterEdit]


def drafted_of(case: Case, kind: str) -> Draft:
    """KeyError for an unknown kind."""
    rows = Rows.of(case, selectors.versions(case))
    source = Source.of(case, timezone.localdate(), rows=rows)
    edits = list(LetterEdit.objects.filter(case=case))
    return Draft(source, draft(source, kind, _of_kind(edits, kind)), edits)


def _of_kind(edits: Iterable[LetterEdit], kind: str) -> list[LetterEdit]:
    return [edit for edit in edits if edit.kind == kind]


def opened(request: HttpRequest, read: Draft) -> Opened | None:
    """The form that the address asks for, with what was typed in it before the language was changed."""
    drafted = read.drafted
    if place := _asked(request, "edit", drafted):
        found = Opened(place, text=drafted.text_of(place), token=drafted.token(place))
    elif place := _asked(request, "add", drafted):
        found = Opened(place, adding=True, key=str(uuid.uuid4()))
    else:
        return None
    if not is_holder(request, read.source.case):
        return found
    typed = draft_of(read.source.case, draft_key(drafted.generated.kind, found.draft))
    if typed is None:
        return found
    # Token and key of the page it was typed on: what changed meanwhile is seen when it is saved.
    text, token, key = (typed[name][0] for name in KEPT)
    return replace(found, text=text, token=token, key=key, kept=True)


def draft_key(kind: str, form: str) -> str:
    """How drafts name a form (Opened.draft) of a letter."""
    return f"letters/{kind}/{form}"[:60]


def _asked(request: HttpRequest, name: str, drafted: Drafted) -> str:
    place = request.GET.get(name, "")
    return place if drafted.token(place) else ""


def changing_words(request: HttpRequest, opened: Opened | None) -> bool:
    """Whether the letter is shown with its tools: they were asked for, or one of them was just used."""
    return opened is not None or any(name in request.GET for name in ("words", "edit", "add", "at"))


def context_of(request: HttpRequest, read: Draft, form: ConfirmForm, opened: Opened | None) -> dict[str, Any]:
    """Everything of the page. `opened` is the form that is open in the letter."""
    source, drafted, edits = read
    case, kind = source.case, drafted.generated.kind
    review_url = reverse("letters:review", args=[case.pk, kind])
    barred = services.reason_not_to(kind, case, source)
    may_edit = not barred and is_holder(request, case)
    base = {
        "review_url": review_url,
        "edit_url": reverse("letters:edit", args=[case.pk, kind]),
        "may_edit": may_edit,
        "most": MAX_PARAGRAPH,
        "at": request.GET.get("at", ""),
        "draft": draft_key(kind, opened.draft) if opened else "",
    }
    rows, changed = answers(source, kind, review_url), changes.changes(drafted, _of_kind(edits, kind))
    changing = may_edit and changing_words(request, opened)
    fresh, checked = confirmed.divide(request, case, rows)
    return {
        **base,
        "changing": changing,
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("guide:step", args=[case.pk, traits(kind).step]),
        "form": form,
        "typing_form": "edit" if opened else "",
        "kind_label": Kind(kind).label,
        "rows": fresh,
        "checked": checked,
        "letter_html": preview.html(request, drafted, opened, base | {"may_edit": changing}),
        "stranded": opened if preview.is_stranded(drafted, opened) else None,
        "has_errors": bool(opened and opened.error),
        "changes": changed,
        "loose": changes.loose(drafted),
        "missing": selectors.missing(case, drafted.content),
        "barred": barred,
        "unprintable": _unprintable(drafted, [*rows, *_as_answers(changed, review_url)]),
        "harmful": harmful_words(source, edits),
        "ends_contract": declared(source, drafted.content),
        "unnamed": _unnamed(read),
        "nothing_holds": not any(finding.holds for finding in source.assessment.findings),
        "versions": [version for version in source.rows.versions if version.kind == kind],
        "law_checked_on": drafted.content.law_date,
    }


def _unprintable(drafted: Drafted, rows: list[Answer]) -> list[tuple[str, list[Answer]]]:
    """Each character that no letter font holds, with the answers and the changes it comes from."""
    chars = render.unprintable(render.html(drafted.content))
    return [(char, [row for row in rows if char in row.value]) for char in chars]


def _unnamed(read: Draft) -> list[Exhibit]:
    """The exhibits that this letter lists by the name of their file, which tells its reader nothing."""
    listed = {line.number for line in read.drafted.content.exhibits}
    held = read.source.rows.exhibits
    return [exhibit for exhibit in held if exhibit.number in listed and goes_by_file_name(exhibit)]


def _as_answers(changed: list[changes.Change], review_url: str) -> list[Answer]:
    """The consumer's own words, each with the way to its paragraph."""
    return [
        Answer(each.label, each.text, f"{review_url}?edit={each.place}#edit")
        for each in changed
        if each.in_letter
    ]
