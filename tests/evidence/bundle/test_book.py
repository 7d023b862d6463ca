"""The PDF: what it says, how its pages are stamped, that pictures are neither lost nor made anew."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest

from claimguide.cases.models import Case
from claimguide.core import signing
from claimguide.evidence.bundle import pictures, texts
from claimguide.evidence.bundle.stamp import FRAME, Face, cut

from .conftest import Add, Make, jpeg, pdf, stored, words

pytestmark = pytest.mark.django_db


def plain(page: str) -> str:
    return page.replace("\r\n", "").replace("\n", "").replace(" ", "").replace("\u3000", "")


def test_the_front_names_the_case_the_parties_and_every_file(told: Case, put: Add, make: Make) -> None:
    first = put(title="订单详情", source="screenshot", taken_by="本人", device="华为", proves="paying")
    second = put(pdf(), kind="pdf", title="检测报告", proves="defect")
    bundle = make()
    assert bundle.state == "ready"
    text = plain("".join(words(stored(bundle.pdf_name))))
    for expected in (
        told.number,
        "沈敏怡",
        "瑞丽市玉缘珠宝有限公司",
        "封存件",
        "2件，共3页",
        "订单详情",
        "本人手机或电脑截图",
        "取得人：本人",
        "付款事实",
        first.sha256,
        second.sha256,
        signing.fingerprint(),
        "自本站收到之时起未被改动",
        "这不能说明内容真实",
        "请保留手机、账号",
        "收到证据（证据2）",
        "verify_bundle.py",
    ):
        assert expected in text, expected
    for never in ("区块链", "具有法律效力", "保证真实"):
        assert never not in text


def test_a_face_cut_before_is_the_face_cut_anew() -> None:
    """What else was cut meanwhile, and in which order the characters came, changes no byte."""
    kept = {text: cut(frozenset(text)) for text in ("证据1第2页", "甲订单…", "SHA-256")}
    cut.cache_clear()
    for text, known in reversed(kept.items()):
        again = cut(frozenset(reversed(text)))
        assert again is not known
        assert again == known
        assert set(again.glyphs) == set(text)
    book = pikepdf.new()
    one, other = Face(book, "甲乙"), Face(book, "乙甲")
    assert one.show("甲乙", 0, 0, 9) == other.show("甲乙", 0, 0, 9) != one.show("乙甲", 0, 0, 9)


def test_every_exhibit_page_is_stamped_and_counted(told: Case, put: Add, make: Make) -> None:
    exhibits = [put(), put(pdf(2), kind="pdf")]
    bundle = make()
    pages = [plain(page) for page in words(stored(bundle.pdf_name))][-3:]
    expected = [(1, 1, 1, 1), (2, 1, 2, 2), (2, 2, 2, 3)]
    for page, (number, part, parts, running) in zip(pages, expected, strict=True):
        assert f"证据{number}第{part}页/共{parts}页·{told.number}" in page
        assert f"第{running}页共3页" in page
        assert f"SHA-256{exhibits[number - 1].sha256}" in page


def test_bookmarks_labels_title_and_language(told: Case, put: Add, make: Make) -> None:
    put(title="订单")
    put(title="报告", data=pdf(2), kind="pdf")
    with pikepdf.open(io.BytesIO(stored(make().pdf_name))) as book:
        with book.open_outline() as outline:
            names = [item.title for item in outline.root]
        front = len(book.pages) - 3
        labels = [page.label for page in book.pages]
        about = book.open_metadata()
        assert about["dc:title"] == f"证据材料（封存件） {told.number}"
        assert str(book.Root.Lang).startswith("zh")
        assert book.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert [name for name in names if "　" in name] == ["证据1　订单", "证据2　报告"]
    for part in ("一、证据目录", "二、电子数据保管说明", "三、操作记录", "四、核验方法"):
        assert part in names
    assert labels == [*(f"目录{n}" for n in range(1, front + 1)), "1", "2", "3"]


@pytest.mark.parametrize(("kind", "data", "archival"), [("jpeg", jpeg(), "2"), ("pdf", pdf(), None)])
def test_pdf_a_is_named_only_where_all_pages_were_made_here(
    put: Add, make: Make, kind: str, data: bytes, archival: str | None
) -> None:
    put(data, kind=kind)
    with pikepdf.open(io.BytesIO(stored(make().pdf_name))) as book:
        assert book.open_metadata().get("pdfaid:part") == archival


def test_a_derived_picture_is_placed_byte_for_byte(put: Add, make: Make) -> None:
    picture = jpeg(300, 200)
    put(picture)
    with pikepdf.open(io.BytesIO(stored(make().pdf_name))) as book:
        image = book.pages[-1].Resources.XObject.Im
        assert image.read_raw_bytes() == picture


def test_a_pdf_keeps_its_own_marks(put: Add, make: Make) -> None:
    put(pdf(1), kind="pdf")
    with pikepdf.open(io.BytesIO(stored(make().pdf_name))) as book:
        forms = [form for form in book.pages[-1].Resources.XObject.values() if form.Subtype == "/Form"]
        assert any(b"50 50 re" in form.read_bytes() for form in forms)


@pytest.mark.parametrize(("size", "pages"), [((720, 1800), 1), ((720, 4000), 3), ((720, 20000), 12)])
def test_a_long_screenshot_goes_over_pages_without_a_gap(
    tmp_path_factory: pytest.TempPathFactory, size: tuple[int, int], pages: int
) -> None:
    path = tmp_path_factory.mktemp("long") / "long.jpg"
    path.write_bytes(jpeg(*size))
    pieces = pictures.pieces(path)
    made = [piece.make() for piece in pieces]
    pictures.forget()
    assert len(pieces) == pages
    assert all(piece.height <= FRAME[3] + 0.01 and piece.width <= FRAME[2] + 0.01 for piece in pieces)
    if pages > 1:
        assert sum(each.height for each in made) >= size[1] + (pages - 1) * 40
        # 100 mm for a phone's width: its text is as large as on the phone.
        assert pieces[0].width > 280


def test_a_small_picture_is_not_blown_up(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("small") / "small.jpg"
    path.write_bytes(jpeg(90, 90))
    assert pictures.pieces(path)[0].width == pytest.approx(72)


def test_a_large_copy_is_made_smaller(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("large") / "large.jpg"
    path.write_bytes(jpeg(4000, 3000))
    made = pictures.pieces(path)[0].make()
    assert (made.width, made.height) == (2000, 1500)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_is_set_with_a_mark_for_what_cannot_be(put: Add, make: Make, encoding: str) -> None:
    put("客服：保证正品😀\r\n我：好的".encode(encoding), kind="text", title="聊天记录")
    page = plain(words(stored(make().pdf_name))[-1])
    assert "客服：保证正品〓" in page
    assert "我：好的" in page
    assert "证据1第1页/共1页" in page


def test_a_long_text_says_where_the_rest_is(put: Add, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimguide.evidence.bundle.sheets.TEXT_SIGNS", 50)
    put(("字" * 60 + "末").encode(), kind="text")
    page = plain(words(stored(make().pdf_name))[-1])
    assert "末" not in page
    assert "其余内容见所附文件" in page


@pytest.mark.parametrize("kind", ["mp4", "m4a"])
def test_a_recording_is_described_and_attached(put: Add, make: Make, kind: str) -> None:
    exhibit = put(b"film" * 100, kind=kind, seconds=95, title="录像")
    page = plain(words(stored(make().pdf_name))[-1])
    assert "见所附文件" in page
    assert "1分35秒" in page
    assert exhibit.sha256 in page


def test_hostile_words_stay_words(put: Add, make: Make) -> None:
    put(title="<img src=x onerror=alert(1)>&amp;\u202e𠮷\ue000", original_name="<b>.jpeg")
    assert "<imgsrc=xonerror=alert(1)>&amp;𠮷〓" in plain("".join(words(stored(make().pdf_name))))


def test_the_same_snapshot_gives_the_same_bytes(told: Case, put: Add, make: Make) -> None:
    put()
    put(pdf(), kind="pdf")
    put("文字".encode(), kind="text")
    first = make()
    before = [hashlib.sha256(stored(name)).hexdigest() for name in (first.pdf_name, first.zip_name)]
    from claimguide.evidence.bundle import making
    from claimguide.evidence.models import Bundle

    class Ours:
        def commit(self, write: object) -> None:
            """What a second worker makes is thrown away with its row."""

    making.make_files(first.pk, Ours())  # type: ignore[arg-type]
    again = Bundle.objects.get(pk=first.pk)
    after = [hashlib.sha256(stored(name)).hexdigest() for name in (again.pdf_name, again.zip_name)]
    assert before == after == [again.pdf_sha256, again.zip_sha256]


def test_what_cannot_be_set_is_marked_not_dropped() -> None:
    assert texts.settable("a\u200b\x00b\ue123") == "ab〓"
    assert [len(line) for line in texts.lines("x" * 1700 + "\n\ny")] == [800, 800, 100, 0, 1]
