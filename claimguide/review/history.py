"""The events of a case in words: what happened, and to which page, exhibit or letter."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Event, State
from claimguide.letters.kinds import Kind, Way
from claimguide.letters.outputs import Form

WORDS: dict[str, Any] = {
    "opened": _("Case opened"),
    "answered": _("Page answered"),
    "code_renewed": _("New resume code"),
    "moved": _("State changed"),
    "viewed": _("Seen by staff"),
    "assigned": _("Assigned"),
    "noted": _("Internal note written"),
    "exported": _("Everything downloaded by the consumer"),
    "exhibit_added": _("Exhibit added"),
    "contact_shown": _("Said which exhibit shows a contact"),
    "exhibit_checked": _("Exhibit checked"),
    "exhibit_refused": _("Exhibit refused"),
    "exhibit_described": _("Exhibit described"),
    "exhibit_moved": _("Exhibit moved in the list"),
    "exhibits_ordered": _("Exhibits put in another order"),
    "exhibit_dismissed": _("Notice of a refused file read"),
    "exhibit_removed": _("Exhibit removed"),
    "exhibit_restored": _("Exhibit brought back"),
    "exhibit_opened": _("Exhibit opened by staff"),
    "exhibit_shared": _("Copy of an exhibit confirmed for recipients"),
    "exhibit_share_withdrawn": _("Copy of an exhibit taken back"),
    "exhibit_kept_back": _("Exhibit kept back from recipients"),
    "proof_stated": _("Said which proof there is"),
    "letter_ordered": _("Letter ordered"),
    "letter_ready": _("Letter ready"),
    "letter_form_ordered": _("Another form of a letter ordered"),
    "letter_form_ready": _("Another form of a letter ready"),
    "letter_remade": _("File of a letter ordered again"),
    "letter_retried": _("Failed letter ordered again"),
    "letter_sent": _("Letter sent by the consumer"),
    "letter_proven": _("Proof of a sending added"),
    "letter_unsent": _("Sending of a letter taken back"),
    "letter_edited": _("Words of a letter changed by the consumer"),
    "letter_opened": _("Letter opened by staff"),
    "sheet_offered": _("Code made to open a sheet on another device"),
    "sheet_opened": _("Sheet opened on another device"),
    "sheet_ended": _("Sheet taken back from another device"),
    "bundle_ordered": _("Bundle ordered"),
    "bundle_ready": _("Bundle ready"),
    "bundle_retried": _("Failed bundle ordered again"),
    "bundle_downloaded": _("Bundle downloaded"),
    "dossier_ordered": _("Dossier ordered"),
    "dossier_ready": _("Dossier ready"),
    "dossier_retried": _("Failed dossier ordered again"),
    "dossier_downloaded": _("Dossier downloaded"),
    "dossier_deleted": _("Dossier deleted"),
    "mail_address_confirmed": _("E-mail address confirmed"),
    "mail_address_removed": _("E-mail address removed"),
    "mail_ordered": _("Letter by e-mail ordered"),
    "mail_released": _("Held letter by e-mail let go"),
    "mail_refused": _("Held letter by e-mail refused"),
    "mail_sent": _("Letter by e-mail handed to the mail server"),
    "mail_shown": _("Letter by e-mail written to a file (demonstration)"),
    "mail_failed": _("Letter by e-mail not sent"),
    "mail_unknown": _("Letter by e-mail perhaps sent"),
}
# What a value of an event's data is called where it is a code.
_CODES: dict[str, dict[str, str | Promise]] = {
    "before": dict(State.choices),
    "after": dict(State.choices),
    "letter_kind": dict(Kind.choices),
    "form": dict(Form.choices),
    "channel": dict(Way.choices),
}
# Keys of rows and digests lead nowhere for a reader.
_SHOWN = ("page", "before", "after", "letter_kind", "form", "number", "channel", "on", "what")


def line(event: Event) -> dict[str, Any]:
    """One line of the history: when, what, by whom, details."""
    details = [
        str(_CODES.get(key, {}).get(event.data[key], event.data[key])) for key in _SHOWN if key in event.data
    ]
    return {"at": event.at, "what": WORDS.get(event.kind, event.kind), "who": event.actor, "details": details}
