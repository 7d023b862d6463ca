"""Short texts from the case's own facts: chat message, platform form, 12315 form, telephone script.

They go to people in China, so they are in Chinese whatever language the page is in. Nothing unknown is
written: a part whose facts are missing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimguide.cases.models import Case
from claimguide.cases.vocab import Remedy, ReplyKind, Tone
from claimguide.core.money import yuan
from claimguide.law import Assessment
from claimguide.law.vocabulary import SERVICES
from claimguide.letters.compose.words import PROBLEMS

CHAT_LIMIT = 200
LEAST_QUOTE = 8
GOODS_SHOWN = 30
SHORT_PROMISE = 15
STOPS = "。．.！!；;，,、 "

WANTED: dict[str, str] = {
    Remedy.REFUND: "退货并退还货款",
    Remedy.REFUND_ONLY: "退还货款",
    Remedy.EXCHANGE: "更换合格的商品",
    Remedy.REPAIR: "免费修好",
    Remedy.MAKE_UP: "补足缺少的部分",
    Remedy.PRICE_CUT: "退还部分货款",
    Remedy.COMPENSATION: "按承诺或者依法赔偿",
}

ANSWERED: dict[str, str] = {
    "": "",
    ReplyKind.NONE: "商家没有答复。",
    ReplyKind.AGREED: "商家曾表示同意。",
}


def day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def shortened(text: str, room: int) -> str:
    """`text` on one line in at most `room` characters; a cut one ends in an ellipsis.

    The cut falls between clauses where it can: half a clause may say the opposite of the whole.
    """
    line = " ".join(text.split()).rstrip(STOPS)
    if len(line) <= room:
        return line
    head = line[: max(room - 1, 0)]
    clause = max(head.rfind(stop) for stop in STOPS)
    return (head[:clause] if clause >= room // 2 else head) + "…"


@dataclass(frozen=True)
class Story:
    """What the short texts draw on."""

    case: Case
    assessment: Assessment
    today: date

    @property
    def thing(self) -> str:
        return "服务" if self.case.purchase.goods_kind in SERVICES else "商品"

    def bought(self, *, with_order: bool = True) -> str:
        """When, what, for how much; the parts that are known."""
        purchase = self.case.purchase
        when = day(purchase.ordered_on) if purchase.ordered_on else ""
        what = (
            f"“{shortened(purchase.goods_name, GOODS_SHOWN)}”" if purchase.goods_name else f"一件{self.thing}"
        )
        order = f"（订单号{purchase.order_number}）" if purchase.order_number and with_order else ""
        paid = f"，付款{yuan(purchase.price)}元" if purchase.price is not None else ""
        return f"我{when}购买{what}{order}{paid}。"

    def problems(self, most: int) -> str:
        kinds = [p.kind for p in self.case.problems.all()][:most]
        said = [PROBLEMS[kind].format(thing=self.thing, seller="店铺") for kind in kinds]
        return "；".join(said) + "。" if said else ""

    def wanted(self) -> str:
        """The remedy in words, with its sum where the sum is known."""
        remedy = self.case.dealings.wanted
        if not remedy:
            return ""
        if remedy == Remedy.COMPENSATION:
            return self._compensation()
        return WANTED[remedy] + self._sum(remedy)

    def _compensation(self) -> str:
        """By the promise, quoted where it is short, or by law; both where neither is settled yet."""
        found = self.assessment.punitive
        if found is None or not found.net:
            return WANTED[Remedy.COMPENSATION]
        if found.basis != "promise":
            return f"依法赔偿{yuan(found.net)}元"
        words = " ".join(self.case.promise.promise_words.split())
        quoted = f"“{words}”的" if 0 < len(words) <= SHORT_PROMISE and "”" not in words else ""
        return f"按{quoted}承诺赔偿{yuan(found.net)}元"

    def _sum(self, remedy: str) -> str:
        found = self.assessment
        if remedy in (Remedy.REFUND, Remedy.REFUND_ONLY):
            owed = found.refund.amount if found.refund else None
            return f"{yuan(owed)}元" if owed else ""
        return ""

    def fallback(self) -> str:
        other = self.case.dealings.fallback
        return f"如果办不到，请{WANTED[other]}。" if other else ""

    def basis(self) -> str:
        """The first articles behind what is wanted, by their short names."""
        found = self.assessment
        if self.case.dealings.wanted == Remedy.COMPENSATION and found.punitive:
            articles = found.punitive.citations
        else:
            articles = next((f.citations for f in found.findings if f.holds), ())
        return "依据：" + "、".join(c.short for c in articles[:2]) + "。" if articles else ""

    def truth(self, room: int) -> str:
        """What was said against what is true, cut to `room` characters; "" where too little room is left."""
        words, real = self.case.problem.seller_words, self.case.problem.reality
        if not real:
            return ""
        left = room - len("商家的说法：。实际情况：。")
        half = left // 2
        if words and half >= LEAST_QUOTE:
            said = shortened(words, max(half, left - len(real)))
            return f"商家的说法：{said}。实际情况：{shortened(real, left - len(said))}。"
        left = room - len("实际情况：。")
        return f"实际情况：{shortened(real, left)}。" if left >= LEAST_QUOTE else ""

    def answer_by(self) -> str:
        last = self.case.dealings.reply_by
        return f"请在{day(last)}前答复。" if last and last > self.today else ""


def for_seller(story: Story) -> str:
    """The chat message to the seller, at most `CHAT_LIMIT` characters; "" until a remedy is chosen."""
    if not story.wanted():
        return ""
    friendly = story.case.dealings.tone != Tone.FIRM
    ending = "谢谢！" if friendly else "没有答复的，我会依法通过其他途径解决。"
    want = f"请{story.wanted()}。"
    return _fitted(
        story,
        [
            ("您好！", 0),
            (story.bought(), 0),
            (story.problems(1), 0),
            ("", 1),
            (want, 0),
            (story.fallback(), 3),
            (story.basis(), 2),
            (story.answer_by(), 0),
            (ending, 4),
        ],
    )


def for_platform(story: Story, asks: str) -> str:
    """The after-sales form's text, at most `CHAT_LIMIT` characters. `asks` is the request."""
    reply = story.case.dealings.reply_kind
    with_seller = ANSWERED.get(reply, "商家没有同意我的全部要求。")
    return _fitted(
        story,
        [
            (story.bought(), 0),
            (story.problems(2), 0),
            ("", 1),
            (with_seller, 2),
            (asks, 0),
            (story.answer_by(), 3),
        ],
    )


def for_12315(story: Story, limit: int) -> str:
    """The facts for the 12315 form's text box, at most `limit` characters."""
    want = f"诉求：{story.wanted()}。" if story.wanted() else ""
    return _fitted(
        story,
        [
            (story.bought(), 0),
            (story.problems(3), 0),
            ("", 1),
            (want, 0),
            (story.fallback(), 2),
            (story.basis(), 3),
        ],
        limit,
    )


def _fitted(story: Story, parts: list[tuple[str, int]], limit: int = CHAT_LIMIT) -> str:
    """Parts in reading order, each with its rank: 0 must be there, higher ones are left out first.

    The empty part of rank 1 is the place of what was said and what is true: it takes the room left.
    """
    must = sum(len(text) for text, rank in parts if rank == 0)
    if must > limit:
        parts = [
            (story.bought(with_order=False) if text == story.bought() else text, rank) for text, rank in parts
        ]
        must = sum(len(text) for text, rank in parts if rank == 0)
    room = limit - must
    kept: dict[int, str] = {}
    for place, (text, rank) in sorted(enumerate(parts), key=lambda item: item[1][1]):
        chosen = story.truth(room) if rank == 1 and not text else text
        if rank == 0:
            kept[place] = text
        elif len(chosen) <= room:
            kept[place] = chosen
            room -= len(chosen)
    return shortened_end("".join(kept[place] for place in sorted(kept)), limit)


def shortened_end(text: str, limit: int) -> str:
    """`text` itself, or its first characters where even the parts that must be there are too long."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def call_script(story: Story) -> list[str]:
    """What to say on the telephone, sentence by sentence."""
    said = [
        "您好，我想处理一个订单的售后问题。",
        story.bought(),
        story.problems(2),
        story.truth(160),
        f"我的要求是：{story.wanted()}。" if story.wanted() else "",
        story.fallback(),
        "请问您的工号或者怎么称呼？",
        "请问什么时候能给我结果？",
        story.answer_by(),
        "请把答复发到平台的聊天记录里，谢谢。",
    ]
    return [sentence for sentence in said if sentence]
