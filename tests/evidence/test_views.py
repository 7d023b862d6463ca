"""The board through a browser's eyes: who may see and change what, and what each answer carries."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from claimguide.cases import services as case_services
from claimguide.cases.models import Case, State
from claimguide.evidence import services, views_upload
from claimguide.evidence.models import Exhibit
from claimguide.evidence.refusals import Refused

from . import corpus
from .conftest import everything_in

Add = Callable[..., Exhibit]
Hold = Callable[..., Client]
READS = ("thumbnail", "preview", "original")


def url(name: str, case: Case, exhibit: Exhibit | None = None) -> str:
    return reverse(f"evidence:{name}", args=[case.pk, *([exhibit.pk] if exhibit else [])])


def post_files(browser: Client, case: Case, *files: tuple[str, bytes], **fields: Any) -> Any:
    data = {"files": [SimpleUploadedFile(name, body) for name, body in files], "whole": "1", **fields}
    return browser.post(url("upload", case), data)


def post_by_script(browser: Client, case: Case, name: str, body: bytes, **fields: Any) -> Any:
    data = {
        "whole": "1",
        "files": SimpleUploadedFile(name, body),
        "client_size": str(len(body)),
        "client_sha256": hashlib.sha256(body).hexdigest(),
        **fields,
    }
    return browser.post(url("upload", case), data, headers={"X-Requested-With": "fetch"})


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_an_empty_board_says_what_is_taken_and_what_is_missing(browser: Client, case: Case) -> None:
    page = browser.get(url("board", case))
    assert page.status_code == 200
    text = page.content.decode()
    assert 'name="files"' in text
    assert "20 MB" in text
    assert page.context["covered"] == 0
    assert [row["level"] for row in page.context["elements"]] == [0] * 5


def test_every_form_on_the_board_carries_its_token(case: Case, hold: Hold, add: Add) -> None:
    browser = hold(case)
    browser.handler.enforce_csrf_checks = True
    exhibit = add()
    services.remove(add())
    page = browser.get(url("board", case) + "?removed=")
    text = page.content.decode()
    assert text.count('method="post"') == text.count("csrfmiddlewaretoken") > 4
    assert browser.post(url("change", case, exhibit), {"go": "remove"}).status_code == 403
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    card = text[text.index(f'id="exhibit-{exhibit.pk}"') :]
    assert "csrfmiddlewaretoken" in card[: card.index("</form>")]
    assert browser.post(url("change", case, exhibit), {"go": "remove", **token}).status_code == 302


def test_good_files_are_added_and_bad_ones_named_beside_them(browser: Client, case: Case) -> None:
    page = post_files(
        browser,
        case,
        ("a.png", corpus.png()),
        ("b.exe", b"MZ"),
        ("c.jpg", corpus.jpeg()[:200]),
        ("d.jpg", corpus.jpeg()),
        proves=["buying", "<script>"],
    )
    assert page.status_code == 200
    assert [error.split(":")[0] for error in page.context["errors"]] == ["b.exe", "c.jpg"]
    assert [card["exhibit"].title for card in page.context["cards"]] == ["a", "d"]
    assert [e.value for e in page.context["cards"][0]["exhibit"].elements] == ["buying"]
    assert b"error-summary" in page.content


def test_all_good_files_lead_back_to_the_board(browser: Client, case: Case) -> None:
    answer = post_files(browser, case, ("a.png", corpus.png()), ("b.jpg", corpus.jpeg()))
    assert (answer.status_code, answer.url) == (302, url("board", case))
    assert Exhibit.objects.filter(case=case).count() == 2


def test_no_file_at_all(browser: Client, case: Case) -> None:
    page = browser.post(url("upload", case), {"whole": "1"})
    assert page.status_code == 200
    assert page.context["errors"] == [Refused("no_file").message]


def test_the_script_gets_the_card(browser: Client, case: Case, add: Add) -> None:
    add()
    answer = post_by_script(browser, case, "b.jpg", corpus.jpeg()).json()
    assert answer["ok"]
    assert f'id="exhibit-{answer["id"]}"' in answer["html"]
    assert 'value="up"' in answer["html"]
    assert 'value="down"' not in answer["html"]
    again = post_by_script(browser, case, "b.jpg", corpus.jpeg()).json()
    assert again["id"] == answer["id"]
    assert "html" not in again
    assert again["note"]


@pytest.mark.parametrize(
    ("file", "cause"),
    [
        (("a.gif", b"GIF89a"), (415, "wrong_type")),
        (("a.jpg", b"<html>"), (415, "differs")),
        (("a.jpg", b""), (422, "empty")),
        (("a.pdf", corpus.pdf_password("o", "u")), (422, "encrypted")),
    ],
)
def test_the_script_is_told_the_cause(
    browser: Client, case: Case, storage: Path, file: tuple[str, bytes], cause: tuple[int, str]
) -> None:
    answer = post_by_script(browser, case, *file)
    assert (answer.status_code, answer.json()["code"]) == cause
    assert answer.json()["ok"] is False
    assert answer.json()["error"]
    assert everything_in(storage.parent) == []


def test_every_cause_has_words_of_its_own() -> None:
    from claimguide.evidence.refusals import CODES

    values = {"max": 1, "used": "1", "files": 1}
    assert len({Refused(code, **values).message for code in CODES}) == len(CODES)


@pytest.mark.parametrize("lost", ["client_size", "client_sha256"])
def test_a_wrong_size_or_hash_is_a_cut_file(browser: Client, case: Case, lost: str) -> None:
    wrong = {"client_size": "3", "client_sha256": "ab" * 32}[lost]
    answer = post_by_script(browser, case, "a.png", corpus.png(), **{lost: wrong})
    assert (answer.status_code, answer.json()["code"]) == (422, "truncated")


def test_a_body_cut_before_its_end_keeps_only_the_whole_files(browser: Client, case: Case) -> None:
    """Django itself takes a multipart body without its closing boundary and says nothing."""
    mark = "BoUnDaRy"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode() + body
        for name, body in (("a.jpg", corpus.jpeg()), ("b.png", corpus.png()), ("c.jpg", corpus.with_exif()))
    ]
    cut = b"\r\n".join(parts)[:-300]
    kind = f"multipart/form-data; boundary={mark}"
    page = browser.generic("POST", url("upload", case), cut, content_type=kind)
    assert [card["exhibit"].title for card in page.context["cards"]] == ["a", "b"]
    assert page.context["errors"] == [Refused("cut").message]


@pytest.mark.parametrize("missing", [50, 400])
def test_a_single_file_that_was_cut_is_not_taken(browser: Client, case: Case, missing: int) -> None:
    mark = "BoUnDaRy"
    body = (
        f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n'.encode()
        + corpus.png()
        + f'\r\n--{mark}\r\nContent-Disposition: form-data; name="whole"\r\n\r\n1\r\n--{mark}--\r\n'.encode()
    )
    kind = f"multipart/form-data; boundary={mark}"
    page = browser.generic("POST", url("upload", case), body[:-missing], content_type=kind)
    assert page.context["cards"] == []
    assert page.context["errors"][-1] == Refused("cut").message
    script = {"X-Requested-With": "fetch"}
    answer = browser.generic("POST", url("upload", case), body, content_type=kind, headers=script)
    assert answer.status_code == 422
    assert not Exhibit.objects.exists()


@pytest.mark.parametrize(
    "name",
    ['a"; filename="x.html.pdf', "订单\r\nX-Evil: 1.pdf", "<img src=x>.pdf", "=cmd.pdf", "长" * 200 + ".pdf"],
)
def test_a_download_has_one_harmless_name(browser: Client, case: Case, name: str) -> None:
    exhibit = services.receive(case, _named(name, corpus.pdf()))
    answer = browser.get(url("original", case, exhibit))
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert disposition.count("filename") == 1 + disposition.count("x.html")
    assert "X-Evil" not in answer.headers
    assert body_of(answer) == corpus.pdf() or answer.status_code == 200


def _named(name: str, body: bytes) -> SimpleUploadedFile:
    upload = SimpleUploadedFile("x.pdf", body)
    upload.name = name
    return upload


def test_files_are_given_out_so_that_no_browser_runs_or_keeps_them(browser: Client, case: Case) -> None:
    data = corpus.with_exif()
    exhibit = services.receive(case, SimpleUploadedFile("照片.jpg", data))
    for name in READS:
        answer = browser.get(url(name, case, exhibit))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        sent = body_of(answer)
        assert (sent == data) is (name == "original")
        assert (corpus.SECRET.encode() in sent) is (name == "original")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def _requests(case: Case, exhibit: Exhibit) -> list[tuple[str, str, dict[str, str]]]:
    """Addresses of this room with a method and a body; tests/test_every_url.py has all of them."""
    return [
        ("get", url("board", case), {}),
        ("get", url("strength", case), {}),
        ("post", url("upload", case), {"whole": "1"}),
        ("post", url("uploads", case), {"name": "b.jpg", "client_size": "9"}),
        ("post", url("statuses", case), {"loss": "gone"}),
        ("get", url("describe", case, exhibit), {}),
        ("post", url("describe", case, exhibit), {"title": "taken over"}),
        ("post", url("change", case, exhibit), {"go": "remove"}),
        *[("get", url(name, case, exhibit), {}) for name in READS],
    ]


@pytest.mark.parametrize("who", ["other", "anonymous", "staff_without_rights"])
def test_whoever_may_not_see_the_case_gets_the_same_404(
    request: pytest.FixtureRequest, case: Case, add: Add, hold: Hold, who: str
) -> None:
    exhibit = add()
    visitors = {"other": lambda: hold(case_services.open_case()), "anonymous": Client}
    visitor = visitors.get(who, lambda: request.getfixturevalue(who))()
    unknown = uuid.uuid4()
    for method, address, body in _requests(case, exhibit):
        foreign = getattr(visitor, method)(address, body)
        missing = getattr(visitor, method)(address.replace(str(case.pk), str(unknown)), body)
        assert foreign.status_code == missing.status_code == 404, address
        strip = str(case.pk), str(unknown)
        assert _without(foreign, *strip) == _without(missing, *strip)
    exhibit.refresh_from_db()
    assert (exhibit.title, exhibit.removed_at) == ("a", None)


def _without(response: Any, *words: str) -> str:
    text = response.content.decode()
    for word in words:
        text = text.replace(word, "")
    return "\n".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)


def test_the_holder_reaches_everything(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    for method, address, body in _requests(case, exhibit):
        if body.get("go") != "remove":
            assert getattr(browser, method)(address, body).status_code in (200, 302), address


def test_an_exhibit_is_found_under_its_own_case_only(hold: Hold, case: Case, add: Add) -> None:
    exhibit, mine = add(), case_services.open_case()
    browser = hold(mine)
    for name in (*READS, "describe"):
        assert browser.get(url(name, mine, exhibit)).status_code == 404
    assert browser.post(url("change", mine, exhibit), {"go": "remove"}).status_code == 404
    exhibit.refresh_from_db()
    assert exhibit.removed_at is None


def test_staff_who_only_see_change_nothing_and_leave_a_trace(reader: Client, case: Case, add: Add) -> None:
    exhibit = add()
    for method, address, body in _requests(case, exhibit):
        status = getattr(reader, method)(address, body).status_code
        writes = method == "post" or address == url("describe", case, exhibit)
        assert status == (403 if writes else 200), address
    opened = case.events.filter(kind="exhibit_opened")
    assert [event.data["what"] for event in opened] == ["preview", "original"]
    assert all(event.actor is not None for event in opened)


def test_the_holder_leaves_no_reading_trace(browser: Client, case: Case, add: Add) -> None:
    browser.get(url("original", case, add()))
    assert not case.events.filter(kind="exhibit_opened").exists()


@pytest.mark.parametrize("state", ["received", "checking", "refused"])
def test_nothing_is_given_out_before_it_is_clean(browser: Client, case: Case, add: Add, state: str) -> None:
    exhibit = add()
    refusal = "damaged" if state == "refused" else ""
    Exhibit.objects.filter(pk=exhibit.pk).update(state=state, refusal=refusal)
    for name in (*READS, "describe"):
        assert browser.get(url(name, case, exhibit)).status_code == 404


def test_removed_files_are_not_given_out_until_brought_back(browser: Client, case: Case, add: Add) -> None:
    exhibit = add("受损.png")
    answer = browser.post(url("change", case, exhibit), {"go": "remove"})
    board = browser.get(answer.url)
    assert board.context["undo"].pk == exhibit.pk
    assert board.context["cards"] == []
    for name in READS:
        assert browser.get(url(name, case, exhibit)).status_code == 404
    browser.post(url("change", case, exhibit), {"go": "undo"})
    assert browser.get(url("preview", case, exhibit)).status_code == 200


def test_a_file_lost_from_storage_is_a_404_not_a_crash(
    browser: Client, case: Case, add: Add, storage: Path
) -> None:
    exhibit = add()
    (storage / exhibit.preview_name).unlink()
    assert browser.get(url("preview", case, exhibit)).status_code == 404


def test_buttons_move_cards(browser: Client, case: Case, add: Add) -> None:
    add("a.png")
    second = add("b.png")
    browser.post(url("change", case, second), {"go": "up"})
    cards = browser.get(url("board", case)).context["cards"]
    assert [(card["exhibit"].title, card["first"], card["last"]) for card in cards] == [
        ("b", True, False),
        ("a", False, True),
    ]
    assert browser.post(url("change", case, second), {"go": "sideways"}).status_code == 404


def test_describing_a_file(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    address = url("describe", case, exhibit)
    said = {
        "title": " 聊天记录\u202e ",
        "proves": ["promise", "notice"],
        "taken_on": "2026年3月5日",
        "source": "photo",
    }
    answer = browser.post(address, said)
    assert answer.status_code == 302
    exhibit = Exhibit.objects.get(pk=exhibit.pk)
    assert (exhibit.title, str(exhibit.taken_on), exhibit.source) == ("聊天记录", "2026-03-05", "photo")
    assert [element.value for element in exhibit.elements] == ["promise", "notice"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 81},
        {"title": "a\x00"},
        {"taken_on": "2026-02-30"},
        {"taken_on": "2999-01-01"},
        {"proves": ["everything"]},
        {"source": "<script>"},
    ],
)
def test_a_wrong_description_changes_nothing(
    browser: Client, case: Case, add: Add, wrong: dict[str, Any]
) -> None:
    exhibit = add()
    page = browser.post(url("describe", case, exhibit), {"title": "fine", **wrong})
    assert page.status_code == 200
    assert page.context["form"].errors
    exhibit.refresh_from_db()
    assert exhibit.title == "a"


def test_text_in_names_and_titles_is_never_markup(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    services.describe(exhibit, services.Description("<script>alert(1)</script>{{7*7}}"))
    for address in (url("board", case), url("describe", case, exhibit)):
        text = browser.get(address).content.decode()
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "{{7*7}}" in text


def test_saying_what_can_still_be_got(browser: Client, case: Case) -> None:
    answer = browser.post(url("statuses", case), {"paying": "can_get", "buying": "", "notice": "gone"})
    assert answer.status_code == 302
    assert dict(case.proof_statuses.values_list("element", "have")) == {"paying": "can_get", "notice": "gone"}
    page = browser.post(url("statuses", case), {"paying": "sold"})
    assert page.status_code == 200
    assert page.context["status_form"].errors
    assert case.proof_statuses.count() == 2


def test_a_settled_case_shows_its_exhibits_and_takes_nothing(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    case_services.move(case, State.SETTLED)
    page = browser.get(url("board", case))
    assert b'name="files"' not in page.content
    assert page.context["cards"][0]["action_url"] == ""
    answer = post_by_script(browser, case, "b.jpg", corpus.jpeg())
    assert (answer.status_code, answer.json()["code"]) == (409, "barred")
    assert post_files(browser, case, ("b.jpg", corpus.jpeg())).status_code == 409
    assert browser.post(url("change", case, exhibit), {"go": "remove"}).status_code == 409
    assert browser.post(url("describe", case, exhibit), {"title": "x"}).status_code == 409
    assert browser.post(url("statuses", case), {"loss": "gone"}).status_code == 409
    assert Exhibit.objects.get().title == "a"


def test_uploads_are_limited_in_an_hour(browser: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views_upload, "UPLOADS_PER_HOUR", 1)
    assert post_by_script(browser, case, "a.jpg", corpus.jpeg()).status_code == 200
    assert post_by_script(browser, case, "b.png", corpus.png()).status_code == 429


def test_only_the_right_method_is_taken(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    for name in ("upload", "statuses"):
        assert browser.get(url(name, case)).status_code == 405
    assert browser.get(url("change", case, exhibit)).status_code == 405
    assert browser.post(url("original", case, exhibit)).status_code == 405


@pytest.mark.parametrize("files", [1, 8])
def test_the_board_costs_the_same_queries_however_many_files(
    browser: Client, case: Case, add: Add, files: int, django_assert_max_num_queries: Any
) -> None:
    for _each in range(files):
        add(proves=("buying", "defect"))
    # The calendar of workdays is read once in a process.
    browser.get(url("board", case))
    with django_assert_max_num_queries(12):
        browser.get(url("board", case))


def token_of(page: HttpResponse) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page.content.decode())
    assert found is not None
    return found[1]


def test_two_tabs_that_describe_one_file_overwrite_nothing(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    address = url("describe", case, exhibit)
    seen = token_of(browser.get(address))
    assert browser.post(address, {"title": "第一个", "token": seen}).status_code == 302
    # The same once more is no other text.
    assert browser.post(address, {"title": "第一个", "token": seen}).status_code == 302
    assert case.events.filter(kind="exhibit_described").count() == 1
    refused = browser.post(address, {"title": "第二个", "token": seen})
    assert refused.status_code == 409
    assert [words in refused.content.decode() for words in ("第一个", "第二个")] == [True, True]
    exhibit.refresh_from_db()
    assert exhibit.title == "第一个"
    # What was typed is there again; it can be let go, or put in the place of the other.
    assert 'value="第二个"' in browser.get(address).content.decode()
    assert browser.post(address, {"title": "第二个", "token": token_of(refused)}).status_code == 302
    exhibit.refresh_from_db()
    assert exhibit.title == "第二个"
    assert not case.drafts.exists()


def test_the_language_switch_keeps_what_was_typed_of_a_file(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    address = url("describe", case, exhibit)
    answer = browser.post(address, {"title": "写到一半", "proves": ["loss"], "go": "language:en"})
    assert answer["Location"] == address
    page = browser.get(address).content.decode()
    assert '<html lang="en">' in page
    assert 'value="写到一半"' in page
    exhibit.refresh_from_db()
    assert exhibit.title == "a"
    browser.get(f"{address}?keep=1")
    assert 'value="写到一半"' not in browser.get(address).content.decode()
