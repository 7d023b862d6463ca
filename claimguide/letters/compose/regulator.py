"""The complaint to the market regulation department, in the order of its own form of April 2026.

It asks for mediation and for what the consumer wants (投诉举报处理办法 3(款1)); violations go into a report.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import NamedSeller, Purpose, SubmissionChannel, SubmissionState
from claimguide.law.periods import months_after
from claimguide.letters.content import Basis, LetterContent, Particular, Party, Runs, Section

from . import basis, claims, ending, narrative, parts
from .association import declared
from .narrative import Voice
from .source import Source
from .wording import day, gap, known, quoted, runs

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "regulator"
SELLER = "被投诉人"
PAPER = "本投诉书"
BUREAU = "市场监督管理局"
# 投诉举报处理办法 16(项4): not taken more than three years after the consumer knew.
LIMIT_MONTHS = 36
# 投诉举报处理办法 16(项2). Refused or withdrawn elsewhere, it is free again.
_TAKERS = frozenset({SubmissionChannel.ASSOCIATION, SubmissionChannel.HOTLINE_12315, SubmissionChannel.COURT})
_TAKEN = frozenset({SubmissionState.ACCEPTED, SubmissionState.SETTLED, SubmissionState.ENDED})
_BOXES = {"yes": "■是　□否", "no": "□是　■否"}
_NOT_NAMED = {
    NamedSeller.NO: "平台没有向本人提供被投诉人的地址",
    NamedSeller.USELESS: "平台提供的信息不真实，或者据此无法联系到被投诉人",
}


def reason_not_to(source: Source) -> str | Promise:
    """Why the department would refuse it (投诉举报处理办法 3, 16), "" where nothing known does."""
    if any(each.channel in _TAKERS and each.state in _TAKEN for each in source.submissions):
        return _(
            "Another body has accepted or handled this dispute already, so the market regulator refuses it."
        )
    if source.case.purchase.purpose in (Purpose.RESALE, Purpose.CLAIM_HUNTING):
        return _("It was not bought for daily life, so the market regulator does not take it as a complaint.")
    if source.from_person:
        return _("The seller is a private person and no business, so the market regulator does not take it.")
    if _too_late(source):
        return _("You noticed it more than three years ago; the market regulator takes no such complaint.")
    return ""


def _too_late(source: Source) -> bool:
    found = source.case.problem.discovered_on
    return found is not None and _over_limit(found, source.on)


def _over_limit(start: date, on: date) -> bool:
    return months_after(start, LIMIT_MONTHS) < on


def compose(source: Source) -> LetterContent:
    """Both sides in the boxes of the form, the facts, concrete requests, the declarations it asks for."""
    platform = f"{quoted(source.platform_name)}平台" if source.platform_name else "平台"
    voice = Voice(seller=SELLER, platform=platform)
    demand = claims.demand(source, SELLER)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="消费者权益争议投诉书",
        date=source.on,
        law_date=source.assessment.on,
        addressee=addressee(source),
        sender=_complainant(source),
        respondent=_respondent(source),
        opening=_opening(source),
        facts=narrative.dated(narrative.facts(source, voice), source.on),
        claims_intro="投诉人同意由贵局组织调解。投诉请求为，由被投诉人：",
        claims=demand.claims,
        total=demand.total,
        alternatives=demand.alternatives,
        bases=(*ending.bases(source, SELLER), *_duties(source)),
        closing=(
            *parts.mediation_terms(source),
            _knowing(source),
            _declaration(source),
            parts.contact(source, PAPER),
        ),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
        sections=_platform(source),
    )


def addressee(source: Source) -> Party:
    """The district's department; its name follows from the district, which only the consumer can give."""
    place = source.case.plans.bureau
    name = place if place.endswith("局") else f"{place}{BUREAU}"
    return Party("致", (Particular("受理单位", runs(name if place else gap("bureau"))),))


def _complainant(source: Source) -> Party:
    """The boxes of the form. The identity document is filled in by hand: this site keeps none."""
    who, plans = source.consumer, source.case.plans
    rows = [
        Particular("姓名", runs(known(who.name, "consumer.name"))),
        Particular("联系电话", runs(known(who.phone, "consumer.phone"))),
        Particular("证件类型", ()),
        Particular("证件号码", ()),
        Particular("联系地址", runs(known(who.address, "consumer.address"))),
    ]
    if who.email:
        rows.append(Particular("电子邮箱", runs(who.email)))
    publish = known(_BOXES.get(plans.publish_complaint, ""), "publish_complaint")
    entrust = known(_BOXES.get(plans.entrust_mediation, ""), "entrust_mediation")
    rows += [
        Particular("是否同意公示投诉信息", runs(publish)),
        Particular("是否同意委托调解", runs(entrust)),
    ]
    return Party("投诉人", tuple(rows))


def _respondent(source: Source) -> Party:
    """Its name and its address are required (投诉举报处理办法 10(款1)项2)."""
    party = parts.seller(source, SELLER, reachable=False)
    if source.seller.address:
        return party
    address = source.platform_party.address if source.self_operated else ""
    unnamed = _NOT_NAMED.get(source.case.platform_conduct.platform_named_seller, "")
    row = Particular("地址", runs(known(address or unnamed, "seller.address")))
    reach = next((n for n, each in enumerate(party.rows) if each.label == "电话"), len(party.rows))
    return Party(party.heading, (*party.rows[:reach], row, *party.rows[reach:]))


def _platform(source: Source) -> tuple[Section, ...]:
    """The platform's company, whose domicile decides too who handles it (投诉举报处理办法 13(款3))."""
    company = source.platform_party.name or source.platform_company
    if not source.on_platform or source.self_operated or not company:
        return ()
    return (Section("争议发生的平台", form=parts.platform(source, "").rows),)


def _opening(source: Source) -> Runs:
    goods = source.case.purchase.goods_name
    thing = quoted(goods) if goods else gap("goods_name")
    where = basis.standing(source, "tousu_jubao:10(1)")
    under = f"依照{where[0]}" if where else ""
    return runs(
        f"投诉人（以下称本人）{'因孩子' if source.by_child else '为生活消费需要'}购买",
        thing,
        f"，与被投诉人发生消费者权益争议，现{under}向贵局投诉。",
    )


def _duties(source: Source) -> tuple[Basis, ...]:
    where = basis.standing(source, "xiaobao_tiaoli:46(3)", "tousu_jubao:18(1)")
    if len(where) < 2:
        return ()
    text = (
        f"{where[0]}规定，有关行政部门受理投诉后，消费者和经营者同意调解的，应当依据职责及时调解；{where[1]}规定，"
        "市场监督管理部门经投诉人和被投诉人同意，采用调解的方式处理投诉。"
    )
    return (Basis("关于市场监督管理部门的调解", text, where),)


def _knowing(source: Source) -> Runs:
    """The day from which the three years run, or that they cannot be over."""
    found, ordered = source.case.problem.discovered_on, source.case.purchase.ordered_on
    if found:
        return runs(f"本人于{day(found)}知道自己的权益受到侵害。")
    if ordered and not _over_limit(ordered, source.on):
        return runs("自本次购买之日起至今未超过三年。")
    return runs("本人知道自己的权益受到侵害的日期为", gap("discovered_on"), "。")


def _declaration(source: Source) -> Runs:
    if not declared(source):
        return runs("声明：", gap("no_other_body"), "。")
    return runs(
        "本人声明：以上内容和所提供的材料属实，本人对其真实性负责；目前没有人民法院、仲裁机构、市场监督管理部门、"
        "其他行政机关或者消费者协会受理或者处理过同一争议。"
    )
