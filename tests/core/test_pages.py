"""The pages of the site itself: frame, words, strict CSP, errors that say how to go on."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from claimguide.core import views
from claimguide.core.templatetags import ui

from . import samples

PAGES = ["/", "/about/", "/help/", "/privacy/", "/accessibility/", "/staff/account/login/"]
SAMPLES = ["/_samples/", "/_samples/?form=one", "/_samples/?form=several", "/_samples/?done=1"]
PROBLEMS = [400, 403, 404, 405, 409, 413, 429, 500, 503]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.sample_urls")]


class Page(HTMLParser):
    """What the checks need to know of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if attrs.get("id")]


def read(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", [*PAGES, *SAMPLES, *[f"/_problem/{status}/" for status in PROBLEMS]])
def test_every_page_has_one_h1_a_skip_link_a_language_and_nothing_inline(
    client: Client, address: str, language: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = Page(read(client.get(address)))
    assert page.all("html")[0]["lang"] == ("en" if language == "en" else "zh-Hans")
    assert len(page.all("h1")) == 1
    assert any(link.get("href") == "#main" for link in page.all("a"))
    assert "main" in page.ids
    assert len(page.ids) == len(set(page.ids))
    assert not page.all("style")
    assert all(script.get("src") for script in page.all("script"))
    for tag, attrs in page.tags:
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")], tag


@pytest.mark.parametrize("address", SAMPLES)
def test_every_reference_between_elements_has_its_target(client: Client, address: str) -> None:
    page = Page(read(client.get(address)))
    known = set(page.ids)
    for tag, attrs in page.tags:
        for name in ("for", "aria-describedby", "aria-labelledby", "form"):
            if attrs.get(name):
                assert set((attrs[name] or "").split()) <= known, (tag, attrs)
        if tag == "a" and (attrs.get("href") or "").startswith("#"):
            assert (attrs["href"] or "")[1:] in known, attrs


def test_forms_post_with_a_token_and_leave_checking_to_the_server(client: Client) -> None:
    page = Page(read(client.get("/_samples/?form=several")))
    form = next(attrs for attrs in page.all("form") if attrs.get("id") == "page-form")
    assert form["method"] == "post"
    assert "novalidate" in form
    assert "csrfmiddlewaretoken" in [field.get("name") for field in page.all("input")]
    assert [button.get("value") for button in page.all("button") if button.get("name") == "go"] == [
        "continue",
        "language:en",
        "back",
        "continue",
        "save",
    ]


def test_errors_are_named_in_the_title_the_summary_and_at_the_field(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = read(client.get("/_samples/?form=several"))
    assert "<title>Error: " in text
    assert text.count("Enter a number.") == 2
    assert 'href="#id_price"' in text
    assert 'value="abc"' in text
    fine = read(client.get("/_samples/?form=one"))
    assert "<title>Error: " not in fine
    assert "error-summary" not in fine


def test_optional_fields_say_so_and_nothing_wears_an_asterisk(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = read(client.get("/_samples/?form=several"))
    assert text.count("(optional)") == 1
    assert "asteriskField" not in text


def test_a_single_field_that_repeats_the_question_shows_its_words_once(client: Client) -> None:
    assert 'class="form-single"' in read(client.get("/_samples/?form=one"))
    assert 'class="form-single"' not in read(client.get("/_samples/?form=several"))


def test_the_six_status_words_differ() -> None:
    template = engines["django"].get_template("components/status_tag.html")
    with translation.override("en"):
        words = {
            re.sub(r"<[^>]+>", "", template.render({"status": status})).strip()
            for status in ("todo", "doing", "ready", "waiting", "done", "na")
        }
    assert words == {"Not started", "In progress", "Ready", "Waiting", "Done", "Optional"}


def test_what_people_typed_is_escaped_in_every_component(client: Client) -> None:
    hostile = "<script>alert(1)</script>\"'"
    context = samples.context()
    context["rows"] = [{"label": hostile, "value": hostile, "change_url": "/x/"}]
    context["events"] = [{"when": context["today"], "title": hostile, "text": hostile}]
    context["elements"] = [{"label": hostile, "count": 1, "level": 1, "note": hostile}]
    context["exhibit"] = samples.Exhibit(title=hostile)
    context["proves"] = [hostile]
    context["table_rows"] = [[hostile, hostile, hostile]]
    markup = engines["django"].from_string(samples.SHEET.read_text()).render(context)
    assert "<script>alert" not in markup
    assert "&lt;script&gt;alert" in markup


@pytest.mark.parametrize("status", PROBLEMS)
def test_problem_pages_answer_with_their_status_and_a_way_on(client: Client, status: int) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get(f"/_problem/{status}/")
    text = read(response)
    assert response.status_code == status
    assert "How to go on" in text
    assert 'href="/"' in text
    assert ("What you filled in is saved" in text) == (status != 404)
    if status in (429, 503):
        assert response["Retry-After"] == "30"
        assert "Try again in 30 seconds." in text


def test_problem_pages_ask_neither_the_database_nor_the_session(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        client.get("/_problem/503/")


def test_a_broken_template_still_leaves_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> HttpResponse:
        raise RuntimeError

    monkeypatch.setattr(views, "render", broken)
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "已保存" in read(response) or "都已保存" in read(response)


@pytest.mark.parametrize(
    ("fault", "status"), [(SuspiciousOperation(), 400), (RequestDataTooBig(), 413), (ValueError(), 400)]
)
def test_a_bad_request_says_whether_it_was_too_large(fault: Exception, status: int) -> None:
    assert views.bad_request(RequestFactory().get("/"), fault).status_code == status


def test_a_missing_token_gets_a_page_that_says_what_to_do() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = strict.post("/i18n/setlang/", {"language": "en"})
    assert response.status_code == 403
    assert "copy what you typed" in read(response)


def test_an_address_that_only_takes_forms_explains_itself(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.post("/about/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "cannot be opened by itself" in read(response)
    plain = client.post("/about/", headers={"accept": "application/json"})
    assert plain.status_code == 405
    assert read(plain) == ""


def test_the_language_switch_comes_back_to_the_same_page(client: Client) -> None:
    text = read(client.get("/help/"))
    assert '<input type="hidden" name="next" value="/help/">' in text
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/help/"})
    assert response["Location"] == "/help/"
    assert "<h1>Help</h1>" in read(client.get("/help/"))


@pytest.mark.parametrize(("name", "named"), [("", False), ("某某消费者服务中心", True)])
def test_the_privacy_page_names_the_operator_or_warns(
    client: Client, settings: object, name: str, named: bool
) -> None:
    settings.OPERATOR_NAME = name  # type: ignore[attr-defined]
    settings.OPERATOR_CONTACT = "letters@example.cn"  # type: ignore[attr-defined]
    text = read(client.get("/privacy/"))
    assert ("某某消费者服务中心" in text) == named
    assert ("letters@example.cn" in text) == named
    assert ("notice--warning" in text) != named


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"), ("86400", "24 hours")],
)
def test_waiting_times_are_said_in_words_rounded_up(seconds: int | str, words: str) -> None:
    with translation.override("en"):
        assert ui.wait_words(seconds) == words


def test_bilingual_texts_follow_the_visitor() -> None:
    text = samples.Words("退款", "refund")
    with translation.override("zh-hans"):
        assert ui.local(text) == "退款"
    with translation.override("en"):
        assert ui.local(text) == "refund"
    assert ui.local("as it is") == "as it is"
    assert ui.local(None) == ""


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("请按“假一赔十”赔偿", True),
        ("iPhone 手机壳保护套", False),
        ("30 June 2026", False),
        ("", False),
        (None, False),
    ],
)
def test_chinese_words_are_marked_as_chinese_on_english_pages_only(words: str | None, marked: bool) -> None:
    with translation.override("en"):
        assert ui.lang_attr(words) == (' lang="zh-Hans"' if marked else "")
    with translation.override("zh-hans"):
        assert ui.lang_attr(words) == ""


def test_money_is_grouped_and_has_two_places() -> None:
    with translation.override("en"):
        assert ui.money(Decimal("1234.5")) == "1,234.50 yuan"
    assert ui.money(None) == ""


def test_days_are_counted_from_today() -> None:
    assert ui.days_until(timezone.localdate() + timedelta(days=3)) == 3
    assert ui.days_until(timezone.localdate() - timedelta(days=1)) == -1
    assert ui.days_until(None) is None


def test_bars_share_one_scale_and_leave_out_nothing_sums() -> None:
    parts = [{"label": "a", "amount": Decimal(500)}, {"label": "b", "amount": Decimal(0)}]
    result = ui.money_range(parts, Decimal(1000), Decimal(1000))
    assert [bar["width"] for bar in result["bars"]] == [500]
    assert result["low"] is None


def test_a_qr_code_is_a_picture_without_styles() -> None:
    picture = ui.qr("https://example.cn/resume/#7K2M", 'a "label"')
    assert picture.startswith("<svg")
    assert "style" not in picture
    assert 'aria-label="a &quot;label&quot;"' in picture
