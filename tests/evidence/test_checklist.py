"""What to look for, dispute by dispute."""

from __future__ import annotations

from typing import get_args

import pytest
from django.utils import translation

from claimguide.cases.vocab import Channel, ProblemKind
from claimguide.evidence.checklist import LOSSES, checklist, first_three
from claimguide.evidence.elements import Element, needed
from claimguide.evidence.things import ROWS, UNTOLD
from claimguide.law.vocabulary import Problem

DISPUTES = {
    "quality": "photos fault_video report",
    "mismatch": "goods_page chat_before unboxing photos",
    "false_ad": "goods_page chat_before advert truth",
    "fraud": "goods_page chat_before report serial photos",
    "food": "food_label food_kept licence report photos",
    "drug": "drug_label report photos",
    "return7": "received_day goods_intact return_parcel",
    "nondelivery": "delivery_day logistics cancel_notice market_price",
    "sanbao": "invoice guarantee_terms repair_orders fault_video",
    "price": "price_page price_paid price_compare",
    "autorenew": "renewal_charges renewal_page renewal_notice",
    "prepaid": "prepaid_contract prepaid_terms prepaid_used shop_closed",
    "injury": "accident report medical expenses photos",
    "privacy": "leak data_request",
    "unfair_terms": "clause clause_used",
    "promise": "promise_terms promise_due goods_page chat_before",
    "deposit": "deposit_receipt deposit_terms deposit_reason",
    "minor": "child_acted child_age",
    "unauthorised": "account_statement provider_told police_receipt",
}
EVERYWHERE = {"order_page", "shop_identity", "payment", "after_sales", "chat_after", "platform_ticket"}


def codes(
    problems: tuple[str, ...], findings: tuple[str, ...] = (), channel: str = "platform_shop"
) -> set[str]:
    return {item.code for item in checklist(problems, findings, "", channel)}


@pytest.mark.parametrize(("ground", "wanted"), DISPUTES.items())
def test_each_ground_has_its_things(ground: str, wanted: str) -> None:
    found = codes((), (ground,))
    assert set(wanted.split()) <= found
    assert found >= EVERYWHERE


def test_the_table_knows_every_ground_of_the_law_and_no_other_word() -> None:
    from claimguide.law.grounds import GROUNDS as OF_THE_LAW

    known = {getattr(ground, "code", ground) for ground in OF_THE_LAW}
    assert set(DISPUTES) == known
    words = {word for row in ROWS for word in row.when}
    assert words <= known | set(get_args(Problem)) | {UNTOLD, LOSSES}


@pytest.mark.parametrize("channel", ["", *Channel.values])
@pytest.mark.parametrize("kind", ProblemKind.values)
def test_every_needed_element_has_something_to_look_for(kind: str, channel: str) -> None:
    found = checklist([kind], [], "", channel)
    assert {item.element for item in found} >= set(needed([kind]))
    assert [item.element for item in found] == sorted((i.element for i in found), key=list(Element).index)


@pytest.mark.parametrize(
    ("channel", "there", "missing"),
    [
        (
            "offline",
            "receipt written_notice shop_promise",
            "order_page chat_after platform_ticket goods_page",
        ),
        ("live_stream", "live_replay goods_page order_page", "receipt"),
        ("own_site", "order_page chat_after", "platform_ticket after_sales live_replay"),
        ("", "order_page platform_ticket", "receipt"),
    ],
)
def test_the_way_of_buying_decides_where_proof_lies(channel: str, there: str, missing: str) -> None:
    found = codes(("not_as_described",), (), channel)
    assert set(there.split()) <= found
    assert not set(missing.split()) & found


def test_an_untold_case_gets_a_beginning() -> None:
    found = checklist([], [], "", "")
    assert [item.code for item in first_three(found)] == ["order_page", "payment", "goods_page"]
    assert "photos" in {item.code for item in found}


def test_losses_bring_their_receipts() -> None:
    assert "expenses" not in codes(("quality_defect",))
    assert "expenses" in codes(("quality_defect",), (LOSSES,))


def test_words_are_whole_and_name_the_platform() -> None:
    with translation.override("en"):
        found = checklist(ProblemKind.values, [], "jd", "live_stream", place="JD")
        assert len({item.code for item in found}) == len(found)
        for item in found:
            assert item.title and item.why and item.where
            assert "%(" not in item.where
        named = {item.code: item.where for item in found}
        assert "JD" in named["order_page"]
        assert "as it was when you ordered" in named["goods_page"]
        assert "shop's app" in checklist([], [], "", "")[0].where
