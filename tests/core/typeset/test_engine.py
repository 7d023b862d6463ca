"""The letter as a file: what it says of itself, what it refuses, and that it is the same every time."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from datetime import datetime

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from claimguide.core.typeset import engine
from claimguide.core.typeset.engine import EngineFault, render_pdf
from claimguide.core.typeset.fetcher import AddressRefused, Asset
from claimguide.core.typeset.glyphs import MissingGlyphs
from tests.core.typeset.pdf_tools import CREATED, letter, pages, sample, structure, text

TITLE = "关于小叶紫檀手串的协商函"


def render(html: str, **kwargs) -> bytes:
    return render_pdf(html, title=TITLE, created=CREATED, **kwargs)


@pytest.fixture(scope="session")
def seller_pdf() -> bytes:
    return render(sample("seller_2_pages"))


@pytest.mark.parametrize(("name", "count"), [("platform_3_pages", 3), ("association_4_pages", 4)])
def test_a_letter_has_the_pages_it_needs(name: str, count: int) -> None:
    assert len(pages(render(sample(name)))) == count


def test_the_file_says_what_it_is(seller_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(seller_pdf)) as pdf:
        assert pdf.Root.Lang == "zh-CN"
        assert pdf.docinfo["/Title"] == TITLE
        assert pdf.docinfo["/CreationDate"] == "D:20261123100000+08'00"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        assert 'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes().decode()
        assert "/ID" in pdf.trailer
        with pdf.open_outline() as outline:
            (top,) = outline.root
            assert top.title == "关于小叶紫檀手串与页面描述不符的协商函"
            assert [child.title[:2] for child in top.children] == ["一、", "二、", "三、", "四、", "五、"]


def test_the_structure_tree_reads_like_the_letter(seller_pdf: bytes) -> None:
    tags = [tag for tag in structure(seller_pdf) if tag not in {"Span", "Div", "NonStruct"}]
    assert tags[:5] == ["Document", "Art", "H1", "P", "P"]
    assert tags.count("H2") == 5
    assert tags.count("Table") == 1
    assert tags.count("TR") == 6
    assert tags.count("TH") == 9  # four columns and five rows
    assert tags.count("Lbl") == 7  # four facts and three claims are numbered


def test_page_feet_are_artifacts_and_on_every_page(seller_pdf: bytes) -> None:
    first, second = pages(seller_pdf)
    for number, page in enumerate((first, second), start=1):
        assert "案件编号 CG20261123-7K2M" in page
        assert "法规核对至2026年11月23日" in page
        assert f"第 {number} 页\u3000共 2 页" in page
    with pikepdf.open(io.BytesIO(seller_pdf)) as pdf:
        elements = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
        tagged = [item for item in elements if item.get("/Type") == "/StructElem"]
    assert len(tagged) == len(structure(seller_pdf)), "every structure element hangs on the tree"


def test_same_letter_same_bytes_in_another_process(seller_pdf: bytes) -> None:
    program = (
        "from tests.core.typeset.pdf_tools import CREATED, sample; import hashlib\n"
        "from claimguide.core.typeset import engine, speed\n"
        "speed.install = lambda: None\n"  # and without what speed.py changes
        f"pdf = engine.render_pdf(sample('seller_2_pages'), title={TITLE!r}, created=CREATED)\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=engine.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(seller_pdf).hexdigest()


def test_a_letter_leaves_nothing_behind_for_the_next(seller_pdf: bytes) -> None:
    other = text(render(letter("<p>另一件</p>", facts="案件编号 CG0", notice="说明")))
    assert "CG0" in other
    assert "CG20261123" not in other
    assert render(sample("seller_2_pages")) == seller_pdf


def test_dates_need_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(letter("<p>一</p>"), title="函", created=datetime(2026, 11, 23))


def test_missing_glyphs_stop_the_letter_and_are_named() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        render(letter("<p>ไทย и ዐ 汉字</p>"))
    assert caught.value.chars == "ทยไዐ"
    assert "U+1210" in str(caught.value) or "U+12D0" in str(caught.value)


def test_missing_glyphs_of_the_page_foot_count_too() -> None:
    with pytest.raises(MissingGlyphs):
        render(letter("<p>一</p>", facts="ไทย"))


def test_rare_characters_are_printed() -> None:
    names = "𠮷㼆龘䶮𬭎𰻝"
    assert names in text(render(letter(f"<p>{names}</p><p><strong>{names}</strong></p>")))


def test_emoji_and_invisible_marks_go_and_words_stay_apart() -> None:
    said = text(render(letter("<p>好\u202e\u200b评😀👍🏻❤️结束😀。</p>")))
    assert "好评 结束。" in said


@pytest.mark.parametrize("typed", ["<b>", "&", "{{ x }}", "'\"", "<script>alert(1)</script>"])
def test_escaped_text_is_printed_as_typed(typed: str) -> None:
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert typed in text(render(letter(f"<p>{escaped}</p>")))


def test_html_that_is_not_xml_still_renders() -> None:
    assert "甲 乙" in text(render("<article class=letter><p>甲&nbsp;乙<br>丙</article>"))


def test_a_very_long_word_is_broken_and_kept() -> None:
    word = "A1b2" * 500
    assert text(render(letter(f"<p>{word}</p>"))).replace("\n", "").count("A1b2") == 500


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://127.0.0.1:9/x.png" alt=""/>',
        '<img src="https://example.com/x.png" alt=""/>',
        '<img src="file:///etc/passwd" alt=""/>',
        '<img src="data:image/png;base64,AAAA" alt=""/>',
        '<img src="bundle:other.jpg" alt=""/>',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"/>',
        '<link rel="attachment" href="file:///etc/passwd"/>',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<style>@import "http://127.0.0.1:9/x.css";</style>',
        '<object data="file:///etc/passwd"></object>',
        '<embed src="file:///etc/passwd"/>',
    ],
)
def test_nothing_is_fetched(markup: str) -> None:
    with pytest.raises(AddressRefused):
        render(letter(f"<div>{markup}</div>"))


def test_a_named_asset_is_shown() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "JPEG")
    html = letter('<p><img src="bundle:stamp.jpg" alt="印章"/></p>')
    pdf = render(html, assets={"stamp.jpg": Asset(picture.getvalue(), "image/jpeg")})
    assert "Figure" in structure(pdf)
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil()
    assert (254, 0, 0) in {pixel for _count, pixel in image.getcolors(1 << 20)}


def test_fonts_cannot_be_brought_along() -> None:
    with pytest.raises((EngineFault, AddressRefused, RuntimeError)):
        render(letter("<style>@font-face { font-family: ClaimSong; src: url(bundle:x.ttf) }</style>"))


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_the_signature_never_stands_alone(lines: int) -> None:
    filler = "".join(f"<p>填充{number}</p>" for number in range(lines + 18))
    ending = (
        '<div class="ending"><p class="closing">特此函告。</p><div class="signature"><p>致函人：</p>'
        '<p class="date">2026年11月23日</p></div></div>'
    )
    last = pages(render(letter(f"{filler}<p>倒数第二段。</p>{ending}")))[-1].split("\n")
    assert last.index("倒数第二段。") < last.index("特此函告。") < last.index("2026年11月23日")


def test_selftest_finds_nothing_wrong_here() -> None:
    assert engine.selftest() == []


@pytest.mark.parametrize(
    ("returncode", "stdout", "stderr", "expected"),
    [
        (-11, "", "", "signal 11"),
        (1, "", "OSError: cannot load library 'libpango-1.0-0'", "libpango"),
        (0, '["library libharfbuzz-subset is missing"]\n', "", "libharfbuzz-subset"),
    ],
)
def test_selftest_survives_a_broken_installation(monkeypatch, returncode, stdout, stderr, expected) -> None:
    answer = subprocess.CompletedProcess([], returncode, stdout, stderr)
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: answer)
    (problem,) = engine.selftest()
    assert expected in problem
