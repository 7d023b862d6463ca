"""The statement of account: what was paid, what came back, what is open, and what is claimed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.letters.content import LetterContent, Particular, Party, Runs, Section, Table

from . import claims, parts, words
from .claims import Demand
from .source import Source
from .wording import day, gap, listed, quoted, runs, yuan

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "account"
PAPER = "本明细表"
NOTHING = Decimal(0)
UNDATED = "日期未记载"


@dataclass(frozen=True)
class Entry:
    """One movement of money, in yuan: `paid` by the consumer, or `back` to them in money or in service."""

    on: date | None
    what: str
    paid: Decimal = NOTHING
    back: Decimal = NOTHING
    exhibits: tuple[int, ...] = ()


def reason_not_to(source: Source) -> str | Promise:
    if not any(entry.paid for entry in entries(source)):
        return _("As far as the case knows nothing was paid yet, so there is nothing to account for.")
    return ""


def entries(source: Source) -> tuple[Entry, ...]:
    """Every sum the case holds, what was paid first, then what came back; never a sum twice."""
    return tuple(entry for entry in (*_paid(source), *_back(source)) if entry.paid or entry.back)


def _paid(source: Source) -> Iterator[Entry]:
    bought, problem = source.case.purchase, source.case.problem
    what, amount = _main(source)
    yield Entry(bought.ordered_on, what, amount or NOTHING, exhibits=source.showing("paying"))
    yield Entry(bought.ordered_on, "运费", bought.shipping or NOTHING, exhibits=source.showing("paying"))
    shown = source.showing("loss")
    yield Entry(None, "检测、鉴定、交通等费用", problem.other_costs or NOTHING, exhibits=shown)
    yield Entry(None, f"因该{source.thing}受到的其他损失", problem.loss or NOTHING, exhibits=shown)


def _main(source: Source) -> tuple[str, Decimal | None]:
    """What was paid for the goods: a deposit or a prepayment stands in the place of the price."""
    bought, special = source.case.purchase, source.case.special
    if special.prepaid_amount is None:
        return source.price_word, bought.price
    return words.DEPOSITS.get(special.deposit_kind, "预付款"), special.prepaid_amount


def _back(source: Source) -> Iterator[Entry]:
    did = source.case.dealings
    yield Entry(None, "已消费的预付款", back=_used(source))
    yield Entry(None, "收到的退款", back=did.refunded or NOTHING)
    yield Entry(None, "收到的赔付", back=did.compensated or NOTHING)


def _used(source: Source) -> Decimal:
    """What was used of a prepayment, at the price that the assessment counts it at."""
    refund, special = source.assessment.refund, source.case.special
    if refund is None or refund.ground != "prepaid" or refund.amount is None:
        return NOTHING
    paid = (_main(source)[1] or NOTHING) - refund.already_refunded
    at_full, agreed = special.prepaid_used_at_full_price, special.prepaid_used
    known_uses = [used for used in (agreed, at_full) if used is not None]
    return next((used for used in known_uses if max(paid - used, NOTHING) == refund.amount), NOTHING)


def compose(source: Source) -> LetterContent:
    """For a court, a mediator or a lawyer: movements of money, and the claims as the assessment has them."""
    goods = source.case.purchase.goods_name
    asked = _demand(source)
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title="款项明细表",
        date=source.on,
        law_date=source.assessment.on,
        addressee=Party("交易", tuple(_deal(source))),
        sender=parts.sender(source, "制作人"),
        respondent=parts.seller(source, "对方", reachable=False),
        opening=runs(
            f"本表列明本人因{source.whose}购买",
            quoted(goods) if goods else gap("goods_name"),
            "支付和收回的款项，金额单位为人民币元。",
        ),
        facts=(),
        claims_intro="根据上述款项和有关事实，本人请求：",
        claims=asked.claims,
        total=asked.total,
        alternatives=claims.without_goods(asked),
        bases=(),
        closing=(),
        exhibits=parts.exhibits(source),
        enclosures=parts.enclosures(source),
        notice=parts.NOTICE.format(paper=PAPER),
        sections=(Section("收付明细", paragraphs=_notes(source), table=_table(source)),),
    )


def _deal(source: Source) -> Iterator[Particular]:
    bought = source.case.purchase
    goods = quoted(bought.goods_name) if bought.goods_name else gap("goods_name")
    yield Particular("商品或者服务", runs(goods))
    if bought.order_number:
        yield Particular("订单编号", runs(bought.order_number))
    if _main(source)[1] is None:
        yield Particular(source.price_word, runs(gap("price")))


def _table(source: Source) -> Table:
    """The numbers of exhibits have a column where there are exhibits."""
    moved = entries(source)
    rows, open_ = [], NOTHING
    for entry in moved:
        open_ += entry.paid - entry.back
        dated = day(entry.on) if entry.on else UNDATED
        numbers = listed(map(str, entry.exhibits))
        rows.append((dated, entry.what, _sum(entry.paid), _sum(entry.back), _figure(open_), numbers))
    paid, back = sum(each.paid for each in moved), sum(each.back for each in moved)
    foot = ("合计", "", _figure(Decimal(paid)), _figure(Decimal(back)), _figure(open_), "")
    heads, widths = ("日期", "项目", "支付", "收回", "余额", "证据"), (20, 25, 15, 15, 15, 10)
    if source.pieces:
        return Table(heads, tuple(rows), widths, figures=(2, 3, 4), foot=foot)
    plain = tuple(row[:-1] for row in rows)
    return Table(heads[:-1], plain, (20, 35, 15, 15, 15), figures=(2, 3, 4), foot=foot[:-1])


def _figure(amount: Decimal) -> str:
    return yuan(amount).removesuffix("元")


def _sum(amount: Decimal) -> str:
    return _figure(amount) if amount else ""


def _notes(source: Source) -> tuple[Runs, ...]:
    overcharge = source.case.problem.overcharge
    return (runs(f"支付的款项中，多收取的金额为{yuan(overcharge)}。"),) if overcharge else ()


def _demand(source: Source) -> Demand:
    """What is claimed, so that balance and claim can be told apart: the law may give more, or less."""
    made = claims.demand(source, "对方")
    return made if claims.amounts(made.claims) else Demand(())


def balance(source: Source) -> Decimal:
    """What is still open of the sums paid, in yuan."""
    return sum((entry.paid - entry.back for entry in entries(source)), NOTHING)
