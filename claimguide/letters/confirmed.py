"""Answers this browser has confirmed for one letter: the next asks to check only what is new or changed.

Kept in the session, as fingerprints that say nothing about the answers.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from claimguide.cases.models import Case

from .answers import Answer

_KEY = "letters-confirmed"
# Hexadecimal digits: two of some sixty lines are alike once in a hundred thousand million cases.
_DIGITS = 12


def _fingerprint(case: Case, row: Answer) -> str:
    text = "\0".join((str(case.pk), str(row.label), row.value))
    return salted_hmac(_KEY, text, algorithm="sha256").hexdigest()[:_DIGITS]


def confirm(request: HttpRequest, case: Case, rows: Iterable[Answer]) -> None:
    """Remember that these lines were checked, as they read now and in this language."""
    known = request.session.get(_KEY, {})
    prints = {*known.get(str(case.pk), ()), *(_fingerprint(case, row) for row in rows)}
    request.session[_KEY] = known | {str(case.pk): sorted(prints)}


def divide(request: HttpRequest, case: Case, rows: Iterable[Answer]) -> tuple[list[Answer], list[Answer]]:
    """The lines still to be checked, and those that were confirmed and read the same."""
    known = set(request.session.get(_KEY, {}).get(str(case.pk), ()))
    fresh: list[Answer] = []
    checked: list[Answer] = []
    for row in rows:
        (checked if _fingerprint(case, row) in known else fresh).append(row)
    return fresh, checked
