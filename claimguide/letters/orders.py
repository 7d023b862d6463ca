"""Ordering the file of a letter. Apart from `making`: the web process must never load the letter engine."""

from __future__ import annotations

from claimguide.core import jobs

from .models import JOB_KIND, LetterVersion


def order(version: LetterVersion, again: str = "") -> None:
    """Order the file of a letter in the caller's transaction. `again` tells a repeat from the first order."""
    key = f"{JOB_KIND}:{version.kind}:{version.content_sha256}"
    jobs.enqueue(JOB_KIND, version.pk, key=f"{key}:{again}" if again else key)
