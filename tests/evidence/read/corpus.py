"""The measured screenshots: every layout in several sizes, in light and dark, as sharp and as noisy JPEG.

python -m tests.evidence.read.corpus FOLDER [SEED]      writes them, to be looked at
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from PIL import Image

from . import bills, chats, orders, passers, strangers
from .phone import Phone, saved

MEASURED, HELD_OUT = 20261123, 7
ROUNDS = 6


@dataclass(frozen=True)
class Screen:
    """One screenshot and what is to be read in it."""

    name: str
    data: bytes
    size: tuple[int, int]
    truth: dict[str, str] = field(default_factory=dict)
    promises: frozenset[str] = frozenset()
    chat: tuple[tuple[str, str, str], ...] = ()
    # All that stands on the screen: a promise is wrong if it is not in there.
    written: str = ""


Drawn = tuple[dict[str, str], set[str], list[tuple[str, str, str]]]


def _order(draw: Callable[[Phone], dict[str, str]], ph: Phone) -> Drawn:
    return draw(ph), set(), []


def _product(ph: Phone) -> Drawn:
    return *bills.product(ph), []


def _chat(style: chats.Style, ph: Phone) -> Drawn:
    shop, told = chats.chat(ph, style, ph.rng.choice([4, 6, 8, 10, 20]))
    promises = {words for who, _, text in told if who == "other" for words in chats.PROMISED.get(text, ())}
    return {"shop": shop}, promises, told


LAYOUTS: dict[str, Callable[[Phone], Drawn]] = {
    **{
        draw.__name__: partial(_order, draw)
        for draw in (
            orders.taobao,
            orders.jd,
            orders.pinduoduo,
            orders.douyin,
            orders.xianyu,
            orders.refund,
            orders.two_goods,
            orders.order_list,
            orders.cut,
            bills.wechat_bill,
            bills.alipay_bill,
        )
    },
    "product": _product,
    **{f"chat_{style.platform}": partial(_chat, style) for style in chats.STYLES},
}


# Laid out after the rules were written, to see how those do on pages they were not made for.
STRANGERS: dict[str, Callable[[Phone], Drawn]] = {
    draw.__name__: partial(_order, draw) for draw in (*strangers.ALL, *passers.ALL)
}


def screens(seed: int = MEASURED, rounds: int = ROUNDS, *, strange: bool = False) -> Iterator[Screen]:
    """`rounds` of every layout: 96 pictures of 16 layouts as measured, or those of the strangers."""
    for turn in range(rounds):
        for name in STRANGERS if strange else LAYOUTS:
            yield screen(name, seed, turn)


def screen(name: str, seed: int, turn: int) -> Screen:
    """One picture; the same arguments give the same picture."""
    rng = Random(f"{seed}/{name}/{turn}")  # noqa: S311
    ph = Phone(
        rng,
        width=1920 if name == "computer" else rng.choice([720, 750, 828, 1080, 1080, 1170, 1290, 1440]),
        dark=rng.random() < 0.3,
        zoom=rng.choice([0.9, 1.0, 1.0, 1.0, 1.15]),
        bold=rng.random() < 0.15,
    )
    if name in STRANGERS and rng.random() < 0.3:
        ph.family = "Serif"
    if name != "computer":
        ph.status_bar()
    truth, promises, chat = (LAYOUTS | STRANGERS)[name](ph)
    picture = ph.shot(height=200 if name == "computer" else 720)
    if rng.random() < 0.2:
        # Forwarded by a messenger: made smaller and pressed a second time.
        small = rng.uniform(0.6, 0.9)
        picture = picture.resize((round(picture.width * small), round(picture.height * small)))
        picture = Image.open(io.BytesIO(saved(picture, 75)))
    quality = rng.choice([0, 40, 55, 70, 80, 90])
    return Screen(
        name=f"{name}-{turn}",
        data=saved(picture, quality),
        size=picture.size,
        truth=truth,
        promises=frozenset(promises),
        chat=tuple(chat),
        written="\n".join(ph.written),
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for each in screens(int(sys.argv[2]) if len(sys.argv) > 2 else MEASURED):
        (folder / (each.name + (".png" if each.data[:1] == b"\x89" else ".jpg"))).write_bytes(each.data)
        print(each.name, each.size, each.truth, sorted(each.promises), each.chat)
