"""System checks in plain words: what is missing or dangerous, and what to do about it.

Those tagged SITE are cheap, look only at this machine and run with every command. SERVICES ask the broker and
render with the letter engine; Django would run them with every command too, so only `doctor` knows them.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import stat
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from . import signing
from .prepare import STORAGE_MARKER, private_folder

SITE = "site"

# Library, its Debian package, whether letters cannot be made at all without it.
LIBRARIES = (
    ("pango-1.0", "0", "libpango-1.0-0", True),
    ("pangoft2-1.0", "0", "libpangoft2-1.0-0", True),
    ("fontconfig", "1", "libfontconfig1", True),
    ("harfbuzz-subset", "0", "libharfbuzz-subset0", False),
)
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "::1", "testserver", ""})


@register(SITE)
def libraries(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    missing = [row for row in LIBRARIES if not library_loads(row[0], row[1])]
    found: list[CheckMessage] = []
    if needed := [package for _name, _major, package, must in missing if must]:
        found.append(
            Warning(
                _("Letters cannot be made: system libraries are missing."),
                hint=_install_hint(needed),
                id="claimguide.W001",
            )
        )
    if slow := [package for _name, _major, package, must in missing if not must]:
        found.append(
            Warning(
                _("Letters take half a minute instead of half a second: a system library is missing."),
                hint=_install_hint(slow),
                id="claimguide.W002",
            )
        )
    return found


def library_loads(name: str, major: str) -> bool:
    """Whether the dynamic loader finds this library. Names are tried directly: searching takes 0.4 s."""
    if sys.platform == "darwin":
        folders = ("/opt/homebrew/lib", "/usr/local/lib")
        return any(Path(f, f"lib{name}.{major}.dylib").exists() for f in folders)
    try:
        ctypes.CDLL(f"lib{name}.so.{major}")
    except OSError:
        return False
    return True


def _install_hint(packages: Sequence[str]) -> str:
    if sys.platform == "darwin":
        return _("Install with: %(command)s") % {"command": "brew install pango"}
    return _("Install with: %(command)s") % {"command": f"apt-get install {' '.join(packages)}"}


@register(SITE)
def fonts(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    folder = Path(settings.BASE_DIR, "static", "fonts")
    if any(folder.glob("*.[to]tf")):
        return []
    return [
        Warning(
            _("Letters cannot be made: the font files under static/fonts are missing."),
            hint=_("Get them back from the repository: git checkout static/fonts"),
            id="claimguide.W003",
        )
    ]


@register(SITE)
def folders(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Folders that exist must be writable and private. Missing ones are made at the start."""
    private = private_folder()
    found: list[CheckMessage] = []
    for folder in [
        Path(settings.VAR_DIR),
        Path(settings.FILE_UPLOAD_TEMP_DIR),
        *([private] if private else []),
    ]:
        if not folder.exists():
            continue
        if not os.access(folder, os.W_OK | os.X_OK):
            found.append(
                Error(
                    _("The folder %(folder)s cannot be written to.") % {"folder": folder},
                    hint=_("Give it to the user that runs the site: chown -R USER %(folder)s")
                    % {"folder": folder},
                    id="claimguide.E001",
                )
            )
    if private and private.exists() and private.stat().st_mode & 0o077:
        found.append(
            Warning(
                _("Other users of this machine can look into %(folder)s.") % {"folder": private},
                hint=f"chmod 700 {private}",
                id="claimguide.W004",
            )
        )
    if private and private.exists() and not (private / STORAGE_MARKER).exists() and any(private.iterdir()):
        found.append(
            Warning(
                _("%(folder)s is not the storage this site made: is the right disk mounted?")
                % {"folder": private},
                hint=_("If it is the right one, run: manage.py prepare"),
                id="claimguide.W005",
            )
        )
    return found


@register(SITE)
def dangerous_settings(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.DEBUG and not set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS:
        found.append(
            Error(
                _("Debug pages are on and other machines may reach the site: they would show personal data."),
                hint=_("Unset CLAIMGUIDE_DEBUG or ALLOWED_HOSTS."),
                id="claimguide.E002",
            )
        )
    if settings.DEPLOYED and _weak(settings.SECRET_KEY):
        found.append(
            Error(
                _("SECRET_KEY is too short or an example: sessions and resume codes could be forged."),
                hint=_("Make one: python -c 'import secrets; print(secrets.token_urlsafe(64))'"),
                id="claimguide.E003",
            )
        )
    key = Path(settings.VAR_DIR, "secret.key")
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        found.append(
            Error(
                _("Other users of this machine can read the site's secret key."),
                hint=f"chmod 600 {key}",
                id="claimguide.E004",
            )
        )
    return found


@register(SITE)
def signing_key(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """The key must be there, or be one that this site makes itself on first use; and only for its owner."""
    path = signing.key_path()
    try:
        if not path.exists() and not settings.SIGNING_KEY_IS_GIVEN:
            return []
        signing.fingerprint()
    except (signing.NoKey, OSError) as error:
        return [
            Error(
                _("There is no key to sign bundles with: %(error)s") % {"error": error},
                hint=_("Bring it back from its copy. For a first key: manage.py signing_key --make"),
                id="claimguide.E006",
            )
        ]
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return [
            Error(
                _("Other users of this machine can read the key that signs bundles."),
                hint=f"chmod 600 {path}",
                id="claimguide.E007",
            )
        ]
    return []


def _weak(secret: str) -> bool:
    return (
        len(secret) < 50
        or len(set(secret)) < 10
        or "change" in secret.lower()
        or "insecure" in secret.lower()
    )


def broker_answers() -> list[CheckMessage]:
    try:
        connect_broker()
    except Exception as error:  # every transport has its own
        return [
            Warning(
                _("The broker does not answer (%(error)s): letters wait until it does.")
                % {"error": type(error).__name__},
                hint=_(
                    "The private broker runs while the site runs (make run). Otherwise see CELERY_BROKER_URL."
                ),
                id="claimguide.W006",
            )
        ]
    return []


def connect_broker() -> None:
    """Raises, each transport in its own way, if the broker does not answer within about two seconds."""
    from claimguide.celery import app

    options = settings.PUBLISHER_TRANSPORT_OPTIONS
    with app.connection_for_write(transport_options=options) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)


def self_tests() -> list[CheckMessage]:
    """The rooms' own tests of their engines, named in settings.SELF_TESTS; each raises when it fails."""
    found: list[CheckMessage] = []
    for name in settings.SELF_TESTS:
        if find_spec(name.rpartition(".")[0]) is None:
            continue
        try:
            import_string(name)()
        except Exception as error:
            found.append(
                Error(
                    _("The self-test %(name)s failed: %(error)s") % {"name": name, "error": error},
                    hint=_("No letter can be made until this is put right. Often a library is missing."),
                    id="claimguide.E005",
                )
            )
    return found


SERVICES: tuple[Callable[[], list[CheckMessage]], ...] = (broker_answers, self_tests)
