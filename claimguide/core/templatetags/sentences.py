"""`{% gap %}` between two sentences of a template; every template knows it (settings)."""

from django import template

from claimguide.core import sentences

register = template.Library()
register.simple_tag(sentences.gap)
