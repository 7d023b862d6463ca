"""Refusals about money: freight, coupons, slow refunds, deposits, prepaid cards."""

from __future__ import annotations

from claimguide.law.citations import cite
from claimguide.law.text import Text

from .ground import Ground, Rebuttal

FREIGHT_WITHOUT_REASON = Text(
    "无理由退货的运费由您承担，另有约定的除外。有运费险的，先看能赔多少。",
    "In a return without reason you pay the freight unless otherwise agreed. Look first what a freight "
    "insurance pays.",
)
ASK_WHAT_IT_IS = Text(
    "请说明所收款项是定金、订金还是押金，以及不退的合同依据。",
    "Please say whether the sum is earnest money, a down payment or a security, and on which term it is "
    "kept.",
)


NOTHING_PREPAID = Text(
    "您没有说明预付了多少钱、因为谁的原因不能继续。请在第一步补充，再看能不能退。",
    "You did not say what was prepaid and whose reason ended it. Add it in step 1 to see what comes back.",
)


def freight(ground: Ground) -> Rebuttal:
    if not ground.at_fault:
        return Rebuttal(
            None, (FREIGHT_WITHOUT_REASON,), (), aside=cite("xiaobaofa:25(3)", "qiri_tuihuo:18(1)")
        )
    return Rebuttal(
        Text(
            "我要求处理，是因为商品不符合质量要求。退货、更换、修理的运输等必要费用由经营者承担。",
            "I ask because the goods are below the required quality. The necessary freight of return, "
            "exchange or repair is the seller's.",
        ),
        (
            FREIGHT_WITHOUT_REASON,
            Text(
                "申请售后时，原因要选质量问题或者与描述不符，不要选无理由。",
                "In the after-sales form choose quality or unlike the description, not “no reason”.",
            ),
        ),
        cite("xiaobaofa:24(2)"),
    )


def coupon(ground: Ground) -> Rebuttal:
    found = ground.assessment.finding("return7")
    # The ban on another way of refund stands in the measures on returns without reason.
    seven_days = ("qiri_tuihuo:14(3)",) if found is not None and found.verdict != "fails" else ()
    return Rebuttal(
        Text(
            "请不要以优惠券、积分或者账户余额代替退款。请按实际支付的价款，以原支付方式退回。",
            "Please do not put a coupon, points or a balance in place of money. Return the price I paid by "
            "the way I paid it.",
        ),
        (
            Text(
                "用券、积分支付的部分，商家可以按原来的形式退回。",
                "What you paid by coupon or points may come back in that form.",
            ),
        ),
        cite("xiaobao_tiaoli:18(2)", *seven_days),
        aside=cite("qiri_tuihuo:15"),
    )


def slow_refund(ground: Ground) -> Rebuttal:
    answer = Text(
        "请告知退款办到哪一步、哪一天到账，并提供退款流水号。",
        "Please say how far the refund is, on which day it arrives, and its transaction number.",
    )
    notes = (
        Text(
            "商家已经退出、银行还没有入账的，凭流水号向支付机构查询。",
            "If the seller has paid and the bank has not booked it, ask the payment provider with that "
            "number.",
        ),
    )
    if ground.facts.prepaid_amount:
        return Rebuttal(answer, notes, cite("qinhai_chufa:10(2)", "xiaobaofa:20(2)"))
    found = ground.assessment.finding("return7")
    if ground.facts.goods_sent_back == "yes" and found is not None and found.verdict != "fails":
        answer = answer + Text(
            "退回的商品完好的，应当自收到之日起七日内退款。",
            "For goods that came back intact the refund is due within seven days of their receipt.",
        )
        return Rebuttal(answer, notes, cite("xiaobaofa:25(3)", "qiri_tuihuo:13", "qinhai_chufa:8"))
    return Rebuttal(answer, notes, cite("qinhai_chufa:8", "xiaobaofa:20(2)"))


def deposit(ground: Ground) -> Rebuttal:
    kind, broken_by = ground.facts.deposit_kind, ground.facts.deposit_broken_by
    if kind == "security":
        return Rebuttal(
            Text(
                "押金符合退还条件的，应当及时退还，不得设置不合理的条件。请说明哪一项条件没有满足。",
                "A security that is due must be returned promptly, without unreasonable conditions. Please "
                "say which condition is not met.",
            ),
            (),
            cite("dianshangfa:21", "xiaobao_tiaoli:20"),
        )
    if kind == "down_payment":
        return Rebuttal(
            Text(
                "没有约定定金性质的订金，不适用定金罚则。",
                "A down payment that was not agreed as earnest money is not forfeited like it.",
            )
            + ASK_WHAT_IT_IS,
            (
                Text(
                    "因您的原因没有成交的，商家可能另外主张实际损失。",
                    "If it fell through for your reason, the seller may claim its actual loss.",
                ),
            ),
            cite("hetong_jieshi:67(1)"),
        )
    return (
        _earnest(broken_by)
        if kind == "earnest"
        else Rebuttal(ASK_WHAT_IT_IS, (), cite("xiaobaofa:20(2)", "hetong_jieshi:67(1)"))
    )


def _earnest(broken_by: str | None) -> Rebuttal:
    excess = Text(
        "定金超过合同价款百分之二十的，超过部分不产生定金的效力。",
        "What exceeds twenty per cent of the price does not count as earnest money.",
    )
    if broken_by == "seller":
        return Rebuttal(
            Text(
                "没有履行的是贵店。收受定金的一方不履行债务，致使不能实现合同目的的，应当双倍返还定金。",
                "It was your shop that did not perform. Who took earnest money and defeats the purpose "
                "returns it double.",
            ),
            (excess,),
            cite("minfadian:587", "minfadian:586(2)"),
        )
    if broken_by == "consumer":
        lost = Text(
            "约定为定金，而没有履行的是您，一般不能要求返还。",
            "It was earnest money and you did not perform, so as a rule it is lost.",
        )
        return Rebuttal(None, (lost, excess), (), aside=cite("minfadian:587", "minfadian:586(2)"))
    return Rebuttal(
        Text(
            "请说明贵店认为哪一方没有履行，以及不退定金的合同依据。",
            "Please say who in your view did not perform, and on which term the earnest money is kept.",
        ),
        (excess,),
        cite("minfadian:587", "xiaobaofa:20(2)"),
    )


def prepaid(ground: Ground) -> Rebuttal:
    found = ground.assessment.finding("prepaid")
    if found is None:
        return Rebuttal(None, (NOTHING_PREPAID,), ())
    if found.verdict == "fails":
        return Rebuttal(None, (found.reason,), (), aside=cite("yufu_jieshi:14(1)"))
    return Rebuttal(
        Text(
            "“概不退款”等排除消费者依法解除合同、请求返还预付款权利的格式条款，消费者可以主张无效。"
            "合同解除后，应当返还剩余的预付款。",
            "A standard term such as “no refunds”, which takes away the right to end the contract or to "
            "get the prepayment back, may be held void. Once the contract has ended, the rest comes back.",
        ),
        (
            found.reason,
            Text(
                "这不等于随时可以退。付款七日内、商家违约、搬店转店等，才有解除的理由。",
                "That is no refund at will: it takes a reason, such as seven days from payment, a breach, "
                "or a moved shop.",
            ),
        ),
        cite("yufu_jieshi:9#1", "yufu_jieshi:15(1)", "xiaobaofa:26(3)"),
        aside=cite("yufu_jieshi:13", "yufu_jieshi:14(1)"),
    )
