"""The words the facts may take: one closed list for each question that has one (intake version 1)."""

from __future__ import annotations

from typing import Literal

Tri = Literal["yes", "no"]
Channel = Literal[
    "platform_shop", "live_stream", "own_site", "social", "takeaway", "second_hand_platform", "offline"
]
SellerKind = Literal["business", "self_operated", "looks_self_operated", "individual_trader", "private"]
LiveRoomRole = Literal["seller", "said_not_seller", "did_not_say"]
GoodsKind = Literal[
    "food",
    "health_food",
    "infant_food",
    "drug",
    "cosmetics",
    "medical_device",
    "electronics",
    "phone",
    "appliance",
    "computer",
    "car",
    "clothing",
    "jewellery",
    "furniture",
    "second_hand",
    "digital_content",
    "fresh",
    "custom_made",
    "periodical",
    "ticket_or_travel",
    "service",
    "prepaid_service",
    "membership",
    "other",
]
GoodsCondition = Literal["new", "second_hand"]
FoodForm = Literal["prepackaged", "loose", "prepared"]
Purpose = Literal["daily_life", "resale", "claim_hunting"]
Problem = Literal[
    "quality_defect",
    "not_as_described",
    "false_promotion",
    "counterfeit",
    "used_sold_as_new",
    "concealed_defect",
    "wrong_item",
    "short_delivery",
    "unsafe_food",
    "expired",
    "foreign_object",
    "label_flaw",
    "no_mandatory_label",
    "unlicensed_seller",
    "unsafe_drug",
    "not_delivered",
    "late_delivery",
    "order_cancelled",
    "parcel_lost",
    "damaged_on_arrival",
    "return_refused",
    "refund_delayed",
    "repair_refused",
    "price_fraud",
    "price_discrimination",
    "auto_renewal",
    "prepaid_closed",
    "prepaid_refund_refused",
    "injury",
    "privacy_leak",
    "unfair_term",
    "promise_broken",
    "deposit_kept",
    "minor_purchase",
    "unauthorised_payment",
    "review_deleted",
]
LabelError = Literal["missing_item", "false_item", "wrong_figure", "wording", "only_on_page"]
Harm = Literal["none", "property", "bodily", "serious", "death"]
PromiseKind = Literal[
    "none", "multiple", "fixed_sum", "free_order", "price_protection", "longer_return", "other"
]
PromiseBy = Literal["seller", "platform"]
ReturnableClass = Literal[
    "ordinary",
    "custom_made",
    "fresh",
    "unsealed_digital",
    "periodical",
    "sealed_for_health",
    "loses_value",
    "near_expiry_or_flawed",
]
PrepaidEndedBy = Literal["operator", "consumer", "neither"]
DepositKind = Literal["none", "earnest", "down_payment", "security"]
DepositBrokenBy = Literal["seller", "consumer"]
NamedSeller = Literal["yes", "no", "useless"]

SERVICES: frozenset[str] = frozenset({"ticket_or_travel", "service", "prepaid_service", "membership"})
"""Kinds of purchase that are services; the rules on the return of goods do not reach them."""

PLATFORM_CHANNELS: frozenset[str] = frozenset(
    {"platform_shop", "live_stream", "social", "takeaway", "second_hand_platform"}
)
"""Channels with a platform between the parties; social and live apps count (网络交易监管办法 7(款4))."""

HOSTING_CHANNELS: frozenset[str] = frozenset({"platform_shop", "live_stream", "takeaway"})
"""Platform channels on which shops are admitted, so that their licences had to be checked."""

DISTANCE_CHANNELS: frozenset[str] = PLATFORM_CHANNELS | {"own_site"}
"""Channels that are distance selling in the sense of 消保法 25."""

FOOD_KINDS: frozenset[str] = frozenset({"food", "health_food", "infant_food", "fresh"})
"""Kinds that are food in the sense of 食品安全法; health food is food, fresh produce is where it is sold."""

HEALTH_KINDS: frozenset[str] = FOOD_KINDS | {"drug", "medical_device", "cosmetics"}
"""Kinds that concern life and health by their nature; the law itself gives no list (电商法 38(款2))."""
