"""What the texts of a statute are called in English: statute books label them 2013年第二次修正."""

from __future__ import annotations

import re

_LABEL = re.compile(r"(\d{4})年(?:第([二三四五六七])次)?(公布|修订|修正)(，案件范围已改)?")
_TIMES = {"二": "second", "三": "third", "四": "fourth", "五": "fifth", "六": "sixth", "七": "seventh"}
_ACTS = {"公布": "issued", "修订": "revision", "修正": "amendment"}


def english(label: str) -> str:
    """Second amendment, 2013. "" for a label of another shape."""
    found = _LABEL.fullmatch(label)
    if found is None:
        return ""
    year, times, act, changed = found.groups()
    words = " ".join(filter(None, (_TIMES.get(times or ""), _ACTS[act])))
    return f"{words.capitalize()}, {year}" + ("; other cases covered since" if changed else "")
