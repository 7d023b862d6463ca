"""Ordering the file of a letter. Apart from `making`: the web process must never load the letter engine."""

from __future__ import annotations

from claimguide.core import jobs

from .models import FILE_JOB_KIND, JOB_KIND, LetterFile, LetterVersion


def order(version: LetterVersion, again: str = "") -> None:
    """Order the file of a letter in the caller's transaction. `again` tells a repeat from the first order."""
    key = f"{JOB_KIND}:{version.kind}:{version.content_sha256}"
    jobs.enqueue(JOB_KIND, version.pk, key=f"{key}:{again}" if again else key)


def order_form(file: LetterFile, again: str = "") -> None:
    """The same for a further form of a letter."""
    key = f"{FILE_JOB_KIND}:{file.pk}"
    jobs.enqueue(FILE_JOB_KIND, file.pk, key=f"{key}:{again}" if again else key)
