"""Files of dossiers that no row speaks of: left by a crash, or by the deletion of a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from claimguide.evidence import vault

from .models import ROOT, Dossier

# Longer than making any dossier takes: a younger file may be one that is just being written.
GRACE = timedelta(hours=1)


def delete_orphans() -> int:
    """Returns how many there were."""
    names = list(_old_files())
    owned = {dossier.stored_as for dossier in Dossier.objects.only("case_id", "form")}
    orphans = [name for name in names if name not in owned]
    vault.discard(orphans)
    return len(orphans)


def _old_files() -> Iterator[str]:
    limit = timezone.now() - GRACE
    try:
        folders, _files = default_storage.listdir(ROOT)
    except FileNotFoundError:
        return
    for folder in folders:
        for file in default_storage.listdir(f"{ROOT}/{folder}")[1]:
            name = f"{ROOT}/{folder}/{file}"
            try:
                if default_storage.get_modified_time(name) < limit:
                    yield name
            except FileNotFoundError:
                continue
