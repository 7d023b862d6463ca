"""Every address of the site, asked by everybody: the holder of the case, another consumer, nobody, staff.

The tables below say what each may expect. An address that stands in no table fails the first test.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from claimguide.cases import erasure
from claimguide.cases.models import Case
from claimguide.evidence.models import DayRoot
from claimguide.letters.models import LetterVersion
from claimguide.reference.models import Platform, Statute
from tests.plugins.cases import STAFF_ROOMS, client_of, staff_client
from tests.plugins.whole import make_whole_case, storage_in

pytestmark = pytest.mark.django_db
NO = 405
OUT = 302


@dataclass(frozen=True)
class OfCase:
    """An address of one case: what its holder and staff with all rights get for GET and POST.

    Everybody else gets 404, or 405 where the method is not taken from anybody.
    """

    get: int
    post: int
    staff_get: int = 0
    staff_post: int = 0
    data: dict[str, str] = field(default_factory=dict)

    def expected(self, role: str, method: str) -> int:
        own = getattr(self, method)
        if own == NO:
            return NO
        if role == "holder":
            return own
        if role == "staff":
            return getattr(self, f"staff_{method}") or own
        return 404


OF_A_CASE = {
    "cases:code": OfCase(OUT, NO, staff_get=403),
    "cases:code_qr": OfCase(OUT, NO, staff_get=403),
    "cases:code_kept": OfCase(NO, OUT, staff_post=403),
    "cases:renew_code": OfCase(200, OUT, staff_get=403, staff_post=403),
    "cases:my_data": OfCase(200, NO, staff_get=403),
    "cases:archive": OfCase(NO, 200, staff_post=403),
    "cases:erase": OfCase(200, 200, staff_get=403, staff_post=403),
    "cases:settle": OfCase(200, OUT),
    "cases:reopen": OfCase(NO, OUT),
    "evidence:board": OfCase(200, NO),
    "evidence:upload": OfCase(NO, 200),
    "evidence:uploads": OfCase(NO, 200, data={"name": "a.jpg", "client_size": "9"}),
    "evidence:upload_state": OfCase(200, NO),
    "evidence:piece": OfCase(NO, 422),
    "evidence:finish": OfCase(NO, 409),
    "evidence:cancel": OfCase(NO, OUT),
    "evidence:strength": OfCase(200, NO),
    "evidence:statuses": OfCase(NO, OUT),
    "evidence:arrivals": OfCase(200, NO),
    "evidence:order": OfCase(NO, 409),
    "evidence:contact": OfCase(200, OUT, data={"whole": "1"}),
    "evidence:describe": OfCase(200, 200),
    "evidence:dismiss": OfCase(NO, 404),
    "evidence:change": OfCase(NO, OUT, data={"go": "up"}),
    "evidence:thumbnail": OfCase(200, NO),
    "evidence:preview": OfCase(200, NO),
    "evidence:original": OfCase(200, NO),
    # For films, PDFs and texts only; the exhibit of these tests is a picture.
    "evidence:media": OfCase(404, NO),
    "evidence:pages": OfCase(404, NO),
    "evidence:page": OfCase(404, NO),
    "evidence:text": OfCase(404, NO),
    "evidence:bundles": OfCase(200, OUT, data={"kind": "sealed"}),
    "evidence:bundle_state": OfCase(OUT, NO),
    "evidence:bundle_retry": OfCase(NO, OUT),
    "evidence:bundle_pdf": OfCase(200, NO),
    "evidence:bundle_zip": OfCase(200, NO),
    "evidence:share": OfCase(200, OUT, data={"go": "keep"}),
    "evidence:share_state": OfCase(OUT, NO),
    "evidence:share_copy": OfCase(404, NO),
    "evidence:share_copy_page": OfCase(404, NO),
    "evidence:reading": OfCase(OUT, NO),
    "evidence:reading_list": OfCase(200, NO),
    "evidence:reading_panel": OfCase(200, NO),
    "evidence:reading_one": OfCase(200, OUT, data={"go": "not"}),
    "evidence:reading_undo": OfCase(NO, OUT),
    "evidence:reading_cut": OfCase(200, NO),
    "evidence:reading_shows": OfCase(NO, OUT, data={"element": "buying"}),
    "letters:index": OfCase(200, NO),
    "letters:review": OfCase(200, 200),
    "letters:edit": OfCase(NO, OUT, staff_post=403),
    "letters:status": OfCase(200, NO),
    "letters:state": OfCase(OUT, NO),
    "letters:read": OfCase(200, NO),
    "letters:pdf": OfCase(200, NO),
    # Nobody has asked for the large print of this letter yet.
    "letters:large": OfCase(404, OUT),
    "letters:large_state": OfCase(OUT, NO),
    "letters:docx": OfCase(200, NO),
    "letters:txt": OfCase(200, NO),
    "letters:retry": OfCase(NO, OUT),
    "letters:sent": OfCase(NO, 200),
    "letters:unsent": OfCase(NO, OUT),
    "letters:sheet": OfCase(200, NO),
    "letters:hand_over": OfCase(NO, OUT, staff_post=403),
    "letters:hand_over_end": OfCase(NO, OUT, staff_post=403),
    "follow:dates": OfCase(200, NO),
    # Mail is off unless the operator switches it on: a letter has no such page then.
    "mailing:letter": OfCase(404, 404),
    "mailing:ask": OfCase(NO, OUT, staff_post=403),
    "mailing:confirm": OfCase(NO, OUT, staff_post=403),
    "mailing:remove": OfCase(NO, OUT, staff_post=403),
    "dossier:all": OfCase(200, 200),
    "dossier:state": OfCase(OUT, NO),
    "dossier:retry": OfCase(NO, OUT),
    "dossier:delete": OfCase(NO, OUT),
    "dossier:file": OfCase(200, NO),
    "guide:case": OfCase(200, NO),
    "guide:timeline": OfCase(200, NO),
    "guide:case_legal_aid": OfCase(200, 200),
    "guide:case_off_ramp": OfCase(200, NO),
    "guide:step": OfCase(OUT, NO),
    "guide:page": OfCase(200, 200),
}
# Their addresses look like those of an exhibit; what follows the upload's id.
OF_AN_UPLOAD: dict[str, list[int]] = {
    "evidence:upload_state": [],
    "evidence:piece": [0],
    "evidence:finish": [],
    "evidence:cancel": [],
}
OF_A_SUGGESTION = {f"evidence:reading_{name}" for name in ("one", "undo", "cut")}
NO_SUGGESTION = 999_999_999
PUBLIC = {
    "set_language": (OUT, OUT),
    "core:home": (200, NO),
    "core:health": (200, NO),
    "core:about": (200, NO),
    "core:closed": (200, NO),
    "core:help": (200, NO),
    "core:privacy": (200, NO),
    "core:accessibility": (200, NO),
    "evidence:verify": (200, NO),
    "letters:receive": (200, 200),
    # Opens for the browser that used a code alone; see tests/letters/test_hand_over.py.
    "letters:handed": (404, NO),
    "cases:start": (NO, OUT),
    "cases:resume": (200, 200),
    "cases:leave": (NO, OUT),
    "cases:leave_now": (NO, OUT),
    "cases:shared": (NO, OUT),
    "follow:changes": (200, NO),
    "follow:feed": (200, NO),
    "follow:feed_en": (200, NO),
    "reference:glossary": (200, NO),
    "reference:who": (200, NO),
    "reference:search": (200, NO),
    "reference:statutes": (200, NO),
    "reference:statute": (200, NO),
    "reference:platforms": (200, NO),
    "reference:platform": (200, NO),
    "reference:changed": (200, 200),
    "guide:check": (200, NO),
    # Nothing was answered, so there is nothing to save.
    "guide:check_save": (NO, 400),
    "guide:grounds": (200, NO),
    "guide:ground": (200, NO),
    "guide:legal_aid": (200, 200),
    "guide:off_ramps": (200, NO),
    "guide:off_ramp": (200, NO),
}
# GET by somebody without an account, by staff without a second factor.
ACCOUNT = {
    "account_login": (200, OUT),
    "account_logout": (OUT, 200),
    "account_inactive": (200, 200),
    "account_reauthenticate": (OUT, 200),
    "account_change_password": (OUT, 200),
    "mfa_index": (OUT, 200),
    "mfa_authenticate": (OUT, OUT),
    "mfa_reauthenticate": (OUT, OUT),
    "mfa_activate_totp": (OUT, OUT),
    "mfa_deactivate_totp": (OUT, 404),
    "mfa_view_recovery_codes": (OUT, 404),
    "mfa_generate_recovery_codes": (OUT, OUT),
    "mfa_download_recovery_codes": (OUT, 404),
}
# Named by allauth, answered by review.urls.closed for everybody.
CLOSED = {
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_set_password",
    "account_reset_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
    "account_reset_password_done",
    "staff/account/^(?:signup|email|confirm-email|password/reset|password/set|login/code)/(?P<rest>.*)$",
}
# Staff without any right, staff with every right on cases, letters and exhibits.
_ROOMS = "auth|account|mfa|reference|evidence|letters|dossier|mailing|cases"
DESK = {
    "admin:index": (200, 200),
    "admin:login": (OUT, OUT),
    "admin:logout": (NO, NO),
    "admin:password_change": (200, 200),
    "admin:password_change_done": (200, 200),
    "admin:autocomplete": (403, 403),
    "admin:jsi18n": (200, 200),
    "admin:view_on_site": (404, 404),
    "admin:cases_case_letter_again": (NO, NO),
    "admin:cases_case_move": (NO, NO),
    f"staff/^(?P<app_label>{_ROOMS})/$": (404, 200),
    "staff/(?P<url>.*)$": (404, 404),
}
OPEN_WITHOUT_SIGN_IN = {"admin:login", "admin:logout", "admin:jsi18n"}
# Of each model at the desk: changelist, add, change, history, delete for staff with rights on cases only.
FOREIGN = (403, 403, 403, 403, 403)
MODELS = {
    "auth_group": FOREIGN,
    "auth_user": FOREIGN,
    "account_emailaddress": FOREIGN,
    "mfa_authenticator": FOREIGN,
    "reference_statute": FOREIGN,
    "reference_article": FOREIGN,
    "reference_policychange": FOREIGN,
    "reference_platform": FOREIGN,
    "reference_platformrule": FOREIGN,
    "reference_routereport": FOREIGN,
    "reference_consumerbody": FOREIGN,
    "reference_channel": FOREIGN,
    "reference_mediasource": FOREIGN,
    "reference_workyear": FOREIGN,
    "reference_region": FOREIGN,
    "reference_wagefigure": FOREIGN,
    "evidence_dayroot": (200, 403, 200, 200, 403),
    "letters_letterversion": (200, 403, 200, 200, 403),
    "dossier_dossier": (200, 403, 200, 200, 403),
    "mailing_mail": (200, 403, 200, 200, 403),
    "cases_case": (200, 403, 200, 200, 403),
}
ACTIONS = ("changelist", "add", "change", "history", "delete")
MORE_ACTIONS = {"auth_user_password_change", *(f"{model}_simple_history" for model in MODELS)}
_MODEL_NAMES = {f"admin:{model}_{action}" for model in MODELS for action in ACTIONS}
_KNOWN = {
    *OF_A_CASE,
    *PUBLIC,
    *ACCOUNT,
    *CLOSED,
    *DESK,
    *_MODEL_NAMES,
    *(f"admin:{name}" for name in MORE_ACTIONS),
}


def every_pattern(
    resolver: Any = None, before: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Every address as (name with its namespaces, or "", and route)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_pattern(
                pattern, route, (*spaces, pattern.namespace) if pattern.namespace else spaces
            )
        elif isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name]) if pattern.name else "", route


def known(name: str, route: str) -> bool:
    # The admin's short form of an object's address only leads on to the long one.
    short_form = route.startswith("staff/") and route.endswith("/<path:object_id>/")
    return name in _KNOWN or route in _KNOWN or (not name and short_form)


def test_every_address_stands_in_a_table() -> None:
    assert [(name, route) for name, route in every_pattern() if not known(name, route)] == []


def test_the_tables_hold_no_address_that_is_gone() -> None:
    there = {part for pair in every_pattern() for part in pair}
    assert {each for each in _KNOWN - there if not each.endswith("_simple_history")} == set()


def test_every_address_with_a_case_in_it_is_in_the_table_of_cases() -> None:
    with_case = {
        name for name, route in every_pattern() if "case_id" in route and not name.startswith("admin:")
    }
    assert with_case == set(OF_A_CASE)


@dataclass(frozen=True)
class Things:
    """A case and what hangs on it, to name in an address."""

    case: Any
    exhibit: Any
    version: Any
    bundle: Any
    upload: Any
    dossier: Any
    address: Any
    mail: Any
    suggestion: Any
    sending: Any
    contact: Any


def things(case: Case) -> Things:
    exhibit, bundle, upload = case.exhibits.first(), case.bundles.first(), case.uploads.first()
    version, suggestion = LetterVersion.objects.get(case=case), exhibit.reading.suggestions.first()
    sending, dossier = version.sendings.get(), case.dossiers.get()
    files = (exhibit.pk, version.pk, bundle.pk, upload.pk, dossier.pk)
    sent = (case.sender_addresses.get().pk, version.mails.get().pk)
    contact = case.contacts.order_by("pk")[0]
    return Things(case.pk, *files, *sent, suggestion.pk, sending.pk, contact.pk)


def unknown_things() -> Things:
    return Things(*(uuid.uuid4() for _part in range(8)), *[NO_SUGGESTION] * 3)


def address(name: str, of: Things) -> str:
    """The address `name` of these things; tries the combinations of parts that occur."""
    if name in OF_AN_UPLOAD:
        return reverse(name, args=[of.case, of.upload, *OF_AN_UPLOAD[name]])
    if name == "evidence:contact":
        return reverse(name, args=[of.case, of.contact])
    if name in OF_A_SUGGESTION:
        return reverse(name, args=[of.case, of.suggestion])
    rest = {
        "cases": [[]],
        "follow": [[]],
        "dossier": [[], [of.dossier]],
        "mailing": [[], [of.address], ["seller", of.version]],
        "evidence": [[], [of.exhibit], [of.exhibit, 1]],
        "letters": [[], ["seller"], ["seller", of.version], ["seller", of.version, of.sending]],
        "guide": [[], ["law"], ["law", "goods"]],
        "admin": [[of.version], ["settled"]],
    }[name.partition(":")[0]]
    if "sheet" in name or "hand_over" in name:
        rest = [["association"]]
    if "off_ramp" in name:
        rest = [["injury"]]
    if "bundle" in name and name != "evidence:bundles":
        rest = [[of.bundle]]
    for parts in rest:
        try:
            return reverse(name, args=[of.case, *parts])
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@dataclass(frozen=True)
class Stage:
    """Cases with all that hangs on them, and the visit of each role by the key of its session."""

    own: Case
    things: Things
    foreign: Things
    deleted: Things
    visits: dict[str, str]


@pytest.fixture(scope="module", autouse=True)
def stage(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Stage]:
    """Cases and people, made once; each test works in a transaction of its own within theirs."""
    with storage_in(tmp_path_factory.mktemp("urls")), django_db_blocker.unblock(), transaction.atomic():
        own, foreign, gone = make_whole_case(), make_whole_case(), make_whole_case()
        deleted = things(gone)
        erasure.erase(gone)
        people = {
            "holder": client_of(own),
            "other consumer": client_of(foreign),
            "staff": staff_client("desk", rooms=STAFF_ROOMS),
            "staff without rights": staff_client("new"),
        }
        visits = {role: each.cookies[site.SESSION_COOKIE_NAME].value for role, each in people.items()}
        yield Stage(own, things(own), things(foreign), deleted, visits)
        transaction.set_rollback(True)


@pytest.fixture
def everybody(stage: Stage, db: None) -> dict[str, Client]:
    """A browser of each role, as it was before any test."""
    cache.clear()
    browsers = {role: Client() for role in ROLES}
    for role, visit in stage.visits.items():
        browsers[role].cookies[site.SESSION_COOKIE_NAME] = visit
    return browsers


ROLES = ("holder", "other consumer", "nobody", "staff", "staff without rights")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OF_A_CASE)
def test_an_address_of_a_case(
    everybody: dict[str, Client], stage: Stage, name: str, method: str, role: str
) -> None:
    """BAD-27, BAD-30, BAD-64"""
    route, case = OF_A_CASE[name], stage.own
    before = Case.objects.filter(pk=case.pk).values().get()
    answer = getattr(everybody[role], method)(address(name, stage.things), route.data)
    assert answer.status_code == route.expected(role, method)
    if answer.status_code >= 400:
        assert Case.objects.filter(pk=case.pk).values().get() == before


def plain(answer: HttpResponse, path: str) -> str:
    """The page without what every answer has of its own: its token and its own address."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", answer.content.decode())
    return text.replace(path, "PATH").replace(re.sub("[^a-zA-Z0-9]", "", path), "PATH")


@pytest.mark.parametrize(
    ("name", "method"),
    [
        (name, method)
        for name in OF_A_CASE
        for method in ("get", "post")
        if getattr(OF_A_CASE[name], method) != NO
    ],
)
def test_foreign_unknown_deleted_and_malformed_look_the_same(
    everybody: dict[str, Client], stage: Stage, name: str, method: str
) -> None:
    """BAD-31"""
    foreign, unknown = stage.foreign, unknown_things()
    browser = everybody["holder"]
    pages = set()
    paths = [address(name, each) for each in (foreign, stage.deleted, unknown)]
    paths += [
        paths[0].replace(str(foreign.case), bad) for bad in ("12", "x" * 36, str(foreign.case)[:-1], "%00")
    ]
    for path in paths:
        answer = getattr(browser, method)(path)
        assert answer.status_code == 404
        pages.add(plain(answer, path))
    assert len(pages) == 1


PARTS = ("exhibit_id", "version_id", "bundle_id", "dossier_id", "address_id", "upload_id", "suggestion_id")
WITH_PARTS = [n for n, r in every_pattern() if n in OF_A_CASE and any(part in r for part in PARTS)]


@pytest.mark.parametrize("name", WITH_PARTS)
def test_parts_of_another_case_do_not_open_through_the_own_case(
    everybody: dict[str, Client], stage: Stage, name: str
) -> None:
    own, foreign = stage.things, stage.foreign
    mixed = address(name, replace(foreign, case=own.case))
    unknown = address(name, replace(unknown_things(), case=own.case))
    method = "post" if OF_A_CASE[name].get == NO else "get"
    for client in (everybody["holder"], everybody["staff"]):
        answers = [getattr(client, method)(path, OF_A_CASE[name].data) for path in (mixed, unknown)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert plain(answers[0], mixed) == plain(answers[1], unknown)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_address(client: Client, name: str, method: str) -> None:
    platform, statute = Platform.objects.first(), Statute.objects.first()
    parts = {
        "reference:statute": [statute.key],
        "reference:platform": [platform.slug],
        "reference:changed": [platform.slug],
        "guide:ground": ["fraud"],
        "guide:off_ramp": ["injury"],
        "letters:handed": [uuid.uuid4()],
    }
    answer = getattr(client, method)(reverse(name, args=parts.get(name, [])))
    assert answer.status_code == PUBLIC[name][method == "post"]


@pytest.mark.parametrize("name", ACCOUNT)
def test_a_page_of_a_staff_account(everybody: dict[str, Client], name: str) -> None:
    client, staff = everybody["nobody"], everybody["staff"]
    path = reverse(name)
    assert client.get(path).status_code == ACCOUNT[name][0]
    assert staff.get(path).status_code == ACCOUNT[name][1]
    assert client.post(path).status_code < 500
    assert staff.post(path).status_code < 500


@pytest.mark.parametrize("name", sorted(name for name in CLOSED if name.startswith("account_")))
def test_a_closed_page_of_allauth(everybody: dict[str, Client], name: str) -> None:
    parts = {"account_confirm_email": ["abc"], "account_reset_password_from_key": ["1", "abc"]}
    path = reverse(name, args=parts.get(name, []))
    for visitor in (everybody["nobody"], everybody["staff"]):
        assert visitor.get(path).status_code == 404
        assert visitor.post(path).status_code == 404


def desk_address(name: str, of: Things) -> str:
    fixed = {
        f"staff/^(?P<app_label>{_ROOMS})/$": "/staff/cases/",
        "staff/(?P<url>.*)$": "/staff/nothing-here/",
        "admin:view_on_site": f"/staff/r/1/{of.case}/",
    }
    if name in fixed:
        return fixed[name]
    return address(name, of) if "case_" in name else reverse(name)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", DESK)
def test_a_page_of_the_desk(everybody: dict[str, Client], stage: Stage, name: str, role: str) -> None:
    answer = everybody[role].get(desk_address(name, stage.things))
    if role.startswith("staff"):
        assert answer.status_code == DESK[name][role == "staff"]
    else:
        assert answer.status_code == NO or is_door(answer) or name in OPEN_WITHOUT_SIGN_IN


def day_root() -> DayRoot:
    digests = {"root": "ab" * 32, "leaf_count": 1, "key": "ab" * 20, "signature": "ab" * 64}
    return DayRoot.objects.get_or_create(day="2026-11-22", defaults=digests)[0]


def is_door(answer: HttpResponse) -> bool:
    """Led to the sign-in, as for every address of the desk, whether it exists or not."""
    return answer.status_code == 302 and "/login/" in answer.headers["Location"]


def is_refused(answer: HttpResponse) -> bool:
    """403, or back to the desk where the admin finds no such object before it asks for rights."""
    return answer.status_code == 403 or answer.headers.get("Location") == "/staff/"


@pytest.mark.parametrize("name", ["admin:cases_case_letter_again", "admin:cases_case_move"])
@pytest.mark.parametrize("role", ROLES)
def test_a_button_of_the_desk(everybody: dict[str, Client], stage: Stage, name: str, role: str) -> None:
    answer = everybody[role].post(address(name, stage.things))
    if role == "staff without rights":
        assert answer.status_code == 403
    elif role == "staff":
        assert answer["Location"].endswith("/change/")
    else:
        assert is_door(answer)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("model", MODELS)
def test_a_model_at_the_desk(
    everybody: dict[str, Client], stage: Stage, model: str, action: str, role: str
) -> None:
    own = stage.things
    ids = {
        "cases_case": own.case,
        "letters_letterversion": own.version,
        "dossier_dossier": own.dossier,
        "mailing_mail": own.mail,
        "evidence_dayroot": day_root().pk,
    }
    parts = [] if action in ("changelist", "add") else [ids.get(model, 1)]
    path = reverse(f"admin:{model}_{action}", args=parts)
    got = everybody[role].get(path)
    sent = everybody[role].post(path)
    if role == "staff without rights":
        assert is_refused(got)
        assert is_refused(sent)
    elif role == "staff":
        expected = MODELS[model]
        assert is_refused(got) if expected is FOREIGN else got.status_code == expected[ACTIONS.index(action)]
        assert sent.status_code < 500
    else:
        assert is_door(got)
        assert is_door(sent)


REST_OF_THE_DESK = sorted(n for n, _route in every_pattern() if n.removeprefix("admin:") in MORE_ACTIONS)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "staff"])
@pytest.mark.parametrize(
    "name", sorted(n for n, _r in every_pattern() if n.removeprefix("admin:") in MORE_ACTIONS)
)
def test_passwords_and_histories_at_the_desk(everybody: dict[str, Client], name: str, role: str) -> None:
    parts = [1, 1] if name.endswith("simple_history") else [1]
    answer = everybody[role].get(reverse(name, args=parts))
    assert is_door(answer) or answer.status_code in (403, 404)


def test_the_session_cookie_is_the_only_key(everybody: dict[str, Client], stage: Stage) -> None:
    """An address alone, however exact, opens nothing: no token in it, nothing remembered of a visitor."""
    path = reverse("guide:case", args=[stage.own.pk])
    assert Client().get(path).status_code == 404
    assert everybody["holder"].get(path).status_code == 200
    assert site.SESSION_COOKIE_NAME not in Client().get("/").cookies
