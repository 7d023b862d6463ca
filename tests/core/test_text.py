"""One normaliser for all that is typed (BAD-06, 08, 09, 10)."""

import pytest
from django.core.exceptions import ValidationError

from claimguide.core.text import as_typed, narrow, normalise


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  　你好　 ", "你好"),
        ("a\u202eb\u200bc\u00ad\ufeffd", "abcd"),
        ("\u00ad" * 200, ""),
        ("\u3164\u2800", ""),
        ("e\u0301", "é"),
        ("一\x07二\x1b[31m", "一二[31m"),
        ("第一行\r\n第二行\t完", "第一行 第二行 完"),
        ("private\ue000use", "privateuse"),
        ("\ufffe\ufdd0x", "x"),
        ("𰻝面", "𰻝面"),  # plane 3, newer than this Python's tables
        ("\U0003fffe面", "面"),
        ("bad\ufffdbyte", "bad\ufffdbyte"),
        ("{{7*7}} ${x} %(x)s <b>", "{{7*7}} ${x} %(x)s <b>"),
        ("' OR 1=1--", "' OR 1=1--"),
    ],
)
def test_single_line(typed, kept):
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\n\n\n\n\n二", "一\n\n\n二"),
        ("一\n\n\n二", "一\n\n\n二"),
        ("一  \r二\u2028三", "一\n二\n三"),
        ("\n\n一\n\n", "一"),
    ],
)
def test_many_lines(typed, kept):
    assert normalise(typed, multiline=True) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("a\0b", "unreadable"),
        ("a\ud800b", "unreadable"),
        ("字" * 2001, "too_long"),
        ("A" * 20_000, "too_long"),
        ("a" + "\u0301\u0323" * 4000, "too_long"),
        ("a\n" * 400 + "a", "too_many_lines"),
    ],
)
def test_refused(typed, code):
    with pytest.raises(ValidationError) as refused:
        normalise(typed, multiline=True)
    assert refused.value.code == code


def test_the_limit_is_counted_after_composing_and_without_invisible_characters():
    assert len(normalise("e\u0301\u200b" * 2000)) == 2000
    with pytest.raises(ValidationError):
        normalise("字" * 11, max_length=10)


def test_normalising_twice_changes_nothing():
    once = normalise(" a\u200b\n\n\n\n\nb\u0301 ", multiline=True)
    assert normalise(once, multiline=True) == once


def test_what_was_typed_can_be_shown_and_stored_again():
    assert as_typed("a\0\ud800b").encode().decode().startswith("a\ufffd")
    assert as_typed("好 \u202e") == "好 \u202e"


def test_narrow_leaves_chinese_alone():
    assert narrow("１２３．５　Ａｂ（元）《》。") == "123.5 Ab(元)《》。"
