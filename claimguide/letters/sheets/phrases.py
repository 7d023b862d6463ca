"""The case in the short sentences of chats and forms. They go to people in China, so they are in Chinese.

Nothing unknown is written: a phrase whose facts are missing has no way to be said. Sums and requests are
those of the letters (compose.claims), in fewer words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimguide.cases import remedies
from claimguide.cases.vocab import Remedy, ReplyKind
from claimguide.law.text import Text
from claimguide.letters.compose import claims
from claimguide.letters.compose.seller import reply_day
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import day, quoted, yuan
from claimguide.letters.compose.words import PROBLEMS
from claimguide.letters.content import Claim

from .fitting import Part, shorter

# A name longer than this stands in its own box; running text then says "一件商品".
NAME_IN_TEXT = 40
ABOUT_GOODS = Text("商品名称、订单号", "name of the goods and order number")
ABOUT_PROBLEMS = Text("存在的问题", "what went wrong")
ABOUT_SAID = Text("商家的说法", "what the seller said")
ABOUT_TRUTH = Text("实际情况", "what you found")
ABOUT_WANTED = Text("全部请求", "all requests")
ABOUT_INSTEAD = Text("备选请求", "what is asked for instead")
ABOUT_BASIS = Text("法律依据", "legal basis")
ABOUT_REPLY = Text("与商家协商的结果", "outcome of the talks with the seller")
_IN_CAPITALS = re.compile(r"（人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+）")
_SUM = re.compile(r"\d[\d,]*\.\d\d元")
_PAYS = re.compile(r"，(?:按[^，]*倍)?支付$")
_DELIVER = "按订单发货"
_FALLBACKS: dict[str, str] = {
    "": "",
    Remedy.REFUND: "退货并退还货款",
    Remedy.REFUND_ONLY: "退还货款",
    Remedy.EXCHANGE: "更换合格的商品",
    Remedy.REPAIR: "免费修好",
    Remedy.MAKE_UP: "补足缺少的部分",
    Remedy.PRICE_CUT: "退还部分货款",
    Remedy.COMPENSATION: "按承诺或者依法赔偿",
}
_ANSWERED: dict[str, str] = {
    "": "",
    ReplyKind.NONE: "{seller}没有答复。",
    ReplyKind.AGREED: "{seller}曾表示同意。",
}


def _brief(text: str, writer: str) -> str:
    """Words of ours without the sums in capitals. Never for what a person typed: that stays word for word."""
    return _IN_CAPITALS.sub("", text).replace("本人", writer)


@dataclass(frozen=True)
class Phrases:
    """`seller` is what the seller is called in this text, `writer` what the consumer calls herself."""

    source: Source
    seller: str = "商家"
    writer: str = "我"

    def bought(self, *, order: bool = True) -> Part:
        """When, what, for how much; the parts that are known. The order number tells who the buyer is."""
        bought = self.source.case.purchase
        when = day(bought.ordered_on) if bought.ordered_on else ""
        number = f"（订单号{bought.order_number}）" if bought.order_number and order else ""
        paid = f"，付款{yuan(bought.price)}" if bought.price is not None else ""
        plain = f"一件{self.source.thing}" if not self.source.is_service else "服务"
        named = quoted(bought.goods_name) if 0 < len(bought.goods_name) <= NAME_IN_TEXT else ""
        pairs = ((named, number), (plain, number), (named, ""), (plain, ""))
        buyer = f"{self.writer}的孩子" if self.source.by_child else self.writer
        ways = tuple(
            dict.fromkeys(f"{buyer}{when}购买{what}{shown}{paid}。" for what, shown in pairs if what)
        )
        return Part(ways, ABOUT_GOODS, needed=True)

    def problems(self) -> Part:
        """All that went wrong, or at least the first of it."""
        kinds = [each.kind for each in self.source.case.problems.all()]
        told = [
            _brief(PROBLEMS[kind].format(thing=self.source.thing, seller=self.seller), self.writer)
            for kind in kinds
        ]
        ways = tuple("；".join(told[:count]) + "。" for count in range(len(told), 0, -1))
        return Part(ways, ABOUT_PROBLEMS, rank=1, needed=True)

    def said(self, rank: int) -> Part:
        return _quote(f"{self.source.shop}的说法：", self.source.case.problem.seller_words, ABOUT_SAID, rank)

    def truth(self, rank: int) -> Part:
        return _quote("实际情况：", self.source.case.problem.reality, ABOUT_TRUTH, rank)

    def wanted(self, before: str = "请", rank: int = 3) -> Part:
        """Every request of the letter, or each in a few words, at the least the first and the sum of all."""
        asked = claims.demand(self.source, self.seller)
        total = asked.total.amount if asked.total else ""
        ways = asking(before, asked.claims, self.writer, total)
        return Part(ways, ABOUT_WANTED, rank=rank, needed=True, enough=ways[-2] if len(ways) > 1 else "")

    def otherwise(self, rank: int) -> Part:
        """What is still asked for where a sum on top is not granted, or what would do instead."""
        told = [
            _brief(each.text, self.writer) for each in claims.demand(self.source, self.seller).alternatives
        ]
        # One that counts the requests of the letter says nothing here.
        whole = [text for text in told if "第" not in text]
        other = self.source.case.dealings.fallback
        owed = other == Remedy.MAKE_UP and remedies.owed(self.source.case, self.source.facts.problems)
        instead = _DELIVER if owed else _FALLBACKS[other]
        ways = tuple(whole[-1:]) or ((f"如果办不到，请{instead}。",) if other else ())
        return Part(ways, ABOUT_INSTEAD, rank=rank)

    def basis(self, rank: int) -> Part:
        """The first articles behind what is wanted, by their short names."""
        found = self.source.assessment
        if self.source.case.dealings.wanted == Remedy.COMPENSATION and found.punitive:
            articles = found.punitive.citations
        else:
            articles = next((each.citations for each in found.findings if each.holds), ())
        ways = ("依据：" + "、".join(each.short for each in articles[:2]) + "。",) if articles else ()
        return Part(ways, ABOUT_BASIS, rank=rank)

    def talks(self, rank: int) -> Part:
        """How the seller answered; nothing where nobody asked it yet."""
        reply = self.source.case.dealings.reply_kind
        text = _ANSWERED.get(reply, f"{{seller}}没有同意{self.writer}的全部要求。").format(seller=self.seller)
        return Part((text,) if text else (), ABOUT_REPLY, rank=rank)

    def answer_by(self, rank: int) -> Part:
        """The day the letter asks an answer by, where one is known that lies ahead."""
        last = reply_day(self.source)
        return Part((f"请在{last.text}前（含当日）答复。",) if last.kind != "gap" else (), rank=rank)


def asking(before: str, asked: Iterable[Claim], writer: str, total: str = "") -> tuple[str, ...]:
    """Requests as one sentence, longest way first; () where nothing is asked yet.

    In full, each in a few words, each by its name alone where there is a total, the first and the total.
    """
    texts = ("".join(run.text for run in each.text if run.kind != "gap") for each in asked)
    full = [brief for text in texts if (brief := _brief(text, writer).rstrip("。"))]
    if not full:
        return ()
    few = [re.split("[；。]", text, maxsplit=1)[0] for text in full]
    colon = "：" if len(full) > 1 and before and not before.endswith("：") else ""
    summed = f"；合计{total}" if total else ""
    ways = [f"{colon}{_numbered(full)}{summed}", f"{'；'.join(few)}{summed}"]
    if total:
        ways += [f"{'；'.join(map(_named, few))}{summed}", f"{few[0]}等，各项合计{total}"]
    return tuple(dict.fromkeys(f"{before}{way}。" for way in ways))


def _named(few: str) -> str:
    """A request without its sum: 履行公开作出的赔偿承诺."""
    return _PAYS.sub("", _SUM.sub("", few))


def _numbered(texts: list[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "；".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))


def _quote(before: str, text: str, about: Text, rank: int) -> Part:
    return Part(tuple(f"{before}{_ended(way)}" for way in shorter(text)), about, rank=rank)


def _ended(text: str) -> str:
    return text if text.endswith(("…", "！", "？", "!", "?")) else f"{text}。"
