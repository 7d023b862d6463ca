"""The small words of a letter: dates, sums, quotations, sentences, and runs of text with gaps in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from claimguide.core import money
from claimguide.law.citations import Citation
from claimguide.letters.content import Run, Runs

from .fields import FIELDS

TICK, BOX = "√", "□"
_ENDS = "！？!?…"
_LOOSE_ENDS = "。，,；;、：:.． 　"
_NESTED = str.maketrans("“”", "‘’")


def day(value: date) -> str:
    """2026年10月12日"""
    return f"{value.year}年{value.month}月{value.day}日"


def yuan(amount: Decimal) -> str:
    """1,000.00元"""
    return f"{money.yuan(amount)}元"


def capital(amount: Decimal) -> str:
    """人民币壹仟元整"""
    return f"人民币{money.capital(amount)}"


def sum_in_words(amount: Decimal) -> str:
    """1,000.00元（人民币壹仟元整）"""
    return f"{yuan(amount)}（{capital(amount)}）"


def listed(words: Iterable[str]) -> str:
    return "、".join(words)


def quoted(text: str) -> str:
    """“…”, with quotation marks inside it turned into single ones (GB/T 15834)."""
    return f"“{' '.join(text.split()).translate(_NESTED)}”"


def sentence(text: str) -> str:
    """`text` with exactly one full stop, or the mark it ends with."""
    bare = text.rstrip(_LOOSE_ENDS)
    if bare.endswith(tuple(_ENDS)) or not bare:
        return bare
    if bare.endswith("”") and bare[:-1].endswith(tuple(_ENDS)):
        return bare
    return f"{bare}。"


def said(text: str) -> str:
    """A quotation as the end of a sentence; its own full stop gives way to the sentence's."""
    quote = quoted(text.rstrip(_LOOSE_ENDS))
    return quote if quote[:-1].endswith(tuple(_ENDS)) else f"{quote}。"


def lines(text: str) -> list[str]:
    """The paragraphs of a text that a person typed."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def gap(field: str) -> Run:
    """The place of a value that is not known yet."""
    return Run(f"【{FIELDS[field].mark}】", "gap", field)


def known(value: str, field: str) -> str | Run:
    return value or gap(field)


def moving(value: date) -> Run:
    """A day that follows from the day of writing alone."""
    return Run(day(value), "day")


def runs(*parts: str | Run) -> Runs:
    """Parts put together; neighbouring plain texts become one run."""
    out: list[Run] = []
    for part in parts:
        run = Run(part) if isinstance(part, str) else part
        if not run.text:
            continue
        if out and not run.kind and not out[-1].kind:
            out[-1] = Run(out[-1].text + run.text)
        else:
            out.append(run)
    return tuple(out)


def grouped(citations: Iterable[Citation], *, short: bool = False) -> tuple[str, ...]:
    """Citations in full or by short titles; neighbours share the title: 《…》第三十一条、第六十二条."""
    together: list[list[Citation]] = []
    for citation in citations:
        if together and together[-1][0].key == citation.key:
            together[-1].append(citation)
        else:
            together.append([citation])
    return tuple(
        listed([first.short if short else first.zh, *(other.place for other in rest)])
        for first, *rest in together
    )


def ticked(options: dict[str, str], chosen: str) -> str:
    """是√　否□: the options of a box, the chosen one marked, none where it is not known."""
    return "　".join(f"{text}{TICK if key == chosen else BOX}" for key, text in options.items())


def before_stop(parts: Runs, note: str) -> Runs:
    """`parts` with a bracketed note before their last full stop."""
    *before, last = parts
    stop = "。" if last.text.endswith("。") else ""
    return (*before, Run(f"{last.text.removesuffix('。')}{note}{stop}", last.kind, last.field))


def with_exhibits(parts: Runs, numbers: Iterable[int]) -> Runs:
    """`parts` with （见证据1、证据3）, unchanged where no exhibit shows them."""
    named = listed(f"证据{number}" for number in numbers)
    return before_stop(parts, f"（见{named}）") if named else parts


def plain(parts: Runs) -> str:
    return "".join(run.text for run in parts)
