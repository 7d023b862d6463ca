"""Why a file is not taken: one code, one message in plain words and one HTTP status for each cause."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_FILES = 30
MAX_CASE_BYTES = 300 * MEGABYTE

_MESSAGES: dict[str, _StrPromise] = {
    "no_file": _("Choose at least one file."),
    "bad_name": _("The file name contains characters that cannot be read. Rename the file and try again."),
    "wrong_type": _(
        "This type of file is not taken, only JPG, PNG, WebP, HEIC, PDF, TXT, MP4/MOV, M4A/AMR/MP3. %(hint)s"
    ),
    "differs": _("The content of this file is not what its name says. %(hint)s"),
    "too_large": _("This file is larger than %(max)d MB. %(hint)s"),
    "empty": _("This file is empty. Choose it again or take the picture again."),
    "truncated": _("This file did not arrive whole. Please upload it again."),
    "cut": _("The connection broke off. Upload again what is missing in the list."),
    "damaged": _("This file is damaged and cannot be opened. Save it again or take a screenshot of it."),
    "encrypted": _("This PDF is protected. Remove the password first, or print it to a new PDF."),
    "active": _("This PDF contains scripts, forms or attachments. Print it to a new PDF and upload that."),
    "too_many_pixels": _(
        "This picture has more than %(max)d million pixels. Take a screenshot of it or make it smaller."
    ),
    "too_many_pages": _("This PDF has more than 300 pages. Split it and upload the parts that matter."),
    "animated": _("Moving pictures are not taken. Take a screenshot of the moment that matters."),
    "too_complex": _("This file takes too much to open. Take a screenshot of it, or print it to a new PDF."),
    "virus": _("This file was recognised as harmful. It was not kept. Scan your device for viruses."),
    "not_text": _("This is not a plain text file. Open it in its own program and save it as PDF."),
    "cut_off": _("The end of this recording is missing. Send it from the device it was made on once more."),
    "outside": _("This video refers to parts in other files. Export it again as one MP4 file."),
    "too_long": _("This recording is longer than %(max)d minutes. Cut out the part that matters."),
    "no_film": _("No video was found in this file. If it is a voice recording, rename it to end in .m4a."),
    "no_sound": _("No voice recording was found in this file. Save it again as M4A or MP3."),
    "no_page": _("There is no such page in this file."),
    "unreadable": _("There is no such file, or it cannot be read."),
    "too_many": _("A case holds %(max)d files. Remove one that is not needed first."),
    "case_full": _("A case holds %(max)d MB of files; this one already has %(used)s MB. Remove some first."),
    "day_full": _("A case takes %(files)d files and %(max)d MB a day. Go on tomorrow."),
    "disk_full": _("There is no room for more files at the moment. Your answers are safe; try again later."),
    "out_of_order": _("A part of this file is missing. Choose the file again; it goes on from there."),
    "piece_large": _("More arrived than belongs to this file. Choose the file again."),
    "unavailable": _("Files cannot be checked now. This one was not kept; try again in a few minutes."),
    "too_fast": _("Too many uploads in a short time. Please wait an hour and go on."),
}

# For the few cases in which whoever refuses does not say more.
_USUAL = {"too_many_pixels": {"max": 64}, "too_long": {"max": 30}}

_STATUSES = {
    "wrong_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "differs": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "piece_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "day_full": HTTPStatus.TOO_MANY_REQUESTS,
    "disk_full": HTTPStatus.INSUFFICIENT_STORAGE,
    "out_of_order": HTTPStatus.CONFLICT,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "too_fast": HTTPStatus.TOO_MANY_REQUESTS,
}


class Refused(Exception):
    """A file that is not taken; nothing of it was kept. `message` is fit to show."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def message(self) -> str:
        values = {"hint": "", **_USUAL.get(self.code, {}), **self.values}
        return (str(_MESSAGES[self.code]) % values).strip()

    @property
    def status(self) -> int:
        return _STATUSES.get(self.code, HTTPStatus.UNPROCESSABLE_ENTITY)


CODES = frozenset(_MESSAGES)


def message_of(code: str, values: Mapping[str, Any] | None = None) -> str:
    """What a kept code means, in the reader's language; "damaged" where it cannot be said any more."""
    try:
        return Refused(code, **(values or {})).message
    except KeyError:
        return Refused("damaged").message
