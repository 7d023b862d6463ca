"""The chat with the seller: one message, and a numbered series that says all the letter says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import Tone
from claimguide.law.text import Text
from claimguide.letters.compose import narrative
from claimguide.letters.compose.narrative import Voice
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import plain, quoted

from .fitting import Fitted, Part, fit, sentences, series
from .form import GENERAL_LIMIT, Field, box
from .phrases import Phrases

SELLER = "店铺"
HELLO = "您好！"


def build(source: Source) -> list[Field]:
    """The message, and after it the series where the message leaves something out."""
    short = message(source)
    at = ("seller", "remedy")
    fields = [box("message", Text("聊天消息", "Message"), short, at)]
    if not short.text:
        return fields
    told = series(_told(source), GENERAL_LIMIT)
    if len(told) == 1:
        return fields
    rest = [
        box(f"part-{n}", Text(f"第{n}条消息", f"Message {n}"), Fitted(text))
        for n, text in enumerate(told, start=1)
    ]
    return [*fields, replace(rest[0], hint=_SERIES), *rest[1:]]


_SERIES = _("From here on everything in detail, as a series. Send either the message above or the series.")


def _seller(source: Source) -> str:
    """What the other side is called: a private person has no shop."""
    return source.shop if source.from_person else SELLER


def message(source: Source) -> Fitted:
    """The chat message, empty until the consumer said what is wanted."""
    say = Phrases(source, _seller(source))
    wanted = say.wanted()
    if not wanted.ways:
        return Fitted("")
    ending = "谢谢！" if _friendly(source) else "没有答复的，我会依法通过其他途径解决。"
    parts = (
        Part((HELLO,), needed=True),
        say.bought(),
        say.problems(),
        say.said(rank=5),
        say.truth(rank=2),
        wanted,
        say.otherwise(rank=4),
        say.basis(rank=6),
        say.answer_by(rank=2),
        Part((ending,), rank=7),
    )
    return fit(parts, GENERAL_LIMIT)


def _friendly(source: Source) -> bool:
    return bool(source.case.dealings.tone != Tone.FIRM)


def _told(source: Source) -> Iterator[str]:
    """Sentence by sentence: the facts of the letter, its requests, its day."""
    platform = f"{quoted(source.platform_name)}平台" if source.platform_name else "平台"
    facts = narrative.dated(
        narrative.facts(source, Voice(seller=_seller(source), platform=platform)), source.on
    )
    yield HELLO
    for fact in facts:
        for paragraph in fact.paragraphs:
            if not any(run.kind == "gap" for run in paragraph):
                yield from sentences(plain(paragraph))
    say = Phrases(source, _seller(source), "本人")
    for part in (say.wanted("本人请求："), say.otherwise(0), say.basis(0), say.answer_by(0)):
        yield from part.ways[:1]


def call_script(source: Source) -> list[str]:
    """What to say on the telephone, sentence by sentence."""
    say = Phrases(source, _seller(source))
    told = (say.bought(), say.problems(), say.said(0), say.truth(0), say.wanted("我的要求是："))
    asked = (say.otherwise(0), say.answer_by(0))
    return [
        "您好，我想和您商量一个订单的问题。" if source.from_person else "您好，我想处理一个订单的售后问题。",
        *(way for part in told for way in part.ways[:1]),
        *asked[0].ways[:1],
        "请问怎么称呼您？" if source.from_person else "请问您的工号或者怎么称呼？",
        "请问什么时候能给我结果？",
        *asked[1].ways[:1],
        "请把答复发到平台的聊天记录里，谢谢。",
    ]
