"""The table of things that may prove a claim; claimguide.evidence.checklist picks from it."""

from .deal import DEAL
from .dispute import DISPUTE
from .row import LOSSES, UNTOLD, Row

__all__ = ["LOSSES", "ROWS", "UNTOLD", "Row"]

ROWS = DEAL + DISPUTE
