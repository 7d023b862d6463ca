"""The delay or refusal that a report tells of: read from the case, told as facts, set against the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from claimguide.cases.models import ContactEntry
from claimguide.cases.vocab import ContactChannel
from claimguide.law import delay as law
from claimguide.letters.content import Basis, Fact

from . import demands, narrative, words
from .narrative import Voice
from .source import Source
from .violations import paragraph
from .wording import day, runs, said, sentence

# Begins what is told of it, and is all that a form with little room needs.
SUSPECTED = "涉嫌故意拖延或者无理拒绝"
TITLE = f"关于{SUSPECTED}"
_DEMANDS: dict[law.Demand, str] = {
    "return": "退货",
    "exchange": "更换",
    "repair": "修理",
    "refund": "退款",
}
_NOT_DONE: dict[law.Demand, str] = {
    "return": "没有为本人办理退货",
    "exchange": "没有为本人更换",
    "repair": "没有为本人修理",
    "refund": "没有向本人退款",
}
_REPAID_LATE = "qinhai_chufa:9#4"
# Grounds on which there is something to delay; see claimguide/law/delay.py.
_GROUNDS = ("return7", "quality", "mismatch", "sanbao", "prepaid")


def of(source: Source) -> law.Delay | None:
    """What shows on the day of the letter, or will if nothing changes; `shows` tells the two apart."""
    return law.find(source.facts, source.assessment, _record(source), source.rows.calendar)


def shown(source: Source) -> law.Delay | None:
    found = of(source)
    return found if found is not None and found.shows else None


def first_day(source: Source) -> dt.date | None:
    """The day from which a delay will show if nothing changes, None where one shows or none is to come."""
    found = of(source)
    return found.last + dt.timedelta(days=1) if found and found.last and not found.shows else None


def to_be_told(source: Source) -> bool:
    """Whether a ground holds on which a delay could show, but the request or the answer is not on record."""
    record = _record(source)
    told = record.answer and (record.asked or record.return_asked_on)
    holding = (source.assessment.finding(code) for code in _GROUNDS)
    return not told and any(finding is not None and finding.holds for finding in holding)


def _record(source: Source) -> law.Record:
    did = source.case.dealings
    asked = {
        demand: entries[0].on for demand in _DEMANDS if (entries := demands.carrying(source.contacts, demand))
    }
    return law.Record(
        asked=asked,
        return_asked_on=_return_asked_on(source),
        got_back_on=did.sent_back_received_on,
        wanted=tuple(filter(None, (did.wanted, did.fallback))),
        answer=did.reply_kind,
    )


def _return_asked_on(source: Source) -> dt.date | None:
    """None for a return asked for by post: the days run from its arrival, which is not on record."""
    asked = source.case.dealings.return_requested_on
    channels = {entry.channel for entry in source.contacts if entry.on == asked}
    return None if channels == {ContactChannel.MAIL} else asked


def entry_of(source: Source, found: law.Delay) -> ContactEntry | None:
    """The line of the log that holds the request, None where only its day was told."""
    lines = demands.carrying(source.contacts, found.demand)
    return next((entry for entry in lines if entry.on == found.asked_on), None)


def exhibits(source: Source, found: law.Delay) -> tuple[int, ...]:
    """The exhibits that show the request: the one its line names, else those of what was said."""
    entry = entry_of(source, found)
    return (source.showing_contact(entry) if entry else ()) or source.showing("notice")


def facts(source: Source, voice: Voice) -> Iterator[Fact]:
    """The suspicion with the request and its exhibits; then what came of it, and what no exhibit shows."""
    found = shown(source)
    if found is None:
        return
    named = exhibits(source, found)
    entry = entry_of(source, found)
    plain = f"{day(found.asked_on)}，本人向{voice.seller}提出{_DEMANDS[found.demand]}要求。"
    asked = narrative.contact(entry, voice) if entry else runs(plain)
    yield Fact((runs(f"{_suspicion(found, voice.seller)}。"), asked), named)
    course = (*_course(source, found, voice.seller), *_unproven(found, voice.seller, named))
    yield Fact(tuple(map(runs, course)))


def _unproven(found: law.Delay, seller: str, named: tuple[int, ...]) -> Iterator[str]:
    """What no exhibit is said to show. None is ever said to show the arrival of goods sent back."""
    if not named:
        yield "本人没有随本举报书提交能够证明上述要求和答复的材料。"
    if _repaid_late(found):
        yield f"{seller}收到退回商品的日期，本人没有另外提交材料证明，请以物流签收记录为准。"


def bases(source: Source, seller: str) -> tuple[Basis, ...]:
    """What the rules say of it, in one paragraph; none where nothing shows."""
    found = shown(source)
    return (paragraph(TITLE, _suspicion(found, seller), found.citations, set()),) if found else ()


def _suspicion(found: law.Delay, seller: str) -> str:
    return f"{seller}{SUSPECTED}本人提出的{_DEMANDS[found.demand]}要求"


def _course(source: Source, found: law.Delay, seller: str) -> Iterator[str]:
    """The goods that came back, the answer, and that it was not done."""
    if _repaid_late(found) and found.counts_from:
        yield f"{day(found.counts_from)}，{seller}收到退回的商品。"
    did, entry = source.case.dealings, entry_of(source, found)
    if did.reply_kind:
        yield sentence(words.REPLIES[did.reply_kind].format(seller=seller))
    if did.reply_text and (entry is None or did.reply_text.strip() != entry.answer.strip()):
        yield f"{seller}的答复原文是：{said(did.reply_text)}"
    yield _not_done(source, found, seller)


def _repaid_late(found: law.Delay) -> bool:
    return any(each.code == _REPAID_LATE for each in found.citations)


def _not_done(source: Source, found: law.Delay, seller: str) -> str:
    since = ""
    if found.counts_from is not None:
        event = f"{seller}收到退回的商品" if _repaid_late(found) else "本人提出上述要求"
        since = f"距{event}已超过十五日，"
    done = _NOT_DONE[found.demand]
    if _repaid_late(found):
        done = "没有退清价款" if source.facts.refunded else "没有退还价款"
    return f"截至{words.DAY_OF_LETTER}，{since}{seller}{done}。"
