"""Invented contexts for the shared components: used by the tests and by whoever wants to look at them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils import timezone

# Beside the common ones.
SHEETS = ("case", "rights", "files", "live", "lists", "code", "documents")


@dataclass(frozen=True)
class Words:
    zh: str
    en: str


@dataclass(frozen=True)
class Cited:
    zh: str = "《中华人民共和国消费者权益保护法》第五十五条第一款"


@dataclass(frozen=True)
class Finding:
    title: Words
    reason: Words
    citations: tuple[Cited, ...] = (Cited(),)


@dataclass(frozen=True)
class Deadline:
    title: Words
    date: Any
    how: Words
    citations: tuple[Cited, ...] = (Cited(),)
    provisional: bool = False


@dataclass
class Exhibit:
    pk: int = 1
    position: int = 1
    number: int = 1
    title: str = "与卖家的聊天截图（承诺“假一赔十”）IMG_20261102_093311.jpg"
    tags: list[str] = field(default_factory=list)


class OneQuestion(forms.Form):
    goods = forms.ChoiceField(
        label="买的是什么？",
        choices=[("food", "食品"), ("phone", "手机"), ("clothes", "衣服鞋帽"), ("other", "其他")],
        widget=forms.RadioSelect,
    )


class Several(forms.Form):
    seller = forms.CharField(label="卖家名称", help_text="在店铺的“证照信息”页面可以看到，请照抄全称。")
    price = forms.DecimalField(label="付了多少钱", widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    remedy = forms.ChoiceField(label="希望怎样解决", choices=[("refund", "退货退款"), ("exchange", "换货")])
    told = forms.ChoiceField(
        label="已经告诉卖家了吗",
        choices=[("yes", "是"), ("no", "否"), ("", "不清楚")],
        widget=forms.RadioSelect,
        required=False,
    )
    more = forms.CharField(label="还想补充什么", widget=forms.Textarea, required=False)
    agree = forms.BooleanField(label="我同意把上述内容写进信里")


FINDING = Finding(
    Words("涉嫌欺诈：以二手冒充全新", "Suspected fraud: used goods sold as new"),
    Words("您说商品页面写的是全新，收到的却有使用痕迹。", "The page said new; what came had been used."),
)
START = Words("从知道之日起算", "Counted from the day you knew")


def _tasks() -> list[dict[str, Any]]:
    titles = [
        "了解法律",
        "收集证据",
        "联系卖家",
        "使用平台规则",
        "寻求法律帮助",
        "关注媒体",
        "求助消费者组织",
        "留意规则变化",
    ]
    states = ["done", "doing", "todo", "waiting", "ready", "na", "todo", "todo"]
    results = ["可以主张 299 元至 1,196 元", "已有 3 份，还缺付款证明"] + [""] * 6
    today = timezone.localdate()
    papers = [
        {"label": "致商家函（第2版）", "url": "/letter/2/", "sent_on": None, "note": "案情已有变化"},
        {"label": "致商家函（第1版）", "url": "/letter/1/", "sent_on": today, "note": ""},
    ]
    due = {"date": today + timedelta(days=5), "title": Words("请对方答复的日期", "Asked an answer by")}
    return [
        {
            "step": {"number": number, "title": title},
            "url": f"/step-{number}/",
            "status": state,
            "result": result,
            "is_next": number == 3,
            "papers": papers if number == 3 else [],
            "due": due if number == 3 else None,
            "late": today - timedelta(days=3) if number == 4 else None,
        }
        for number, (title, state, result) in enumerate(zip(titles, states, results, strict=True), 1)
    ]


def context() -> dict[str, Any]:
    """One context in which every component has something to show."""
    today = timezone.localdate()
    asked = "什么时候申请的退货？"
    full = {"width": 10, "segments": [{"x": 0, "full": True}]}
    half = {"width": 21, "segments": [{"x": 0, "full": True}, {"x": 11, "full": False}]}
    return {
        "sheets": [f"css/{name}.css" for name in SHEETS],
        "tasks": _tasks(),
        "rows": [
            {"label": "卖家", "value": "杭州某某贸易有限公司", "change_url": "/change/"},
            {"label": "收到商品的日期", "value": None, "change_url": "/change/"},
            {"label": "经过", "value": "3月5日下单。\n3月8日收到，外壳有划痕。", "change_url": "/change/"},
        ],
        "holds": [FINDING],
        "may": [Finding(Words("七日无理由退货", "Seven-day return"), Words(asked, "When did you ask?"))],
        "fails": [
            Finding(Words("价格欺诈", "Price fraud"), Words("没有说到价格问题。", "No price problem."))
        ],
        "parts": [
            {"label": "退货款", "amount": Decimal("299")},
            {"label": "三倍赔偿", "amount": Decimal("897"), "note": "以涉嫌欺诈成立为前提"},
            {"label": "运费", "amount": Decimal("12.50")},
        ],
        "low": Decimal("299"),
        "high": Decimal("1208.50"),
        "sums": [Words("299 元 × 3 ＝ 897 元", "299 × 3 = 897 yuan")],
        "deadlines": [
            Deadline(
                Words("七日无理由退货", "Seven-day return"),
                today + timedelta(days=3),
                Words("签收次日起算", "x"),
            ),
            Deadline(
                Words("等待卖家答复", "Reply"), today - timedelta(days=2), Words("信中写明的日期", "x"), ()
            ),
            Deadline(Words("诉讼时效", "Limitation"), None, Words("知道之日起三年", "x"), provisional=True),
        ],
        "events": [
            {
                "when": today,
                "title": "生成致卖家的信",
                "text": "第一版",
                "url": "/letter/",
                "url_label": "查看",
            },
            {"when": today - timedelta(days=4), "title": "联系了卖家"},
        ],
        "elements": [
            {"element": "buying", "label": "买了什么", "count": 2, "level": 2, "why": "说明您买过。", **full},
            {
                "element": "paying",
                "label": "付了款",
                "level": 0,
                "note": "在支付宝的账单里可以找到。",
                "url": "/pay/",
                "have": "能够取得",
                "items": [{"title": "付款记录", "why": "说明付了多少。", "where": "打开账单。"}],
            },
            {
                "element": "defect",
                "label": "哪里不对",
                "count": 1,
                "level": 1,
                "note": "再拍一张全景。",
                **half,
            },
        ],
        "card": {
            "exhibit": Exhibit(),
            "label": "证据 1",
            "meta": "JPG · 1.2 MB",
            "medium": "picture",
            "proves": ["商家的承诺", "问题"],
            "lacks": "待补充：日期",
            "sharing_words": "给对方的副本：未定",
            "sharing_icon": "clock",
            "view_url": "/v/",
            "edit_url": "/e/",
            "action_url": "/a/",
            "may_move": True,
            "first": True,
        },
        "page_obj": Paginator(range(30), 10).page(2),
        "headers": ["途径", "费用", "时间"],
        "table_rows": [["向平台投诉", "免费", "约 7 天"], ["法院起诉", "案件受理费", "3 个月以上"]],
        "bound": Several({"seller": ""}),
        "today": today,
        "accept": "image/*,.pdf",
        "rules": "JPG、PNG、HEIC 或 PDF，每个不超过 20 MB。",
    }


SHEET = Path(__file__).with_name("styleguide.html")

FORM = """{% extends "base.html" %}{% block title %}{{ question }}{% endblock %}
{% block content %}{% include "components/form_page.html" %}{% endblock %}"""

DONE = """{% extends "base.html" %}{% block title %}信已生成{% endblock %}{% block content %}
{% include "components/confirm.html" with title=title text=text reference_label=label reference=number %}
{% endblock %}"""


def form_context(kind: str) -> dict[str, Any]:
    if kind == "one":
        return {
            "form": OneQuestion(),
            "question": "买的是什么？",
            "why": "不同商品适用的规定不同，食品和药品另有规定。",
            "help_text": "选最接近的一项。\n\n不确定时选“其他”，以后可以改。",
            "back_url": "/",
            "version": 3,
        }
    return {
        "form": Several({"seller": "", "price": "abc", "told": "no"}),
        "question": "卖家是谁，您要什么？",
        "caption": "第三步 联系卖家",
        "why": "信要写给营业执照上的名称。",
        "back_posts": True,
    }


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page, or with ?form=one|several a form page, or with ?done a confirmation."""
    django = engines["django"]
    if "form" in request.GET:
        return HttpResponse(django.from_string(FORM).render(form_context(request.GET["form"]), request))
    if "done" in request.GET:
        words = {
            "title": "信已生成",
            "text": "请下载后自行寄出。",
            "label": "案件编号",
            "number": "CG20261123-7K2M",
        }
        return HttpResponse(django.from_string(DONE).render(words, request))
    return HttpResponse(django.from_string(SHEET.read_text()).render(context(), request))
