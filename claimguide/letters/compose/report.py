"""The report to the market regulation department: clues of a violation, to be checked and dealt with.

A quarrel over performance is told only where it went so far that the rules call it deliberate delay or
unreasonable refusal (compose/delay.py). The report asks for no money (投诉举报处理办法 3(款2)): that belongs
in a complaint, which is handled apart (9).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import ProblemKind, ReportAs
from claimguide.letters.content import Claim, Fact, LetterContent, Particular, Party, Runs

from . import basis, delay, narrative, parts, suspicion, veil, violations, words
from .clue_words import clues_in, without_money
from .narrative import Voice
from .regulator import addressee
from .source import Source
from .wording import day, gap, known, runs

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "report"
SELLER = "被举报人"
REPORTER = "举报人"
PAPER = "本举报书"
# Begins what was found; the sheet for the form gives it room before all other clues.
FOUND = "本人发现以下情况"
# Performance between the two sides; see compose/violations.py.
_QUARRELS = frozenset(
    {
        ProblemKind.RETURN_REFUSED,
        ProblemKind.REFUND_DELAYED,
        ProblemKind.PROMISE,
        ProblemKind.REPAIR_REFUSED,
        ProblemKind.NOT_DELIVERED,
        ProblemKind.LATE,
        ProblemKind.CANCELLED,
        ProblemKind.LOST,
        ProblemKind.DAMAGED,
        ProblemKind.SHORT,
        ProblemKind.PREPAID_CLOSED,
        ProblemKind.PREPAID_REFUND,
        ProblemKind.DEPOSIT,
        ProblemKind.MINOR,
        ProblemKind.UNAUTHORISED,
        ProblemKind.REVIEW,
    }
)
# What was said to the seller and what was lost are no clues of a violation.
_CLUES = frozenset({"buying", "paying", "promise", "defect"})


def fits(source: Source) -> bool:
    """Whether there is something to report: a violation, or a delay or refusal that counts as one."""
    return not source.from_person and (bool(violations.found(source)) or delay.shown(source) is not None)


def reason_not_to(source: Source) -> str | Promise:
    """A quarrel over performance alone is for a complaint; a report needs a violation that shows."""
    if source.from_person:
        return _("A report rests on rules for businesses, and the seller is a private person.")
    if fits(source):
        return ""
    if reason := suspicion.reason_not_to(source):
        return reason
    if to_come := delay.first_day(source):
        return gettext(
            "Nothing you told shows a violation to report yet. If the seller has still done nothing, you can "
            "report a suspected deliberate delay from %(day)s."
        ) % {"day": date_format(to_come, "DATE_FORMAT")}
    if delay.to_be_told(source):
        return _(
            "Nothing you told shows a violation to report. To report a delay or a refusal, note in step 3 "
            "what you asked for, on which day, and what the seller answered. For your own dispute, use the "
            "complaint."
        )
    return _("Nothing you told shows a violation to report. For your own dispute, use the complaint.")


def compose(source: Source) -> LetterContent:
    """Who is reported, the clues, the rules that may be broken, and what is asked of the department."""
    made = _compose(source)
    return veil.over(made, source) if anonymous(source) else made


def _compose(told: Source) -> LetterContent:
    late = delay.shown(told)
    shown = delay.exhibits(told, late) if late else ()
    shown = (*shown, *suspicion.exhibits(told))
    clues = tuple(each for each in told.pieces if each.elements & _CLUES or each.number in shown)
    source = dataclasses.replace(told, pieces=clues)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="涉嫌违法行为举报书",
        date=source.on,
        law_date=source.assessment.on,
        addressee=addressee(source),
        sender=reporter(source),
        respondent=parts.seller(source, SELLER, reachable=True),
        opening=_opening(source),
        facts=tuple(_facts(source)),
        claims_intro=f"{REPORTER}请求贵局：",
        claims=tuple(_requests(source)),
        total=None,
        alternatives=(),
        bases=(*violations.bases(source, SELLER), *delay.bases(source, SELLER)),
        closing=tuple(closing(source)),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
    )


def anonymous(source: Source) -> bool:
    return bool(source.case.plans.report_as == ReportAs.ANONYMOUS)


def reporter(source: Source) -> Party:
    """The boxes of the form. The number of the identity document is filled in by hand."""
    if anonymous(source):
        return Party(REPORTER, (Particular("举报方式", runs("匿名举报")),))
    how = "实名举报" if source.case.plans.report_as else gap("report_as")
    who = source.consumer
    rows = (
        Particular("举报方式", runs(how)),
        Particular("姓名", runs(known(who.name, "consumer.name"))),
        Particular("联系电话", runs(known(who.phone, "consumer.phone"))),
        Particular("联系地址", runs(known(who.address, "consumer.address"))),
        Particular("身份证件号码", ()),
    )
    return Party(REPORTER, rows)


def _opening(source: Source) -> Runs:
    where = basis.standing(source, "tousu_jubao:28(1)")
    under = f"依照{where[0]}，" if where else ""
    return runs(
        f"{REPORTER}（以下称本人）在购买{source.thing}时发现被举报人涉嫌违法，现{under}向贵局提供下列线索和事实依据。"
    )


def _facts(source: Source) -> Iterator[Fact]:
    """The sale, what is wrong with it, and a delay where one shows; no other dealings, loss or promise."""
    voice = Voice(seller=SELLER, platform="平台")
    yield from narrative.dated(narrative.sale(source, voice), source.on)
    if source.case.purchase.product_url:
        yield Fact((runs(f"商品页面的网址为{source.case.purchase.product_url} 。"),))
    yield from _trouble(source)
    yield from suspicion.facts(source, voice)
    yield from narrative.dated(tuple(delay.facts(source, voice)), source.on)
    told = tuple(map(runs, without_money(source.case.problem.description)))
    if told:
        yield Fact(told)
    clues = tuple(map(runs, _typed(source, source.case.plans.report_clues)))
    if clues:
        yield Fact((runs("其他线索："), *clues))


def _typed(source: Source, text: str) -> Iterator[str]:
    """What the consumer typed as a clue; that they suspect a counterfeit is said once, as a suspicion."""
    return clues_in(text) if suspicion.shown(source) else without_money(text)


def _trouble(source: Source) -> Iterator[Fact]:
    """What was found; a quarrel over performance beside it is not named, nor asked for beside a delay."""
    problem = source.case.problem
    kinds = [kind for kind in words.PROBLEMS if kind in source.facts.problems and kind not in _QUARRELS]
    if len(kinds) > 1 and suspicion.lacks_clue(source):
        kinds = [kind for kind in kinds if kind != "counterfeit"]
    named = "；".join(words.PROBLEMS[kind].format(thing=source.thing, seller=SELLER) for kind in kinds)
    truth = tuple(map(runs, _typed(source, problem.reality)))
    if not named and delay.shown(source):
        if truth:
            yield Fact((runs(f"{source.thing}的情况是：", *truth[0]), *truth[1:]), source.showing("defect"))
        return
    when = f"{day(problem.discovered_on)}，" if problem.discovered_on else ""
    first = runs(f"{when}{FOUND}：", named or gap("problems"), "。")
    found = _found(source, truth)
    yield Fact((first, *found), source.showing("defect"))


def _found(source: Source, truth: tuple[Runs, ...]) -> tuple[Runs, ...]:
    """What it is really like. Of a suspected counterfeit these are clues, and other clues may do instead."""
    lead = "具体线索是：" if suspicion.shown(source) else "实际情况是："
    if truth:
        return (runs(lead, *truth[0]), *truth[1:])
    return () if suspicion.told_otherwise(source) else (runs(lead, gap("reality"), "。"),)


def _requests(source: Source) -> Iterator[Claim]:
    check = basis.standing(source, "tousu_jubao:35(1)", "chufa_chengxu:18(1)")
    yield Claim(runs("核查上述线索；符合立案条件的，依法立案查处。"), citations=check)
    if suspicion.shown(source):
        yield suspicion.request(source)
    if anonymous(source):
        return
    told = [violations.TOLD[row.ground] for row in violations.found(source) if row.ground in violations.TOLD]
    if told:
        where = basis.standing(source, "tousu_jubao:36", *dict.fromkeys(told))
        yield Claim(runs("将处理结果告知本人。"), citations=where)
    secret = basis.standing(source, "tousu_jubao:37")
    yield Claim(runs("对本人的个人信息予以保密。"), citations=secret)


def closing(source: Source) -> Iterator[Runs]:
    yield runs("以上内容和所提供的材料属实，本人对举报内容的真实性负责。")
    if anonymous(source):
        yield runs("本举报以匿名方式提出，不附举报人的身份信息和联系方式。")
        return
    phone = known(source.consumer.phone, "consumer.phone")
    yield runs("需要补充情况的，请与本人联系：电话", phone, "。")
