"""What goes into a dossier, what comes out, and that it is the same each time."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone, translation

from claimguide.cases.models import Case, State
from claimguide.cases.vocab import ContactChannel, SubmissionChannel, SubmissionState
from claimguide.dossier import content, front, papers, selectors, services, tags, wording
from claimguide.dossier.models import Dossier
from claimguide.dossier.timeline import timeline
from claimguide.evidence import vault
from claimguide.letters import services as letters
from claimguide.letters.kinds import Way
from claimguide.letters.models import LetterVersion
from tests.evidence.bundle.conftest import stored, words

from .conftest import Make, bundle, exhibit, letter

pytestmark = pytest.mark.django_db


def names(dossier: Dossier) -> list[str]:
    return [file["printed"] for file in dossier.content["files"]]


def squeezed(page: str) -> str:
    return "".join(page.split())


def test_one_pdf_with_everything(filled: Case, make: Make) -> None:
    dossier = make()
    assert dossier.state == "ready"
    data = stored(dossier.stored_as)
    assert dossier.sha256 == hashlib.sha256(data).hexdigest()
    assert dossier.size == len(data)
    pages = [squeezed(page) for page in words(data)]
    assert dossier.pages == len(pages)
    for number, page in enumerate(pages, start=1):
        assert f"总第{number}页" in page
    assert "维权材料汇编" in pages[0]
    assert "目录" in pages[1]
    for name in (
        "案件时间线",
        "致商家函（第1版）",
        "致平台函（第1版）",
        "证据材料（副本，供消费者协会使用）",
    ):
        assert name in pages[1]
    assert "封存件" not in "".join(pages)


def test_the_contents_name_the_page_each_paper_begins_on(filled: Case, make: Make) -> None:
    dossier = make()
    data = stored(dossier.stored_as)
    pages = [squeezed(page) for page in words(data)]
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        at = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        marks = {item.title: at[item.destination[0].objgen] for item in outline.root}
    assert list(marks) == ["封面与目录", "案件时间线", *names(dossier)]
    for name, first in list(marks.items())[1:]:
        assert f"{squeezed(name)}" in pages[1]
        assert f"总第{first}页" in pages[1]
    assert "seller正文" in pages[marks["致商家函（第1版）"] - 1]


def test_papers_keep_their_own_pages_tags_and_bookmarks(filled: Case, make: Make) -> None:
    dossier = make()
    with pikepdf.open(io.BytesIO(stored(dossier.stored_as))) as pdf:
        root = pdf.Root.StructTreeRoot
        assert len(root.K) == 1 + 1 + len(names(dossier))
        numbers = list(root.ParentTree.Nums)[::2]
        assert numbers == sorted(set(numbers))
        tagged = [page for page in pdf.pages if "/StructParents" in page.obj]
        assert sorted(int(page.obj.StructParents) for page in tagged) == numbers
        owners = dict(zip(numbers, list(root.ParentTree.Nums)[1::2], strict=True))
        for page in tagged:
            for element in owners[int(page.obj.StructParents)]:
                assert element.Pg.objgen == page.obj.objgen
        with pdf.open_outline() as outline:
            below = {item.title: [each.title for each in item.children] for item in outline.root}
        assert any("证据1" in title for title in below["证据材料（副本，供消费者协会使用）"])
        about = str(pdf.Root.Metadata.read_bytes())
        assert "pdfuaid:part" not in about
        assert "pdfaid:part" not in about


def test_a_page_of_a_letter_is_drawn_as_in_the_letter_itself(filled: Case, make: Make) -> None:
    import pypdfium2

    dossier = make()
    own = LetterVersion.objects.get(case=filled, kind="seller")
    merged = pypdfium2.PdfDocument(stored(dossier.stored_as))
    alone = pypdfium2.PdfDocument(stored(own.pdf_name))
    place = next(
        at for at, page in enumerate(merged) if "seller正文" in page.get_textpage().get_text_bounded()
    )
    seen, drawn = (doc[at].render(scale=1).to_pil().convert("L") for doc, at in ((merged, place), (alone, 0)))
    above = (0, 0, seen.width, seen.height - 30)
    assert seen.crop(above).tobytes() == drawn.crop(above).tobytes()
    assert seen.tobytes() != drawn.tobytes()


def test_one_zip_that_sha256sum_checks(filled: Case, make: Make, tmp_path: Path) -> None:
    every = [*papers.papers(filled), *papers.bundles(filled)]
    dossier = make([each.key for each in every], form="zip")
    with zipfile.ZipFile(io.BytesIO(stored(dossier.stored_as))) as packed:
        listed = packed.namelist()
        packed.extractall(tmp_path / "out")
    case = filled.number
    assert sorted(listed) == [
        "00-目录.pdf",
        "01-案件时间线.pdf",
        f"02-致商家函-{case}-第1版.pdf",
        f"03-致平台函-{case}-第1版.pdf",
        f"04-证据材料（副本）{case}-2.pdf",
        f"05-证据材料（副本）{case}-2.zip",
        f"06-证据材料（封存件）{case}-1.pdf",
        f"07-证据材料（封存件）{case}-1.zip",
        "SHA256SUMS.txt",
    ]
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS.txt"],  # noqa: S607
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    assert checked.stdout.count("OK") == len(listed) - 1
    contents = squeezed("".join(words((tmp_path / "out" / "00-目录.pdf").read_bytes())))
    for line in (tmp_path / "out" / "SHA256SUMS.txt").read_text().splitlines():
        digest, _space, name = line.partition("  ")
        assert name == "00-目录.pdf" or (digest in contents and squeezed(name) in contents)
    assert "封存件" in contents


@pytest.mark.parametrize("form", ["pdf", "zip"])
def test_the_same_frozen_content_gives_the_same_bytes(filled: Case, make: Make, form: str) -> None:
    from claimguide.dossier import book, packing

    dossier = make(form=form)
    write = book.write if form == "pdf" else packing.write
    again = io.BytesIO()
    write(dossier.content, lambda file: Path(default_storage.path(file["stored"])), again)
    assert again.getvalue() == stored(dossier.stored_as)


def test_originals_never_go_along_unless_asked_for(filled: Case) -> None:
    offered = papers.bundles(filled)
    assert [each.files[0].kind for each in offered] == ["recipient", "sealed"]
    assert [each.newest for each in offered] == [True, False]


def test_old_versions_can_be_chosen_and_unfinished_ones_not(filled: Case) -> None:
    filled.purchase.shipping = None
    filled.purchase.save()
    filled.refresh_from_db()
    letter(filled, "seller")
    letters.order(filled, "association")
    found = papers.papers(filled)
    assert [(each.files[0].printed, each.newest) for each in found] == [
        ("致商家函（第2版）", True),
        ("致商家函（第1版）", False),
        ("致平台函（第1版）", True),
    ]


def test_the_sheets_of_the_forms_go_along_where_they_are_asked_for(filled: Case, make: Make) -> None:
    made = make([], form="pdf", with_sheets=True)
    said = "".join(words(stored(made.stored_as)))
    for sheet in made.content["sheets"]:
        assert sheet["title"] in said
        starts = [
            "".join(box["text"].split())[:12] for box in sheet["boxes"]
        ]  # a long one may go over a page
        assert [start for start in starts if start not in "".join(said.split())] == []
    assert {"表单填写单", "案件时间线"} <= set(wording.own_names(made.content))
    assert make([], form="pdf") != made


def test_sheets_are_frozen_in_chinese_whatever_language_the_page_is_in(filled: Case, make: Make) -> None:
    with translation.override("en"):
        titles = [sheet["title"] for sheet in make([], with_sheets=True).content["sheets"]]
    assert titles
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in title) for title in titles)


def test_a_dossier_made_before_there_were_sheets_is_still_shown() -> None:
    assert wording.own_names({"timeline": [], "files": []}) == ["案件时间线"]


def test_what_is_frozen_stays(filled: Case, make: Make) -> None:
    """The worker reads neither the case nor newer letters."""
    chosen = papers.papers(filled)
    ordered = services.order(filled, chosen, form="pdf", with_timeline=True)
    before = ordered.content
    filled.contacts.update(said="后来改的话")
    from claimguide.core import jobs

    assert ordered.job is not None
    jobs.run(ordered.job.pk)
    made = Dossier.objects.get(pk=ordered.pk)
    assert made.content == before
    assert "后来改的话" not in "".join(words(stored(made.stored_as)))


def test_the_timeline_is_in_order_of_date_and_tells_a_sent_letter_once(filled: Case) -> None:
    today = timezone.localdate()
    version = LetterVersion.objects.get(case=filled, kind="seller")
    letters.mark_sent(version, today, "mail")
    filled.submissions.create(channel="association", on=dt.date(2026, 11, 10), state="accepted", number="A1")
    filled.refresh_from_db()
    lines = timeline(filled, today)
    assert [each["on"] for each in lines] == sorted(each["on"] for each in lines)
    told = {(each["sort"], each["what"]) for each in lines}
    assert ("story", "下单") in told
    assert ("contact", "联系对方（平台聊天）") in told
    assert ("letter", "发出致商家函（第1版）") in told
    assert ("submission", "提交给消费者协会") in told
    assert ("record", "本站收到证据2件") in told
    assert ("record", "案件状态变为“等待答复”") in told
    assert any(sort == "deadline" for sort, _what in told)
    assert not [each for each in lines if each["sort"] == "contact" and each["on"] == today]


def test_every_code_has_its_words() -> None:
    assert set(wording.CHANNELS) == {*Way.values, *ContactChannel.values}
    assert set(wording.SUBMITTED_TO) == set(SubmissionChannel.values)
    assert set(wording.SUBMITTED) == set(SubmissionState.values)
    assert set(wording.STATES) == set(State.values)
    for chapter, column, _words in wording.STORY:
        assert Case._meta.get_field(chapter).related_model._meta.get_field(column)


def test_a_sending_taken_back_is_not_told(filled: Case) -> None:
    today = timezone.localdate()
    sending = letters.mark_sent(LetterVersion.objects.get(case=filled, kind="seller"), today, "mail")
    letters.take_back(sending)
    assert not [each for each in timeline(filled, today) if each["what"].startswith("发出")]


def test_removed_lines_are_not_told(filled: Case) -> None:
    filled.contacts.update(removed_at=timezone.now())
    assert not [each for each in timeline(filled, timezone.localdate()) if each["sort"] == "contact"]


def test_hostile_words_are_printed_as_words(filled: Case, make: Make) -> None:
    filled.contacts.create(
        on=dt.date(2026, 11, 3),
        channel="phone",
        said="<b>甲</b>&amp; \U0001f600",
        answer="<img src='file:///etc/passwd'>",
    )
    dossier = make([])
    assert dossier.state == "ready"
    text = "".join(words(stored(dossier.stored_as)))
    assert "<b>甲</b>&amp;" in text
    assert "〓" in text


def test_a_paper_without_tags_gives_up_its_numbers() -> None:
    from claimguide.core.typeset.engine import render_pdf

    article = (
        '<article class="letter" lang="zh-CN" data-facts="" data-notice=""><p class="para">甲</p></article>'
    )
    ours = render_pdf(article, title="a", created=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    book, plain = pikepdf.open(io.BytesIO(ours)), pikepdf.new()
    plain.add_blank_page()
    plain.pages[0].obj.StructParents = 0
    book.pages.extend(plain.pages)
    tags.join(book, plain, 1, "p1")
    assert "/StructParents" not in book.pages[1].obj
    assert int(book.pages[0].obj.StructParents) == 0


def test_long_contents_count_their_own_pages(
    filled: Case, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more rows than one page holds, every number in the list moves and still is right."""
    one = papers.papers(filled)[0]
    ordered = services.order(filled, [one], form="pdf", with_timeline=False)
    file = ordered.content["files"][0]
    many = {**ordered.content, "files": [{**file, "printed": f"第{n}份"} for n in range(1, 61)]}
    from claimguide.dossier import book

    out = io.BytesIO()
    total = book.write(many, lambda each: Path(default_storage.path(each["stored"])), out)
    pages = [squeezed(page) for page in words(out.getvalue())]
    fronts = total - 60 * len(pikepdf.open(default_storage.path(file["stored"])).pages)
    assert fronts > 2
    assert f"总第{fronts + 1}页" in pages[1]
    assert f"总第{total}页" in pages[fronts - 1]


def test_content_is_what_makes_a_dossier_another_one(filled: Case, make: Make) -> None:
    first = make()
    assert make() == first
    assert make(form="zip") != first
    assert make(with_timeline=False) != first
    assert Dossier.objects.filter(case=filled).count() == 3
    assert content.substance({**first.content, "made_at": "x", "dossier": "y"}) == first.content_sha256


def test_making_one_does_not_make_a_bundle_old(filled: Case, make: Make) -> None:
    from claimguide.evidence.bundle.selectors import bundles, outdated

    made = bundles(filled)
    before = outdated(filled, made)
    make()
    assert outdated(filled, made) == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"MAX_PAGES": 1}, "pages"),
        ({"MAX_BYTES": 10}, "size"),
        ({"MAX_KEPT": 0}, "kept"),
    ],
)
def test_limits(filled: Case, monkeypatch: pytest.MonkeyPatch, change: dict[str, int], code: str) -> None:
    for name, value in change.items():
        monkeypatch.setattr(selectors, name, value)
    with pytest.raises(services.Barred) as barred:
        services.order(filled, papers.papers(filled), form="pdf", with_timeline=True)
    assert [each.code for each in barred.value.barriers] == [code]
    assert not Dossier.objects.exists()


def test_nothing_chosen_and_no_room(filled: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.code for each in selectors.reason_not_to(filled, [], form="pdf", own_pages=False)] == [
        "nothing"
    ]
    assert selectors.reason_not_to(filled, [], form="pdf", own_pages=True) == []
    monkeypatch.setattr(vault, "has_room", lambda size: False)
    assert [
        each.code
        for each in selectors.reason_not_to(filled, papers.papers(filled), form="zip", own_pages=False)
    ] == ["no_room"]


def test_a_zip_has_no_limit_of_pages(filled: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "MAX_PAGES", 1)
    assert selectors.reason_not_to(filled, papers.papers(filled), form="zip", own_pages=True) == []


def test_contents_are_chinese_whatever_language_the_page_is_in(filled: Case) -> None:
    from django.utils.translation import override

    with override("en"):
        ordered = services.order(filled, papers.bundles(filled), form="zip", with_timeline=True)
    assert names(ordered)[0] == "证据材料（副本，供消费者协会使用）"
    assert front.title(ordered.content).startswith("维权材料汇编")


def test_an_exhibit_more_makes_no_difference_to_a_dossier_ordered_before(filled: Case, make: Make) -> None:
    dossier: Any = make(with_timeline=False)
    exhibit(filled)
    assert make(with_timeline=False) == dossier
    bundle(filled, "recipient", "seller")
    assert make(with_timeline=False) != dossier
