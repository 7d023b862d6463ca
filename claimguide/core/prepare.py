"""What must be true before a site may answer: folders, catalogues, tables, reference data, static files.

Each step looks first whether there is anything to do, so that a second start costs next to nothing.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from . import signing
from .models import Mark

Say = Callable[[str], None]

STORAGE_MARKER = ".claimguide-storage"


def prepare(say: Say) -> None:
    """Run every step that is due; `say` gets one line for each that did something."""
    make_folders()
    make_signing_key(say)
    compile_catalogues(say)
    migrate(say)
    load_reference(say)
    index_search()
    collect_static(say)


def make_folders() -> None:
    """The run-time folders, for this user alone, and the marker that shows the storage is mounted."""
    for folder in (settings.VAR_DIR, private_folder(), Path(settings.FILE_UPLOAD_TEMP_DIR)):
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    private = private_folder()
    if private is not None:
        (private / STORAGE_MARKER).touch(mode=0o600)


def make_signing_key(say: Say) -> None:
    """The key that signs bundles, unless the site was told where to find one."""
    if not settings.SIGNING_KEY_IS_GIVEN and signing.make_key():
        say(f"made the key that signs bundles: {signing.grouped(signing.fingerprint())}")


def private_folder() -> Path | None:
    """Where exhibits and letters are; None if they are in an object storage."""
    location = settings.STORAGES["default"].get("OPTIONS", {}).get("location")
    return Path(location) if location else None


def compile_catalogues(say: Say) -> None:
    """Make the .mo file of every translation that is newer than it."""
    stale = [
        po for root in settings.LOCALE_PATHS for po in Path(root).glob("*/LC_MESSAGES/*.po") if _stale(po)
    ]
    msgfmt = shutil.which("msgfmt")
    if stale and msgfmt is None:
        say("msgfmt is missing (package gettext): pages stay in English")
        return
    for po in stale:
        subprocess.run([str(msgfmt), "-o", po.with_suffix(".mo"), po], check=True, timeout=60)  # noqa: S603
        say(f"compiled {po.parent.parent.name}/{po.name}")


def _stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def migrate(say: Say) -> None:
    """Bring the tables up to date if they are not."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("updating the database ...")
        call_command("migrate", interactive=False, verbosity=0)


def load_reference(say: Say) -> None:
    """Load statutes, bodies, working days and the like if their files or their loader changed."""
    loader = get_commands().get("load_reference")
    if loader is None:
        return
    code = find_spec(str(loader))
    sources: list[str | Path] = [*settings.FIXTURE_DIRS, *((code and code.submodule_search_locations) or [])]
    files = sorted(p for root in sources for p in Path(root).rglob("*") if p.is_file() and p.suffix != ".pyc")
    found = _digest(path.read_bytes() for path in files)
    if Mark.objects.filter(name="reference", value=found).exists():
        return
    say("loading reference data ...")
    call_command("load_reference", verbosity=0)
    Mark.objects.update_or_create(name="reference", defaults={"value": found})


def index_search() -> None:
    """Let the search find what the pages say now; rows that are right stay untouched."""
    if "search_index" in get_commands():
        call_command("search_index", verbosity=0)


def collect_static(say: Say) -> None:
    """Copy and compress style sheets, scripts and fonts if any of them changed."""
    found = _digest(_static_facts())
    stamp = Path(settings.VAR_DIR, "static.stamp")
    root = Path(settings.STATIC_ROOT)
    if root.is_dir() and stamp.is_file() and stamp.read_text() == found:
        return
    say("collecting static files ...")
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.is_dir())
    stamp.write_text(found)


def _static_facts() -> Iterator[bytes]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            yield f"{name} {facts.st_size} {facts.st_mtime_ns}".encode()


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()
