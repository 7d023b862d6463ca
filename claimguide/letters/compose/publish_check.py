"""Reads a text before it goes public: insults, personal data, certainty without proof, money for silence.

Pure rules over the text. They find wording, not truth: a text without findings may still be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from claimguide.core.text import narrow
from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.text import Text

CONTEXT = 14
_SOFT = re.compile(r"(?:涉嫌|疑似|怀疑|可能|是否|有没有|算不算|不是|并非|认为|反|防)[^，。；！？\n]{0,6}$")
_GAP = r"[\s·.*_\-]*"


@dataclass(frozen=True)
class Rule:
    """Why a wording is risky and what to write instead."""

    code: str
    title: Text
    why: Text
    suggestion: Text
    citations: tuple[str, ...]
    pattern: re.Pattern[str]
    # A word like 涉嫌 just before it makes the wording cautious enough.
    softened: bool = False


@dataclass(frozen=True)
class Hit:
    """One place of the text, with some words on either side."""

    rule: Rule
    before: str
    words: str
    after: str
    suggestion: Text
    citations: tuple[Citation, ...]
    start: int


def _any(*words: str) -> str:
    """The words as one pattern; signs put between the characters to hide them do not help."""
    return "|".join(_GAP.join(map(re.escape, word)) for word in words)


_INSULTS = (
    *("奸商", "黑心", "无良", "无耻", "无赖", "流氓", "畜生", "人渣", "败类", "混蛋", "王八蛋", "不要脸"),
    *("臭不要脸", "狗东西", "丧尽天良", "丧良心", "没良心", "缺德", "去死", "死全家", "傻逼", "傻X", "垃圾"),
    *("吸血鬼", "土匪", "强盗", "贱人", "猪狗不如"),
)
_NOT_INSULTS = r"(?!桶|袋|箱|分类|短信|邮件|回收|站|处理)"
_CERTAIN = ("构成欺诈", "属于欺诈", "就是欺诈", "诈骗", "骗子", "骗钱", "骗人", "坑人", "假货", "造假")
_CRIMES = ("犯罪", "违法经营", "偷税漏税", "黑店", "传销", "欺诈")
_EXPOSE = r"(?:曝光|爆料|发到网上|发网上|挂网上|上热搜|找媒体|找记者|告诉媒体|举报|差评|投诉到底|公开此事)"
_PAY = r"(?:赔|退款|退钱|给钱|付钱|打钱|转账|补偿|私了|解决)"
# What was already done is a report of facts, not a threat.
_NOT_DONE = r"(?:(?!已|于\d|过)[^。；！？\n])"
_UNPAID = rf"不[^，。；！？\n]{{0,8}}{_PAY}{_NOT_DONE}{{0,16}}"
_FOR_MONEY = "|".join(
    (
        rf"(?:如果|要是|若|再|要么|敢)[^，。；！？\n]{{0,8}}{_UNPAID}{_EXPOSE}",
        rf"{_UNPAID}(?:就|将|马上|立刻|我会|我要){_NOT_DONE}{{0,8}}{_EXPOSE}",
        rf"{_EXPOSE}[^。；！？\n]{{0,8}}(?:除非|只要)[^。；！？\n]{{0,10}}{_PAY}",
        r"(?:只要|给|赔|转|付)[^。；！？\n]{0,14}(?:就|才|马上|立即)(?:会|可以)?(?:删帖|删除|撤诉|撤回|撤销|不再追究|闭嘴|不发)",
        _any("封口费", "删帖费", "拿钱了事", "花钱消灾"),
    )
)
_SECRET = _any(
    "保密条款",
    "保密协议",
    "和解协议",
    "和解金额",
    "私下和解",
    "已经和解",
    "已和解",
    "不得对外",
    "双方约定不公开",
)
_ROAD = r"[\u4e00-\u9fff]{2,12}(?:路|街|巷|弄|大道|小区|花园|村|镇)[一-鿿]{0,6}\d{1,5}(?:号|弄|幢|栋|座)"
_ROOM = r"\d{1,3}(?:号楼|幢|栋|座|单元)\s*(?:\d{1,2}单元\s*)?\d{1,5}(?:室|号|房)?"
_PERSONAL = "|".join(
    (
        r"(?<!\d)(?:\+?86[\s\-]?)?1[3-9]\d(?:[\s\-]?\d{4}){2}(?!\d)",
        r"(?<!\d)0\d{2,3}[\s\-]?[2-9]\d{6,7}(?!\d)",
        r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])",
        r"(?<!\d)\d{15,19}(?!\d)",
        r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}",
        r"(?:微信号?|QQ号?|VX)\s*[:：是为]?\s*[A-Za-z0-9_\-]{5,20}",
        _ROAD,
        _ROOM,
        _any("人肉搜索", "人肉他", "人肉她"),
    )
)
_INSTEAD: dict[str, Text] = {
    "构成欺诈": Text("涉嫌欺诈", "suspected fraud"),
    "属于欺诈": Text("涉嫌欺诈", "suspected fraud"),
    "就是欺诈": Text("涉嫌欺诈", "suspected fraud"),
    "欺诈": Text("涉嫌欺诈", "suspected fraud"),
    "诈骗": Text("涉嫌欺诈", "suspected fraud"),
    "骗子": Text("对方涉嫌欺诈", "the seller is suspected of fraud"),
    "骗钱": Text("收款后没有按约定履行", "took the money and did not perform"),
    "骗人": Text("说明与实物不符", "what was said differs from the goods"),
    "坑人": Text("说明与实物不符", "what was said differs from the goods"),
    "假货": Text("疑似假货，检测结论见证据", "suspected counterfeit, see the test report"),
    "造假": Text("涉嫌造假", "suspected of faking"),
}

RULES: tuple[Rule, ...] = (
    Rule(
        "money",
        Text("用曝光或者举报换钱", "Exposure or a report in exchange for money"),
        Text(
            "以曝光、举报、删帖为条件要钱，可能被当作敲诈勒索，您依法能得到的赔偿也可能落空。",
            "Asking for money in return for silence may count as extortion and may cost you the damages that "
            "the law gives you.",
        ),
        Text(
            "删去这一句。可以写：“我已向有关部门投诉，等待处理结果。”",
            "Leave the sentence out. You may write: “I have complained to the authorities and await the "
            "result.”",
        ),
        ("xiaobao_tiaoli:27(2)", "xiaobao_tiaoli:49(2)", "tousu_jubao:42"),
        re.compile(_FOR_MONEY),
    ),
    Rule(
        "certain",
        Text("没有判决就下结论", "Certainty without a judgment"),
        Text(
            "法院或者主管部门还没有认定。写成定论，可能被认为歪曲事实。",
            "No court or authority has found so yet. Stated as settled, it may count as distorting facts.",
        ),
        Text("改成“涉嫌”，并写明您看到的事实。", "Write “suspected”, and the facts you saw."),
        ("minfadian:1025#1", "minfadian:1025#2", "minsu_jieshi:109"),
        re.compile(_any(*_CERTAIN, *_CRIMES)),
        softened=True,
    ),
    Rule(
        "insult",
        Text("侮辱性的话", "Insulting words"),
        Text(
            "说的事实再真实，侮辱性的话仍可能侵害名誉权。",
            "Even with true facts, insulting words may violate the right of reputation.",
        ),
        Text("删去这个词，只写事实。", "Leave the word out and state only facts."),
        ("minfadian:1024", "minfadian:1025#3"),
        re.compile(rf"(?:{_any(*_INSULTS)}){_NOT_INSULTS}"),
    ),
    Rule(
        "personal",
        Text("个人信息", "Personal data"),
        Text(
            "电话、证件号、住址、账号、订单号会让人找到您或者别人。公开他人的个人信息可能违法。",
            "Phone, identity, account and order numbers or an address lead to you or to others. Publishing "
            "other people's data may be unlawful.",
        ),
        Text("删去，或者遮住中间几位。", "Leave it out, or cover the middle of it."),
        ("minfadian:1032", "minfadian:1034", "gebaofa:10"),
        re.compile(_PERSONAL),
    ),
    Rule(
        "settlement",
        Text("和解或者保密的内容", "Settlement or confidentiality"),
        Text(
            "如果您签过和解或者保密条款，公开前要先看约定，违反约定可能要承担责任。",
            "If you signed a settlement or a confidentiality clause, read it first: a breach may cost you.",
        ),
        Text("先核对协议，拿不准的不要公开。", "Check the agreement first; when in doubt, leave it out."),
        ("minfadian:509",),
        re.compile(_SECRET),
    ),
)
MASK = re.compile(_PERSONAL)
# A shorter name would be found in other words.
LEAST_NAME = 2


def _naming(person: str) -> Rule:
    """A private person is named."""
    return Rule(
        "named",
        Text("卖家的姓名或者昵称", "The seller's name or nickname"),
        Text(
            "卖家是个人。凭姓名或者昵称可能认出对方，公开可能侵害其名誉权、隐私权和个人信息权益。",
            "The seller is a private person. A name or nickname may be enough to recognise them; publishing "
            "it may violate their reputation, privacy and personal information.",
        ),
        Text("改成“卖家”。", "Write “the seller”."),
        ("minfadian:1024", "minfadian:1032", "minfadian:1034"),
        re.compile(_GAP.join(map(re.escape, narrow(person)))),
    )


def check(text: str, on: date, person: str = "") -> list[Hit]:
    """Every risky place of `text` in reading order. Articles are those in force on `on`.

    `person`: the name of a private person, who must not be named at all.
    """
    flat = narrow(text)
    rules = (*RULES, _naming(person)) if len(person) >= LEAST_NAME else RULES
    hits = [hit for rule in rules for hit in _hits(rule, text, flat, on)]
    return sorted(hits, key=lambda hit: hit.start)


def _hits(rule: Rule, text: str, flat: str, on: date) -> Iterator[Hit]:
    for match in rule.pattern.finditer(flat):
        start, end = match.span()
        if rule.softened and _SOFT.search(flat[:start]):
            continue
        yield Hit(
            rule=rule,
            before=("…" if start > CONTEXT else "") + text[max(start - CONTEXT, 0) : start],
            words=text[start:end],
            after=text[end : end + CONTEXT] + ("…" if end + CONTEXT < len(text) else ""),
            suggestion=_suggestion(rule, match[0]),
            citations=in_force(cite(*rule.citations), on),
            start=start,
        )


def _suggestion(rule: Rule, words: str) -> Text:
    instead = _INSTEAD.get(re.sub(_GAP, "", words)) if rule.softened else None
    if instead is None:
        return rule.suggestion
    return Text("改成“{better}”，并写明您看到的事实。", "Write “{better}”, and the facts you saw.").fill(
        better=instead
    )


def masked(text: str) -> str:
    """`text` with the middle of every number and address that leads to a person covered."""
    covered, end = "", 0
    for match in MASK.finditer(narrow(text)):
        found = text[match.start() : match.end()]
        covered += text[end : match.start()] + found[:3] + "*" * max(len(found) - 5, 1) + found[-2:]
        end = match.end()
    return covered + text[end:]
