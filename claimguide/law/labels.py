"""Which questions are about a label, and where a label is part of the matter."""

from __future__ import annotations

from claimguide.law.facts import Facts
from claimguide.law.vocabulary import HEALTH_KINDS

OF_LABELS = frozenset({"label_flaw_only", "label_error"})
_TROUBLE = frozenset({"no_mandatory_label", "label_flaw"})


def has_label(facts: Facts) -> bool:
    """Whether a label is part of the matter: of goods that must carry one, or of the trouble itself."""
    return facts.goods_kind in HEALTH_KINDS or not facts.problems.isdisjoint(_TROUBLE)
