"""Who can be turned to: platforms, consumer bodies, national channels, media. Most of it still unchecked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .base import Kept, Sourced, Trust, in_language, trust_field, trust_is_known, verified_says_how

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LEAST_FORM_LIMIT = 150
# How the fixtures and the desk part the ways in an app and their steps.
_WAY = re.compile("[；;]")
_STEP = re.compile("→|>")


class Region(Kept):
    """One of the 34 units at province level, by its GB/T 2260 code."""

    natural_key_fields = ("code",)

    code = models.CharField(_("region code"), max_length=6, unique=True)
    name_zh = models.CharField(_("name"), max_length=20, unique=True)
    short_zh = models.CharField(_("short name"), max_length=4, unique=True)
    name_en = models.CharField(_("name in English"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_code_is_province", condition=Q(code__regex=r"^[1-8][0-9]0000$")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)


class Platform(Kept):
    """A shopping platform. Each particular carries its own status: most were never checked at the source."""

    natural_key_fields = ("slug",)

    slug = models.SlugField(max_length=40, unique=True)
    name_zh = models.CharField(_("name"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    active = models.BooleanField(_("offered as a choice"), default=True)
    company = models.CharField(_("operating company"), max_length=120, blank=True)
    company_status = trust_field(verbose_name=_("status of the company name"))
    company_source = models.CharField(_("source of the company name"), max_length=300, blank=True)
    company_checked_on = models.DateField(_("company name checked on"), null=True, blank=True)
    other_companies = models.CharField(_("other companies seen"), max_length=200, blank=True)
    place = models.CharField(_("registered place"), max_length=120, blank=True)
    place_status = trust_field(verbose_name=_("status of the place"))
    place_source = models.CharField(_("source of the place"), max_length=300, blank=True)
    place_checked_on = models.DateField(_("place checked on"), null=True, blank=True)
    route_zh = models.CharField(_("way in the app"), max_length=300, blank=True)
    route_en = models.CharField(_("way in the app, in English"), max_length=400, blank=True)
    route_status = trust_field(verbose_name=_("status of the way"))
    route_source = models.CharField(_("source of the way"), max_length=300, blank=True)
    route_checked_on = models.DateField(_("way checked on"), null=True, blank=True)
    # Characters that the text box of the after-sales form takes.
    form_limit = models.PositiveSmallIntegerField(_("limit of the after-sales form"), null=True, blank=True)
    form_limit_status = trust_field(verbose_name=_("status of the form's limit"))
    form_limit_source = models.CharField(_("source of the form's limit"), max_length=300, blank=True)
    form_limit_checked_on = models.DateField(_("form's limit checked on"), null=True, blank=True)
    note_zh = models.CharField(_("note"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=400, blank=True)

    history = HistoricalRecords()

    phones: RelatedManager[PlatformPhone]
    rules: RelatedManager[PlatformRule]

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        ordering = ["position", "slug"]
        constraints = [
            *trust_is_known(
                "platform", "company_status", "place_status", "route_status", "form_limit_status"
            ),
            # No text of ours fits into less.
            models.CheckConstraint(
                name="platform_form_limit_usable",
                condition=Q(form_limit__isnull=True) | Q(form_limit__gte=LEAST_FORM_LIMIT),
            ),
            *(
                models.CheckConstraint(
                    name=f"platform_{part}_verified_has_day",
                    condition=~Q(**{f"{part}_status": Trust.VERIFIED})
                    | Q(**{f"{part}_checked_on__isnull": False}),
                )
                for part in ("company", "place", "route", "form_limit")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reference:platform", args=[self.slug])

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def route(self) -> str:
        return in_language(self.route_zh, self.route_en)

    @property
    def ways(self) -> list[list[str]]:
        """The ways in the app, each as its steps in order."""
        ways = [_STEP.split(way) for way in _WAY.split(self.route)]
        return [steps for way in ways if (steps := [step.strip() for step in way if step.strip()])]

    @property
    def note(self) -> str:
        return in_language(self.note_zh, self.note_en)

    @property
    def printable_company(self) -> str:
        """The company's name where it was checked, else "": a letter never states an unchecked one."""
        return self.company if self.company_status == Trust.VERIFIED else ""

    @property
    def printable_place(self) -> str:
        return self.place if self.place_status == Trust.VERIFIED else ""

    @property
    def checked_form_limit(self) -> int | None:
        """Characters the after-sales form takes where that was checked at the form itself, else None."""
        return self.form_limit if self.form_limit_status == Trust.VERIFIED else None


class PlatformPhone(Sourced):
    natural_key_fields = ("platform__slug", "number")

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(_("phone number"), max_length=30)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("platform's phone number")
        verbose_name_plural = _("platforms' phone numbers")
        ordering = ["platform", "number"]
        constraints = [
            verified_says_how("phone"),
            *trust_is_known("phone", "status"),
            models.UniqueConstraint(fields=["platform", "number"], name="phone_once"),
        ]

    def __str__(self) -> str:
        return self.number


class PlatformRule(Sourced):
    """One point of a platform's own published rules, in our words, with where it stands."""

    natural_key_fields = ("platform__slug", "title", "position")

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="rules")
    title = models.CharField(_("rule"), max_length=80)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    citation = models.CharField(_("article"), max_length=40, blank=True)
    fact_zh = models.CharField(_("what it says"), max_length=300, blank=True)
    fact_en = models.CharField(_("what it says, in English"), max_length=400, blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("platform's rule")
        verbose_name_plural = _("platforms' rules")
        ordering = ["platform", "title", "position"]
        constraints = [
            verified_says_how("rule"),
            *trust_is_known("rule", "status"),
            models.UniqueConstraint(fields=["platform", "title", "position"], name="rule_point_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.citation}".strip()

    @property
    def fact(self) -> str:
        return in_language(self.fact_zh, self.fact_en)


class ConsumerBody(Sourced):
    """A consumer association. `status` is that of the name; phone and address on the net have their own."""

    natural_key_fields = ("level", "region__code")

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        PROVINCE = "province", _("Province")

    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    region = models.ForeignKey(
        Region,
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bodies",
    )
    name = models.CharField(_("name"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    other_names = models.CharField(_("other names seen"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    phone_status = trust_field(verbose_name=_("status of the phone number"))
    online_entry = models.URLField(_("address on the net"), max_length=300, blank=True)
    online_entry_status = trust_field(verbose_name=_("status of the address"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("consumer body")
        verbose_name_plural = _("consumer bodies")
        ordering = ["level", "region", "name"]
        constraints = [
            verified_says_how("body"),
            *trust_is_known("body", "status", "phone_status", "online_entry_status"),
            models.CheckConstraint(
                name="body_level_fits_region",
                condition=Q(level="national", region=None) | Q(level="province", region__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["region"], condition=Q(level="province"), name="body_one_per_province"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def printable_name(self) -> str:
        """The name where it was checked, else "": the consumer then confirms it before it is printed."""
        return self.name if self.printable else ""


class Channel(Sourced):
    """A national way to complain, report, get advice or look something up. `status` is that of its role."""

    natural_key_fields = ("slug",)

    slug = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    name_zh = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120)
    purpose_zh = models.CharField(_("what for"), max_length=200)
    purpose_en = models.CharField(_("what for, in English"), max_length=300)
    basis = models.CharField(_("legal basis"), max_length=120, blank=True)
    hotline = models.CharField(_("hotline"), max_length=20, blank=True)
    hotline_status = trust_field(verbose_name=_("status of the hotline"))
    url = models.URLField(_("address"), max_length=300, blank=True)
    url_status = trust_field(verbose_name=_("status of the address"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["position", "slug"]
        constraints = [
            verified_says_how("channel"),
            *trust_is_known("channel", "status", "hotline_status", "url_status"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def purpose(self) -> str:
        return in_language(self.purpose_zh, self.purpose_en)


class MediaSource(Sourced):
    natural_key_fields = ("slug",)

    slug = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(_("position in lists"), default=0)
    name_zh = models.CharField(_("name"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    about_zh = models.CharField(_("what it offers"), max_length=200, blank=True)
    about_en = models.CharField(_("what it offers, in English"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("media source")
        verbose_name_plural = _("media sources")
        ordering = ["position", "slug"]
        constraints = [verified_says_how("media"), *trust_is_known("media", "status")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self) -> str:
        return in_language(self.about_zh, self.about_en)
