"""Reads screenshots offline and turns their lines into suggestions; the consumer decides on each of them.

engine.py reads lines in a limited child process, suggest.py (pure) finds the fields of fields.py in them.
Nothing here writes to a case, and the site works where the engine is not installed (docs/decisions/0007).
"""
