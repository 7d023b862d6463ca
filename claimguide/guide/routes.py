"""The ways to one's right: what each costs, how long it takes, what it needs. No odds are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from claimguide.cases import vocab
from claimguide.law.citations import Citation
from claimguide.law.court import court_fee, halved, payment_order_fee
from claimguide.law.text import Text, yuan
from claimguide.law.vocabulary import PLATFORM_CHANNELS

from .desk import Desk

FREE = Text("未见收费规定。", "We know of no fee.")
TESTS = Text("鉴定、检测费用由双方商定。", "Both sides agree who pays for tests.")
REPLY_TIME = Text(
    "没有统一天数，由您定答复日期。质量问题无正当理由超过15日不处理的，视为故意拖延或者无理拒绝。",
    "None laid down: you set the day. For a defect, more than 15 days without good reason count as "
    "deliberate delay or unreasonable refusal.",
)
OWN_TIME = Text("没有统一天数，由您定答复日期。", "None laid down: you set the day.")
PLATFORM_TIME = Text(
    "应当及时受理、处理，没有统一天数。",
    "It must take and handle complaints in time; no number of days is laid down.",
)
PLATFORM_RULES_TIME = Text("按平台自己的规则。", "By the platform's own rules.")
BY_SUM = Text("按请求金额计算。", "By the sum claimed.")


@dataclass(frozen=True)
class Need:
    """Something a route needs. `there` is None where only the consumer can tell."""

    text: Text
    there: bool | None = None


@dataclass(frozen=True)
class Route:
    """One way, in the order people usually take them. `url` leads to the step or page for it."""

    code: str
    title: Text
    cost: Text
    time: Text
    needs: tuple[Need, ...]
    citations: tuple[Citation, ...]
    url: str = ""
    remark: Text | None = None

    @property
    def lacking(self) -> int:
        """How many things it needs are known not to be there."""
        return sum(need.there is False for need in self.needs)


def routes(desk: Desk) -> list[Route]:
    """Every way that is open on the facts of the case."""
    mediation = _mediation(desk) if desk.assessment.consumer_law else _peoples_mediation(desk)
    return [*_talks(desk), *mediation, *_courts(desk), _legal_aid(desk)]


def _step(desk: Desk, step: str) -> str:
    return reverse("guide:step", args=[desk.case.pk, step])


def _part(desk: Desk, leaf: str) -> str:
    return reverse("guide:page", args=[desk.case.pk, "legal", leaf])


def _seller_known(desk: Desk) -> Need:
    name = "卖家的真实姓名和住所" if desk.from_person else "商家的真实名称和住所"
    return Need(Text(name, "The seller's real name and address"), _has_seller(desk))


def _has_seller(desk: Desk) -> bool:
    return bool(desk.seller.name and desk.seller.address)


def _talks(desk: Desk) -> Iterator[Route]:
    governed = desk.assessment.consumer_law
    yield Route(
        "seller",
        Text(f"与{desk.facts.shop}协商", "Settle with the seller"),
        Text("邮寄费用。", "Postage."),
        REPLY_TIME if governed else OWN_TIME,
        (Need(Text("明确的要求", "A clear demand"), bool(desk.case.dealings.wanted)),),
        desk.law("xiaobaofa:39", "qinhai_chufa:8#2"),
        _step(desk, "seller"),
        Text("已发函或者已联系。", "A letter or contact is noted.")
        if desk.letter("seller") or desk.contacts
        else None,
    )
    if desk.case.purchase.channel in PLATFORM_CHANNELS:
        yield Route(
            "platform",
            Text("请平台协助", "Ask the platform to help"),
            FREE,
            PLATFORM_TIME if governed else PLATFORM_RULES_TIME,
            (Need(Text("订单号", "The order number"), bool(desk.case.purchase.order_number)),),
            desk.law("dianshangfa:31", "dianshangfa:59", "dianshangfa:61"),
            _step(desk, "platform"),
            _sent(desk, vocab.SubmissionChannel.PLATFORM),
        )


def _sent(desk: Desk, *channels: str) -> Text | None:
    """What became of the last submission on these channels."""
    last = next((s for s in reversed(desk.submissions) if s.channel in channels), None)
    if last is None:
        return None
    words = {
        vocab.SubmissionState.SENT: Text("已提交，尚无答复。", "Sent, no answer yet."),
        vocab.SubmissionState.ACCEPTED: Text("已受理。", "Accepted."),
        vocab.SubmissionState.REFUSED: Text("不予受理。", "Refused."),
        vocab.SubmissionState.SETTLED: Text("已解决。", "Settled."),
        vocab.SubmissionState.ENDED: Text("已结束，未达成一致。", "Ended without a settlement."),
    }
    return words[vocab.SubmissionState(last.state)]


def _mediation(desk: Desk) -> Iterator[Route]:
    words = Text("具体的要求和事实", "A concrete request and the facts")
    clear = Need(words, bool(desk.case.dealings.wanted))
    alone = Text("12315没有在处理同一争议", "12315 does not have the same dispute")
    yield Route(
        "12315",
        Text("向12315投诉", "Complain to 12315"),
        FREE + TESTS,
        Text(
            "7个工作日内告知是否受理；受理后60日内调解，鉴定时间不算。",
            "Told within 7 working days whether it is accepted; mediation within 60 days of that, tests not "
            "counted.",
        ),
        (_seller_known(desk), clear, Need(Text("双方都同意调解", "Both sides willing to mediate"))),
        desk.law("tousu_jubao:15", "tousu_jubao:22", "tousu_jubao:23(1)#5", "xiaobao_tiaoli:46"),
        _step(desk, "association"),
        _sent(desk, vocab.SubmissionChannel.HOTLINE_12315),
    )
    yield Route(
        "association",
        Text("请消费者协会调解", "Ask a consumer association to mediate"),
        FREE,
        Text("应当及时处理，全国没有统一天数。", "In time; no number of days is laid down nationally."),
        (
            clear,
            Need(alone, _free_of_12315(desk)),
        ),
        desk.law("xiaobaofa:37(1)#5", "xiaobao_tiaoli:45"),
        _step(desk, "association"),
        _sent(desk, vocab.SubmissionChannel.ASSOCIATION),
    )


def _peoples_mediation(desk: Desk) -> Iterator[Route]:
    """Where consumer law does not govern, neither 12315 nor a consumer association takes the dispute."""
    yield Route(
        "people",
        Text("申请人民调解", "Ask for people's mediation"),
        Text("请向当地人民调解委员会询问。", "Ask the local mediation committee."),
        Text(
            "没有统一天数，请向当地人民调解委员会询问。",
            "None known to us: ask the local mediation committee.",
        ),
        (
            Need(
                Text("具体的要求和事实", "A concrete request and the facts"), bool(desk.case.dealings.wanted)
            ),
            Need(Text("双方都同意调解", "Both sides willing to mediate")),
        ),
        (),
        remark=Text(
            "这笔交易不适用消费者权益保护法，12315和消费者协会不受理。",
            "Consumer law does not apply here, so neither 12315 nor a consumer association takes it.",
        ),
    )


def _free_of_12315(desk: Desk) -> bool:
    live = (vocab.SubmissionState.SENT, vocab.SubmissionState.ACCEPTED)
    return not any(
        s.channel == vocab.SubmissionChannel.HOTLINE_12315 and s.state in live for s in desk.submissions
    )


@dataclass(frozen=True)
class _Costs:
    """The three fees in words; by the sum where the sum is not known yet."""

    whole: Text
    half: Text
    third: Text


def _costs(claim: Decimal) -> _Costs:
    if not claim:
        return _Costs(BY_SUM, BY_SUM, BY_SUM)
    fee = court_fee(claim)
    return _Costs(
        Text("{fee}。", "{fee}.").fill(fee=yuan(fee.amount)),
        Text("减半为{fee}。", "Halved: {fee}.").fill(fee=yuan(halved(fee).amount)),
        Text("{fee}（受理费的三分之一）。", "{fee} (a third of the court fee).").fill(
            fee=yuan(payment_order_fee(claim).amount)
        ),
    )


def _courts(desk: Desk) -> Iterator[Route]:
    costs = _costs(desk.assessment.claim_max)
    known = (
        _seller_known(desk),
        Need(Text("具体的金额和理由", "A concrete sum and reasons"), desk.assessment.claim_max > 0),
        Need(Text("证据", "Evidence"), bool(desk.exhibits)),
    )
    yield _payment_order(desk, costs.third, known)
    yield Route(
        "small",
        Text("小额诉讼或者简易程序", "Small-claims or summary procedure"),
        costs.half,
        Text(
            "小额诉讼两个月，可延长一个月；简易程序三个月，可延长一个月。",
            "Small claims two months, summary procedure three, each with one more if need be.",
        ),
        (*known, Need(Text("事实清楚、争议不大", "Clear facts and little dispute"))),
        desk.law("minsufa:165", "minsufa:168", "minsufa:164", "susong_feiyong:16"),
        _part(desk, "where"),
        _sent(desk, vocab.SubmissionChannel.COURT),
    )
    yield Route(
        "ordinary",
        Text("普通程序", "Ordinary procedure"),
        costs.whole,
        Text("六个月，可延长六个月，还可再延长。", "Six months, extendable by six and more."),
        known,
        desk.law("minsufa:122", "minsufa:152", "susong_feiyong:13(1)#1"),
        _part(desk, "where"),
    )


def _payment_order(desk: Desk, cost: Text, known: tuple[Need, ...]) -> Route:
    alone = Text("双方没有其他债务纠纷，且能送达", "No other debts between you, and it can be served")
    return Route(
        "order",
        Text("申请支付令", "Payment order"),
        cost,
        Text(
            "5日内告知是否受理，受理后15日内发出；对方15日内付款或者提出异议。",
            "Told within 5 days, issued within 15; then the other side has 15 days to pay or object.",
        ),
        (*known, Need(alone)),
        desk.law("minsufa:225", "minsufa:226", "minsufa:227", "minsufa:228", "susong_feiyong:14"),
        "",
        _order_remark(desk),
    )


def _order_remark(desk: Desk) -> Text:
    if desk.case.dealings.reply_kind == vocab.ReplyKind.AGREED:
        return Text(
            f"{desk.facts.shop}已经同意而没有付款的，适合这一途径。",
            "It fits where the seller agreed but did not pay.",
        )
    return Text(
        f"{desk.facts.shop}有争议的，可以提出异议；异议成立的，支付令失效，转入诉讼。",
        "A seller who disputes the claim can object; if that stands, the case goes on as a suit.",
    )


def _legal_aid(desk: Desk) -> Route:
    return Route(
        "aid",
        Text("法律援助（12348）", "Legal aid (12348)"),
        Text("符合条件的，无偿提供。", "Free for those who qualify."),
        Text(
            "申请后7日内决定；同意的，3日内指派人员。",
            "Decided within 7 days of applying, a helper named within 3 more.",
        ),
        (Need(Text("经济困难的说明或者承诺", "A statement of hardship")),),
        desk.law("falv_yuanzhu:2", "falv_yuanzhu:23", "falv_yuanzhu:31", "falv_yuanzhu:43"),
        reverse("guide:case_legal_aid", args=[desk.case.pk]),
        Text(
            "普通购物纠纷一般只提供咨询，不在代理的法定事项内；各地可以增加。",
            "For an ordinary purchase mostly advice only: representation is not on the national list; "
            "provinces may add to it.",
        ),
    )
