"""Exhibits as rows alone: what the list says of them needs no file."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.db.models import Max

from claimguide.cases.models import Case
from claimguide.evidence.models import Exhibit, ExhibitProof


def row(case: Case, *, proves: tuple[str, ...] = (), **fields: Any) -> Exhibit:
    """An exhibit at the end of the list, clean unless `state` says otherwise."""
    last = Exhibit.objects.filter(case=case).aggregate(last=Max("position"))["last"] or 0
    state = fields.setdefault("state", "clean")
    if state == "refused":
        fields.setdefault("refusal", "damaged")
    exhibit = Exhibit.objects.create(
        **{
            "case": case,
            "position": last + 1,
            "kind": "jpeg",
            "title": f"file {last + 1}",
            "original_name": f"file {last + 1}.jpg",
            "size": 1000,
            "sha256": hashlib.sha256(uuid.uuid4().bytes).hexdigest(),
            **fields,
        }
    )
    ExhibitProof.objects.bulk_create(ExhibitProof(exhibit=exhibit, element=each) for each in proves)
    return exhibit
