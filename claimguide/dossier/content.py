"""What a dossier is made of: frozen when it is ordered, so that the worker never reads the case again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from claimguide.cases.models import Case, Party
from claimguide.core import canonical
from claimguide.evidence.bundle.content import local

from .models import Form
from .papers import Paper
from .sheets import sheets
from .timeline import timeline

Content = dict[str, Any]
_OF_THE_ORDER = ("dossier", "made_at", "made_at_local")


def freeze(  # noqa: PLR0913  a dossier is exactly these
    case: Case,
    chosen: Sequence[Paper],
    *,
    form: str,
    with_timeline: bool,
    with_sheets: bool,
    dossier: uuid.UUID,
    at: dt.datetime,
) -> Content:
    """Everything the dossier will say and hold, ready for canonical.dumps."""
    files = [file for paper in chosen for file in paper.files if form == Form.ZIP or file.pages is not None]
    content: Content = {
        "dossier": dossier,
        "case": case.number,
        "made_at": canonical.moment(at),
        "made_at_local": local(at),
        "form": form,
        "parties": {role: _name(case, role) for role in Party.Role.values},
        "shop": case.purchase.shop_name,
        "goods": case.purchase.goods_name,
        "files": [asdict(file) for file in files],
        "timeline": timeline(case, timezone.localdate(at)) if with_timeline else None,
        "sheets": sheets(case, timezone.localdate(at)) if with_sheets else None,
    }
    frozen: Content = canonical.normalise(content)
    return frozen


def substance(content: Content) -> str:
    """Digest of all that makes a dossier another one: not the moment it was ordered."""
    return canonical.digest({key: value for key, value in content.items() if key not in _OF_THE_ORDER})


def _name(case: Case, role: str) -> str:
    return next((party.name for party in case.parties.all() if party.role == role), "")
