"""What a suit costs and which court may be chosen. Sums are yuan.

Court fees follow 诉讼费用交纳办法 13(1) item 1: brackets are added up. They are halved once at most (15, 16;
民诉法解释 206).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.text import Text, plain, yuan

CENT = Decimal("0.01")
_FIRST, _FIRST_FEE = Decimal(10_000), Decimal(50)
# Up to which sum which percentage is paid; the last one is open.
_BRACKETS: tuple[tuple[Decimal | None, Decimal], ...] = (
    (Decimal(100_000), Decimal("2.5")),
    (Decimal(200_000), Decimal(2)),
    (Decimal(500_000), Decimal("1.5")),
    (Decimal(1_000_000), Decimal(1)),
    (Decimal(2_000_000), Decimal("0.9")),
    (Decimal(5_000_000), Decimal("0.8")),
    (Decimal(10_000_000), Decimal("0.7")),
    (Decimal(20_000_000), Decimal("0.6")),
    (None, Decimal("0.5")),
)


@dataclass(frozen=True)
class Fee:
    """A fee for a claim of `claimed` yuan, worked out line by line."""

    claimed: Decimal
    amount: Decimal
    lines: tuple[Text, ...]
    citations: tuple[Citation, ...]


def court_fee(claimed: Decimal) -> Fee:
    """The whole fee of a property case at first instance. ValueError for a negative claim."""
    if claimed < 0:
        raise ValueError("a claim is not negative")
    total = _FIRST_FEE
    lines = [
        Text("不超过 {first}的部分：{fee}", "The part up to {first}: {fee}").fill(
            first=yuan(_FIRST), fee=yuan(_FIRST_FEE)
        )
    ]
    start = _FIRST
    for end, percent in _BRACKETS:
        if claimed <= start:
            break
        part = (claimed if end is None else min(claimed, end)) - start
        fee = _rounded(part * percent / 100)
        total += fee
        lines.append(_bracket_line(start, part, percent, fee))
        start = end if end is not None else claimed
    if len(lines) > 1:
        lines.append(Text("合计 {total}", "Together {total}").fill(total=yuan(total)))
    return Fee(claimed, total, tuple(lines), cite("susong_feiyong:13(1)#1"))


def _bracket_line(start: Decimal, part: Decimal, percent: Decimal, fee: Decimal) -> Text:
    return Text(
        "超过 {start}的部分：{part} × {percent}% = {fee}",
        "The part above {start}: {part} × {percent}% = {fee}",
    ).fill(start=yuan(start), part=yuan(part), percent=plain(percent), fee=yuan(fee))


def halved(fee: Fee) -> Fee:
    """The fee in summary procedure, after a withdrawal or a settlement in court. Never halved twice."""
    amount = _rounded(fee.amount / 2)
    line = Text("{whole} ÷ 2 = {half}", "{whole} ÷ 2 = {half}").fill(
        whole=yuan(fee.amount), half=yuan(amount)
    )
    cited = cite("susong_feiyong:15", "susong_feiyong:16", "minsu_jieshi:206")
    return Fee(fee.claimed, amount, (line,), cited)


def payment_order_fee(claimed: Decimal) -> Fee:
    """A third of the court fee (诉讼费用交纳办法 14(3)). ValueError for a negative claim."""
    whole = court_fee(claimed).amount
    amount = _rounded(whole / 3)
    line = Text("{whole} ÷ 3 = {third}", "{whole} ÷ 3 = {third}").fill(whole=yuan(whole), third=yuan(amount))
    return Fee(claimed, amount, (line,), cite("susong_feiyong:14"))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


Delivery = Literal["courier", "online", "other", "unknown"]
INTERNET_COURTS: dict[str, Text] = {
    "110000": Text("北京互联网法院", "Beijing Internet Court"),
    "330000": Text("杭州互联网法院", "Hangzhou Internet Court"),
    "440000": Text("广州互联网法院", "Guangzhou Internet Court"),
}
"""By the code of the province their city lies in (or the city itself, for Beijing)."""


@dataclass(frozen=True)
class Venue:
    """A court one may choose. `certain` is False where a fact is open or the rule was not read in full."""

    code: Literal["receipt", "buyer", "defendant", "injury", "agreed", "internet"]
    title: Text
    reason: Text
    citations: tuple[Citation, ...]
    certain: bool = True


OF_A_COMPANY = Text(
    "公司的住所地是它的主要办事机构所在地；无法确定的，为登记地。",
    "A company's domicile is its main office, or where it is registered if that is unclear.",
)
OF_A_PERSON = Text(
    "个人的住所地是户籍所在地；离开户籍地连续居住一年以上的，由居住地的法院管辖。",
    "A person's domicile is the place of the household register; after a year of living elsewhere, the court "
    "of that place has jurisdiction.",
)


@dataclass(frozen=True)
class Sale:
    """What decides where one may sue. `regions` are the province codes of receipt and of the seller.

    `person`: a private person sold.
    """

    online: bool
    service: bool
    on_platform: bool
    delivery: Delivery
    clause: Literal["yes", "no"] | None
    injury: bool
    regions: frozenset[str]
    person: bool = False


def venues(sale: Sale, on: date) -> tuple[Venue, ...]:
    """The courts to choose from on that day, the one nearest to the consumer first."""
    seat = (
        ("minsufa:22(1)", "minsu_jieshi:3", "minsu_jieshi:4")
        if sale.person
        else ("minsufa:22(2)", "minsu_jieshi:3")
    )
    found = [
        *_performance(sale, on),
        Venue(
            "defendant",
            Text("被告住所地的法院", "The court of the defendant's domicile"),
            OF_A_PERSON if sale.person else OF_A_COMPANY,
            _then(on, "minsufa:24", *seat),
        ),
        *_injury(sale, on),
        *_agreed(sale, on),
        *_internet(sale),
    ]
    return tuple(found)


def _performance(sale: Sale, on: date) -> list[Venue]:
    """Place of performance of a sale concluded online (民诉法解释 20); other contracts have none here."""
    if sale.service or not sale.online:
        return []
    if sale.delivery == "online":
        return [
            Venue(
                "buyer",
                Text("您住所地的法院", "The court of your own domicile"),
                Text(
                    "网购后在线交付的，买方住所地是合同履行地。",
                    "Where goods bought online are delivered online, the contract is performed at the "
                    "buyer's domicile.",
                ),
                _then(on, "minsu_jieshi:20", "minsufa:24"),
            )
        ]
    return [
        Venue(
            "receipt",
            Text("收货地的法院", "The court of the place of receipt"),
            Text(
                "网购后用快递等方式交付的，收货地是合同履行地。另有约定的除外。",
                "Where goods bought online are delivered by courier or the like, the contract is performed "
                "where you receive them, unless agreed otherwise.",
            ),
            _then(on, "minsu_jieshi:20", "minsufa:24"),
            certain=sale.delivery != "unknown",
        )
    ]


def _injury(sale: Sale, on: date) -> list[Venue]:
    if not sale.injury:
        return []
    return [
        Venue(
            "injury",
            Text("产品销售地或者侵权行为地的法院", "The court of the place of sale or of the harm"),
            Text(
                "产品造成人身、财产损害的，产品制造地、销售地、侵权行为地的法院也可以受理。",
                "Where a product hurt someone or damaged property, the courts of the places of making, sale "
                "and harm may take it too.",
            ),
            _then(on, "minsu_jieshi:26", "minsufa:29"),
        )
    ]


def _agreed(sale: Sale, on: date) -> list[Venue]:
    if sale.clause != "yes":
        return []
    return [
        Venue(
            "agreed",
            Text("条款约定的法院", "The court named in the clause"),
            Text(
                "约定须与争议有实际联系。格式条款没有合理提示的，您可以主张该约定无效。",
                "The place must be linked to the dispute. Where a standard clause was not pointed out in a "
                "reasonable way, you may say that it is void.",
            ),
            _then(on, "minsufa:35", "minsu_jieshi:31"),
            certain=False,
        )
    ]


def _internet(sale: Sale) -> list[Venue]:
    """Named without an article: the text of the provisions of 2025 could not be read."""
    if not (sale.online and sale.on_platform) or sale.injury:
        return []
    reason = Text(
        "2025年11月1日起，这类法院的受案范围有新规定，我们没有核对原文。"
        "可能集中受理该市的网络购物合同纠纷，请先问法院。",
        "New provisions apply since 1 November 2025, whose text we could not check. It may be the only court "
        "for online purchases in its city: ask the court first.",
    )
    return [
        Venue("internet", INTERNET_COURTS[code], reason, (), certain=False)
        for code in sorted(sale.regions & INTERNET_COURTS.keys())
    ]


def _then(on: date, *codes: str) -> tuple[Citation, ...]:
    return in_force(cite(*codes), on)
