"""The report form of the national 12315 platform: clues of a violation, and no word about money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import ReportAs, SubmissionChannel
from claimguide.law.text import Text
from claimguide.letters.compose import delay, report
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import plain
from claimguide.letters.content import Fact, LetterContent
from claimguide.letters.kinds import Kind

from . import common
from .complaint_12315 import bureau, number
from .fitting import Fitted, Part, fit, shorter
from .form import GENERAL_LIMIT, Field, box, of_list
from .phrases import ABOUT_PROBLEMS, ABOUT_TRUTH, Phrases

_ABOUT_MORE = Text("其他线索", "more clues")
_AS = {ReportAs.NAMED: "实名举报", ReportAs.ANONYMOUS: "匿名举报"}


def build(source: Source) -> list[Field]:
    """Who reports, who is reported, the clues; an anonymous report gives nothing of its writer away."""
    letter = report.compose(source)
    how = source.case.plans.report_as
    named = how != ReportAs.ANONYMOUS
    label = Text("举报内容", "Content of the report")
    short = _("Short, because this box may refuse pasting. It tells of the violation and asks for no money.")
    return [
        of_list(Field("as", Text("举报方式", "How you report"), _AS.get(how, ""), ("association", "report"))),
        *(common.consumer(source) if named else ()),
        *((common.identity(),) if named else ()),
        *common.seller(source, report.SELLER, "Company reported"),
        common.goods(source),
        replace(box("content", label, content(source, letter), ("law", "story")), hint=short),
        bureau(source),
        common.channel(source, report.SELLER),
        *((common.order(source),) if named else ()),
        common.attachments(source, Kind.REPORT, len(letter.exhibits)),
        number(source, SubmissionChannel.REPORT_12315),
    ]


def content(source: Source, letter: LetterContent) -> Fitted:
    """The facts of the report's letter, in its own words."""
    named = source.case.plans.report_as != ReportAs.ANONYMOUS
    bought = Phrases(source, report.SELLER, "本人").bought(order=named)
    clues = _clues(letter)
    return fit((bought, *clues, Part(("请依法核查处理。",), needed=True)), GENERAL_LIMIT)


def _clues(letter: LetterContent) -> Iterator[Part]:
    """After the purchase: what was found first of all, then what is true, then the rest as it fits."""
    for fact in letter.facts[1:]:
        found = _is_found(fact)
        for place, paragraph in enumerate(fact.paragraphs):
            if any(run.kind == "gap" for run in paragraph):
                continue
            first = found and place == 0
            about = ABOUT_PROBLEMS if first else ABOUT_TRUTH if found else _ABOUT_MORE
            ways = tuple(way if way.endswith("…") else f"{way}。" for way in shorter(plain(paragraph)))
            yield Part(ways, about, rank=1 if first else 2 if found else 3, needed=first)


def _is_found(fact: Fact) -> bool:
    first = plain(fact.paragraphs[0])
    return report.FOUND in first or delay.SUSPECTED in first
