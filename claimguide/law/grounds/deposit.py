"""Earnest money, down payment, security deposit (民法典 586, 587; 合同编通则解释 67)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from claimguide.law.decide import Condition, Decision, decide
from claimguide.law.ground import Codes, Ground, Proof, RefundClaim, Right
from claimguide.law.matter import Matter
from claimguide.law.text import Text, yuan

TITLE = Text("定金、订金、押金", "Earnest money, down payment, security")
SHARE = Decimal("0.20")
CENT = Decimal("0.01")
HOLDS_DOUBLE = Text(
    "约定为定金，商家不履行致使合同目的不能实现的，应当双倍返还。超过合同价款百分之二十的部分不适用双倍。",
    "It was agreed as earnest money and the seller defeated the purpose, so it comes back double; "
    "what exceeds "
    "twenty per cent of the contract price does not count double.",
)
HOLDS_EXCESS = Text(
    "定金因您不履行而不退，但是超过合同价款百分之二十的部分应当退还。",
    "The earnest money is lost because you did not perform, but what exceeds twenty per cent of the price "
    "comes back.",
)
HOLDS_BACK = Text(
    "没有约定定金性质的订金、押金不适用双倍返还。符合退还条件的，应当及时退还。",
    "A down payment or a security without agreed earnest nature is not doubled; it comes back once "
    "it is due.",
)
OPEN = Text(
    "能退多少，还要看写的是“定金”还是“订金”“押金”，以及哪一方没有履行。",
    "It depends on whether it was called earnest money, and on who did not perform.",
)
LOST = Text(
    "约定为定金，而您没有履行，无权要求返还。",
    "It was agreed as earnest money and you did not perform, so it cannot be claimed back.",
)
NO_DEPOSIT = Text("没有交过定金、订金或者押金。", "No such money was paid.")
SHOWS = Text(
    "您要证明款项的性质和金额，请保留收据和页面。",
    "You show what the money was called and how much; keep the receipt and the page.",
)


def _kind(matter: Matter) -> str | None:
    return matter.facts.deposit_kind


def _paid(matter: Matter) -> Decimal | None:
    """The deposit: what was paid in advance, or, where nothing else is known, what was paid at all."""
    facts = matter.facts
    return facts.price if facts.prepaid_amount is None else facts.prepaid_amount


def _doubled(matter: Matter) -> Decimal | None:
    """The part that counts as earnest money: at most a fifth of the contract price."""
    paid = _paid(matter)
    facts = matter.facts
    if paid is None or facts.prepaid_amount is None or facts.price is None:
        return paid
    return min(paid, (facts.price * SHARE).quantize(CENT))


def _excess(matter: Matter) -> Decimal:
    paid, counted = _paid(matter), _doubled(matter)
    return Decimal("0.00") if paid is None or counted is None else paid - counted


def _conditions(matter: Matter) -> Iterator[Condition]:
    kind = _kind(matter)
    yield Condition(None if kind is None else kind != "none", ("deposit_kind",), NO_DEPOSIT, presumed=True)
    broken = matter.facts.deposit_broken_by
    if kind == "earnest":
        kept = None if broken is None else broken == "seller" or _excess(matter) > 0
        yield Condition(kept, ("deposit_broken_by",), LOST)


def judge(matter: Matter) -> Decision | None:
    """Double return for earnest money only; anything else comes back once."""
    facts = matter.facts
    stated = facts.known("deposit_kind") and facts.deposit_kind != "none"
    if not (matter.has("deposit_kept") or stated):
        return None
    return decide(matter, _conditions(matter), holds=_held, still_open=OPEN)


def _held(matter: Matter) -> Text:
    if _kind(matter) != "earnest":
        return HOLDS_BACK
    return HOLDS_DOUBLE if matter.facts.deposit_broken_by == "seller" else HOLDS_EXCESS


def cites(matter: Matter) -> Codes:
    kind = _kind(matter)
    if kind == "earnest":
        return ("minfadian:586(2)", "minfadian:587", "hetongfa:115")
    security = ("xiaobao_tiaoli:20", "dianshangfa:21") if kind == "security" else ()
    return (*security, "hetong_jieshi:67(1)", "minfadian:566", "hetongfa:97")


def rights(matter: Matter) -> Iterable[Right]:
    if _kind(matter) == "earnest" and matter.facts.deposit_broken_by == "seller":
        return (Right("double", Text("双倍返还定金", "The earnest money back double"), ("minfadian:587",)),)
    back = Text("退还款项", "The money back")
    return (Right("refund", back, ("xiaobao_tiaoli:20(2)", "minfadian:566")),)


def proofs(matter: Matter) -> Iterable[Proof]:
    return (Proof(SHOWS, ("minsufa:67(1)",)),)


def refund(matter: Matter) -> RefundClaim:
    """Double for broken earnest money, the excess where the buyer broke it, otherwise the money itself."""
    codes = ("minfadian:587", "minfadian:586(2)", "hetongfa:115")
    paid, counted = _paid(matter), _doubled(matter)
    if _kind(matter) != "earnest":
        other = ("xiaobao_tiaoli:20(2)", "minfadian:566", "hetongfa:97")
        return RefundClaim("full", other, paid, governs=True)
    if paid is None or counted is None:
        return RefundClaim("full", codes, governs=True)
    if matter.facts.deposit_broken_by != "seller":
        return RefundClaim("partial", codes, paid - counted, governs=True)
    whole = paid + counted

    def steps() -> tuple[Text, ...]:
        line = Text(
            "定金 {paid} + 双倍部分 {counted} = {whole}", "Earnest {paid} + doubled part {counted} = {whole}"
        )
        return (line.fill(paid=yuan(paid), counted=yuan(counted), whole=yuan(whole)),)

    return RefundClaim("full", codes, whole, governs=True, steps=steps)


GROUND = Ground(
    code="deposit",
    title=TITLE,
    valid_from=date(1999, 10, 1),
    judge=judge,
    cites=cites,
    rights=rights,
    proofs=proofs,
    refund=refund,
)
