"""Settings of a site that other people reach, read in a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client

NAMES = """
    DEBUG DEPLOYED ALLOWED_HOSTS SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS
    SECURE_PROXY_SSL_HEADER USE_X_FORWARDED_HOST SECURE_REDIRECT_EXEMPT SESSION_COOKIE_NAME
    SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE SESSION_COOKIE_PATH
    SESSION_COOKIE_DOMAIN SESSION_ENGINE
    SESSION_COOKIE_AGE SESSION_SAVE_EVERY_REQUEST SESSION_SERIALIZER CSRF_COOKIE_NAME CSRF_COOKIE_SECURE
    CSRF_COOKIE_SAMESITE CSRF_FAILURE_VIEW X_FRAME_OPTIONS SECURE_REFERRER_POLICY SECURE_CONTENT_TYPE_NOSNIFF
    SECURE_CROSS_ORIGIN_OPENER_POLICY CONTENT_SECURITY_POLICY DATA_UPLOAD_MAX_MEMORY_SIZE
    DATA_UPLOAD_MAX_NUMBER_FIELDS DATA_UPLOAD_MAX_NUMBER_FILES FILE_UPLOAD_TEMP_DIR FILE_UPLOAD_PERMISSIONS
    MIDDLEWARE DATABASES STORAGES CACHES AUTH_PASSWORD_VALIDATORS PASSWORD_HASHERS ADMINS LOGGING
    CELERY_TASK_SERIALIZER CELERY_ACCEPT_CONTENT CELERY_RESULT_BACKEND CELERY_TASK_ACKS_LATE
    CELERY_TASK_REJECT_ON_WORKER_LOST CELERY_TASK_TIME_LIMIT CELERY_TASK_SOFT_TIME_LIMIT VISIT_MAX_SECONDS
    TRUSTED_PROXIES ACCOUNT_ADAPTER AUTHENTICATION_BACKENDS
"""
READ = f"""
import json, django
from django.conf import settings
django.setup()
print(json.dumps({{n: getattr(settings, n) for n in {NAMES.split()!r}}}, default=str))
"""
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "claimguide.settings.prod",
    "SECRET_KEY": "k" * 64,
    "ALLOWED_HOSTS": "example.org",
    "PATH": os.environ.get("PATH", ""),
    "POSTGRES_DB": "claimguide",
}


def run(code: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, "CLAIMGUIDE_VAR_DIR": str(folder), **more}
    command = [sys.executable, "-c", code]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=site.BASE_DIR, env=environment, check=False
    )


@cache
def _read(folder: Path) -> dict[str, Any]:
    done = run(READ, folder)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def prod(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _read(tmp_path_factory.mktemp("var"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", False),
        ("DEPLOYED", True),
        ("ALLOWED_HOSTS", ["example.org"]),
        ("SECURE_SSL_REDIRECT", True),
        ("SECURE_HSTS_INCLUDE_SUBDOMAINS", True),
        ("SECURE_PROXY_SSL_HEADER", ["HTTP_X_FORWARDED_PROTO", "https"]),
        ("USE_X_FORWARDED_HOST", False),
        ("SESSION_COOKIE_NAME", "__Host-sid"),
        ("SESSION_COOKIE_SECURE", True),
        ("SESSION_COOKIE_HTTPONLY", True),
        ("SESSION_COOKIE_SAMESITE", "Lax"),
        ("SESSION_COOKIE_PATH", "/"),
        ("SESSION_COOKIE_DOMAIN", None),
        ("SESSION_ENGINE", "django.contrib.sessions.backends.db"),
        ("SESSION_COOKIE_AGE", 1800),
        # Sliding on every answer would also extend a visit on pages that a shared cache could keep.
        ("SESSION_SAVE_EVERY_REQUEST", False),
        ("SESSION_SERIALIZER", "django.contrib.sessions.serializers.JSONSerializer"),
        ("VISIT_MAX_SECONDS", 43_200),
        ("CSRF_COOKIE_NAME", "__Host-csrf"),
        ("CSRF_COOKIE_SECURE", True),
        ("CSRF_COOKIE_SAMESITE", "Lax"),
        ("CSRF_FAILURE_VIEW", "claimguide.core.views.csrf_failure"),
        ("X_FRAME_OPTIONS", "DENY"),
        ("SECURE_CONTENT_TYPE_NOSNIFF", True),
        ("SECURE_CROSS_ORIGIN_OPENER_POLICY", "same-origin"),
        # no-referrer would take the header away that the CSRF check over https asks for.
        ("SECURE_REFERRER_POLICY", "same-origin"),
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 2_621_440),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 300),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", 10),
        ("FILE_UPLOAD_PERMISSIONS", 0o600),
        ("CELERY_TASK_SERIALIZER", "json"),
        ("CELERY_ACCEPT_CONTENT", ["json"]),
        ("CELERY_RESULT_BACKEND", None),
        ("CELERY_TASK_ACKS_LATE", True),
        ("CELERY_TASK_REJECT_ON_WORKER_LOST", False),
        # Tracebacks with what people typed are mailed to nobody.
        ("ADMINS", []),
        ("ACCOUNT_ADAPTER", "claimguide.review.accounts.StaffOnlyAdapter"),
        ("AUTHENTICATION_BACKENDS", ["allauth.account.auth_backends.AuthenticationBackend"]),
    ],
)
def test_setting(prod: dict[str, Any], name: str, value: Any) -> None:
    assert prod[name] == value


def test_https_is_remembered_for_a_year(prod: dict[str, Any]) -> None:
    assert prod["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_only_the_health_page_answers_without_https(prod: dict[str, Any]) -> None:
    assert prod["SECURE_REDIRECT_EXEMPT"] == ["^health$"]


def test_work_ends_before_the_lease_does(prod: dict[str, Any]) -> None:
    assert prod["CELERY_TASK_SOFT_TIME_LIMIT"] < prod["CELERY_TASK_TIME_LIMIT"] < 60


def test_uploads_wait_on_the_volume_of_the_exhibits_and_nothing_is_served_from_there(
    prod: dict[str, Any],
) -> None:
    options = prod["STORAGES"]["default"]["OPTIONS"]
    assert Path(prod["FILE_UPLOAD_TEMP_DIR"]).parent == Path(options["location"]).parent
    assert (options["base_url"], options["file_permissions_mode"]) == (None, 0o600)


def test_the_content_policy_allows_nothing_from_elsewhere_and_nothing_inline(prod: dict[str, Any]) -> None:
    rules = prod["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == ["'self'"]
    allowed = {source for sources in rules.values() for source in sources}
    assert allowed == {"'none'", "'self'", "blob:"}


def test_postgresql_gives_up_in_time(prod: dict[str, Any]) -> None:
    database = prod["DATABASES"]["default"]
    for limit in ("statement_timeout=15s", "lock_timeout=5s", "idle_in_transaction_session_timeout=20s"):
        assert limit in database["OPTIONS"]["options"]
    assert database["OPTIONS"]["connect_timeout"] == 3
    assert not database.get("ATOMIC_REQUESTS")


def test_sqlite_waits_its_turn() -> None:
    options = site.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert not site.DATABASES["default"].get("ATOMIC_REQUESTS")


def test_the_order_of_the_middleware(prod: dict[str, Any]) -> None:
    short = [name.rpartition(".")[2] for name in prod["MIDDLEWARE"]]
    order = ["ClientAddressMiddleware", "SecurityMiddleware", "SessionMiddleware", "CsrfViewMiddleware"]
    order += ["AuthenticationMiddleware", "AccountMiddleware", "SecondFactorMiddleware"]
    assert [name for name in short if name in order] == order
    assert len(short) == len(set(short))
    assert not any("Cache" in name and name != "PrivatePagesMiddleware" for name in short)


def test_passwords_of_staff_are_long(prod: dict[str, Any]) -> None:
    rules = {
        each["NAME"].rpartition(".")[2]: each.get("OPTIONS", {}) for each in prod["AUTH_PASSWORD_VALIDATORS"]
    }
    assert rules["MinimumLengthValidator"]["min_length"] >= 12
    assert "CommonPasswordValidator" in rules
    assert "MD5" not in prod["PASSWORD_HASHERS"][0]


def test_nothing_is_mailed_when_something_breaks(prod: dict[str, Any]) -> None:
    assert "AdminEmailHandler" not in json.dumps(prod["LOGGING"])


@pytest.mark.parametrize("missing", ["SECRET_KEY"])
def test_the_site_does_not_start_without_its_secret(tmp_path: Path, missing: str) -> None:
    done = run(f"import os; del os.environ[{missing!r}]; import django; django.setup()", tmp_path)
    assert done.returncode != 0
    assert missing in done.stderr


PRIVATE = [
    "/",
    "/resume/",
    "/privacy/",
    "/check/",
    "/staff/account/login/",
    "/nowhere/",
    "/law/",
    "/platforms/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PRIVATE)
def test_headers_of_every_page(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"] or path == "/staff/account/login/"
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


@pytest.mark.django_db
def test_a_token_is_checked_over_https_with_our_referrer_policy() -> None:
    """The reason for same-origin: with no-referrer a form over https would have to carry Origin to pass."""
    client = Client(enforce_csrf_checks=True)
    page = client.get("/resume/", secure=True)
    typed = {"code": "x", "csrfmiddlewaretoken": page.context["csrf_token"]}
    headers = {"Referer": "https://testserver/resume/"}
    assert client.post("/resume/", typed, secure=True, headers=headers).status_code == 200
    assert client.post("/resume/", typed, secure=True).status_code == 403


def test_with_a_bucket_the_files_go_there(tmp_path: Path) -> None:
    code = """
import django
django.setup()
from django.core.files.storage import default_storage as storage
print(storage.__class__.__name__, storage.bucket_name, storage.endpoint_url, storage.file_overwrite)
"""
    store = {"S3_BUCKET": "claims", "S3_ENDPOINT": "https://store.example", "AWS_ACCESS_KEY_ID": "k"}
    done = run(code, tmp_path, **store, AWS_SECRET_ACCESS_KEY="s")
    assert done.stdout.split() == ["ObjectStorage", "claims", "https://store.example", "False"], done.stderr
