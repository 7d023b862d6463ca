"""Every value a letter can lack: the words that mark its place, its name, and the page that asks for it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Field(NamedTuple):
    """`mark` stands in the Chinese preview; `step` and `page` are the guide page that asks for it."""

    mark: str
    label: str | Promise
    step: str
    page: str


FIELDS: dict[str, Field] = {
    "consumer.name": Field("您的姓名", _("Your name"), "seller", "you"),
    "consumer.phone": Field("您的电话", _("Your phone number"), "seller", "you"),
    "consumer.address": Field("您的通信地址", _("Your postal address"), "seller", "you"),
    "seller.name": Field("卖家的名称", _("The seller's name"), "seller", "party"),
    "seller.contact": Field("卖家的地址或电话", _("The seller's address or phone number"), "seller", "party"),
    "seller.address": Field("卖家的地址", _("The seller's address"), "seller", "party"),
    "platform.name": Field("平台名称", _("The platform"), "law", "order"),
    "goods_name": Field("商品或服务的名称", _("What you bought"), "law", "goods"),
    "order_number": Field("订单编号", _("The order number"), "law", "order"),
    "price": Field("支付的金额", _("What you paid"), "law", "money"),
    "ordered_on": Field("下单日期", _("The day you ordered"), "law", "dates"),
    "discovered_on": Field("发现问题的日期", _("The day you noticed the problem"), "law", "dates"),
    "problems": Field("出了什么问题", _("What went wrong"), "law", "problem"),
    "reality": Field("实际情况", _("What it is really like"), "law", "story"),
    "promise_words": Field("承诺的原话", _("The words of the promise"), "law", "promise"),
    "wanted": Field("您的要求", _("What you ask for"), "seller", "remedy"),
    "overcharge": Field("多收的金额", _("What was charged too much"), "law", "q-overcharge"),
    "prepaid_amount": Field("预付的金额", _("What you paid in advance"), "law", "q-prepaid-amount"),
    "prepaid_used": Field("已消费的金额", _("What you have used of it"), "law", "q-prepaid-used"),
    "prepaid_used_at_full_price": Field(
        "按原价计算的已消费金额",
        _("What you have used of it, at the undiscounted price"),
        "law",
        "q-prepaid-used-at-full-price",
    ),
    "reply_by": Field("今天之后的答复期限", _("A reply-by day that lies ahead"), "seller", "remedy"),
    "reply_kind": Field("卖家拒绝的理由", _("What the seller gave as its reason"), "seller", "reply"),
    "complained_on": Field(
        "向平台投诉的日期", _("The day you complained to the platform"), "platform", "complaint"
    ),
    "platform_answer": Field("平台的答复", _("What the platform answered"), "platform", "complaint"),
    "platform_promise_words": Field(
        "平台承诺的原话", _("The words of the platform's promise"), "platform", "conduct"
    ),
    "seller.where": Field(
        "被告的住所地或者统一社会信用代码",
        _("The seller's address or unified social credit code"),
        "seller",
        "party",
    ),
    "platform.company": Field(
        "平台经营者的名称", _("The name of the platform's company"), "platform", "company"
    ),
    "court": Field("起诉的法院", _("The court you choose"), "legal", "court"),
    "court_wish": Field(
        "减少的具体数额；不能确定的，请改选退款或者赔偿",
        _("A wish with a sum: a court needs one, so choose a refund or compensation"),
        "seller",
        "remedy",
    ),
    "region": Field("您所在的地区", _("Your region"), "association", "region"),
    "negotiation": Field(
        "与卖家协商的经过", _("How you tried to settle it with the seller"), "seller", "contacts"
    ),
    "no_other_body": Field(
        "确认没有其他机构受理",
        _("Your confirmation that no other body has taken the dispute"),
        "association",
        "declaration",
    ),
    "mediation_terms": Field(
        "具体的调解请求", _("What you ask the mediation for"), "association", "declaration"
    ),
    "bureau": Field(
        "市场监管部门所在的区县", _("The district of the market regulator"), "association", "bureau"
    ),
    "publish_complaint": Field(
        "是否同意公示投诉信息", _("Whether the complaint may be published"), "association", "bureau"
    ),
    "entrust_mediation": Field(
        "是否同意委托调解", _("Whether the mediation may be entrusted"), "association", "bureau"
    ),
    "report_as": Field("实名或者匿名", _("By name or anonymously"), "association", "report"),
}
