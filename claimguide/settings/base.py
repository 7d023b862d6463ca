"""Settings that every way of running shares. Everything that differs comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .jobs import *
from .mail import *
from .paths import *

DEBUG = False
# True where other people reach the site (settings/prod.py): weak secrets are refused there.
DEPLOYED = False
ALLOWED_HOSTS: list[str] = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]
TRUSTED_PROXIES: list[str] = []
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "claimguide.review.apps.ClaimguideAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "import_export",
    "claimguide.core",
    "claimguide.reference",
    "claimguide.cases",
    "claimguide.evidence",
    "claimguide.letters",
    "claimguide.guide",
    "claimguide.follow",
    "claimguide.dossier",
    "claimguide.mailing",
    "claimguide.review.apps.ReviewConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "claimguide.core.middleware.CompressedPagesMiddleware",
    "claimguide.core.middleware.PrivatePagesMiddleware",
    "claimguide.core.middleware.ScriptedFormsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "claimguide.core.middleware.VisitMiddleware",
    "claimguide.core.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "claimguide.core.problem_pages.MethodNotAllowedPageMiddleware",
]

ROOT_URLCONF = "claimguide.urls"
WSGI_APPLICATION = "claimguide.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["claimguide.core.templatetags.sentences"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Deferred transactions lose writes under contention; immediate ones wait their turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;",
        },
    }


def _postgres() -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["POSTGRES_DB"],
        "USER": os.environ.get("POSTGRES_USER", ""),
        "PASSWORD": os.environ.get("POSTGRES_PASSWORD", ""),
        "HOST": os.environ.get("POSTGRES_HOST", ""),
        "PORT": os.environ.get("POSTGRES_PORT", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": (
                "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=20s"
            ),
        },
    }


DATABASES = {
    "default": _postgres() if "POSTGRES_DB" in os.environ else _sqlite(VAR_DIR / "claimguide.sqlite3")
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
FORMAT_MODULE_PATH = "claimguide.core.formats"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
# Letters read the big fonts from disk; compressing them would take a minute and serve nobody.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    "ttf",
    "otf",
    "woff",
    "woff2",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "webp",
    "gz",
    "br",
)
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# Exhibits and letters are private: no URL serves this storage, only views that ask who may see them.
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if "S3_BUCKET" in os.environ:
    STORAGES["default"] = {
        "BACKEND": "claimguide.core.object_storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": os.environ["S3_BUCKET"],
            "endpoint_url": os.environ.get("S3_ENDPOINT") or None,
        },
    }
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "uploads"
# Ed25519, PEM: signs bundles and daily roots. A path from outside must lead to a key, it is never made there.
SIGNING_KEY = Path(os.environ.get("CLAIMGUIDE_SIGNING_KEY") or VAR_DIR / "keys" / "signing.pem")
SIGNING_KEY_IS_GIVEN = bool(os.environ.get("CLAIMGUIDE_SIGNING_KEY"))
# Offers to read screenshots, where the engine is installed.
READING = os.environ.get("CLAIMGUIDE_READING", "on") != "off"
# Path of a socket, or host:port. Where one is named, nothing is kept that it has not scanned.
CLAMD = os.environ.get("CLAIMGUIDE_CLAMD", "")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["claimguide.evidence.uploads.CappedUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 10

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(os.environ.get("CLAIMGUIDE_IDLE_SECONDS", "1800"))
# A visit on a device that others use too; the words on the pages say 10 minutes.
SHARED_IDLE_SECONDS = min(600, SESSION_COOKIE_AGE)
VISIT_MAX_SECONDS = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "claimguide.core.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Where the button for leaving quickly leads: an https address of a harmless site, or a plain page of ours.
LEAVE_TO = os.environ.get("CLAIMGUIDE_LEAVE_TO", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Browsers hold the redirect after a form to the same list.
        "form-action": [SELF, LEAVE_TO] if LEAVE_TO else [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# Who runs this copy of the site and how to reach them; the privacy page must name them (PIPL art. 17).
OPERATOR_NAME = os.environ.get("CLAIMGUIDE_OPERATOR_NAME", "")
OPERATOR_CONTACT = os.environ.get("CLAIMGUIDE_OPERATOR_CONTACT", "")

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "claimguide.review.accounts.StaffOnlyAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "claimguide"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "claimguide.core.logs.OneLineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "propagate": False},
        # These tell every step of every letter.
        "weasyprint.progress": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
