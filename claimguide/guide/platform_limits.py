"""What may not be claimed from a platform, and what its liability words mean: legal text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimguide.law.citations import Citation, cite, in_force
from claimguide.law.text import Text


@dataclass(frozen=True)
class Limit:
    """A claim that is often made and does not stand."""

    text: Text
    citations: tuple[Citation, ...]


_IP_OWNERS = (
    Text(
        "不要引用电子商务法第四十二条。那一条只给知识产权权利人用。",
        "Do not cite art. 42 of the E-Commerce Law: it is for owners of intellectual property.",
    ),
    ("dianshangfa:42",),
)
_LIMITS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        Text(
            "不要写“平台一律先行赔付”。只有平台说不出卖家是谁，或者平台自己作过承诺时，才能这样要求。",
            "Do not write that platforms always pay first. That is owed only where the platform cannot say "
            "who the "
            "seller is, or where it promised so itself.",
        ),
        ("xiaobaofa:44(1)", "dianshangfa:58(3)"),
    ),
    (
        Text(
            "不要只因平台收了佣金或者提供了网店，就要求连带责任。要说明平台知道或者应当知道，却没有处理。",
            "Do not claim joint liability merely because the platform took a commission or hosted the "
            "shop. Show that "
            "it knew or should have known and did not act.",
        ),
        ("xiaobaofa:44(2)", "dianshangfa:38(1)"),
    ),
    _IP_OWNERS,
    (
        Text(
            "平台的处理结果对法院没有约束力。不服的，仍可投诉、调解或者起诉。",
            "The platform's decision does not bind a court. You may still complain, mediate or sue.",
        ),
        ("pingtai_guize:30#4", "wangxiao_jieshi:1#4"),
    ),
)
# Where consumer law does not govern: what platforms owe consumers is not owed here.
_OUTSIDE: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (
        Text(
            "平台先行赔偿、与卖家承担连带责任的规定，保护的是向经营者购买的消费者。您这次交易不适用，不要引用。",
            "The rules by which a platform pays first or is jointly liable protect consumers who bought "
            "from a business. They do not apply to this purchase: do not cite them.",
        ),
        ("xiaobaofa:44(1)", "xiaobaofa:44(2)", "dianshangfa:38(1)"),
    ),
    _IP_OWNERS,
    (
        Text(
            "平台的处理结果对法院没有约束力。不服的，仍可申请调解或者起诉。",
            "The platform's decision does not bind a court. You may still ask for mediation or sue.",
        ),
        (),
    ),
)

ROLES: dict[str, Text] = {
    "as_seller": Text(
        "销售者责任：平台像卖家一样，承担退货、赔偿等责任。",
        "As the seller: the platform answers like a seller, for return and compensation.",
    ),
    "pays_first": Text(
        "先行赔偿：平台先赔给您，再找卖家追回。",
        "Paying first: the platform compensates you and then turns to the seller.",
    ),
    "joint": Text(
        "连带责任：您可以要求卖家或者平台中的任何一方承担全部责任。",
        "Joint liability: you may ask either the seller or the platform for the whole.",
    ),
    "corresponding": Text(
        "相应的责任：平台按过错承担一部分或者全部，由法院认定。",
        "Corresponding liability: a part or the whole according to fault; a court decides.",
    ),
    "duty": Text(
        "法定义务：可以要求平台履行，也可以投诉、举报。本身不直接产生赔偿。",
        "A duty by law: you may ask for it to be met, complain and report. It gives no money by itself.",
    ),
    "seller": Text(
        "卖家的责任：由卖家承担，不是平台的责任。",
        "The seller's liability: the seller answers for it, not the platform.",
    ),
}


def limits(on: date, *, consumer_law: bool) -> list[Limit]:
    """What not to claim, with the articles in force on that day."""
    rows = _LIMITS if consumer_law else _OUTSIDE
    return [Limit(text, in_force(cite(*codes), on)) for text, codes in rows]
