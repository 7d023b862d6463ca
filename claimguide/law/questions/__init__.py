"""One plain question for each fact of the intake vocabulary, and why it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from claimguide.law.questions import buyer, purchase, seller
from claimguide.law.text import Text


class Question(NamedTuple):
    """What to ask and what the answer decides."""

    question: Text
    why: Text


def _question(row: tuple[str, str, str, str]) -> Question:
    question_zh, question_en, why_zh, why_en = row
    return Question(Text(question_zh, question_en), Text(why_zh, why_en))


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {key: _question(row) for rows in (purchase.ROWS, buyer.ROWS, seller.ROWS) for key, row in rows.items()}
)
"""By fact key. The day of law (`as_of`) is never asked: it is today."""
