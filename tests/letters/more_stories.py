"""More cases to write letters from: the rarer grounds and the platform's own. All names are invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any


def _day(month: int, day: int) -> dt.date:
    return dt.date(2026, month, day)


def _told(
    problems: list[str],
    goods: str,
    kind: str,
    price: str,
    reality: str,
    *,
    channel: str = "platform_shop",
    wanted: str = "refund",
    **more: Any,
) -> dict[str, Any]:
    """What all of them share: a platform, a seller, one talk, no exhibits; `more` adds to the chapters."""
    told: dict[str, Any] = {
        "problems": problems,
        "purchase": {
            "goods_name": goods,
            "goods_kind": kind,
            "goods_condition": "new",
            "channel": channel,
            "seller_kind": "business",
            "shop_name": "示例小店",
            "order_number": "EX20261001",
            "price": Decimal(price),
            "quantity": 1,
            "purpose": "daily_life",
            "ordered_on": _day(10, 1),
            "received_on": _day(10, 3),
        },
        "platform": "淘宝",
        "problem": {"reality": reality, "discovered_on": _day(10, 4)},
        "dealings": {"asked_seller_on": _day(10, 5), "wanted": wanted, "reply_kind": "other"},
        "seller": {"name": "某市示例商贸有限公司", "phone": "000-00000000"},
        "contacts": [(_day(10, 5), "chat", "要求处理", "不同意")],
        "exhibits": [],
        "region": "广东省",
        "plans": {"no_other_body": "yes"},
    }
    if channel in ("offline", "own_site"):
        del told["platform"]
    for chapter, answers in more.items():
        told[chapter] = {**told.get(chapter, {}), **answers}
    return told


MORE: dict[str, dict[str, Any]] = {
    "takeaway_insect": _told(
        ["foreign_object", "unlicensed_seller"],
        "盖浇饭外卖",
        "food",
        "32.00",
        "饭中有一只完整的昆虫，店铺页面没有公示许可证",
        channel="takeaway",
        wanted="compensation",
        purchase={"food_form": "prepared"},
        problem={"safety_standard_broken": "yes", "seller_knew": "yes", "harm": "none"},
        conduct={"platform_checked_licence": "no", "platform_named_seller": "yes"},
    ),
    "drug_fake": _told(
        ["unsafe_drug", "counterfeit"],
        "止痛贴膏",
        "drug",
        "180.00",
        "药品监督管理部门出具意见，认定该批药品为假药",
        wanted="compensation",
        problem={
            "safety_standard_broken": "yes",
            "seller_knew": "yes",
            "false_statement": "yes",
            "misled_into_buying": "yes",
        },
        conduct={"platform_knew": "yes", "platform_acted": "no", "platform_named_seller": "yes"},
    ),
    "gym_closed": _told(
        ["prepaid_closed"],
        "健身年卡",
        "prepaid_service",
        "3600.00",
        "门店已经停业，剩余九个月没有提供服务",
        channel="offline",
        wanted="refund_only",
        purchase={"ordered_on": _day(1, 5), "received_on": _day(1, 6)},
        special={"prepaid_amount": Decimal("3600.00"), "prepaid_used": Decimal("900.00")},
        dealings={"seller_vanished": "yes"},
    ),
    "course_quit": _told(
        ["prepaid_refund_refused"],
        "英语课程",
        "prepaid_service",
        "5000.00",
        "本人因工作调动不能继续上课，对方拒绝退还余额",
        channel="own_site",
        wanted="refund_only",
        purchase={"ordered_on": _day(3, 5), "received_on": _day(3, 6)},
        special={
            "prepaid_amount": Decimal("5000.00"),
            "prepaid_used_at_full_price": Decimal("1800.00"),
            "prepaid_ended_by": "consumer",
        },
    ),
    "wedding_earnest": _told(
        ["deposit_kept"],
        "婚纱摄影套餐",
        "service",
        "6000.00",
        "商家把约定的日期排给了他人，不能提供服务",
        channel="offline",
        wanted="refund_only",
        special={
            "prepaid_amount": Decimal("1000.00"),
            "deposit_kind": "earnest",
            "deposit_broken_by": "seller",
        },
    ),
    "game_minor": _told(
        ["minor_purchase"],
        "游戏充值",
        "digital_content",
        "2980.00",
        "九周岁的孩子用家长的手机连续充值，家长事先不知情",
        channel="own_site",
        wanted="refund_only",
        special={"minor_age": 9, "guardian_agreed": "no"},
    ),
    "charger_fire": _told(
        ["injury", "quality_defect"],
        "移动电源",
        "electronics",
        "99.00",
        "充电时起火，烧伤本人右手，并烧坏书桌",
        wanted="compensation",
        problem={
            "harm": "bodily",
            "loss": Decimal("4200.00"),
            "other_costs": Decimal("300.00"),
            "life_or_health": "yes",
        },
        conduct={"platform_checked_licence": "no", "platform_named_seller": "yes"},
    ),
    "price_higher": _told(
        ["price_fraud"],
        "空气炸锅",
        "appliance",
        "399.00",
        "页面标示券后价为299元，实际扣款399元",
        wanted="refund_only",
        problem={
            "overcharge": Decimal("100.00"),
            "seller_knew": "yes",
            "false_statement": "yes",
            "misled_into_buying": "yes",
        },
        conduct={"platform_kept_records": "no", "platform_helped": "no", "platform_named_seller": "yes"},
    ),
    "member_renewed": _told(
        ["auto_renewal", "unfair_term"],
        "视频平台年度会员",
        "membership",
        "248.00",
        "到期前没有任何提醒，直接扣款续费一年",
        wanted="refund_only",
        purchase={"seller_kind": "self_operated"},
        problem={"concealed_fact": "yes"},
        conduct={"platform_helped": "no"},
    ),
    "number_leaked": _told(
        ["privacy_leak"],
        "保温杯",
        "other",
        "89.00",
        "收货信息被店铺公开发布在评论区",
        wanted="compensation",
        problem={"loss": Decimal("200.00")},
        conduct={"platform_knew": "yes", "platform_acted": "no", "platform_named_seller": "yes"},
    ),
    "paid_by_thief": _told(
        ["unauthorised_payment"],
        "购物卡",
        "other",
        "1500.00",
        "账户被他人登录，支付了本人没有下过的订单",
        wanted="refund_only",
        conduct={"platform_named_seller": "yes"},
    ),
    "pills_advertised": _told(
        ["false_promotion"],
        "减肥胶囊",
        "health_food",
        "658.00",
        "广告称七天瘦十斤，服用一个月没有任何效果",
        wanted="refund",
        problem={"false_statement": "yes", "misled_into_buying": "yes"},
        conduct={"platform_advertised": "yes", "platform_named_seller": "yes"},
    ),
    "review_gone": _told(
        ["quality_defect", "review_deleted"],
        "蓝牙耳机",
        "electronics",
        "159.00",
        "左耳没有声音，本人的差评发布次日被删除",
        wanted="repair",
        conduct={"platform_paid_outside": "yes", "platform_named_seller": "yes"},
    ),
    "jade_live": _told(
        ["not_as_described"],
        "和田玉吊坠",
        "jewellery",
        "880.00",
        "检测结论为岫玉",
        channel="live_stream",
        wanted="refund",
        purchase={"live_room_role": "did_not_say"},
        conduct={"platform_kept_records": "no", "platform_named_seller": "useless"},
    ),
    "phone_repaired": _told(
        ["repair_refused", "quality_defect"],
        "手机",
        "phone",
        "1999.00",
        "同一故障修理两次后仍然自动关机",
        wanted="exchange",
        dealings={"sanbao_repairs": 2},
        conduct={"platform_named_seller": "yes"},
    ),
}
