"""What the page shows: the picture, page or text with its boxes; the copy to look at; what was decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.evidence.inspect.signatures import Medium
from claimguide.evidence.models import WHOLE_SIDE, Exhibit, Reason, Sharing
from claimguide.evidence.refusals import message_of
from claimguide.evidence.selectors import page_asked

from . import copies, covering, selectors
from .forms import STRIPS, BoxesForm, WordsForm, key_of, line_of
from .progress import progress, share_url
from .services import MAX_BOXES, Drawn

_MAKING: dict[str, Promise] = {
    "working": gettext_lazy("The copy is being made. For a long file this takes up to a minute."),
    "failed": gettext_lazy("The copy could not be made."),
    "ready": gettext_lazy("The copy is ready."),
    "void": gettext_lazy("Something was changed meanwhile, so the copy was not made."),
}
_UNAVAILABLE = gettext_lazy("Files cannot be worked on now. Try again in a few minutes.")
_LOST = gettext_lazy("Your files are kept. Try again; if it fails again, the staff will look at it.")
# So many words found in a text are offered; a form takes no more fields than this and its own few.
MAX_OFFERS = 200


@dataclass(frozen=True)
class Place:
    """An exhibit and the page of it (from 0) that is looked at."""

    exhibit: Exhibit
    number: int

    @property
    def pages(self) -> int:
        return self.exhibit.page_count or 1

    @property
    def url(self) -> str:
        return reverse("evidence:share", args=[self.exhibit.case_id, self.exhibit.pk])


def place(exhibit: Exhibit, asked: str) -> Place:
    """The page that an address names (from 1), the first for anything else."""
    return Place(exhibit, page_asked(exhibit, asked))


def boxes_form(at: Place, data: Any = None, boxes: list[Drawn] | None = None) -> BoxesForm:
    """The form of one page's boxes. `boxes` are shown in place of the kept ones."""
    kept = [
        Drawn(*each.box, each.reason, each.suggested) for each in at.exhibit.covers.filter(page=at.number)
    ]
    known = {box[:4] for box in kept if box.suggested}
    taken = {box[:4] for box in kept}
    offers = selectors.picture_suggestions(at.exhibit, at.number)[:MAX_OFFERS]
    shown = kept if boxes is None else boxes
    return BoxesForm(
        data,
        offers=[offer for offer in offers if offer.box not in taken],
        known=known | {offer.box for offer in offers},
        initial={"boxes": "\n".join(map(line_of, shown))},
    )


def words_form(exhibit: Exhibit, text: str, data: Any = None) -> WordsForm:
    """The form of a text's hidden words."""
    runs = list(exhibit.text_covers.values_list("start", "length", "reason", "suggested"))
    words = covering.choices(text, selectors.text_suggestions(exhibit, text), runs)[:MAX_OFFERS]
    listed = {each.text for each in words if each.hidden}
    single = [f"{at}-{n}" for at, n, _why, _found in runs if text[at : at + n] not in listed]
    initial = {"runs": " ".join(single), "hide": [each.text for each in words if each.hidden]}
    return WordsForm(data, text=text, words=words, initial=initial)


def frame(at: Place) -> dict[str, Any]:
    """What every stage of the page needs."""
    exhibit, case = at.exhibit, at.exhibit.case
    done = progress(case)
    exhibit.number = next((each.number for each in done.exhibits if each.pk == exhibit.pk), 0)
    board = reverse("evidence:board", args=[case.pk])
    return {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": f"{board}#exhibit-{exhibit.pk}",
        "exhibit": exhibit,
        "label": _("Exhibit %(n)d") % {"n": exhibit.number},
        "barred": guards.reason_not_to("upload", case),
        "medium": exhibit.file_kind.medium.value,
        "coverable": selectors.can_be_covered(exhibit),
        "state": selectors.state_text(exhibit),
        "decided": exhibit.sharing != Sharing.UNDECIDED,
        "token": selectors.token(exhibit),
        "cover_count": selectors.cover_count(exhibit),
        "covered_pages": _covered_pages(exhibit),
        "progress": done,
        "next": _next(case, done.after(exhibit)),
        **_paging(at),
    }


def _next(case: Case, exhibit: Exhibit | None) -> dict[str, Any]:
    """Where to go on: the next exhibit to decide on (its number), after the last one the page of bundles."""
    if exhibit is None:
        return {"url": reverse("evidence:bundles", args=[case.pk]), "number": None}
    return {"url": share_url(exhibit), "number": exhibit.number}


def decided_words(exhibit: Exhibit) -> str:
    """What was decided, in one line. "Nothing to hide" may be said before the copy is there."""
    if exhibit.sharing == Sharing.UNDECIDED:
        return _("Recipients may get the copy as soon as it is made")
    return selectors.state_text(exhibit)


def _covered_pages(exhibit: Exhibit) -> list[int]:
    pages = exhibit.covers.order_by("page").values_list("page", flat=True).distinct()
    return [page + 1 for page in pages]


def _paging(at: Place) -> dict[str, Any]:
    return {
        "page": at.number + 1,
        "pages": at.pages,
        "page_before": at.number if at.number else None,
        "page_after": at.number + 2 if at.number + 1 < at.pages else None,
    }


def drawing(at: Place, form: BoxesForm) -> dict[str, Any]:
    """The picture with its boxes, and what the site would cover."""
    names = [at.exhibit.case_id, at.exhibit.pk]
    if at.exhibit.file_kind.medium == Medium.PAGES:
        picture = reverse("evidence:page", args=[*names, at.number + 1])
    else:
        picture = reverse("evidence:preview", args=names)
    accepted = form["accept"].value() or []
    return {
        "form": form,
        "picture": picture,
        "covers": at.exhibit.covers.filter(page=at.number),
        "offers": [_offer(key, offer, key in accepted) for key, offer in form.offers.items()],
        "reasons": Reason.choices,
        "strips": list(STRIPS),
        "max_boxes": MAX_BOXES,
        "side": WHOLE_SIDE,
    }


def _offer(key: str, offer: Any, accepted: bool) -> dict[str, Any]:
    return {
        "key": key,
        "text": offer.text,
        "why": Reason(offer.reason).label,
        "box": offer.box,
        "accepted": accepted,
    }


def writing(exhibit: Exhibit, text: str, form: WordsForm) -> dict[str, Any]:
    """The text with its hidden words, and what the site would hide."""
    hidden = list(exhibit.text_covers.values_list("start", "length"))
    found = selectors.text_suggestions(exhibit, text)
    ticked = set(form["hide"].value() or [])
    words = {each.text for each in form.words.values() if each.hidden}
    single = [run for run in hidden if text[run[0] : sum(run)] not in words]
    return {
        "form": form,
        "single": [{"key": f"{at}-{n}", "text": text[at : at + n]} for at, n in single[:MAX_OFFERS]],
        "pieces": covering.segments(text, hidden, [(span.start, span.length) for span in found]),
        "words": [
            {
                "text": each.text,
                "why": Reason(each.reason).label,
                "places": each.places,
                "on": each.text in ticked,
            }
            for each in form.words.values()
        ],
    }


def checking(at: Place) -> dict[str, Any]:
    """The copy itself, and what the site found but was left visible."""
    exhibit = at.exhibit
    names = [exhibit.case_id, exhibit.pk]
    copy = reverse("evidence:share_copy", args=names)
    left = left_visible(exhibit)
    shown: dict[str, Any] = {"copy_url": copy, "left": sum(left.values()), "left_pages": list(left)}
    if exhibit.file_kind.medium == Medium.PAGES:
        shown["copy_picture"] = reverse("evidence:share_copy_page", args=names) + f"?page={at.number + 1}"
    elif exhibit.file_kind.medium == Medium.PICTURE:
        # The address changes with the copy, so that no browser shows an older one.
        shown["copy_picture"] = f"{copy}?{exhibit.shared_sha256[:12]}"
    elif exhibit.file_kind.medium == Medium.TEXT:
        shown["copy_text"] = copies.stored_text(exhibit)
    return shown


def making(exhibit: Exhibit) -> dict[str, Any]:
    """How the order of a copy stands: `state` is working, failed, ready or void."""
    order = selectors.copy_order(exhibit)
    if order is None:
        state = "ready" if exhibit.shared_sha256 else "void"
    else:
        state = "working" if order.is_busy else "failed"
    names = [exhibit.case_id, exhibit.pk]
    return {
        "state": state,
        "whole": order is not None and order.whole,
        "text": _MAKING[state],
        "reason": reason(order.failure) if order and state == "failed" else "",
        "url": reverse("evidence:share", args=names),
        "state_url": reverse("evidence:share_state", args=names),
    }


def reason(failure: str) -> str:
    """Why a copy could not be made (refusals.CODES); "" where the order came to an end without a word."""
    if not failure:
        return str(_LOST)
    return str(_UNAVAILABLE) if failure == "unavailable" else message_of(failure)


def left_visible(exhibit: Exhibit) -> dict[int, int]:
    """How many of the site's suggestions are not covered, by page (from 1), where there are any."""
    if not selectors.can_be_covered(exhibit):
        return {}
    if exhibit.file_kind.medium == Medium.TEXT:
        text = copies.text_of(exhibit)
        runs = list(exhibit.text_covers.values_list("start", "length"))
        found = [(span.start, span.length) for span in selectors.text_suggestions(exhibit, text)]
        pieces = covering.segments(text, runs, found)
        return {1: n} if (n := sum(state == "offered" for _words, state in pieces)) else {}
    covered = {(cover.page, key_of(cover.box)) for cover in exhibit.covers.all()}
    left = Counter(
        page + 1
        for page, offers in selectors.suggestions_by_page(exhibit).items()
        for offer in offers
        if (page, key_of(offer.box)) not in covered
    )
    return dict(sorted(left.items()))
