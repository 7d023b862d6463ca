"""Writes of the reference room: loading the shipped fixtures beside what staff have edited."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, ProtectedError

from .models import LoadedFixture
from .models.base import Kept
from .search import index

# Rows name others by natural key, so what is named comes first.
FIXTURES = (
    "regions",
    "statutes",
    "articles",
    "platforms",
    "consumer_bodies",
    "channels",
    "working_days",
    "media_sources",
    "policy_changes",
)
CALENDAR = "calendar"

Key = tuple[Any, ...]


def renew_calendar() -> None:
    """Give the working-day calendar a new stamp, at which every process reads its rows again."""
    LoadedFixture.objects.update_or_create(name=CALENDAR, defaults={"digest": uuid.uuid4().hex})


@transaction.atomic
def load_reference(folder: Path, *, force: bool = False) -> Counter[str]:
    """Bring the tables to the state of the fixtures in `folder`; rows that staff changed or deleted stay so.

    A file that is the same as at its last loading is not opened, unless `force`. Returns how many rows were
    created, updated, deleted and kept (for staff's sake). FileNotFoundError where a fixture is missing.
    """
    known = dict(LoadedFixture.objects.values_list("name", "digest"))
    totals: Counter[str] = Counter()
    for name in FIXTURES:
        content = (folder / f"{name}.json").read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        if known.get(name) == digest and not force:
            continue
        done = _load_file(json.loads(content))
        if name == "working_days" and (done["created"] or done["updated"] or done["deleted"]):
            renew_calendar()
        totals += done
        LoadedFixture.objects.update_or_create(name=name, defaults={"digest": digest})
    if totals["created"] or totals["updated"] or totals["deleted"]:
        index.touch()
    return totals


def _load_file(entries: list[dict[str, Any]]) -> Counter[str]:
    by_model: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        by_model.setdefault(entry["model"], []).append(entry["fields"])
    totals: Counter[str] = Counter()
    for label, rows in by_model.items():
        totals += _Table(apps.get_model(label)).load(rows)
    return totals


class _Table:
    """One model's rows, met with what its fixture says."""

    def __init__(self, model: type[Kept]) -> None:
        self.model = model
        parents = {path.split("__")[0] for path in model.natural_key_fields if "__" in path}
        rows: list[Kept] = list(model._default_manager.select_related(*parents))
        self.shipped = {row.seed_key: row for row in rows if row.seed_key}
        self.by_key = {row.natural_key(): row for row in rows}
        self.deleted = self._deleted_by_staff()
        self.parents: dict[str, dict[Key, Kept]] = {}
        self.totals: Counter[str] = Counter()

    def load(self, rows: Iterable[dict[str, Any]]) -> Counter[str]:
        new: list[Kept] = []
        seen: set[str] = set()
        for fields in rows:
            row = self._build(fields)
            seen.add(row.seed_key)
            present = self.shipped.get(row.seed_key) or self.by_key.get(row.natural_key())
            if present is not None:
                self._meet(present, row)
            elif row.seed_key in self.deleted or self._parent_is_edited(row):
                self.totals["kept"] += 1
            else:
                new.append(row)
        self._remove_dropped(seen)
        self.model._default_manager.bulk_create(new, batch_size=200)
        self.totals["created"] += len(new)
        return self.totals

    def _build(self, fields: dict[str, Any]) -> Kept:
        row = self.model()
        for name, value in fields.items():
            field = self.model._meta.get_field(name)
            if isinstance(field, ForeignKey):
                setattr(row, name, None if value is None else self._parent(field, tuple(value)))
            else:
                setattr(row, name, field.to_python(value))  # type: ignore[union-attr]
        row.seed_key = json.dumps(row.natural_key(), ensure_ascii=False, default=str)
        row.seed = row.content_hash()
        return row

    def _parent(self, field: ForeignKey[Any, Any], key: Key) -> Kept:
        """The row that a fixture names by its natural key, whatever staff renamed it to since."""
        if field.name not in self.parents:
            rows: list[Kept] = list(cast(type[Kept], field.related_model)._default_manager.all())
            by_name = {row.natural_key(): row for row in rows}
            by_seed = {tuple(json.loads(row.seed_key)): row for row in rows if row.seed_key}
            self.parents[field.name] = by_name | by_seed
        return self.parents[field.name][key]

    def _parent_is_edited(self, row: Kept) -> bool:
        return bool(row.loaded_with) and getattr(row, row.loaded_with).edited_by_staff

    def _meet(self, present: Kept, row: Kept) -> None:
        if present.edited_by_staff:
            self.totals["kept"] += 1
        elif present.seed != row.seed:
            row.pk = present.pk
            row.save(force_update=True)
            self.totals["updated"] += 1

    def _remove_dropped(self, seen: set[str]) -> None:
        for key, row in self.shipped.items():
            if key in seen:
                continue
            try:
                if row.edited_by_staff or self._parent_is_edited(row):
                    self.totals["kept"] += 1
                else:
                    with transaction.atomic():
                        row.delete()
                    self.totals["deleted"] += 1
            except ProtectedError:
                # A case names it: it stays, as history.
                self.totals["kept"] += 1

    def _deleted_by_staff(self) -> set[str]:
        history = getattr(self.model, "history", None)
        if history is None:
            return set()
        gone = history.filter(history_type="-").exclude(history_user=None)
        return set(gone.values_list("seed_key", flat=True))
