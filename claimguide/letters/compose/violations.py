"""Which conduct a report names: for each ground of a violation that holds, the act and the rules against it.

A ground about performance alone (quality, return, delivery, a promise) is for a complaint; a report tells of
it only as a delay or refusal that the rules deem deliberate or unreasonable (compose/delay.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claimguide.cases.vocab import Channel, FoodForm, ProblemKind
from claimguide.law.citations import Citation, cite, in_force
from claimguide.letters.content import Basis

from . import suspicion
from .source import Source
from .statements import statement_in_report
from .wording import grouped


@dataclass(frozen=True)
class Violation:
    """One row: the ground that must hold, what may be said of it, and the articles.

    `problem`: only where this was named, "" for whatever else of the ground holds. {verb} is 销售 or 提供.
    """

    ground: str
    problem: str
    title: str
    conduct: str
    codes: tuple[str, ...]
    online: tuple[str, ...] = ()
    live: tuple[str, ...] = ()


_UNTRUE = ("xiaobaofa:20(1)", "xiaobaofa:56(1)#6")
_UNSAFE_FOOD = "{verb}的食品涉嫌不符合食品安全标准"
TABLE: tuple[Violation, ...] = (
    Violation(
        "fraud",
        ProblemKind.COUNTERFEIT,
        "关于涉嫌以假充真",
        "{verb}的{thing}涉嫌以假充真",
        ("qinhai_chufa:5#7", "xiaobaofa:56(1)#2"),
    ),
    Violation(
        "fraud",
        ProblemKind.USED_AS_NEW,
        "关于涉嫌以旧充新",
        "涉嫌将使用过或者翻新的商品说明为全新商品销售",
        ("qinhai_chufa:6#2", *_UNTRUE),
    ),
    Violation(
        "fraud",
        ProblemKind.CONCEALED,
        "关于涉嫌隐瞒重要信息",
        "涉嫌隐瞒所{verb}{thing}的质量、性能等重要信息",
        ("qinhai_chufa:6#8", *_UNTRUE),
    ),
    Violation(
        "fraud",
        "",
        "关于涉嫌虚假说明",
        "涉嫌以虚假或者引人误解的说明{verb}{thing}",
        ("qinhai_chufa:6#2", *_UNTRUE),
    ),
    Violation(
        "false_ad",
        "",
        "关于涉嫌虚假宣传",
        "涉嫌对所{verb}的{thing}作虚假或者引人误解的宣传",
        ("fanbuzhengdang:9(1)", "guanggaofa:28", "xiaobaofa:56(1)#6"),
        live=("zhibo_dianshang:34(1)",),
    ),
    Violation(
        "food",
        ProblemKind.EXPIRED,
        "关于食品安全",
        "{verb}的食品涉嫌超过保质期",
        ("shipinfa:34#10",),
    ),
    Violation(
        "food",
        ProblemKind.FOREIGN_OBJECT,
        "关于食品安全",
        "{verb}的食品涉嫌混有异物",
        ("shipinfa:34#6",),
    ),
    Violation(
        "food",
        ProblemKind.NO_LABEL,
        "关于食品标签",
        "{verb}的食品涉嫌没有标明应当标明的事项",
        ("shipinfa:67(1)",),
    ),
    Violation(
        "food",
        ProblemKind.LABEL_FLAW,
        "关于食品标签",
        "{verb}的食品标签涉嫌不符合规定",
        ("shipinfa:67(1)",),
    ),
    Violation(
        "food",
        ProblemKind.UNLICENSED,
        "关于食品经营许可",
        "涉嫌未取得许可从事食品经营",
        ("shipinfa:35(1)",),
    ),
    Violation("food", "", "关于食品安全", _UNSAFE_FOOD, ("shipinfa:34#13",)),
    Violation(
        "drug",
        ProblemKind.EXPIRED,
        "关于药品",
        "销售的药品涉嫌超过有效期",
        ("yaopinfa:98(1)", "yaopinfa:98(3)#5"),
    ),
    Violation(
        "drug",
        ProblemKind.UNLICENSED,
        "关于药品经营许可",
        "涉嫌未取得药品经营许可证销售药品",
        ("yaopinfa:51(1)",),
    ),
    Violation("drug", "", "关于药品", "销售的药品涉嫌为假药或者劣药", ("yaopinfa:98(1)",)),
    Violation(
        "price",
        ProblemKind.PRICE_FRAUD,
        "关于价格",
        "涉嫌以虚假或者使人误解的价格手段诱骗消费者交易",
        ("mingma_biaojia:19", "jiagefa:14#4"),
    ),
    Violation(
        "price",
        ProblemKind.DISCRIMINATION,
        "关于价格",
        "涉嫌在消费者不知情的情况下，对同等交易条件设置不同的价格",
        ("xiaobao_tiaoli:9(2)",),
    ),
    Violation(
        "autorenew",
        "",
        "关于自动续费",
        "涉嫌未以显著方式提请消费者注意即自动续费",
        ("xiaobao_tiaoli:10(2)",),
        online=("wangluo_jiaoyi:18(1)", "wangluo_jiaoyi:41(2)"),
    ),
    Violation(
        "injury",
        "",
        "关于商品安全",
        "{verb}的{thing}涉嫌不符合保障人身、财产安全的要求",
        ("xiaobaofa:18(1)", "xiaobaofa:56(1)#1"),
    ),
    Violation(
        "privacy",
        "",
        "关于个人信息",
        "涉嫌泄露或者不当使用消费者个人信息",
        ("xiaobaofa:29(2)", "xiaobaofa:56(1)#9"),
    ),
    Violation(
        "unfair_terms",
        "",
        "关于格式条款",
        "使用的格式条款涉嫌含有对消费者不公平、不合理的规定",
        ("xiaobaofa:26(2)", "xiaobao_tiaoli:17"),
        online=("wangluo_jiaoyi:21", "wangluo_jiaoyi:41(2)"),
    ),
)
# Where the law itself says that the reporter is told (投诉举报处理办法 36); elsewhere there is no such duty.
TOLD: dict[str, str] = {
    "false_ad": "guanggaofa:53(1)",
    "food": "shipinfa:115(1)",
    "privacy": "gebaofa:65(1)",
}


def found(source: Source) -> tuple[Violation, ...]:
    """The rows that fit the case, in the order of the table; none where no violation shows."""
    return tuple(_fitting(source))


def _fitting(source: Source) -> Iterator[Violation]:
    holding = {finding.code for finding in source.assessment.findings if finding.holds}
    spoken: set[str] = set()
    suspected = source.has(ProblemKind.COUNTERFEIT)
    for row in TABLE:
        if row.problem == ProblemKind.COUNTERFEIT and suspected:
            spoken.add(row.ground)
            if suspicion.shown(source):
                yield row
            continue
        if row.ground not in holding or (row.problem and not _named(source, row)):
            continue
        if not row.problem and row.ground in spoken:
            continue
        if row.ground == "fraud" and not row.problem and _told_elsewhere(source, holding):
            continue
        if row.ground == "drug" and not row.problem and _only_suspected(source):
            continue
        spoken.add(row.ground)
        yield row


def _named(source: Source, row: Violation) -> bool:
    """Who only sells prepackaged food needs no licence (食品安全法 35(款1)), so that is no clue."""
    loose = (FoodForm.LOOSE, FoodForm.PREPARED)
    licensed = row.ground == "food" and row.problem == ProblemKind.UNLICENSED
    return source.has(row.problem) and (not licensed or source.facts.food_form in loose)


def _only_suspected(source: Source) -> bool:
    """A drug called a counterfeit and no more, without a clue."""
    return suspicion.lacks_clue(source) and not source.has(ProblemKind.UNSAFE_DRUG)


def _told_elsewhere(source: Source, holding: set[str]) -> bool:
    """An untrue price or promotion has a row of its own; naming it twice would count one act as two."""
    return ("false_ad" in holding) or ("price" in holding and source.has(ProblemKind.PRICE_FRAUD))


def citations(source: Source, row: Violation) -> tuple[Citation, ...]:
    """The articles of a row that are in force on the day of the letter and apply to this way of selling."""
    online = row.online if source.case.purchase.channel not in ("", Channel.OFFLINE) else ()
    live = row.live if source.is_live else ()
    return in_force(cite(*row.codes, *online, *live), source.on)


def bases(source: Source, seller: str) -> tuple[Basis, ...]:
    """What the rules say and what conduct may break them, one paragraph for each row that fits."""
    seen: set[str] = set()
    return tuple(_paragraph(source, row, seller, seen) for row in found(source))


def _paragraph(source: Source, row: Violation, seller: str, seen: set[str]) -> Basis:
    verb = "提供" if source.is_service else "销售"
    conduct = row.conduct.format(verb=verb, thing=source.thing)
    return paragraph(row.title, f"{seller}{conduct}", citations(source, row), seen)


def paragraph(title: str, conduct: str, cited: tuple[Citation, ...], seen: set[str]) -> Basis:
    """The rules, each explained once (`seen` are codes), the conduct, and that it be checked under them."""
    fresh = [each for each in cited if each.code not in seen]
    seen.update(each.code for each in fresh)
    rules = "；".join(f"{each.zh}规定，{statement_in_report(each)}" for each in fresh)
    under = "上述规定" if fresh else "".join(grouped(cited))
    text = f"{f'{rules}。' if rules else ''}{conduct}，请贵局依照{under}核查处理。"
    return Basis(title, text, tuple(each.zh for each in cited))
