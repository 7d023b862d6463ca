"""A sheet on another device: the code opens it once, soon, and nothing else; its holder can end it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import erasure, export, resume
from claimguide.cases.models import SESSION_KEY, Case, Event
from claimguide.core import throttle
from claimguide.letters.models import HandOver
from claimguide.letters.sheets import handover
from claimguide.letters.views_sheets import CODES_PER_HOUR, TRIES_PER_HOUR

from .stories import case_of, story

pytestmark = pytest.mark.django_db
SHEET = "12315_complaint"


@pytest.fixture
def case() -> Case:
    return case_of(story("bracelet"))


@pytest.fixture
def holder(case: Case, hold: Callable[..., Client]) -> Client:
    cache.clear()
    return hold(case)


def offered(holder: Client, case: Case, slug: str = SHEET) -> str:
    """The code as the holder's page shows it."""
    assert holder.post(reverse("letters:hand_over", args=[case.pk, slug])).status_code == 302
    page = holder.get(reverse("letters:sheet", args=[case.pk, slug])).content.decode()
    return re.search(r'<p class="resume-code" translate="no">([0-9A-Z-]{24})</p>', page)[1]  # type: ignore[index]


def enter(client: Client, code: str, address: str = "10.0.0.9") -> Any:
    return client.post(reverse("letters:receive"), {"code": code}, REMOTE_ADDR=address)


def kinds(case: Case) -> list[str]:
    return [
        kind for kind in Event.objects.filter(case=case).values_list("kind", flat=True) if "sheet" in kind
    ]


def test_the_code_opens_the_sheet_and_nothing_else_of_the_case(holder: Client, case: Case) -> None:
    other = Client()
    opened = enter(other, offered(holder, case))
    page = other.get(opened["Location"])
    assert page.status_code == 200
    assert "广州示例文玩有限公司" in page.content.decode()
    assert str(case.pk) not in page.content.decode()
    assert case.number not in page.content.decode()
    assert SESSION_KEY not in other.session
    for name, parts in (
        ("letters:sheet", [SHEET]),
        ("letters:sheet", ["association"]),
        ("letters:index", []),
        ("letters:review", ["seller"]),
        ("evidence:board", []),
        ("cases:my_data", []),
    ):
        assert other.get(reverse(name, args=[case.pk, *parts])).status_code == 404
    assert other.get(reverse("guide:case", args=[case.pk]))["Location"].startswith("/resume/")
    for name in ("letters:hand_over", "letters:hand_over_end"):
        assert other.post(reverse(name, args=[case.pk, SHEET])).status_code == 404
    assert other.post(opened["Location"]).status_code == 405
    assert kinds(case) == ["sheet_offered", "sheet_opened"]


def test_the_code_is_in_no_address_table_session_or_history(holder: Client, case: Case) -> None:
    code = resume.fold(offered(holder, case))
    other = Client()
    opened = enter(other, code)
    row = HandOver.objects.values().get()
    assert code not in str(row)
    assert code not in opened["Location"]
    assert code not in str(dict(other.session))
    assert code not in str(dict(holder.session))
    assert code not in str(list(Event.objects.filter(case=case).values_list("data", flat=True)))
    page = other.get(opened["Location"])
    assert code not in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "code_hash" not in str(export.rows(case))


def test_the_qr_code_carries_the_code_behind_the_hash_alone(holder: Client, case: Case) -> None:
    code = resume.fold(offered(holder, case))
    value = holder.get(reverse("letters:sheet", args=[case.pk, SHEET])).context["qr_value"]
    sent, _hash, kept = value.partition("#")
    assert sent == "http://testserver/sheet/"
    assert kept == code


def test_it_opens_once(holder: Client, case: Case) -> None:
    code = offered(holder, case)
    assert enter(Client(), code).status_code == 302
    again = enter(Client(), code)
    assert again.status_code == 200
    assert again.context["form"].errors["code"]
    page = holder.get(reverse("letters:sheet", args=[case.pk, SHEET])).content.decode()
    assert resume.grouped(resume.fold(code)) not in page


def test_a_reader_s_address_is_nothing_to_another_browser(holder: Client, case: Case) -> None:
    opened = enter(Client(), offered(holder, case))
    for stranger in (Client(), holder):
        assert stranger.get(opened["Location"]).status_code == 404


def test_it_expires(holder: Client, case: Case) -> None:
    code = offered(holder, case)
    left = HandOver.objects.get().expires_at - timezone.now()
    assert timedelta(minutes=14) < left <= timedelta(minutes=15)
    HandOver.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert enter(Client(), code).status_code == 200
    assert handover.current(case, SHEET) is None


def test_reading_ends_by_itself(holder: Client, case: Case) -> None:
    other = Client()
    opened = enter(other, offered(holder, case))
    left = HandOver.objects.get().read_until - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    HandOver.objects.update(read_until=timezone.now() - timedelta(seconds=1))
    assert other.get(opened["Location"]).status_code == 404


@pytest.mark.parametrize("before", ["waiting", "reading"])
def test_the_holder_ends_it(holder: Client, case: Case, before: str) -> None:
    code, other = offered(holder, case), Client()
    opened = enter(other, code) if before == "reading" else None
    holder.post(reverse("letters:hand_over_end", args=[case.pk, SHEET]))
    assert enter(Client(), code).status_code == 200
    if opened:
        assert other.get(opened["Location"]).status_code == 404
    assert kinds(case)[-1] == "sheet_ended"
    holder.post(reverse("letters:hand_over_end", args=[case.pk, SHEET]))
    assert kinds(case).count("sheet_ended") == 1


def test_a_new_code_ends_the_one_before(holder: Client, case: Case) -> None:
    first, reader = offered(holder, case), Client()
    opened = enter(reader, first)
    second = offered(holder, case)
    assert second != first
    assert enter(Client(), first).status_code == 200
    assert reader.get(opened["Location"]).status_code == 404
    assert enter(Client(), second).status_code == 302


def test_each_sheet_has_its_own_code(holder: Client, case: Case) -> None:
    complaint, chat = offered(holder, case), offered(holder, case, "seller_chat")
    reader = Client()
    text = reader.get(enter(reader, chat)["Location"]).content.decode()
    assert "box-message" in text
    assert "box-company" not in text
    assert enter(Client(), complaint).status_code == 302


def test_a_sheet_of_another_case_stays_closed(
    holder: Client, case: Case, hold: Callable[..., Client]
) -> None:
    foreign = case_of(story("coat_return"))
    offered(hold(foreign), foreign)
    reader = Client()
    opened = enter(reader, offered(holder, case))
    other = HandOver.objects.get(case=foreign)
    HandOver.objects.filter(pk=other.pk).update(
        opened_at=timezone.now(), read_until=timezone.now() + timedelta(minutes=5)
    )
    assert reader.get(reverse("letters:handed", args=[other.pk])).status_code == 404
    assert reader.get(opened["Location"]).status_code == 200


def test_the_session_gets_a_new_key(holder: Client, case: Case) -> None:
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = "fixed" * 6
    enter(other, offered(holder, case))
    assert other.cookies[settings.SESSION_COOKIE_NAME].value != "fixed" * 6


@pytest.mark.parametrize("typed", ["", "12", "x" * 61, "0" * 20, "<script>", "'" * 20, "一" * 20])
def test_a_wrong_code_opens_nothing_and_says_the_same(holder: Client, case: Case, typed: str) -> None:
    offered(holder, case)
    answer = enter(Client(), typed)
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert HandOver.objects.get().opened_at is None


def test_one_character_off_and_the_resume_code_open_nothing(holder: Client, case: Case) -> None:
    code = resume.fold(offered(holder, case))
    off = ("1" if code[0] == "0" else "0") + code[1:]
    for wrong in (off, resume.code_of(case.pk, case.resume_salt)):
        assert enter(Client(), wrong).status_code == 200
    assert resume.find(code) is None


def test_it_is_read_as_people_type_it(holder: Client, case: Case) -> None:
    code = offered(holder, case)
    assert enter(Client(), f" {code.lower().replace('-', ' ')} ").status_code == 302


def test_guessing_is_throttled_and_a_clean_address_goes_on(holder: Client, case: Case) -> None:
    code = offered(holder, case)
    for _try in range(TRIES_PER_HOUR):
        assert enter(Client(), "0" * 20).status_code == 200
    refused = enter(Client(), code)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert enter(Client(), code, "10.0.0.10").status_code == 302


def test_guessing_from_many_addresses_is_throttled(holder: Client, case: Case, monkeypatch: Any) -> None:
    monkeypatch.setattr("claimguide.letters.views_sheets.TRIES_BY_ALL", 3)
    throttle.forget("sheet-code-all", "")
    answers = [enter(Client(), "0" * 20, f"10.0.1.{n}").status_code for n in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_codes_are_not_made_without_end(holder: Client, case: Case) -> None:
    path = reverse("letters:hand_over", args=[case.pk, SHEET])
    assert [holder.post(path).status_code for _n in range(CODES_PER_HOUR + 1)][-1] == 429


def test_staff_see_the_sheet_and_no_code(holder: Client, case: Case, staff: Client) -> None:
    code = offered(holder, case)
    page = staff.get(reverse("letters:sheet", args=[case.pk, SHEET]))
    assert page.status_code == 200
    assert code not in page.content.decode()
    assert "hand-over" not in page.content.decode()


def test_an_erased_case_takes_it_along(holder: Client, case: Case) -> None:
    reader = Client()
    opened = enter(reader, offered(holder, case))
    erasure.erase(case)
    assert not HandOver.objects.exists()
    assert reader.get(opened["Location"]).status_code == 404


@pytest.mark.parametrize("slug", ["nothing", "12315", "seller-chat"])
def test_there_is_no_other_sheet(holder: Client, case: Case, slug: str) -> None:
    assert holder.get(f"/case/{case.pk}/sheets/{slug}/").status_code == 404
    assert holder.post(f"/case/{case.pk}/sheets/{slug}/hand-over/").status_code == 404


def test_where_no_letter_fits_the_sheet_says_why_and_holds_nothing(hold: Callable[..., Client]) -> None:
    case = case_of(story("kettle_repair"))
    page = hold(case).get(reverse("letters:sheet", args=[case.pk, "after_sales"]))
    assert page.context["reason"]
    assert page.context["fields"] == []
    assert "<textarea" not in page.content.decode()
