"""Words to watch, and where they occur: in the reports a consumer noted, in changes of the law."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from claimguide.cases.models import Case, MediaLink
from claimguide.reference.models import PolicyChange

MOST_WORDS = 12
_BETWEEN = re.compile(r"[\s,，、;；/|]+")


@dataclass(frozen=True)
class Report:
    """A report the consumer noted, with the words of the case that its title or outlet names."""

    link: MediaLink
    words: tuple[str, ...]


def own_words(text: str) -> list[str]:
    """The words a consumer asked to watch: at least two characters each, in their order, each once."""
    found = [word for word in _BETWEEN.split(text) if len(word) >= 2]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def case_words(case: Case) -> list[str]:
    """The consumer's words, and the names the case knows."""
    bought = case.purchase
    names = [bought.shop_name, bought.goods_name, bought.platform_other]
    if bought.platform:
        names += [bought.platform.name_zh, bought.platform.name_en]
    return list(dict.fromkeys([*own_words(case.plans.media_words), *(name for name in names if name)]))


def matched(links: Iterable[MediaLink], words: Sequence[str]) -> list[Report]:
    """Reports that name the most words of the case first."""
    found = [
        Report(link, tuple(w for w in words if w.casefold() in f"{link.title} {link.outlet}".casefold()))
        for link in links
    ]
    return sorted(found, key=lambda report: -len(report.words))


def changes_naming(words: Sequence[str]) -> list[PolicyChange]:
    """Changes of the law on record whose title or summary names one of the words. One query."""
    if not words:
        return []
    query = Q()
    for word in words:
        for column in ("title_zh", "what_zh", "title_en", "what_en"):
            query |= Q(**{f"{column}__icontains": word})
    return list(PolicyChange.objects.filter(query).select_related("statute"))


def searches(case: Case) -> list[str]:
    """What to type into a search engine or a paper's own search, from the case's names."""
    bought = case.purchase
    platform = bought.platform.name_zh if bought.platform else bought.platform_other
    pairs = [
        (bought.shop_name, "投诉"),
        (bought.goods_name, platform),
        (bought.goods_name, "抽检 不合格"),
    ]
    found = [" ".join(part for part in pair if part) for pair in pairs if pair[0]]
    return [*found, *own_words(case.plans.media_words)]
