"""The rights check that keeps nothing: one question a page, the answers in the address, no row."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from claimguide.cases.vocab import ProblemKind
from claimguide.core.money import yuan
from claimguide.law import Assessment
from claimguide.law.off_ramps import off_ramps
from claimguide.reference.selectors import work_calendar

from . import check_questions
from .check_answers import PROBLEMS, Answers, choices_of, read
from .problems import PROBLEM_GROUPS, group_of
from .questions import NOT_SURE
from .rights import rights_card

# The two pages before the law's own questions: the group, and the trouble in it.
_BEFORE = 2
# Sent by the page with boxes, so that choosing none is noticed.
CHOSEN = "chosen"


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    answers = read(request.GET)
    if answers.strange:
        return not_understood(request, answers)
    if not answers.problems or answers.ask == PROBLEMS:
        return _trouble(request, answers)
    if name := next(iter(answers.errors), answers.ask):
        return _ask(request, answers, name)
    found = check_questions.judge(answers, timezone.localdate(), work_calendar())
    if not answers.card and (name := check_questions.following(answers, found)):
        return _ask(request, answers, name)
    return _card(request, answers, found)


def not_understood(request: HttpRequest, answers: Answers) -> HttpResponse:
    """An address that says what no page offers: the way back, and the way on with what could be read."""
    context = {"go_on_url": answers.url() if answers.problems else ""}
    return render(request, "guide/check_not_understood.html", context, status=400)


def _steering(answers: Answers) -> dict[str, str]:
    """Changing one answer leads back to the card."""
    return {"card": "1"} if answers.card else {}


def _trouble(request: HttpRequest, answers: Answers) -> HttpResponse:
    """The six groups; then what can go wrong in one of them, one by a tap or several by boxes."""
    card = _steering(answers)
    changing = {"ask": PROBLEMS} if answers.problems else {}
    group = answers.group
    back = answers.url(card="1") if answers.problems and answers.card else reverse("core:home")
    if group is None:
        hidden = [*answers.pairs(), *changing.items(), *card.items()]
        shown = {"groups": PROBLEM_GROUPS, "hidden": hidden, "back_url": back}
        return render(request, "guide/check_group.html", shown | _place(1, answers))
    here = {**changing, **card, "group": group.slug}
    context: dict[str, Any] = {
        "group": group,
        "groups": [group, *(each for each in PROBLEM_GROUPS if each is not group)],
        "chosen": answers.problems,
        "hidden": [*answers.pairs({PROBLEMS}), *card.items()],
        "several": answers.several,
        "several_url": answers.url(**here, several="1"),
        "chosen_mark": CHOSEN,
        "has_errors": answers.several == CHOSEN,
        "back_url": answers.url(**here) if answers.several else answers.url(**changing, **card),
    }
    return render(request, "guide/check_trouble.html", context | _place(_BEFORE, answers))


def _ask(request: HttpRequest, answers: Answers, name: str) -> HttpResponse:
    """One question. The answers before and after it stand around the buttons, so that their order stays."""
    names = list(answers.given)
    place = names.index(name) if name in names else len(names)
    before, after = names[:place], names[place + 1 :]
    question = check_questions.question(name, answers)
    context = {
        "question": question,
        "before": answers.pairs({name, *after}),
        "after": [*answers.pairs({PROBLEMS, name, *before}), *_steering(answers).items()],
        "unsure": NOT_SURE,
        "unsure_chosen": answers.given.get(name) == NOT_SURE,
        "has_errors": bool(question.error),
        "card_url": answers.url({name}, card="1"),
        "back_url": _before(answers, before),
    }
    return render(request, "guide/check_question.html", context | _place(len(before) + _BEFORE + 1, answers))


def _before(answers: Answers, before: list[str]) -> str:
    """The card where one answer is changed; else the question before this one, its answer shown."""
    if answers.card:
        return answers.url(card="1")
    if before:
        return answers.url(ask=before[-1])
    more = {"several": "1"} if len(answers.problems) > 1 else {}
    return answers.url(ask=PROBLEMS, group=group_of(answers.problems[0]).slug, **more)


def _place(number: int, answers: Answers) -> dict[str, Any]:
    """Where one stands; not while one answer is changed, nor beyond the questions asked of all."""
    most = _BEFORE + check_questions.MOST
    return {"number": number, "most": most, "counted": not answers.card and number <= most}


class Row(NamedTuple):
    """An answer as it was given, and where to change it."""

    label: str
    value: str
    change_url: str


def _card(request: HttpRequest, answers: Answers, found: Assessment) -> HttpResponse:
    more = check_questions.following(answers, found, most=None)
    last = next(reversed(answers.given), "")
    facts = answers.facts(found.on)
    context = {
        **rights_card(found, facts),
        "ramps": off_ramps(facts),
        "answers": answers,
        "rows": rows(answers),
        "hidden": answers.pairs(),
        "more_url": answers.url(ask=more, card="1") if more else "",
        "back_url": answers.url(ask=last or PROBLEMS),
    }
    return render(request, "guide/check_card.html", context)


def rows(answers: Answers) -> list[Row]:
    """What was answered, in its order, each with its link."""
    kinds = _(", ").join(str(ProblemKind(kind).label) for kind in answers.problems)
    group = group_of(answers.problems[0]).slug
    found = [Row(_("What went wrong?"), kinds, answers.url(ask=PROBLEMS, group=group, card="1"))]
    for name, value in answers.given.items():
        title, _why = check_questions.words(name)
        found.append(Row(title, _said(name, value), answers.url(ask=name, card="1")))
    return found


def _said(name: str, value: Any) -> str:
    """An answer in words."""
    if value == NOT_SURE:
        return _("I am not sure")
    if isinstance(value, Decimal):
        return yuan(value) if name == "promise_value" else _("%(sum)s yuan") % {"sum": yuan(value)}
    if isinstance(value, dt.date):
        return date_format(value, "DATE_FORMAT")
    return str(dict(choices_of(name)).get(value, value))
