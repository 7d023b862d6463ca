"""Refusals of a return without reason for the state or the class of the goods, or for the seven days."""

from __future__ import annotations

from claimguide.law.grounds.return7 import MOVED
from claimguide.law.matter import outlived_return_day
from claimguide.law.text import Text, day

from .ground import Ground, Rebuttal
from .returns import fault_first, fault_only

NOT_INTACT = Text(
    "您说商品已经不完好，无理由退货的要求可能不成立。",
    "You said that the goods are no longer intact, so a return without reason may fail.",
)
CLASS_CITES = ("xiaobao_tiaoli:19(1)", "xiaobao_tiaoli:19(2)", "qinhai_chufa:9#2")


def _return(
    ground: Ground, answer: Text, codes: tuple[str, ...], *notes: Text, state_matters: bool = False
) -> Rebuttal:
    """`answer` while a return without reason may carry; otherwise the goods' own faults, or nothing.

    `state_matters`: the refusal turns on the goods being intact.
    """
    found = ground.assessment.finding("return7")
    if found is None or found.verdict == "fails":
        return fault_only(ground, [found.reason] if found else [])
    if state_matters and ground.facts.goods_intact == "no":
        return fault_only(ground, [NOT_INTACT])
    return fault_first(ground, answer, [*(() if found.holds else (found.reason,)), *notes], codes)


def resale(ground: Ground) -> Rebuttal:
    return _return(
        ground,
        Text(
            "法律要求的是退回的商品完好，没有把能否再次销售作为标准。请具体说明哪一处不完好。",
            "The law asks that the goods come back intact; whether they can be sold on is not the test. "
            "Please say what exactly is not intact.",
        ),
        ("qiri_tuihuo:8(2)", "xiaobao_tiaoli:19(3)", "qinhai_chufa:9#3"),
        Text(
            "超出查验需要使用、明显贬值的，或者吊牌被剪、商品受污受损的，视为不完好（七日无理由退货办法第九条）。",
            "Use beyond inspection that costs much value, cut labels, stains or damage count as not intact "
            "(art. 9 of the seven-day measures).",
        ),
        state_matters=True,
    )


def incomplete(ground: Ground) -> Rebuttal:
    return _return(
        ground,
        Text(
            "法定的完好标准是商品本身、配件、商标标识齐全，没有列入外包装盒和发票。"
            "赠品不能一并退回的，可以按事先标明的价格支付赠品价款。",
            "Intact means the goods, their parts and trade marks are complete; the outer box and the "
            "invoice are not named. For a gift that cannot come back its price as marked beforehand may be "
            "paid.",
        ),
        ("qiri_tuihuo:8(2)", "qiri_tuihuo:12(2)"),
        Text(
            "缺少配件、吊牌或者商标标识的，这一点商家可能说得对。赠品还在的，应当一并退回。",
            "If parts, labels or trade marks are missing, the seller may be right on this point. A gift "
            "you still have goes back too.",
        ),
        state_matters=True,
    )


def too_late(ground: Ground) -> Rebuttal:
    facts = ground.facts
    answer = Text(
        "七日自签收次日起算，以发出退货通知的时间为准，不看商家何时收到退货。",
        "The seven days run from the day after receipt, and the notice of return decides, not the day on "
        "which the seller gets the goods.",
    )
    if facts.received_on and facts.return_requested_on:
        answer = answer + Text(
            "我于{received}签收，于{asked}提出退货。", "I received them on {received} and asked on {asked}."
        ).fill(received=day(facts.received_on), asked=day(facts.return_requested_on))
    counted = outlived_return_day(facts)
    if counted is not None:
        answer = answer + Text(
            "期限原定的最后一日{day}是法定休假日，顺延到休假日结束的次日。",
            "The last day would have been {day}, a holiday, so the time ran on to the day after the holiday.",
        ).fill(day=day(counted))
    return _return(
        ground,
        answer,
        ("xiaobaofa:25(1)", "qiri_tuihuo:10", *(MOVED if counted else ())),
        Text(
            "请保留签收记录和提出退货的记录，两个日期都要能证明。",
            "Keep the proof of receipt and of your notice: both days must be shown.",
        ),
    )


def promotion(ground: Ground) -> Rebuttal:
    return _return(
        ground,
        Text(
            "法律没有把特价、促销商品列为不适用七日无理由退货的商品。"
            "没有经我在购买时单独确认的，不得拒绝退货。",
            "Goods on offer are not among those the law excludes from the seven-day return. Without my "
            "separate confirmation at purchase the return may not be refused.",
        ),
        ("xiaobaofa:25(1)", *CLASS_CITES),
        Text(
            "因临近保质期或者有瑕疵而降价，购买时已经明示并经您确认的，可以不适用无理由退货。",
            "Goods cheaper for a near date or a flaw, clearly said and confirmed by you at purchase, may be "
            "excluded.",
        ),
    )


def custom(ground: Ground) -> Rebuttal:
    return _return(
        ground,
        Text(
            "以“定制”为由不适用无理由退货的，只限于按消费者要求定作的商品。请说明哪一项是按我的要求定作的。",
            "“Made to order” keeps goods from going back only where the consumer ordered them made. "
            "Please say what was made to my order.",
        ),
        ("xiaobaofa:25(1)", *CLASS_CITES),
        Text(
            "尺寸、刻字、图案等按您的要求制作的，商家可能说得对。",
            "If size, engraving or pattern were made to your wish, the seller may be right.",
        ),
    )


def digital(ground: Ground) -> Rebuttal:
    return _return(
        ground,
        Text(
            "不适用无理由退货的，是在线下载或者已经拆封的音像制品、计算机软件等数字化商品。"
            "请说明本次购买的商品为什么属于这一类。",
            "Excluded are downloaded or unsealed audio, video and software. Please say why what I bought "
            "is one of them.",
        ),
        ("xiaobaofa:25(1)", *CLASS_CITES),
        Text(
            "已经下载、激活或者兑换的，商家可能说得对。未成年人充值、重复扣款、与描述不符，不属于无理由退货。",
            "If it was downloaded, activated or redeemed, the seller may be right. A child's payment, a "
            "double charge or goods unlike the page are other grounds.",
        ),
    )
