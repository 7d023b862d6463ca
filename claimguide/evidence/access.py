"""Who may do what with exhibits: the case's holder everything; staff see, and change with that right only."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from claimguide.cases.access import is_holder
from claimguide.cases.models import Case
from claimguide.cases.selectors import get_visible_case

__all__ = ["case_to_change", "is_holder"]


def case_to_change(request: HttpRequest, case_id: UUID) -> Case:
    """The case for a request that writes. Http404 as for reading; PermissionDenied for who may only read."""
    case = get_visible_case(request, case_id)
    if not is_holder(request, case) and not request.user.has_perm("cases.change_case"):
        raise PermissionDenied
    return case
