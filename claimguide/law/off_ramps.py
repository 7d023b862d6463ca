"""Where the facts lead off the way of this guide: somebody else helps first, or other law applies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from claimguide.law.facts import Facts
from claimguide.law.grounds.minor import OF_AGE
from claimguide.law.text import Text

Code = Literal["injury", "crime", "minor", "personal-data", "business", "private-seller", "cross-border"]
_HURT = frozenset({"property", "bodily", "serious", "death"})


@dataclass(frozen=True, slots=True)
class OffRamp:
    """A page to turn to. `leads` gives the keys of the facts that lead to it; () where none does."""

    code: Code
    title: Text
    why: Text
    leads: Callable[[Facts], tuple[str, ...]]


def _injury(facts: Facts) -> tuple[str, ...]:
    return _where(problems="injury" in facts.problems, harm=facts.harm in _HURT)


def _crime(facts: Facts) -> tuple[str, ...]:
    nothing_came = bool({"not_delivered", "prepaid_closed"} & facts.problems)
    return _where(
        problems="unauthorised_payment" in facts.problems,
        seller_vanished=facts.seller_vanished == "yes",
        platform_paid_outside=facts.platform_paid_outside == "yes" and nothing_came,
    )


def _minor(facts: Facts) -> tuple[str, ...]:
    age = facts.minor_age
    return _where(problems="minor_purchase" in facts.problems, minor_age=age is not None and age < OF_AGE)


def _personal_data(facts: Facts) -> tuple[str, ...]:
    return _where(problems="privacy_leak" in facts.problems)


def _business(facts: Facts) -> tuple[str, ...]:
    return _where(purpose=facts.purpose in ("resale", "claim_hunting"))


def _private_seller(facts: Facts) -> tuple[str, ...]:
    return _where(seller_kind=facts.seller_kind == "private")


def _cross_border(facts: Facts) -> tuple[str, ...]:
    return _where(cross_border=facts.cross_border == "yes")


def _where(**signs: bool) -> tuple[str, ...]:
    return tuple(key for key, found in signs.items() if found)


OFF_RAMPS: tuple[OffRamp, ...] = (
    OffRamp(
        "injury",
        Text("有人受伤，或者财物被损坏", "Somebody was hurt, or property was damaged"),
        Text(
            "先就医，留下商品和病历。赔偿还可以向生产者要求。",
            "See a doctor first; keep the goods and the medical papers. The producer may answer too.",
        ),
        _injury,
    ),
    OffRamp(
        "crime",
        Text("怀疑遇到诈骗或者盗刷", "You suspect a scam or a stolen payment"),
        Text(
            "先停止付款，联系银行或者支付平台，并向公安机关报案。",
            "Stop paying, call your bank or payment service, and go to the police.",
        ),
        _crime,
    ),
    OffRamp(
        "minor",
        Text("孩子付的款", "A child paid"),
        Text(
            "由监护人代为要求退款。先不要向对方表示同意。",
            "A guardian asks for the money back. Do not tell the seller that you agree.",
        ),
        _minor,
    ),
    OffRamp(
        "personal-data",
        Text("个人信息被泄露或者滥用", "Personal information was leaked or misused"),
        Text(
            "可以要求说明和删除，并向主管部门投诉。",
            "You may ask what is held, have it deleted, and complain to the authority.",
        ),
        _personal_data,
    ),
    OffRamp(
        "business",
        Text("不是为生活消费购买", "Not bought for daily life"),
        Text(
            "一般不适用消费者权益保护法，依照合同主张权利。",
            "Consumer law mostly does not apply; you claim under the contract.",
        ),
        _business,
    ),
    OffRamp(
        "private-seller",
        Text("卖家是个人", "The seller is a private person"),
        Text(
            "适用民法典。卖家实际在做生意的，另当别论。",
            "The Civil Code applies, unless the seller in fact trades.",
        ),
        _private_seller,
    ),
    OffRamp(
        "cross-border",
        Text("跨境购买", "Bought from abroad"),
        Text(
            "对方在境外的，投诉和起诉的途径不同，先弄清对方是谁。",
            "With a seller abroad the ways differ: find out first who sold it.",
        ),
        _cross_border,
    ),
)
"""The most urgent first."""


def off_ramps(facts: Facts) -> tuple[OffRamp, ...]:
    """Those that the facts lead to, the most urgent first; unknown facts lead nowhere."""
    return tuple(ramp for ramp in OFF_RAMPS if ramp.leads(facts))
