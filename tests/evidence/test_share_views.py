"""The page on which the consumer says what recipients get: who may, what is refused, what is never lost."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claimguide.cases import services as case_services
from claimguide.cases.models import Case, Event, State
from claimguide.evidence import services as evidence
from claimguide.evidence.models import Cover, Exhibit, Reading, Sharing, TextCover
from claimguide.evidence.refusals import Refused
from claimguide.evidence.share import selectors, services

from . import corpus
from .test_share_services import as_text, printed, put
from .test_views import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_into_once")]
PAGES = ("share", "share_copy", "share_copy_page")


def url(exhibit: Exhibit, name: str = "share") -> str:
    return reverse(f"evidence:{name}", args=[exhibit.case_id, exhibit.pk])


def post(browser: Client, exhibit: Exhibit, go: str, page: int = 1, **data: Any) -> Any:
    data.setdefault("expected", selectors.token(exhibit))
    return browser.post(f"{url(exhibit)}?edit=1&page={page}", {"go": go, **data})


@pytest.fixture
def photo(case: Case) -> Exhibit:
    return put(case, "a.jpg", corpus.with_exif())


@pytest.fixture
def letter(case: Case) -> Exhibit:
    return put(case, "a.pdf", printed(3))


@pytest.fixture
def chat(case: Case, db: None) -> Exhibit:
    return as_text(case, "\n收货人：王芳\n电话13812345678，再打13812345678😀京A12345\n王芳")


def kept(exhibit: Exhibit) -> list[tuple[int, ...]]:
    return [(each.page, *each.box) for each in exhibit.covers.all()]


def test_from_boxes_to_the_word(browser: Client, photo: Exhibit) -> None:
    page = browser.get(url(photo)).content.decode()
    assert 'name="boxes"' in page
    answer = post(browser, photo, "preview", boxes="10 20 30.5 4 phone\n0,0,100%,5")
    assert answer.url == url(photo)
    assert kept(photo) == [(0, 0, 0, 10_000, 500), (0, 1_000, 2_000, 3_050, 400)]
    page = browser.get(url(photo))
    assert page.context["stage"] == "check"
    photo.refresh_from_db()
    assert photo.shared_sha256 in page.content.decode()
    assert body_of(browser.get(url(photo, "share_copy"))).startswith(b"\xff\xd8\xff")
    assert post(browser, photo, "confirm", sha256=photo.shared_sha256).status_code == 302
    photo.refresh_from_db()
    assert photo.sharing == Sharing.COVERED
    assert browser.get(url(photo)).context["stage"] == "decided"


def test_a_pdf_is_covered_page_by_page(browser: Client, letter: Exhibit) -> None:
    assert post(browser, letter, "next", boxes="0 0 50 50").url.endswith("page=2")
    assert post(browser, letter, "next", page=2, boxes="1 1 5 5").url.endswith("page=3")
    assert post(browser, letter, "next", page=3).url.endswith("page=3")
    assert post(browser, letter, "before", page=3).url.endswith("page=2")
    assert [page for page, *_box in kept(letter)] == [0, 1]
    drawn = browser.get(url(letter) + "?edit=1&page=2").context["picture"]
    assert body_of(browser.get(drawn)).startswith(b"\xff\xd8\xff")
    post(browser, letter, "preview", page=2, boxes="1 1 5 5")
    assert browser.get(url(letter, "share_copy_page") + "?page=3").content.startswith(b"\xff\xd8\xff")
    download = browser.get(url(letter, "share_copy"))
    assert download["Content-Disposition"].startswith("attachment")
    assert body_of(download).startswith(b"%PDF-")


@pytest.mark.parametrize("asked", ["0", "4", "-1", "x", "", "99999999999", "２"])
def test_a_page_that_is_not_there_is_the_first(browser: Client, letter: Exhibit, asked: str) -> None:
    assert browser.get(url(letter), {"page": asked}).context["page"] == 1


BAD_LINES = [
    "10 10 10",
    "10 10 10 10 phone more",
    "a b c d",
    "10 10 95 10",
    "10 95 10 10",
    "0 0 0 10",
    "0 0 10 0",
    "-1 0 10 10",
    "101 0 10 10",
    "1e1 0 10 10",
    "0 0 10 10 nonsense",
    "0 0 10 10 <b>",
    "NaN 0 10 10",
    "\x00",
    "9" * 500,
]


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_line_that_is_no_box_is_named_and_nothing_is_lost(
    browser: Client, photo: Exhibit, line: str
) -> None:
    page = post(browser, photo, "preview", boxes=f"1 1 5 5\n{line}")
    assert page.status_code == 200
    assert page.context["form"].errors["boxes"]
    assert "1 1 5 5" in page.content.decode()
    assert kept(photo) == []


@pytest.mark.parametrize("strip", ["strip-top", "strip-bottom", "strip-page"])
def test_a_strip_is_added_to_what_was_written(browser: Client, photo: Exhibit, strip: str) -> None:
    for _again in range(2):
        post(browser, photo, strip, boxes="\n".join(["1 1 5 5", *lines_of(photo)[1:]]))
    assert len(kept(photo)) == 2


def lines_of(exhibit: Exhibit) -> list[str]:
    return [" ".join(str(side / 100) for side in each.box) for each in exhibit.covers.order_by("pk")]


def test_too_many_boxes(browser: Client, photo: Exhibit) -> None:
    lines = "\n".join(f"1 {n / 10} 5 5" for n in range(services.MAX_BOXES + 1))
    page = post(browser, photo, "save", boxes=lines)
    assert page.context["form"].errors
    assert "1 20.0 5 5" in page.content.decode()


def test_another_window_was_faster(browser: Client, photo: Exhibit) -> None:
    page = post(browser, photo, "save", boxes="1 1 5 5", expected="0" * 32)
    assert page.status_code == 409
    assert "1 1 5 5" in page.content.decode()
    assert selectors.token(photo) in page.content.decode()


def test_the_word_for_another_copy_is_not_taken(browser: Client, photo: Exhibit) -> None:
    post(browser, photo, "preview")
    assert post(browser, photo, "confirm", sha256="0" * 64).status_code == 409
    photo.refresh_from_db()
    assert photo.sharing == Sharing.UNDECIDED


def test_nothing_to_hide_and_kept_back(browser: Client, photo: Exhibit) -> None:
    for go, sharing in (("whole", "whole"), ("keep", "kept"), ("reopen", "")):
        assert post(browser, photo, go).status_code == 302
        photo.refresh_from_db()
        assert photo.sharing == sharing
        assert browser.get(url(photo)).status_code == 200


def test_whole_with_boxes_is_asked_back(browser: Client, photo: Exhibit) -> None:
    post(browser, photo, "save", boxes="1 1 5 5")
    assert post(browser, photo, "whole").status_code == 409


def test_suggestions_are_taken_one_by_one(browser: Client, photo: Exhibit) -> None:
    lines = [{"page": 0, "text": f"电话1381234567{n}", "box": [0, n * 500, 6000, 300]} for n in range(3)]
    Reading.objects.create(exhibit=photo, state="done", lines=lines)
    first, second, _third = (offer.box for offer in selectors.picture_suggestions(photo))
    key = "-".join(map(str, first))
    post(browser, photo, "save", accept=key)
    assert list(photo.covers.values_list("reason", "suggested")) == [("phone", True)]
    page = post(browser, photo, "save", boxes="", accept="1-2-3-4")
    assert page.context["form"].errors["accept"]
    post(browser, photo, "preview", boxes=lines_of(photo)[0] + " phone", accept="-".join(map(str, second)))
    assert browser.get(url(photo)).context["left"] == 1
    assert photo.covers.filter(suggested=True).count() == 2


# texts ------------------------------------------------------------------------------------------------


def test_words_of_a_text(browser: Client, chat: Exhibit) -> None:
    page = browser.get(url(chat))
    assert [each["text"] for each in page.context["words"]] == ["王芳", "13812345678", "京A12345"]
    shown = re.search(r"<pre[^>]*data-text>\n(.*?)</pre>", page.content.decode(), re.DOTALL)
    assert shown
    assert re.sub("<[^>]*>", "", shown[1]).startswith("\n收货人：王芳\n电话13812345678，")
    post(browser, chat, "save", hide=["王芳", "13812345678"])
    assert TextCover.objects.count() == 4
    ticked = [each["text"] for each in browser.get(url(chat)).context["words"] if each["on"]]
    assert ticked == ["王芳", "13812345678"]
    post(browser, chat, "preview", hide=["王芳"], find="电话")
    page = browser.get(url(chat))
    assert page.context["copy_text"] == "\n收货人：█████\n█████13812345678，再打13812345678😀京A12345\n█████"
    assert page.context["left"] == 3
    assert "13812345678" in page.content.decode()


def test_a_single_place_and_back(browser: Client, chat: Exhibit) -> None:
    post(browser, chat, "save", runs="5-2")
    assert list(chat.text_covers.values_list("start", "length")) == [(5, 2)]
    page = browser.get(url(chat) + "?edit=1")
    assert page.context["single"] == [{"key": "5-2", "text": "王芳"}]
    assert page.context["form"]["runs"].value() == "5-2"
    post(browser, chat, "unhide-5-2", runs="5-2")
    assert not chat.text_covers.exists()


@pytest.mark.parametrize(
    "data",
    [
        {"runs": "0-0"},
        {"runs": "1000-5"},
        {"runs": "x"},
        {"runs": "-1-5"},
        {"hide": "nicht da"},
        {"find": "不在这里"},
        {"find": "x" * 300},
    ],
)
def test_words_that_are_not_there(browser: Client, chat: Exhibit, data: dict[str, str]) -> None:
    page = post(browser, chat, "preview", **data)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not chat.text_covers.exists()


def test_a_text_is_shown_as_text(browser: Client, case: Case) -> None:
    exhibit = as_text(case, "<script>alert(1)</script> 13812345678")
    post(browser, exhibit, "save", hide="13812345678")
    for stage in ("?edit=1", ""):
        page = browser.get(url(exhibit) + stage).content.decode()
        assert "<script>alert" not in page
    post(browser, exhibit, "preview", hide="13812345678")
    download = browser.get(url(exhibit, "share_copy"))
    assert body_of(download).decode() == "<script>alert(1)</script> █████"
    assert download["Content-Disposition"].startswith("attachment")
    assert "sandbox" in download["Content-Security-Policy"]


# who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_parts_of_other_cases_removed_and_unknown_ones_are_not_found(
    browser: Client, case: Case, name: str
) -> None:
    other = case_services.open_case()
    foreign, gone = put(other, "a.jpg", corpus.jpeg()), put(case, "a.pdf", printed(1))
    services.share_whole(gone)
    evidence.remove(gone)
    for path in (
        url(foreign, name),
        reverse(f"evidence:{name}", args=[case.pk, foreign.pk]),
        url(gone, name),
        reverse(f"evidence:{name}", args=[case.pk, uuid.uuid4()]),
    ):
        assert browser.get(path).status_code == 404
        assert browser.post(path, {"go": "whole"}).status_code in (404, 405)
    foreign.refresh_from_db()
    assert foreign.sharing == ""


def test_who_only_reads_changes_nothing_and_leaves_a_trace(reader: Client, photo: Exhibit) -> None:
    services.share_whole(photo)
    assert reader.get(url(photo)).status_code == 200
    assert reader.get(url(photo, "share_copy")).status_code == 200
    assert post(reader, photo, "keep").status_code == 403
    assert Event.objects.filter(case=photo.case, kind="exhibit_opened", data__what="copy").exists()


def test_a_settled_case_shows_but_takes_nothing(browser: Client, case: Case, photo: Exhibit) -> None:
    post(browser, photo, "save", boxes="1 1 5 5")
    case_services.move(case, State.SETTLED)
    assert browser.get(url(photo)).status_code == 200
    for go in ("save", "preview", "whole", "keep", "reopen", "confirm"):
        assert post(browser, photo, go).status_code == 409
    assert len(kept(photo)) == 1


@pytest.mark.parametrize("go", ["", "nonsense", "unhide-1-2"])
def test_an_unknown_button(browser: Client, photo: Exhibit, go: str) -> None:
    assert post(browser, photo, go).status_code == 404


def test_no_copy_no_answer(browser: Client, photo: Exhibit) -> None:
    assert browser.get(url(photo, "share_copy")).status_code == 404
    assert browser.get(url(photo, "share_copy_page")).status_code == 404


def test_a_file_the_child_cannot_work_on_says_so(
    browser: Client, photo: Exhibit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise Refused("unavailable")

    monkeypatch.setattr(services.copies.runner, "burn", fail)
    page = post(browser, photo, "preview", boxes="1 1 5 5")
    assert page.status_code == 503
    assert len(kept(photo)) == 1
    assert 'value="keep"' in page.content.decode()


def test_the_original_is_never_what_the_copy_answers(browser: Client, photo: Exhibit) -> None:
    post(browser, photo, "whole")
    assert body_of(browser.get(url(photo, "share_copy"))) != corpus.with_exif()
    assert Cover.objects.count() == 0


def test_a_film_is_taken_whole_or_kept_back(browser: Client, photo: Exhibit) -> None:
    Exhibit.objects.filter(pk=photo.pk).update(kind="mp4")
    page = browser.get(url(photo))
    assert page.context["stage"] == "film"
    assert post(browser, photo, "save").status_code == 404
    assert post(browser, photo, "keep").status_code == 302
    assert browser.get(url(photo) + "?edit=1").status_code == 200
