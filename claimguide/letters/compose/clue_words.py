"""The words of a report: what the consumer typed, less money and bare belief; what a seller admitted.

A report asks for no money (投诉举报处理办法 3(款2)) and holds concrete clues (28(款1)): that one takes the
goods for a fake is what the report is about, and no clue of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .wording import lines, sentence

# Sentences of the consumer's own about money or a remedy: they belong in the complaint.
_MONEY = re.compile(r"赔|退款|退钱|退货|退还|返还|补偿|换货|维修费|refund|compensat", re.IGNORECASE)
_SENTENCES = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*")
_STOPS = "。！？!?；;，,、 　.…~～"
# What a clause without a clue is made of: who speaks, how sure, of what, and the verdict.
_BELIEF = re.compile(
    r"我们|我|本人|个人|大家|觉得|感觉|认为|以为|怀疑|疑似|涉嫌|估计|看起来|看上去|看着|一看|看|应该|应当|可能|"
    r"肯定|绝对|一定|明显|明明|好像|似乎|根本|完全|非常|确实|真的|实在|像|就|都|也|很|太|是|为|属于|系|"
    r"假冒伪劣|假冒|伪劣|假货|假的|冒牌货?|仿品|仿货|仿冒品?|高仿|山寨货?|正品|真品|真货|正版|原装|假|"
    r"有问题|不对劲|质量差|劣质|骗子|骗人|骗我|骗|差|不|非|没|有|"
    r"这家|这个|这件|这款|这些|这|该|此|那|批|件|款|个|家|商品|产品|货品|东西|宝贝|货|"
    r"卖家|商家|店家|店铺|店|他们|他|她|它|卖给|卖|买到|买|收到|到|给|的|了|吧|啊|呢|吗|呀|哦|啦"
)
_FAKE = re.compile(
    r"(?:假冒伪劣(?:商品|产品)?|假冒(?:商品|产品|的)?|假货|假的|冒牌货?|仿品|仿货|仿冒品?|高仿|山寨货?|"
    r"不是(?:正品|真品|真货|真的|正版)|非正品)(?:了|吧|啊|呢|哦|的)?$"
)
# A thing on the goods that is said to be false is a clue, and so is what somebody found.
_PART = re.compile(r"[标签码章票证印字扣膜]|包装|拉链|芯片|序列号|授权|报告|说明书")
_FOUND = re.compile(r"检|测|鉴定|验|答复|回复|说|称|表示|告知|告诉|显示|确认|认定|结论|结果|查|扫")
_SHORT = 4
_ENGLISH = re.compile(
    r"(?:i (?:think|believe|suspect|feel|guess) )?(?:that )?(?:it'?s|it is|this is|they are|these are|"
    r"the \w+ (?:is|are))? ?(?:all |just |probably |surely |clearly |a |an )*"
    r"(?:fakes?|counterfeits?|not genuine|not real|imitations?)",
    re.IGNORECASE,
)
_NOT_GENUINE = re.compile(
    r"(?:不是|并非|并不是|不算)(?:专柜|官方|品牌)?(?:正品|真品|真货|原装|正版)|非正品|"
    r"(?:没有|没|无|未经|未获)(?:品牌|官方|商标)?(?:方|商)?的?授权|(?:不|无法|不能)保[证真]?(?:是)?(?:正品|真品|真)|"
    r"高仿|精仿|仿品|仿货|仿的|复刻|原单|尾单|代工厂?货|贴牌|(?:是|有|为)假货|(?:是|有)假的|(?:是|为)仿"
)
_DENIED = re.compile(r"[不没无未绝非勿][^，。]{0,3}$")
_ONLY_IF = re.compile(r"如果|若|假如|倘|要是|只要|是不是|假一")


def without_money(text: str) -> Iterator[str]:
    """The paragraphs of what the consumer typed, less the sentences about money; then less such clauses."""
    for line in lines(text):
        kept = "".join(each for each in _SENTENCES.findall(line) if not _MONEY.search(each))
        if not kept:
            kept = "，".join(each for each in line.split("，") if not _MONEY.search(each))
        if kept:
            yield sentence(kept)


def clues_in(text: str) -> Iterator[str]:
    """Of those paragraphs what is more than a belief that the goods are fake."""
    for line in without_money(text):
        kept = "".join(map(_without_belief, _SENTENCES.findall(line)))
        if kept:
            yield sentence(kept)


def _without_belief(said: str) -> str:
    body = said.rstrip(_STOPS)
    kept: list[str] = []
    for clause in re.split(r"[，,]", body):
        # What a test or an answer came to is no belief of the consumer's.
        if not _is_belief(clause) or (kept and _FOUND.search(kept[-1])):
            kept.append(clause)
    return "，".join(kept) + said[len(body) :] if kept else ""


def _is_belief(clause: str) -> bool:
    bare = clause.strip(_STOPS)
    if _ENGLISH.fullmatch(bare):
        return True
    left = _BELIEF.sub("", bare)
    if len(left) < 2:
        return True
    verdict = _FAKE.search(bare)
    if verdict is None:
        return False
    before = bare[: verdict.start()]
    told = _PART.search(before) or _FOUND.search(before)
    return not told and len(_BELIEF.sub("", before)) <= _SHORT


def admitted(answer: str) -> str:
    """The sentences in which a seller says that the goods are not genuine, "" where it says no such thing."""
    return "".join(each.strip() for each in _SENTENCES.findall(answer) if _admits(each))


def _admits(said: str) -> bool:
    if _MONEY.search(said) or _ONLY_IF.search(said) or said.rstrip().endswith(("?", "？")):
        return False
    return any(not _DENIED.search(said[: found.start()]) for found in _NOT_GENUINE.finditer(said))
