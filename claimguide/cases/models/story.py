"""The chapters of a case: rows of typed columns. Columns that are facts carry the vocabulary's names."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.columns import checked, choice, count, day, tri, yuan

from .case import Case


class Part(models.Model):
    """One chapter of the case; made with it, never without it."""

    class Meta:
        abstract = True


class Purchase(Part):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="purchase", primary_key=True)
    goods_name = models.CharField(_("goods"), max_length=100, blank=True)
    goods_kind = choice(vocab.GoodsKind, verbose_name=_("kind of goods"))
    goods_condition = choice(vocab.GoodsCondition, verbose_name=_("condition as sold"))
    food_form = choice(vocab.FoodForm, verbose_name=_("form of food"))
    returnable_class = choice(vocab.ReturnableClass, verbose_name=_("class under the seven-day rule"))
    exclusion_confirmed = tri(verbose_name=_("separately confirmed: no seven-day return"))
    cross_border = tri(verbose_name=_("cross-border import"))
    channel = choice(vocab.Channel, verbose_name=_("bought through"))
    seller_kind = choice(vocab.SellerKind, verbose_name=_("kind of seller"))
    live_room_role = choice(vocab.LiveRoomRole, verbose_name=_("what the live room said"))
    platform = models.ForeignKey(
        "reference.Platform", verbose_name=_("platform"), null=True, blank=True, on_delete=models.PROTECT
    )
    platform_other = models.CharField(max_length=60, blank=True, verbose_name=_("other platform"))
    shop_name = models.CharField(_("shop or live room"), max_length=100, blank=True)
    order_number = models.CharField(_("order number"), max_length=64, blank=True)
    product_url = models.URLField(max_length=500, blank=True, verbose_name=_("product page"))
    price = yuan(verbose_name=_("price paid"))
    quantity = count(verbose_name=_("quantity"))
    shipping = yuan(verbose_name=_("freight"))
    reasonable_price = yuan(verbose_name=_("price of a household quantity"))
    purpose = choice(vocab.Purpose, verbose_name=_("purpose"))
    buyer_knew = tri(verbose_name=_("buyer knew of the problem"))
    ordered_on = day(verbose_name=_("ordered on"))
    promised_delivery_on = day(verbose_name=_("promised delivery"))
    received_on = day(verbose_name=_("received on"))

    class Meta:
        verbose_name = _("purchase")
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


class Problem(Part):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="problem", primary_key=True)
    description = models.TextField(blank=True, verbose_name=_("further story"))
    seller_words = models.TextField(blank=True, verbose_name=_("what the seller said"))
    reality = models.TextField(blank=True, verbose_name=_("what is true"))
    discovered_on = day(verbose_name=_("problem noticed on"))
    false_statement = tri(verbose_name=_("untrue statement"))
    concealed_fact = tri(verbose_name=_("important fact kept back"))
    misled_into_buying = tri(verbose_name=_("would not have bought"))
    seller_knew = tri(verbose_name=_("seller knew"))
    seller_showed_source = tri(verbose_name=_("seller showed lawful source"))
    safety_standard_broken = tri(verbose_name=_("safety standard broken"))
    label_flaw_only = tri(verbose_name=_("harmless label flaw only"))
    label_error = choice(vocab.LabelError, verbose_name=_("label mistake"))
    harm = choice(vocab.Harm, verbose_name=_("harm"))
    life_or_health = tri(verbose_name=_("concerns life or health"))
    obvious_price_error = tri(verbose_name=_("obvious price slip"))
    loss = yuan(verbose_name=_("loss beyond the price"))
    other_costs = yuan(verbose_name=_("tests, travel and other costs"))
    overcharge = yuan(verbose_name=_("overcharge"))

    class Meta:
        verbose_name = _("problem")
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


class Dealings(Part):
    """What passed between consumer and seller so far, and what the consumer now wants."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="dealings", primary_key=True)
    asked_seller_on = day(verbose_name=_("first asked the seller on"))
    return_requested_on = day(verbose_name=_("return asked for on"))
    return_asked_in_time = tri(verbose_name=_("return asked for in time"))
    goods_sent_back = tri(verbose_name=_("goods sent back"))
    sent_back_received_on = day(verbose_name=_("seller received them back on"))
    goods_intact = tri(verbose_name=_("goods intact"))
    refunded = yuan(verbose_name=_("already refunded"))
    compensated = yuan(verbose_name=_("already compensated"))
    seller_vanished = tri(verbose_name=_("seller cannot be found"))
    returns_before = count(verbose_name=_("earlier returns"))
    orders_before = count(verbose_name=_("orders against them"))
    earlier_claims = count(verbose_name=_("earlier like claims"))
    sanbao_repairs = count(verbose_name=_("failed repairs under guarantee"))
    wanted = choice(vocab.Remedy, verbose_name=_("wanted"))
    fallback = choice(vocab.Remedy, verbose_name=_("acceptable instead"))
    reply_by = day(verbose_name=_("reply by"))
    tone = choice(vocab.Tone, verbose_name=_("tone of the letters"))
    reply_kind = choice(vocab.ReplyKind, verbose_name=_("seller's answer"))
    reply_text = models.TextField(blank=True, verbose_name=_("seller's words"))

    class Meta:
        verbose_name = _("dealings")
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


class Promise(Part):
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="promise", primary_key=True)
    promise_kind = choice(vocab.PromiseKind, verbose_name=_("promised compensation"))
    promise_value = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, verbose_name=_("multiple or sum promised")
    )
    promise_includes_refund = tri(verbose_name=_("promised sum contains the price"))
    promise_by = choice(vocab.PromiseBy, verbose_name=_("promised by"))
    promise_words = models.CharField(max_length=300, blank=True, verbose_name=_("promise word for word"))

    class Meta:
        verbose_name = _("promise")
        constraints = checked(
            "promise",
            {
                "promise_kind": vocab.PromiseKind,
                "promise_includes_refund": vocab.Tri,
                "promise_by": vocab.PromiseBy,
            },
            ["promise_value"],
        )


class PlatformConduct(Part):
    case = models.OneToOneField(
        Case, on_delete=models.CASCADE, related_name="platform_conduct", primary_key=True
    )
    platform_named_seller = choice(vocab.NamedSeller, verbose_name=_("platform named the seller"))
    platform_promise = tri(verbose_name=_("platform's own promise"))
    platform_knew = tri(verbose_name=_("platform knew"))
    platform_acted = tri(verbose_name=_("platform acted"))
    platform_checked_licence = tri(verbose_name=_("platform checked licences"))
    platform_marked_own_business = tri(verbose_name=_("own business marked"))
    platform_kept_records = tri(verbose_name=_("platform kept records"))
    platform_helped = tri(verbose_name=_("platform helped"))
    platform_advertised = tri(verbose_name=_("paid advertising"))
    platform_paid_outside = tri(verbose_name=_("paid outside the platform"))
    identity_asked_on = day(verbose_name=_("seller's identity asked for on"))
    complained_on = day(verbose_name=_("complained to the platform on"))
    complaint_number = models.CharField(max_length=64, blank=True, verbose_name=_("complaint number"))
    answer = models.TextField(blank=True, verbose_name=_("answer"))
    platform_promise_words = models.CharField(
        max_length=300, blank=True, verbose_name=_("platform's promise word for word")
    )

    class Meta:
        verbose_name = _("platform's conduct")
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


class Special(Part):
    """Facts that only some disputes have: prepayments, deposits, children's purchases."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="special", primary_key=True)
    prepaid_amount = yuan(verbose_name=_("prepaid"))
    prepaid_used = yuan(verbose_name=_("used at the agreed price"))
    prepaid_used_at_full_price = yuan(verbose_name=_("used at full price"))
    prepaid_ended_by = choice(vocab.PrepaidEndedBy, verbose_name=_("ended for whose reason"))
    deposit_kind = choice(vocab.DepositKind, verbose_name=_("deposit"))
    deposit_broken_by = choice(vocab.DepositBrokenBy, verbose_name=_("who did not perform"))
    minor_age = count(verbose_name=_("child's age"))
    guardian_agreed = tri(verbose_name=_("guardian agreed"))

    class Meta:
        verbose_name = _("special facts")
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


class Plans(Part):
    """Choices for the later steps: court, media, consumer association."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="plans", primary_key=True)
    receipt_region = models.ForeignKey(
        "reference.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("place of receipt: region"),
    )
    receipt_place = models.CharField(max_length=200, blank=True, verbose_name=_("place of receipt"))
    seller_region = models.ForeignKey(
        "reference.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("seller's region"),
    )
    goods_by_courier = tri(verbose_name=_("delivered by courier"))
    mediation_wanted = tri(verbose_name=_("mediation wanted"))
    court_agreed = tri(verbose_name=_("a clause agrees a court"))
    court_name = models.CharField(max_length=60, blank=True, verbose_name=_("court chosen"))
    speak_to_media = choice(vocab.Speak, verbose_name=_("speak to the media"))
    media_words = models.CharField(max_length=200, blank=True, verbose_name=_("words to watch"))
    media_statement = models.TextField(blank=True, verbose_name=_("statement"))
    no_other_body = tri(verbose_name=_("no other body has taken it"))
    mediation_terms = models.CharField(max_length=500, blank=True, verbose_name=_("acceptable settlement"))
    body_name = models.CharField(
        max_length=60, blank=True, verbose_name=_("association's name, as confirmed")
    )
    bureau = models.CharField(max_length=60, blank=True, verbose_name=_("market regulator's district"))
    publish_complaint = tri(verbose_name=_("complaint may be published"))
    entrust_mediation = tri(verbose_name=_("mediation may be entrusted"))
    report_as = choice(vocab.ReportAs, verbose_name=_("reports by name"))
    report_clues = models.CharField(max_length=500, blank=True, verbose_name=_("clues for the report"))

    class Meta:
        verbose_name = _("plans")
        constraints = checked(
            "plans",
            {
                "goods_by_courier": vocab.Tri,
                "mediation_wanted": vocab.Tri,
                "court_agreed": vocab.Tri,
                "speak_to_media": vocab.Speak,
                "no_other_body": vocab.Tri,
                "publish_complaint": vocab.Tri,
                "entrust_mediation": vocab.Tri,
                "report_as": vocab.ReportAs,
            },
        )
