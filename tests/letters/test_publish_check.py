"""What the check before publishing finds, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest

from claimguide.letters.compose.publish_check import RULES, check, masked

TODAY = date(2026, 11, 23)
FOUND = [
    ("这家店就是奸商", "insult", "奸商"),
    ("真是丧尽天良", "insult", "丧尽天良"),
    ("卖的都是垃圾", "insult", "垃圾"),
    ("奸 商一个", "insult", "奸 商"),
    ("商家构成欺诈", "certain", "构成欺诈"),
    ("老板是骗子", "certain", "骗子"),
    ("骗·子", "certain", "骗·子"),
    ("这是诈骗", "certain", "诈骗"),
    ("他们卖假货", "certain", "假货"),
    ("这是商业欺诈行为", "certain", "欺诈"),
    ("老板电话13812345678", "personal", "13812345678"),
    ("老板电话138 1234 5678。", "personal", "138 1234 5678"),
    ("电话１３８１２３４５６７８", "personal", "１３８１２３４５６７８"),
    ("座机0571-88886666", "personal", "0571-88886666"),
    ("身份证11010519491231002X", "personal", "11010519491231002X"),
    ("订单6931072584410092251", "personal", "6931072584410092251"),
    ("邮箱a.b@example.com", "personal", "a.b@example.com"),
    ("微信号：laoban_88", "personal", "微信号：laoban_88"),
    ("他住在杭州市文三路100号", "personal", "文三路100号"),
    ("住3号楼2单元501室", "personal", "3号楼2单元501室"),
    ("再不赔钱我就曝光", "money", "不赔钱我就曝光"),
    ("如果不退款，我就找媒体", "money", "不退款，我就找媒体"),
    ("要么不解决就举报到底", "money", "不解决就举报"),
    ("给我五千元就删帖", "money", "给我五千元就删帖"),
    ("赔我一万，我马上撤诉", "money", "马上撤诉"),
    ("要了一笔封口费", "money", "封口费"),
    ("我们签了保密协议", "settlement", "保密协议"),
    ("和解金额是三千", "settlement", "和解金额"),
]


@pytest.mark.parametrize(("text", "code", "words"), FOUND)
def test_a_risky_wording_is_found_with_its_article(text, code, words):
    hits = [hit for hit in check(text, TODAY) if hit.rule.code == code]
    assert any(words in hit.words for hit in hits), [hit.words for hit in check(text, TODAY)]
    for hit in hits:
        assert hit.words in text
        assert hit.citations
        assert hit.suggestion.zh


FINE = [
    "商家涉嫌欺诈，事实如下。",
    "我怀疑是假货，已经送检。",
    "我想知道这是否属于欺诈。",
    "检测报告的结论是大果紫檀，不是小叶紫檀。",
    "我已向12315投诉，等待处理结果。",
    "我付款1000元，商家只同意退货。",
    "商家承诺“假一赔十”。",
    "我在2026年10月5日下单，10月8日签收。",
    "请下载反诈骗中心应用。",
    "垃圾短信太多。",
    "商家不同意退款，我向平台投诉。",
    "商家不退款，我已向12315举报。",
    "商家不退款，我于10月5日向12315举报。",
    "如果协商不成，我会向法院起诉。",
    "平台没有处理我的举报。",
    "The bracelet cost 1,000 yuan.",
    "",
]


@pytest.mark.parametrize("text", FINE)
def test_a_calm_wording_is_left_alone(text):
    assert [(hit.rule.code, hit.words) for hit in check(text, TODAY)] == []


def test_findings_come_in_reading_order_with_their_surroundings():
    text = "前" * 20 + "奸商" + "后" * 20 + "骗子"
    first, second = check(text, TODAY)
    assert (first.before, first.words, first.after) == ("…" + "前" * 14, "奸商", "后" * 14 + "…")
    assert second.after == ""


def test_certainty_gets_the_cautious_word():
    (hit,) = check("商家构成欺诈", TODAY)
    assert hit.suggestion.zh.startswith("改成“涉嫌欺诈”")


def test_every_rule_names_articles_in_force():
    for rule in RULES:
        assert rule.why.en and rule.title.en
    codes = {c.code for text, *_rest in FOUND for hit in check(text, TODAY) for c in hit.citations}
    assert {"minfadian:1024", "minfadian:1025#3", "xiaobao_tiaoli:27(2)", "tousu_jubao:42"} <= codes


def test_a_long_text_is_read_quickly():
    # Patterns must not run away on text made to slow them down.
    for text in ("不" * 2000, "给" * 2000, "路1" * 1000, "1" * 2000, "如果不赔" * 500, "a@" * 1000):
        check(text, TODAY)


@pytest.mark.parametrize(
    ("text", "shown"), [("订单6931072584410092251", "订单693**************51"), ("没有号码", "没有号码")]
)
def test_numbers_are_covered(text, shown):
    assert masked(text) == shown
