"""Whether legal aid may send a lawyer (法律援助法). Advice is for all; an office decides, not this check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.facts import Facts
from claimguide.law.text import Text
from claimguide.law.vocabulary import FOOD_KINDS, Tri

Topic = Literal["food_drug_injury", "other_injury", "crime_victim", "purchase"]
Group = Literal["no_income", "relief", "none"]
Verdict = Literal["likely", "may", "unlikely"]
# With fewer days left aid may come before the formalities (44(1)).
LAST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers. None means not sure. `group` is one that need not prove hardship (42)."""

    topic: Topic
    hardship: Tri | None
    group: Group | None
    agent: Tri | None
    last_days: Tri | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence with the articles it comes from."""

    text: Text
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """`verdict` on a lawyer for the case; `reasons` why; `next_steps` where to ask and what to bring."""

    verdict: Verdict
    reasons: tuple[Point, ...]
    next_steps: tuple[Point, ...]

    @property
    def cited(self) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
        """The articles of the reasons and of the next steps, each once."""
        return _once(self.reasons), _once(self.next_steps)


def _once(points: tuple[Point, ...]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(each for point in points for each in point.citations))


_TOPICS: dict[Topic, tuple[Text, tuple[str, ...]]] = {
    "food_drug_injury": (
        Text(
            "食品药品安全事故造成人身损害，请求赔偿，属于可以申请代理的事项。",
            "Damages for harm to a person by unsafe food or medicine are on the list for representation.",
        ),
        ("falv_yuanzhu:31",),
    ),
    "other_injury": (
        Text(
            "其他商品造成的人身损害没有列入全国的事项，各地的规定可能已经列入。",
            "Harm by other goods is not on the national list; local rules may have added it.",
        ),
        ("falv_yuanzhu:31",),
    ),
    "crime_victim": (
        Text(
            "进入公诉程序的刑事案件，被害人经济困难、没有请代理人的，可以申请。",
            "In a criminal case that is prosecuted, a victim in hardship without a representative may apply.",
        ),
        ("falv_yuanzhu:29",),
    ),
    "purchase": (
        Text(
            "普通购物纠纷没有列入全国的代理事项，各地的规定可能另有增加。",
            "Ordinary purchases are not on the national list; local rules may have added them.",
        ),
        ("falv_yuanzhu:31",),
    ),
}
_GROUPS: dict[Group, Text] = {
    "no_income": Text(
        "无固定生活来源的未成年人、老年人、残疾人等，有材料证明的，免予核查经济困难状况。",
        "Minors, old or disabled people without steady income who can show it need not prove hardship.",
    ),
    "relief": Text(
        "社会救助、司法救助或者优抚对象，有材料证明的，免予核查经济困难状况。",
        "People on social or judicial relief or special care who can show it need not prove hardship.",
    ),
}


def outlook(asked: Asked, on: date) -> Outlook:
    """What the law in force on that day lets one expect."""
    return Outlook(
        _verdict(asked),
        tuple(_points(_reasons(asked), on)),
        tuple(_points(_next_steps(asked), on)),
    )


def topic_of(facts: Facts) -> Topic:
    """What a case is about, as far as its facts say."""
    hurt = facts.harm in ("bodily", "serious", "death") or ("injury" in facts.problems and facts.harm is None)
    if not hurt:
        return "purchase"
    swallowed = facts.goods_kind in FOOD_KINDS | {"drug"}
    return "food_drug_injury" if swallowed else "other_injury"


def _verdict(asked: Asked) -> Verdict:
    poor = asked.hardship == "yes" or asked.group in _GROUPS
    rich = asked.hardship == "no" and asked.group not in _GROUPS
    if asked.topic == "purchase" or asked.agent == "yes" or rich:
        return "unlikely"
    if asked.topic == "food_drug_injury" and poor and asked.agent == "no":
        return "likely"
    return "may"


Told = tuple[Text, tuple[str, ...]]


def _points(told: Iterator[Told], on: date) -> Iterator[Point]:
    for text, codes in told:
        yield Point(text, in_force(cite(*codes), on))


def _reasons(asked: Asked) -> Iterator[Told]:
    yield _TOPICS[asked.topic]
    if asked.group in _GROUPS:
        yield _GROUPS[asked.group], ("falv_yuanzhu:42",)
    elif asked.hardship == "no":
        yield (
            Text("这类援助只给经济困难的人。", "This aid is for people in financial hardship."),
            ("falv_yuanzhu:2", "falv_yuanzhu:31"),
        )
    else:
        yield (
            Text(
                "经济困难的标准由各省、自治区、直辖市规定，请问当地。",
                "Each province sets what counts as hardship: ask where you live.",
            ),
            ("falv_yuanzhu:34",),
        )
    if asked.agent != "no":
        yield (
            Text(
                "已经请了律师或者其他代理人的，不在此列。",
                "Who already has a lawyer or another representative does not qualify.",
            ),
            ("falv_yuanzhu:31",),
        )


def _next_steps(asked: Asked) -> Iterator[Told]:
    yield (
        Text(
            "任何人都可以先问：法律援助机构通过窗口、电话、网络提供法律咨询。也可以问能否代写文书。",
            "Anybody may ask first: legal-aid offices advise at a window, by telephone and online. Ask too "
            "whether they draft papers.",
        ),
        ("falv_yuanzhu:23", "falv_yuanzhu:22"),
    )
    yield (
        Text(
            "打官司的，向法院所在地的法律援助机构申请；其他的，向处理争议的机关所在地或者事情发生地的申请。",
            "For a suit apply where the court is; else where the body in charge is or where it happened.",
        ),
        ("falv_yuanzhu:38",),
    )
    yield (
        Text(
            "带上身份证件、争议的材料，如实说明经济状况；可以书面承诺代替证明。",
            "Bring your identity document and your papers, and state your means truthfully; a written "
            "declaration may stand in for proof.",
        ),
        ("falv_yuanzhu:41",),
    )
    if asked.group in _GROUPS:
        yield (
            Text("带上能证明上述身份的材料。", "Bring what shows that you belong to that group."),
            ("falv_yuanzhu:42",),
        )
    yield (
        Text("未成年人由法定代理人代为申请。", "For a minor a legal representative applies."),
        ("falv_yuanzhu:40",),
    )
    yield (
        Text(
            "收到申请后七日内决定；给予援助的，三日内指派人员；不给的，书面说明理由。",
            "Decided within seven days; a helper within three more; a refusal comes in writing with reasons.",
        ),
        ("falv_yuanzhu:43",),
    )
    if asked.last_days == "yes":
        yield (
            Text(
                "起诉期限不足七日的，请当面说明：可以先行提供援助，后补手续。",
                "With fewer than seven days left to sue, say so: aid may come first, formalities later.",
            ),
            ("falv_yuanzhu:44",),
        )
    yield (
        Text(
            "交诉讼费有困难的，另外向法院申请缓交、减交或者免交。",
            "If the court fee is the trouble, ask the court to let you pay later, less or nothing.",
        ),
        ("susong_feiyong:44", "susong_feiyong:45", "susong_feiyong:46", "susong_feiyong:47"),
    )
