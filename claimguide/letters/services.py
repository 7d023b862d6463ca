"""Writes of letters: order one, say that it was sent, make its file again. Each is one transaction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from claimguide.cases import guards
from claimguide.cases.models import Case, ContactEntry, Submission
from claimguide.cases.models import State as CaseState
from claimguide.cases.services import move, record, touch
from claimguide.cases.vocab import SubmissionChannel, SubmissionState
from claimguide.core import jobs
from claimguide.evidence.models import Exhibit

from . import orders, render
from .compose import compose_from
from .compose import reason_not_to as unfit
from .compose.source import Source
from .compose.wording import plain
from .content import LetterContent
from .drafting import draft
from .kinds import Kind
from .models import LetterFile, LetterVersion, Sending
from .outputs import Form
from .selectors import Missing, missing

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.utils.functional import Promise

    User = AbstractBaseUser | AnonymousUser

_CLAUSE_ENDS = re.compile("[，；。（]")


class Unprintable(Exception):
    """The letter holds characters that no letter font has; `chars` are they."""

    def __init__(self, chars: str) -> None:
        super().__init__(" ".join(f"U+{ord(char):04X}" for char in chars))
        self.chars = chars


class Incomplete(Exception):
    """The letter lacks values; `missing` names them."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(", ".join(each.field for each in missing))
        self.missing = missing


def preview(case: Case, kind: str) -> str:
    """The letter as the case stands today, as HTML, unknown values marked. KeyError for an unknown kind."""
    return render.html(draft(Source.of(case, timezone.localdate()), kind).content)


def still_missing(kind: str, case: Case, source: Source | None = None) -> list[Missing]:
    """The values that still bar the final version of this letter, in reading order; empty if none.

    Give the `source` of today where it was read already.
    """
    return missing(case, compose_from(source or Source.of(case, timezone.localdate()), kind))


def reason_not_to(kind: str, case: Case, source: Source | None = None) -> str | Promise:
    """Why no letter of this kind may be made now (the case is closed, or it does not fit), "" if one may.

    Give the `source` of today where it was read already.
    """
    return guards.reason_not_to("letter", case) or unfit(
        source or Source.of(case, timezone.localdate()), kind
    )


@transaction.atomic
def order(case: Case, kind: str, user: User | None = None) -> LetterVersion:
    """Freeze the letter as the case stands, with the consumer's changes, and order its PDF.

    The same content again is the same version.

    Raises guards.Barred where the case's state forbids it or the kind does not fit the case, Incomplete where
    values are missing, Unprintable where a character cannot be printed, KeyError for an unknown kind.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    case.refresh_from_db(fields=["state", "version"])
    source = Source.of(case, timezone.localdate())
    if reason := reason_not_to(kind, case, source):
        raise guards.Barred(reason)
    drafted = draft(source, kind)
    content = drafted.content
    if gaps := missing(case, content):
        raise Incomplete(gaps)
    revision = render.revision()
    sha256 = content.sha256(revision)
    same = LetterVersion.objects.filter(case=case, kind=kind, content_sha256=sha256).first()
    if same is not None:
        return same
    last = LetterVersion.objects.filter(case=case, kind=kind).aggregate(last=Max("number"))["last"] or 0
    html = render.html(content, last + 1)
    if chars := render.unprintable(html):
        raise Unprintable(chars)
    version = LetterVersion.objects.create(
        case=case,
        kind=kind,
        number=last + 1,
        content=content.to_json(),
        edits=drafted.record(),
        html=html,
        content_sha256=sha256,
        template_revision=revision,
        law_date=content.law_date,
        case_version=case.version,
    )
    orders.order(version)
    record(case, "letter_ordered", user, letter=str(version.pk), letter_kind=kind, number=version.number)
    return version


@transaction.atomic
def retry(version: LetterVersion, user: User | None = None) -> bool:
    """Order a failed letter again; False where it has not failed."""
    job = version.job
    if job is None or not jobs.retry(job):
        return False
    record(version.case, "letter_retried", user, letter=str(version.pk), letter_kind=version.kind)
    return True


@transaction.atomic
def order_form(version: LetterVersion, form: Form, user: User | None = None) -> LetterFile:
    """Order a further form of a letter, or again one that failed; one that is there or on its way stays."""
    file, fresh = LetterFile.objects.get_or_create(version=version, form=form)
    if fresh:
        orders.order_form(file)
    elif file.state != "failed" or file.job is None or not jobs.retry(file.job):
        return file
    record(
        version.case,
        "letter_form_ordered",
        user,
        letter=str(version.pk),
        letter_kind=version.kind,
        form=file.form,
    )
    return file


@transaction.atomic
def regenerate(version: LetterVersion, user: User | None = None) -> None:
    """Make its files again from the same frozen letter, for staff; the version and its words stay."""
    again = f"{timezone.now():%Y%m%d%H%M%S}"
    orders.order(version, again=again)
    for file in version.files.all():
        orders.order_form(file, again=again)
    record(version.case, "letter_remade", user, letter=str(version.pk), letter_kind=version.kind)


@dataclass(frozen=True)
class Proof:
    """What shows that a letter went out or arrived: a number, a remark, a clean exhibit of the case."""

    number: str = ""
    note: str = ""
    exhibit: Exhibit | None = None

    def __bool__(self) -> bool:
        return bool(self.number or self.note or self.exhibit)


@transaction.atomic
def mark_sent(
    version: LetterVersion, on: date, channel: str, user: User | None = None, proof: Proof | None = None
) -> Sending:
    """Note that the consumer sent this letter: in the case's log, and the case waits for an answer.

    Days that only this act can tell (first request to the seller, to the platform) are filled in where they
    are still unknown. Saying the same twice only adds the proof.
    """
    guards.require("letter", version.case)
    if channel not in version.traits.ways:
        raise ValueError(channel)
    sending, fresh = Sending.objects.get_or_create(letter=version, on=on, channel=channel, removed_at=None)
    if fresh:
        _log(sending)
        touch(version.case)
        record(version.case, "letter_sent", user, **_told(sending))
        if version.case.state == CaseState.OPEN:
            move(version.case, CaseState.WAITING, user)
            version.case.refresh_from_db(fields=["state"])
    if proof:
        _add_proof(sending, proof)
        record(version.case, "letter_proven", user, **_told(sending))
    return sending


@transaction.atomic
def take_back(sending: Sending, user: User | None = None) -> bool:
    """The letter was not sent after all: what saying so wrote is taken back; the row stays, marked removed.

    False where that was said already. guards.Barred where the case is closed.
    """
    case = sending.letter.case
    Case.objects.select_for_update().get(pk=case.pk)
    guards.require("letter", case)
    now = timezone.now()
    if not Sending.objects.filter(pk=sending.pk, removed_at=None).update(removed_at=now):
        return False
    for line in (sending.contact, sending.submission):
        if line is not None:
            line.removed_at = now
            line.save(update_fields=["removed_at"])
    _undate(sending)
    touch(case)
    record(case, "letter_unsent", user, **_told(sending))
    others = Sending.objects.filter(letter__case=case, removed_at=None)
    if case.state == CaseState.WAITING and not others.exists():
        move(case, CaseState.OPEN, user)
        case.refresh_from_db(fields=["state"])
    return True


def _told(sending: Sending) -> dict[str, str]:
    letter = sending.letter
    return {
        "letter": str(letter.pk),
        "letter_kind": letter.kind,
        "channel": sending.channel,
        "on": str(sending.on),
    }


def _add_proof(sending: Sending, proof: Proof) -> None:
    sending.number = proof.number or sending.number
    sending.note = proof.note or sending.note
    sending.exhibit = proof.exhibit or sending.exhibit
    sending.save(update_fields=["number", "note", "exhibit"])
    taken_to = sending.submission
    if proof.number and taken_to is not None and not taken_to.number:
        taken_to.number = proof.number
        taken_to.save(update_fields=["number"])


def _log(sending: Sending) -> None:
    version = sending.letter
    if version.kind in (Kind.SELLER, Kind.REPLY):
        sending.contact = _log_contact(sending)
        sending.dated = _date(version.case, "dealings", ("asked_seller_on",), sending.on)
    else:
        sending.submission = Submission.objects.create(
            case=version.case,
            channel=_SUBMITTED_TO[Kind(version.kind)],
            on=sending.on,
            state=SubmissionState.SENT,
        )
    if version.kind == Kind.PLATFORM:
        names = ("complained_on", "identity_asked_on")
        sending.dated = _date(version.case, "platform_conduct", names, sending.on)
    sending.save(update_fields=["contact", "submission", "dated"])


def _log_contact(sending: Sending) -> ContactEntry:
    version = sending.letter
    # The log is quoted in later letters, so its words are Chinese whatever language the page is in.
    with override("zh-hans"):
        said = _("Please act on the requests of the letter “%(title)s” (version %(number)d)") % {
            "title": version.content["title"],
            "number": version.number,
        }
    said = _with_request(said, LetterContent.from_json(version.content))
    return ContactEntry.objects.create(case=version.case, on=sending.on, channel=sending.channel, said=said)


def _with_request(said: str, content: LetterContent) -> str:
    """`said` with what the letter asks for first, in short, so that the log holds the request and its day."""
    words = plain(content.claims[0].text) if content.claims else ""
    full = f"{said}：{_CLAUSE_ENDS.split(words, maxsplit=1)[0]}"
    room = ContactEntry._meta.get_field("said").max_length or 0
    return full if words and len(full) <= room else said


def _date(case: Case, part: str, names: tuple[str, ...], on: date) -> list[str]:
    """Fill in the days of a chapter that are not known yet; gives their names."""
    chapter = getattr(case, part)
    unknown = [name for name in names if getattr(chapter, name) is None]
    for name in unknown:
        setattr(chapter, name, on)
    chapter.save(update_fields=unknown)
    return [f"{part}.{name}" for name in unknown]


def _undate(sending: Sending) -> None:
    """Empty the days this filled in, unless the consumer gave another since."""
    for path in sending.dated:
        part, name = path.split(".")
        chapter = getattr(sending.letter.case, part)
        if getattr(chapter, name) == sending.on:
            setattr(chapter, name, None)
            chapter.save(update_fields=[name])


_SUBMITTED_TO = {
    Kind.PLATFORM: SubmissionChannel.PLATFORM,
    Kind.APPEAL: SubmissionChannel.PLATFORM,
    Kind.ASSOCIATION: SubmissionChannel.ASSOCIATION,
    Kind.REGULATOR: SubmissionChannel.HOTLINE_12315,
    Kind.REPORT: SubmissionChannel.REPORT_12315,
    Kind.VIOLATION: SubmissionChannel.REPORT_12315,
    Kind.COMPLAINT: SubmissionChannel.COURT,
}
