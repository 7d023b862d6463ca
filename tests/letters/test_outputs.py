"""The forms of a letter: the same words in each, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from django.conf import settings
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont

from claimguide.core.typeset.glyphs import missing_glyphs
from claimguide.letters import inspection, likeness, making, outline, render, written
from claimguide.letters.compose import COMPOSERS, compose
from claimguide.letters.outputs import Form

from .composed import letters_of
from .stories import TODAY, case_of, story

pytestmark = pytest.mark.django_db
CREATED = dt.datetime.fromisoformat("2026-11-23T10:00:00+08:00")
SNAPSHOTS = Path(__file__).parent / "snapshots"
SAMPLES = Path(__file__).parent / "samples"
TOLD = (
    "bracelet",
    "coat_return",
    "phone_used",
    "kettle_repair",
    "takeaway_insect",
    "gym_closed",
    "wedding_earnest",
    "game_minor",
    "charger_fire",
    "price_higher",
    "paid_by_thief",
    "jade_live",
)
# Setting the large print takes as long again, and its words come from the same place.
ALSO_LARGE = ("bracelet", "gym_closed")
RARE = "𠮷㼆龘䶮𬭎𠀋"


def frozen(name: str, kind: str) -> tuple[str, str]:
    content = letters_of(name)[kind]
    return render.html(content, 2), content.title


@pytest.mark.parametrize("kind", COMPOSERS)
@pytest.mark.parametrize("name", TOLD)
def test_every_form_says_the_same(name: str, kind: str) -> None:
    html, title = frozen(name, kind)
    forms = [form for form in Form if form is not Form.LARGE or name in ALSO_LARGE]
    files = {form: making.produce(form, html, title=title, created=CREATED) for form in forms}
    likeness.require_same(html, files)
    for form in inspection.MOST_PAGES:
        if form in files:
            assert list(inspection.problems(files[form], form, title)) == []


@pytest.mark.parametrize("form", [Form.PDF, Form.DOCX, Form.TXT])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("要求店铺支付的金额合计", "要求店铺支付的金额共计"),
        ("<li>提供被投诉店铺经营者的真实名称、地址和有效联系方式。</li>", ""),
        ('<td class="pages">4</td>', '<td class="pages">5</td>'),
        ("法规核对至2026年11月23日", "法规核对至2026年11月24日"),
    ],
)
def test_a_word_more_or_less_is_noticed(form: Form, old: str, new: str) -> None:
    html = (SAMPLES / "platform_3_pages.html").read_text("utf-8")
    assert old in html
    data = making.produce(form, html.replace(old, new), title="函", created=CREATED)
    with pytest.raises(likeness.Unlike, match=form.value):
        likeness.require_same(html, {form: data})


def test_two_new_processes_make_the_same_bytes() -> None:
    script = (
        "import django, json, sys, hashlib; django.setup();"
        "from datetime import datetime; from claimguide.letters.making import produce;"
        "from claimguide.letters.outputs import Form; html = open(sys.argv[1], encoding='utf-8').read();"
        f"made = datetime.fromisoformat('{CREATED.isoformat()}');"
        "print(json.dumps({f: hashlib.sha256(produce(f, html, title='函', created=made)).hexdigest()"
        " for f in Form}))"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script, str(SAMPLES / "platform_3_pages.html")],
            cwd=settings.BASE_DIR,
            capture_output=True,
            check=True,
        ).stdout
        for _twice in range(2)
    ]
    assert json.loads(said[0]) == json.loads(said[1])
    assert set(json.loads(said[0])) == set(Form.values)
    html = (SAMPLES / "platform_3_pages.html").read_text("utf-8")
    here = hashlib.sha256(making.produce(Form.DOCX, html, title="函", created=CREATED)).hexdigest()
    assert json.loads(said[0])["docx"] == here


def word_file(name: str = "bracelet", kind: str = "seller") -> tuple[bytes, str]:
    html, title = frozen(name, kind)
    return written.write(Form.DOCX, html, title=title, created=CREATED), title


def test_the_word_document_says_what_it_is() -> None:
    data, title = word_file()
    document = docx.Document(io.BytesIO(data))
    said = document.core_properties
    assert (said.title, said.language, said.author) == (title, "zh-CN", "")
    assert said.created == said.modified == dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert headings[0] == "一、事实经过"
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [title]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(2026, 11, 23, 2, 0, 0)}
        assert not [name for name in packed.namelist() if "thumbnail" in name]
        styles = packed.read("word/styles.xml").decode()
    assert 'w:eastAsia="zh-CN"' in styles


def test_the_word_document_names_its_faces_for_chinese() -> None:
    document = docx.Document(io.BytesIO(word_file()[0]))
    for name in ("Normal", "Heading 1", "Heading 2", "Footer"):
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("宋体", "SimSun")
        assert not [key for key in fonts.attrib if "Theme" in key], "a theme would win over the face"


def test_the_word_document_numbers_pages_and_repeats_heads() -> None:
    document = docx.Document(io.BytesIO(word_file()[0]))
    foot = document.sections[0].footer
    xml = foot._element.xml
    assert xml.index(" PAGE ") < xml.index(" NUMPAGES ")
    assert "案件编号 CG20261123" in foot.paragraphs[0].text
    assert "法律条文核对至2026年11月23日" in foot.paragraphs[0].text
    assert document.tables
    for table in document.tables:
        words = [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
        assert {paragraph.style.name for paragraph in words} == {"Letter table"}
        assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows][:2] == [True, False]
        assert sum(int(cell._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in table.rows[0].cells) > 8000


def test_the_text_file_opens_in_old_editors() -> None:
    html, title = frozen("bracelet", "association")
    data = written.write(Form.TXT, html, title=title, created=CREATED)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 20
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[0] == title
    assert any(line.startswith("1. ") for line in lines)


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>甲</dt></dl>",
        "<p>甲<em>乙</em></p>",
        "散落的字",
        "<ol><p>甲</p></ol>",
        "<ol><li></li></ol><ul>字</ul>",
        "<table><tr><td>甲</td></tr></table>",
    ],
)
def test_an_outline_leaves_nothing_out_in_silence(body: str) -> None:
    with pytest.raises(ValueError, match=r"outline|directly|list|table|words"):
        outline.read(f'<article class="letter">{body}</article>')


def test_an_outline_knows_all_a_template_may_use() -> None:
    read = outline.read(
        '<article class="letter" data-facts="甲 乙" data-notice="丙"><h2 class="new-page">一、甲</h2>'
        "<ol class='claims'><li>裸<strong>字</strong><ul class='arith'><li>1 + 1 = 2</li></ul></li></ol>"
        "<p class='keep-lines'>甲\n乙</p><table class='exhibits boxes'><tbody><tr><th class='w25'>甲</th>"
        "<td class='w75'><span class='missing'>乙</span></td></tr></tbody></table></article>"
    )
    heading, item, line, kept, grid = read.blocks
    assert isinstance(heading, outline.Block)
    assert heading.new_page
    assert isinstance(item, outline.Block)
    assert (item.number, item.text, item.words[1].strong) == ("1.", "裸字", True)
    assert isinstance(line, outline.Block)
    assert line.look is outline.Look.SUM
    assert isinstance(kept, outline.Block)
    assert kept.text == "甲\n乙"
    assert isinstance(grid, outline.Grid)
    assert (grid.widths, grid.ruled, grid.rows[0][1].text) == ((25, 75), True, "乙")


def test_every_character_of_every_agreed_letter_can_be_printed() -> None:
    files = sorted(SNAPSHOTS.glob("*.txt"))
    assert len(files) > 20
    assert {file.name: bad for file in files if (bad := missing_glyphs(file.read_text("utf-8")))} == {}


@pytest.mark.parametrize("form", [Form.PDF, Form.LARGE])
def test_rare_characters_are_printed_with_a_glyph_of_their_own(form: Form) -> None:
    told = story("bracelet")
    case = case_of(told, consumer={"name": RARE, "phone": "13800000000", "address": f"{RARE}路1号"})
    content = compose(case, "seller", TODAY)
    html = render.html(content)
    data = making.produce(form, html, title=content.title, created=CREATED)
    pages = pypdfium2.PdfDocument(data)
    said = "".join(page.get_textpage().get_text_range() for page in pages)
    assert RARE in said
    with pikepdf.open(io.BytesIO(data)) as pdf:
        embedded = [
            descriptor[key].read_bytes()
            for descriptor in pdf.objects
            if isinstance(descriptor, pikepdf.Dictionary) and descriptor.get("/Type") == "/FontDescriptor"
            for key in ("/FontFile2", "/FontFile3")
            if key in descriptor and "Ext" in str(descriptor.FontName)
        ]
    assert embedded, "the fallback face must travel with the letter"
    glyphs = TTFont(io.BytesIO(embedded[0])).getGlyphOrder()
    assert len(glyphs) > len(set(RARE) - set("龘䶮"))
