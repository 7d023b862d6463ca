"""P17: an unauthorised payment (电商法 57)."""

from __future__ import annotations

from datetime import date

from claimguide.law.decide import Decision
from claimguide.law.ground import Answer, Codes, PlatformGround
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("支付机构承担未经授权的支付", "The payment provider bears an unauthorised payment")
ANSWER = Answer(
    "as_seller",
    Text(
        "支付机构承担损失，能证明是用户过错的除外",
        "The provider bears the loss unless it shows the user's fault",
    ),
)
HOLDS = Text(
    "支付未经您授权，损失由支付机构承担，它能证明是您的过错造成的除外。请立即通知支付机构并报警。",
    "You did not authorise the payment, so the provider bears the loss unless it shows your fault. "
    "Tell the provider and the police at once.",
)


def judge(matter: Matter) -> Decision | None:
    """The addressee is the payment company, not the marketplace."""
    return Decision("holds", HOLDS) if matter.has("unauthorised_payment") else None


def cites(matter: Matter) -> Codes:
    return ("dianshangfa:57",)


GROUND = PlatformGround("P17", TITLE, date(2019, 1, 1), judge, cites, ANSWER, party="payment_provider")
