"""The task list, the steps' results, the question pages. State lives in rows, never in the session."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from claimguide.cases import guards, services
from claimguide.cases.models import Case
from claimguide.cases.selectors import code_is_fresh
from claimguide.core.forms import side_by_side

from . import home, registry, rows
from .access import case_or_resume
from .changing import Change, newest
from .desk import Desk
from .forms import CaseForm
from .off_ramp_pages import ramps_of
from .rights import money_parts
from .step import Leaf, RowPage, Status, Step
from .timeline import Sort, moments, months
from .timeline_picture import picture
from .turn import Turn, form_of


@require_GET
@case_or_resume
def case(request: HttpRequest, case: Case) -> HttpResponse:
    desk = Desk(case, timezone.localdate())
    statuses = home.statuses(desk)
    action = None if case.locked else home.next_action(desk, statuses)
    law = desk.assessment
    context = {
        "case": case,
        "desk": desk,
        "tasks": home.tasks(desk, statuses, action),
        "action": action,
        "nearest": next(iter(desk.dates), None),
        "parts": money_parts(law),
        "low": law.claim_min if law.claim_min != law.claim_max else None,
        "high": law.claim_max,
        "done": sum(status == Status.DONE for status in statuses.values()),
        "code_fresh": code_is_fresh(request, case),
        "ramps": ramps_of(desk),
    }
    return render(request, "guide/case.html", context)


@require_GET
@case_or_resume
def timeline(request: HttpRequest, case: Case) -> HttpResponse:
    """What happened and what lies ahead, as a picture and as a list."""
    desk = Desk(case, timezone.localdate())
    found = moments(desk)
    by_month = months(found, desk.today, unfolded="all" in request.GET)
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "back_url": reverse("guide:case", args=[case.pk]),
        "desk": desk,
        "months": by_month,
        "folded": not all(month.open for month in by_month),
        "picture": picture(found, desk.today),
        "sorts": [sort for sort in Sort if any(each.sort is sort for each in found)],
    }
    return render(request, "guide/timeline.html", context)


@require_GET
@case_or_resume
def step(request: HttpRequest, case: Case, step: str) -> HttpResponse:
    """The step's result; straight to its first question while nothing has been answered."""
    current = registry.get_step(step)
    desk = Desk(case, timezone.localdate())
    if current.elsewhere:
        return redirect(current.url(desk))
    first = current.first_open(desk)
    if first and not current.answered(desk) and not guards.reason_not_to("answer", case):
        return redirect("guide:page", case.pk, step, first.slug)
    result = current.result(desk)
    context = {
        "case": case,
        "case_url": reverse("guide:case", args=[case.pk]),
        "desk": desk,
        "step": current,
        "status": current.status(desk),
        "open_page": first,
        "pages": current.open_pages(desk),
        "following": registry.after(current),
        "ramps": ramps_of(desk),
        **result.context,
    }
    return render(request, result.template, context)


@require_http_methods(["GET", "POST"])
@case_or_resume
def page(request: HttpRequest, case: Case, step: str, page: str) -> HttpResponse:
    current = registry.get_step(step)
    desk = Desk(case, timezone.localdate())
    if leaf := current.leaf(page):
        return _leaf(request, desk, current, leaf)
    question = current.page(page, desk)
    if question is None:
        if page in {p.slug for p in current.pages}:
            return redirect("guide:step", case.pk, step)
        raise Http404
    if reason := guards.reason_not_to("answer", case):
        if request.method == "POST":
            return render(request, "errors/409.html", {"reason": reason, "case": case}, status=409)
        messages.warning(request, str(reason))
        return redirect("guide:step", case.pk, step)
    turn = Turn(request, desk, current, question)
    if isinstance(question, RowPage):
        return rows.answer(turn)
    return _answer(turn) if request.method == "POST" else _ask(turn)


@require_GET
def _leaf(request: HttpRequest, desk: Desk, current: Step, leaf: Leaf) -> HttpResponse:
    """A part of the step's result on a page of its own."""
    context = {
        "case": desk.case,
        "case_url": reverse("guide:case", args=[desk.case.pk]),
        "back_url": current.url(desk),
        "desk": desk,
        "step": current,
        "leaf": leaf,
        "following": current.after_leaf(leaf),
        **leaf.context(desk),
    }
    return render(request, leaf.template, context)


def _show(turn: Turn, form: CaseForm, **extra: Any) -> HttpResponse:
    context = {
        "case": turn.case,
        "case_url": reverse("guide:case", args=[turn.case.pk]),
        "step": turn.step,
        "page": turn.page,
        "form": form,
        "title": turn.page.title,
        "why": turn.page.why,
        "help": turn.page.help,
        "back_posts": True,
        "personal": form.personal,
        "draft": turn.key,
        "version": turn.case.version,
        "next": turn.return_to,
        "left": turn.step.left(turn.page, turn.desk),
        "depending": newest(turn.desk) if turn.key in turn.desk.answered else [],
        **extra,
    }
    return render(turn.request, "guide/page.html", context, status=409 if "both" in extra else 200)


def _ask(turn: Turn) -> HttpResponse:
    if "keep" in turn.request.GET:
        services.drop_draft(turn.case, turn.key)
        return redirect(turn.here())
    return _show(turn, form_of(turn))


def _answer(turn: Turn) -> HttpResponse:
    services.keep_draft(turn.case, turn.key, turn.typed())
    if away := turn.leave():
        return away
    form = form_of(turn, turn.request.POST)
    if not form.is_valid():
        return _show(turn, form)
    if (warnings := form.warnings()) and turn.request.POST.get("confirmed") != "yes":
        return _show(turn, form, warnings=warnings, submit_label=_("Confirm and continue"))
    if turn.key in turn.desk.answered and not form.changes(turn.case):
        services.drop_draft(turn.case, turn.key)
        return turn.onward()
    change = Change(turn.request, turn.desk) if form.overwrites(turn.case) else None
    try:
        services.save_answers(turn.case, turn.key, form.write, version=turn.version, actor=turn.request.user)
    except services.Stale as stale:
        return _stale(turn, form, stale.case)
    if change:
        change.tell()
    return turn.onward()


def _stale(turn: Turn, form: CaseForm, fresh: Case) -> HttpResponse:
    """Two tabs, or two people: show both texts and let the consumer choose. A mere double click goes on."""
    if not form.changes(fresh):
        services.drop_draft(turn.case, turn.key)
        return turn.onward()
    both = side_by_side(form, form.load(fresh))
    return _show(turn, form, both=both, version=fresh.version, keep_url=turn.here(keep="1"))
