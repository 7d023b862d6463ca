"""The seller's answer: told in its own words or picked from the list, and what else is in those words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import vocab
from claimguide.cases.models import Case
from claimguide.core.forms import CleanCharField
from claimguide.core.sentences import joined
from claimguide.letters.compose.replies import rebuttal, written
from claimguide.letters.compose.replies.ground import Rebuttal
from claimguide.letters.compose.replies.recognise import recognise

from .desk import Desk
from .forms import CaseForm

NO_ANSWER = ("", vocab.ReplyKind.NONE)
_K = vocab.ReplyKind
GROUPS: tuple[tuple[Any, tuple[vocab.ReplyKind, ...]], ...] = (
    (_("It did not refuse"), (_K.NONE, _K.AGREED, _K.PARTLY)),
    (
        _("It refuses to take the goods back"),
        (
            _K.OPENED,
            _K.RESALE,
            _K.TOO_LATE,
            _K.NOT_SUPPORTED,
            _K.PROMOTION,
            _K.INCOMPLETE,
            _K.CUSTOM,
            _K.DIGITAL,
            _K.SIGNED,
        ),
    ),
    (
        _("It asks for proof or blames you"),
        (_K.PROVE_IT, _K.APPRAISAL, _K.OWN_FAULT, _K.CLAIMANT, _K.SEVERAL),
    ),
    (_("It makes light of it"), (_K.HARMLESS,)),
    (
        _("It sends you to somebody else"),
        (_K.NOT_OURS, _K.COURIER, _K.ASK_PLATFORM, _K.LIVE_ROOM, _K.NEW_OWNER, _K.OFF_PLATFORM),
    ),
    (
        _("It is about money"),
        (_K.FREIGHT, _K.COUPON, _K.SLOW_REFUND, _K.DEPOSIT, _K.PREPAID, _K.REVIEW_FIRST),
    ),
    (_("It cancelled the order"), (_K.PRICE_ERROR, _K.NO_STOCK)),
    (
        _("It points to its rules, or anything else"),
        (_K.FINAL_SAY, _K.PROMISE_MARKETING, _K.PLATFORM_RULES, _K.OTHER),
    ),
)
CHOICES: list[tuple[Any, Any]] = [
    ("", _("Recognise it from the words above")),
    *((title, [(kind.value, kind.label) for kind in kinds]) for title, kinds in GROUPS),
]


class ReplyForm(CaseForm):
    """The words first: whoever pasted them need not look for them in the list."""

    homes = {"reply_kind": "dealings", "reply_text": "dealings"}
    recognised: tuple[str, ...] = ()
    suggested_from = _("We took this from the contacts you noted. Check it.")
    reply_text = CleanCharField(
        label=_("The seller's own words"),
        max_length=1000,
        multiline=True,
        required=False,
        help_text=_("Copy them from the chat, or write down what was said on the telephone."),
    )
    reply_kind = forms.ChoiceField(label=_("Which comes closest?"), choices=CHOICES, required=False)

    def prepare(self) -> None:
        self.fields["reply_text"].widget.attrs["rows"] = 4

    def suggest(self, case: Case) -> dict[str, Any]:
        """The last answer of the list of contacts, and what is recognised in it."""
        dealings = case.dealings
        words = dealings.reply_text or last_answer(case.contacts.filter(removed_at=None))
        return {"reply_text": words, "reply_kind": next(iter(recognise(words)), "")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind, words = cleaned.get("reply_kind"), cleaned.get("reply_text", "")
        if "reply_text" in self.errors or "reply_kind" in self.errors:
            return cleaned
        if kind in (_K.PARTLY, _K.OTHER) and not words:
            self.add_error("reply_text", _("Write down what the seller offered or gave as its reason."))
        self.recognised = () if kind else recognise(words)
        if not kind and not self.recognised:
            self.add_error("reply_kind", self._unread(words))
        elif not kind:
            cleaned["reply_kind"] = self.recognised[0]
        return cleaned

    def _unread(self, words: str) -> Any:
        if not words:
            return _("Give the seller's words, or choose what comes closest.")
        return _("We did not recognise a usual refusal in these words. Choose what comes closest.")

    def warnings(self) -> list[str]:
        """What was recognised is confirmed by the consumer before a letter rests on it."""
        if not self.recognised:
            return []
        labels = [str(_K(kind).label) for kind in self.recognised]
        read = [gettext("We read the answer as: %(reply)s") % {"reply": labels[0]}]
        if others := labels[1:]:
            read.append(gettext("Also in it: %(replies)s") % {"replies": joined(*others)})
        return read


def last_answer(contacts: Iterable[Any]) -> str:
    """The newest answer in the list of contacts, "" where none is noted."""
    return next((entry.answer for entry in reversed(list(contacts)) if entry.answer), "")


@dataclass(frozen=True)
class Answered:
    """One refusal of the seller with what may be written back; `text` is empty where nothing carries."""

    kind: str
    label: Any
    rebuttal: Rebuttal
    text: str


def told(desk: Desk) -> Answered | None:
    """The seller's answer as it was told, None while there is none to answer."""
    return _answered(desk, desk.case.dealings.reply_kind)


def others(desk: Desk) -> list[Answered]:
    """What the seller's words refuse beside the answer that was told."""
    dealings = desk.case.dealings
    if dealings.reply_kind in NO_ANSWER:
        return []
    kinds = recognise(dealings.reply_text or last_answer(desk.contacts))
    found = (_answered(desk, kind) for kind in kinds if kind != dealings.reply_kind)
    return [answer for answer in found if answer is not None]


def _answered(desk: Desk, kind: str) -> Answered | None:
    found = rebuttal(kind, desk.facts, desk.assessment)
    if found is None:
        return None
    text = written(found, desk.case.dealings.reply_by, desk.today)
    return Answered(kind, _K(kind).label, found, text)
