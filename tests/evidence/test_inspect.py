"""What is made of a file in its child, what the child may do, and what of its answer is believed."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from claimguide.evidence.inspect import child, names, runner, signatures
from claimguide.evidence.inspect.jail import raster
from claimguide.evidence.models import Exhibit
from claimguide.evidence.refusals import Refused

from . import corpus


def decode(tmp_path: Path, name: str, data: bytes) -> runner.Decoded:
    path = tmp_path / "upload"
    path.write_bytes(data)
    kind = signatures.by_name(name)
    assert kind is not None
    assert signatures.shows(kind, data[: signatures.HEAD_BYTES])
    return runner.decode(path, kind.code)


def test_a_turned_photo_is_shown_upright_and_its_day_is_read(tmp_path: Path) -> None:
    decoded = decode(tmp_path, "a.jpg", corpus.with_exif(orientation=6))
    assert (decoded.width, decoded.height) == (200, 320)
    assert decoded.taken == "2026-03-05"
    with Image.open(io.BytesIO(decoded.preview)) as seen:
        assert seen.size == (200, 320)
        top, bottom = seen.getpixel((150, 20)), seen.getpixel((50, 300))
    assert top[0] > 150 > top[2]
    assert bottom[2] > 150 > bottom[0]


def test_a_long_screenshot_stays_readable(tmp_path: Path) -> None:
    decoded = decode(tmp_path, "a.png", corpus.saved(corpus.picture((1080, 20_000)), "PNG", compress_level=1))
    with Image.open(io.BytesIO(decoded.preview)) as seen:
        assert seen.size == (720, 13_333)
    with Image.open(io.BytesIO(decoded.thumbnail)) as seen:
        assert max(seen.size) <= 320
        assert min(seen.size) >= 200


@pytest.mark.parametrize("pixels", [(300, 200), (1080, 2340), (4000, 1000), (901, 1203), (640, 20)])
def test_the_size_of_the_small_picture_is_known_beforehand(tmp_path: Path, pixels: tuple[int, int]) -> None:
    decoded = decode(tmp_path, "a.png", corpus.saved(corpus.picture(pixels), "PNG", compress_level=1))
    wide, high = Exhibit(width=decoded.width, height=decoded.height).thumbnail_size or (0, 0)
    with Image.open(io.BytesIO(decoded.thumbnail)) as seen:
        # The library keeps the shape by a rule of its own, a pixel to and fro.
        assert max(abs(seen.width - wide), abs(seen.height - high)) <= 1


def test_an_ordinary_picture_is_shown_at_two_thousand_pixels(tmp_path: Path) -> None:
    decoded = decode(tmp_path, "a.jpg", corpus.saved(corpus.picture((4000, 3000)), "JPEG"))
    assert (decoded.width, decoded.height) == (4000, 3000)
    with Image.open(io.BytesIO(decoded.preview)) as seen:
        assert seen.size == (2000, 1500)


def test_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    assert decode(tmp_path, "a.pdf", corpus.pdf(3)).pages == 3


def test_strips_meet_without_a_seam() -> None:
    noise = Image.effect_noise((900, 2400), 60).convert("RGB")
    for size in ((600, 1600), (337, 899), (900, 2400)):
        whole = noise.resize(size, raster._FILTER, reducing_gap=raster._GAP)
        worst = max(
            high for _low, high in ImageChops.difference(whole, raster.shrunk(noise, size)).getextrema()
        )
        assert worst <= 24


def test_a_see_through_picture_stands_on_white(tmp_path: Path) -> None:
    see_through = Image.new("RGBA", (40, 30), (200, 0, 0, 0))
    for name, kind in (("a.png", "PNG"), ("a.webp", "WEBP")):
        decoded = decode(tmp_path, name, corpus.saved(see_through, kind))
        with Image.open(io.BytesIO(decoded.preview)) as seen:
            assert min(seen.getpixel((20, 15))) > 250


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("order.jpg", "order.jpg"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("..\\..\\boot.ini.png", "boot.ini.png"),
        ("a\r\nSet-Cookie: x.jpg", "a Set-Cookie x.jpg"),
        ("\u202egpj.exe.jpg", "gpj.exe.jpg"),
        ("<img src=x>.png", "img srcx.png"),
        ("=cmd|'/c calc'!A1.pdf", "c calc!A1.pdf"),
        ('a"; filename="x.html.pdf', "a filenamex.html.pdf"),
        ("订单 截图（1）.JPG", "订单 截图（1）.JPG"),
        ("长" * 300 + ".jpg", "长" * 76 + ".jpg"),
        ("e\u0301.jpg", "\u00e9.jpg"),
    ],
)
def test_a_name_becomes_a_harmless_label(typed: str, label: str) -> None:
    assert names.label_of(typed) == label


def probe(code: str) -> str:
    """Run `code` in a child behind the same walls as a decoder; what it prints."""
    boot = (
        "import os, socket, sys; sys.path.insert(0, sys.argv[1]);"
        "from jail import limits, pictures; pictures.load('png');"
        "limits.raise_walls(); limits.drop_rights()\n"
    )
    room = Path(runner.__file__).parent
    done = subprocess.run(
        [sys.executable, "-I", "-c", boot + code, str(room)],
        capture_output=True,
        text=True,
        env={},
        timeout=20,
        check=False,
    )
    return done.stdout.strip() or f"ended {done.returncode}"


def test_the_child_cannot_start_anything_nor_take_more_memory() -> None:
    code = """
said = []
try:
    os.fork(); said.append("forked")
except OSError:
    said.append("no fork")
try:
    bytearray(1_500_000_000); said.append("memory")
except MemoryError:
    said.append("no memory")
print(os.geteuid() != 0, *said)
"""
    assert probe(code) == "True no fork no memory"


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user may not always close the network of a child")
def test_the_child_has_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"""
try:
    socket.socket().connect(("127.0.0.1", {port})); print("connected")
except OSError:
    print("unreachable")
"""
        assert probe(code) == "unreachable"


def test_the_child_can_open_nothing_once_it_reads_the_file() -> None:
    code = """
limits.drop_rights(files=False)
said = []
for attempt in (lambda: open("/etc/passwd"), lambda: socket.socket(), lambda: os.dup(0)):
    try:
        attempt(); said.append("opened")
    except OSError:
        said.append("nothing")
print(*said)
"""
    assert probe(code) == "nothing nothing nothing"


def test_the_child_loads_neither_django_nor_the_site() -> None:
    code = "print([m for m in sys.modules if m.split('.')[0] in ('django', 'claimguide')])"
    assert probe(code) == "[]"


def test_a_child_that_cannot_start_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child.sys, "executable", "/nowhere/python")
    with pytest.raises(Refused) as refused:
        decode(tmp_path, "a.png", corpus.png())
    assert refused.value.code == "unavailable"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", "too_complex"),
        (b"not json\n", "too_complex"),
        (b"[]\n", "too_complex"),
        (b'{"refused": "no such code"}\n', "damaged"),
        (b'{"refused": "encrypted"}\n', "encrypted"),
        (b'{"parts": {"preview": -5, "thumbnail": 5}}\n12345', "too_complex"),
        (b'{"parts": {"preview": 500, "thumbnail": 5, "text": 0}}\n12345', "too_complex"),
        (
            b'{"width": 1, "height": 1, "pages": null, "taken": "", "found": {},'
            b' "parts": {"preview": 4, "thumbnail": 4, "text": 0}}\n<svg<svg',
            "too_complex",
        ),
    ],
)
def test_the_childs_word_is_checked(answer: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        runner.decoded(child._read(io.BytesIO(answer), 0))
    assert refused.value.code == code


def test_of_what_a_child_found_only_numbers_and_short_words_are_kept() -> None:
    said = {"a": "x" * 500, "b": {"c": 1}, "d": ["y\x1b", {}], "e": 1.5, "f": None, "g": True}
    assert runner._found(said) == {"a": "x" * 120, "d": ["y"], "e": 1.5, "g": True}
