"""The eight steps in the article's order."""

from __future__ import annotations

from django.http import Http404

from .step import Step
from .steps.association import AssociationStep
from .steps.evidence import EvidenceStep
from .steps.law import LawStep
from .steps.legal import LegalStep
from .steps.media import MediaStep
from .steps.platform import PlatformStep
from .steps.policy import PolicyStep
from .steps.seller import SellerStep

STEPS: tuple[Step, ...] = (
    LawStep(),
    EvidenceStep(),
    SellerStep(),
    PlatformStep(),
    LegalStep(),
    MediaStep(),
    AssociationStep(),
    PolicyStep(),
)
_BY_SLUG = {step.slug: step for step in STEPS}


def get_step(slug: str) -> Step:
    if slug not in _BY_SLUG:
        raise Http404
    return _BY_SLUG[slug]


def after(step: Step) -> Step | None:
    place = STEPS.index(step)
    return STEPS[place + 1] if place + 1 < len(STEPS) else None
