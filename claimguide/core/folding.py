"""Forms that fold away what most people leave out, and offer what is probably meant."""

from __future__ import annotations

from typing import Any

from django import forms


class Folding(forms.Form):
    """The fields named in `folded` stand below the rest in a <details> under the words `folded_title`."""

    folded: tuple[str, ...] = ()
    folded_title: Any = ""
    # Says where the suggestions come from, where they come from anything.
    suggested_from: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The suggestions that the page shows, by field.
        self.offered: dict[str, Any] = {}

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self.folded]

    def folded_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.folded if name in self.fields]

    def is_unfolded(self) -> bool:
        """Whether something folded away was told of, or has an error, and so must be seen."""
        return any(
            field.errors or field.value() not in (None, "", [], self.offered.get(field.name))
            for field in self.folded_fields()
        )
