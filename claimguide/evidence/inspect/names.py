"""A file's own name is a label for people; it never becomes part of a path."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from claimguide.core.text import as_typed, normalise
from claimguide.evidence.refusals import Refused

MAX_LABEL = 80
_LONGEST_NAME = 1000
_LAST_PART = re.compile(r"[^/\\]*\Z")
# Characters that end a name or a field in some header, shell or file system.
_UNSAFE = re.compile(r"[\"'<>|:*?;=%&`$]")
_SPACES = re.compile(r"\s+")


def label_of(name: str) -> str:
    """At most 80 characters of the last path part, without control, direction or quoting characters.

    The ending is kept. Refused: bad_name for a NUL, a lone surrogate or a name without end.
    """
    try:
        plain = normalise(name, max_length=_LONGEST_NAME)
    except ValidationError:
        raise Refused("bad_name") from None
    last = _LAST_PART.search(plain)
    plain = _SPACES.sub(" ", _UNSAFE.sub("", last[0] if last else "")).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 5:
        return plain[:MAX_LABEL]
    return f"{stem[: MAX_LABEL - len(ending) - 1].rstrip('. ')}.{ending}"


def shown(name: str | None) -> str:
    """A name for a message about a refused file: as typed, shortened, never refused itself."""
    plain = _SPACES.sub(" ", "".join(c for c in as_typed(name or "") if c.isprintable())).strip()
    return plain if len(plain) <= 40 else f"{plain[:24]}…{plain[-12:]}"
