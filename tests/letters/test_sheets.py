"""Every text of every sheet fits its box, says what the letter of its kind says, and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from claimguide.letters.compose import reason_not_to
from claimguide.letters.compose.source import Source
from claimguide.letters.sheets import after_sales, registry, seller_chat, typed
from claimguide.letters.sheets.fitting import MORE, Part, fit, form_length, series, shorter
from claimguide.letters.sheets.form import GENERAL_LIMIT, Field

from . import composed
from .stories import CONSUMER, STORIES, TODAY, add_exhibit, case_of, story
from .test_hostile import PAYLOADS, hostile
from .test_regulator import DELAYED, GOLDEN

NEVER = (
    *("构成欺诈", "曝光", "None", "{", "}", "“”", "（）", "您的", "【"),
    *("；；", "，，", "。。", "。；", "，。", "：。", "、。", "请：请", "：：", "请。"),
)
SUM = re.compile(r"\d[\d,]*\.\d\d元")
DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
QUOTED = re.compile(r"“([^“”]+)”")
MONEY = re.compile(r"赔|退款|退货|退还|返还|补偿")


def source_of(told: dict[str, Any], consumer: dict[str, str] | None = CONSUMER) -> Source:
    return Source.of(case_of(told, consumer), TODAY)


def fitting(source: Source) -> list[str]:
    """The forms that this case has a sheet for: those whose letter fits it."""
    return [slug for slug, form in registry.FORMS.items() if not reason_not_to(source, form.kind)]


def built(source: Source, slug: str) -> list[Field]:
    return registry.FORMS[slug].build(source)


@pytest.mark.django_db
def test_every_form_has_a_sheet_for_some_story() -> None:
    """Else nothing below would be asked of it."""
    assert {slug for name in STORIES for slug in fitting(composed.source_of(name))} == set(registry.FORMS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", STORIES)
def test_every_text_fits_its_box_and_is_finished(name: str) -> None:
    source = composed.source_of(name)
    slugs = fitting(source)
    assert slugs
    for slug in slugs:
        fields = built(source, slug)
        assert len({field.slug for field in fields}) == len(fields), slug
        for field in fields:
            assert field.limit is None or field.used <= field.limit, (slug, field.slug)
            assert [word for word in NEVER if word in field.text] == [], (slug, field.slug)
        assert any(field.text for field in fields), slug


@pytest.mark.django_db
@pytest.mark.parametrize("name", STORIES)
def test_every_sum_day_and_name_is_in_the_letter_of_that_kind(name: str) -> None:
    source = composed.source_of(name)
    for slug in fitting(source):
        letter = composed.words_of(name, registry.FORMS[slug].kind).replace("本函出具之日", "")
        for field in built(source, slug):
            for found in (*SUM.findall(field.text), *DAY.findall(field.text)):
                assert found in letter or found == _today_in_words(), (slug, field.slug, found)
            for name_ in QUOTED.findall(field.text):
                assert name_ in letter, (slug, field.slug, name_)


def _today_in_words() -> str:
    return f"{TODAY.year}年{TODAY.month}月{TODAY.day}日"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*GOLDEN, *DELAYED])
def test_the_report_asks_for_no_money(name: str) -> None:
    told = story(name)
    told["problem"]["description"] = "要求退款并赔偿三倍。客服态度很差。"
    source = source_of(told)
    assert "12315_report" in fitting(source)
    fields = {field.slug: field.text for field in built(source, "12315_report")}
    assert not re.search("赔|三倍", fields["content"])
    if name in DELAYED:
        # That a return was asked for and refused is the clue itself.
        assert "被举报人涉嫌故意拖延或者无理拒绝本人提出的退货要求。" in fields.pop("content")
    for slug, text in fields.items():
        if slug != "goods":
            assert not MONEY.search(text), text


@pytest.mark.django_db
def test_an_anonymous_report_gives_nothing_of_its_writer_away() -> None:
    told = story("bracelet")
    told["plans"]["report_as"] = "anonymous"
    told["problem"]["reality"] = f"我叫{CONSUMER['name']}，手串不是小叶紫檀。"
    fields = built(source_of(told), "12315_report")
    everything = "".join(field.text for field in fields)
    for secret in (
        CONSUMER["name"],
        CONSUMER["phone"],
        CONSUMER["address"],
        told["purchase"]["order_number"],
    ):
        assert secret not in everything
    assert {"own-name", "own-phone", "own-address", "identity", "order"}.isdisjoint(f.slug for f in fields)


@pytest.mark.django_db
def test_the_complaint_has_the_order_of_the_form() -> None:
    told = story("bracelet")
    told["plans"] |= {"publish_complaint": "yes", "entrust_mediation": "no"}
    fields = {field.slug: field for field in built(source_of(told), "12315_complaint")}
    assert list(fields) == [
        *("company", "code", "address", "own-name", "own-phone", "own-address", "identity", "goods"),
        *("category", "problem", "content", "bureau", "channel", "order", "publish", "entrust"),
        *("attachments", "number"),
    ]  # fmt: skip
    assert (fields["publish"].text, fields["entrust"].text) == ("同意", "不同意")
    assert fields["attachments"].text == "证据材料6份"
    assert fields["number"].text == ""


@pytest.mark.django_db
def test_the_platform_is_not_asked_for_a_multiple() -> None:
    text = after_sales.description(source_of(story("bracelet"))).text
    assert "10,000.00" not in text
    assert "督促商家" in text
    assert "真实名称、地址和有效联系方式" in text


@pytest.mark.django_db
def test_a_checked_limit_of_the_platform_is_kept_and_an_unchecked_one_is_not_used() -> None:
    source = source_of(story("bracelet"))
    platform = source.case.purchase.platform
    platform.form_limit = 160
    assert after_sales.limit(source) == (GENERAL_LIMIT, False)
    platform.form_limit_status = "verified"
    (box,) = [field for field in after_sales.build(source) if field.slug == "description"]
    assert (box.limit, box.limit_checked) == (160, True)
    assert box.used <= 160


@pytest.mark.django_db
def test_the_series_says_every_fact_and_request_of_the_letter() -> None:
    source = source_of(story("bracelet"))
    fields = seller_chat.build(source)
    told = "".join(re.sub(r"^（\d+/\d+）", "", field.text) for field in fields[1:])
    for part in (
        "10,000.00元",
        "180.00元",
        "11,190.00元",
        "科檀",
        "2026年10月20日",
        "活动口号",
        "TS20261105001",
    ):
        assert part in told


@pytest.mark.django_db
def test_without_a_wish_no_message_is_made_up() -> None:
    told = story("bracelet")
    told["dealings"]["wanted"] = ""
    (field,) = seller_chat.build(source_of(told))
    assert field.text == ""
    assert field.at == ("seller", "remedy")


LONG = "很" * 500
CLAUSES = "，".join(["这个商品有很多问题"] * 50)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["", LONG, CLAUSES, "😀" * 150])
@pytest.mark.parametrize("goods", ["", "名" * 100, "新款 " * 30])
def test_whatever_was_typed_the_boxes_keep_their_limits(words: str, goods: str) -> None:
    told = story("bracelet")
    told["problem"] |= {"seller_words": words, "reality": words, "description": words * 2}
    told["purchase"] |= {
        "goods_name": goods.strip(), "order_number": "1" * 64, "price": Decimal("99999999.99"),
    }  # fmt: skip
    told["dealings"] |= {"fallback": "exchange", "tone": "firm", "reply_text": words}
    told["contacts"] = [(TODAY, "chat", words or "退款", words)] * 12
    told["problems"] = [
        "not_as_described",
        "unlicensed_seller",
        "privacy_leak",
        "counterfeit",
        "quality_defect",
    ]
    source = source_of(told)
    assert fitting(source) == list(registry.FORMS)
    for slug in registry.FORMS:
        for field in built(source, slug):
            assert field.limit is None or field.used <= field.limit, (slug, field.slug)
            if field.slug in ("content", "message", "description", "talks", "request"):
                assert field.text


@pytest.mark.django_db
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text_in_every_sheet(payload: str, hold: Any) -> None:
    case = case_of(*hostile(payload))
    add_exhibit(case, payload[:80], "defect")
    browser = hold(case)
    for slug in registry.FORMS:
        for query in ("", "?typing=1"):
            page = browser.get(f"/case/{case.pk}/sheets/{slug}/{query}").content.decode()
            for mark in (
                "<script>alert",
                "<img",
                "<iframe",
                "<object",
                "<base",
                "<svg onload",
                "onerror=alert(1)>",
            ):
                assert mark not in page
    for field in registry.FORMS["12315_complaint"].build(Source.of(case, TODAY)):
        assert field.limit is None or field.used <= field.limit


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("短句。", ("短句",)),
        ("结论为大果紫檀，却标小叶紫檀", ("结论为大果紫檀，却标小叶紫檀",)),
        ("能用。但是漏电。", ("能用。但是漏电",)),
        ("虽新，实坏。修不了。", ("虽新，实坏。修不了", f"虽新，实坏{MORE}")),
        ("他说“好，没问题”，第二天反悔", ("他说“好，没问题”，第二天反悔", f"他说“好，没问题”{MORE}")),
        ("2026年3月5日，收到商品", ("2026年3月5日，收到商品",)),
        ("没有标点的一长串文字", ("没有标点的一长串文字",)),
        ("甲，乙，丙", ("甲，乙，丙", f"甲，乙{MORE}", f"甲{MORE}")),
        ("", ()),
    ],
)
def test_a_text_is_cut_between_clauses_and_never_before_its_turn(text: str, ways: tuple[str, ...]) -> None:
    assert shorter(text) == ways


def test_what_is_needed_stays_and_the_rest_goes_by_rank() -> None:
    parts = (Part(("甲" * 5,), needed=True), Part(("乙" * 4,), rank=2), Part(("丙" * 4, "丙"), rank=1))
    assert fit(parts, 9).text == "甲" * 5 + "丙" * 4
    assert fit(parts, 6).text == "甲" * 5 + "丙"
    assert fit(parts, 13).text == "甲" * 5 + "乙" * 4 + "丙" * 4
    with pytest.raises(ValueError, match="4"):
        fit(parts, 4)


def test_characters_are_counted_as_forms_count_them() -> None:
    assert form_length("手串😀\n") == 5


@pytest.mark.parametrize("told", [["好。"], ["一句话说完。"] * 60, [LONG], [CLAUSES, "完。"], []])
def test_a_series_loses_nothing(told: list[str]) -> None:
    messages = series(told, GENERAL_LIMIT)
    assert all(form_length(message) <= GENERAL_LIMIT for message in messages)
    assert "".join(re.sub(r"^（\d+/\d+）", "", message) for message in messages) == "".join(told)


TYPED = [
    "",
    "我2026年10月12日购买“小叶紫檀手串（15毫米）”（订单号6920260918000123），付款1,000.00元。",
    "AB" * 40,
    "，" * 30,
    "“（" * 15 + "甲",
    LONG,
    "5G手机 256GB 全网通",
]


@pytest.mark.parametrize("text", TYPED)
def test_lines_to_type_are_short_and_lose_nothing(text: str) -> None:
    lines = typed.lines(text)
    assert all(0 < len(line) <= typed.WIDTH for line in lines)
    assert "".join(lines) == text


def test_a_number_and_a_closing_mark_are_not_torn_off() -> None:
    lines = typed.lines(TYPED[1])
    assert any("6920260918000123" in line for line in lines)
    assert any("1,000.00元" in line for line in lines)
    assert not any(line.startswith(("，", "。", "”", "）")) for line in lines)
