"""Cases to write letters from. Names, numbers and shops are invented."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import Case, ContactEntry
from claimguide.cases.selectors import PART_NAMES
from claimguide.evidence.models import Exhibit, ExhibitProof
from claimguide.reference.models import Platform, Region

from .more_stories import MORE

TODAY = dt.date(2026, 11, 23)
CONSUMER = {"name": "沈怡", "phone": "13800000000", "address": "北京市朝阳区示例路1号院2号楼301室"}

STORIES: dict[str, dict[str, Any]] = {
    "bracelet": {
        "problems": ["counterfeit", "not_as_described", "promise_broken"],
        "purchase": {
            "goods_name": "小叶紫檀手串（15毫米）",
            "goods_kind": "jewellery",
            "goods_condition": "new",
            "channel": "live_stream",
            "seller_kind": "business",
            "shop_name": "檀木小馆",
            "order_number": "6920260918000123",
            "price": Decimal("1000.00"),
            "quantity": 1,
            "shipping": Decimal("10.00"),
            "purpose": "daily_life",
            "ordered_on": dt.date(2026, 10, 12),
            "received_on": dt.date(2026, 10, 15),
        },
        "platform": "抖音",
        "problem": {
            "seller_words": "印度小叶紫檀老料，纯天然，无染色",
            "reality": "经检测，手串的木材为科檀，表面经过染色处理",
            "discovered_on": dt.date(2026, 10, 20),
            "false_statement": "yes",
            "misled_into_buying": "yes",
            "other_costs": Decimal("180.00"),
        },
        "promise": {
            "promise_kind": "multiple",
            "promise_value": Decimal("10"),
            "promise_words": "假一赔十",
            "promise_by": "seller",
            "promise_includes_refund": "no",
        },
        "dealings": {
            "asked_seller_on": dt.date(2026, 10, 21),
            "wanted": "compensation",
            "reply_kind": "promise_marketing",
        },
        "seller": {
            "name": "广州示例文玩有限公司",
            "credit_code": "91440101MA9XEXAM0K",
            "address": "广东省广州市示例区示例街8号",
        },
        "contacts": [
            (
                dt.date(2026, 10, 21),
                "chat",
                "手串经检测不是小叶紫檀，请按承诺处理",
                "只能退货退款，假一赔十是活动口号",
            ),
            (dt.date(2026, 11, 2), "after_sales", "要求退款并按假一赔十赔偿", ""),
        ],
        "exhibits": [
            ("订单详情截图", "buying", 1),
            ("支付凭证", "paying", 1),
            ("直播录屏截图", "promise", 3),
            ("木材检测报告", "defect", 4),
            ("与客服的聊天记录", "notice", 6),
            ("检测费发票", "loss", 1),
        ],
        "region": "北京市",
        "plans": {"no_other_body": "yes"},
        "conduct": {"complained_on": dt.date(2026, 11, 5), "complaint_number": "TS20261105001"},
    },
    "coat_return": {
        "problems": ["return_refused"],
        "purchase": {
            "goods_name": "羊毛大衣",
            "goods_kind": "clothing",
            "goods_condition": "new",
            "channel": "platform_shop",
            "seller_kind": "business",
            "shop_name": "示例服饰旗舰店",
            "order_number": "2026110100099",
            "price": Decimal("599.00"),
            "quantity": 1,
            "purpose": "daily_life",
            "returnable_class": "ordinary",
            "ordered_on": dt.date(2026, 11, 1),
            "received_on": dt.date(2026, 11, 4),
        },
        "platform": "淘宝",
        "problem": {"reality": "大衣仅试穿，吊牌完好，卖家以已经拆封为由拒绝退货"},
        "dealings": {
            "return_requested_on": dt.date(2026, 11, 6),
            "goods_intact": "yes",
            "goods_sent_back": "no",
            "asked_seller_on": dt.date(2026, 11, 6),
            "wanted": "refund",
            "reply_kind": "opened",
        },
        "seller": {"name": "杭州示例服饰有限公司", "phone": "0571-00000000"},
        "contacts": [(dt.date(2026, 11, 6), "after_sales", "申请七日无理由退货", "已拆封不支持退货")],
        "exhibits": [("订单截图", "buying", None), ("售后申请记录", "notice", 2)],
        "region": "浙江省",
        "plans": {"no_other_body": "yes"},
    },
    "phone_used": {
        "problems": ["used_sold_as_new", "quality_defect"],
        "purchase": {
            "goods_name": "5G手机 256GB",
            "goods_kind": "phone",
            "goods_condition": "new",
            "channel": "platform_shop",
            "seller_kind": "business",
            "shop_name": "示例数码专营店",
            "order_number": "JD000111222",
            "price": Decimal("4299.50"),
            "quantity": 1,
            "purpose": "daily_life",
            "ordered_on": dt.date(2026, 9, 1),
            "received_on": dt.date(2026, 9, 3),
        },
        "platform": "京东",
        "problem": {
            "seller_words": "全新国行，未拆封",
            "reality": "设备激活日期为2026年2月11日，早于下单日期",
            "discovered_on": dt.date(2026, 9, 5),
            "false_statement": "yes",
            "misled_into_buying": "yes",
        },
        "dealings": {
            "asked_seller_on": dt.date(2026, 9, 5),
            "wanted": "refund",
            "refunded": Decimal("299.50"),
            "reply_kind": "partly",
        },
        "seller": {"name": "深圳示例数码有限公司", "address": "广东省深圳市示例区示例路9号"},
        "contacts": [(dt.date(2026, 9, 5), "chat", "手机不是全新，要求退款", "可以补偿299.5元")],
        "conduct": {
            "identity_asked_on": dt.date(2026, 9, 20),
            "platform_named_seller": "no",
            "complained_on": dt.date(2026, 9, 18),
        },
        "exhibits": [],
        "region": "上海市",
        "plans": {"no_other_body": "yes"},
    },
    "milk_expired": {
        "problems": ["expired", "unsafe_food"],
        "purchase": {
            "goods_name": "鲜牛奶",
            "goods_kind": "food",
            "food_form": "prepackaged",
            "channel": "platform_shop",
            "seller_kind": "self_operated",
            "shop_name": "自营超市",
            "order_number": "ZY778899",
            "price": Decimal("49.90"),
            "quantity": 2,
            "purpose": "daily_life",
            "ordered_on": dt.date(2026, 11, 10),
            "received_on": dt.date(2026, 11, 11),
        },
        "platform": "京东",
        "problem": {
            "reality": "包装标示的保质期至2026年11月6日，收到时已经过期",
            "discovered_on": dt.date(2026, 11, 11),
            "safety_standard_broken": "yes",
            "seller_knew": "yes",
            "life_or_health": "yes",
            "harm": "none",
        },
        "dealings": {"asked_seller_on": dt.date(2026, 11, 11), "wanted": "compensation", "tone": "friendly"},
        "seller": {"name": "北京示例电子商务有限公司", "phone": "010-00000000"},
        "contacts": [(dt.date(2026, 11, 11), "phone", "牛奶已过期，要求退款并赔偿", "仅同意退款")],
        "exhibits": [("包装照片", "defect", None)],
        "region": "北京市",
        "plans": {"no_other_body": "yes", "mediation_terms": "退款并依法支付赔偿金，十日内付清"},
    },
    "desk_late": {
        "problems": ["not_delivered"],
        "purchase": {
            "goods_name": "实木书桌",
            "goods_kind": "furniture",
            "channel": "social",
            "seller_kind": "business",
            "shop_name": "示例家具",
            "price": Decimal("2680.00"),
            "quantity": 1,
            "purpose": "daily_life",
            "ordered_on": dt.date(2026, 8, 20),
            "promised_delivery_on": dt.date(2026, 9, 20),
        },
        "platform_other": "示例社区",
        "problem": {"reality": "付款后一直没有发货，也没有物流信息"},
        "dealings": {
            "asked_seller_on": dt.date(2026, 9, 25),
            "wanted": "refund_only",
            "reply_kind": "none",
            "reply_by": dt.date(2026, 12, 7),
        },
        "seller": {},
        "contacts": [(dt.date(2026, 9, 25), "chat", "要求退款", "")],
        "exhibits": [("付款截图", "paying", 1)],
        "region": "广东省",
        "plans": {"no_other_body": "yes"},
    },
    "kettle_repair": {
        "problems": ["quality_defect"],
        "purchase": {
            "goods_name": "电热水壶",
            "goods_kind": "appliance",
            "channel": "own_site",
            "seller_kind": "business",
            "shop_name": "示例电器商城",
            "order_number": "A-1001",
            "price": Decimal("129.00"),
            "quantity": 1,
            "purpose": "daily_life",
            "ordered_on": dt.date(2026, 10, 1),
            "received_on": dt.date(2026, 10, 3),
        },
        "problem": {"reality": "第三次使用时不再加热，指示灯不亮", "discovered_on": dt.date(2026, 10, 8)},
        "dealings": {"asked_seller_on": dt.date(2026, 10, 8), "wanted": "exchange", "fallback": "refund"},
        "seller": {"name": "宁波示例电器有限公司", "address": "浙江省宁波市示例路3号"},
        "contacts": [(dt.date(2026, 10, 8), "email", "水壶不加热，要求更换", "请自行联系厂家")],
        "exhibits": [("故障录像", "defect", None), ("订单邮件", "buying", 1)],
        "region": "浙江省",
        "plans": {"no_other_body": "yes"},
    },
}
STORIES |= MORE
# What the forms of the market regulator ask beside the rest; these report without their names.
ANONYMOUS = ("phone_used", "pills_advertised")
for _name, _told in STORIES.items():
    _told["plans"] |= {
        "bureau": "杭州市余杭区",
        "publish_complaint": "yes",
        "entrust_mediation": "no",
        "report_as": "anonymous" if _name in ANONYMOUS else "named",
    }


def story(name: str) -> dict[str, Any]:
    return deepcopy(STORIES[name])


def case_of(
    told: dict[str, Any], consumer: dict[str, str] | None = CONSUMER, number: str | None = None
) -> Case:
    """A case with these answers, as the guide would have saved them."""
    case = services.open_case(number=number or f"CG20261123-7K2M{9 - Case.objects.count()}")
    Case.objects.filter(pk=case.pk).update(region=_region(told.get("region")))
    services.set_problems(case, told.get("problems", []))
    for home, key in zip(PART_NAMES, (*PART_NAMES[:4], "conduct", *PART_NAMES[5:]), strict=True):
        part = getattr(case, home)
        for field, value in told.get(key, {}).items():
            setattr(part, field, value)
        part.save()
    _place(case, told)
    for role in ("seller", "platform_party"):
        services.set_party(case, role.removesuffix("_party"), **told.get(role, {}))
    services.set_party(case, "consumer", **(consumer or {}))
    for on, channel, said, answer in told.get("contacts", []):
        ContactEntry.objects.create(case=case, on=on, channel=channel, said=said, answer=answer)
    for title, element, pages in told.get("exhibits", []):
        add_exhibit(case, title, element, pages)
    return Case.objects.get(pk=case.pk)


def _region(name: str | None) -> Region | None:
    if name is None:
        return None
    code = f"{10 + len(name) % 50 + sum(map(ord, name)) % 40}0000"
    return Region.objects.filter(name_zh=name).first() or Region.objects.create(
        code=code, name_zh=name, short_zh=name[:2], name_en=name
    )


def _place(case: Case, told: dict[str, Any]) -> None:
    if name := told.get("platform"):
        slug = f"p{sum(map(ord, name))}"
        platform = Platform.objects.filter(name_zh=name).first() or Platform.objects.create(
            slug=slug, name_zh=name, name_en=slug
        )
        case.purchase.platform = platform
    case.purchase.platform_other = told.get("platform_other", "")
    case.purchase.save()


def add_exhibit(case: Case, title: str, element: str, pages: int | None = 1, state: str = "clean") -> Exhibit:
    position = case.exhibits.count() + 1
    exhibit = Exhibit.objects.create(
        case=case,
        position=position,
        state=state,
        refusal="damaged" if state == "refused" else "",
        kind="png",
        title=title,
        original_name=title[:80],
        size=1,
        sha256=f"{position:064x}",
        page_count=pages,
        received_at=timezone.now(),
    )
    ExhibitProof.objects.create(exhibit=exhibit, element=element)
    return exhibit
