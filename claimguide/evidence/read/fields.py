"""What can be read in a screenshot, and the shape of an offer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .lines import Box

# From here on an offer counts as sure: wrong ones above it are what the bench holds at one in a hundred.
SURE = 0.85


class Field(StrEnum):
    """Values are canonical: days as ISO dates, sums as yuan with two decimals, the rest as text."""

    ORDER_NUMBER = "order_number"
    PLATFORM = "platform"  # a slug of reference.Platform
    SHOP = "shop"
    GOODS_NAME = "goods_name"
    PRICE = "price"  # of the goods of the order, before discounts and freight
    AMOUNT_PAID = "amount_paid"
    ORDERED_ON = "ordered_on"
    PAID_ON = "paid_on"
    DELIVERED_ON = "delivered_on"
    COMPLETED_ON = "completed_on"  # the platform closed the deal; not the day of delivery
    LOGISTICS_NUMBER = "logistics_number"
    AFTER_SALES_NUMBER = "after_sales_number"
    PAYMENT_NUMBER = "payment_number"
    PROMISE = "promise"  # the words as they stand on the page
    CHAT = "chat"  # extra: speaker "me", "other" or "", time (ISO or ""), time_text


@dataclass(frozen=True)
class Suggestion:
    """One value found, its place and how sure it is (0 to 1). `raw` is the text as it was read."""

    field: Field
    value: str
    raw: str
    box: Box
    confidence: float
    page: int = 0
    extra: dict[str, Any] | None = None
