"""Column helpers: every choice and every sum is held by the database too, not only by a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from .vocab import Tri


def choice(choices: type[models.TextChoices], **options: Any) -> models.CharField[Any, Any]:
    """One of `choices`, or the empty string for "not known yet"."""
    return models.CharField(max_length=24, blank=True, default="", choices=choices.choices, **options)


def tri(**options: Any) -> models.CharField[Any, Any]:
    """Yes, no, or the empty string for "not known yet"."""
    return choice(Tri, **options)


def yuan(**options: Any) -> models.DecimalField[Any, Any]:
    """A sum in yuan with two places; null is "not known yet"."""
    return models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True, **options)


def day(**options: Any) -> models.DateField[Any, Any]:
    return models.DateField(null=True, blank=True, **options)


def count(**options: Any) -> models.PositiveIntegerField[Any, Any]:
    return models.PositiveIntegerField(null=True, blank=True, **options)


def checked(model: str, choices: dict[str, type[models.TextChoices]], sums: Iterable[str] = ()) -> list[Any]:
    """Check constraints: each choice column holds a known value or "", each sum is not negative."""
    constraints: list[Any] = [
        models.CheckConstraint(
            name=f"{model}_{name}_known", condition=models.Q(**{f"{name}__in": ["", *kinds.values]})
        )
        for name, kinds in choices.items()
    ]
    constraints += [
        models.CheckConstraint(
            name=f"{model}_{name}_sum",
            condition=models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__gte": 0}),
        )
        for name in sums
    ]
    return constraints
