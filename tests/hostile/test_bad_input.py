"""The bad-input matrix (security-and-faults, section 3), rows 1 to 25, on every question page of the guide.

Whatever is refused leaves the page with the words as typed, and no row behind but the page's draft.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from claimguide.cases import services
from claimguide.cases.models import Case, State
from claimguide.core.forms import (
    CleanCharField,
    CountField,
    CreditCodeField,
    DateField,
    HttpUrlField,
    MailField,
    PhoneField,
    TriField,
    YuanField,
)
from claimguide.guide.step import RowPage
from claimguide.letters import services as letters
from claimguide.letters.compose import COMPOSERS

from . import pages
from .pages import PAGES, applies, everything, fields, good, required, send, url

pytestmark = pytest.mark.django_db
CANARY = "金丝雀7Q4"
SCRIPT = "<script>alert(1)</script>"
FREE_TEXT = fields(CleanCharField, free_text=True)
TYPED = [
    pair
    for kind in (YuanField, DateField, CountField, PhoneField, CreditCodeField, MailField)
    for pair in fields(kind)
]


@pytest.fixture(autouse=True)
def nothing_typed_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.DEBUG)
    yield
    assert CANARY not in caplog.text


def assert_refused(answer: Any, before: dict[str, list[str]], kept: str = "") -> None:
    """The page again, with its errors and the words as typed, and nothing written."""
    assert answer.status_code == 200
    page = answer.content.decode()
    assert 'class="error-summary"' in page
    assert SCRIPT not in page
    if kept:
        assert html.escape(kept) in page
    assert everything() == before


def assert_taken(answer: Any) -> None:
    assert answer.status_code == 302, error_words(answer)


def error_words(answer: Any) -> Any:
    form = answer.context and answer.context.get("form")
    return form.errors.as_json() if form is not None else answer.status_code


def held(case: Case, key: str, name: str) -> Any:
    """What the case holds in this field now."""
    page, fresh = PAGES[key], Case.objects.get(pk=case.pk)
    if isinstance(page, RowPage):
        return getattr(getattr(fresh, page.related).order_by("-pk").first(), name)
    return page.form(case=fresh).load(fresh)[name]


@pytest.mark.parametrize("key", PAGES)
def test_the_good_answers_are_taken_on_every_page(told: Case, holder: Client, key: str) -> None:
    """Without this every refusal below would prove nothing."""
    assert applies(told, key)
    assert_taken(send(holder, told, key))


@pytest.mark.parametrize("blank", [None, "", "   ", "\u3000\u3000", "\u200b\u00ad"])
@pytest.mark.parametrize(("key", "name"), required())
def test_bad_01_required_answers_left_empty(
    told: Case, holder: Client, key: str, name: str, blank: Any
) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: blank}), before)


@pytest.mark.parametrize(("key", "name"), FREE_TEXT)
def test_bad_02_longer_than_a_field_may_be(told: Case, holder: Client, key: str, name: str) -> None:
    before, long = everything(), CANARY + "长" * 2001
    assert_refused(send(holder, told, key, {name: long}), before, kept=long)
    assert max(len(v) for d in told.drafts.all() for v in d.data[name]) <= 4000


@pytest.mark.parametrize("key", [key for key in PAGES if key in dict((*FREE_TEXT, *TYPED))])
def test_bad_02_a_megabyte_in_every_field(told: Case, holder: Client, key: str) -> None:
    before = everything()
    texts = {n: "长" * 50_000 for k, n in (*FREE_TEXT, *TYPED) if k == key}
    assert_refused(send(holder, told, key, texts), before)


@pytest.mark.parametrize("key", list(PAGES)[:3])
def test_bad_02_a_body_larger_than_any_page_needs(told: Case, holder: Client, key: str) -> None:
    before = everything()
    answer = holder.post(url(told, key), {"reality": "x" * 3_000_000})
    assert answer.status_code in (400, 413)
    assert everything() == before


HOSTILE = [
    SCRIPT,
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7|add:42 }}{% debug %}${7*7}{{7*7}}",
    "%(x)s {0.__class__} %s %n",
    "' OR 1=1--",
    "\\'; DROP TABLE cases_case;--",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(("key", "name"), FREE_TEXT)
def test_bad_03_04_05_code_is_text(told: Case, holder: Client, key: str, name: str, text: str) -> None:
    """Taken word for word where it fits, shown escaped, never run and never filled in."""
    typed = text
    answer = send(holder, told, key, {name: typed})
    if answer.status_code == 200:
        assert html.escape(typed) in answer.content.decode()
    else:
        assert_taken(answer)
        assert held(told, key, name) == typed
    page = holder.get(url(told, key)).content.decode()
    assert SCRIPT not in page
    assert "<img src=x" not in page
    assert html.escape(typed) in page or answer.status_code == 302


def test_bad_03_no_page_runs_what_was_typed_anywhere(told: Case, holder: Client, staff: Client) -> None:
    """Every free text holds a script; then every page of the consumer and of staff is read."""
    for key in PAGES:
        # Not every text goes with every choice; what a page does not take is on it as a draft.
        send(holder, told, key, dict.fromkeys((n for k, n in FREE_TEXT if k == key), SCRIPT))
    told = Case.objects.get(pk=told.pk)
    assert SCRIPT in (told.problem.reality, told.purchase.goods_name)
    places = [reverse("guide:case", args=[told.pk]), reverse("evidence:board", args=[told.pk])]
    places += [reverse("guide:step", args=[told.pk, step.slug]) for step in pages.STEPS]
    places += [url(told, key) for key in PAGES]
    places += [reverse("letters:review", args=[told.pk, kind]) for kind in COMPOSERS]
    seen = [holder.get(place, follow=True).content.decode() for place in places]
    desk = ["/staff/cases/case/?q=script", reverse("admin:cases_case_change", args=[told.pk])]
    seen += [staff.get(place).content.decode() for place in desk]
    assert [place for place, page in zip([*places, *desk], seen, strict=True) if SCRIPT in page] == []
    assert html.escape(SCRIPT) in seen[-1]


@pytest.mark.parametrize(("key", "name"), [*FREE_TEXT, *TYPED])
def test_bad_06_nul(told: Case, holder: Client, key: str, name: str) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: f"{CANARY}\0文字"}), before, kept=CANARY)


@pytest.mark.parametrize("key", PAGES)
def test_bad_07_08_bytes_that_are_no_text(told: Case, holder: Client, key: str) -> None:
    """Lone surrogates and invalid UTF-8 in every field at once."""
    names = [n for k, n in (*FREE_TEXT, *TYPED) if k == key] or ["x"]
    body = "&".join(f"{name}=%ED%A0%80%FF%FE%C3%28" for name in names)
    answer = holder.post(url(told, key), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302)
    assert holder.get(url(told, key)).status_code == 200


@pytest.mark.parametrize(("key", "name"), FREE_TEXT)
def test_bad_09_invisible_characters_go(told: Case, holder: Client, key: str, name: str) -> None:
    assert_taken(send(holder, told, key, {name: "真\u202e实\u200b的\u00ad" + "\u00ad" * 60 + "话\ufeff"}))
    assert held(told, key, name) == "真实的话"


@pytest.mark.parametrize("text", ["A" * 20_000, "\n".join("行" * 1000), "Z" + "\u0301" * 8000])
@pytest.mark.parametrize(("key", "name"), FREE_TEXT)
def test_bad_10_costly_texts(told: Case, holder: Client, key: str, name: str, text: str) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: text}), before)


SUMS = [
    "NaN",
    "Infinity",
    "1e400",
    "-1",
    "1" + "0" * 12,
    "1000.005",
    "几百元",
    "1,0,0",
    "0x10",
    "½",
    "1 000元钱",
]


@pytest.mark.parametrize("typed", SUMS)
@pytest.mark.parametrize(("key", "name"), fields(YuanField))
def test_bad_11_sums_that_are_none(told: Case, holder: Client, key: str, name: str, typed: str) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: typed}), before, kept=typed)


@pytest.mark.parametrize("typed", ["１２３", "￥123", "123元", "0.0123万"])
@pytest.mark.parametrize(("key", "name"), fields(YuanField))
def test_bad_11_sums_people_write(told: Case, holder: Client, key: str, name: str, typed: str) -> None:
    assert_taken(send(holder, told, key, {name: typed}))
    assert held(told, key, name) == 123


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "一", "99999999999", "NaN", "1e3"])
@pytest.mark.parametrize(("key", "name"), fields(CountField))
def test_bad_11_counts_that_are_none(told: Case, holder: Client, key: str, name: str, typed: str) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: typed}), before, kept=typed)


DAYS = [
    "2026-02-30",
    "0000-00-00",
    "1899-12-31",
    "9999-12-31",
    "20260101",
    "2569-01-01",
    "民国115年1月1日",
    "31/12/2026",
]


@pytest.mark.parametrize("typed", DAYS)
@pytest.mark.parametrize(("key", "name"), fields(DateField))
def test_bad_12_days_that_are_none(told: Case, holder: Client, key: str, name: str, typed: str) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: typed}), before, kept=typed)


@pytest.mark.parametrize(
    ("key", "name"),
    [pair for pair in fields(DateField) if not PAGES[pair[0]].form.base_fields[pair[1]].allow_future],  # type: ignore[attr-defined]
)
def test_bad_12_days_to_come(told: Case, holder: Client, key: str, name: str) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: "2027-1-1"}), before, kept="2027-1-1")


@pytest.mark.parametrize("name", ["received_on", "discovered_on"])
def test_bad_13_days_before_the_order(told: Case, holder: Client, name: str) -> None:
    before = everything()
    assert_refused(send(holder, told, "law/dates", {name: "2001-1-1"}), before, kept="2001-1-1")


@pytest.mark.parametrize("typed", ["138 0013 800", "12345678901", "+86 12800138000", "abcdefghijk"])
@pytest.mark.parametrize(("key", "name"), fields(PhoneField))
def test_bad_15_telephone_numbers_that_are_none(
    told: Case, holder: Client, key: str, name: str, typed: str
) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: typed}), before, kept=typed)


@pytest.mark.parametrize(
    "typed", ["a@b\r\nBcc: x@y.example", "a" * 300 + "@c.example", "ада@c.example", "a b@c.d"]
)
@pytest.mark.parametrize(("key", "name"), fields(MailField))
def test_bad_16_addresses_that_could_send_elsewhere(
    told: Case, holder: Client, key: str, name: str, typed: str
) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: typed}), before)


LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/a",
    "http://[::1]/",
    "http://127.0.0.1/",
    "http://user:pass@evil.example/",
    "file:///etc/passwd",
    "https://" + "a" * 2_000_0 + ".example/",
]


@pytest.mark.parametrize("typed", LINKS)
@pytest.mark.parametrize(("key", "name"), fields(HttpUrlField))
def test_bad_17_links_that_are_none(told: Case, holder: Client, key: str, name: str, typed: str) -> None:
    before = everything()
    assert_refused(send(holder, told, key, {name: typed}), before)


CHOICES = [*fields(forms.ChoiceField), *fields(forms.MultipleChoiceField)]


@pytest.mark.parametrize("typed", [f"{CANARY}-none", "\0", ["yes", "no", "x"], SCRIPT])
@pytest.mark.parametrize(("key", "name"), sorted(set(CHOICES) | set(fields(TriField))))
def test_bad_18_choices_nobody_offered(told: Case, holder: Client, key: str, name: str, typed: Any) -> None:
    before = everything()
    answer = send(holder, told, key, {name: typed})
    if isinstance(typed, list) and answer.status_code == 302:
        return  # The last of several is taken where it was offered.
    assert_refused(answer, before)


TAMPERED = {
    "id": "1",
    "case": "1",
    "case_id": "1",
    "state": "closed",
    "number": "CG1",
    "assigned_to": "1",
    "resume_hash": "0",
    "is_staff": "1",
    "owner": "2",
    "removed_at": "2020-01-01",
    "created_at": "2020-01-01",
}


@pytest.mark.parametrize("key", PAGES)
def test_bad_18_fields_the_page_does_not_have(told: Case, holder: Client, key: str) -> None:
    """Mass assignment: only names the page itself does not ask are sent."""
    extra = {k: v for k, v in TAMPERED.items() if k not in PAGES[key].form.base_fields}
    assert_taken(send(holder, told, key, extra))
    fresh = Case.objects.get(pk=told.pk)
    assert (fresh.state, fresh.number, fresh.assigned_to_id) == (State.OPEN, told.number, None)
    assert (fresh.resume_hash, fresh.created_at) == (told.resume_hash, told.created_at)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('{"goods_name":"\\ud800"}', "application/json"),
        ("[" * 10_000 + "]" * 10_000, "application/json"),
        ("<a/>", "application/xml"),
        ("goods_name=x", "text/plain"),
        ("goods_name=x", "multipart/form-data"),
        ("--x\r\nnothing", "multipart/form-data; boundary=x"),
        ("--x\r\n\r\n", "multipart/form-data; boundary=" + "x" * 300),
        ("", ""),
    ],
)
def test_bad_19_39_bodies_of_another_kind(told: Case, holder: Client, body: str, kind: str) -> None:
    before = everything()
    answer = holder.generic("POST", url(told, "law/goods"), body, content_type=kind)
    assert answer.status_code in (200, 400)
    assert everything() == before


def test_bad_39_two_thousand_fields(told: Case, holder: Client) -> None:
    before = everything()
    answer = holder.post(url(told, "law/goods"), {f"f{n}": "x" for n in range(2000)})
    assert answer.status_code == 400
    assert everything() == before


@pytest.mark.parametrize(
    "path",
    ["9/", "-1/", "../", "..%2f/", "law/9/", "law/q-nothing/", "law/..%2f..%2f/", "law/goods/x/", "LAW/"],
)
def test_bad_20_steps_that_are_none(told: Case, holder: Client, path: str) -> None:
    assert holder.get(f"/case/{told.pk}/{path}").status_code == 404
    assert holder.post(f"/case/{told.pk}/{path}").status_code in (404, 405)


@pytest.mark.parametrize("state", [State.SETTLED, State.CLOSED])
@pytest.mark.parametrize("key", PAGES)
def test_bad_21_a_locked_case_takes_no_answer(told: Case, holder: Client, key: str, state: str) -> None:
    answers = good(told, key)
    services.move(told, state)
    before = everything()
    assert holder.post(url(told, key), {"version": told.version, **answers}).status_code == 409
    assert everything() == before


@pytest.mark.parametrize("key", PAGES)
def test_bad_22_a_double_click_counts_once(told: Case, holder: Client, key: str) -> None:
    version = Case.objects.get(pk=told.pk).version
    answers = {"version": version, "go": "continue", "confirmed": "yes", **good(told, key)}
    codes = [holder.post(url(told, key), answers).status_code for _click in range(2)]
    assert codes == [302, 302]
    rows = isinstance(PAGES[key], RowPage)
    assert Case.objects.get(pk=told.pk).version <= version + (2 if rows else 1)
    if rows:
        related = getattr(Case.objects.get(pk=told.pk), PAGES[key].related)  # type: ignore[union-attr]
        assert related.count() == len({repr(list(r)[2:]) for r in related.values_list()})


@pytest.mark.parametrize(
    ("key", "name"), [pair for pair in FREE_TEXT if not isinstance(PAGES[pair[0]], RowPage)]
)
def test_bad_23_a_stale_page_overwrites_nothing(told: Case, holder: Client, key: str, name: str) -> None:
    send(holder, told, key, {name: "先到的话"})
    fresh = Case.objects.get(pk=told.pk)
    before = everything()
    late = {**pages.answers(fresh, key, {name: "后到的话"}), "version": fresh.version - 1, "confirmed": "yes"}
    answer = holder.post(url(told, key), late)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "先到的话" in page
    assert "后到的话" in page
    assert everything() == before


def test_bad_24_25_26_letters_are_ordered_once_and_with_the_tick(
    told: Case, holder: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    place = reverse("letters:review", args=[told.pk, "seller"])
    before = everything()
    assert holder.post(place, {}).status_code == 200
    assert everything() == before
    first = holder.post(place, {"true": "on"})
    second = holder.post(place, {"true": "on"})
    assert first["Location"] == second["Location"]
    assert told.letters.count() == 1
    assert letters.order(Case.objects.get(pk=told.pk), "seller") == told.letters.get()
