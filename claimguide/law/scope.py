"""What binds only between a consumer and an operator: no place for it where the gate of consumer law fails.

Consumer law and its rules speak of purchases for daily life from an operator (消保法 2, 3); the duties of the
E-Commerce Law bind operators (电商法 2(款2), 9). The Civil Code binds everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from claimguide.law.citations import Citation

if TYPE_CHECKING:
    from claimguide.law.assessment import Assessment
    from claimguide.law.facts import Facts

# Statutes that speak of consumers throughout.
CONSUMER_STATUTES = frozenset(
    {
        "xiaobaofa",
        "xiaobaofa_1993",
        "xiaobao_tiaoli",
        "qiri_tuihuo",
        "qinhai_chufa",
        "wangxiao_jieshi",
        "yufu_jieshi",
        "shiyao_chengfa",
        "shiyao_jiufen",
        "shian_jieshi1",
        "sanbao_tongyong",
        "sanbao_shouji",
        "sanbao_diannao",
        "sanbao_shiting",
        "sanbao_qiche",
        "tousu_jubao",
        "tousu_jubao_2019",
        "pingtai_guize",
    }
)
# Articles of the E-Commerce Law that speak of consumers, not of users or of whoever trades.
_OF_CONSUMERS = frozenset({17, 18, 19, 20, 21, 38, 39, 40, 58, 61})
# Statutes on whoever does business on line; of them only what a platform owes to everybody is left.
_OF_OPERATORS = frozenset({"dianshangfa", "wangluo_jiaoyi", "zhibo_dianshang", "cuxiao", "mingma_biaojia"})
_OWED_TO_ALL = frozenset({31, *range(53, 58)})
# Platform grounds that rest on no consumer law: its own sale, a tort, a payment, its own contract, a venue.
FOR_ANYONE = frozenset({"P5", "P16", "P17", "P18", "P20"})


def binds_outside(citation: Citation, *, operator: bool) -> bool:
    """Whether this article may be named where consumer law does not apply.

    `operator`: the seller does business, and only the buyer is no consumer.
    """
    if citation.key in CONSUMER_STATUTES:
        return False
    if citation.key == "dianshangfa":
        return citation.article in _OWED_TO_ALL or (operator and citation.article not in _OF_CONSUMERS)
    return operator or citation.key not in _OF_OPERATORS


def binding(citations: Iterable[Citation], *, operator: bool) -> tuple[Citation, ...]:
    """Those of the articles that may be named where consumer law does not apply."""
    return tuple(each for each in citations if binds_outside(each, operator=operator))


def bound(citations: Iterable[Citation], found: Assessment, facts: Facts) -> tuple[Citation, ...]:
    """Those of the articles that may be named in this case: all of them where consumer law governs it."""
    return tuple(citations) if found.consumer_law else binding(citations, operator=not facts.from_person)
