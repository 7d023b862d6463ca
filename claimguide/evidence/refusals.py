"""Why a file is not taken: one code, one message in plain words and one HTTP status for each cause."""

from __future__ import annotations

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
    "wrong_type": _("This type of file is not taken. JPG, PNG, WebP, HEIC and PDF are. %(hint)s"),
    "differs": _("The content of this file is not what its name says. %(hint)s"),
    "too_large": _("This file is larger than %(max)d MB. Take a smaller picture or split the PDF."),
    "empty": _("This file is empty. Choose it again or take the picture again."),
    "truncated": _("This file did not arrive whole. Please upload it again."),
    "cut": _("The connection broke off. Upload again what is missing in the list."),
    "damaged": _("This file is damaged and cannot be opened. Save it again or take a screenshot of it."),
    "encrypted": _("This PDF is protected. Remove the password first, or print it to a new PDF."),
    "active": _("This PDF contains scripts, forms or attachments. Print it to a new PDF and upload that."),
    "too_many_pixels": _("This picture has too many pixels (more than 64 million). Make it smaller first."),
    "too_many_pages": _("This PDF has more than 300 pages. Split it and upload the parts that matter."),
    "animated": _("Moving pictures are not taken. Take a screenshot of the moment that matters."),
    "too_complex": _("This file takes too much to open. Take a screenshot of it, or print it to a new PDF."),
    "too_many": _("A case holds %(max)d files. Remove one that is not needed first."),
    "case_full": _("A case holds %(max)d MB of files; this one already has %(used)s MB. Remove some first."),
    "unavailable": _("Files cannot be checked now. This one was not kept; try again in a few minutes."),
    "too_fast": _("Too many uploads in a short time. Please wait an hour and go on."),
}

_STATUSES = {
    "wrong_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "differs": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
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
        values = {"hint": "", **self.values}
        return (str(_MESSAGES[self.code]) % values).strip()

    @property
    def status(self) -> int:
        return _STATUSES.get(self.code, HTTPStatus.UNPROCESSABLE_ENTITY)


CODES = frozenset(_MESSAGES)
