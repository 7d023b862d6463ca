"""The rows of this room, one module for each of its works."""

from .bundles import BUNDLE_JOB, Bundle, BundleKind, Immutable, Recipient
from .contacts import ContactProof
from .days import DayLeaf, DayRoot
from .exhibit import ROOT, Exhibit, ExhibitProof, ExhibitQuerySet, Sharing, Source, State
from .readings import READING_JOB, Reading, Suggestion
from .sharing import COPY_JOB, WHOLE_SIDE, CopyOrder, Cover, Reason, TextCover
from .uploads import PIECE_BYTES, Upload

__all__ = [
    "BUNDLE_JOB",
    "COPY_JOB",
    "PIECE_BYTES",
    "READING_JOB",
    "ROOT",
    "WHOLE_SIDE",
    "Bundle",
    "BundleKind",
    "ContactProof",
    "CopyOrder",
    "Cover",
    "DayLeaf",
    "DayRoot",
    "Exhibit",
    "ExhibitProof",
    "ExhibitQuerySet",
    "Immutable",
    "Reading",
    "Reason",
    "Recipient",
    "Sharing",
    "Source",
    "State",
    "Suggestion",
    "TextCover",
    "Upload",
]
