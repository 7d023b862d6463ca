"""Shared ground of the reference tables: how far a row is trusted, and whether it is still as shipped."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Trust(models.TextChoices):
    """How far a particular was checked. Only `verified` ones may be printed in a letter."""

    VERIFIED = "verified", _("Checked against the official source")
    SECONDARY = "secondary", _("From another source, not checked")
    MEMORY = "memory", _("Not checked")


def trust_field(**kwargs: Any) -> models.CharField[str, str]:
    return models.CharField(**{"max_length": 10, "choices": Trust.choices, "default": Trust.MEMORY, **kwargs})


def trust_is_known(name: str, *fields: str) -> list[models.BaseConstraint]:
    """Constraints that keep the trust columns `fields` to known values."""
    return [
        models.CheckConstraint(
            name=f"{name}_{field}_known", condition=models.Q(**{f"{field}__in": Trust.values})
        )
        for field in fields
    ]


def verified_says_how(name: str) -> models.BaseConstraint:
    """The constraint that a row counts as verified only with its source and the day it was checked."""
    return models.CheckConstraint(
        name=f"{name}_verified_says_how",
        condition=~models.Q(status=Trust.VERIFIED)
        | (models.Q(last_checked__isnull=False) & ~models.Q(source="")),
        violation_error_message=_("A checked entry needs its source and the day it was checked."),
    )


def in_language(zh: str, en: str) -> str:
    """The text for the reader's language; the other one where it is missing."""
    chinese = (get_language() or "zh").startswith("zh")
    return (zh or en) if chinese else (en or zh)


class KeptManager(models.Manager[Any]):
    """Finds a row by what identifies it outside this database."""

    def get_by_natural_key(self, *values: Any) -> Any:
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


class Kept(models.Model):
    """A row that is shipped as a fixture and that staff may edit afterwards.

    `seed_key` is its natural key in the fixture, whatever staff rename later; `seed` is the hash of the row
    as the loader last wrote it. Where the row no longer hashes to it, somebody changed it, by whatever way,
    and the loader leaves it alone.
    """

    natural_key_fields: ClassVar[tuple[str, ...]] = ()
    # The field whose row must be unedited too, before the loader touches this one.
    loaded_with: ClassVar[str] = ""

    seed_key = models.CharField(max_length=200, blank=True, editable=False)
    seed = models.CharField(max_length=64, blank=True, editable=False)

    objects = KeptManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        values = []
        for path in self.natural_key_fields:
            value: Any = self
            for part in path.split("__"):
                value = getattr(value, part, None)
            values.append(value)
        return tuple(values)

    def content_hash(self) -> str:
        """SHA-256 of every column that has content."""
        content = {
            field.attname: field.to_python(getattr(self, field.attname))
            for field in self._meta.concrete_fields
            if not field.primary_key and field.attname not in ("seed", "seed_key")
        }
        text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def edited_by_staff(self) -> bool:
        """Whether the row is no longer as it was shipped, or never was shipped."""
        return self.seed != self.content_hash()


class Sourced(Kept):
    """A row whose whole content has one source and one status."""

    status = trust_field(verbose_name=_("status"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    last_checked = models.DateField(_("last checked"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def printable(self) -> bool:
        """Whether a letter may state this as a fact."""
        return self.status == Trust.VERIFIED


class LoadedFixture(models.Model):
    """The content hash of a fixture file as it was last loaded, so that an unchanged one costs nothing."""

    name = models.CharField(max_length=60, primary_key=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name
