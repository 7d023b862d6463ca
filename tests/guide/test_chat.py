"""The short texts: cut between clauses, and never longer than their box."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from claimguide.guide import chat
from claimguide.law import Facts, assess

ON = date(2026, 11, 23)
BASE = {
    "as_of": ON,
    "channel": "platform_shop",
    "seller_kind": "business",
    "purpose": "daily_life",
    "goods_kind": "clothing",
    "price": Decimal(300),
    "ordered_on": date(2026, 11, 10),
    "received_on": date(2026, 11, 13),
    "return_requested_on": date(2026, 11, 15),
    "problems": frozenset({"return_refused"}),
}


@pytest.mark.parametrize(
    ("text", "room", "short"),
    [
        ("短句。", 10, "短句"),
        ("结论为大果紫檀，不是小叶紫檀", 12, "结论为大果紫檀…"),
        ("没有标点的一长串文字", 5, "没有标点…"),
        ("一，二三四五六七八九", 6, "一，二三四…"),
    ],
)
def test_a_text_is_cut_between_clauses(text, room, short):
    assert chat.shortened(text, room) == short
    assert len(short) <= room


LONG = "很" * 500


@pytest.mark.parametrize("words", ["", "短", LONG])
@pytest.mark.parametrize("real", ["", "实际不同", LONG])
@pytest.mark.parametrize("order", ["", "1" * 64])
@pytest.mark.parametrize("goods", ["", "名" * 100])
def test_short_texts_keep_their_limit_whatever_was_typed(words, real, order, goods):
    kinds = ["not_as_described", "unlicensed_seller", "privacy_leak"]
    case = SimpleNamespace(
        purchase=SimpleNamespace(
            ordered_on=date(2026, 11, 10),
            goods_name=goods,
            goods_kind="jewellery",
            order_number=order,
            price=Decimal("99999999.99"),
        ),
        problem=SimpleNamespace(seller_words=words, reality=real),
        problems=SimpleNamespace(all=lambda: [SimpleNamespace(kind=k) for k in kinds]),
        dealings=SimpleNamespace(
            wanted="refund",
            fallback="exchange",
            reply_by=date(2026, 12, 31),
            reply_kind="opened",
            tone="firm",
        ),
    )
    facts = Facts(**{**BASE, "price": Decimal("99999999.99"), "problems": frozenset(kinds)})
    story = chat.Story(case, assess(facts, ON), ON)
    asks = "请平台协助处理：退货并退还货款。请提供商家的真实名称、地址和有效联系方式。请保存交易记录。"
    for text in (chat.for_seller(story), chat.for_platform(story, asks), chat.for_12315(story, 200)):
        assert 0 < len(text) <= 200
        assert "“”" not in text
        assert "None" not in text
