"""The appeal against what the platform decided: why it is wrong, a person's review, written reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.law.citations import cite, in_force
from claimguide.letters.content import Basis, Claim, LetterContent, Runs, Section

from . import basis, narrative, parts, platform
from .seller import next_day
from .source import Source
from .wording import gap, quoted, runs

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "appeal"
PLATFORM = platform.PLATFORM
PAPER = "本申诉书"
# Reasons and a person's review; no unreasonable limit on appeals; rules that cut rights.
_DUTIES = ("pingtai_guize:19", "pingtai_guize:20", "pingtai_guize:30")
_FOLLOWS = (
    "请贵平台据此复核本人的投诉，说明上述处理的事实、理由和依据；依据平台规则处理的，请指明规则条款。"
    "平台的处理不影响本人依法寻求其他救济。"
)


def reason_not_to(source: Source) -> str | Promise:
    """There must be a platform, and an answer of it to appeal against."""
    if reason := platform.reason_not_to(source):
        return reason
    if not source.case.platform_conduct.answer:
        return _(
            "No answer of the platform is noted yet. Send it the letter first, and note its answer when it "
            "comes."
        )
    return ""


def compose(source: Source) -> LetterContent:
    """The decision, the facts against it, review by a person with reasons, and what is still asked for."""
    asked = (*_review(source), *platform.requests(source, appeal=True))
    debt = platform.money(source, len(asked))
    voice = platform.voice(source)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="申诉书",
        date=source.on,
        law_date=source.assessment.on,
        addressee=parts.platform(source, "致"),
        sender=platform.sender(source, "申诉人"),
        respondent=platform.respondent(source),
        opening=_opening(source),
        facts=(
            *narrative.dated(narrative.events(source, voice), source.on),
            *narrative.dated(narrative.with_seller(source, voice), source.on),
            *platform.conduct(source),
            *narrative.paid_back(source),
        ),
        claims_intro="本人请求贵平台：",
        claims=(*asked, *debt.claims),
        total=debt.total,
        alternatives=debt.alternatives,
        bases=_bases(source),
        closing=(_reply(source), _routes(source), parts.contact(source, PAPER)),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
        sections=(_decision(source),),
    )


def _opening(source: Source) -> Runs:
    goods = source.case.purchase.goods_name
    thing = quoted(goods) if goods else gap("goods_name")
    with_whom = "" if source.self_operated else f"与{source.shop}"
    return runs(
        f"本人（申诉人）{'的孩子' if source.by_child else ''}通过贵平台购买",
        thing,
        f"，{with_whom}发生{source.dispute}。本人对贵平台的处理有异议，现提出申诉。",
    )


def _decision(source: Source) -> Section:
    """What was complained of and answered, word for word."""
    did = source.case.platform_conduct
    told = [
        paragraph
        for fact in narrative.with_platform(source, platform.voice(source))
        for paragraph in fact.paragraphs
    ]
    if not did.complained_on:
        told.insert(0, runs("本人向贵平台投诉的日期：", gap("complained_on"), "。"))
    if not did.answer:
        told.append(runs("贵平台的答复：", gap("platform_answer"), "。"))
    return Section("贵平台的处理", tuple(told))


def _review(source: Source) -> tuple[Claim, ...]:
    number = source.case.platform_conduct.complaint_number
    which = f"（投诉编号{number}）" if number else ""
    review = f"对本人的投诉{which}进行复核，由人工判定，并及时告知处理结果。"
    reasons = "书面告知作出上述处理的事实、理由和依据。"
    return (
        Claim(runs(review), citations=basis.standing(source, "pingtai_guize:19", "pingtai_guize:20")),
        Claim(runs(reasons), citations=basis.standing(source, "pingtai_guize:19")),
    )


def _bases(source: Source) -> tuple[Basis, ...]:
    """The dispute itself, what the platform owes, and how it has to hear an appeal."""
    if source.self_operated:
        dispute = basis.of_seller(source, PLATFORM)
    else:
        dispute = basis.of_seller(source, source.shop, multiples=False)
    duties = in_force(cite(*_DUTIES), source.on) if source.assessment.consumer_law else ()
    heard = (basis.explained("关于申诉的处理", duties, _FOLLOWS),) if duties else ()
    return (*dispute, *platform.bases(source), *heard)


def _reply(source: Source) -> Runs:
    return runs("请贵平台于", next_day(source), "前（含当日）书面答复复核结果。")


def _routes(source: Source) -> Runs:
    if not source.assessment.consumer_law:
        return runs("争议仍未解决的，本人将依法通过调解或者提起诉讼等途径解决。")
    where = basis.standing(source, "dianshangfa:60")
    under = f"依照{where[0]}，" if where else ""
    return runs(f"争议仍未解决的，本人将{under}通过请求调解、向有关部门投诉或者提起诉讼等途径解决。")
