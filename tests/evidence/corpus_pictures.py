"""More pictures: every shape a phone, a scanner or a shop makes them in, and bombs that are small on disk."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache

import pillow_heif
from PIL import Image

from . import corpus
from .corpus import SECRET, chunk, jpeg, picture, png, png_of, saved

PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def heic(size: tuple[int, int] = (320, 200), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(picture(size, mode)).save(out, quality=50, **options)
    return out.getvalue()


def heic_of_a_phone() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Apple", "iPhone 15"
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2026:03:05 10:11:12"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0)})
    return heic(exif=exif.tobytes())


def heic_cut(share: float) -> bytes:
    whole = heic((640, 480))
    return whole[: int(len(whole) * share)]


def png_header(width: int, height: int, depth: int, colour: int, interlaced: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


def png_from(header: bytes, rows: bytes, *before: bytes) -> bytes:
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            header,
            *before,
            chunk(b"IDAT", zlib.compress(rows, 1)),
            chunk(b"IEND", b""),
        )
    )


def png_interlaced() -> bytes:
    """Grey, in the seven passes of Adam7, which Pillow reads but cannot write."""
    side, rows = 24, b""
    for left, top, across, down in PASSES:
        width = len(range(left, side, across))
        rows += b"".join(b"\x00" + bytes(range(0, width * 8, 8)) for _row in range(top, side, down))
    return png_from(png_header(side, side, 8, 0, 1), rows)


def png_16_bit_colour() -> bytes:
    return png_from(png_header(30, 20, 16, 2), (b"\x00" + b"\xc0\x01\x20\x02\x10\x03" * 30) * 20)


def png_one_bit() -> bytes:
    return png_from(png_header(32, 20, 1, 0), (b"\x00" + b"\xaa" * 4) * 20)


def png_see_through_colour() -> bytes:
    """One colour of the palette is see-through."""
    image = picture(mode="P")
    return saved(image, "PNG", transparency=0)


def png_coloured(height: int) -> bytes:
    """8,000 pixels wide, in full colour: 24,001 bytes of pixels a row."""
    packer = zlib.compressobj(1)
    row = b"\x00" + b"\x30\x60\x90" * 8000
    rows = b"".join(packer.compress(row * 100) for _hundred in range(height // 100)) + packer.flush()
    head = png_header(8000, height, 8, 2)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def png_many_chunks() -> bytes:
    return png_of(8, 8, chunk(b"tEXt", b"a\x00b") * 61_000, pixels=bytes(72))


def png_without_end() -> bytes:
    return png()[:-12]


def png_of_few_pixels_told_large() -> bytes:
    """The header promises 50 million pixels, the data hold 72 bytes."""
    return png_of(10_000, 5_000, pixels=bytes(72))


def screenshot(height: int) -> bytes:
    """Lines of text as grey bars on white, as wide as a phone."""
    image = Image.new("L", (1080, height), 255)
    for top in range(40, height - 60, 90):
        image.paste(60, (60, top, 300 + top * 7 % 700, top + 40))
    return saved(image.convert("RGB"), "PNG", compress_level=1)


@cache
def jpeg_of(size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    return saved(picture(size, mode), "JPEG", **options)


def jpeg_many_segments() -> bytes:
    return b"\xff\xd8" + b"\xff\xe1\x00\x02" * 3000 + jpeg()[2:]


def jpeg_many_scans() -> bytes:
    """A progressive picture whose last scan comes a hundred times."""
    whole = saved(picture((64, 64)), "JPEG", progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * 100 + b"\xff\xd9"


def jpeg_told_large() -> bytes:
    """The frame says 65,500 x 65,500."""
    data = bytearray(jpeg())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def jpeg_progressive_full_colour() -> bytes:
    """48 million pixels without subsampling, progressive: a decoder would hold 288 MB of them."""
    data = bytearray(saved(picture((160, 120)), "JPEG", progressive=True, subsampling=0))
    at = data.index(b"\xff\xc2")
    data[at + 5 : at + 9] = struct.pack(">HH", 6_000, 8_000)
    return bytes(data)


def motion_photo() -> bytes:
    return jpeg() + b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + bytes(2000)


def broken_exif() -> bytes:
    """A directory that says it has 65,535 entries and points into itself."""
    body = (
        b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff"
        + b"\x87\x69\x00\x04\x00\x00\x00\x01\x00\x00\x00\x08" * 4
    )
    return jpeg()[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg()[2:]


def webp_of(size: tuple[int, int]) -> bytes:
    return saved(Image.new("RGB", size, (200, 30, 30)), "WEBP", quality=10, method=0)


def after(front: bytes, back: bytes) -> Callable[[], bytes]:
    return lambda: front + back


PICTURES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "progressive jpeg": ("a.jpg", lambda: jpeg_of((640, 480), progressive=True), "ok"),
    "grey jpeg": ("a.jpeg", lambda: jpeg_of((640, 480), "L"), "ok"),
    "jpeg of 12 million pixels": ("IMG_0001.JPG", lambda: jpeg_of((4032, 3024)), "ok"),
    "jpeg of 64 million pixels": ("a.jpg", lambda: jpeg_of((8000, 8000)), "ok"),
    "progressive jpeg of 50 million pixels": (
        "a.jpg",
        lambda: jpeg_of((8000, 6250), progressive=True, quality=30),
        "ok",
    ),
    "motion photo": ("MVIMG_1.jpg", motion_photo, "ok"),
    "jpeg with a broken exif": ("a.jpg", broken_exif, "ok"),
    "jpeg behind a zip comment": ("a.jpg", after(jpeg(), b"PK\x05\x06" + bytes(18)), "ok"),
    "jpeg with a php tail": ("a.jpg", after(jpeg(), f"<?php system('{SECRET}'); ?>".encode()), "ok"),
    "interlaced png": ("a.png", png_interlaced, "ok"),
    "png of 16 bit colour": ("a.png", png_16_bit_colour, "ok"),
    "png of one bit": ("a.png", png_one_bit, "ok"),
    "png with a see-through colour": ("a.png", png_see_through_colour, "ok"),
    "png with grey and alpha": ("a.png", lambda: saved(picture(mode="LA"), "PNG"), "ok"),
    "png of 56 million pixels": ("a.png", lambda: png_coloured(7000), "ok"),
    "png of 64 million pixels": ("a.png", lambda: png_coloured(8000), "too_many_pixels"),
    "png with a zip tail": ("a.png", after(png(), corpus.zipped()), "ok"),
    "long screenshot as phones write it": ("Screenshot.png", lambda: screenshot(30_000), "ok"),
    "wide panorama": ("a.jpg", lambda: jpeg_of((12_000, 900)), "ok"),
    "webp without loss": ("a.webp", lambda: saved(picture(), "WEBP", lossless=True), "ok"),
    "see-through webp": ("a.webp", lambda: saved(picture(mode="RGBA"), "WEBP"), "ok"),
    "webp of a shop": ("a.webp", lambda: webp_of((790, 12_000)), "ok"),
    "heic of a phone": ("IMG_1.HEIC", heic_of_a_phone, "ok"),
    "heif by its other ending": ("a.heif", heic, "ok"),
    "grey heic": ("a.heic", lambda: heic(mode="L"), "ok"),
    "see-through heic": ("a.heic", lambda: heic(mode="RGBA"), "ok"),
    "jpeg too many segments": ("a.jpg", jpeg_many_segments, "too_complex"),
    "jpeg too many scans": ("a.jpg", jpeg_many_scans, "too_complex"),
    "jpeg told too large": ("a.jpg", jpeg_told_large, "too_many_pixels"),
    "jpeg held too large": ("a.jpg", jpeg_progressive_full_colour, "too_many_pixels"),
    "jpeg without a frame": ("a.jpg", lambda: b"\xff\xd8\xff\xda\x00\x02" + bytes(99), "damaged"),
    "jpeg ends at once": ("a.jpg", lambda: b"\xff\xd8\xff\xd9", "damaged"),
    "jpeg cut by a tenth": ("a.jpg", lambda: jpeg_of((640, 480))[:-1000], "damaged"),
    "png too many chunks": ("a.png", png_many_chunks, "too_complex"),
    "png without its end": ("a.png", png_without_end, "damaged"),
    "png with too few pixels": ("a.png", png_of_few_pixels_told_large, "damaged"),
    "png of no size": ("a.png", lambda: png_of(0, 9), "damaged"),
    "png text of other kind too large": (
        "a.png",
        lambda: png_of(8, 8, chunk(b"iTXt", b"a\x00\x01\x00\x00\x00" + corpus.zeros(60)), pixels=bytes(72)),
        "too_complex",
    ),
    "webp too large": ("a.webp", lambda: webp_of((4200, 4200)), "too_many_pixels"),
    "webp of nothing": ("a.webp", lambda: b"RIFF\x20\x00\x00\x00WEBPVP8 " + bytes(20), "damaged"),
    "heic cut in the middle": ("a.heic", lambda: heic_cut(0.6), "damaged"),
    "heic of brands only": ("a.heic", lambda: b"\x00\x00\x00\x14ftypheic" + bytes(4) + b"mif1", "damaged"),
}
