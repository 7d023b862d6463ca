"""Numerals, texts and sums as people read them, and what the law room never says."""

import ast
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import claimguide.law
from claimguide.law.numerals import chinese_numeral
from claimguide.law.text import Text, day, plain, yuan

SOURCES = sorted(Path(claimguide.law.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (55, "五十五"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (148, "一百四十八"),
        (200, "二百"),
        (505, "五百零五"),
        (999, "九百九十九"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1025, "一千零二十五"),
        (1100, "一千一百"),
        (1105, "一千一百零五"),
        (1198, "一千一百九十八"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_article_numbers_are_written_as_statutes_write_them(number, written):
    assert chinese_numeral(number) == written


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_no_other_number_is_an_article(number):
    with pytest.raises(ValueError, match="no article number"):
        chinese_numeral(number)


def test_a_text_speaks_both_languages():
    text = Text("已退 {sum}。", "Refunded {sum}.").fill(sum=yuan(Decimal("50")))
    assert text == Text("已退 50.00 元。", "Refunded 50.00 yuan.")
    assert text + Text("完。", "Done.") == Text("已退 50.00 元。完。", "Refunded 50.00 yuan. Done.")
    assert [text.in_language(code) for code in ("zh-hans", "ZH", "en")] == [text.zh, text.zh, text.en]
    assert Text("{n}日", "{n} days").fill(n=7) == Text("7日", "7 days")


@pytest.mark.parametrize(("chinese", "english"), [("", "x"), ("一", "")])
def test_a_text_lacks_no_language(chinese, english):
    with pytest.raises(ValueError, match="both languages"):
        Text(chinese, english)


def test_days_and_numbers_are_written_for_letters():
    assert day(date(2026, 3, 5)).zh == "2026年3月5日"
    assert [plain(Decimal(number)) for number in ("10", "3.0", "1.50")] == ["10", "3", "1.5"]


@cache
def chinese_texts():
    """Every Chinese text of the law room that a reader may see: no docstring."""
    return [(source.name, text) for source in SOURCES for text in _shown(ast.parse(source.read_text()))]


def _shown(tree):
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
        if re.search(r"[\u4e00-\u9fff]", node.value)
    ]


@pytest.mark.parametrize(
    "never",
    [
        "构成欺诈",
        "属于欺诈行为",
        "一定能",
        "必然",
        "保证胜诉",
        "否则曝光",
        "曝光",
        "不赔就",
        "前五日",
        "45个工作日",
        "拆封不退",
        "一律先行赔付",
    ],
)
def test_nobody_is_accused_threatened_or_promised_anything(never):
    assert [(name, text) for name, text in chinese_texts() if never in text] == []


def test_chinese_sentences_stay_short():
    sentences = [
        part
        for _, text in chinese_texts()
        for part in re.split(r"[。？；：，]", text)
        if re.search(r"[\u4e00-\u9fff]", part)
    ]
    assert sum(map(len, sentences)) / len(sentences) <= 25
    whole = [part for _, text in chinese_texts() for part in re.split(r"[。？]", text) if part]
    assert sum(map(len, whole)) / len(whole) <= 25


def test_the_law_room_knows_no_framework_and_no_clock():
    for source in SOURCES:
        code = source.read_text()
        assert not re.search(r"^\s*(from|import) django", code, re.MULTILINE), source
        assert not re.search(r"\b(today|now)\(\)", code), source
