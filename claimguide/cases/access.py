"""What one who sees a case may do: its holder everything; staff read with a trace, write with the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from . import services
from .models import SESSION_KEY, Case

if TYPE_CHECKING:
    from django.http import HttpRequest

READING = ("GET", "HEAD", "OPTIONS")


def is_holder(request: HttpRequest, case: Case) -> bool:
    """Whether this browser holds the case; staff who may see it do not."""
    return str(case.pk) in request.session.get(SESSION_KEY, [])


def admit(request: HttpRequest, case: Case) -> None:
    """Note that staff see this case; PermissionDenied where they would change it without the right to."""
    if is_holder(request, case):
        return
    if request.method not in READING and not request.user.has_perm("cases.change_case"):
        raise PermissionDenied
    services.note_viewing(case, request.user)


def require_holder(request: HttpRequest, case: Case) -> None:
    """PermissionDenied for staff: the resume code, the export and the erasure are the consumer's alone."""
    if not is_holder(request, case):
        raise PermissionDenied
