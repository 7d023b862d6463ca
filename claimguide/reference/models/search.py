"""What the search finds: one row per thing, and the pairs of characters and words it is found by."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import in_language


class SearchEntry(models.Model):
    """A page or a place on one, in both languages. Written by `reference.search.index` only."""

    class Kind(models.TextChoices):
        GROUND = "ground", _("Kinds of dispute")
        TERM = "term", _("Words explained")
        HELP = "help", _("Help")
        BODY = "body", _("Who can help")
        PLATFORM = "platform", _("Shopping platforms")
        STATUTE = "statute", _("Laws and rules")
        ARTICLE = "article", _("Articles of law, in our own words")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=80)
    url = models.CharField(max_length=300)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    body_zh = models.TextField()
    body_en = models.TextField()
    # Other words it is looked for by, in both languages; never shown.
    also = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)


class SearchGram(models.Model):
    """Two neighbouring Chinese characters, or a word of other letters, that an entry holds."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=20, db_index=True)
    in_title = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "gram"], name="search_gram_once")]

    def __str__(self) -> str:
        return self.gram
