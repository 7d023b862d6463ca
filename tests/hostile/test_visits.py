"""Rows 27 to 38, 61 and 68 of the bad-input matrix: visits, keys, headers and ways out of the site."""

from __future__ import annotations

import html
import io
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from claimguide.cases import erasure, resume, services
from claimguide.cases.models import SESSION_KEY, Case, Draft, State
from claimguide.core.logs import OneLineFormatter
from claimguide.evidence.models import Exhibit

from .pages import PAGES, everything, good, url

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}
EVIL = [
    "//evil.example",
    "https:evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
]


def strict(case: Case, hold: Callable[..., Client]) -> Client:
    """The holder's browser in front of a site that checks tokens, as every real one does."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[site.SESSION_COOKIE_NAME] = hold(case).cookies[site.SESSION_COOKIE_NAME].value
    return client


def test_bad_28_without_a_token_nothing_is_taken_and_the_words_stay(told: Case, hold: Any) -> None:
    before, words = everything(), 'Zwölf <b>"Steine"</b> 检测结论 & 说明'
    answer = strict(told, hold).post(
        url(told, "law/story"), {"reality": words, "seller_words": "yes", "version": "3"}, headers=HERE
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert html.escape(words) in page
    assert "<b>" not in page
    assert page.count("<textarea") == 1
    assert everything() == before


def test_bad_28_a_token_of_another_visit(told: Case, hold: Any) -> None:
    client = strict(told, hold)
    client.cookies[site.CSRF_COOKIE_NAME] = "a" * 32
    typed = {"reality": "检测结论", "csrfmiddlewaretoken": "b" * 32}
    answer = client.post(url(told, "law/story"), typed, headers=HERE)
    assert answer.status_code == 403
    assert "检测结论" in answer.content.decode()
    assert "b" * 32 not in answer.content.decode()


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}])
def test_bad_28_words_another_site_sent_are_not_shown(told: Case, hold: Any, headers: dict[str, str]) -> None:
    answer = strict(told, hold).post(url(told, "law/story"), {"reality": "请拨打这个号码"}, headers=headers)
    assert answer.status_code == 403
    assert "请拨打这个号码" not in answer.content.decode()


def test_bad_28_codes_and_passwords_are_not_shown_again(client: Client) -> None:
    strict_client = Client(enforce_csrf_checks=True)
    for place, typed in (
        (reverse("cases:resume"), {"code": "ABCDEFGHJKMNPQRSTVWX"}),
        (reverse("account_login"), {"login": "somebody", "password": "a long pass phrase"}),
    ):
        page = strict_client.post(place, typed, headers=HERE).content.decode()
        assert not any(value in page for value in typed.values())


def test_bad_28_a_body_that_cannot_be_read_does_not_break_the_page(told: Case, hold: Any) -> None:
    answer = strict(told, hold).generic(
        "POST",
        url(told, "law/story"),
        "--x\r\n",
        content_type="multipart/form-data; boundary=x",
        headers=HERE,
    )
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("key", PAGES)
def test_bad_29_a_visit_that_ran_out_loses_no_answer(told: Case, hold: Any, key: str) -> None:
    """From the expired page over the resume code back to the same page with the same words."""
    browser, answers = hold(told), good(told, key)
    session = browser.session
    del session[SESSION_KEY]
    session.save()
    asked = browser.post(url(told, key), {"version": told.version, "go": "continue", **answers})
    assert asked.status_code == 200
    hidden = {f"kept-{name}": value for name, value in answers.items()}
    assert all(f'name="{name}"' in asked.content.decode() for name in hidden)
    code = resume.code_of(told.pk, told.resume_salt)
    back = browser.post(reverse("cases:resume"), {"code": code, "next": url(told, key), **hidden})
    assert back["Location"] == url(told, key)
    kept = Draft.objects.filter(case=told, page=key).values_list("data", flat=True).first() or {}
    assert set(kept) == set(answers)
    assert browser.get(url(told, key)).status_code == 200


@pytest.mark.parametrize("target", EVIL)
def test_bad_36_no_way_leads_off_the_site(told: Case, hold: Any, client: Client, target: str) -> None:
    code = resume.code_of(told.pk, told.resume_salt)
    answers = [
        client.post(reverse("cases:resume"), {"code": code, "next": target}),
        client.post("/i18n/setlang/", {"language": "en", "next": target}),
        hold(told).post(url(told, "law/goods"), {"go": "save", "next": target, **good(told, "law/goods")}),
        hold(told).post(url(told, "law/goods"), {"go": "back", "next": target, **good(told, "law/goods")}),
    ]
    for answer in answers:
        assert answer.status_code in (204, 302)
        assert answer.headers.get("Location", "/").startswith("/")
        assert "evil" not in answer.headers.get("Location", "")
        assert not answer.headers.get("Location", "/").startswith(("//", "/\\"))


def test_bad_35_a_host_that_is_not_ours(told: Case, hold: Any) -> None:
    for place in ("/", "/resume/", f"/case/{told.pk}/", f"/case/{told.pk}/code.svg"):
        assert hold(told).get(place, headers={"Host": "evil.example"}).status_code == 400


def test_bad_35_a_forwarded_host_is_not_believed(told: Case, hold: Any) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "81"}
    for place in (f"/case/{told.pk}/dates.ics", "/policy/changes.atom", f"/case/{told.pk}/"):
        assert "evil.example" not in hold(told).get(place, headers=headers).content.decode()


def test_bad_34_a_forged_address_gives_no_new_tries(client: Client) -> None:
    forged = [{"X-Forwarded-For": f"198.51.100.{n}", "X-Real-IP": f"198.51.100.{n}"} for n in range(11)]
    typed = {"code": "0" * 20}
    codes = [client.post(reverse("cases:resume"), typed, headers=each).status_code for each in forged]
    assert codes == [200] * 10 + [429]


@pytest.mark.parametrize("typed", ["", "0" * 19, "0" * 21, "你好" * 10, "0" * 5000, "' OR 1=1--", "\0" * 20])
def test_bad_32_codes_that_open_nothing(client: Client, typed: str) -> None:
    before = everything()
    answer = client.post(reverse("cases:resume"), {"code": typed})
    assert answer.status_code == 200
    assert 'class="error-summary"' in answer.content.decode()
    assert everything() == before


def test_bad_33_two_hundred_tries_by_all_end_the_trying_for_an_hour(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("claimguide.cases.views.TRIES_BY_ALL", 3)
    codes = [
        client.post(reverse("cases:resume"), {"code": "0" * 20}, REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(4)
    ]
    assert codes == [200, 200, 200, 429]


def test_bad_37_a_session_fixed_beforehand_is_worth_nothing(told: Case, client: Client) -> None:
    session = client.session
    session["planted"] = "1"
    session.save()
    fixed = session.session_key
    client.cookies[site.SESSION_COOKIE_NAME] = fixed
    client.post(reverse("cases:resume"), {"code": resume.code_of(told.pk, told.resume_salt)})
    assert client.cookies[site.SESSION_COOKIE_NAME].value != fixed
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = fixed
    assert thief.get(url(told, "law/goods")).status_code in (302, 404)


def test_bad_38_a_visit_that_was_left_opens_nothing(told: Case, hold: Any) -> None:
    browser = hold(told)
    old = browser.cookies[site.SESSION_COOKIE_NAME].value
    browser.post(reverse("cases:leave"))
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = old
    answer = thief.get(url(told, "law/goods"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("cases:resume"))


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
@pytest.mark.parametrize("place", ["/", "/start/", "/resume/", "case", "page", "upload"])
def test_bad_27_methods_nobody_uses(told: Case, hold: Any, method: str, place: str) -> None:
    places = {
        "case": reverse("guide:case", args=[told.pk]),
        "page": url(told, "law/goods"),
        "upload": reverse("evidence:upload", args=[told.pk]),
    }
    before = everything()
    assert getattr(hold(told), method)(places.get(place, place)).status_code == 405
    assert everything() == before


def test_bad_27_a_method_in_a_header_is_not_obeyed(told: Case, hold: Any) -> None:
    headers = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "DELETE"}
    path = reverse("cases:settle", args=[told.pk])
    assert hold(told).get(path, {"_method": "POST"}, headers=headers).status_code == 200
    assert Case.objects.get(pk=told.pk).state != State.SETTLED


def picture() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    return SimpleUploadedFile("a.png", data.getvalue())


def test_bad_61_uploads_to_cases_that_take_none(told: Case, hold: Any) -> None:
    foreign, gone = services.open_case(), services.open_case()
    browser = hold(told, gone)
    erasure.erase(gone)
    for case, expected in ((foreign, 404), (gone, 404)):
        place = reverse("evidence:upload", args=[case.pk])
        assert browser.post(place, {"files": picture(), "whole": "1"}).status_code == expected
    services.move(told, State.SETTLED)
    place = reverse("evidence:upload", args=[told.pk])
    assert browser.post(place, {"files": picture(), "whole": "1"}).status_code == 409
    assert not Exhibit.objects.filter(case__in=[told.pk, foreign.pk]).exists()


@pytest.mark.parametrize("text", ["a\r\nINFO forged line", "\x1b[2J\x1b[31mred", "x" * 10_000])
def test_bad_68_a_log_line_is_one_line(text: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (text,), None)
    line = OneLineFormatter().format(record)
    assert "\n" not in line
    assert "\x1b" not in line


@pytest.mark.parametrize("name", ["User-Agent", "Referer", "Accept-Language", "Accept", "Cookie"])
@pytest.mark.parametrize("value", ["x" * 10_000, "\x1b[31m", "a;b=c,,;;q=9", "../../etc/passwd", "é\xff"])
def test_bad_68_headers_of_any_kind(client: Client, name: str, value: str) -> None:
    for place in ("/", "/resume/", "/nowhere/"):
        assert client.get(place, headers={name: value}).status_code in (200, 400, 404)


@pytest.mark.parametrize("path", ["/%00", "/%0d%0aX: y", "/case/%ff%fe/", "/..%2f..%2fetc/passwd"])
def test_bad_68_paths_of_any_kind(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert "X" not in answer.headers
