"""What Chinese texts call the other side: 商家, or 卖家 where a private person sold, who runs no business.

The texts of the law room hold facts of its vocabulary, sums and days, and no word of a user: so they may be
put in other words whole.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from claimguide.law.citations import Citation
from claimguide.law.text import Text

SHOP, PERSON = "商家", "卖家"
_T = TypeVar("_T")


def of_person(found: _T) -> _T:
    """The same with the word for a person in every text of it, however deep."""
    renamed: _T = _renamed(found)
    return renamed


def _renamed(value: Any) -> Any:
    if isinstance(value, Text):
        return Text(value.zh.replace(SHOP, PERSON), value.en) if SHOP in value.zh else value
    if isinstance(value, tuple):
        return tuple(_renamed(each) for each in value)
    if not is_dataclass(value) or isinstance(value, Citation | type):
        return value
    old = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    changed = {name: new for name, each in old.items() if (new := _renamed(each)) != each}
    return replace(value, **changed) if changed else value
