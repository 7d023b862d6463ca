"""What a consumer may hand to a journalist: each fact with its exhibit, telling numbers covered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import day, quoted

from .publish_check import masked
from .told import Told, told


@dataclass(frozen=True)
class FactSheet:
    """`lines` in the order of events; `text` is the same to copy."""

    lines: tuple[Told, ...]
    text: str

    @property
    def unproven(self) -> int:
        return sum(not line.exhibits for line in self.lines)


def fact_sheet(source: Source) -> FactSheet:
    """Only sentences whose values are all known."""
    shop = source.case.purchase.shop_name
    seller = quoted(shop) if shop else "商家"
    platform = f"{quoted(source.platform_name)}平台" if source.platform_name else "平台"
    known = [line for line in told(source, seller, platform) if line.complete]
    numbers = (source.case.purchase.order_number, source.case.platform_conduct.complaint_number)
    lines = tuple(replace(line, text=_covered(line.text, numbers)) for line in known)
    head = f"事实说明（{day(source.on)}整理，写明的证据可供核对）"
    body = [f"{n}. {line.text.removesuffix('。')}{line.proof}。" for n, line in enumerate(lines, start=1)]
    return FactSheet(lines, "\n".join([head, *body]) if body else "")


def _covered(text: str, numbers: Iterable[str]) -> str:
    """Whoever reads the number of an order or a complaint could ask the shop for the buyer."""
    for number in numbers:
        if len(number) > 5:
            text = text.replace(number, f"{number[:3]}****{number[-2:]}")
    return masked(text)
