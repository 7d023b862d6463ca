"""What courts decided, as people would tell it: facts of published rulings by the field that asks for them.

A fact that a ruling does not tell is left out, and the consumer is unsure of it. Who sold, where and when is
made up: they name nobody. "step/page:name" answers where two pages ask by the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SELLER = "杭州示例商贸有限公司"
ANYBODY: dict[str, Any] = {
    "purpose": "daily_life",
    "seller_kind": "business",
    "channel": "platform_shop",
    "platform": "taobao",
    "shop_name": "示例网店",
    "order_number": "4203881937750026",
    "quantity": "1",
    "ordered_on": "2026年10月8日",
    "promise_kind": "none",
    "wanted": "refund_only",
    "fallback": "",
    "tone": "firm",
    "same": True,
    "seller/party:name": SELLER,
    "seller/party:credit_code": "91330100MA2DEM0X0C",
    "seller/party:address": "浙江省杭州市示例区示例路88号",
    "seller/you:name": "林晓",
    "seller/you:phone": "138 0000 0000",
    "seller/you:address": "浙江省杭州市示例区示例街道示例小区1幢202室",
}


@dataclass(frozen=True)
class Ruling:
    """`holds` are grounds by code, `sums` what the court gave in yuan, as the card shows it.

    `extra` is what it gave above the price, "" where nothing. `letter` is the kind that asks, with `words`;
    where nothing is owed, `refused` is the kind that the site does not make.
    """

    name: str
    source: str
    facts: Mapping[str, Any]
    holds: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    extra: str = ""
    letter: str = "seller"
    words: tuple[str, ...] = ()
    refused: str = ""
    answers: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", {**ANYBODY, **self.facts})


RULINGS = (
    Ruling(
        "fraud",
        "广州互联网法院、广州市中级人民法院，2021-03-15：电动车电池续航虚标",
        {
            "problems": ["false_promotion", "not_as_described"],
            "goods_name": "电动自行车电池",
            "goods_kind": "other",
            "price": "2059",
            "seller_words": "续航一百公里",
            "reality": "实测续航只有标称的三分之一",
            "false_statement": "yes",
            "misled_into_buying": "yes",
            "wanted": "compensation",
        },
        holds=("fraud", "mismatch"),
        sums=("2,059.00", "6,177.00"),
        extra="6,177.00",
        words=("6,177.00", "涉嫌欺诈", "《中华人民共和国消费者权益保护法》第五十五条第一款"),
    ),
    Ruling(
        "promise",
        "最高人民法院，2025-06-16：直播间假一赔十的手串",
        {
            "problems": ["not_as_described", "promise_broken"],
            "goods_name": "小叶紫檀手串",
            "goods_kind": "jewellery",
            "channel": "live_stream",
            "platform": "douyin",
            "price": "1000.00",
            "seller_words": "印度小叶紫檀",
            "reality": "经检测不是小叶紫檀",
            "false_statement": "yes",
            "misled_into_buying": "yes",
            "promise_kind": "multiple",
            "promise_value": "10",
            "promise_words": "假一赔十",
            "promise_by": "seller",
            "live_room_role": "seller",
            "wanted": "compensation",
        },
        holds=("promise",),
        sums=("10,000.00",),
        extra="10,000.00",
        words=("10,000.00", "假一赔十", "第五十五条第一款"),
    ),
    Ruling(
        "seven-days",
        "最高人民法院，2025-07-10：退回手镯，商家称有划痕",
        {
            "problems": ["return_refused"],
            "goods_name": "翡翠手镯",
            "goods_kind": "jewellery",
            "price": "91500",
            "reality": "签收次日申请退货，商家以有划痕为由拒绝",
            "returnable_class": "ordinary",
            "goods_intact": "yes",
            "return_asked_in_time": "yes",
            "wanted": "refund",
        },
        holds=("return7",),
        sums=("91,500.00",),
        words=("91,500.00", "《中华人民共和国消费者权益保护法》第二十五条"),
    ),
    Ruling(
        "food",
        "最高人民法院，2024-08-21：微信出售的减肥咖啡",
        {
            "problems": ["counterfeit", "unsafe_food"],
            "goods_name": "减肥咖啡",
            "goods_kind": "food",
            "channel": "social",
            "seller_kind": "individual_trader",
            "price": "2960",
            "ordered_on": "2023-8-29",
            "reality": "标注的生产者不存在，食用后身体不适",
            "false_statement": "yes",
            "misled_into_buying": "yes",
            "safety_standard_broken": "yes",
            "harm": "bodily",
            "seller_showed_source": "no",
            "wanted": "compensation",
        },
        holds=("food",),
        sums=("2,960.00", "29,600.00"),
        extra="29,600.00",
        words=("29,600.00", "《中华人民共和国食品安全法》第一百四十八条第二款"),
    ),
    Ruling(
        "not-delivered",
        "成都铁路运输中级法院：纸质门票没有寄出",
        {
            "problems": ["not_delivered", "unfair_term"],
            "goods_name": "演出门票",
            "goods_kind": "ticket_or_travel",
            "seller_kind": "self_operated",
            "price": "158",
            "reality": "门票一直没有寄出，商家以“不退不换”拒绝退款",
        },
        holds=("nondelivery", "unfair_terms"),
        sums=("158.00",),
        words=("158.00", "《中华人民共和国民法典》"),
    ),
    Ruling(
        "prepaid",
        "地方法院，2025-03：照相馆关门，一次也没有拍",
        {
            "problems": ["prepaid_closed", "prepaid_refund_refused"],
            "goods_name": "儿童摄影套餐",
            "goods_kind": "prepaid_service",
            "channel": "offline",
            "price": "1099",
            "reality": "付款后一次也没有拍摄，门店已经关闭",
            "prepaid_amount": "1099",
            "prepaid_used": "0",
            "prepaid_ended_by": "operator",
        },
        holds=("prepaid",),
        sums=("1,099.00",),
        words=("1,099.00", "《中华人民共和国消费者权益保护法》第五十三条"),
    ),
    Ruling(
        "platform",
        "哈尔滨市南岗区人民法院：含禁用成分的片剂，平台提供的商家地址为空",
        {
            "problems": ["unsafe_food"],
            "goods_name": "减肥片",
            "goods_kind": "food",
            "price": "12830.48",
            "quantity": "24",
            "reality": "检出禁止添加的成分",
            "safety_standard_broken": "yes",
            "life_or_health": "yes",
            "platform_named_seller": "useless",
            "platform_checked_licence": "no",
            "wanted": "compensation",
        },
        holds=("food",),
        sums=("12,830.48", "128,304.80"),
        extra="128,304.80",
        letter="platform",
        # The price is asked of the platform that cannot say who sold; tenfold damages are the seller's.
        words=("12,830.48", "《中华人民共和国消费者权益保护法》第四十四条第一款"),
    ),
    Ruling(
        "private-seller",
        "莆田市荔城区人民法院，2024-09-02：个人转让的手机是冒牌货",
        {
            "problems": ["not_as_described", "counterfeit", "return_refused"],
            "goods_name": "二手手机",
            "goods_kind": "second_hand",
            "goods_condition": "second_hand",
            "channel": "second_hand_platform",
            "platform": "xianyu",
            "seller_kind": "private",
            "price": "1988",
            "ordered_on": "2023.12.14",
            "reality": "外观是苹果手机，系统是安卓",
            "false_statement": "yes",
            "misled_into_buying": "yes",
        },
        holds=("mismatch",),
        sums=("1,988.00",),
        words=("1,988.00", "《中华人民共和国民法典》"),
    ),
    Ruling(
        "nothing",
        "无锡市锡山区人民法院，2021-10-11：咖啡标签的用语瑕疵",
        {
            "problems": ["label_flaw"],
            "goods_name": "速溶咖啡",
            "goods_kind": "food",
            "channel": "offline",
            "price": "412.30",
            "quantity": "10",
            "reality": "标签写“无糖”，营养成分表没有列出糖的含量",
            "label_flaw_only": "yes",
            "label_error": "wording",
        },
        refused="complaint",
    ),
)
