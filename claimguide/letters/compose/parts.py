"""The parts every letter has: parties, exhibit list, enclosures, contact, notice."""

from __future__ import annotations

from claimguide.cases.models import Party as PartyRow
from claimguide.letters.content import ExhibitLine, Particular, Party, Runs

from . import narrative, words
from .source import Source
from .wording import gap, known, lines, listed, quoted, runs, sentence

NOTICE = "{paper}由当事人根据自身经历和所持材料自行制作，不构成法律意见。"


def sender(source: Source, heading: str, *, address: bool = False) -> Party:
    """The consumer: name and phone always, the address where the letter needs it or it is known."""
    who = source.consumer
    rows = [
        _row("姓名", runs(known(who.name, "consumer.name"))),
        _row("电话", runs(known(who.phone, "consumer.phone"))),
    ]
    if address or who.address:
        rows.append(_row("通信地址", runs(known(who.address, "consumer.address"))))
    if who.email:
        rows.append(_row("电子邮箱", runs(who.email)))
    return Party(heading, tuple(rows))


def seller(source: Source, heading: str, *, reachable: bool) -> Party:
    """The seller by its registered name, or by its shop where that is all that is known.

    `reachable`: an address, a phone number or at least platform and shop must be there.
    """
    who, bought = source.seller, source.case.purchase
    shop = narrative.place(source) if bought.shop_name else ""
    rows = [_row("名称", runs(who.name or (f"{shop}的经营者" if shop else gap("seller.name"))))]
    if who.credit_code:
        rows.append(_row("统一社会信用代码", runs(who.credit_code)))
    if who.name and shop:
        rows.append(
            _row(
                "直播间" if source.is_live else "店铺",
                runs(f"{shop}{'（平台自营）' if source.self_operated else ''}"),
            )
        )
    rows += _reach(who)
    if reachable and not (who.address or who.phone or (source.platform_name and bought.shop_name)):
        rows.append(_row("地址或者电话", runs(gap("seller.contact"))))
    return Party(heading, tuple(rows))


def platform(source: Source, heading: str) -> Party:
    """The platform's company where the consumer or a checked entry names it, else the platform itself."""
    who = source.platform_party
    company = who.name or source.platform_company
    brand = quoted(source.platform_name) if source.platform_name else ""
    rows = [_row("名称", runs(company or (f"{brand}平台经营者" if brand else gap("platform.name"))))]
    if company and brand:
        rows.append(_row("平台", runs(f"{brand}平台")))
    if who.credit_code:
        rows.append(_row("统一社会信用代码", runs(who.credit_code)))
    return Party(heading, (*rows, *_reach(who)))


def platform_called(source: Source) -> str:
    """The platform by its name, where the document does not go to it."""
    return f"{quoted(source.platform_name)}平台" if source.platform_name else "平台"


def _reach(who: PartyRow) -> list[Particular]:
    held = (("地址", who.address), ("电话", who.phone), ("电子邮箱", who.email))
    return [_row(label, runs(value)) for label, value in held if value]


def _row(label: str, value: Runs) -> Particular:
    return Particular(label, value)


def exhibits(source: Source) -> tuple[ExhibitLine, ...]:
    return tuple(
        ExhibitLine(
            number=piece.number,
            title=piece.title,
            proves=listed(text for key, text in words.ELEMENTS.items() if key in piece.elements),
            extent=f"{piece.pages}页" if piece.pages else "1份",
        )
        for piece in source.pieces
    )


def enclosures(source: Source) -> tuple[str, ...]:
    """Named only where there is something to enclose."""
    count = len(source.pieces)
    return (f"证据清单所列材料的复制件，共{count}份",) if count else ()


def mediation_terms(source: Source) -> tuple[Runs, ...]:
    """What the consumer wants from a mediation, in their own words."""
    told = lines(source.case.plans.mediation_terms)
    return (runs("关于调解方案，本人的意见是：" + "".join(sentence(line) for line in told)),) if told else ()


def contact(source: Source, paper: str = "本函") -> Runs:
    """How to reach the consumer, and what the particulars may be used for."""
    phone = known(source.consumer.phone, "consumer.phone")
    mail = f"，电子邮箱{source.consumer.email}" if source.consumer.email else ""
    return runs("请按以下方式与本人联系：电话", phone, f"{mail}。{paper}所载本人信息仅用于处理本次争议。")
