"""Paid by a child (民法典 19, 20, 145)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from claimguide.law.decide import Condition, Decision, decide, tri
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text

TITLE = Text("未成年人付款", "Paid by a child")
OF_AGE, LIMITED_FROM = 18, 8
HOLDS_VOID = Text(
    "不满八周岁的孩子付款无效，可以要求返还。请求由监护人代为提出。",
    "A payment by a child under eight is void and comes back; the guardian claims for the child.",
)
HOLDS = Text(
    "八周岁以上的孩子作出与年龄、智力不相适应的付款，监护人不同意也不追认的，不发生效力，可以要求返还。各方有过错的，法院会分担。",
    "A payment beyond the age of a child of eight or more, neither allowed nor ratified, has no effect and "
    "comes back; where both sides were at fault, a court shares the loss.",
)
OPEN = Text(
    "能否要求返还，还要看孩子的年龄和监护人是否同意。",
    "It depends on the child's age and on whether a guardian agreed.",
)
GROWN = Text("付款人已满十八周岁。", "Whoever paid was of age.")
AGREED = Text(
    "监护人已经同意或者追认，付款有效。", "A guardian allowed or ratified the payment, so it stands."
)
GUARDIAN_PROVES = Text(
    "电子商务中推定当事人具有行为能力。监护人要证明是孩子操作的。",
    "Online, capacity is presumed; the guardian shows that the child acted.",
)


def _conditions(matter: Matter) -> Iterator[Condition]:
    facts = matter.facts
    age = facts.minor_age
    yield Condition(None if age is None else age < OF_AGE, ("minor_age",), GROWN, presumed=True)
    if age is None or age >= LIMITED_FROM:
        refused = tri(facts.guardian_agreed, met_by="no")
        yield Condition(refused, ("guardian_agreed",), AGREED, presumed=True)


def judge(matter: Matter) -> Decision | None:
    """Void under eight; from eight on it needs the guardian."""
    if not matter.has("minor_purchase"):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _is_under_eight(matter: Matter) -> bool:
    age = matter.facts.minor_age
    return age is not None and age < LIMITED_FROM


def _held(matter: Matter) -> Text:
    return HOLDS_VOID if _is_under_eight(matter) else HOLDS


def cites(matter: Matter) -> Codes:
    age = ("minfadian:20",) if _is_under_eight(matter) else ("minfadian:19", "minfadian:145(1)")
    return (*age, "minfadian:157", "hetongfa:47", "hetongfa:58")


def rights(matter: Matter) -> Iterable[Right]:
    return (Right("refund", Text("返还款项", "The money back"), ("minfadian:157", "yufu_jieshi:10")),)


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(GUARDIAN_PROVES, ("dianshangfa:48(2)",)),)


def refund(matter: Matter) -> RefundClaim:
    """What was paid; where a child of eight or more was left unwatched a court may leave a part with them."""
    return RefundClaim("full", ("minfadian:157", "yufu_jieshi:10", "hetongfa:58"))


GROUND = Ground(
    code="minor",
    title=TITLE,
    valid_from=date(1999, 10, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
)
