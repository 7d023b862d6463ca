"""The public page on which anybody checks a bundle in the browser; no file reaches this site."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claimguide.core import signing

from . import words


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    keys = signing.known()
    plain = [{"fingerprint": key.fingerprint, "retired": key.retired} for key in keys]
    context = {
        "words": json.dumps({**words(get_language() or ""), **_words_of_the_page()}),
        "keys": json.dumps(plain),
        "key": next((key for key in keys if not key.retired), None),
        "retired": [key for key in keys if key.retired],
    }
    return render(request, "evidence/verify.html", context)


def _words_of_the_page() -> dict[str, str]:
    """What the page says besides the script's words, or instead of them: it knows the keys of this site."""
    return {
        "key_ok": _("Signed with the key of this site: {key}"),
        "key_retired": _("Signed with a former key of this site, no longer in use: {key}"),
        "key_other": _(
            "Signed with another key ({key}) than that of this site ({given}): this site did not make this "
            "bundle, or somebody signed it again."
        ),
        "some_failed": _("Not in order. See what failed below, and ask for the whole original bundle."),
        "all_ok": _("All in order. Every exhibit is unchanged since it reached this site."),
        "cannot": _("It cannot be checked."),
        "label_signature": _("Signature of the list"),
        "label_key": _("Key"),
        "label_files": _("Files"),
        "label_chain": _("History of the case"),
        "label_exhibits": _("Exhibits"),
        "label_day": _("Daily root"),
        "label_stamp": _("Outside time stamp"),
        "label_bundle": _("Bundle"),
        "status_ok": pgettext("check", "passed"),
        "status_failed": pgettext("check", "failed"),
        "status_note": pgettext("check", "note"),
        "about": _("Case {case}, made {made} (UTC+8), {kind}"),
        "starting": _("Reading …"),
        "doing": _("{percent} %: {name}"),
        "hash_is": _("SHA-256 of this file:"),
        "hash_same": _("The same: this is the very file."),
        "hash_differs": _("Not the same: this is another file, or it was changed. Its SHA-256 is:"),
    }
