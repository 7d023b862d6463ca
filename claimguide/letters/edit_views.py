"""Changing the words of a letter on its review page. Everything works as plain pages and as parts of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from claimguide.cases import guards
from claimguide.cases.access import require_holder
from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case
from claimguide.cases.services import drop_draft, keep_draft
from claimguide.core import language, throttle
from claimguide.core.sentences import joined
from claimguide.core.text import as_typed

from . import editing, selectors
from .editing import Editor
from .forms import ConfirmForm
from .preview import Opened
from .review_page import KEPT, context_of, draft_key, drafted_of

DAY = 24 * 3600
# More than may be saved, so that a text that is too long is not cut unasked.
MAX_TYPED = 4000
CHANGES_PER_DAY = 400
# Gets the editor, what the form said, and the text; gives the paragraph to show, "" for the named one.
Act = Callable[[Editor, Mapping[str, str], str], str]


@require_POST
def edit(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """Do what the button said to one paragraph, and show it in the letter."""
    case = get_visible_case(request, case_id)
    require_holder(request, case)
    selectors.require_kind(kind)
    if wait := throttle.hit("letter-edit", str(case.pk), CHANGES_PER_DAY, DAY):
        response = render(request, "errors/429.html", {"wait": wait}, status=429)
        response["Retry-After"] = str(wait)
        return response
    go = request.POST.get("go", "")
    if go.startswith(language.SWITCH):
        return _in_language(request, case, kind, go)
    act = _ACTS.get(go)
    if act is None:
        return redirect("letters:review", case.pk, kind)
    try:
        # A text that is refused is refused before anything is locked.
        typed = editing.read_text(request.POST.get("text", ""))
        with editing.editor(case, kind, request.user) as editor:
            at = act(editor, _said(request), typed)
    except guards.Barred as barred:
        return render(request, "errors/409.html", {"reason": barred.reason, "case": case}, status=409)
    except editing.Conflict as conflict:
        return _again(request, case, kind, there=conflict.there)
    except ValidationError as refused:
        return _again(request, case, kind, error=joined(*refused.messages))
    drop_draft(case, draft_key(kind, _opened_by(request).draft))
    return redirect(_back(case, kind, at))


def _in_language(request: HttpRequest, case: Case, kind: str, go: str) -> HttpResponse:
    """The same form in another language, with what was typed."""
    form = _opened_by(request)
    values = {"text": as_typed(request.POST.get("text", ""))[:MAX_TYPED], **_said(request)}
    keep_draft(case, draft_key(kind, form.draft), {name: [values[name]] for name in KEPT})
    path = reverse("letters:review", args=[case.pk, kind])
    target = f"{path}?{urlencode({'add' if form.adding else 'edit': form.place})}"
    # Of a page whose parts htmx puts in, the rest would go on in the old language.
    response = HttpResponseClientRedirect(target) if request.headers.get("HX-Request") else redirect(target)
    return language.choose(response, go)


def _opened_by(request: HttpRequest) -> Opened:
    """Which form was sent. For the language switch, which both have: the one that adds names a key."""
    said, go = _said(request), request.POST.get("go", "")
    return Opened(said["place"], adding=go == "add" or (go.startswith(language.SWITCH) and bool(said["key"])))


def _back(case: Case, kind: str, at: str) -> str:
    """The review page at the paragraph that was changed."""
    path = reverse("letters:review", args=[case.pk, kind])
    return f"{path}?{urlencode({'at': at})}#at-{at}"


def _again(
    request: HttpRequest, case: Case, kind: str, *, error: str = "", there: str | None = None
) -> HttpResponse:
    """The page with the form still open and what was typed in it; beside it what another tab saved."""
    said = _said(request)
    read = drafted_of(case, kind)
    drafted = read.drafted
    opened = Opened(
        place=said["place"],
        adding=_opened_by(request).adding,
        text=as_typed(request.POST.get("text", "")) or drafted.text_of(said["place"]),
        token=drafted.token(said["place"]),
        key=said["key"],
        error=error,
        there=there,
    )
    context = context_of(request, read, ConfirmForm(), opened)
    return render(request, "letters/page_review.html", context, status=422 if there is None else 409)


def _said(request: HttpRequest) -> dict[str, str]:
    return {name: as_typed(request.POST.get(name, ""))[:60] for name in ("place", "token", "key")}


def _save(editor: Editor, said: Mapping[str, str], text: str) -> str:
    editor.change(said["place"], said["token"], text)
    return said["place"]


def _remove(editor: Editor, said: Mapping[str, str], _text: str) -> str:
    editor.take_out(said["place"], said["token"])
    return said["place"]


def _restore(editor: Editor, said: Mapping[str, str], _text: str) -> str:
    editor.restore(said["place"])
    return said["place"]


def _add(editor: Editor, said: Mapping[str, str], text: str) -> str:
    editor.add(said["place"], said["key"], text)
    return said["key"]


def _keep(editor: Editor, said: Mapping[str, str], _text: str) -> str:
    editor.keep(said["place"], said["token"], said["key"])
    return said["place"]


def _drop(editor: Editor, said: Mapping[str, str], _text: str) -> str:
    editor.drop(said["key"])
    return said["place"]


_ACTS: Mapping[str, Act] = {
    "save": _save,
    "remove": _remove,
    "restore": _restore,
    "add": _add,
    "keep": _keep,
    "drop": _drop,
}
