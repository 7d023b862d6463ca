"""The complaint to the consumer association, with a request for mediation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import Submission
from claimguide.cases.vocab import SubmissionChannel, SubmissionState
from claimguide.letters.content import Basis, Fact, LetterContent, Particular, Party, Runs

from . import basis, claims, ending, narrative, parts
from .narrative import Voice
from .source import Source
from .wording import gap, quoted, runs

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "association"
SELLER = "被投诉人"
PAPER = "本投诉书"
_OTHER_BODIES = frozenset(
    {
        SubmissionChannel.ASSOCIATION,
        SubmissionChannel.HOTLINE_12315,
        SubmissionChannel.COURT,
        SubmissionChannel.OTHER,
    }
)


def compose(source: Source) -> LetterContent:
    """Both sides, the facts, what was tried, a concrete request. No number of days: the law sets none."""
    platform = f"{quoted(source.platform_name)}平台" if source.platform_name else "平台"
    voice = Voice(seller=SELLER, platform=platform)
    demand = claims.demand(source, SELLER)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="消费者投诉书",
        date=source.on,
        law_date=source.assessment.on,
        addressee=Party("致", (Particular("受理单位", _body(source)),)),
        sender=parts.sender(source, "投诉人", address=True),
        respondent=parts.seller(source, SELLER, reachable=True),
        opening=_opening(source),
        facts=(*narrative.dated(narrative.facts(source, voice), source.on), *_negotiation(source)),
        claims_intro="投诉人请求贵会受理本投诉并组织调解。调解请求为，由被投诉人：",
        claims=demand.claims,
        total=demand.total,
        alternatives=demand.alternatives,
        bases=(*ending.bases(source, SELLER), *_duties(source)),
        closing=(*parts.mediation_terms(source), _declaration(source), parts.contact(source, PAPER)),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
    )


def reason_not_to(source: Source) -> str | Promise:
    """Consumer organisations take complaints of consumers about operators (消保法 2, 3, 37(款1项5))."""
    if source.from_person:
        return _("The seller is a private person and no business, so consumer organisations do not take it.")
    if not source.assessment.consumer_law:
        return _("It was not bought for daily life, so consumer organisations do not take it.")
    return ""


def _body(source: Source) -> Runs:
    """A checked name; otherwise the kind of body of the region, since names differ and change."""
    if source.body_name:
        return runs(source.body_name)
    if source.region_name:
        return runs(f"{source.region_name}消费者组织（消费者协会、消费者权益保护委员会）")
    return runs(gap("region"))


def _opening(source: Source) -> Runs:
    goods = source.case.purchase.goods_name
    thing = quoted(goods) if goods else gap("goods_name")
    return runs(f"投诉人（以下称本人）因{source.whose}购买", thing, "与被投诉人发生消费争议，现向贵会投诉。")


def _negotiation(source: Source) -> tuple[Fact, ...]:
    """An association mediates what the two sides could not settle; the attempt must be told."""
    if source.contacts or source.case.dealings.asked_seller_on:
        return ()
    return (Fact((runs("与被投诉人协商的经过：", gap("negotiation"), "。"),)),)


def _duties(source: Source) -> tuple[Basis, ...]:
    where = basis.standing(source, "xiaobaofa:37(1)#5", "xiaobao_tiaoli:45")
    if len(where) < 2:
        return ()
    text = (
        f"{where[0]}规定，消费者协会受理消费者的投诉，并对投诉事项进行调查、调解；{where[1]}规定，"
        "消费者请求消费者协会或者依法成立的其他调解组织调解的，相关组织应当及时处理。"
    )
    return (Basis("关于消费者组织的职责", text, where),)


def taken_elsewhere(submissions: tuple[Submission, ...]) -> bool:
    """Whether another body has the dispute, as far as the consumer logged it: then nothing is declared."""
    return any(
        each.channel in _OTHER_BODIES and each.state in (SubmissionState.ACCEPTED, SubmissionState.SETTLED)
        for each in submissions
    )


def declared(source: Source) -> bool:
    """Whether the consumer may say that nobody else has the dispute."""
    return source.case.plans.no_other_body == "yes" and not taken_elsewhere(source.submissions)


def _declaration(source: Source) -> Runs:
    if not declared(source):
        return runs("声明：", gap("no_other_body"), "。")
    return runs(
        "本人声明：以上陈述属实；目前没有人民法院、仲裁机构、行政部门或者其他消费者组织受理或者处理本争议。"
    )
