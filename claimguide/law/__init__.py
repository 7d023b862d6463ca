"""The law as code: facts in, assessment out. Pure Python; no models, no requests, no clock."""

from claimguide.law.assessment import Assessment
from claimguide.law.engine import assess
from claimguide.law.facts import Facts, FactsError

__all__ = ["Assessment", "Facts", "FactsError", "assess"]
