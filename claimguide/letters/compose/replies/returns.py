"""Refusals of a return: it was opened, it was signed for, it takes no return."""

from __future__ import annotations

from claimguide.cases.vocab import GoodsKind
from claimguide.law.citations import cite
from claimguide.law.text import Text

from .ground import Ground, Rebuttal

SEALED_KINDS = frozenset(
    {
        GoodsKind.FOOD,
        GoodsKind.HEALTH_FOOD,
        GoodsKind.INFANT_FOOD,
        GoodsKind.COSMETICS,
        GoodsKind.MEDICAL_DEVICE,
    }
)
FAULT_RETURN = Text(
    "我要求处理，是因为商品本身与约定或者质量要求不符，不是无理由退货。",
    "I ask for this because the goods differ from what was agreed or are faulty; this is no return without "
    "reason.",
)
FAULT_CITES = ("xiaobaofa:23(2)", "xiaobaofa:24(1)", "minfadian:617")
BESIDES = Text("另外，", "Besides:")
FAULT_NOTE = Text(
    "商品有质量问题或者与描述不符的，是否拆封不影响您的要求。"
    "七日之后，可以要求更换、修理；符合法定解除合同条件的，可以退货。",
    "For faulty goods, or goods that differ from the page, opening does not matter. After the seven days "
    "they may be exchanged or repaired, and returned where the law allows the contract to be ended.",
)


def opened(ground: Ground) -> Rebuttal:
    if reason := _no_return(ground):
        return fault_only(ground, [reason])
    notes: list[Text] = []
    if ground.facts.goods_kind in SEALED_KINDS:
        notes.append(
            Text(
                "食品、化妆品、医疗器械有必要的一次性密封包装。这层包装损坏的，"
                "视为商品不完好（七日无理由退货办法第九条）。",
                "Food, cosmetics and medical devices: once a necessary one-time seal is broken, the goods "
                "count as not intact (art. 9 of the seven-day measures).",
            )
        )
    if ground.facts.goods_intact == "no":
        notes.append(
            Text(
                "您说商品已经不完好，无理由退货的要求可能不成立。",
                "You said that the goods are no longer intact, so a return without reason may fail.",
            )
        )
        return fault_only(ground, notes)
    answer = Text(
        "因查验需要拆开包装、合理调试，不影响商品完好。不能以已拆封为由拒绝无理由退货。",
        "Opening the package to inspect and reasonable testing leave the goods intact. A return without "
        "reason may not be refused because of it.",
    )
    codes = ("wangxiao_jieshi:3", "xiaobao_tiaoli:19(3)", "qiri_tuihuo:8(3)", "qinhai_chufa:9#3")
    return fault_first(ground, answer, notes, codes)


def fault_first(ground: Ground, answer: Text, notes: list[Text], codes: tuple[str, ...]) -> Rebuttal:
    """The goods' own faults where there are any, and the return without reason beside them."""
    if not ground.at_fault:
        return Rebuttal(answer, tuple(notes), cite(*codes))
    return Rebuttal(FAULT_RETURN + BESIDES + answer, (*notes, FAULT_NOTE), cite(*FAULT_CITES[:2], *codes))


def fault_only(ground: Ground, notes: list[Text]) -> Rebuttal:
    """Where a return without reason does not carry: the goods' own faults, if there are any."""
    if ground.at_fault:
        return Rebuttal(FAULT_RETURN, (*notes, FAULT_NOTE), cite(*FAULT_CITES))
    return Rebuttal(None, tuple(notes), (), aside=cite("xiaobaofa:25", "qiri_tuihuo:9"))


def _no_return(ground: Ground) -> Text | None:
    """Why there is no return without reason, where there is none: excepted goods, or too late."""
    found = ground.assessment.finding("return7")
    return found.reason if found is not None and found.verdict == "fails" else None


def not_supported(ground: Ground) -> Rebuttal:
    if reason := _no_return(ground):
        return fault_only(ground, [reason])
    found = ground.assessment.finding("return7")
    notes = [] if found is None or found.holds else [found.reason]
    answer = Text(
        "法律列明了不适用七日无理由退货的商品。其他商品须经消费者在购买时单独确认，不能默认勾选，"
        "也不能自行扩大范围。请出示我对本次购买的单独确认。没有确认的，不得拒绝退货。",
        "The law lists the goods without a seven-day return. Others need the buyer's separate confirmation "
        "for that purchase, never a pre-ticked box. Please show mine; without it the return may not be "
        "refused.",
    )
    codes = ("xiaobaofa:25", "xiaobao_tiaoli:19(2)", "qiri_tuihuo:20(2)", "qinhai_chufa:9#2")
    return fault_first(ground, answer, notes, codes)


def signed(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "签收只表示货物已经送达，不等于认可质量。“签收即视为质量合格”的格式条款无效。",
            "Signing shows that the parcel came, not that its quality was accepted. A standard term saying "
            "so is void.",
        ),
        (
            Text(
                "发现问题后要尽快告诉商家，并保留首次告知的记录。",
                "Tell the seller soon after you notice a problem, and keep the record of it.",
            ),
        ),
        cite("wangxiao_jieshi:1#1", "xiaobaofa:23(1)", "xiaobaofa:26(3)"),
    )
