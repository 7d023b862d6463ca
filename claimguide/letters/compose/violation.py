"""The report on the platform itself: which duties of its own it may have broken.

The seller's conduct has a report of its own: another party, and as a rule another department handles it
(投诉举报处理办法 31). It asks for no money, as little as that one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import NamedSeller, ProblemKind
from claimguide.law.citations import Citation, cite, in_force
from claimguide.letters.content import Basis, Claim, Fact, LetterContent, Particular, Party, Runs

from . import basis, narrative, parts, platform, platform_words, report, veil
from .narrative import Voice
from .source import Source
from .violations import paragraph
from .wording import runs

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "violation"
PLATFORM = "被举报人"
PAPER = report.PAPER
_RETURNS = (ProblemKind.RETURN_REFUSED, ProblemKind.REFUND_DELAYED)
# Duties in a dispute with a shop on the platform, none in one about goods that it sells itself.
_WITH_SHOPS = frozenset({"dianshangfa:61", "qiri_tuihuo:24"})
# What shows the sale, and what was said; the loss and the payment are no clue against the platform.
_CLUES = frozenset({"buying", "notice", "defect"})


def _holds(code: str) -> Callable[[Source], bool]:
    def holding(source: Source) -> bool:
        finding = source.assessment.finding(code)
        return finding is not None and finding.holds

    return holding


def _licence_unchecked(source: Source) -> bool:
    return source.facts.platform_checked_licence == "no" and _holds("P6")(source)


def _seller_kept_from(source: Source) -> bool:
    """Asked who the seller is, it did not say, or said what leads to nobody."""
    refused = source.facts.platform_named_seller in (NamedSeller.NO, NamedSeller.USELESS)
    return refused and source.case.platform_conduct.identity_asked_on is not None


@dataclass(frozen=True)
class Violation:
    """One duty: when it shows as broken, what may be said of it, and the articles.

    `returns` and `live` apply only to such disputes; a row none of whose articles applies is not named.
    """

    shows: Callable[[Source], bool]
    title: str
    conduct: str
    codes: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    live: tuple[str, ...] = ()


TABLE: tuple[Violation, ...] = (
    Violation(
        _holds("P3"),
        "关于必要措施",
        "知道或者应当知道商家侵害消费者合法权益，涉嫌没有采取必要措施",
        ("dianshangfa:38(1)", "dianshangfa:83"),
    ),
    Violation(
        _licence_unchecked,
        "关于食品经营者的登记和审查",
        "涉嫌没有对入网食品经营者实名登记、审查许可证",
        ("shipinfa:62",),
    ),
    Violation(
        _seller_kept_from,
        "关于商家的身份信息",
        "经本人要求，没有提供商家真实、有效的身份信息，涉嫌没有履行上述义务",
        returns=("qiri_tuihuo:24",),
        live=("xiaobao_tiaoli:14(2)", "zhibo_dianshang:18"),
    ),
    Violation(
        _holds("P11"),
        "关于交易记录",
        "没有向本人提供本次交易的记录，涉嫌没有履行记录、保存交易信息的义务",
        ("dianshangfa:31", "wangluo_jiaoyi:31"),
        live=("zhibo_dianshang:16", "zhibo_dianshang:18"),
    ),
    Violation(
        _holds("P12"),
        "关于投诉的处理和协助",
        "没有为本人有效处理投诉、提供协助，涉嫌没有履行上述义务",
        ("dianshangfa:59", "dianshangfa:61", "xiaobao_tiaoli:44(1)"),
        live=("zhibo_dianshang:20(1)",),
    ),
    Violation(
        _holds("P14"),
        "关于消费者评价",
        "涉嫌删除本人发布的评价",
        ("dianshangfa:39(2)",),
    ),
)


def citations(source: Source, row: Violation) -> tuple[Citation, ...]:
    """The articles of a row that are in force on the day of the letter and apply to this dispute."""
    returns = row.returns if source.has(*_RETURNS) else ()
    live = row.live if source.is_live else ()
    apart = _WITH_SHOPS if source.self_operated else ()
    codes = (code for code in (*row.codes, *returns, *live) if code not in apart)
    return in_force(cite(*codes), source.on)


def found(source: Source) -> tuple[Violation, ...]:
    """The rows that show in the case, in the order of the table."""
    if not source.on_platform:
        return ()
    return tuple(row for row in TABLE if row.shows(source) and citations(source, row))


def reason_not_to(source: Source) -> str | Promise:
    """There must be a platform, and a duty of its own that shows as broken."""
    if reason := platform.reason_not_to(source):
        return reason
    if found(source):
        return ""
    if not source.assessment.consumer_law:
        return _("The duties that this report is about are duties towards consumers.")
    return _(
        "Nothing you told shows that the platform broke a duty of its own. First answer the questions "
        "about it in step 4."
    )


def compose(source: Source) -> LetterContent:
    """Who is reported, what happened with the platform, its duties, and what is asked of the department."""
    made = _compose(source)
    return veil.over(made, source) if report.anonymous(source) else made


def _compose(told: Source) -> LetterContent:
    source = dataclasses.replace(told, pieces=tuple(p for p in told.pieces if p.elements & _CLUES))
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="平台涉嫌违法行为举报书",
        date=source.on,
        law_date=source.assessment.on,
        addressee=_addressee(),
        sender=report.reporter(source),
        respondent=parts.platform(source, PLATFORM),
        opening=_opening(source),
        facts=tuple(_facts(source)),
        claims_intro=f"{report.REPORTER}请求贵局：",
        claims=tuple(_requests(source)),
        total=None,
        alternatives=(),
        bases=_bases(source),
        closing=tuple(report.closing(source)),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
    )


def _addressee() -> Party:
    """Reports on a platform are handled where it is domiciled (投诉举报处理办法 31(款1))."""
    return Party("致", (Particular("受理单位", runs("被举报人住所地的市场监督管理局")),))


def _opening(source: Source) -> Runs:
    where = basis.standing(source, "tousu_jubao:28(1)")
    under = f"依照{where[0]}，" if where else ""
    return runs(
        f"{report.REPORTER}（以下称本人）在处理与{source.shop}的{source.dispute}时，发现被举报人作为电子商务平台经营者涉嫌违法，"
        f"现{under}向贵局提供下列线索和事实依据。"
    )


def _facts(source: Source) -> Iterator[Fact]:
    """The sale and the trouble in short, then what passed with the platform."""
    voice = Voice(seller=source.shop, platform=PLATFORM)
    yield from narrative.dated(narrative.matter(source, voice), source.on)
    yield from narrative.with_platform(source, voice)
    names = {"platform": PLATFORM, "seller": source.shop, "thing": source.thing}
    if told := platform_words.conduct(source.facts, **names):
        yield Fact((runs(told),))
    if _holds("P14")(source):
        yield Fact((runs(f"本人发布的评价被{PLATFORM}删除或者屏蔽。"),))


def _requests(source: Source) -> Iterator[Claim]:
    check = basis.standing(source, "tousu_jubao:35(1)", "chufa_chengxu:18(1)")
    yield Claim(runs("核查上述线索；符合立案条件的，依法立案查处。"), citations=check)
    if not report.anonymous(source):
        secret = basis.standing(source, "tousu_jubao:37")
        yield Claim(runs("对本人的个人信息予以保密。"), citations=secret)


def _bases(source: Source) -> tuple[Basis, ...]:
    seen: set[str] = set()
    return tuple(
        paragraph(row.title, f"{PLATFORM}{row.conduct}", citations(source, row), seen)
        for row in found(source)
    )
