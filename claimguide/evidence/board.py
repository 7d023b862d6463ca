"""What the board shows: the cards, the strength of each element, and what may be done now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment, facts
from claimguide.cases.vocab import ProofHave
from claimguide.law.off_ramps import off_ramps

from . import cards as one
from .cards import exhibit_label, meta
from .checklist import LOSSES, Item, checklist, first_three
from .elements import Element
from .expiry import Expiring
from .forms import StatusForm, UploadForm
from .inspect.signatures import ACCEPT, KINDS
from .models import Exhibit
from .refusals import MAX_CASE_BYTES, MAX_FILE_BYTES, MAX_FILES, MEGABYTE
from .selectors import ElementStrength, Listing, Strength, listing, strength, vanishing
from .share.progress import stands

if TYPE_CHECKING:
    from claimguide.law import Assessment

__all__ = ["card_html", "context", "elements_of", "exhibit_label", "list_context", "meta", "strength_context"]

LIST_ID = "exhibits"
# From this many on, rows are small unless the consumer asks for large pictures.
MANY = 10
FILTER_FROM = 5
NOTHING_SAID = "unsaid"


def context(request: HttpRequest, case: Case, errors: list[str] | None = None) -> dict[str, Any]:
    """Everything templates/evidence/board.html needs; `errors` are those of a refused upload."""
    found = listing(case)
    today = timezone.localdate()
    law = assessment(case, today)
    standing = strength(case, law, found.clean)
    return {
        **list_context(request, case, found),
        "back_url": reverse("guide:case", args=[case.pk]),
        "case_url": reverse("guide:case", args=[case.pk]),
        "errors": errors or [],
        "has_errors": bool(errors),
        "ramps": off_ramps(facts(case, today)),
        "removed": found.removed,
        "upload_form": UploadForm(initial={"proves": request.GET.getlist("proves")}),
        "status_form": StatusForm(standing.gaps),
        "accept": ACCEPT,
        "rules": rules(),
        "first_three": first_three(_items(case, law)),
        "vanishing": [_vanishing_row(case, each) for each in vanishing(case, standing, today)],
        **strength_context(case, standing, law),
    }


def list_context(request: HttpRequest, case: Case, found: Listing) -> dict[str, Any]:
    """The list with its filter, and what is on its way or was refused."""
    barred = guards.reason_not_to("upload", case)
    asked = _Asked.of(request, found)
    shown = [each for each in found.clean if asked.shows(each)]
    last = found.clean[-1] if found.clean else None
    standing = stands(found.clean)
    return {
        "case": case,
        "barred": barred,
        "cards": [
            one.card(
                each,
                standing[each.pk],
                last=each is last,
                may_change=not barred,
                may_move=not asked.element,
            )
            for each in shown
        ],
        "count": len(found.clean),
        "coming": [one.coming_card(each) for each in found.coming],
        "refused": [one.refused_card(case, each, may_change=not barred) for each in found.refused],
        "arrivals_url": reverse("evidence:arrivals", args=[case.pk]),
        "list_query": asked.query(),
        "poll_query": asked.query(seen=found.mark),
        "order_url": "" if barred or asked.element else reverse("evidence:order", args=[case.pk]),
        "filters": _filters(found.clean, asked),
        "compact": asked.compact,
        "compact_query": asked.query(view="large" if asked.compact else "compact"),
        "show_density": len(found.clean) > 1,
        "list_id": LIST_ID,
    }


@dataclass(frozen=True)
class _Asked:
    """What the address asks of the list: one element or all, small rows or large pictures."""

    element: str
    view: str
    compact: bool

    @classmethod
    def of(cls, request: HttpRequest, found: Listing) -> _Asked:
        element = request.GET.get("show", "")
        view = request.GET.get("view", "")
        known = element in (*Element.values, NOTHING_SAID)
        compact = view == "compact" or (view != "large" and len(found.clean) >= MANY)
        return cls(element if known else "", view if view in ("compact", "large") else "", compact)

    def shows(self, exhibit: Exhibit) -> bool:
        if self.element == NOTHING_SAID:
            return not exhibit.elements
        return not self.element or self.element in exhibit.elements

    def query(self, **changed: str) -> str:
        """The address's query with some values changed; empty ones are left out."""
        values = {"show": self.element, "view": self.view, **changed}
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in values.items() if value})
        return query.urlencode()


def _filters(exhibits: list[Exhibit], asked: _Asked) -> list[dict[str, Any]]:
    """One link for each element that some exhibits prove; none for a list one can see at once."""
    if len(exhibits) < FILTER_FROM and not asked.element:
        return []
    found = [("", _("All"), len(exhibits))]
    for element in Element:
        found.append((element.value, str(element.label), sum(element in each.elements for each in exhibits)))
    found.append((NOTHING_SAID, _("Not said yet"), sum(not each.elements for each in exhibits)))
    return [
        {"label": label, "count": count, "query": asked.query(show=value), "on": value == asked.element}
        for value, label, count in found
        if count or value == asked.element
    ]


def strength_context(case: Case, standing: Strength, law: Assessment | None) -> dict[str, Any]:
    """The meter with what is to be looked for, for templates/evidence/strength.html."""
    items = _items(case, law)
    shown = [each for each in standing.elements if each.needed or each.count or _of(items, each.element)]
    rows = [_row(case, each, _of(items, each.element)) for each in shown]
    return {
        "case": case,
        "elements": [row for row in rows if row["counts"]],
        "extras": [row for row in rows if not row["counts"]],
        "covered": standing.covered,
        "wanted": len(standing.needed),
    }


def _items(case: Case, law: Assessment | None) -> tuple[Item, ...]:
    findings = [finding.code for finding in law.findings if finding.verdict == "holds"] if law else []
    if law and law.losses:
        findings.append(LOSSES)
    purchase = case.purchase
    return checklist(
        [problem.kind for problem in case.problems.all()],
        findings,
        purchase.platform.slug if purchase.platform else "",
        purchase.channel,
        place=purchase.platform.name if purchase.platform else purchase.platform_other,
    )


def _of(items: tuple[Item, ...], element: Element) -> list[Item]:
    return [item for item in items if item.element is element]


def _row(case: Case, each: ElementStrength, items: list[Item]) -> dict[str, Any]:
    full = min(each.count, each.pieces)
    return {
        "element": each.element.value,
        "counts": each.needed or bool(each.count),
        "label": each.label,
        "count": each.count,
        "level": each.level,
        "segments": [{"x": place * 11, "full": place < full} for place in range(each.pieces)],
        "width": each.pieces * 11 - 1,
        "why": each.why,
        "note": each.note,
        "have": str(ProofHave(each.have).label) if each.have and not each.count else "",
        "items": items,
        "url": _upload_url(case, each.element),
    }


def _upload_url(case: Case, element: Element) -> str:
    """The upload with this element chosen already."""
    return f"{reverse('evidence:board', args=[case.pk])}?proves={element.value}#upload"


def _vanishing_row(case: Case, each: Expiring) -> dict[str, Any]:
    return {"item": each, "url": _upload_url(case, each.element)}


def rules() -> str:
    """Types and sizes in words, said before anything is chosen."""
    return _(
        "Photos, screenshots, PDF, text, voice recordings and videos. "
        "At most %(file)d MB each (videos %(video)d MB), %(files)d files and %(total)d MB in all."
    ) % {
        "file": MAX_FILE_BYTES // MEGABYTE,
        "video": KINDS["mp4"].max_bytes // MEGABYTE,
        "files": MAX_FILES,
        "total": MAX_CASE_BYTES // MEGABYTE,
    }


def card_html(request: HttpRequest, case: Case, exhibit: Exhibit) -> str:
    """The card of an exhibit that has just come in, as the script adds it to the list."""
    found = listing(case)
    numbered = next(each for each in found.clean if each.pk == exhibit.pk)
    stand = stands([numbered])[numbered.pk]
    card = one.card(numbered, stand, last=True, may_change=True, may_move=True)
    return render_to_string("components/file_card.html", {"card": card}, request)


def elements_of(values: list[str]) -> list[str]:
    """The known elements among what a form sent."""
    return [value for value in values if value in Element.values]
