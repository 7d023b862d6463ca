"""A case and its story, as typed columns. Column names that are facts carry the vocabulary's own names."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import vocab
from .columns import checked, choice, count, day, tri, yuan

if TYPE_CHECKING:
    from django.http import HttpRequest

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SESSION_KEY = "cases"


class State(models.TextChoices):
    OPEN = "open", _("In progress")
    WAITING = "waiting", _("Waiting for an answer")
    SETTLED = "settled", _("Settled")
    CLOSED = "closed", _("Closed")


def new_number() -> str:
    """CG, the day in China, and five random characters: nothing that counts cases or can be guessed from another."""
    tail = "".join(secrets.choice(CROCKFORD) for _ in range(5))
    return f"CG{timezone.localdate():%Y%m%d}-{tail}"


def new_salt() -> str:
    return secrets.token_hex(16)


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, request: HttpRequest) -> CaseQuerySet:
        """The one answer to "who may see this case": staff with the right, and the browser that holds it."""
        user = request.user
        if user.is_authenticated and user.is_staff and user.has_perm("cases.view_case"):
            return self
        return self.filter(pk__in=request.session.get(SESSION_KEY, []))


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(
        _("case number"), max_length=20, unique=True, default=new_number, editable=False
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=1, editable=False)
    resume_salt = models.CharField(max_length=32, default=new_salt, editable=False)
    resume_hash = models.CharField(max_length=64, unique=True, editable=False)
    resume_kept_at = models.DateTimeField(null=True, blank=True, editable=False)
    region = models.ForeignKey(
        "reference.Region", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_cases",
    )
    created_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = CaseQuerySet.as_manager()

    purchase: Purchase
    problem: Problem
    dealings: Dealings
    promise: Promise
    platform_conduct: PlatformConduct
    special: Special
    plans: Plans

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-updated_at"]
        indexes = [models.Index(fields=["state", "-updated_at"]), models.Index(fields=["-updated_at"])]
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=models.Q(state__in=State.values)),
            models.CheckConstraint(name="case_version_positive", condition=models.Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def locked(self) -> bool:
        """Answers of a settled or closed case stand as they are until it is opened again."""
        return self.state in (State.SETTLED, State.CLOSED)


class _Part(models.Model):
    """One chapter of the case; made with it, never without it."""

    class Meta:
        abstract = True


class Purchase(_Part):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="purchase", primary_key=True)
    goods_name = models.CharField(_("goods"), max_length=100, blank=True)
    goods_kind = choice(vocab.GoodsKind, verbose_name=_("kind of goods"))
    goods_condition = choice(vocab.GoodsCondition)
    food_form = choice(vocab.FoodForm)
    returnable_class = choice(vocab.ReturnableClass)
    exclusion_confirmed = tri()
    cross_border = tri()
    channel = choice(vocab.Channel, verbose_name=_("bought through"))
    seller_kind = choice(vocab.SellerKind)
    live_room_role = choice(vocab.LiveRoomRole)
    platform = models.ForeignKey(
        "reference.Platform", verbose_name=_("platform"), null=True, blank=True, on_delete=models.PROTECT
    )
    platform_other = models.CharField(max_length=60, blank=True)
    shop_name = models.CharField(_("shop or live room"), max_length=100, blank=True)
    order_number = models.CharField(_("order number"), max_length=64, blank=True)
    product_url = models.URLField(max_length=500, blank=True)
    price = yuan(verbose_name=_("price paid"))
    quantity = count()
    shipping = yuan()
    reasonable_price = yuan()
    purpose = choice(vocab.Purpose)
    buyer_knew = tri()
    ordered_on = day(verbose_name=_("ordered on"))
    promised_delivery_on = day()
    received_on = day(verbose_name=_("received on"))

    class Meta:
        constraints = [
            *checked(
                "purchase",
                {
                    "goods_kind": vocab.GoodsKind,
                    "goods_condition": vocab.GoodsCondition,
                    "food_form": vocab.FoodForm,
                    "returnable_class": vocab.ReturnableClass,
                    "exclusion_confirmed": vocab.Tri,
                    "cross_border": vocab.Tri,
                    "channel": vocab.Channel,
                    "seller_kind": vocab.SellerKind,
                    "live_room_role": vocab.LiveRoomRole,
                    "purpose": vocab.Purpose,
                    "buyer_knew": vocab.Tri,
                },
                ["price", "shipping", "reasonable_price"],
            ),
            models.CheckConstraint(
                name="purchase_received_after_ordered",
                condition=models.Q(received_on__isnull=True)
                | models.Q(ordered_on__isnull=True)
                | models.Q(received_on__gte=models.F("ordered_on")),
            ),
        ]


class Problem(_Part):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="problem", primary_key=True)
    description = models.TextField(blank=True)
    seller_words = models.TextField(blank=True)
    reality = models.TextField(blank=True)
    discovered_on = day()
    false_statement = tri()
    concealed_fact = tri()
    misled_into_buying = tri()
    seller_knew = tri()
    seller_showed_source = tri()
    safety_standard_broken = tri()
    label_flaw_only = tri()
    label_error = choice(vocab.LabelError)
    harm = choice(vocab.Harm)
    life_or_health = tri()
    obvious_price_error = tri()
    loss = yuan()
    other_costs = yuan()
    overcharge = yuan()

    class Meta:
        constraints = checked(
            "problem",
            {
                "false_statement": vocab.Tri,
                "concealed_fact": vocab.Tri,
                "misled_into_buying": vocab.Tri,
                "seller_knew": vocab.Tri,
                "seller_showed_source": vocab.Tri,
                "safety_standard_broken": vocab.Tri,
                "label_flaw_only": vocab.Tri,
                "label_error": vocab.LabelError,
                "harm": vocab.Harm,
                "life_or_health": vocab.Tri,
                "obvious_price_error": vocab.Tri,
            },
            ["loss", "other_costs", "overcharge"],
        )


class CaseProblem(models.Model):
    """One thing that went wrong; a case may have several."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="problems")
    kind = models.CharField(max_length=24, choices=vocab.ProblemKind.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="caseproblem_once", fields=["case", "kind"]),
            models.CheckConstraint(
                name="caseproblem_kind_known", condition=models.Q(kind__in=vocab.ProblemKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Dealings(_Part):
    """What passed between consumer and seller so far, and what the consumer now wants."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="dealings", primary_key=True)
    asked_seller_on = day()
    return_requested_on = day()
    return_asked_in_time = tri()
    goods_sent_back = tri()
    sent_back_received_on = day()
    goods_intact = tri()
    refunded = yuan()
    compensated = yuan()
    seller_vanished = tri()
    returns_before = count()
    orders_before = count()
    earlier_claims = count()
    sanbao_repairs = count()
    wanted = choice(vocab.Remedy)
    fallback = choice(vocab.Remedy)
    reply_by = day()
    tone = choice(vocab.Tone)
    reply_kind = choice(vocab.ReplyKind)
    reply_text = models.TextField(blank=True)

    class Meta:
        constraints = checked(
            "dealings",
            {
                "return_asked_in_time": vocab.Tri,
                "goods_sent_back": vocab.Tri,
                "goods_intact": vocab.Tri,
                "seller_vanished": vocab.Tri,
                "wanted": vocab.Remedy,
                "fallback": vocab.Remedy,
                "tone": vocab.Tone,
                "reply_kind": vocab.ReplyKind,
            },
            ["refunded", "compensated"],
        )


class Promise(_Part):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="promise", primary_key=True)
    promise_kind = choice(vocab.PromiseKind)
    promise_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    promise_includes_refund = tri()
    promise_by = choice(vocab.PromiseBy)
    promise_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = checked(
            "promise",
            {
                "promise_kind": vocab.PromiseKind,
                "promise_includes_refund": vocab.Tri,
                "promise_by": vocab.PromiseBy,
            },
            ["promise_value"],
        )


class PlatformConduct(_Part):
    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, related_name="platform_conduct", primary_key=True
    )
    platform_named_seller = choice(vocab.NamedSeller)
    platform_promise = tri()
    platform_knew = tri()
    platform_acted = tri()
    platform_checked_licence = tri()
    platform_marked_own_business = tri()
    platform_kept_records = tri()
    platform_helped = tri()
    platform_advertised = tri()
    platform_paid_outside = tri()
    identity_asked_on = day()
    complained_on = day()
    complaint_number = models.CharField(max_length=64, blank=True)
    answer = models.TextField(blank=True)
    platform_promise_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = checked(
            "conduct",
            {
                "platform_named_seller": vocab.NamedSeller,
                **{
                    f"platform_{name}": vocab.Tri
                    for name in (
                        "promise",
                        "knew",
                        "acted",
                        "checked_licence",
                        "marked_own_business",
                        "kept_records",
                        "helped",
                        "advertised",
                        "paid_outside",
                    )
                },
            },
        )


class Special(_Part):
    """Facts that only some disputes have: prepayments, deposits, children's purchases."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="special", primary_key=True)
    prepaid_amount = yuan()
    prepaid_used = yuan()
    prepaid_used_at_full_price = yuan()
    prepaid_ended_by = choice(vocab.PrepaidEndedBy)
    deposit_kind = choice(vocab.DepositKind)
    deposit_broken_by = choice(vocab.DepositBrokenBy)
    minor_age = count()
    guardian_agreed = tri()

    class Meta:
        constraints = checked(
            "special",
            {
                "prepaid_ended_by": vocab.PrepaidEndedBy,
                "deposit_kind": vocab.DepositKind,
                "deposit_broken_by": vocab.DepositBrokenBy,
                "guardian_agreed": vocab.Tri,
            },
            ["prepaid_amount", "prepaid_used", "prepaid_used_at_full_price"],
        )


class Plans(_Part):
    """Choices for the later steps: court, media, consumer association."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="plans", primary_key=True)
    receipt_region = models.ForeignKey(
        "reference.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receipt_place = models.CharField(max_length=200, blank=True)
    seller_region = models.ForeignKey(
        "reference.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    goods_by_courier = tri()
    mediation_wanted = tri()
    court_agreed = tri()
    speak_to_media = choice(vocab.Speak)
    media_words = models.CharField(max_length=200, blank=True)
    media_statement = models.TextField(blank=True)
    no_other_body = tri()
    mediation_terms = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = checked(
            "plans",
            {
                "goods_by_courier": vocab.Tri,
                "mediation_wanted": vocab.Tri,
                "court_agreed": vocab.Tri,
                "speak_to_media": vocab.Speak,
                "no_other_body": vocab.Tri,
            },
        )


class Party(models.Model):
    class Role(models.TextChoices):
        CONSUMER = "consumer", _("Consumer")
        SELLER = "seller", _("Seller")
        PLATFORM = "platform", _("Platform")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=10, choices=Role.choices)
    name = models.CharField(_("name"), max_length=100, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=120, blank=True)
    account = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="party_role_once", fields=["case", "role"]),
            models.CheckConstraint(
                name="party_role_known", condition=models.Q(role__in=["consumer", "seller", "platform"])
            ),
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
    on = models.DateField()
    channel = models.CharField(max_length=24, choices=vocab.ContactChannel.choices)
    said = models.CharField(max_length=500)
    answer = models.CharField(max_length=500, blank=True)

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
    channel = models.CharField(max_length=24, choices=vocab.SubmissionChannel.choices)
    body = models.CharField(max_length=100, blank=True)
    on = models.DateField()
    number = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=vocab.SubmissionState.choices)

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
    url = models.URLField(max_length=500)
    title = models.CharField(max_length=120)
    outlet = models.CharField(max_length=60, blank=True)
    published_on = day()

    class Meta:
        ordering = ["published_on", "pk"]

    def __str__(self) -> str:
        return self.title


class UnknownAnswer(models.Model):
    """A question the consumer answered with "I do not know": still unknown to the law, not asked again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="unknown_answers")
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(name="unknown_once", fields=["case", "key"])]


class Draft(models.Model):
    """What was typed but not yet checked, apart from the case: nothing reads it but the page it belongs to."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="drafts")
    page = models.CharField(max_length=60)
    data = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_once", fields=["case", "page"])]


class AppendOnly(RuntimeError):
    """An event is history: it is written once."""


class EventQuerySet(models.QuerySet["Event"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Event(models.Model):
    """What happened in a case, in order. `data` holds references and counts, never text a person typed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly


class Note(models.Model):
    """A staff member's internal remark; never shown to the consumer, never in a letter."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    text = models.TextField(_("note"), max_length=2000)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
