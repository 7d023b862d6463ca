"""The key under which a device keeps what was typed and not sent yet (docs/decisions/0013)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from claimguide.core.keys import derived_key

from . import guards
from .access import is_holder
from .models import SESSION_KEY, Case
from .selectors import on_shared_device

if TYPE_CHECKING:
    from django.http import HttpRequest


def key_for(request: HttpRequest, case: Case) -> str:
    """The key of the case, base64; "" where this device keeps nothing.

    That is: for staff, on a device that others use too, and for a case that takes no answers. The salt of the
    resume code is part of it: a new code makes what lies on devices unreadable, and so does erasing the case.
    """
    if not is_holder(request, case) or on_shared_device(request) or guards.reason_not_to("answer", case):
        return ""
    return base64.b64encode(derived_key("device-draft", f"{case.pk}:{case.resume_salt}")).decode()


def held_ids(request: HttpRequest) -> list[str]:
    """The cases of this visit: what the device keeps of any other goes."""
    held: list[str] = request.session.get(SESSION_KEY, [])
    return held
