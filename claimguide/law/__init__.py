"""The law as code: facts in, assessment out. Pure Python; no models, no requests, no clock."""
