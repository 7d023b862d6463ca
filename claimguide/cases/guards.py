"""Which state may follow which, and the one place that says why something may not be done to a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .models import Case, State

if TYPE_CHECKING:
    # Lives in the type stubs only.
    from django.utils.functional import Promise

TRANSITIONS: dict[str, set[str]] = {
    State.OPEN: {State.WAITING, State.SETTLED, State.CLOSED},
    State.WAITING: {State.OPEN, State.SETTLED, State.CLOSED},
    State.SETTLED: {State.OPEN, State.CLOSED},
    State.CLOSED: {State.OPEN},
}

_LOCKED = _("This case is settled or closed. Open it again to change its answers.")


class Barred(Exception):
    """The case's state does not allow this; `reason` is fit to show."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def reason_not_to(action: str, case: Case) -> str | Promise:
    """Why `action` is barred on this case, or "". Actions: answer, upload, letter, or a state to move to."""
    if action in ("answer", "upload", "letter"):
        return _LOCKED if case.locked else ""
    if action in State.values:
        allowed = action in TRANSITIONS[case.state]
        return "" if allowed else _("A case in this state cannot be moved there.")
    raise ValueError(action)


def require(action: str, case: Case) -> None:
    """Raise Barred where `reason_not_to` names a reason."""
    if reason := reason_not_to(action, case):
        raise Barred(reason)
