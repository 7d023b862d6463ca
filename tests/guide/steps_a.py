"""What the tests of the seller, platform and association steps share."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import Case, CaseProblem
from claimguide.cases.vocab import ProblemKind
from claimguide.guide.desk import Desk
from claimguide.reference.models import Platform


def today() -> dt.date:
    return timezone.localdate()


def ago(days: int) -> dt.date:
    return today() - dt.timedelta(days=days)


def fresh_desk(case: Case) -> Desk:
    return Desk(Case.objects.get(pk=case.pk), today())


def post(browser: Client, url: str, case: Case, go: str = "continue", **data: Any) -> Any:
    case.refresh_from_db()
    return browser.post(url, {"version": case.version, "go": go, **data})


def result(browser: Client, case: Case, step: str, language: str = "en") -> Any:
    browser.cookies["django_language"] = language
    return browser.get(reverse("guide:step", args=[case.pk, step]))


def told(case: Case) -> Case:
    """A case with a purchase, a problem and a wish, as steps 1 leaves it."""
    bought = case.purchase
    bought.goods_name, bought.goods_kind = "小叶紫檀手串", "jewellery"
    bought.channel, bought.seller_kind, bought.purpose = "platform_shop", "business", "daily_life"
    bought.platform = Platform.objects.get(slug="taobao")
    bought.shop_name, bought.order_number = "檀香阁", "2026110100012345"
    bought.price, bought.quantity = 1234, 1
    bought.ordered_on, bought.received_on = ago(30), ago(27)
    bought.save()
    CaseProblem.objects.create(case=case, kind=ProblemKind.NOT_AS_DESCRIBED)
    problem = case.problem
    problem.seller_words, problem.reality = "百分之百小叶紫檀", "检测结论为大果紫檀"
    problem.discovered_on = ago(25)
    problem.save()
    dealings = case.dealings
    dealings.wanted, dealings.asked_seller_on = "refund", ago(20)
    dealings.save()
    services.touch(case)
    return case


def answered(case: Case, *pages: str) -> None:
    for page in pages:
        services.record(case, "answered", page=page)
