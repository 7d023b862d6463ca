"""The list: its order, what is on its way, what was refused, and how it is shown with many exhibits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from claimguide.cases import services as case_services
from claimguide.cases.models import Case, State
from claimguide.core import jobs
from claimguide.evidence import cards, selectors
from claimguide.evidence.models import CopyOrder, Exhibit

from .rows import row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_into_once")]


def url(name: str, case: Case, exhibit: Exhibit | None = None) -> str:
    return reverse(f"evidence:{name}", args=[case.pk, *([exhibit.pk] if exhibit else [])])


def titles(case: Case) -> list[str]:
    return [each.title for each in selectors.clean_exhibits(case)]


def by_script(browser: Client, case: Case, order: list[Any]) -> Any:
    return browser.post(url("order", case), {"order": order}, headers={"X-Requested-With": "fetch"})


def test_an_order_is_taken_whole(browser: Client, case: Case) -> None:
    a, b, c = row(case, title="a"), row(case, title="b"), row(case, title="c")
    row(case, title="late", state="checking")
    answer = by_script(browser, case, [c.pk, a.pk, b.pk])
    assert answer.status_code == 200
    assert answer.json()["ok"]
    assert titles(case) == ["c", "a", "b"]
    assert answer.json()["html"].index(f'id="exhibit-{c.pk}"') < answer.json()["html"].index(
        f'id="exhibit-{a.pk}"'
    )
    assert case.events.filter(kind="exhibits_ordered").count() == 1


def test_the_same_order_again_changes_nothing(browser: Client, case: Case) -> None:
    a, b = row(case, title="a"), row(case, title="b")
    assert by_script(browser, case, [a.pk, b.pk]).status_code == 200
    assert not case.events.filter(kind="exhibits_ordered").exists()


@pytest.mark.parametrize("wrong", ["missing", "unknown", "twice", "foreign", "removed", "nonsense", "empty"])
def test_an_order_of_another_list_is_refused(browser: Client, case: Case, wrong: str) -> None:
    a, b = row(case, title="a"), row(case, title="b")
    foreign = row(case_services.open_case(), title="x")
    gone = row(case, title="gone", removed_at="2026-11-01T00:00:00Z")
    orders = {
        "missing": [b.pk],
        "unknown": [b.pk, a.pk, uuid4()],
        "twice": [b.pk, b.pk],
        "foreign": [b.pk, foreign.pk],
        "removed": [b.pk, a.pk, gone.pk],
        "nonsense": ["1", "2"],
        "empty": [],
    }
    answer = by_script(browser, case, orders[wrong])
    assert answer.status_code == 409
    assert answer.json()["error"]
    assert titles(case) == ["a", "b"]


def test_without_a_script_an_order_is_a_form_like_any_other(browser: Client, case: Case) -> None:
    a, b = row(case, title="a"), row(case, title="b")
    answer = browser.post(url("order", case), {"order": [b.pk, a.pk]})
    assert (answer.status_code, answer.url) == (302, url("board", case))
    assert titles(case) == ["b", "a"]
    page = browser.post(url("order", case), {"order": [b.pk]})
    assert page.status_code == 409
    assert b"error-summary" in page.content


def test_a_settled_case_keeps_its_order(browser: Client, case: Case) -> None:
    a, b = row(case, title="a"), row(case, title="b")
    case_services.move(case, State.SETTLED)
    assert by_script(browser, case, [b.pk, a.pk]).status_code == 409
    assert titles(case) == ["a", "b"]


def test_what_is_on_its_way_asks_again_until_it_is_judged(browser: Client, case: Case) -> None:
    coming = row(case, title="video", kind="mp4", state="checking")
    page = browser.get(url("board", case))
    assert b"every 2s" in page.content
    mark = selectors.listing(case).mark
    assert browser.get(url("arrivals", case), {"seen": mark}).status_code == 204
    Exhibit.objects.filter(pk=coming.pk).update(state="clean")
    answer = browser.get(url("arrivals", case), {"seen": mark})
    assert answer.status_code == 200
    assert answer["HX-Trigger"] == "files-judged"
    assert b"every 2s" not in answer.content
    assert b'id="listing" hx-swap-oob="true"' in answer.content
    assert f'id="exhibit-{coming.pk}"'.encode() in answer.content


def test_a_refused_file_says_why_until_it_is_put_away(browser: Client, case: Case) -> None:
    refused = row(case, title="bad", state="refused", refusal="encrypted")
    with translation.override("en"):
        page = browser.get(url("board", case), headers={"accept-language": "en"})
    assert page.context["refused"][0]["words"]
    assert page.context["cards"] == []
    answer = browser.post(url("dismiss", case, refused))
    assert answer.status_code == 302
    assert not Exhibit.objects.filter(pk=refused.pk).exists()
    assert case.events.filter(kind="exhibit_dismissed").exists()


def test_only_refused_files_can_be_put_away(browser: Client, case: Case) -> None:
    for exhibit in (row(case), row(case, state="checking")):
        assert browser.post(url("dismiss", case, exhibit)).status_code == 404
        assert Exhibit.objects.filter(pk=exhibit.pk).exists()


@pytest.mark.parametrize("code", ["too_large", "case_full", "damaged", "never_heard_of"])
def test_every_refusal_has_words(case: Case, code: str) -> None:
    said = cards.refusal_words(row(case, state="refused", refusal=code))
    assert said
    assert "%(" not in said


def test_the_filter_shows_one_element_and_leaves_the_order_alone(browser: Client, case: Case) -> None:
    for number in range(6):
        row(case, title=f"t{number}", proves=("buying",) if number % 2 else ())
    page = browser.get(url("board", case))
    assert [each["count"] for each in page.context["filters"]] == [6, 3, 3]
    shown = browser.get(url("board", case), {"show": "buying"})
    assert [card["exhibit"].number for card in shown.context["cards"]] == [2, 4, 6]
    assert b'value="up"' not in shown.content
    assert b"data-order-url" not in shown.content
    unsaid = browser.get(url("board", case), {"show": "unsaid"})
    assert [card["exhibit"].number for card in unsaid.context["cards"]] == [1, 3, 5]
    assert len(browser.get(url("board", case), {"show": "<b>"}).context["cards"]) == 6


@pytest.mark.parametrize(
    ("count", "asked", "compact"),
    [(3, "", False), (12, "", True), (12, "large", False), (3, "compact", True), (3, "x", False)],
)
def test_many_exhibits_are_small_rows(
    browser: Client, case: Case, count: int, asked: str, compact: bool
) -> None:
    for _each in range(count):
        row(case)
    page = browser.get(url("board", case), {"view": asked} if asked else {})
    assert page.context["compact"] is compact


def test_an_empty_list_names_three_things_to_begin_with(browser: Client, case: Case) -> None:
    page = browser.get(url("board", case))
    assert len(page.context["first_three"]) == 3
    assert b"empty-art" in page.content
    row(case)
    assert b"empty-art" not in browser.get(url("board", case)).content


@pytest.mark.parametrize(
    ("fields", "length"),
    [({}, ""), ({"seconds": 65}, "1:05"), ({"seconds": 3725}, "1:02:05"), ({"seconds": 0}, "0:00")],
)
def test_a_card_says_how_long_a_recording_runs(case: Case, fields: dict[str, Any], length: str) -> None:
    assert cards.length(row(case, kind="m4a", **fields)) == length


def test_sound_has_an_icon_instead_of_a_picture(browser: Client, case: Case) -> None:
    sound, picture = row(case, kind="mp3", seconds=5), row(case)
    page = browser.get(url("board", case))
    by_pk = {card["exhibit"].pk: card for card in page.context["cards"]}
    assert by_pk[sound.pk]["thumb_url"] == ""
    assert by_pk[picture.pk]["thumb_url"]


@pytest.mark.parametrize(
    ("kind", "end"),
    [("jpeg", "preview.jpg"), ("pdf", "pages/"), ("mp4", "media"), ("mp3", "media"), ("text", "text/")],
)
def test_each_kind_is_opened_in_its_own_way(browser: Client, case: Case, kind: str, end: str) -> None:
    exhibit = row(case, kind=kind)
    card = browser.get(url("board", case)).context["cards"][0]
    assert card["view_url"] == f"{url('describe', case, exhibit)}{end}"
    assert card["view_url"].encode() in browser.get(url("describe", case, exhibit)).content


COPY = {"shared_sha256": "5" * 64, "shared_size": 9}


def test_a_card_says_what_recipients_get(browser: Client, case: Case) -> None:
    row(case)
    row(case, sharing="kept")
    for sharing in ("whole", "covered"):
        row(case, sharing=sharing, **COPY)
    row(case, **COPY)
    for failure in ("", "too_complex"):
        exhibit = row(case)
        order = CopyOrder.objects.create(exhibit=exhibit, plan="x", failure=failure)
        jobs.enqueue("copy", exhibit.pk, order.key)
    browser.cookies["django_language"] = "en"
    shown = browser.get(url("board", case)).context["cards"]
    assert [(each["sharing_words"], each["share_text"]) for each in shown] == [
        ("For recipients: not decided", "Decide now"),
        ("Not for recipients", "Look at it or change it"),
        ("For recipients: nothing hidden", "Look at it or change it"),
        ("For recipients: parts blacked out", "Look at it or change it"),
        ("For recipients: the copy waits for your word", "Decide now"),
        ("For recipients: the copy is being made", "See how it stands"),
        ("For recipients: the copy could not be made", "Decide now"),
    ]


def test_a_card_names_what_a_court_would_miss(case: Case) -> None:
    with translation.override("en"):
        assert cards.lacks(row(case)) == "Still to say: what it shows, its date, where it comes from"
        done = row(case, proves=("buying",), taken_on="2026-11-01", source="photo")
        assert cards.lacks(Exhibit.objects.prefetch_related("proves").get(pk=done.pk)) == ""


@pytest.mark.parametrize(
    ("found", "device"),
    [
        ({}, ""),
        ({"make": "Apple", "model": "iPhone 15"}, "Apple iPhone 15"),
        ({"make": "HUAWEI", "model": "HUAWEI P60"}, "HUAWEI P60"),
        ({"camera": "Xiaomi 14"}, "Xiaomi 14"),
        ({"device": {"make": "vivo", "model": "X100"}}, "vivo X100"),
        ({"make": None, "model": None}, ""),
    ],
)
def test_the_device_a_file_names(case: Case, found: dict[str, Any], device: str) -> None:
    assert cards.found_device(row(case, found=found)) == device


def test_a_found_device_is_offered_and_taken_only_when_ticked(browser: Client, case: Case) -> None:
    exhibit = row(case, found={"make": "Apple", "model": "iPhone 15"})
    page = browser.get(url("describe", case, exhibit))
    form = page.context["form"]
    assert form["device"].value() == ""
    assert "Apple iPhone 15" in str(form["as_found"].label)
    said = {"title": "t", "taken_by": "本人", "device": ""}
    browser.post(url("describe", case, exhibit), said)
    exhibit.refresh_from_db()
    assert (exhibit.taken_by, exhibit.device) == ("本人", "")
    browser.post(url("describe", case, exhibit), {**said, "as_found": "on"})
    exhibit.refresh_from_db()
    assert exhibit.device == "Apple iPhone 15"
    assert "as_found" not in browser.get(url("describe", case, exhibit)).context["form"].fields


def test_a_reader_sees_the_list_and_no_buttons(case: Case, reader: Client) -> None:
    row(case)
    assert reader.get(url("arrivals", case)).status_code == 200
    assert by_script(reader, case, []).status_code == 403


def test_the_board_of_thirty_exhibits_costs_twelve_queries_at_most(
    browser: Client, case: Case, django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    for number in range(28):
        row(case, proves=("buying", "defect") if number % 2 else ())
    row(case, state="checking")
    row(case, state="refused")
    browser.get(url("board", case))
    with django_assert_max_num_queries(12):
        assert browser.get(url("board", case)).status_code == 200
