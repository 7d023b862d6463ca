"""The legal basis: for each ground that holds, what its articles say and what follows here.

A letter explains and cites only what the assessment cites on the letter's day.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimguide.law.assessment import Finding
from claimguide.law.citations import Citation, cite, in_force
from claimguide.letters.content import Basis

from .source import Source
from .statements import statement
from .wording import grouped

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
    "deposit": "关于定金、押金",
    "minor": "关于未成年人付款",
    "unauthorised": "关于未经授权的支付",
    "P1": "关于经营者信息",
    "P2": "关于贵平台的承诺",
    "P3": "关于必要措施",
    "P4": "关于审核与安全保障义务",
    "P5": "关于自营业务",
}
# What follows from the rule here. {seller}, {platform} and {thing} are what the letter calls them.
_SELLER: dict[str, str] = {
    "promise": "{seller}应当向本人履行公开作出的上述承诺",
    "fraud": "根据上述事实，{seller}涉嫌欺诈",
    "mismatch": "实际交付的{thing}与{seller}的说明不符，{seller}应当承担相应的民事责任",
    "quality": "该{thing}不符合质量要求，{seller}应当承担相应的民事责任",
    "false_ad": "上述宣传与事实不符，{seller}应当赔偿本人因此受到的损失",
    "food": "该食品涉嫌不符合食品安全标准，本人有权要求{seller}赔偿",
    "drug": "本人因该商品的质量问题受到损害，有权要求{seller}赔偿",
    "return7": "本人的退货要求符合上述规定，{seller}应当办理退货并退还价款",
    "nondelivery": "{seller}没有按照约定履行交付义务，应当承担违约责任",
    "sanbao": "该商品符合修理、更换或者退货的条件，{seller}应当履行相应义务",
    "price": "{seller}收取的价款与其标示或者承诺不符，应当退还多收部分并承担相应责任",
    "autorenew": "上述自动续费未以显著方式提请本人注意，相应款项应当退还",
    "prepaid": "预付款中尚未消费的部分应当退还",
    "injury": "因该{thing}造成的损失，{seller}应当赔偿",
    "privacy": "{seller}应当停止侵害本人的个人信息权益，并承担相应责任",
    "unfair_terms": "{seller}援引的上述条款对消费者不公平、不合理，不能约束本人",
    "deposit": "上述款项应当依照约定和法律规定退还",
    "minor": "监护人未同意、也不追认该笔付款，收取的款项应当返还",
    "unauthorised": "该笔支付未经本人授权，由此造成的损失依法应当由电子支付服务提供者承担",
}
_PLATFORM: dict[str, str] = {
    "P1": "{platform}未提供该商家的真实名称、地址和有效联系方式，本人可以向{platform}要求赔偿",
    "P2": "{platform}作出了更有利于消费者的承诺，应当履行",
    "P3": "{platform}知道或者应当知道上述情况而未采取必要措施的，应当依法与该商家承担连带责任",
    "P4": "该{thing}关系消费者生命健康，{platform}未尽到相应义务的，应当依法承担相应的责任",
    "P5": "该项交易为{platform}自营，或者其标识足以使消费者相信系自营，{platform}应当承担销售者责任",
}


def of_seller(source: Source, seller: str) -> tuple[Basis, ...]:
    """One paragraph for each ground against the seller that holds, the one the claim rests on first."""
    found = source.assessment
    punitive = found.punitive.basis if found.punitive else ""
    grounds = [finding for finding in found.findings if finding.holds]
    grounds.sort(key=lambda finding: (finding.code != punitive, finding.code != _refund_ground(source)))
    seen: set[str] = set()
    made = [_paragraph(source, f, _SELLER.get(f.code, ""), seen, seller=seller) for f in grounds]
    return tuple(basis for basis in made if basis)


def _refund_ground(source: Source) -> str:
    return source.assessment.refund.ground if source.assessment.refund else ""


def of_platform(source: Source, platform: str, codes: Iterable[str]) -> tuple[Basis, ...]:
    """The platform's own duties, as far as a ground against it holds."""
    seen: set[str] = set()
    grounds = [finding for finding in source.assessment.platform if finding.holds and finding.code in codes]
    made = [_paragraph(source, f, _PLATFORM[f.code], seen, platform=platform) for f in grounds]
    return tuple(basis for basis in made if basis)


PLATFORM_GROUNDS = tuple(_PLATFORM)


def _paragraph(source: Source, finding: Finding, follows: str, seen: set[str], **names: str) -> Basis | None:
    money = _money_citations(source, finding.code)
    cited = list(dict.fromkeys((*finding.citations, *money)))
    told = [c for c in cited if statement(c) and statement(c) not in seen][:MOST_ARTICLES]
    if not told or not follows:
        return None
    seen.update(statement(c) for c in told)
    rules = "；".join(f"{c.zh}规定，{statement(c)}" for c in told)
    return Basis(
        _TITLES[finding.code],
        f"{rules}。{follows.format(thing=source.thing, **names)}。",
        tuple(c.zh for c in told),
    )


def _money_citations(source: Source, code: str) -> tuple[Citation, ...]:
    refund, punitive = source.assessment.refund, source.assessment.punitive
    cited: tuple[Citation, ...] = ()
    if refund and refund.ground == code:
        cited += refund.citations
    if punitive and punitive.basis == code:
        cited += punitive.citations
    return cited


def standing(source: Source, *codes: str) -> tuple[str, ...]:
    """Fixed citations of a request or a closing sentence, those in force on the letter's day."""
    return grouped(in_force(cite(*codes), source.on))
