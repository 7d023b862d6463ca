"""The resume code: what opens a case, what does not, and who may see one."""

from __future__ import annotations

import re
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from claimguide.cases import resume, services
from claimguide.cases.models import Case


def code_of(case: Case) -> str:
    return resume.code_of(case.pk, case.resume_salt)


def test_a_code_has_a_hundred_bits_and_cannot_be_read_from_the_database(case):
    code = code_of(case)
    assert len(code) == 20 and set(code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    row = Case.objects.filter(pk=case.pk).values().get()
    assert code not in str(row)


def test_the_session_never_holds_the_code(client, db):
    answer = client.post(reverse("cases:start"))
    page = client.get(answer.url)
    code = re.sub(r"\W", "", page.context["code"])
    assert all(code not in str(s.get_decoded()) for s in Session.objects.all())


@pytest.mark.parametrize(
    "spoil",
    [
        str.lower,
        resume.grouped,
        lambda c: f"  {c[:7]} {c[7:]}　",
        lambda c: c.replace("0", "O").replace("1", "I"),
        lambda c: c.replace("1", "l"),
        lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c),
    ],
)
def test_a_code_opens_the_case_however_it_is_typed(client, case, spoil):
    answer = client.post(reverse("cases:resume"), {"code": spoil(code_of(case))})
    assert answer.url == reverse("guide:case", args=[case.pk])
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("typed", ["", "   ", "short", "0" * 20, "恢复码", "A" * 61])
def test_anything_else_opens_nothing_and_says_so(client, case, typed):
    answer = client.post(reverse("cases:resume"), {"code": typed})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]


@pytest.mark.parametrize(
    ("address", "says"),
    [("cases:resume", "恢复码共20位，请核对。"), ("letters:receive", "代码共20位，请核对。")],
)
def test_a_code_of_the_wrong_length_is_named_as_on_its_page(client, db, address, says):
    answer = client.post(reverse(address), {"code": "KX7M"})
    assert answer.context["form"].errors["code"] == [says]


def test_one_character_off_opens_nothing(client, case):
    code = code_of(case)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert client.post(reverse("cases:resume"), {"code": wrong}).status_code == 200


def test_the_eleventh_try_in_an_hour_has_to_wait(client, case):
    for _try in range(10):
        client.post(reverse("cases:resume"), {"code": "0" * 20})
    answer = client.post(reverse("cases:resume"), {"code": code_of(case)})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    other = client.post(reverse("cases:resume"), {"code": code_of(case)}, REMOTE_ADDR="10.1.1.1")
    assert other.status_code == 302


def test_the_code_is_shown_until_it_was_kept_and_then_never_again(client, db):
    shown = client.post(reverse("cases:start")).url
    case = Case.objects.get()
    assert client.get(shown).status_code == 200
    assert client.get(reverse("cases:code_qr", args=[case.pk]))["Content-Type"] == "image/svg+xml"
    client.post(reverse("cases:code_kept", args=[case.pk]))
    assert client.get(shown).status_code == 302
    assert client.get(reverse("cases:code_qr", args=[case.pk])).status_code == 302


def test_keeping_the_code_leads_to_the_first_question_of_a_case_that_knows_nothing(browser, case):
    def leads_to():
        return browser.post(reverse("cases:code_kept", args=[case.pk])).url

    assert leads_to() == reverse("guide:step", args=[case.pk, "law"])
    services.set_problems(case, ["counterfeit"])
    assert leads_to() == reverse("guide:case", args=[case.pk])


def test_a_new_code_ends_the_old_one(browser, client, case):
    old = code_of(case)
    browser.post(reverse("cases:renew_code", args=[case.pk]))
    case.refresh_from_db()
    assert code_of(case) != old
    assert client.post(reverse("cases:resume"), {"code": old}).status_code == 200
    assert client.post(reverse("cases:resume"), {"code": code_of(case)}).status_code == 302


def test_opening_a_case_gives_the_visit_a_new_key(client, case):
    client.get(reverse("cases:resume"))
    client.session["seen"] = 1
    before = client.session.session_key
    client.post(reverse("cases:resume"), {"code": code_of(case)})
    assert client.session.session_key != before


def test_leaving_the_device_closes_the_case_there(browser, case):
    answer = browser.post(reverse("cases:leave"))
    assert "storage" in answer["Clear-Site-Data"]
    assert browser.get(reverse("guide:case", args=[case.pk])).status_code == 404


def body(answer) -> str:
    """The page without what the browser itself brought along: its token and the address it asked for."""
    text = answer.content.decode().replace(answer.wsgi_request.path, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_a_foreign_case_looks_exactly_like_one_that_never_was(browser, case, db):
    foreign = services.open_case()
    answers = [
        browser.get(reverse("guide:case", args=[pk])) for pk in (foreign.pk, uuid.uuid4(), uuid.UUID(int=0))
    ]
    malformed = browser.get("/case/not-a-uuid/")
    assert {a.status_code for a in [*answers, malformed]} == {404}
    assert len({body(a) for a in [*answers, malformed]}) == 1
