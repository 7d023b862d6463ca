"""One row of the tables behind `statutes.py`: dates as ISO text, a version's last day included.

Texts and dates were checked against the official copies in November 2026. Where a version's dates are known
only from secondary sources the version says so (last field False); where the text itself was not read the row
does, and its number of articles is only an upper bound. Document numbers stand where two sources agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

VersionRow = tuple[str, str, Sequence[int], bool]


class Row(NamedTuple):
    """One statute. `versions`: first day, last day or "", articles that read differently, dates verified."""

    key: str
    title: str
    short: str
    title_en: str
    articles: int
    number: str
    versions: Sequence[VersionRow]
    verified: bool = True
    edition: str = ""
