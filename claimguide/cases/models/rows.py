"""Parties, and the lists a consumer keeps: contacts, proof, submissions, links."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.columns import checked, choice, day

from .case import Case


class Party(models.Model):
    class Role(models.TextChoices):
        CONSUMER = "consumer", _("Consumer")
        SELLER = "seller", _("Seller")
        PLATFORM = "platform", _("Platform")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(_("name"), max_length=100, blank=True)
    credit_code = models.CharField(max_length=18, blank=True, verbose_name=_("unified social credit code"))
    address = models.CharField(max_length=200, blank=True, verbose_name=_("address"))
    phone = models.CharField(max_length=40, blank=True, verbose_name=_("phone"))
    email = models.EmailField(max_length=120, blank=True, verbose_name=_("e-mail"))
    account = models.CharField(max_length=60, blank=True, verbose_name=_("platform account"))
    # What a complaint says of its plaintiff beyond that (民诉法 124); the consumer may leave it to the pen.
    sex = choice(vocab.Sex, verbose_name=_("sex"))
    born_on = day(verbose_name=_("date of birth"))
    ethnic_group = models.CharField(max_length=20, blank=True, verbose_name=_("ethnic group"))
    employer = models.CharField(max_length=100, blank=True, verbose_name=_("employer"))
    occupation = models.CharField(max_length=40, blank=True, verbose_name=_("occupation"))
    domicile = models.CharField(max_length=200, blank=True, verbose_name=_("registered domicile"))

    class Meta:
        constraints = [
            models.UniqueConstraint(name="party_role_once", fields=["case", "role"]),
            models.CheckConstraint(
                name="party_role_known", condition=models.Q(role__in=["consumer", "seller", "platform"])
            ),
            *checked("party", {"sex": vocab.Sex}),
        ]

    def __str__(self) -> str:
        return self.name or self.get_role_display()


class Row(models.Model):
    """A line of one of the consumer's lists; removing it can be undone."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class ContactEntry(Row):
    """One time the consumer spoke or wrote to the seller or platform, and what came back."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contacts")
    on = models.DateField(verbose_name=_("date"))
    channel = models.CharField(max_length=24, choices=vocab.ContactChannel.choices, verbose_name=_("channel"))
    said = models.CharField(max_length=500, verbose_name=_("what was said"))
    answer = models.CharField(max_length=500, blank=True, verbose_name=_("answer"))

    # The exhibit that shows it, set by the room that knows: evidence.contacts.log.
    exhibit: Any = None

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_channel_known", condition=models.Q(channel__in=vocab.ContactChannel.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_channel_display()}"


class ProofStatus(models.Model):
    """How the consumer stands with proof of one element: have it, can get it, gone."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proof_statuses")
    element = models.CharField(max_length=12)
    have = models.CharField(max_length=8, choices=vocab.ProofHave.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="proofstatus_once", fields=["case", "element"]),
            models.CheckConstraint(
                name="proofstatus_have_known", condition=models.Q(have__in=vocab.ProofHave.values)
            ),
        ]


class Submission(Row):
    """Where the consumer took the dispute, when, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="submissions")
    channel = models.CharField(
        max_length=24, choices=vocab.SubmissionChannel.choices, verbose_name=_("channel")
    )
    body = models.CharField(max_length=100, blank=True, verbose_name=_("body"))
    on = models.DateField(verbose_name=_("date"))
    number = models.CharField(max_length=64, blank=True, verbose_name=_("number"))
    state = models.CharField(max_length=12, choices=vocab.SubmissionState.choices, verbose_name=_("state"))

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="submission_channel_known",
                condition=models.Q(channel__in=vocab.SubmissionChannel.values),
            ),
            models.CheckConstraint(
                name="submission_state_known", condition=models.Q(state__in=vocab.SubmissionState.values)
            ),
        ]


class MediaLink(Row):
    """A published report the consumer found on this seller, product or practice."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="media_links")
    url = models.URLField(max_length=500, verbose_name=_("link"))
    title = models.CharField(max_length=120, verbose_name=_("title"))
    outlet = models.CharField(max_length=60, blank=True, verbose_name=_("published by"))
    published_on = day(verbose_name=_("published on"))

    class Meta:
        ordering = ["published_on", "pk"]

    def __str__(self) -> str:
        return self.title
