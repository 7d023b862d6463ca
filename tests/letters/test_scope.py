"""Letters of cases that consumer law does not govern: nothing in them rests on it (消保法 2, 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claimguide.letters import services
from claimguide.letters.compose import COMPOSERS, compose_from
from claimguide.letters.compose.source import Source
from claimguide.letters.sheets import after_sales

from .composed import letters_of
from .stories import STORIES, TODAY, case_of, story

pytestmark = pytest.mark.django_db
_CONSUMER_LAW = (
    "消费者权益保护法",
    "消保法",
    "处罚办法",
    "无理由退货",
    "七日",
    "网络消费",
    "实施条例",
    "责任规定",
    "规则监督管理",
    "消费争议",
    "三倍",
)
_PERSON = {"seller_kind": "private", "channel": "second_hand_platform"}
_TURNED = ("bracelet", "phone_used", "jacket_return", "charger_fire", "review_gone", "phone_repaired")


def told(source: Source) -> dict[str, str]:
    """Every document that fits the case, as one text each.

    Not the report on a business: it tells of duties to all consumers, and whoever bought may report a breach.
    """
    left_out = set() if source.from_person else {"report"}
    fitting = (kind for kind, composer in COMPOSERS.items() if not composer.reason_not_to(source))
    return {kind: repr(compose_from(source, kind)) for kind in fitting if kind not in left_out}


def wrong(texts: dict[str, str]) -> list[tuple[str, str]]:
    return [(kind, word) for kind, text in texts.items() for word in _CONSUMER_LAW if word in text]


@pytest.mark.parametrize("purchase", [_PERSON, {"purpose": "resale"}], ids=["private", "resale"])
@pytest.mark.parametrize("name", [name for name in _TURNED if name in STORIES])
def test_no_document_rests_on_law_that_does_not_apply(name: str, purchase: dict[str, Any]) -> None:
    case = story(name)
    case["purchase"] |= purchase
    texts = told(Source.of(case_of(case), TODAY))
    assert {"seller", "complaint"} <= texts.keys()
    assert wrong(texts) == []


def test_the_words_looked_for_stand_where_consumer_law_applies() -> None:
    assert {word for _kind, word in wrong(told(Source.of(case_of(story("bracelet")), TODAY)))} >= {
        "消费者权益保护法",
        "处罚办法",
        "消费争议",
    }


@pytest.mark.parametrize("kind", ["association", "regulator"])
@pytest.mark.parametrize(
    ("purchase", "why"), [(_PERSON, "卖家是个人"), ({"purpose": "resale"}, "不是为生活消费")]
)
def test_bodies_for_consumers_do_not_take_it(kind: str, purchase: dict[str, str], why: str) -> None:
    case = story("bracelet")
    assert not COMPOSERS[kind].reason_not_to(Source.of(case_of(case), TODAY))
    case["purchase"] |= purchase
    reason = COMPOSERS[kind].reason_not_to(Source.of(case_of(case), TODAY))
    assert why in str(reason)


def test_a_private_person_is_called_the_seller() -> None:
    letter = repr(letters_of("camera_private")["platform"])
    assert "卖家" in letter
    assert "商家" not in letter
    assert "经营者信息" not in letter


def test_a_report_is_on_a_business() -> None:
    case = story("charger_fire")
    assert not COMPOSERS["report"].reason_not_to(Source.of(case_of(case), TODAY))
    case["purchase"] |= _PERSON
    assert COMPOSERS["report"].reason_not_to(Source.of(case_of(case), TODAY))


def test_the_form_of_the_platform_calls_a_person_the_seller() -> None:
    form = repr(after_sales.build(Source.of(case_of(story("camera_private")), TODAY)))
    assert "卖家" in form
    assert "商家" not in form


@pytest.mark.parametrize("name", ["bracelet", "camera_private", "printers_resale"])
@pytest.mark.parametrize("kind", ["reply", "appeal"])
def test_what_comes_after_a_letter_names_only_bodies_that_take_the_dispute(
    hold: Callable[..., Client], name: str, kind: str
) -> None:
    case = case_of(story(name))
    case.platform_conduct.complained_on, case.platform_conduct.answer = TODAY, "不支持您的申请"
    case.platform_conduct.save()
    version = services.order(case, kind)
    page = hold(case).get(reverse("letters:status", args=[case.pk, kind, version.pk])).content.decode()
    assert ("12315" in page.split("<footer")[0]) is (name == "bracelet")


@pytest.mark.parametrize(("name", "word"), [("bracelet", "商家"), ("camera_private", "卖家")])
def test_papers_and_files_call_the_seller_what_the_case_does(name: str, word: str) -> None:
    case = case_of(story(name))
    version = services.order(case, "seller")
    assert version.file_name == f"致{word}函-{case.number}-第1版.pdf"
    assert f"致{word}函第1版" in repr(COMPOSERS["brief"].compose(Source.of(case, TODAY)))
