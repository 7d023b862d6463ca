"""The legal basis: for each ground that holds, what its articles say and what follows here.

A letter explains and cites only what the assessment cites on the letter's day.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimguide.law.assessment import Finding
from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.grounds.return7 import MOVED
from claimguide.law.matter import outlived_return_day
from claimguide.law.scope import bound
from claimguide.letters.content import Basis

from . import platform_words
from .source import Source
from .statements import STATEMENTS, statement, statement_in_answer
from .wording import day, grouped

MOST_ARTICLES = 3

_TITLES: dict[str, str] = {
    "promise": "关于承诺的赔偿",
    "fraud": "关于涉嫌欺诈",
    "mismatch": "关于实物与说明不符",
    "quality": "关于质量",
    "false_ad": "关于宣传",
    "food": "关于食品安全",
    "drug": "关于药品、化妆品、医疗器械",
    "return7": "关于七日无理由退货",
    "nondelivery": "关于交付",
    "sanbao": "关于修理、更换、退货",
    "price": "关于价格",
    "autorenew": "关于自动续费",
    "prepaid": "关于预付款",
    "injury": "关于人身、财产损害",
    "privacy": "关于个人信息",
    "unfair_terms": "关于格式条款",
    "deposit": "关于定金、订金、押金",
    "minor": "关于未成年人付款",
    "unauthorised": "关于未经授权的支付",
    **platform_words.TITLES,
}
# What follows from the rule here. {seller} and {thing} are what the letter calls them.
_SELLER: dict[str, str] = {
    "promise": "{seller}应当向本人履行公开作出的上述承诺",
    "fraud": "根据上述事实，{seller}涉嫌欺诈",
    "mismatch": "实际交付的{thing}与{seller}的说明不符，{seller}应当承担相应的民事责任",
    "quality": "该{thing}不符合质量要求，{seller}应当承担相应的民事责任",
    "false_ad": "上述宣传与事实不符，{seller}应当赔偿本人因此受到的损失",
    "food": "该食品涉嫌不符合食品安全标准，本人有权要求{seller}赔偿",
    "drug": "该药品涉嫌为假药或者劣药，本人有权要求{seller}赔偿",
    "return7": "本人的退货要求符合上述规定，{seller}应当办理退货并退还价款",
    "nondelivery": "{seller}没有按照约定履行交付义务，应当承担违约责任",
    "sanbao": "该商品在三包有效期内的，{seller}应当依照上述规定负责修理、更换或者退货",
    "price": "{seller}的上述收费不符合规定，多收的部分应当退还",
    "autorenew": "上述自动续费未以显著方式提请本人注意，相应款项应当退还",
    "prepaid": "预付款中尚未消费的部分应当退还",
    "injury": "因该{thing}造成的损失，{seller}应当赔偿",
    "privacy": "{seller}应当停止侵害本人的个人信息权益，并承担相应责任",
    "unfair_terms": "{seller}援引的上述条款对消费者不公平、不合理，不能约束本人",
    "deposit": "上述款项应当依照约定和上述规定返还",
    "minor": "该笔付款系未成年人所为，监护人不同意、不追认，收取的款项应当返还",
    "unauthorised": "该笔支付未经本人授权，由此造成的损失依法由电子支付服务提供者承担，请{seller}配合核实",
}


# A prepayment comes back by what its end rests on: the article that the ground names first.
_PREPAID = {
    "yufu_jieshi:13(2)": "本人请求与{seller}协商解除合同；合同解除后，预付款中尚未消费的部分应当退还",
    "yufu_jieshi:14(1)": "本人在付款之日起七日内提出退款，预付款本金应当退还",
}


def of_seller(source: Source, seller: str, *, multiples: bool = True) -> tuple[Basis, ...]:
    """One paragraph for each ground against the seller that holds, the one the claim rests on first.

    What the platform promised is no ground against the seller.
    Without `multiples` no article is told that gives a multiple: a mere marketplace does not owe it.
    """
    found = source.assessment
    punitive = found.punitive.basis if found.punitive else ""
    others = {"promise"} if source.platform_promised else set()
    grounds = [finding for finding in found.findings if finding.holds and finding.code not in others]
    grounds.sort(key=lambda finding: (finding.code != punitive, finding.code != _refund_ground(source)))
    seen = set() if multiples else {clause for clause in STATEMENTS.values() if "倍" in clause}
    made = [_paragraph(source, f, _follows(source, f), seen, seller=seller) for f in grounds]
    return tuple(basis for basis in made if basis)


def _follows(source: Source, finding: Finding) -> str:
    """What follows from a ground; a return asked for after a holiday is counted out first."""
    follows, asked = _SELLER.get(finding.code, ""), source.facts.return_requested_on
    if finding.code == "prepaid" and finding.citations:
        return _PREPAID.get(finding.citations[0].code, follows)
    counted = outlived_return_day(source.facts) if finding.code == "return7" else None
    if counted is None or asked is None:
        return follows
    return (
        f"退货期限原定的最后一日{day(counted)}为法定休假日，依法顺延；"
        f"本人于{day(asked)}提出退货，没有超过期限。{follows}"
    )


def _refund_ground(source: Source) -> str:
    return source.assessment.refund.ground if source.assessment.refund else ""


def of_platform(source: Source, platform: str, also: str = "", seller: str = "") -> tuple[Basis, ...]:
    """One paragraph for each ground on the platform's side that holds, in the order of checking.

    `also` is the code of one that is told of though it is still open, `seller` what the document calls it.
    """
    seen: set[str] = set()
    grounds = [each for each in source.assessment.platform if each.holds or each.code == also]
    names = {"platform": platform, "seller": seller or f"该{source.shop}"}
    made = [_paragraph(source, f, platform_words.follows(f), seen, **names) for f in grounds]
    return tuple(basis for basis in made if basis)


def _paragraph(source: Source, finding: Finding, follows: str, seen: set[str], **names: str) -> Basis | None:
    cited = list(
        dict.fromkeys((*_first(source, finding), *finding.citations, *_money_citations(source, finding.code)))
    )
    told: list[Citation] = []
    for citation in cited:
        clause = statement(citation)
        if clause and clause not in seen and len(told) < MOST_ARTICLES:
            told.append(citation)
            seen.add(clause)
    if finding.code == "return7":
        told += [each for each in finding.citations if each.code in MOVED and each not in told]
    if not told or not follows:
        return None
    return explained(_TITLES[finding.code], told, f"{follows.format(thing=source.thing, **names)}。")


def explained(title: str, cited: Iterable[Citation], follows: str) -> Basis:
    """What each of these articles says, as far as letters explain it, and what follows here."""
    told = [(citation, clause) for citation in cited if (clause := statement_in_answer(citation))]
    rules = "；".join(f"{citation.zh}规定，{clause}" for citation, clause in told)
    return Basis(title, f"{rules}。{follows}" if rules else follows, tuple(c.zh for c, _clause in told))


def _first(source: Source, finding: Finding) -> tuple[Citation, ...]:
    """A multiple that rests on this ground without being its own (a shop that took prepayments and hid)."""
    punitive = source.assessment.punitive
    if punitive is None or finding.code != _refund_ground(source) or _stands_alone(source, punitive.basis):
        return ()
    return punitive.citations


def _stands_alone(source: Source, basis: str) -> bool:
    found = source.assessment.finding(basis)
    return found is not None and found.holds


def _money_citations(source: Source, code: str) -> tuple[Citation, ...]:
    refund, punitive = source.assessment.refund, source.assessment.punitive
    cited: tuple[Citation, ...] = ()
    if refund and refund.ground == code:
        cited += refund.citations
    if punitive and punitive.basis == code:
        cited += punitive.citations
    return cited


def standing(source: Source, *codes: str) -> tuple[str, ...]:
    """Fixed citations of a request or a closing sentence: in force on the letter's day, and binding here."""
    return grouped(bound(in_force(cite(*codes), source.on), source.assessment, source.facts))
