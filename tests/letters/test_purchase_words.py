"""What the letters say was paid: the price, or a deposit beside the price that was agreed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from claimguide.letters.compose import narrative
from claimguide.letters.compose.source import Source

from .stories import TODAY, case_of, story

pytestmark = pytest.mark.django_db

VOICE = narrative.Voice(seller="贵方", platform="平台")


@pytest.mark.parametrize(
    ("special", "price", "words", "never"),
    [
        ({}, "6000.00", "约定服务费用6,000.00元，已付定金1,000.00元", "支付服务费用"),
        ({"deposit_kind": "down_payment"}, "6000.00", "已付订金1,000.00元", "支付服务费用"),
        ({}, "1000.00", "订购“婚纱摄影套餐”，已付定金1,000.00元", "约定服务费用"),
        ({"prepaid_amount": None}, "6000.00", "约定服务费用6,000.00元，已付定金", "支付服务费用"),
        ({"deposit_kind": "none"}, "6000.00", "支付服务费用6,000.00元", "已付"),
    ],
)
def test_a_deposit_is_not_said_to_be_the_price(
    special: dict[str, Any], price: str, words: str, never: str
) -> None:
    told = story("wedding_earnest")
    told["special"] |= special
    told["purchase"]["price"] = Decimal(price)
    text = "".join(
        run.text
        for fact in narrative.facts(Source.of(case_of(told), TODAY), VOICE)[:1]
        for paragraph in fact.paragraphs
        for run in paragraph
    )
    assert words in text
    assert never not in text
