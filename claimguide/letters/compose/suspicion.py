"""A counterfeit that is only suspected: what is on record of it, and whether that can be reported.

Anybody may tell the department of a suspected violation by an operator (投诉举报处理办法 3(款2)). A report
needs concrete clues and what they rest on (28(款1)), no appraisal: to open a case takes first evidence only
(行政处罚程序规定 19(项1)), and the department itself has goods tested or the owner of the brand look at them
(30(款2), 32). That the consumer was misled, or bought for daily life, is for the claim against the seller
and not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import ContactEntry
from claimguide.cases.vocab import ProblemKind
from claimguide.law.gate import PRIVATE_CHANNELS
from claimguide.letters.content import Claim, Fact

from . import basis, words
from .clue_words import admitted, clues_in
from .narrative import Voice
from .source import Source
from .wording import day, runs, said, with_exhibits

if TYPE_CHECKING:
    from django.utils.functional import Promise

# What the page names for it, and the request rests on.
RULES = ("tousu_jubao:3(2)", "tousu_jubao:28(1)", "chufa_chengxu:30(2)", "chufa_chengxu:32")


def shown(source: Source) -> bool:
    """Whether a counterfeit is suspected of an operator and a clue of it is on record."""
    return _may_be_told(source) and _has_clue(source)


def lacks_clue(source: Source) -> bool:
    """Whether nothing but a clue is wanting."""
    return _may_be_told(source) and not _has_clue(source)


def reason_not_to(source: Source) -> str | Promise:
    """Why the suspicion alone makes no report, "" where none is told of or where a clue is on record."""
    if not _suspected(source) or shown(source):
        return ""
    if _seller_open(source):
        return _(
            "You suspect a counterfeit. A report tells of what a business did (Order 121, art. 3). "
            "Say in step 1 whether a business or a private person sold it."
        )
    return _(
        "You suspect a counterfeit. A report needs no test, but it must name a concrete clue "
        "(Order 121, art. 28), and none is on record. In step 1, write how it differs from the genuine "
        "goods. Or add, in step 2, a photo or the brand's answer as proof of what is wrong."
    )


def _suspected(source: Source) -> bool:
    """What is only a flaw of a label that misleads nobody passes nothing off as genuine."""
    return source.has(ProblemKind.COUNTERFEIT) and source.facts.label_flaw_only != "yes"


def _may_be_told(source: Source) -> bool:
    return _suspected(source) and not source.from_person and not _seller_open(source)


def _seller_open(source: Source) -> bool:
    """Whoever runs a shop is taken for an operator; where private people sell too, it has to be told."""
    return source.facts.seller_kind is None and source.facts.channel in PRIVATE_CHANNELS


def _has_clue(source: Source) -> bool:
    found = any(clues_in(source.case.problem.reality))
    return found or told_otherwise(source) or bool(source.showing("defect"))


def told_otherwise(source: Source) -> bool:
    """Whether a clue is told in words beside what the consumer found on the goods."""
    return _may_be_told(source) and bool(
        any(clues_in(source.case.plans.report_clues))
        or source.facts.seller_showed_source == "no"
        or any(_admissions(source))
        or admitted(source.case.dealings.reply_text)
    )


def _admissions(source: Source) -> Iterator[tuple[ContactEntry, str]]:
    for entry in source.contacts:
        if words_ := admitted(entry.answer):
            yield entry, words_


def exhibits(source: Source) -> tuple[int, ...]:
    """The exhibits of the answers that are quoted."""
    if not shown(source):
        return ()
    return tuple(number for entry, _said in _admissions(source) for number in source.showing_contact(entry))


def facts(source: Source, voice: Voice) -> Iterator[Fact]:
    """What the seller said of the goods and what it could not show, beside what the consumer found."""
    if not shown(source):
        return
    quoted: set[str] = set()
    for entry, words_ in _admissions(source):
        quoted.add(words_)
        way = words.CHANNELS.get(entry.channel, "")
        told = runs(f"{day(entry.on)}，{voice.seller}{way}答复：{said(words_)}")
        yield Fact((with_exhibits(told, source.showing_contact(entry)),))
    answer = admitted(source.case.dealings.reply_text)
    if answer and answer not in quoted:
        yield Fact((runs(f"{voice.seller}答复：{said(answer)}"),))
    if source.facts.seller_showed_source == "no":
        yield Fact((runs(f"{voice.seller}未能提供合法的进货凭证、检验报告或者品牌授权。"),))


def request(source: Source) -> Claim:
    """That the goods be examined, where the department finds it needful."""
    where = basis.standing(source, "chufa_chengxu:30(2)", "chufa_chengxu:32")
    return Claim(runs("需要对商品进行检测、鉴定，或者请权利人辨认、鉴别的，依法办理。"), citations=where)
