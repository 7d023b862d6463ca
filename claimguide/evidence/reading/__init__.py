"""From lines read in a picture to answers in a case: ordered, read by the worker, decided by the consumer.

targets.py names where each value belongs, filling.py puts it there. Nothing enters a case unasked, and where
no engine is installed (claimguide.evidence.read) none of this shows.
"""
