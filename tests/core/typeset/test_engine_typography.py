"""Lines of Chinese: flush right, broken where Chinese breaks, numbers kept with what they count."""

from __future__ import annotations

import pytest
import weasyprint

from claimguide.core.typeset import typography
from claimguide.core.typeset.engine import render_pdf
from claimguide.core.typeset.typography import breakable, gap_after
from tests.core.typeset.pdf_tools import CREATED, letter, pages, printed_lines, sample

PARAGRAPH = (
    "收货后第三天，我将iPhone 15 Pro送至具备资质的机构检测，检测结论为“屏幕更换”，与页面标注的“全新国行”不符"
    "（见附件3）。2026年3月5日，我通过平台聊天工具（MQ-3/B）向客服说明情况并要求退货退款，客服以“系统显示有误”"
    "为由拒绝。依据《中华人民共和国消费者权益保护法》第五十五条第一款、《中华人民共和国民法典》第五百七十七条，"
)
CLOSING = set("，。、；：！？）》”’」』】〕％")
OPENING = set("（《“‘「『【〔")


def render(body: str) -> bytes:
    return render_pdf(letter(body), title="函", created=CREATED)


@pytest.fixture(scope="module")
def lines() -> list[list[tuple[str, float, float]]]:
    found = list(printed_lines(render(f'<p class="para">{PARAGRAPH * 4}</p>')))
    return [line for line in found if len(line) > 25]


def test_this_is_the_version_the_line_setting_was_written_for() -> None:
    assert weasyprint.VERSION == typography.WEASYPRINT_VERSION


def test_another_version_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(weasyprint, "VERSION", "71.0")
    with pytest.raises(RuntimeError, match=r"71\.0"):
        typography.install()


def test_full_lines_end_flush_right(lines) -> None:
    edge = 595.28 - 25.5 * 72 / 25.4
    ends = [line[-1][2] for line in lines[:-1]]
    assert len(ends) > 8
    # A closing mark fills its square on the left only; its square is what ends at the margin.
    assert all(abs(end - edge) < 0.6 for end in ends), ends


def test_latin_words_are_not_pulled_apart(lines) -> None:
    for line in lines:
        joined = "".join(char for char, _, _ in line)
        at = joined.find("iPhone")
        if at >= 0:
            gaps = [line[i + 1][1] - line[i][2] for i in range(at, at + 5)]
            assert max(gaps) < 0.2


def test_no_line_starts_or_ends_with_the_wrong_mark() -> None:
    for name in ("seller_2_pages", "platform_3_pages", "association_4_pages"):
        for page in pages(render_pdf(sample(name), title="函", created=CREATED)):
            for line in filter(None, (line.strip() for line in page.split("\n"))):
                assert line[0] not in CLOSING, line
                assert line[-1] not in OPENING, line


def test_marks_stay_with_bold_words() -> None:
    for shift in range(12):
        bold = "<strong>粗体</strong>，<strong>再来</strong>。（<strong>括</strong>）后文"
        body = f"<p>{'一' * (30 + shift)}{bold}</p>"
        for line in "".join(pages(render(body))).split("\n"):
            assert not line or (line[0] not in CLOSING and line[-1] not in OPENING), line


def test_two_marks_in_a_row_are_squeezed() -> None:
    (line,) = [line for line in printed_lines(render("<p>甲》《乙</p>")) if line[0][0] == "甲"]
    assert line[-1][1] - line[0][1] == pytest.approx(12 * 2.5, abs=0.1)


def test_wide_lines_still_give_clean_text() -> None:
    body = f"<p>{'这一行后面跟着一个很长的不可断开的号码' * 2}PX2026-0918773011842209-ABCDEF</p>"
    assert "这一行后面跟着一个很长的不可断开的号码这一行后面" in "".join(pages(render(body)))


@pytest.mark.parametrize(
    ("char", "following", "expected"),
    [
        ("汉", "字", True),
        ("汉", "A", True),
        ("1", "年", True),
        (" ", "P", True),
        ("汉", "，", False),
        ("，", "汉", True),
        ("（", "汉", False),
        ("a", "b", False),
        ("1", ".", False),
        ("—", "—", False),
        ("…", "…", False),
        ("￥", "1", False),
        ("e", "\u0301", False),
        ("0", "\u2060", False),
        ("\u2060", "元", False),
    ],
)
def test_where_space_may_go(char: str, following: str, expected: bool) -> None:
    assert gap_after(char, following) is expected


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("短", ["短"]),
        ("a" * 40, ["a" * 40]),
        ("a" * 41, ["a" * 20, "a" * 20, "a"]),
        (
            "看https://example.com/path/to/something?id=12345&x=1",
            ["看https:", "//", "example", ".", "com", "/", "path", "/", "to", "/"],
        ),
    ],
)
def test_long_runs_get_joints(typed: str, pieces: list[str]) -> None:
    result = breakable(typed)
    assert result.replace("\u200b", "") == typed
    if len(typed) < 42:
        assert result.split("\u200b") == pieces
    else:
        assert result.count("\u200b") > 5


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("附件3", "附件\u20603"),
        ("证据12）", "证据\u206012）"),
        ("1,280.00元", "1,280.00\u2060元"),
        ("第3项", "第\u20603\u2060项"),
        ("共5个", "共5个"),
    ],
)
def test_numbers_stay_with_what_they_count(typed: str, held: str) -> None:
    assert breakable(typed) == held
