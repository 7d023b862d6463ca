"""The pictures of an exhibit that are read, and the cut-outs the consumer compares a value with."""

from __future__ import annotations

import io
import threading

from PIL import Image, ImageDraw

from claimguide.evidence import vault
from claimguide.evidence.inspect import runner
from claimguide.evidence.inspect.signatures import Medium
from claimguide.evidence.models import WHOLE_SIDE, Exhibit, Suggestion

READABLE = frozenset({Medium.PICTURE, Medium.PAGES})
PAGES = 3
# Text of a phone stays readable at this many pixels across the short side.
_SHORT_SIDE = 1080
# A value alone says little: this much of the page's width is shown around it at least.
_LEAST_SHARE = 0.55
_FRAME, _RIM = "#b5331f", "#ffffff"
_QUALITY = 88
# A long screenshot fills tens of megabytes while it is open; one at a time is enough.
_ONE_AT_A_TIME = threading.Lock()


def can_be_read(exhibit: Exhibit) -> bool:
    return exhibit.file_kind.medium in READABLE


def pages(exhibit: Exhibit) -> list[bytes]:
    """Upright JPEGs of what is read, drawn anew from the original: the preview of a long one is too small.

    FileNotFoundError where the files are gone, evidence.refusals.Refused where the child refuses.
    """
    return [_page(exhibit, number) for number in range(min(exhibit.page_count or 1, PAGES))]


def _page(exhibit: Exhibit, number: int) -> bytes:
    wide = (exhibit.width or 1) / (exhibit.height or 1)
    with vault.local(exhibit.storage_name) as path:
        return runner.page(path, exhibit.kind, number, round(_SHORT_SIDE * max(1.0, wide)))


def _seen(exhibit: Exhibit, number: int) -> bytes:
    """The page as a cut-out needs it. The preview shows the first one."""
    if number:
        return _page(exhibit, number)
    with vault.open_file(exhibit.preview_name) as file:
        return file.read()


def cut_out(suggestion: Suggestion) -> bytes:
    """A JPEG of the value's place with what stands around it, and a frame around the value."""
    data = _seen(suggestion.reading.exhibit, suggestion.page)
    with _ONE_AT_A_TIME, Image.open(io.BytesIO(data), formats=["JPEG"]) as whole:
        box = _in_pixels(suggestion, whole.size)
        around = _around(box, whole.size)
        part = whole.crop(around).convert("RGB")
    left, top = around[:2]
    pen, gap = ImageDraw.Draw(part), max(3, (box[3] - box[1]) // 6)
    frame = (box[0] - left - gap, box[1] - top - gap, box[2] - left + gap, box[3] - top + gap)
    thick = max(2, part.width // 180)
    rim = (frame[0] - 2, frame[1] - 2, frame[2] + 2, frame[3] + 2)
    pen.rectangle(rim, outline=_RIM, width=thick + 4)
    pen.rectangle(frame, outline=_FRAME, width=thick)
    out = io.BytesIO()
    part.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _in_pixels(place: Suggestion, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    x0, y0 = place.x * width // WHOLE_SIDE, place.y * height // WHOLE_SIDE
    x1 = min(width, -(-(place.x + place.width) * width // WHOLE_SIDE))
    y1 = min(height, -(-(place.y + place.height) * height // WHOLE_SIDE))
    return min(x0, width - 1), min(y0, height - 1), max(x1, 1), max(y1, 1)


def _around(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of the page that is shown: the value in the middle, two lines above and below."""
    x0, y0, x1, y1 = box
    width, height = size
    air = max(24, 2 * min(y1 - y0, width // 12))
    wide = min(width, max(x1 - x0 + air, round(_LEAST_SHARE * width)))
    left = min(max(0, (x0 + x1 - wide) // 2), width - wide)
    return left, max(0, y0 - air), left + wide, min(height, y1 + air)
