"""What others get from a judged file: pages, copies with burnt boxes, text, films without metadata."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import av
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from claimguide.evidence.inspect import runner
from claimguide.evidence.refusals import Refused

from . import corpus, corpus_media, corpus_pdfs, corpus_pictures, corpus_texts
from .corpus import SECRET

Lay = Callable[[bytes], Path]
WHOLE_WIDTH = 10_000


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    def lay(data: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(data)
        return path

    return lay


def shown(jpeg: bytes) -> Image.Image:
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as seen:
        assert not seen.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(seen.info)
        return seen.copy()


def is_black(pixel: tuple[int, ...]) -> bool:
    return max(pixel) < 12


def blackness(picture: Image.Image, box: tuple[int, int, int, int]) -> float:
    """The share of dark pixels in a box."""
    levels = picture.convert("L").crop(box).histogram()
    return sum(levels[:60]) / sum(levels)


def test_a_page_of_a_photo_is_upright_and_never_enlarged(lay: Lay) -> None:
    path = lay(corpus.with_exif(orientation=6))
    assert shown(runner.page(path, "jpeg", 0, 100)).size == (100, 160)
    assert shown(runner.page(path, "jpeg", 0, 5000)).size == (200, 320)


def test_a_page_of_a_long_screenshot_keeps_its_pixels(lay: Lay) -> None:
    path = lay(corpus_pictures.screenshot(30_000))
    assert shown(runner.page(path, "png", 0, 1080)).size == (1080, 30_000)


@pytest.mark.parametrize(("kind", "make"), [("heic", corpus_pictures.heic), ("webp", corpus.webp)])
def test_a_page_of_other_pictures(lay: Lay, kind: str, make: Callable[[], bytes]) -> None:
    assert shown(runner.page(lay(make()), kind, 0, 320)).size == (320, 200)


def test_the_pages_of_a_pdf_are_drawn_as_wide_as_asked(lay: Lay) -> None:
    path = lay(corpus_pdfs.scan())
    first, second = (shown(runner.page(path, "pdf", number, 400)) for number in (0, 1))
    assert first.size[0] == second.size[0] == 400
    assert first.getpixel((50, 300))[0] > 150 > first.getpixel((350, 300))[0]
    assert second.getpixel((350, 300))[0] > 150 > second.getpixel((50, 300))[0]


def test_chinese_text_is_seen_though_its_font_is_not_in_the_pdf(lay: Lay) -> None:
    picture = shown(runner.page(lay(corpus_pdfs.receipt()), "pdf", 0, 612))
    assert 0.05 < blackness(picture, (100, 230, 340, 300)) < 0.6


def test_the_poster_of_a_video_is_its_page(lay: Lay) -> None:
    picture = shown(runner.page(lay(corpus_media.iphone()), "mov", 0, 600))
    assert picture.size == (120, 160)


@pytest.mark.parametrize(
    ("kind", "number"), [("png", 1), ("pdf", 3), ("pdf", -1), ("mov", 1), ("text", 0), ("amr", 0)]
)
def test_a_page_that_is_not_there(lay: Lay, kind: str, number: int) -> None:
    made = {"png": corpus.png, "pdf": lambda: corpus.pdf(3), "mov": corpus_media.iphone}
    path = lay(made.get(kind, lambda: b"text")())
    with pytest.raises(Refused) as refused:
        runner.page(path, kind, number, 100)
    assert refused.value.code == "no_page"


def test_boxes_are_burnt_into_the_upright_picture(lay: Lay) -> None:
    path = lay(corpus.with_exif(orientation=6))
    burnt = runner.burn(path, "jpeg", {0: [(0, 0, 5000, 2500), (9000, 9000, 5000, 5000)]})
    assert (burnt.content_type, burnt.pages) == ("image/jpeg", 1)
    picture = shown(burnt.content)
    assert picture.size == (200, 320)
    assert all(is_black(picture.getpixel(at)) for at in ((2, 2), (95, 75), (195, 315)))
    assert not any(is_black(picture.getpixel(at)) for at in ((110, 40), (50, 90), (170, 280)))
    assert SECRET.encode() not in burnt.content


def test_a_box_covers_every_pixel_it_touches(lay: Lay) -> None:
    path = lay(corpus.saved(Image.new("RGB", (10, 10), "white"), "PNG"))
    picture = shown(runner.burn(path, "png", {0: [(1500, 1500, 10, 10)]}).content)
    assert is_black(picture.getpixel((1, 1)))


def test_a_burnt_pdf_holds_pixels_and_nothing_else(lay: Lay) -> None:
    def change(document: pikepdf.Pdf) -> None:
        document.docinfo["/Author"] = SECRET
        page = document.pages[0]
        page.Contents = document.make_stream(f"BT /F1 40 Tf 60 600 Td ({SECRET}) Tj ET".encode())
        page.Resources = pikepdf.Object.parse(
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        )
        page.Rotate = 90

    path = lay(corpus.pdf(3, change))
    plain = runner.burn(path, "pdf", {})
    burnt = runner.burn(path, "pdf", {0: [(0, 0, WHOLE_WIDTH, WHOLE_WIDTH)], 2: [(0, 0, 100, 100)]})
    assert (burnt.content_type, burnt.pages) == ("application/pdf", 3)
    with pikepdf.open(io.BytesIO(burnt.content)) as made:
        assert "/Info" not in made.trailer
        assert "/Metadata" not in made.Root
        assert [float(side) for side in made.pages[0].MediaBox] == pytest.approx([0, 0, 792, 612], abs=1)
    for result, ink in ((plain, True), (burnt, False)):
        document = pypdfium2.PdfDocument(result.content)
        assert document[0].get_textpage().get_text_range() == ""
        seen = document[0].render(scale=0.5).to_pil()
        levels = seen.convert("L").getextrema()
        assert (levels[1] > 200) is ink
        assert SECRET.encode() not in result.content


def test_boxes_for_a_page_that_is_not_there_burn_nothing(lay: Lay) -> None:
    for kind, data in (("png", corpus.png()), ("pdf", corpus.pdf())):
        with pytest.raises(Refused) as refused:
            runner.burn(lay(data), kind, {5: [(0, 0, 9, 9)]})
        assert refused.value.code == "no_page"


@pytest.mark.parametrize("kind", ["text", "mp4", "m4a"])
def test_nothing_is_burnt_into_what_has_no_pixels_of_its_own(lay: Lay, kind: str) -> None:
    with pytest.raises(ValueError, match="burnt"):
        runner.burn(lay(b"text"), kind, {})


def test_more_boxes_than_a_person_draws(lay: Lay) -> None:
    with pytest.raises(Refused) as refused:
        runner.burn(lay(corpus.png()), "png", {0: [(0, 0, 1000, 1000)] * 9000})
    assert refused.value.code == "too_complex"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_shown_in_one_coding(lay: Lay, coding: str) -> None:
    path = lay(("e\u0301 " + corpus_texts.CHAT).encode(coding))
    assert runner.text(path) == "\u00e9 " + corpus_texts.CHAT.replace("\r\n", "\n")
    decoded = runner.decode(path, "text")
    assert decoded.text == runner.text(path)
    assert (decoded.preview, decoded.thumbnail, decoded.width, decoded.pages) == (b"", b"", None, None)
    assert decoded.found["encoding"] == coding


def test_signs_that_turn_the_writing_are_not_shown(lay: Lay) -> None:
    assert runner.text(lay("a\u202eb\u200b\x0cc".encode())) == "ab\nc"


def test_a_long_text_is_shown_in_part_and_given_whole(lay: Lay) -> None:
    path = lay("字".encode() * 300_000)
    assert len(runner.decode(path, "text").text) == 20_000
    assert len(runner.text(path)) == 300_000


def test_what_is_found_in_a_video(lay: Lay) -> None:
    decoded = runner.decode(lay(corpus_media.iphone()), "mov")
    assert (decoded.width, decoded.height, decoded.seconds, decoded.taken) == (120, 160, 2, "2026-03-05")
    assert decoded.found["has_gps"] is True
    assert decoded.found["codecs"] == ["h264", "aac"]
    assert (decoded.found["make"], decoded.found["model"]) == ("Apple", "iPhone 15")
    with Image.open(io.BytesIO(decoded.preview)) as seen:
        # Filmed with red on the left and turned to the right: red is on top.
        top, bottom = seen.getpixel((60, 10)), seen.getpixel((60, 150))
    assert (top[0] > 120 > top[2]) and (bottom[2] > 120 > bottom[0])


def test_a_time_of_greenwich_becomes_the_day_in_china(lay: Lay) -> None:
    assert runner.decode(lay(corpus_media.android()), "mp4").taken == "2026-03-06"


def test_what_is_found_in_a_photo(lay: Lay) -> None:
    found = runner.decode(lay(corpus_pictures.heic_of_a_phone()), "heic").found
    assert found["has_gps"] is True
    assert (found["make"], found["model"], found["taken"]) == ("Apple", "iPhone 15", "2026:03:05 10:11:12")
    motion = runner.decode(lay(corpus_pictures.motion_photo()), "jpeg").found
    assert (motion["motion"], motion["has_gps"], motion["has_exif"]) == (True, False, False)


def test_a_day_that_never_was_is_no_day(lay: Lay) -> None:
    data = corpus.with_exif().replace(b"2026:03:05", b"2026:02:31")
    assert runner.decode(lay(data), "jpeg").taken == ""


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("mov", corpus_media.iphone),
        ("mp4", corpus_media.android),
        ("m4a", lambda: corpus_media.sound("ipod", "aac", about=(("title", SECRET),))),
        ("mp3", lambda: corpus_media.sound("mp3", "libmp3lame", 3.0, (("title", SECRET),))),
        ("amr", lambda: corpus_media.sound("amr", "libopencore_amrnb")),
    ],
)
def test_a_film_for_others_keeps_picture_and_sound_only(
    lay: Lay, tmp_path: Path, kind: str, make: Callable[[], bytes]
) -> None:
    path, copy = lay(make()), tmp_path / "copy"
    with copy.open("w+b") as out:
        runner.remux(path, kind, out)
    made = copy.read_bytes()
    for secret in (SECRET.encode(), b"31.2304", b"iPhone", b"Apple"):
        assert secret not in made
    before, after = runner.decode(path, kind), runner.decode(copy, kind)
    assert (after.width, after.height, after.preview) == (before.width, before.height, before.preview)
    assert after.found["codecs"] == before.found["codecs"]
    assert after.seconds == before.seconds
    assert not after.found["has_gps"]
    assert after.taken == ""
    with av.open(io.BytesIO(made)) as film:
        assert "comment" not in film.metadata
