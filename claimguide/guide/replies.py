"""How sellers commonly refuse, and what may be written back, with its articles, on the case's own facts.

The answers go to the seller in Chinese; both languages are legal text, so they stand here and not in the
catalogue. An answer is offered only where the facts told so far carry it; what speaks against it is a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from claimguide.cases.vocab import GoodsKind, ProblemKind, ReplyKind
from claimguide.law import Assessment, Facts
from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.periods import months_after
from claimguide.law.text import Text

from .chat import day

SEALED_KINDS = frozenset(
    {
        GoodsKind.FOOD,
        GoodsKind.HEALTH_FOOD,
        GoodsKind.INFANT_FOOD,
        GoodsKind.COSMETICS,
        GoodsKind.MEDICAL_DEVICE,
    }
)
DURABLE_KINDS = frozenset({GoodsKind.CAR, GoodsKind.COMPUTER})
MAYBE_DURABLE_KINDS = frozenset({GoodsKind.APPLIANCE, GoodsKind.PHONE, GoodsKind.ELECTRONICS})
FAULT_GROUNDS = ("quality", "mismatch")
SIX_MONTHS = 6


@dataclass(frozen=True)
class Rebuttal:
    """What to write back and what to keep in mind. `answer` is None where none carries.

    `citations` are sent with the answer; `aside` stand behind the notes and are not sent.
    """

    answer: Text | None
    notes: tuple[Text, ...]
    citations: tuple[Citation, ...]
    aside: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What an answer is made from."""

    facts: Facts
    assessment: Assessment

    @property
    def at_fault(self) -> bool:
        """A ground that looks to the goods' own faults may hold, so no return without reason is needed."""
        found = (self.assessment.finding(code) for code in FAULT_GROUNDS)
        return any(finding is not None and finding.verdict != "fails" for finding in found)

    @property
    def within_six_months(self) -> bool:
        """The flaw showed within six months of receipt (消保法 23(款3))."""
        received, found = self.facts.received_on, self.facts.discovered_on
        return received is not None and found is not None and found <= months_after(received, SIX_MONTHS)


FAULT_RETURN = Text(
    "我要求处理，是因为商品本身与约定或者质量要求不符，不是无理由退货。",
    "I ask for this because the goods differ from what was agreed or are faulty; this is no return without "
    "reason.",
)
FAULT_CITES = ("xiaobaofa:23(2)", "xiaobaofa:24(1)", "minfadian:617")
BESIDES = Text("另外，", "Besides:")
FAULT_NOTE = Text(
    "商品有质量问题或者与描述不符的，不看是否拆封，也不看七日。",
    "For faulty goods, or goods that differ from the page, neither opening nor the seven days decide.",
)


def _opened(ground: Ground) -> Rebuttal:
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
        return _fault_only(ground, notes)
    answer = Text(
        "因查验需要拆开包装、合理调试，不影响商品完好。不能以已拆封为由拒绝无理由退货。",
        "Opening the package to inspect and reasonable testing leave the goods intact. A return without "
        "reason may not be refused because of it.",
    )
    codes = ("wangxiao_jieshi:3", "xiaobao_tiaoli:19(3)", "qiri_tuihuo:8(3)", "qinhai_chufa:9#3")
    return _fault_first(ground, answer, notes, codes)


def _fault_first(ground: Ground, answer: Text, notes: list[Text], codes: tuple[str, ...]) -> Rebuttal:
    """The goods' own faults where there are any, and the return without reason beside them."""
    if not ground.at_fault:
        return Rebuttal(answer, tuple(notes), cite(*codes))
    return Rebuttal(FAULT_RETURN + BESIDES + answer, (*notes, FAULT_NOTE), cite(*FAULT_CITES[:2], *codes))


def _fault_only(ground: Ground, notes: list[Text]) -> Rebuttal:
    """Where a return without reason does not carry: the goods' own faults, if there are any."""
    if ground.at_fault:
        return Rebuttal(FAULT_RETURN, (*notes, FAULT_NOTE), cite(*FAULT_CITES))
    return Rebuttal(None, tuple(notes), (), aside=cite("xiaobaofa:25", "qiri_tuihuo:9"))


def _not_supported(ground: Ground) -> Rebuttal:
    found = ground.assessment.finding("return7")
    if found is not None and found.verdict == "fails":
        return _fault_only(ground, [found.reason])
    notes = [] if found is None or found.holds else [found.reason]
    answer = Text(
        "法律列明了不适用七日无理由退货的商品。其他商品须经消费者在购买时单独确认，不能默认勾选，"
        "也不能自行扩大范围。请出示我对本次购买的单独确认。没有确认的，不得拒绝退货。",
        "The law lists the goods without a seven-day return. Others need the buyer's separate confirmation "
        "for that purchase, never a pre-ticked box. Please show mine; without it the return may not be "
        "refused.",
    )
    codes = ("xiaobaofa:25", "xiaobao_tiaoli:19(2)", "qiri_tuihuo:20(2)", "qinhai_chufa:9#2")
    return _fault_first(ground, answer, notes, codes)


def _signed(ground: Ground) -> Rebuttal:
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


def _seller_proves(ground: Ground) -> bool:
    """Durable goods whose flaw showed within six months: the operator has the burden (消保法 23(款3))."""
    return ground.within_six_months and ground.facts.goods_kind in DURABLE_KINDS


BURDEN_ON_SELLER = Text(
    "商品属于耐用商品，我在收货后六个月内发现问题，有关瑕疵由经营者举证。",
    "These are durable goods and the flaw showed within six months of receipt, so the seller has the "
    "burden of proof about it.",
)
KEEP_THE_DAY = Text("请保留首次发现问题的日期。", "Keep proof of the day you first noticed it.")
BURDEN_ON_BUYER = Text(
    "如果将来起诉，一般要由您初步证明问题存在。照片、视频、品牌方答复、检测报告都可以用。",
    "In court you would as a rule first have to show the flaw: photos, videos, the brand's answer, a report.",
)
MAYBE_DURABLE = Text(
    "六个月内发现耐用商品瑕疵的，由经营者举证。您的商品算不算耐用商品，由法院认定。",
    "For durable goods within six months the seller has the burden; a court decides whether yours are "
    "durable.",
)
TESTING = Text(
    "市场监管部门调解时，可以协商确定鉴定机构；谈不拢的，可以由部门指定。费用先协商。",
    "In a 12315 mediation both sides may agree on a testing body, or the authority names one. Who pays is "
    "agreed first.",
)


def _about_proof(ground: Ground, answer: Text, codes: tuple[str, ...], *more: Text) -> Rebuttal:
    """An answer to "prove it": with the burden on the seller where the law puts it there."""
    if _seller_proves(ground):
        return Rebuttal(answer + BURDEN_ON_SELLER, (KEEP_THE_DAY, *more), cite("xiaobaofa:23(3)", *codes))
    maybe = ground.within_six_months and ground.facts.goods_kind in MAYBE_DURABLE_KINDS
    notes = (BURDEN_ON_BUYER, *((MAYBE_DURABLE,) if maybe else ()), *more)
    aside = cite("minsu_jieshi:91#1", *(("xiaobaofa:23(3)",) if maybe else ()), "tousu_jubao:22")
    return Rebuttal(answer, notes, cite(*codes), aside=aside)


def _prove_it(ground: Ground) -> Rebuttal:
    answer = Text(
        "我有权了解商品的真实情况。请提供进货凭证、检验合格证明等材料，并说明质疑的依据。",
        "I have a right to know the true facts. Please provide the purchase papers and inspection "
        "certificates, and say what your doubts rest on.",
    )
    return _about_proof(ground, answer, ("xiaobaofa:8(2)", "xiaobaofa:20(2)"), TESTING)


def _own_fault(ground: Ground) -> Rebuttal:
    answer = Text(
        "贵店称问题由我造成，请说明具体依据，并提供检测结果。",
        "You say that I caused it: please say on what grounds, and provide the test result.",
    )
    return _about_proof(ground, answer, ("xiaobaofa:23(1)",))


def _not_ours(ground: Ground) -> Rebuttal:
    answer = Text(
        "我是在贵店购买的，可以直接要求销售者处理。贵店处理后，可以再向生产者追偿。",
        "I bought from your shop and may turn to the seller directly; you may then turn to the producer.",
    )
    codes: tuple[str, ...] = ("xiaobaofa:40(1)",)
    on_the_way = {ProblemKind.LOST, ProblemKind.NOT_DELIVERED, ProblemKind.SHORT, ProblemKind.LATE}
    notes: tuple[Text, ...] = ()
    if ground.facts.problems & on_the_way:
        answer = answer + Text(
            "签收之前，运输中的风险和责任由商家承担。",
            "Until the parcel is signed for, the risk of transport lies with the seller.",
        )
        codes = (*codes, "dianshangfa:20", "minfadian:604")
        notes = (
            Text(
                "快递由您自己另选的除外。",
                "Unless you chose another courier yourself.",
            ),
        )
    return Rebuttal(answer, notes, cite(*codes))


def _final_say(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "商家单方享有解释权或者最终解释权的格式条款无效。请按法律规定和约定处理。",
            "A standard term that gives the shop the sole or final say is void. Please act by law and "
            "agreement.",
        ),
        (),
        cite("wangxiao_jieshi:1#3", "xiaobaofa:26(3)", "qinhai_chufa:12#6"),
    )


def _promise_marketing(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "以宣传、页面说明等方式作出的承诺，应当向购买的消费者履行。承诺的赔偿高于法定标准的，"
            "按承诺赔偿。",
            "A promise made in promotion or on the page has to be kept towards the buyer. Where it exceeds "
            "the legal standard, the promise counts.",
        ),
        (
            Text(
                "请保留下单时的承诺页面，并核对承诺写明的条件。",
                "Keep the page as it stood when you ordered, and check the conditions it names.",
            ),
        ),
        cite("xiaobao_tiaoli:12", "cuxiao:6", "wangxiao_jieshi:10"),
    )


def _platform_rules(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "平台规则和店铺规定不能排除法律给消费者的权利。请按法律规定处理我的要求。",
            "Rules of a platform or shop cannot take away rights that the law gives. Please act by the law.",
        ),
        (
            Text(
                "平台客服可能只处理退款。超出退款的法定赔偿，可以向商家、12315调解或者法院提出。",
                "Platform staff may only deal with the refund. Statutory compensation beyond it goes to "
                "the seller, to 12315 mediation or to court.",
            ),
        ),
        cite("xiaobaofa:16(2)", "xiaobaofa:26(3)", "wangxiao_jieshi:1#5", "pingtai_guize:30"),
    )


def _partly(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "感谢答复。请把愿意办理的部分写明：办什么、多少钱、哪天完成。其余要求我仍然保留。",
            "Thank you. Please put in writing what you will do, how much and by when. I keep my other "
            "claims.",
        ),
        (
            Text(
                "接受前先看清楚，是否写着“不再追究”。这样写的，其余要求就放弃了。",
                "Before you accept, see whether it says that you give up the rest.",
            ),
        ),
        (),
    )


def _agreed(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "感谢答复。请在聊天中确认：办什么、多少钱、哪天完成。收到后我会确认。",
            "Thank you. Please confirm in the chat what you will do, how much and by when. I will confirm "
            "receipt.",
        ),
        (
            Text(
                "钱到账前，不要点“确认完成”，也不要撤回申请。",
                "Until the money is there, do not mark the case as finished or withdraw your request.",
            ),
        ),
        (),
        aside=cite("minfadian:509(1)"),
    )


def _other(ground: Ground) -> Rebuttal:
    return Rebuttal(
        Text(
            "请说明不同意的事实和依据。对消费者的合法要求，不得故意拖延或者无理拒绝。",
            "Please state the facts and the rule behind your refusal. A lawful request may not be put off "
            "or refused without reason.",
        ),
        (),
        cite("qinhai_chufa:8", "xiaobaofa:20(2)"),
    )


ANSWERS: dict[str, Callable[[Ground], Rebuttal]] = {
    ReplyKind.AGREED: _agreed,
    ReplyKind.PARTLY: _partly,
    ReplyKind.OPENED: _opened,
    ReplyKind.SIGNED: _signed,
    ReplyKind.NOT_SUPPORTED: _not_supported,
    ReplyKind.PROVE_IT: _prove_it,
    ReplyKind.OWN_FAULT: _own_fault,
    ReplyKind.NOT_OURS: _not_ours,
    ReplyKind.FINAL_SAY: _final_say,
    ReplyKind.PROMISE_MARKETING: _promise_marketing,
    ReplyKind.PLATFORM_RULES: _platform_rules,
    ReplyKind.OTHER: _other,
}


def rebuttal(kind: str, facts: Facts, assessment: Assessment) -> Rebuttal | None:
    """The answer to this kind of reply, None where there is nothing to answer yet.

    Only articles in force on the assessment's day are named; an answer without any stands on its own words.
    """
    answer = ANSWERS.get(kind)
    if answer is None:
        return None
    found = answer(Ground(facts, assessment))
    return replace(
        found,
        citations=in_force(found.citations, assessment.on),
        aside=in_force(found.aside, assessment.on),
    )


def written(found: Rebuttal, reply_by: date | None, today: date) -> str:
    """The answer as it is sent: Chinese, with its articles and the day by which an answer is asked."""
    if found.answer is None:
        return ""
    parts = [found.answer.zh]
    if found.citations:
        parts.append(f"依据：{listed(found.citations)}。")
    if reply_by is not None and reply_by > today:
        parts.append(f"请在{day(reply_by)}前答复。")
    return "".join(parts)


def listed(citations: Iterable[Citation]) -> str:
    """Articles in a row; a statute named twice running is named once."""
    groups = groupby(citations, key=lambda citation: citation.key)
    return "、".join("、".join([first.zh, *(each.place for each in rest)]) for _key, (first, *rest) in groups)
