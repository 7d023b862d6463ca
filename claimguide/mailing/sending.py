"""The worker's side. A letter goes out at most once: what may have gone is never sent again by itself."""

from __future__ import annotations

import hashlib
import smtplib
import uuid
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.services import record
from claimguide.core.jobs import PermanentError, TransientError
from claimguide.core.models import Job
from claimguide.letters import services as letters
from claimguide.letters import store
from claimguide.letters.kinds import Way

from . import codes, texts
from .models import MAIL_JOB, Mail, SenderAddress, State

# The mail server said no before it took the letter: it surely did not go.
_REFUSALS = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


def send_code(address_id: uuid.UUID) -> None:
    """Send a fresh code. May be repeated: only the last one counts. PermanentError `address_gone`."""
    address = SenderAddress.objects.filter(pk=address_id).first()
    if address is None or settings.MAIL == "off":
        raise PermanentError("address_gone")
    if address.verified_at:
        return
    text = texts.CODE_TEXT.format(code=codes.renew(address))
    message = EmailMessage(texts.CODE_SUBJECT, text, settings.DEFAULT_FROM_EMAIL, [address.email])
    try:
        _connection().send_messages([message])
    except _REFUSALS:
        raise PermanentError("refused_by_server") from None
    except (OSError, smtplib.SMTPException) as error:
        raise TransientError(type(error).__name__) from None


def send(mail_id: uuid.UUID) -> None:
    """Send one mail. What goes wrong before it leaves is tried again; a crash while it leaves is `unknown`.

    PermanentError: mail_gone (erased), mail_off, file_missing, file_changed.
    """
    mail = Mail.objects.select_related("letter__case").filter(pk=mail_id).first()
    if mail is None:
        raise PermanentError("mail_gone")
    if mail.state == State.SENDING:
        # An earlier worker died, or is late, between its attempt and its note.
        _note(mail, State.SENDING, State.UNKNOWN, "interrupted")
    if mail.state != State.QUEUED:
        return
    try:
        message = message_of(mail)
    except PermanentError as error:
        _note(mail, State.QUEUED, State.FAILED, error.code)
        raise
    connection = _connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise TransientError(type(error).__name__) from None
    try:
        _leave(mail, message, connection)
    finally:
        connection.close()


def message_of(mail: Mail) -> EmailMessage:
    """The message as it was shown: plain text, one PDF, answers and a copy to the consumer."""
    if settings.MAIL == "off":
        raise PermanentError("mail_off")
    data = store.read(mail.letter.pdf_name)
    if data is None:
        raise PermanentError("file_missing")
    if hashlib.sha256(data).hexdigest() != mail.pdf_sha256:
        raise PermanentError("file_changed")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    message = EmailMessage(
        subject=mail.subject,
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        cc=[mail.reply_to],
        reply_to=[mail.reply_to],
        headers={"Message-ID": make_msgid(mail.pk.hex, domain=domain), "Auto-Submitted": "no"},
    )
    message.attach(mail.letter.file_name, data, "application/pdf")
    return message


def _leave(mail: Mail, message: EmailMessage, connection: BaseEmailBackend) -> None:
    ident = message.extra_headers["Message-ID"]
    queued = Mail.objects.filter(pk=mail.pk, state=State.QUEUED)
    if not queued.update(state=State.SENDING, message_id=ident):
        return
    try:
        connection.send_messages([message])
    except _REFUSALS as error:
        _note(mail, State.SENDING, State.FAILED, type(error).__name__)
    except (OSError, smtplib.SMTPException) as error:
        _note(mail, State.SENDING, State.UNKNOWN, type(error).__name__)
    else:
        _note_sent(mail)


def _note(mail: Mail, before: str, after: str, error: str) -> None:
    with transaction.atomic():
        if Mail.objects.filter(pk=mail.pk, state=before).update(state=after, error=error[:80]):
            record(mail.letter.case, f"mail_{after}", mail=str(mail.pk), letter_kind=mail.letter.kind)


def give_up() -> int:
    """Mails whose order failed for good: those that never left are failed, the others may have left."""
    given_up = 0
    for mail in Mail.objects.filter(state__in=[State.QUEUED, State.SENDING]).select_related("letter__case"):
        if not Job.objects.filter(object_id=mail.pk, kind=MAIL_JOB).exclude(state=Job.State.FAILED).exists():
            after = State.FAILED if mail.state == State.QUEUED else State.UNKNOWN
            _note(mail, mail.state, after, "not_reached")
            given_up += 1
    return given_up


@transaction.atomic
def _note_sent(mail: Mail) -> None:
    """It left. A demonstration sent nothing, so the case does not wait for an answer."""
    shown = settings.MAIL == "demonstration"
    state = State.DEMONSTRATED if shown else State.SENT
    # Another worker may have given this one up for dead meanwhile.
    left = Mail.objects.filter(pk=mail.pk, state__in=[State.SENDING, State.UNKNOWN])
    if not left.update(state=state, error="", sent_at=timezone.now()):
        return
    case = mail.letter.case
    record(case, f"mail_{state}", mail=str(mail.pk), letter_kind=mail.letter.kind)
    if not shown and not guards.reason_not_to("letter", case):
        letters.mark_sent(mail.letter, timezone.localdate(), Way.EMAIL)


def _connection() -> BaseEmailBackend:
    """A demonstration never comes near a mail server, whatever else is set."""
    if settings.MAIL == "demonstration":
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return get_connection(backend, file_path=settings.MAIL_FOLDER)
    return get_connection()
