"""The words printed in dossiers. They are Chinese whatever language the page is in, as all papers are."""

from __future__ import annotations

from typing import Any

TITLE = "维权材料汇编"
TIMELINE = "案件时间线"
SHEETS = "表单填写单"
CONTENTS = "封面与目录"
SORTS = {
    "story": "经过",
    "record": "记录",
    "contact": "沟通",
    "submission": "投诉",
    "letter": "文书",
    "deadline": "期限",
}
# Days of the story: chapter of the case, column, what happened on it.
STORY = (
    ("purchase", "ordered_on", "下单"),
    ("purchase", "promised_delivery_on", "约定的发货或送达日"),
    ("purchase", "received_on", "收到商品或服务"),
    ("problem", "discovered_on", "发现问题"),
    ("dealings", "asked_seller_on", "首次向卖家提出"),
    ("dealings", "return_requested_on", "申请退货"),
    ("dealings", "sent_back_received_on", "卖家收到退回的商品"),
    ("platform_conduct", "identity_asked_on", "要求平台提供卖家信息"),
    ("platform_conduct", "complained_on", "向平台投诉"),
)
STATES = {"open": "进行中", "waiting": "等待答复", "settled": "已和解", "closed": "已结束"}
CHANNELS = {
    "chat": "平台聊天",
    "after_sales": "售后申请",
    "phone": "电话",
    "mail": "挂号信或 EMS",
    "email": "电子邮件",
    "in_person": "当面",
    "online": "在该机构的网站或应用上提交",
}
SUBMITTED_TO = {
    "platform": "平台客服或投诉部门",
    "association": "消费者协会",
    "12315_complaint": "12315（投诉）",
    "12315_report": "12315（举报）",
    "court": "人民法院",
    "other": "其他机构",
}
SUBMITTED = {
    "sent": "已提交，尚无答复",
    "accepted": "已受理",
    "refused": "未受理",
    "settled": "已达成和解",
    "ended": "已终结，未达成和解",
}


def own_names(content: dict[str, Any]) -> list[str]:
    """The parts a dossier sets itself behind its contents; sheets are unknown to dossiers of before."""
    has = {TIMELINE: content["timeline"] is not None, SHEETS: bool(content.get("sheets"))}
    return [name for name, there in has.items() if there]
