"""Statutes, their versions in time, own-words summaries of their articles, and what changed when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from claimguide.law.numerals import chinese_numeral
from claimguide.reference.labels import english

from .base import Kept, Sourced, in_language, trust_is_known, verified_says_how

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Statute(Sourced):
    natural_key_fields = ("key",)

    class Rank(models.TextChoices):
        LAW = "law", _("Law")
        REGULATION = "regulation", _("Administrative regulation")
        RULE = "rule", _("Departmental rule")
        INTERPRETATION = "interpretation", _("Judicial interpretation")

    key = models.SlugField(
        _("citation key"), max_length=40, unique=True, help_text=_("Citations name this key.")
    )
    title = models.CharField(_("title"), max_length=120)
    edition = models.CharField(
        _("edition"), max_length=20, blank=True, help_text=_("Where two statutes share a title.")
    )
    short_title = models.CharField(_("short title"), max_length=60)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    rank = models.CharField(_("rank"), max_length=20, choices=Rank.choices)
    issuer = models.CharField(_("issuer"), max_length=120, blank=True)
    document_no = models.CharField(_("document number"), max_length=80, blank=True)
    official_url = models.URLField(_("official text"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)

    history = HistoricalRecords()

    versions: RelatedManager[StatuteVersion]
    articles: RelatedManager[Article]

    class Meta:
        verbose_name = _("statute")
        verbose_name_plural = _("statutes")
        ordering = ["position", "key"]
        constraints = [
            verified_says_how("statute"),
            *trust_is_known("statute", "status"),
            models.CheckConstraint(
                name="statute_rank_known",
                condition=Q(rank__in=["law", "regulation", "rule", "interpretation"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reference:statute", args=[self.key])

    @property
    def name(self) -> str:
        title = f"{self.title}（{self.edition}）" if self.edition else self.title
        return in_language(title, self.title_en)


class StatuteVersion(Kept):
    """A text of a statute. `in_force_until` is its last day, empty while it is in force."""

    natural_key_fields = ("statute__key", "label")

    statute = models.ForeignKey(Statute, on_delete=models.CASCADE, related_name="versions")
    label = models.CharField(_("version label"), max_length=60)
    title = models.CharField(
        _("title at the time"), max_length=120, blank=True, help_text=_("Only where it differs from today's.")
    )
    document_no = models.CharField(_("document number"), max_length=80, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"))
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    verified = models.BooleanField(
        _("date checked"),
        default=False,
        help_text=_("The day it came into force was read in the official text."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("version of a statute")
        verbose_name_plural = _("versions of statutes")
        ordering = ["statute", "in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["statute", "label"], name="version_label_once"),
            models.UniqueConstraint(fields=["statute", "in_force_from"], name="version_start_once"),
            models.UniqueConstraint(
                fields=["statute"], condition=Q(in_force_until=None), name="version_one_open_end"
            ),
            models.CheckConstraint(
                name="version_ends_after_start",
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statute.short_title} {self.label}"

    @property
    def name(self) -> str:
        """The label in the reader's language: 2013年第二次修正, Second amendment, 2013."""
        return in_language(self.label, english(self.label))


class Article(Sourced):
    """What an article says, in our own words. Never the official text: that is one link away."""

    natural_key_fields = ("statute__key", "article", "paragraph", "item")

    statute = models.ForeignKey(Statute, on_delete=models.CASCADE, related_name="articles")
    article = models.PositiveSmallIntegerField(_("article"))
    paragraph = models.PositiveSmallIntegerField(
        _("paragraph"), default=0, help_text=_("0: the whole article.")
    )
    item = models.PositiveSmallIntegerField(
        _("item of the article"), default=0, help_text=_("0: the whole paragraph.")
    )
    summary_zh = models.TextField(_("summary"), max_length=600)
    summary_en = models.TextField(_("summary in English"), max_length=600, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("article summary")
        verbose_name_plural = _("article summaries")
        ordering = ["statute", "article", "paragraph", "item"]
        constraints = [
            verified_says_how("article"),
            *trust_is_known("article", "status"),
            models.UniqueConstraint(
                fields=["statute", "article", "paragraph", "item"], name="article_summary_once"
            ),
            models.CheckConstraint(name="article_number_positive", condition=Q(article__gte=1)),
        ]

    def __str__(self) -> str:
        statute = self.statute
        english = f"{statute.title_en or statute.short_title}, {self.label.replace('Art.', 'art.')}"
        return in_language(f"{statute.short_title} {self.label}", english)

    @property
    def label(self) -> str:
        """Where it stands within its statute, in the reader's language: 第十六条第一款, Art. 16(1)."""
        zh, en = f"第{chinese_numeral(self.article)}条", f"Art. {self.article}"
        if self.paragraph:
            zh, en = f"{zh}第{chinese_numeral(self.paragraph)}款", f"{en}({self.paragraph})"
        if self.item:
            zh, en = f"{zh}第（{chinese_numeral(self.item)}）项", f"{en} item {self.item}"
        return in_language(zh, en)

    @property
    def anchor(self) -> str:
        """The fragment of this summary on its statute's page."""
        return "-".join(["art", *(str(part) for part in (self.article, self.paragraph, self.item) if part)])

    def get_absolute_url(self) -> str:
        return f"{self.statute.get_absolute_url()}#{self.anchor}"

    @property
    def summary(self) -> str:
        return in_language(self.summary_zh, self.summary_en)


class PolicyChange(Sourced):
    natural_key_fields = ("slug",)

    class Stage(models.TextChoices):
        IN_FORCE = "in_force", _("In force or about to be")
        DRAFT = "draft", _("Draft, not adopted")

    slug = models.SlugField(max_length=60, unique=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.IN_FORCE)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    statute = models.ForeignKey(
        Statute,
        verbose_name=_("statute"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="changes",
    )
    title_zh = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=200)
    what_zh = models.TextField(_("what changed"), max_length=600)
    what_en = models.TextField(_("what changed, in English"), max_length=800)
    source_url = models.URLField(_("official page"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("policy change")
        verbose_name_plural = _("policy changes")
        ordering = [F("effective_on").desc(nulls_first=True), "slug"]
        constraints = [
            verified_says_how("change"),
            *trust_is_known("change", "status"),
            models.CheckConstraint(
                name="change_in_force_has_day",
                condition=Q(stage="draft", effective_on=None)
                | Q(stage="in_force", effective_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @property
    def what(self) -> str:
        return in_language(self.what_zh, self.what_en)
