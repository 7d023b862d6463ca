"""What holds on every question page: drafts, ways out, two tabs, visits that ran out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from claimguide.cases import resume, services
from claimguide.cases.models import Case, Draft, State

MONEY = {"price": "199", "quantity": "1", "shipping": ""}
OTHER_MONEY = {"price": "299", "quantity": "1"}


def post(browser: Client, url: str, case: Case, go: str = "continue", **data):
    case.refresh_from_db()
    return browser.post(url, {"version": case.version, "go": go, **data})


def test_an_answer_is_stored_and_leads_to_the_next_page(browser, case, page_url):
    answer = post(browser, page_url("law/money"), case, **MONEY)
    assert answer.url == page_url("law/dates")
    case.refresh_from_db()
    assert (str(case.purchase.price), case.purchase.quantity, case.version) == ("199.00", 1, 2)
    assert case.events.filter(kind="answered", data__page="law/money").count() == 1


@pytest.mark.parametrize(("go", "goes_to"), [("back", "law/order"), ("save", "")])
def test_leaving_a_page_keeps_what_was_typed_unchecked(browser, case, page_url, go, goes_to):
    answer = post(browser, page_url("law/money"), case, go=go, price="abc", quantity="2")
    assert answer.url == (page_url(goes_to) if goes_to else reverse("guide:case", args=[case.pk]))
    case.refresh_from_db()
    assert case.purchase.price is None
    shown = browser.get(page_url("law/money")).content.decode()
    assert 'value="abc"' in shown


def test_a_refused_answer_is_shown_again_and_kept_as_a_draft(browser, case, page_url):
    answer = post(browser, page_url("law/money"), case, price="一百元", quantity="")
    assert answer.status_code == 200
    assert "一百元" in answer.content.decode()
    assert Draft.objects.get(case=case).data["price"] == ["一百元"]


def test_saving_an_answer_drops_its_draft(browser, case, page_url):
    post(browser, page_url("law/money"), case, price="x")
    post(browser, page_url("law/money"), case, **MONEY)
    assert not Draft.objects.filter(case=case).exists()


def test_a_double_click_counts_once(browser, case, page_url):
    version = case.version
    for _click in range(2):
        answer = browser.post(page_url("law/money"), {"version": version, "go": "continue", **MONEY})
        assert answer.url == page_url("law/dates")
    case.refresh_from_db()
    assert case.version == version + 1


def test_two_tabs_see_both_texts_and_nothing_is_overwritten(browser, case, page_url):
    version = case.version
    post(browser, page_url("law/money"), case, **MONEY)
    answer = browser.post(
        page_url("law/money"), {"version": version, "go": "continue", "price": "299", "quantity": "1"}
    )
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "199.00" in text and "299" in text
    case.refresh_from_db()
    assert str(case.purchase.price) == "199.00"


def test_the_second_tab_may_insist(browser, case, page_url):
    version = case.version
    post(browser, page_url("law/money"), case, **MONEY)
    browser.post(page_url("law/money"), {"version": version, "go": "continue", **OTHER_MONEY})
    answer = post(browser, page_url("law/money"), case, price="299", quantity="1", shipping="")
    assert answer.status_code == 302
    case.refresh_from_db()
    assert str(case.purchase.price) == "299.00"


def test_the_second_tab_may_give_way(browser, case, page_url):
    version = case.version
    post(browser, page_url("law/money"), case, **MONEY)
    browser.post(page_url("law/money"), {"version": version, "go": "continue", **OTHER_MONEY})
    browser.get(page_url("law/money"), {"keep": "1"})
    assert 'value="199.00"' in browser.get(page_url("law/money")).content.decode()


def test_a_review_that_asked_for_a_change_gets_the_consumer_back(browser, case, page_url):
    target = reverse("guide:case", args=[case.pk])
    answer = browser.post(
        page_url("law/money"),
        {"version": case.version, "go": "continue", "next": f"{target}seller/", **MONEY},
    )
    assert answer.url == target + "seller/"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/case/", "/\\evil", "/staff/"])
def test_a_way_back_that_leaves_the_case_is_ignored(browser, case, page_url, target):
    answer = browser.post(
        page_url("law/money"), {"version": case.version, "go": "continue", "next": target, **MONEY}
    )
    assert answer.url == page_url("law/dates")


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_senseless_version_never_breaks_the_page(browser, case, page_url, version):
    answer = browser.post(page_url("law/money"), {"version": version, "go": "continue", **MONEY})
    assert answer.status_code in (302, 409)


@pytest.mark.parametrize("first", ["yes", "unsure"])
def test_a_question_that_was_answered_stays_open_to_a_change(browser, case, page_url, first):
    page = page_url("law/q-false-statement")
    assert post(browser, page, case, false_statement=first).status_code == 302
    listed = browser.get(reverse("guide:step", args=[case.pk, "law"]))
    assert f'href="{page}"' in listed.content.decode()
    again = browser.get(page)
    assert again.status_code == 200
    assert again.context["form"]["false_statement"].value() == first
    assert post(browser, page, case, false_statement="no").status_code == 302
    case.refresh_from_db()
    assert case.problem.false_statement == "no"


@pytest.mark.parametrize("path", ["nine/", "-1/", "law/none/", "law/q-nothing/", "law/q-price%00/"])
def test_a_step_or_page_that_is_none_is_not_found(browser, case, path):
    assert browser.get(reverse("guide:case", args=[case.pk]) + path).status_code == 404


def test_a_settled_case_takes_no_answer_until_it_is_opened_again(browser, case, page_url):
    services.move(case, State.SETTLED)
    assert post(browser, page_url("law/money"), case, **MONEY).status_code == 409
    browser.post(reverse("cases:reopen", args=[case.pk]))
    assert post(browser, page_url("law/money"), case, **MONEY).status_code == 302


def test_dates_before_the_order_are_named_at_their_field(browser, case, page_url):
    answer = post(browser, page_url("law/dates"), case, ordered_on="2026-05-02", received_on="2026-05-01")
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"received_on"}


def test_mass_assignment_changes_nothing_but_the_pages_own_fields(browser, case, page_url):
    post(browser, page_url("law/money"), case, **MONEY, state="closed", number="CG1", is_staff="1")
    case.refresh_from_db()
    assert case.state == State.OPEN and case.number.startswith("CG2")


class TestVisitThatRanOut:
    def test_a_page_leads_to_the_resume_code_and_back(self, browser, case, page_url):
        browser.session.flush()
        answer = browser.get(page_url("law/money"))
        assert answer.status_code == 302 and answer.url.startswith(reverse("cases:resume"))
        code = resume.code_of(case.pk, case.resume_salt)
        back = browser.post(reverse("cases:resume"), {"code": code, "next": page_url("law/money")})
        assert back.url == page_url("law/money")

    def test_what_was_typed_comes_back_with_the_code(self, browser, case, page_url):
        browser.session.flush()
        asked = browser.post(page_url("law/money"), {"version": 1, "go": "continue", **MONEY})
        assert asked.status_code == 200
        kept = {f"kept-{name}": value for name, value in asked.context["kept"] for name in [name]}
        code = resume.code_of(case.pk, case.resume_salt)
        browser.post(reverse("cases:resume"), {"code": code, "next": page_url("law/money"), **kept})
        assert 'value="199"' in browser.get(page_url("law/money")).content.decode()

    def test_a_browser_that_never_held_a_case_gets_the_plain_404(self, client, case, page_url):
        assert client.get(page_url("law/money")).status_code == 404
