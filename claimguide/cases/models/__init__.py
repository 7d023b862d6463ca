"""A case and its story, as typed columns."""

from .case import CROCKFORD, SESSION_KEY, Case, State, new_number, new_salt
from .kept import ActorKind, AppendOnly, Draft, ErasedCount, Erasing, Event, Note, UnknownAnswer
from .rows import ContactEntry, MediaLink, Party, ProofStatus, Row, Submission
from .story import (
    CaseProblem,
    Dealings,
    Plans,
    PlatformConduct,
    Problem,
    Promise,
    Purchase,
    Special,
)

__all__ = [
    "CROCKFORD",
    "SESSION_KEY",
    "ActorKind",
    "AppendOnly",
    "Case",
    "CaseProblem",
    "ContactEntry",
    "Dealings",
    "Draft",
    "ErasedCount",
    "Erasing",
    "Event",
    "MediaLink",
    "Note",
    "Party",
    "Plans",
    "PlatformConduct",
    "Problem",
    "Promise",
    "ProofStatus",
    "Purchase",
    "Row",
    "Special",
    "State",
    "Submission",
    "UnknownAnswer",
    "new_number",
    "new_salt",
]
