"""Signing in: the one door for staff, its limits, and the second factor."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from claimguide.core import throttle
from claimguide.review import accounts

pytestmark = pytest.mark.django_db
LOGIN = "/staff/account/login/"
WORDS = "a long pass phrase"


@pytest.fixture(autouse=True)
def no_counters_of_other_tests() -> None:
    cache.clear()


@pytest.fixture
def colleague(django_user_model):
    return django_user_model.objects.create_superuser("colleague", password=WORDS)


def sign_in(client: Client, name: str = "colleague", password: str = WORDS, **more: str):
    return client.post(LOGIN, {"login": name, "password": password, **more})


def test_the_desk_sends_to_the_sites_own_sign_in(client: Client) -> None:
    answer = client.get("/staff/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(LOGIN)
    page = answer.content.decode()
    assert 'name="password"' in page
    assert "style=" not in page


def test_signing_in_leads_to_the_desk_with_a_new_session(client: Client, colleague) -> None:
    client.get(LOGIN)
    session = client.session
    session["fixed"] = 1
    session.save()
    client.cookies["sessionid"] = fixed = session.session_key
    answer = sign_in(client)
    assert answer["Location"] == "/staff/"
    assert client.session.session_key != fixed
    desk = client.get("/staff/")
    assert desk.status_code == 200
    assert reverse("mfa_index") in desk.content.decode()


def test_signing_in_goes_on_to_the_page_that_was_asked_for(client: Client, colleague) -> None:
    assert sign_in(client, next="/staff/cases/case/")["Location"] == "/staff/cases/case/"


@pytest.mark.parametrize(
    "target", ["//evil.example", "https:evil.example", "/\\evil.example", "https://evil.example/"]
)
def test_signing_in_never_leads_away(client: Client, colleague, target: str) -> None:
    """BAD-36"""
    assert sign_in(client, next=target)["Location"] == "/staff/"


def test_a_person_who_is_not_staff_does_not_come_in(client: Client, django_user_model) -> None:
    django_user_model.objects.create_user("visitor", password=WORDS)
    sign_in(client, "visitor")
    assert client.get("/staff/").status_code in (302, 403)
    assert client.get("/staff/cases/case/").status_code in (302, 403)
    assert client.get("/staff/", follow=True).status_code == 403


@pytest.mark.parametrize("name", ["colleague", "nobody"])
def test_the_sixth_wrong_password_waits(client: Client, colleague, name: str) -> None:
    """BAD-66: the same for names that do not exist."""
    for _try in range(accounts.TRIES_PER_NAME):
        assert sign_in(client, name, "wrong").status_code == 200
    answer = sign_in(client, name, "wrong")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert sign_in(client, name, WORDS).status_code == 429


def test_wrong_passwords_for_many_names_wait_too(client: Client, colleague, monkeypatch) -> None:
    monkeypatch.setattr(accounts, "TRIES_PER_ADDRESS", 3)
    codes = [sign_in(client, f"name{n}", "wrong").status_code for n in range(4)]
    assert codes == [200, 200, 200, 429]


def test_another_address_is_not_held_up(client: Client, colleague) -> None:
    for _try in range(6):
        sign_in(client, password="wrong")
    answer = client.post(LOGIN, {"login": "colleague", "password": WORDS}, REMOTE_ADDR="198.51.100.9")
    assert answer.status_code == 302


def test_a_forged_header_gives_no_new_tries(client: Client, colleague) -> None:
    """BAD-34"""
    for n in range(5):
        client.post(
            LOGIN, {"login": "colleague", "password": "x"}, headers={"X-Forwarded-For": f"198.51.100.{n}"}
        )
    answer = client.post(
        LOGIN, {"login": "colleague", "password": "x"}, headers={"X-Forwarded-For": "198.51.100.77"}
    )
    assert answer.status_code == 429


def test_signing_in_starts_the_count_anew(client: Client, colleague) -> None:
    for _try in range(4):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302
    client.logout()
    assert sign_in(client, password="wrong").status_code == 200
    assert throttle.hit("sign-in", "127.0.0.1:colleague", 5, 900) == 0


@pytest.mark.parametrize(
    "place",
    ["signup/", "email/", "confirm-email/", "password/reset/", "password/set/", "login/code/confirm/"],
)
def test_accounts_are_not_made_or_changed_by_mail(client: Client, admin_client: Client, place: str) -> None:
    for visitor in (client, admin_client):
        assert visitor.get(f"/staff/account/{place}").status_code == 404
        assert visitor.post(f"/staff/account/{place}", {"email": "a@example.org"}).status_code == 404


def test_a_signed_out_session_opens_nothing(client: Client, colleague) -> None:
    """BAD-38"""
    sign_in(client)
    old = client.session.session_key
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = old
    assert client.get("/staff/").status_code == 302


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_the_second_factor_is_set_up_and_then_asked_for(client: Client, colleague) -> None:
    sign_in(client)
    asks = client.get(reverse("mfa_activate_totp"), follow=True)
    assert asks.redirect_chain[-1][0].startswith(reverse("account_reauthenticate"))
    assert 'name="password"' in asks.content.decode()
    client.post(asks.redirect_chain[-1][0], {"password": WORDS})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "<svg" in text
    assert "style=" not in text
    secret = page.context["form"].secret
    assert secret in text
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}).status_code == 302
    assert Authenticator.objects.filter(user=colleague, type="totp").exists()

    fresh = Client()
    assert sign_in(fresh)["Location"].startswith(reverse("mfa_authenticate"))
    assert fresh.get("/staff/").status_code == 302
    assert fresh.get(reverse("mfa_authenticate")).status_code == 200


def test_a_code_of_the_second_factor_works_once(client: Client, colleague) -> None:
    """BAD-66: replay"""
    secret = "JBSWY3DPEHPK3PXP"
    Authenticator.objects.create(user=colleague, type="totp", data={"secret": get_adapter().encrypt(secret)})
    code, first, second = code_now(secret), Client(), Client()
    sign_in(first)
    assert first.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/staff/"
    sign_in(second)
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert second.get("/staff/").status_code == 302


def test_where_others_reach_the_site_staff_need_it(client: Client, colleague, settings, case) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "claimguide.review.middleware.SecondFactorMiddleware"]
    sign_in(client)
    for place in ("/staff/", f"/case/{case.pk}/", f"/staff/cases/case/{case.pk}/change/"):
        assert client.get(place)["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp"), follow=True).status_code == 200
    Authenticator.objects.create(user=colleague, type="totp", data={"secret": "x"})
    assert client.get("/staff/").status_code == 200


def test_consumers_need_no_second_factor(browser: Client, case, settings) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "claimguide.review.middleware.SecondFactorMiddleware"]
    assert browser.get(f"/case/{case.pk}/").status_code == 200


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "account_change_password", "account_logout"]
)
def test_pages_of_an_account_keep_to_the_content_policy(admin_client: Client, name: str) -> None:
    answer = admin_client.get(reverse(name), follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "style=" not in text
    assert "<script>" not in text
