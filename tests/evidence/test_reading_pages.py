"""The consumer decides on each value: nothing is filled in unasked, nothing is lost, everything is undone."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from claimguide.cases import services as cases
from claimguide.cases.models import Case, ContactEntry, Draft, Party, UnknownAnswer
from claimguide.cases.services import keep_draft
from claimguide.evidence import services as evidence
from claimguide.evidence.models import Exhibit, Reading, Suggestion
from claimguide.evidence.reading import selectors
from claimguide.evidence.reading.targets import CHAT, TARGETS

from .reading_tools import found, leave

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("looked_into_once")]
Add = Callable[..., Exhibit]
Hold = Callable[..., Client]


def url(name: str, case: Case, *parts: Any) -> str:
    return reverse(f"evidence:{name}", args=[case.pk, *parts])


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def decide(browser: Client, case: Case, row: Suggestion, go: str = "take", **data: Any) -> Any:
    page = browser.get(url("reading_one", case, row.pk))
    sent = {"held": page.context["item"].held, "value": page.context["form"]["value"].initial, **data}
    return browser.post(url("reading_one", case, row.pk), {"go": go, **sent})


def events(case: Case) -> list[str]:
    return list(case.events.order_by("seq").values_list("kind", flat=True))


TAKEN = [
    ("order_number", "4203881937750026", "purchase", "order_number", "4203881937750026"),
    ("goods_name", "小叶紫檀手串 15mm", "purchase", "goods_name", "小叶紫檀手串 15mm"),
    ("shop", "木缘阁珠宝", "purchase", "shop_name", "木缘阁珠宝"),
    ("amount_paid", "¥1,000.00", "purchase", "price", Decimal("1000.00")),
    ("price", "1000", "purchase", "price", Decimal("1000.00")),
    ("ordered_on", "2026-03-05", "purchase", "ordered_on", dt.date(2026, 3, 5)),
    ("paid_on", "2026-03-05", "purchase", "ordered_on", dt.date(2026, 3, 5)),
    ("delivered_on", "2026-03-09", "purchase", "received_on", dt.date(2026, 3, 9)),
    ("promise", "假一赔十", "promise", "promise_words", "假一赔十"),
    ("after_sales_number", "SH-20260310", "platform_conduct", "complaint_number", "SH-20260310"),
]


def test_every_field_has_a_row_in_the_table() -> None:
    assert {row[0] for row in TAKEN} | {"platform", CHAT} == set(TARGETS)


@pytest.mark.parametrize(("field", "value", "part", "column", "kept"), TAKEN)
def test_a_confirmed_value_stands_in_the_case_and_can_be_taken_out_again(
    browser: Client, case: Case, add: Add, field: str, value: str, part: str, column: str, kept: Any
) -> None:
    (row,) = leave(add(), found(field, value))
    empty = getattr(getattr(fresh(case), part), column)
    UnknownAnswer.objects.create(case=case, key=column)
    version = fresh(case).version
    answer = decide(browser, case, row)
    assert answer.url == f"{url('reading_list', case)}?last={row.pk}"
    assert getattr(getattr(fresh(case), part), column) == kept
    assert fresh(case).version == version + 1
    assert case.events.last().data == {"page": "evidence/read", "version": version + 1}
    assert not UnknownAnswer.objects.exists()
    row.refresh_from_db()
    assert row.state in ("taken", "changed")
    assert row.decided_at
    assert url("reading_undo", case, row.pk) in browser.get(answer.url).content.decode()
    undone = browser.post(url("reading_undo", case, row.pk))
    assert undone.url == url("reading_one", case, row.pk)
    assert getattr(getattr(fresh(case), part), column) == empty
    row.refresh_from_db()
    assert (row.state, row.taken_value, row.decided_at, "done" in row.extra) == ("offered", "", None, False)


def test_a_platform_is_chosen_and_undone(browser: Client, case: Case, add: Add) -> None:
    case.purchase.platform_other = "小店"
    case.purchase.save()
    (row,) = leave(add(), found("platform", "douyin"))
    page = browser.get(url("reading_one", case, row.pk))
    assert page.context["item"].held == "小店"
    decide(browser, case, row)
    bought = fresh(case).purchase
    assert (bought.platform.slug, bought.platform_other) == ("douyin", "")
    browser.post(url("reading_undo", case, row.pk))
    bought = fresh(case).purchase
    assert (bought.platform, bought.platform_other) == (None, "小店")


def test_nothing_is_filled_in_by_looking(browser: Client, case: Case, add: Add) -> None:
    rows = leave(add(), found("order_number", "42"), found("amount_paid", "9.90"))
    before = fresh(case).version
    for name in ("board", "reading_list", "reading_panel"):
        assert browser.get(url(name, case)).status_code == 200
    assert browser.get(url("reading_one", case, rows[0].pk)).status_code == 200
    assert fresh(case).version == before
    assert fresh(case).purchase.order_number == ""


def test_a_corrected_value_is_taken_as_corrected(browser: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("order_number", "42O3"))
    decide(browser, case, row, value="4203")
    row.refresh_from_db()
    assert (row.state, row.value, row.taken_value) == ("changed", "42O3", "4203")
    assert fresh(case).purchase.order_number == "4203"


WRONG = [
    ("amount_paid", "about 5", "199.00"),
    ("ordered_on", "2026-02-30", ""),
    ("ordered_on", "2999-01-01", ""),
    ("goods_name", "长" * 51, "50"),
    ("order_number", "", ""),
    ("platform", "nowhere", ""),
]


@pytest.mark.parametrize(("field", "typed", "words"), WRONG)
def test_a_refused_correction_is_kept_with_its_reason(
    browser: Client, case: Case, add: Add, field: str, typed: str, words: str
) -> None:
    good = {"platform": "douyin", "amount_paid": "9.90", "ordered_on": "2026-03-05"}.get(field, "42")
    (row,) = leave(add(), found(field, good))
    page = decide(browser, case, row, value=typed)
    assert page.status_code == 200
    assert page.context["form"].errors["value"]
    text = page.content.decode()
    assert "error-summary" in text
    assert words in text
    if field != "platform":
        assert page.context["form"]["value"].value() == typed
    row.refresh_from_db()
    assert row.state == "offered"
    assert "answered" not in events(case)


@pytest.mark.parametrize(
    ("field", "value", "held"),
    [
        ("delivered_on", "2026-03-01", {"ordered_on": dt.date(2026, 3, 5)}),
        ("ordered_on", "2026-03-05", {"received_on": dt.date(2026, 3, 1)}),
    ],
)
def test_days_that_contradict_each_other_are_refused(
    browser: Client, case: Case, add: Add, field: str, value: str, held: dict[str, Any]
) -> None:
    for name, day in held.items():
        setattr(case.purchase, name, day)
    case.purchase.save()
    (row,) = leave(add(), found(field, value))
    page = decide(browser, case, row)
    assert page.context["form"].errors["value"]
    assert Suggestion.objects.get().state == "offered"


def test_where_the_case_says_something_else_it_is_asked_which(browser: Client, case: Case, add: Add) -> None:
    case.purchase.price = Decimal("189.00")
    case.purchase.save()
    first, second = leave(add(), found("amount_paid", "199.00"), found("promise", "假一赔十"))
    page = browser.get(url("reading_one", case, first.pk)).content.decode()
    assert "189.00" in page
    assert 'value="keep"' in page
    answer = decide(browser, case, first, "keep")
    assert answer.url.startswith(url("reading_one", case, second.pk))
    assert fresh(case).purchase.price == Decimal("189.00")
    first.refresh_from_db()
    assert (first.state, first.taken_value) == ("rejected", "189.00")
    browser.post(url("reading_undo", case, first.pk))
    decide(browser, case, first)
    assert fresh(case).purchase.price == Decimal("199.00")
    browser.post(url("reading_undo", case, first.pk))
    assert fresh(case).purchase.price == Decimal("189.00")


def test_an_answer_that_came_meanwhile_is_not_overwritten(browser: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("order_number", "42"))
    browser.get(url("reading_one", case, row.pk))
    case.purchase.order_number = "43"
    case.purchase.save()
    page = browser.post(url("reading_one", case, row.pk), {"go": "take", "held": "", "value": "42"})
    assert page.status_code == 200
    assert page.context["differs"]
    assert "43" in page.content.decode()
    assert fresh(case).purchase.order_number == "43"
    answer = browser.post(url("reading_one", case, row.pk), {"go": "take", "held": "43", "value": "42"})
    assert answer.status_code == 302
    assert fresh(case).purchase.order_number == "42"


def test_what_the_case_says_already_is_not_asked(browser: Client, case: Case, add: Add) -> None:
    case.purchase.price = Decimal("199.00")
    case.purchase.save()
    leave(add(), found("amount_paid", "¥199"))
    (item,) = selectors.items(fresh(case))
    assert (item.state, item.is_open) == ("same", False)
    assert browser.get(url("reading", case)).url == url("reading_list", case)


def test_the_same_value_in_two_pictures_is_asked_once(browser: Client, case: Case, add: Add) -> None:
    first, second = add(), add()
    (row,) = leave(first, found("amount_paid", "199.00"))
    (other,) = leave(second, found("price", "199"))
    (item,) = selectors.items(case)
    assert (item.lead, item.others) == (row, [other])
    decide(browser, case, row)
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"taken"}
    browser.post(url("reading_undo", case, other.pk))
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"offered"}
    assert fresh(case).purchase.price is None
    evidence.remove(first)
    (item,) = selectors.items(case)
    assert item.lead == other


def test_the_day_of_payment_is_asked_only_instead_of_the_order(case: Case, add: Add) -> None:
    leave(add(), found("paid_on", "2026-03-06"))
    assert [item.lead.field for item in selectors.items(case)] == ["paid_on"]
    leave(add(), found("ordered_on", "2026-03-05"))
    assert [item.lead.field for item in selectors.items(case)] == ["ordered_on"]


def test_a_picture_is_asked_in_the_order_of_the_guide(case: Case, add: Add) -> None:
    leave(add(), found("price", "9.90"), found("amount_paid", "8.80"), found("order_number", "42"))
    asked = [item.lead.field for item in selectors.items(case)]
    assert asked == ["order_number", "amount_paid", "price"]


def test_later_leads_on_and_the_queue_comes_back(browser: Client, case: Case, add: Add) -> None:
    rows = leave(add(), found("order_number", "1"), found("shop", "店"), found("amount_paid", "5"))
    assert browser.get(url("reading", case)).url == url("reading_one", case, rows[0].pk)
    pages = [browser.get(url("reading_one", case, row.pk)).context for row in rows]
    assert [page["later_url"] for page in pages] == [
        url("reading_one", case, rows[1].pk),
        url("reading_one", case, rows[2].pk),
        url("reading_list", case),
    ]
    assert [(page["place"], page["total"]) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    decide(browser, case, rows[2], "not")
    assert browser.get(url("reading_list", case)).context["open"] == 2
    assert browser.get(url("reading", case)).url == url("reading_one", case, rows[0].pk)


def test_not_right_leaves_the_case_alone_and_can_be_undone(browser: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("order_number", "42"))
    version = fresh(case).version
    decide(browser, case, row, "not")
    row.refresh_from_db()
    assert (row.state, fresh(case).version) == ("rejected", version)
    assert browser.get(url("reading_one", case, row.pk)).status_code == 200
    browser.post(url("reading_undo", case, row.pk))
    row.refresh_from_db()
    assert row.state == "offered"


def test_a_double_click_decides_once(browser: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("order_number", "42"))
    for go, value in (("take", "42"), ("take", "42"), ("not", "42"), ("take", "77")):
        sent = {"go": go, "held": "", "value": value}
        assert browser.post(url("reading_one", case, row.pk), sent).status_code == 302
    row.refresh_from_db()
    assert (row.state, fresh(case).purchase.order_number) == ("taken", "42")
    assert events(case).count("answered") == 1


def test_what_was_changed_by_hand_since_is_not_undone(browser: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("order_number", "42"))
    decide(browser, case, row)
    bought = fresh(case).purchase
    bought.order_number = "44"
    bought.save()
    browser.post(url("reading_undo", case, row.pk))
    row.refresh_from_db()
    assert (row.state, fresh(case).purchase.order_number) == ("taken", "44")


def test_the_guide_shows_what_was_taken_even_over_a_draft(
    browser: Client, case: Case, add: Add, page_url: Callable[[str], str]
) -> None:
    keep_draft(case, "law/order", {"channel": ["shop"], "order_number": [""], "shop_name": ["我的店"]})
    number, shop = leave(add(), found("order_number", "42"), found("shop", "木缘阁"))
    assert browser.get(url("reading_one", case, shop.pk)).context["item"].held == "我的店"
    decide(browser, case, number)
    assert Draft.objects.get().data["shop_name"] == ["我的店"]
    form = browser.get(page_url("law/order")).context["form"]
    assert form["order_number"].value() == "42"
    decide(browser, case, shop)
    form = browser.get(page_url("law/order")).context["form"]
    assert form["shop_name"].value() == "木缘阁"


def test_lines_of_a_chat_become_contacts_with_answers(browser: Client, case: Case, add: Add) -> None:
    mine, theirs, before = leave(
        add(),
        found(CHAT, "手串掉色，请退款", speaker="me", time="2026-03-10 09:12"),
        found(CHAT, "本店不支持退货", speaker="other", time="2026-03-10 09:20"),
        found(CHAT, "保证小叶紫檀", speaker="other"),
    )
    form = browser.get(url("reading_one", case, mine.pk)).context["form"]
    assert (form["role"].initial, form["on"].initial) == ("mine", dt.date(2026, 3, 10))
    decide(browser, case, mine, role="mine", on="2026-03-10")
    decide(browser, case, theirs, role="answer", on="2026-03-10")
    entry = ContactEntry.objects.get()
    assert (entry.on, entry.channel, entry.said, entry.answer) == (
        dt.date(2026, 3, 10),
        "chat",
        "手串掉色，请退款",
        "本店不支持退货",
    )
    decide(browser, case, before, role="words", on="")
    assert fresh(case).problem.seller_words == "保证小叶紫檀"
    browser.post(url("reading_undo", case, theirs.pk))
    browser.post(url("reading_undo", case, mine.pk))
    entry.refresh_from_db()
    assert entry.answer == ""
    assert entry.removed_at


def test_an_answer_without_a_request_stands_alone(browser: Client, case: Case, add: Add) -> None:
    rows = leave(add(), found(CHAT, "不退", speaker="other"), found(CHAT, "找厂家", speaker="other"))
    for row in rows:
        decide(browser, case, row, role="answer", on="")
    assert fresh(case).dealings.reply_text == "不退\n找厂家"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"role": "mine", "on": ""}, "on"),
        ({"role": "mine", "on": "2026-03-01"}, "value"),
        ({"role": "", "on": "2026-03-10"}, "role"),
        ({"role": "boss", "on": "2026-03-10"}, "role"),
    ],
)
def test_a_chat_line_needs_its_speaker_and_the_consumers_a_day(
    browser: Client, case: Case, add: Add, data: dict[str, str], field: str
) -> None:
    case.purchase.ordered_on = dt.date(2026, 3, 5)
    case.purchase.save()
    (row,) = leave(add(), found(CHAT, "请退款", speaker="me"))
    page = decide(browser, case, row, **data)
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert not ContactEntry.objects.exists()


def test_a_settled_case_is_not_changed(browser: Client, case: Case, add: Add) -> None:
    first, second = leave(add(), found("order_number", "42"), found("shop", "店"))
    decide(browser, case, first)
    cases.move(case, "settled")
    assert browser.get(url("reading", case)).url == url("reading_list", case)
    assert browser.get(url("reading_one", case, second.pk)).status_code == 302
    sent = {"go": "take", "held": "", "value": "店"}
    assert browser.post(url("reading_one", case, second.pk), sent).status_code == 409
    assert browser.post(url("reading_undo", case, first.pk)).status_code == 409
    shows = url("reading_shows", case, second.reading_id)
    assert browser.post(shows, {"element": "buying"}).status_code == 409
    text = browser.get(url("reading_list", case)).content.decode()
    assert "/undo/" not in text
    assert fresh(case).purchase.order_number == "42"


def test_another_case_sees_nothing(case: Case, hold: Hold, add: Add) -> None:
    other = cases.open_case()
    (row,) = leave(add(), found("order_number", "42"))
    stranger = hold(other)
    for name in ("reading_one", "reading_cut"):
        assert stranger.get(url(name, case, row.pk)).status_code == 404
        assert stranger.get(url(name, other, row.pk)).status_code == 404
    for owner in (case, other):
        assert stranger.post(url("reading_undo", owner, row.pk)).status_code == 404
        sent = {"go": "take", "value": "42", "held": ""}
        assert stranger.post(url("reading_one", owner, row.pk), sent).status_code == 404
    assert selectors.items(other) == []


def test_a_removed_exhibit_offers_nothing_until_it_comes_back(browser: Client, case: Case, add: Add) -> None:
    exhibit = add()
    (row,) = leave(exhibit, found("order_number", "42"))
    evidence.remove(exhibit)
    assert browser.get(url("reading_one", case, row.pk)).status_code == 404
    assert selectors.panel(case)["open"] == 0
    evidence.restore(Exhibit.objects.get(pk=exhibit.pk))
    assert selectors.panel(case)["open"] == 1


def test_one_tap_says_what_the_picture_shows(browser: Client, case: Case, add: Add) -> None:
    exhibit = add(proves=("paying",))
    row, _paid = leave(exhibit, found("order_number", "42"), found("amount_paid", "5"))
    page = browser.get(url("reading_one", case, row.pk))
    assert [element.value for element in page.context["elements"]] == ["buying"]
    answer = browser.post(url("reading_shows", case, exhibit.pk), {"element": "buying", "at": str(row.pk)})
    assert answer.url == url("reading_one", case, row.pk)
    assert set(exhibit.proves.values_list("element", flat=True)) == {"paying", "buying"}
    assert browser.get(answer.url).context["elements"] == []
    browser.post(url("reading_shows", case, exhibit.pk), {"element": "<b>"})
    assert exhibit.proves.count() == 2


@pytest.mark.parametrize("size", [(1080, 2340), (720, 9000), (2000, 1500), (3, 3)])
def test_the_cut_out_shows_the_place_with_a_frame(
    browser: Client, case: Case, add: Add, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = leave(add(), found("order_number", "42"))
    whole = io.BytesIO()
    Image.new("RGB", size, "white").save(whole, "JPEG")
    monkeypatch.setattr("claimguide.evidence.vault.open_file", lambda name: io.BytesIO(whole.getvalue()))
    answer = browser.get(url("reading_cut", case, row.pk))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    with Image.open(io.BytesIO(answer.content)) as cut:
        assert cut.width <= size[0]
        assert cut.height <= size[1]
        assert cut.height <= 700 or size[1] < 700
        if min(size) > 100:
            colours = cut.getcolors(1 << 24)
            assert any(red > 150 and green < 110 for _n, (red, green, _blue) in colours)


def test_staff_who_look_leave_a_trace_and_change_nothing(reader: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("order_number", "42"))
    assert reader.get(url("reading_cut", case, row.pk)).status_code == 200
    assert "exhibit_opened" in events(case)
    sent = {"go": "take", "held": "", "value": "42"}
    assert reader.post(url("reading_one", case, row.pk), sent).status_code == 403


def test_the_board_says_how_many_values_wait(browser: Client, case: Case, add: Add) -> None:
    assert 'href="' + url("reading", case) not in browser.get(url("board", case)).content.decode()
    rows = leave(add(), found("order_number", "42"), found("shop", "店"))
    assert url("reading", case) in browser.get(url("board", case)).content.decode()
    for row in rows:
        decide(browser, case, row, "not")
    text = browser.get(url("board", case)).content.decode()
    assert f'href="{url("reading", case)}"' not in text
    assert url("reading_list", case) in text


def test_the_list_tells_failed_waiting_and_empty_apart(browser: Client, case: Case, add: Add) -> None:
    for state in ("failed", "waiting", "done"):
        Reading.objects.create(exhibit=add(), state=state)
    page = browser.get(url("reading_list", case))
    assert [row["reading"].state for row in page.context["exhibits"]] == ["failed", "waiting", "done"]
    assert page.content.decode().count('class="hint"') == 3


def test_a_name_in_the_case_is_never_touched(browser: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("shop", "木缘阁"))
    decide(browser, case, row)
    assert not Party.objects.filter(case=case).exists()


def test_hostile_text_is_shown_as_text(browser: Client, case: Case, add: Add) -> None:
    (row,) = leave(add(), found("shop", "<script>alert(1)</script>"))
    for name, parts in (("reading_one", [row.pk]), ("reading_list", [])):
        assert b"<script>alert" not in browser.get(url(name, case, *parts)).content
