"""What may be written back where consumer law does not govern: the contract bears it, or nothing does.

A private person sold, or it was bought to sell on. The Civil Code is left (民法典 509, 577): what was
agreed has to be kept, and goods have to be as the seller said (615). There is no return without reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from claimguide.cases.vocab import ReplyKind
from claimguide.law.citations import Citation, cite
from claimguide.law.scope import bound
from claimguide.law.text import Text

from . import money, orders, proof, terms
from .ground import Ground, Rebuttal

Answer = Callable[[Ground], Rebuttal]

FAULT = Text(
    "我要求处理，是因为商品与约定或者说明不符。",
    "I ask for this because the goods differ from what was agreed or said of them.",
)
FAULT_CITES = ("minfadian:615", "minfadian:617", "minfadian:582")
KEPT_SILENT = Text(
    "约定“不退不换”的，卖家故意或者因重大过失没有告知毛病，就不能据此免责（民法典第六百一十八条）。",
    "Even where “no returns” was agreed, a seller who kept silent about a flaw on purpose or by gross "
    "negligence is not freed by it (Civil Code art. 618).",
)
TELL_SOON = Text(
    "发现问题要在合理期限内告诉对方，并保留告知的记录。签收单写明数量、型号的，一般推定数量和外观已经检验过。",
    "Tell the other side of a problem within a reasonable time and keep the record. Where the slip you "
    "signed names number and model, number and looks are presumed checked.",
)
# The two rules meet here and no statute says which yields, so both are told and the court is named.
TRANSPORT = Text(
    "快递途中损坏、丢失由谁承担，先看双方的约定。没有约定的，您可以主张：网上订立的合同以签收为交付，交付前由卖方"
    "承担（民法典第五百一十二条第一款、第六百零四条）。对方可能主张：货交承运人以后由买方承担（第六百零七条）。"
    "谈不成的，由法院认定。",
    "Who bears damage or loss on the way depends first on what was agreed. Without that you may hold that a "
    "contract made online is delivered on signing and that the seller bears it until then (Civil Code "
    "art. 512(1), 604). The other side may hold that the buyer bears it once the carrier has the goods (art. "
    "607). "
    "If you cannot agree, a court decides.",
)
NAMED_ANOTHER = Text(
    "您说直播间标明了另一个销售者。请先找这个销售者。",
    "You said that it named another seller. Turn to that seller first.",
)
# What the other side offered or announced is taken up, whatever the law would give.
_BY_ITS_WORD = frozenset({ReplyKind.AGREED, ReplyKind.PARTLY, ReplyKind.SLOW_REFUND})


def answer(kind: str, ground: Ground) -> Rebuttal:
    """The answer to this kind of reply; where none carries, the reason why consumer law does not help."""
    found = _ANSWERS[kind](ground)
    if found.answer is not None and (ground.broken or kind in _BY_ITS_WORD):
        return replace(found, aside=_binding(ground, found.aside))
    gate = ground.assessment.gate
    return Rebuttal(None, tuple(dict.fromkeys((gate.reason, *found.notes))), (), aside=gate.citations)


def _binding(ground: Ground, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return bound(citations, ground.assessment, ground.facts)


def _told(text: Text, *codes: str, notes: tuple[Text, ...] = (), aside: tuple[str, ...] = ()) -> Rebuttal:
    return Rebuttal(text, notes, cite(*codes), aside=cite(*aside))


def _fault(ground: Ground, more: Text | None = None, *notes: Text, aside: tuple[str, ...] = ()) -> Rebuttal:
    """The goods' own faults, if there are any; otherwise nothing carries."""
    if not ground.at_fault:
        return Rebuttal(None, notes, ())
    if ground.facts.from_person:
        notes, aside = (*notes, KEPT_SILENT), (*aside, "minfadian:618")
    return _told(FAULT + more if more else FAULT, *FAULT_CITES, notes=notes, aside=aside)


def _signed(ground: Ground) -> Rebuttal:
    arrived = Text(
        "签收只表示货物已经送达，不等于认可质量。",
        "Signing shows that the parcel came, not that its quality was accepted.",
    )
    return _fault(ground, arrived, TELL_SOON, aside=("minfadian:621", "minfadian:623"))


def _prove_it(ground: Ground) -> Rebuttal:
    material = Text(
        "我可以提供照片、视频等材料；仍有疑问的，请说明依据。",
        "I can give photos, videos and the like; if you still doubt it, say on what grounds.",
    )
    return _fault(ground, material, proof.BURDEN_ON_BUYER, aside=("minsu_jieshi:91#1",))


def _own_fault(ground: Ground) -> Rebuttal:
    grounds = Text(
        "认为问题由我造成的，请说明具体依据，并提供检测结果。",
        "If you hold that I caused it, say on what grounds, and provide the test result.",
    )
    return _fault(ground, grounds, proof.BURDEN_ON_BUYER, aside=("minsu_jieshi:91#1",))


def _on_the_contract(ground: Ground) -> Rebuttal:
    return _told(
        Text(
            "我的要求以双方的合同为依据，请就商品的问题本身答复。",
            "My request rests on our contract; please answer on the goods themselves.",
        ),
        "minfadian:577",
        notes=(ground.assessment.gate.reason,),
    )


def _freight(ground: Ground) -> Rebuttal:
    if not ground.at_fault:
        return Rebuttal(None, (), ())
    return _told(
        FAULT
        + Text(
            "由此产生的运费属于违约造成的损失，应当由违约的一方承担。",
            "The freight it takes is a loss from the breach, and whoever broke the contract bears it.",
        ),
        "minfadian:577",
        "minfadian:584",
    )


def _deposit(ground: Ground) -> Rebuttal:
    if ground.facts.deposit_kind == "security":
        return _told(money.ASK_WHAT_IT_IS, "hetong_jieshi:67(1)")
    return _without_consumer_law(ground, money.deposit(ground))


def _prepaid(ground: Ground) -> Rebuttal:
    return Rebuttal(None, (), ())


def _order_stands(of_order: Answer) -> Answer:
    def written(ground: Ground) -> Rebuttal:
        found = _without_consumer_law(ground, of_order(ground))
        return replace(found, citations=(*cite("minfadian:491(2)"), *found.citations))

    return written


def _without_consumer_law(ground: Ground, found: Rebuttal) -> Rebuttal:
    """The same, without the articles that do not bind here; of a person without the words for a shop."""
    if ground.facts.from_person:
        said = None if found.answer is None else _of_a_person(found.answer)
        found = replace(found, answer=said, notes=tuple(map(_of_a_person, found.notes)))
    return replace(
        found,
        citations=_binding(ground, found.citations),
        aside=_binding(ground, found.aside),
    )


def _of_a_person(text: Text) -> Text:
    chinese = text.zh.replace("贵店", "您").replace("商家", "卖家")
    return Text(chinese, text.en.replace("your shop", "you").replace("A shop that", "A seller who"))


def _coupon(ground: Ground) -> Rebuttal:
    refund = ground.assessment.refund
    if refund is None or refund.kind == "none":
        return Rebuttal(None, (), ())
    return _told(
        Text(
            "请不要以优惠券、积分或者账户余额代替退款，请退还实际支付的价款。",
            "Please do not put a coupon, points or a balance in place of money; return the price that was "
            "paid.",
        ),
        "minfadian:509(1)",
    )


def _live_room(ground: Ground) -> Rebuttal:
    if ground.facts.channel == "live_stream" and ground.facts.live_room_role == "said_not_seller":
        return Rebuttal(None, (NAMED_ANOTHER,), ())
    return _told(
        Text(
            "链接下架不影响已经成立的订单，请按约定处理。",
            "A link taken down does not touch an order that was made. Please act as agreed.",
        ),
        "minfadian:491(2)",
        "minfadian:509(1)",
    )


def _always(zh: str, en: str, *codes: str) -> Answer:
    found = _told(Text(zh, en), *codes)
    return lambda _ground: found


def _courier(ground: Ground) -> Rebuttal:
    return _fault(ground, None, TRANSPORT, aside=("minfadian:512(1)", "minfadian:604", "minfadian:607"))


_ANSWERS: dict[str, Answer] = {
    **dict.fromkeys(
        (
            ReplyKind.OPENED,
            ReplyKind.RESALE,
            ReplyKind.TOO_LATE,
            ReplyKind.NOT_SUPPORTED,
            ReplyKind.PROMOTION,
            ReplyKind.INCOMPLETE,
            ReplyKind.CUSTOM,
            ReplyKind.DIGITAL,
            ReplyKind.HARMLESS,
        ),
        _fault,
    ),
    ReplyKind.AGREED: terms.agreed,
    ReplyKind.PARTLY: terms.partly,
    ReplyKind.SIGNED: _signed,
    ReplyKind.PROVE_IT: _prove_it,
    ReplyKind.APPRAISAL: _prove_it,
    ReplyKind.OWN_FAULT: _own_fault,
    ReplyKind.CLAIMANT: _on_the_contract,
    ReplyKind.SEVERAL: _on_the_contract,
    ReplyKind.COURIER: _courier,
    ReplyKind.FREIGHT: _freight,
    ReplyKind.DEPOSIT: _deposit,
    ReplyKind.PREPAID: _prepaid,
    ReplyKind.PRICE_ERROR: _order_stands(orders.price_error),
    ReplyKind.NO_STOCK: _order_stands(orders.no_stock),
    ReplyKind.NOT_OURS: _always(
        "违约责任由与我订立合同的一方承担；因第三人的原因违约的，可以再与第三人另行处理。请先答复我的要求。",
        "Whoever made the contract with me answers for a breach, and may settle afterwards with a third "
        "party that caused it. Please answer my request first.",
        "minfadian:577",
        "minfadian:593",
    ),
    ReplyKind.ASK_PLATFORM: _always(
        "平台介入不免除合同一方自己的责任，请先答复我的要求。",
        "The platform's stepping in frees no party to the contract; please answer my request first.",
        "minfadian:577",
    ),
    ReplyKind.LIVE_ROOM: _live_room,
    ReplyKind.NEW_OWNER: _always(
        "合同债务转移给他人的，应当经我同意。请说明转让的日期，以及已经成立的合同由谁履行。",
        "A debt from our contract passes to another only with my consent. Please say when it was handed "
        "over, and who performs the contract that was made.",
        "minfadian:509(1)",
        "minfadian:551(1)",
    ),
    ReplyKind.OFF_PLATFORM: _always(
        "在哪里付款不影响已经成立的合同，请按约定处理。",
        "Where it was paid does not touch the contract that was made. Please act as agreed.",
        "minfadian:509(1)",
        "minfadian:577",
    ),
    ReplyKind.REVIEW_FIRST: _always(
        "我的要求是否成立，与评价和投诉无关。请不要以撤回评价、投诉作为处理的条件。",
        "Whether my request is sound does not depend on reviews or complaints. Please do not make their "
        "withdrawal a condition.",
        "minfadian:509(1)",
    ),
    ReplyKind.COUPON: _coupon,
    ReplyKind.SLOW_REFUND: _always(
        "请告知退款办到哪一步、哪一天到账，并提供退款流水号。",
        "Please say how far the refund is, on which day it arrives, and its transaction number.",
        "minfadian:509(1)",
    ),
    ReplyKind.FINAL_SAY: _always(
        "不合理地免除己方责任、限制对方主要权利的格式条款无效，请按法律规定和约定处理。",
        "A standard term that unreasonably frees its maker or cuts the other side's main rights is void. "
        "Please act by law and agreement.",
        "minfadian:497",
    ),
    ReplyKind.PROMISE_MARKETING: _always(
        "作出的承诺应当履行，请按承诺处理我的要求。",
        "A promise that was made has to be kept; please act on it.",
        "minfadian:509(1)",
        "minfadian:577",
    ),
    ReplyKind.PLATFORM_RULES: _always(
        "平台怎样处理，不影响合同一方的违约责任。请按约定处理我的要求。",
        "How a platform decides does not touch liability for breach of contract. Please act as agreed.",
        "minfadian:577",
    ),
    ReplyKind.OTHER: _always(
        "请说明不同意的事实和依据。双方应当按照约定履行合同。",
        "Please state the facts and the rule behind your refusal. Both sides have to perform as agreed.",
        "minfadian:509(1)",
        "minfadian:577",
    ),
}
