"""The civil complaint in the element form (民诉法 122 to 124; 登记立案规定 4, 6), with its list of evidence.

What the case cannot know is an empty box, to be filled in by hand before it is handed in. The plaintiff's
identity number is one of them: it is never stored (docs/decisions/0009).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.vocab import Tri
from claimguide.letters.content import Basis, LetterContent, Particular, Party, Runs, Section, Table

from . import basis, claims, complaint_facts, ending, parts, platform_words, refunds, words
from .complaint_claims import demand
from .complaint_sides import Sides, defendants, plaintiff, sides
from .source import Source
from .wording import BOX, known, listed, runs, ticked

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "complaint"
PAPER = "本诉状"


def reason_not_to(source: Source) -> str | Promise:
    """A court needs a claim with a sum or an act, against somebody who owes it, by the one it is owed to."""
    holding = claims.holding(source)
    if not holding:
        return _("On your answers so far no claim ground holds, so there is nothing to ask of a court.")
    if "minor" in holding:
        return _("A child sues through its guardian, which this form cannot say. Ask the court or a lawyer.")
    if refunds.owed_by_others(source) and not source.assessment.losses:
        return _("The payment service answers for this loss, not the seller. Ask a lawyer before you sue.")
    if _asks_for_money(source) and not _has_sum(source) and holding.isdisjoint(claims.EXTRA):
        return _("On your answers so far no sum is left to claim.")
    return ""


def _asks_for_money(source: Source) -> bool:
    return source.case.dealings.wanted in claims.MONEY


def _has_sum(source: Source) -> bool:
    """Whether a sum is due, or would be once a value that lacks is known."""
    refund = source.assessment.refund
    open_ = refund is not None and refund.amount is None
    return open_ or bool(source.assessment.claim_max)


def compose(source: Source) -> LetterContent:
    """Parties, quantified claims and what is asked instead, procedure, facts by element, law, evidence."""
    who = sides(source)
    asked = demand(source, who)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title=f"民事起诉状{_cause(source)}",
        date=source.on,
        law_date=source.assessment.on,
        addressee=Party("此致", (Particular("法院", _court(source)),)),
        sender=plaintiff(source),
        respondent=defendants(source, who),
        opening=_honesty(source),
        facts=(),
        claims_intro="",
        claims=asked.claims,
        total=asked.total,
        alternatives=claims.without_goods(asked),
        bases=_bases(source, who),
        closing=(runs(_annexes(source, who)),),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
        sections=(
            _procedure(source),
            Section("事实与理由", form=complaint_facts.boxes(source, who)),
            *_evidence(source, who),
        ),
    )


def _cause(source: Source) -> str:
    """The contract in dispute; where it is not one alone the court names the cause of action."""
    if not complaint_facts.WRONGS.isdisjoint(claims.holding(source)):
        return ""
    return "（服务合同纠纷）" if source.is_service else "（买卖合同纠纷）"


def _court(source: Source) -> Runs:
    return runs(known(source.case.plans.court_name, "court"))


def _honesty(source: Source) -> Runs:
    where = basis.standing(source, "minsufa:13(1)")
    return runs(f"{where[0]}规定，民事诉讼应当遵循诚信原则。") if where else ()


def _procedure(source: Source) -> Section:
    plans = source.case.plans
    clause = ticked({Tri.YES: "有", Tri.NO: "无"}, plans.court_agreed)
    clause += "" if plans.court_agreed == Tri.NO else "\n条款及内容："
    wish = ticked({Tri.YES: "同意", Tri.NO: "不同意"}, plans.mediation_wanted)
    unsure = f"　暂不确定{BOX}" if not plans.mediation_wanted else ""
    form = (
        Particular("有无仲裁、管辖约定", runs(clause)),
        Particular("是否申请财产保全", runs(ticked({Tri.YES: "是", Tri.NO: "否"}, ""))),
        Particular("是否同意先行调解", runs(wish + unsure)),
    )
    return Section("约定管辖、财产保全和先行调解", form=form)


def _bases(source: Source, who: Sides) -> tuple[Basis, ...]:
    """The grounds against the seller, and those on which the platform is sued."""
    codes = [code for code in (who.liable.code if who.liable else "", "P2" if who.promised else "") if code]
    titles = {platform_words.TITLES[code] for code in codes}
    told = basis.of_platform(source, who.platform, "P2" if who.promised else "", who.seller)
    of_platform = (each for each in told if each.title in titles)
    return (*ending.bases(source, who.seller or who.platform), *of_platform)


def _annexes(source: Source, who: Sides) -> str:
    """What is handed in with it (民诉法 123; 登记立案规定 6)."""
    given = (
        f"{PAPER}副本{who.count}份",
        "原告身份证明复印件1份",
        *(f"{each}（每名被告一套）" for each in parts.enclosures(source)),
    )
    return f"附：{'；'.join(given)}。"


def _evidence(source: Source, who: Sides) -> tuple[Section, ...]:
    """The list that 民事证据规定 19 asks for; whether an original is handed in is ticked by hand."""
    if not source.pieces:
        return ()
    rows = tuple(
        (
            str(piece.number),
            piece.title,
            words.ORIGINS.get(piece.origin, ""),
            listed(text for key, text in words.ELEMENTS.items() if key in piece.elements),
            str(piece.pages or ""),
            f"原件{BOX}\n复制件{BOX}",
        )
        for piece in source.pieces
    )
    heads = ("编号", "名称", "来源", "证明内容", "页数", "原件或复制件")
    table = Table(heads, rows, widths=(10, 25, 15, 20, 10, 20))
    head = runs(
        "提交人：", known(source.consumer.name, "consumer.name"), f"（原告）　副本份数：{who.count}份"
    )
    return (Section("证据清单", paragraphs=(head,), table=table, new_page=True),)
