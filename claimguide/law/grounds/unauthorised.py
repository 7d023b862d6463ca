"""A payment nobody authorised (电商法 57)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("未经授权的支付", "Unauthorised payment")
HOLDS = Text(
    "未经授权的支付造成的损失由支付机构承担，它能证明是您的过错造成的除外。请立即通知支付机构。",
    "The payment provider bears the loss unless it shows that it was your fault. Tell the provider at once.",
)
PROVIDER_PROVES = Text("是否因您的过错造成，由支付机构证明。", "The provider proves that it was your fault.")


def judge(matter: Matter) -> Decision | None:
    """Against the payment provider, not the shop; its proof of the user's fault is its own to bring."""
    return Decision("holds", HOLDS) if matter.has("unauthorised_payment") else None


def cites(matter: Matter) -> Codes:
    return ("dianshangfa:57(1)", "dianshangfa:57(2)")


def rights(matter: Matter) -> Iterable[Right]:
    records = Text("免费提供三年内的交易记录", "Three years of transaction records, free")
    return (
        Right(
            "refund",
            Text("支付机构赔偿损失", "The provider makes good the loss"),
            ("dianshangfa:57(2)", "dianshangfa:57(3)"),
        ),
        Right("records", records, ("dianshangfa:53(3)",)),
    )


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(PROVIDER_PROVES, ("dianshangfa:57(2)",)),)


def refund(matter: Matter) -> RefundClaim:
    """The amount that was paid without authority."""
    return RefundClaim("full", ("dianshangfa:57(2)",))


GROUND = Ground(
    code="unauthorised",
    title=TITLE,
    valid_from=date(2019, 1, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
    seller_answers=False,
)
