"""What the card of one exhibit says: its number, kind, state, what it proves and what is still to be said."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import date as date_words
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claimguide.cases.models import Case

from .inspect.signatures import Medium
from .models import Exhibit, Sharing, State
from .refusals import MEGABYTE, Refused
from .share.progress import IN_WORK, Stand

# Kinds people look at; of the others a picture would show nothing.
_SHOWN = frozenset({Medium.PICTURE, Medium.PAGES, Medium.VIDEO})
_VIEWS = {
    Medium.PICTURE: "evidence:preview",
    Medium.PAGES: "evidence:pages",
    Medium.TEXT: "evidence:text",
    Medium.VIDEO: "evidence:media",
    Medium.AUDIO: "evidence:media",
}
_SHARING_ICONS = {
    Sharing.UNDECIDED: "clock",
    Sharing.WHOLE: "eye",
    Sharing.COVERED: "covered",
    Sharing.KEPT_BACK: "lock",
}


def card(exhibit: Exhibit, stand: Stand, *, last: bool, may_change: bool, may_move: bool) -> dict[str, Any]:
    """The context of templates/components/file_card.html for a clean exhibit with its number."""
    place = [exhibit.case_id, exhibit.pk]
    medium = exhibit.file_kind.medium
    describe_url = reverse("evidence:describe", args=place) if may_change else ""
    return {
        "exhibit": exhibit,
        "label": exhibit_label(exhibit),
        "meta": meta(exhibit),
        "origin": origin(exhibit),
        "thumb_url": thumb_url(exhibit),
        "medium": medium.value,
        "length": length(exhibit),
        "proves": [element.label for element in exhibit.elements],
        "lacks": lacks(exhibit),
        "sharing_words": sharing_words(exhibit, stand),
        "sharing_icon": _SHARING_ICONS[Sharing(exhibit.sharing)],
        "sharing": exhibit.sharing,
        "share_url": reverse("evidence:share", args=place),
        "share_text": _share_text(stand),
        "view_url": reverse(_VIEWS[medium], args=place),
        "edit_url": describe_url,
        "action_url": reverse("evidence:change", args=place) if may_change else "",
        "may_move": may_move and may_change,
        "first": exhibit.number == 1,
        "last": last,
    }


def thumb_url(exhibit: Exhibit) -> str:
    """The small picture of a clean exhibit, "" for sound and text."""
    if exhibit.file_kind.medium not in _SHOWN:
        return ""
    return reverse("evidence:thumbnail", args=[exhibit.case_id, exhibit.pk])


def coming_card(exhibit: Exhibit) -> dict[str, Any]:
    """A file that is whole here and not judged yet."""
    return {
        "exhibit": exhibit,
        "medium": exhibit.file_kind.medium.value,
        "meta": meta(exhibit),
        "words": exhibit.get_state_display(),
        "checking": exhibit.state == State.CHECKING,
    }


def refused_card(case: Case, exhibit: Exhibit, *, may_change: bool) -> dict[str, Any]:
    """A file that was judged and not taken: why, and what to do."""
    return {
        "exhibit": exhibit,
        "medium": exhibit.file_kind.medium.value,
        "meta": meta(exhibit),
        "words": refusal_words(exhibit),
        "dismiss_url": reverse("evidence:dismiss", args=[case.pk, exhibit.pk]) if may_change else "",
    }


def refusal_words(exhibit: Exhibit) -> str:
    """Why it was refused and what to do, in the words an upload gets."""
    size = {"max": exhibit.file_kind.max_bytes // MEGABYTE} if exhibit.refusal == "too_large" else {}
    try:
        return Refused(exhibit.refusal, **size).message
    except KeyError:
        return _("This file could not be checked. Save it again or take a screenshot of it.")


def sharing_words(exhibit: Exhibit, stand: Stand) -> str:
    """What recipients get of it, or what keeps them from getting it."""
    if stand in IN_WORK:
        return _("For recipients: the copy is being made")
    if stand == Stand.LOOK:
        return _("For recipients: the copy waits for your word")
    if stand == Stand.FAILED:
        return _("For recipients: the copy could not be made")
    if stand == Stand.OPEN:
        return _("For recipients: not decided")
    words = {
        Sharing.WHOLE: _("For recipients: nothing hidden"),
        Sharing.COVERED: _("For recipients: parts blacked out"),
        Sharing.KEPT_BACK: _("Not for recipients"),
    }
    return words[Sharing(exhibit.sharing)]


def _share_text(stand: Stand) -> str:
    if stand == Stand.DECIDED:
        return _("Look at it or change it")
    return _("See how it stands") if stand in IN_WORK else _("Decide now")


def exhibit_label(exhibit: Exhibit) -> str:
    return _("Exhibit %(n)d") % {"n": exhibit.number}


def meta(exhibit: Exhibit) -> str:
    """Type, pages, length and size in one line."""
    parts = [exhibit.file_kind.label]
    if exhibit.page_count:
        parts.append(ngettext("%(n)d page", "%(n)d pages", exhibit.page_count) % {"n": exhibit.page_count})
    if said := length(exhibit):
        parts.append(said)
    return " · ".join([*parts, filesizeformat(exhibit.size)])


def origin(exhibit: Exhibit) -> str:
    """Day, source, taker and device in one line, as far as they are said."""
    parts = [date_words(exhibit.taken_on, "DATE_FORMAT")] if exhibit.taken_on else []
    if exhibit.source:
        parts.append(exhibit.get_source_display())
    return " · ".join([*parts, *filter(None, (exhibit.taken_by, exhibit.device))])


def length(exhibit: Exhibit) -> str:
    """How long a recording runs, as players write it: 1:05."""
    if exhibit.seconds is None:
        return ""
    minutes, seconds = divmod(exhibit.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def lacks(exhibit: Exhibit) -> str:
    """What a court asks of every exhibit and this one does not say yet."""
    missing = [
        *([] if exhibit.elements else [_("what it shows")]),
        *([] if exhibit.taken_on else [_("its date")]),
        *([] if exhibit.source else [_("where it comes from")]),
    ]
    if not missing:
        return ""
    return _("Still to say: %(what)s") % {"what": pgettext("list", ", ").join(missing)}


def found_device(exhibit: Exhibit) -> str:
    """The camera or phone the file itself names; offered, never taken over unasked."""
    found = exhibit.found if isinstance(exhibit.found, dict) else {}
    said = found.get("device") or found.get("camera") or ""
    if isinstance(said, dict):
        found, said = said, ""
    make, model = str(found.get("make") or "").strip(), str(found.get("model") or "").strip()
    named = str(said) or (model if model.startswith(make) else f"{make} {model}")
    return named.strip()[:60]
