"""What the consumer hides: boxes as lines of percentages, words of a text. The script uses the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claimguide.core.forms import CleanCharField
from claimguide.core.text import as_typed, narrow
from claimguide.evidence.models import WHOLE_SIDE, Reason

from .covering import Words
from .detect import occurrences
from .pictures import Box, Placed
from .services import MAX_BOXES, MAX_PLACES, Drawn, Hidden

_SPLIT = re.compile(r"[\s,，、;；]+")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)%?", re.ASCII)
_RUN = re.compile(r"(\d{1,7})-(\d{1,7})", re.ASCII)
_LONGEST_LINE = 80
# "Strip" buttons for who cannot draw: where phones show names and numbers.
STRIPS: dict[str, Drawn] = {
    "strip-top": Drawn(0, 0, WHOLE_SIDE, 1_200),
    "strip-bottom": Drawn(0, WHOLE_SIDE - 1_200, WHOLE_SIDE, 1_200),
    "strip-page": Drawn(0, 0, WHOLE_SIDE, WHOLE_SIDE),
}


def line_of(box: Drawn) -> str:
    """A box as the form shows it: left, top, width and height in percent, and why."""
    return " ".join([*(f"{side / 100:g}" for side in box[:4]), box.reason])


def box_of(line: str) -> Drawn:
    """The box a line names. ValidationError where it names none, or one that is not on the page."""
    words = [word for word in _SPLIT.split(narrow(line).strip()) if word]
    sides = [_PERCENT.fullmatch(word) for word in words[:4]]
    if len(line) > _LONGEST_LINE or len(sides) < 4 or not all(sides) or len(words) > 5:
        raise ValidationError(_("Write four numbers from 0 to 100: left, top, width and height."))
    x, y, width, height = (int(Decimal(side[1]) * 100) for side in sides if side)
    if not width or not height:
        raise ValidationError(_("Width and height must be more than 0."))
    if x + width > WHOLE_SIDE or y + height > WHOLE_SIDE:
        raise ValidationError(_("The box reaches beyond the edge of the picture."))
    reason = words[4] if len(words) == 5 else Reason.OTHER
    if reason not in Reason.values:
        raise ValidationError(_("“%(word)s” is not one of the reasons.") % {"word": reason[:20]})
    return Drawn(x, y, width, height, reason)


def key_of(box: Box) -> str:
    return "-".join(map(str, box))


class BoxesForm(forms.Form):
    """The boxes of one page, and which of the suggested ones are taken."""

    boxes = forms.CharField(
        label=gettext_lazy("Boxes on this page"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    accept = forms.MultipleChoiceField(required=False)

    def __init__(
        self, *args: Any, offers: Sequence[Placed] = (), known: Iterable[Box] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {key_of(offer.box): offer for offer in offers}
        self.known = set(known) | {offer.box for offer in offers}
        self.fields["accept"].choices = [(key, offer.text) for key, offer in self.offers.items()]  # type: ignore[attr-defined]
        self.fields["boxes"].help_text = _(
            "One box in each line: left, top, width and height in percent of the picture, then why "
            "(%(reasons)s). Example: 10 5 30 4 phone. Delete a line to remove its box."
        ) % {"reasons": ", ".join(Reason.values)}

    def clean_boxes(self) -> list[Drawn]:
        drawn, errors = [], []
        lines = [line for line in as_typed(self.cleaned_data["boxes"]).splitlines() if line.strip()]
        if len(lines) > MAX_BOXES:
            raise ValidationError(_("At most %(max)d boxes, please.") % {"max": MAX_BOXES})
        for number, line in enumerate(lines, start=1):
            try:
                box = box_of(line)
            except ValidationError as error:
                errors.append(_("Line %(n)d: %(why)s") % {"n": number, "why": error.messages[0]})
            else:
                drawn.append(box._replace(suggested=box[:4] in self.known))
        if errors:
            raise ValidationError(errors[:5])
        return drawn

    def drawn(self) -> list[Drawn]:
        """All boxes of the page, those accepted now among them."""
        boxes = {box[:4]: box for box in self.cleaned_data["boxes"]}
        for key in self.cleaned_data["accept"]:
            offer = self.offers[key]
            boxes.setdefault(offer.box, Drawn(*offer.box, offer.reason, True))
        return list(boxes.values())


class WordsForm(forms.Form):
    """The words of a text that are hidden: from the list, typed, or single places marked in the text."""

    hide = forms.MultipleChoiceField(required=False)
    find = CleanCharField(
        label=gettext_lazy("Hide these words wherever they stand"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example a name. Write it exactly as it stands in the text."),
    )
    runs = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, text: str, words: Sequence[Words], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text, self.words = text, {each.text: each for each in words}
        # Words marked by the script are in no list before they are sent.
        self.fields["hide"].choices = [(each.text, each.text) for each in words]  # type: ignore[attr-defined]

    def clean_find(self) -> str:
        wanted: str = self.cleaned_data["find"]
        if wanted and wanted not in self.text:
            raise ValidationError(_("These words do not stand in the text."))
        return wanted

    def clean_runs(self) -> list[tuple[int, int]]:
        runs = []
        for word in self.cleaned_data["runs"].replace(",", " ").split():
            match = _RUN.fullmatch(word)
            start, length = (int(match[1]), int(match[2])) if match else (0, 0)
            if not length or start + length > len(self.text):
                raise ValidationError(_("A marked place is not in the text. Mark it again."))
            runs.append((start, length))
        if len(runs) > MAX_PLACES:
            raise ValidationError(_("At most %(max)d places, please.") % {"max": MAX_PLACES})
        return runs

    def hidden(self) -> list[Hidden]:
        """Every run that is to be hidden, single places first."""
        found = {run: Hidden(*run) for run in self.cleaned_data["runs"]}
        wanted = {each: self.words[each] for each in self.cleaned_data["hide"]}
        if typed := self.cleaned_data["find"]:
            wanted.setdefault(typed, Words(typed, Reason.OTHER, 0, hidden=False, suggested=False))
        for words in wanted.values():
            for start in occurrences(self.text, words.text):
                run = start, len(words.text)
                found[run] = Hidden(*run, words.reason, words.suggested)
        return list(found.values())
