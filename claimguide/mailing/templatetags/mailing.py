"""The way from a letter's page to its page of mail; the letters room stands below this one."""

from __future__ import annotations

from django import template
from django.urls import reverse

from claimguide.letters.models import LetterVersion
from claimguide.mailing import selectors

register = template.Library()


@register.simple_tag
def mail_is_on() -> bool:
    """Whether this site sends letters by e-mail at all: pages then may not say that it sends nothing."""
    return selectors.is_on()


@register.simple_tag
def mail_url(version: LetterVersion) -> str:
    """The address of the page, "" where this site does not send such letters or it is not finished."""
    if not version.pdf_name or not selectors.is_open(version):
        return ""
    return reverse("mailing:letter", args=[version.case_id, version.kind, version.pk])
