"""Reads of what recipients get: who may have which exhibit, what is undecided, what could be covered."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claimguide.cases.models import Case
from claimguide.cases.selectors import party
from claimguide.core import canonical
from claimguide.evidence.inspect.signatures import Medium
from claimguide.evidence.models import CopyOrder, Exhibit, Reading, Reason, Sharing
from claimguide.evidence.refusals import MEGABYTE
from claimguide.evidence.selectors import clean_exhibits

from . import detect
from .pictures import Box, Placed, share_of_line

SHARED = (Sharing.WHOLE, Sharing.COVERED)
# What is made while the consumer waits. A scanned page takes 0.1 s of processor and 0.4 s on a busy machine:
# five are two seconds, which a person waits and a web thread can spare. A film is only written anew (75 MB in
# 0.6 s), but its bytes may have to come out of an object store first.
QUICK_PAGES = 5
QUICK_BYTES = 8 * MEGABYTE


@dataclass(frozen=True)
class CopyFormat:
    """What the copy of an exhibit is, whatever its original was."""

    ending: str
    content_type: str


_FORMATS = {
    Medium.PICTURE: CopyFormat("jpg", "image/jpeg"),
    Medium.PAGES: CopyFormat("pdf", "application/pdf"),
    Medium.TEXT: CopyFormat("txt", "text/plain; charset=utf-8"),
}


def copy_format(exhibit: Exhibit) -> CopyFormat:
    """Films and sound stay what they are, without what stood beside picture and sound."""
    kind = exhibit.file_kind
    return _FORMATS.get(kind.medium) or CopyFormat(kind.endings[0], kind.content_type)


def can_be_covered(exhibit: Exhibit) -> bool:
    """Voices and faces of a film cannot be covered here."""
    return exhibit.file_kind.medium in _FORMATS


def is_quick(exhibit: Exhibit) -> bool:
    """Can its copy be made within a request? One picture or a text always can."""
    if exhibit.file_kind.medium in (Medium.PICTURE, Medium.TEXT):
        return True
    return exhibit.size <= QUICK_BYTES and (exhibit.page_count or 1) <= QUICK_PAGES


def copy_order(exhibit: Exhibit) -> CopyOrder | None:
    """The order for its copy: waiting, being made or failed."""
    return CopyOrder.objects.filter(exhibit=exhibit).first()


def shareable(case: Case) -> list[Exhibit]:
    """Numbered exhibits with a copy that the consumer lets recipients have. Never an original."""
    return [each for each in clean_exhibits(case) if each.sharing in SHARED and each.shared_sha256]


def undecided(case: Case) -> list[Exhibit]:
    """Numbered exhibits the consumer has not decided on: nobody gets them."""
    return [each for each in clean_exhibits(case) if each.sharing == Sharing.UNDECIDED]


def token(exhibit: Exhibit) -> str:
    """Names the present set of boxes and runs, so that two windows do not write over each other."""
    boxes = [[each.page, *each.box, each.reason] for each in exhibit.covers.order_by("page", "x", "y", "pk")]
    runs = [[each.start, each.length, each.reason] for each in exhibit.text_covers.all()]
    return canonical.digest([sorted(boxes), sorted(runs)])[:32]


def cover_count(exhibit: Exhibit) -> int:
    return exhibit.text_covers.count() if exhibit.file_kind.medium == Medium.TEXT else exhibit.covers.count()


def state_text(exhibit: Exhibit) -> str:
    """What recipients get of it, in one line."""
    if exhibit.sharing == Sharing.COVERED:
        n = cover_count(exhibit)
        said = ngettext(
            "Recipients get a copy with %(n)d part hidden", "Recipients get a copy with %(n)d parts hidden", n
        )
        return said % {"n": n}
    if exhibit.sharing == Sharing.WHOLE:
        return _("Recipients get a copy with nothing hidden")
    if exhibit.sharing == Sharing.KEPT_BACK:
        return _("Recipients do not get it")
    return _("Not decided yet what recipients get")


def own_particulars(case: Case) -> list[detect.Own]:
    """The consumer's own telephone number, address and e-mail, to be found by exact match."""
    me = party(case, "consumer")
    mine = (
        (me.phone, Reason.PHONE),
        (me.address, Reason.ADDRESS),
        (me.email, Reason.OTHER),
        (me.account, Reason.OTHER),
    )
    return [detect.Own(value, reason) for value, reason in mine if value]


def text_suggestions(exhibit: Exhibit, text: str) -> list[detect.Span]:
    return detect.spans(text, own_particulars(exhibit.case))


def picture_suggestions(exhibit: Exhibit, page: int = 0) -> list[Placed]:
    """Boxes for what the reading found on a page; none where it was not read."""
    return suggestions_by_page(exhibit).get(page, [])


def suggestions_by_page(exhibit: Exhibit) -> dict[int, list[Placed]]:
    """Boxes for what the reading found, by page (from 0); empty where the exhibit was not read."""
    reading = Reading.objects.filter(exhibit=exhibit, state=Reading.State.DONE).first()
    own = own_particulars(exhibit.case)
    found: dict[int, dict[Box, Placed]] = {}
    for line in reading.lines if reading else []:
        words, (x, y, width, height) = str(line["text"]), line["box"]
        placed = found.setdefault(int(line.get("page", 0)), {})
        for span in detect.spans(words, own):
            box = share_of_line(words, (x, y, width, height), span.start, span.length)
            sure = span.confidence * int(line.get("confidence", 100)) // 100
            placed.setdefault(box, Placed(box, words[span.start : span.end], span.reason, sure))
    return {page: list(placed.values()) for page, placed in found.items()}
