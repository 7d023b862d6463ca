"""What the consumer of these tests types: the demonstration story, as people type on a telephone."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from PIL import Image

from claimguide.evidence.sorts import Sort
from claimguide.guide.demo import read
from claimguide.guide.photographs import draw
from claimguide.guide.questions import NOT_SURE
from claimguide.guide.story import told

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def answers(today: dt.date) -> dict[str, Any]:
    """By "step/page": full-width digits, 年月日, the sign of the yuan, a grouped telephone number."""

    def spoken(offset: int) -> str:
        day = today + dt.timedelta(days=offset)
        return f"{day.year}年{day.month}月{day.day}日"

    typed = {key: _told(given, today) for key, given in read()["answers"].items()}
    typed["law/money"] |= {"price": "￥１，０００"}
    typed["law/dates"] |= {"ordered_on": spoken(-34), "received_on": spoken(-31).translate(WIDE)}
    typed["seller/you"] |= {"phone": "138 0000 0000"}
    return typed


def _told(given: Any, today: dt.date) -> Any:
    """What is not known is left open, as most people do."""
    if isinstance(given, list):
        return [_told(each, today) for each in given]
    return {name: told(value, today) for name, value in given.items() if value not in ("", NOT_SURE)}


def files(folder: Path) -> list[dict[str, Any]]:
    """The story's pictures and one PDF of two pages, written to `folder`: path, kind of thing and title."""
    made = []
    for picture in read()["photographs"]:
        path = folder / picture["name"]
        path.write_bytes(draw(picture["lines"]))
        made.append(path)
    record = folder / "售后申请.pdf"
    pages = [Image.open(io.BytesIO(draw([f"聊天记录第{n}页"]))) for n in (1, 2)]
    pages[0].save(record, "PDF", save_all=True, append_images=pages[1:])
    sorts = (Sort.ORDER, Sort.LIVE, Sort.REPORT, Sort.CHAT, Sort.AFTER_SALES)
    return [
        {"path": path, "sort": sort.value, "title": sort.letter_name()}
        for path, sort in zip([*made, record], sorts, strict=True)
    ]
