"""The key of what a device keeps: for who may see the case and answer it, and for nobody else."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from django.test import Client

from claimguide.cases import erasure, services
from claimguide.cases.models import Case
from claimguide.core.keys import derived_key

BAR = re.compile(r'data-draft-bar data-case="([^"]*)" data-key="([^"]*)" data-held="([^"]*)"')


def bar_of(browser: Client, address: str) -> tuple[str, str, str]:
    found = BAR.search(browser.get(address).content.decode())
    assert found is not None
    return found[1], found[2], found[3]


def test_the_holder_gets_one_key_for_each_case(
    hold: Callable[..., Client], case: Case, page_url: Callable[[str], str]
) -> None:
    other = services.open_case()
    browser = hold(case, other)
    own = bar_of(browser, page_url("law/problem"))
    foreign = bar_of(browser, page_url("law/problem").replace(str(case.pk), str(other.pk)))
    assert own[0] == str(case.pk)
    assert len(base64.b64decode(own[1])) == 32
    assert own[1] == bar_of(hold(case), page_url("law/problem"))[1]
    assert own[1] != foreign[1]
    assert set(own[2].split()) == {str(case.pk), str(other.pk)}


def test_staff_and_strangers_get_none(
    hold: Callable[..., Client], staff: Client, case: Case, page_url: Callable[[str], str]
) -> None:
    assert bar_of(staff, page_url("law/problem"))[1] == ""
    assert hold(services.open_case()).get(page_url("law/problem")).status_code == 404
    assert Client().get(page_url("law/problem")).status_code == 404


def test_a_shared_device_gets_none(browser: Client, page_url: Callable[[str], str]) -> None:
    browser.post("/shared/")
    assert bar_of(browser, page_url("law/problem"))[1] == ""


def test_a_page_with_a_key_is_stored_nowhere(browser: Client, page_url: Callable[[str], str]) -> None:
    assert browser.get(page_url("law/problem")).headers["Cache-Control"] == "no-store"


def test_a_new_resume_code_and_an_erased_case_end_the_key(
    browser: Client, case: Case, page_url: Callable[[str], str]
) -> None:
    before = bar_of(browser, page_url("law/problem"))[1]
    services.renew_code(case)
    assert bar_of(browser, page_url("law/problem"))[1] != before
    erasure.erase(case)
    assert browser.get(page_url("law/problem")).status_code == 404


def test_a_settled_case_gives_no_key(browser: Client, case: Case, page_url: Callable[[str], str]) -> None:
    services.move(case, "settled")
    assert "data-key" not in browser.get(page_url("law/problem"), follow=True).content.decode()


def test_keys_of_two_uses_differ() -> None:
    assert derived_key("one", "a") == derived_key("one", "a")
    assert len({derived_key("one", "a"), derived_key("two", "a"), derived_key("one", "b")}) == 3


def test_a_form_sent_by_a_script_learns_where_to_go(browser: Client, page_url: Callable[[str], str]) -> None:
    typed = {"problems": "counterfeit", "go": "continue"}
    sent = browser.post(page_url("law/problem"), typed, headers={"X-Requested-With": "form"})
    plain = browser.post(page_url("law/problem"), typed)
    assert (sent.status_code, plain.status_code) == (204, 302)
    assert sent.headers["Location"] == plain.headers["Location"]
    assert "Content-Length" not in sent.headers
    refused = browser.post(page_url("law/problem"), {}, headers={"X-Requested-With": "form"})
    assert refused.status_code == 200
