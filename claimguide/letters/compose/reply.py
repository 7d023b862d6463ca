"""The answer to the seller's refusal: what it said, what the law says to it, and the requests again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import ContactEntry
from claimguide.cases.vocab import ReplyKind
from claimguide.letters.content import Basis, Fact, LetterContent, Runs

from . import basis, claims, narrative, parts, seller, words
from .replies import carries, rebuttal
from .replies.ground import Rebuttal
from .replies.recognise import recognise
from .source import Source
from .wording import day, gap, grouped, quoted, runs, said, sentence, with_exhibits

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "reply"
SELLER = seller.SELLER
# The answers are worded for the chat; a letter calls both sides as its other sentences do.
_IN_A_LETTER = (("我", "本人"), ("贵店", SELLER), ("您", SELLER))


def reason_not_to(source: Source) -> str | Promise:
    """Without a refusal, or with one that the facts do not answer, there is nothing to write back."""
    if not _is_answered(source):
        return _(
            "No answer of the seller is noted yet. Wait until the day you set; if none comes, go on to the "
            "platform."
        )
    kind = source.case.dealings.reply_kind
    if kind == ReplyKind.AGREED:
        return _(
            "The seller agreed. Ask in the chat what it will do, how much and by when; a reply to a refusal "
            "is not needed."
        )
    if kind and _answer(source, kind) is None and not source.assessment.consumer_law:
        return _(
            "On what you told us no answer carries against this refusal: the seller may be right on this "
            "point. Step 5 compares the ways that are left."
        )
    if kind and _answer(source, kind) is None:
        return _(
            "On what you told us no answer carries against this refusal: the seller may be right on this "
            "point. Ask the platform or 12315 to mediate instead."
        )
    return ""


def compose(source: Source) -> LetterContent:
    """What was bought and answered, the law on that answer, the same requests with their sums, a new day."""
    demand = claims.demand(source, SELLER)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="关于贵方答复的复函",
        date=source.on,
        law_date=source.assessment.on,
        addressee=parts.seller(source, "致", reachable=False),
        sender=parts.sender(source, "发函人"),
        respondent=None,
        opening=_opening(source),
        facts=_facts(source),
        claims_intro="本人的请求不变，请求贵方：",
        claims=demand.claims,
        total=demand.total,
        alternatives=demand.alternatives,
        bases=tuple(_bases(source)),
        closing=(_reply(source), *seller.delay(source), seller.routes(source), parts.contact(source)),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper="本函"),
    )


def _answered(source: Source) -> ContactEntry | None:
    """The last contact that the seller answered."""
    return next((entry for entry in reversed(source.contacts) if entry.answer), None)


def _is_answered(source: Source) -> bool:
    did = source.case.dealings
    if did.reply_kind:
        return bool(did.reply_kind != ReplyKind.NONE)
    return bool(did.reply_text) or _answered(source) is not None


def _answer(source: Source, kind: str) -> Rebuttal | None:
    """What may be written back to this kind of refusal, None where nothing carries."""
    found = rebuttal(kind, source.facts, source.assessment)
    return found if found is not None and carries(kind, found) else None


def _refusals(source: Source) -> tuple[str, ...]:
    """The kinds of refusal to answer: all that the seller's words hold, as they are said, if the consumer's
    own choice is among them; otherwise that choice alone. Of the others only what an answer carries against.
    """
    did, entry = source.case.dealings, _answered(source)
    chosen = did.reply_kind
    spoken = recognise(did.reply_text or (entry.answer if entry else ""))
    if chosen not in spoken:
        return (chosen,)
    return tuple(kind for kind in spoken if kind == chosen or _answer(source, kind) is not None)


def _opening(source: Source) -> Runs:
    goods = source.case.purchase.goods_name
    thing = quoted(goods) if goods else gap("goods_name")
    return runs(
        f"本人因{source.whose}向贵方购买",
        thing,
        f"发生{source.dispute}，贵方的答复收悉。本人不同意按该答复了结争议，现复函如下。",
    )


def _facts(source: Source) -> tuple[Fact, ...]:
    matter = narrative.matter(source, seller.voice(source))
    return (*matter, *_answers(source), *narrative.paid_back(source))


def _answers(source: Source) -> tuple[Fact, ...]:
    """What the seller answered, with its day where the log has one, in its own words where they are known."""
    did, entry = source.case.dealings, _answered(source)
    told: list[Runs] = []
    if entry is not None:
        way = words.CHANNELS.get(entry.channel, "")
        told.append(
            runs(f"{day(entry.on)}，本人{way}提出：{said(entry.said)}{SELLER}答复：{said(entry.answer)}")
        )
    if not did.reply_kind or did.reply_kind == ReplyKind.NONE:
        told.append(runs(f"{SELLER}的答复是：", gap("reply_kind"), "。"))
    else:
        reasons = (words.REPLIES[kind].format(seller=SELLER) for kind in _refusals(source))
        told.append(runs(sentence("；".join(reasons))))
    if did.reply_text and (entry is None or did.reply_text.strip() != entry.answer.strip()):
        told.append(runs(f"{SELLER}的答复原文是：{said(did.reply_text)}"))
    own = source.showing_contact(entry) if entry is not None else ()
    if own:
        told[0] = with_exhibits(told[0], own)
    return (Fact(tuple(told), tuple(number for number in source.showing("notice") if number not in own)),)


def _bases(source: Source) -> Iterator[Basis]:
    """The answer to each refusal; an article that several rest on is explained once and then named."""
    explained: set[str] = set()
    for kind in _refusals(source):
        found, title = _answer(source, kind), words.REPLY_TITLES.get(kind, "")
        if found is None or found.answer is None or not title:
            continue
        again = [each for each in found.citations if each.zh in explained]
        fresh = [each for each in found.citations if each.zh not in explained]
        made = basis.explained(title, fresh, _formal(found.answer.zh))
        explained.update(made.citations)
        before = f"{'、'.join(grouped(again))}的规定已如上述。" if again else ""
        yield replace(
            made, text=before + made.text, citations=(*(each.zh for each in again), *made.citations)
        )


def _formal(words_of_chat: str) -> str:
    for chat, letter in _IN_A_LETTER:
        words_of_chat = words_of_chat.replace(chat, letter)
    return words_of_chat


def _reply(source: Source) -> Runs:
    return runs("请贵方于", seller.next_day(source), "前（含当日）书面答复，并告知处理方案和办理时间。")
