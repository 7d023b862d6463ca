"""Letters by e-mail: whose address, to whom, what exactly, at most once, never too many."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import smtplib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import erasure, guards
from claimguide.cases.models import Case
from claimguide.cases.services import move, set_party
from claimguide.core import jobs
from claimguide.core.models import Job
from claimguide.letters import services as letters
from claimguide.letters.models import LetterVersion
from claimguide.mailing import checks, codes, selectors, sending, services, texts
from claimguide.mailing.models import Mail, SenderAddress, State
from tests.letters.stories import case_of, story
from tests.plugins.whole import finish

pytestmark = pytest.mark.django_db
SHOP, OWN = "service@shop.example.cn", "shen@mail.example.cn"


@pytest.fixture(autouse=True)
def open_mail(settings: Any, private: Path, tmp_path: Path) -> None:
    settings.MAIL = "on"
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.DEFAULT_FROM_EMAIL = "letters@claims.example.cn"


def letter_of(number: str = "", shop: str = SHOP) -> LetterVersion:
    told = story("bracelet")
    told["exhibits"] = []
    case = case_of(told, number=number or f"CG20261123-{uuid.uuid4().hex[:5].upper()}")
    set_party(case, "seller", email=shop)
    return finish(letters.order(Case.objects.get(pk=case.pk), "seller"))


@pytest.fixture
def letter() -> LetterVersion:
    return letter_of()


def own(version: LetterVersion, email: str = OWN) -> SenderAddress:
    return SenderAddress.objects.create(case=version.case, email=email, verified_at=timezone.now())


def order(version: LetterVersion, email: str = OWN) -> Mail:
    found = SenderAddress.objects.filter(case=version.case, email=email).first() or own(version, email)
    return services.order(version, found, shown_to=SHOP)


def run(mail: Mail) -> Mail:
    jobs.run(Job.objects.get(object_id=mail.pk).pk)
    return Mail.objects.get(pk=mail.pk)


def page(version: LetterVersion) -> str:
    return reverse("mailing:letter", args=[version.case_id, version.kind, version.pk])


def outbox() -> list[Any]:
    return django_mail.outbox


def test_from_the_own_address_to_the_letter(
    letter: LetterVersion, hold: Any, run_jobs: Callable[[], int]
) -> None:
    browser: Client = hold(letter.case)
    status = browser.get(reverse("letters:status", args=[letter.case_id, letter.kind, letter.pk]))
    assert page(letter) in status.content.decode()
    assert 'name="agreed"' not in browser.get(page(letter)).content.decode()
    ask = reverse("mailing:ask", args=[letter.case_id])
    assert browser.post(ask, {"email": OWN, "next": page(letter)}).headers["Location"] == page(letter)
    address = SenderAddress.objects.get()
    run_jobs()
    assert [message.to for message in outbox()] == [[OWN]]
    code = re.search(r"\b\d{6}\b", outbox()[0].body)
    assert code is not None
    assert code[0] not in SenderAddress.objects.get().code_hash
    confirm = reverse("mailing:confirm", args=[letter.case_id, address.pk])
    browser.post(confirm, {"code": code[0], "next": page(letter)})
    shown = browser.get(page(letter)).content.decode()
    for words in (SHOP, OWN, texts.subject(letter), letter.file_name):
        assert words in shown
    fields = {"to": SHOP, "sender": str(address.pk)}
    assert "id_agreed_error" in browser.post(page(letter), fields).content.decode()
    assert not Mail.objects.exists()
    assert browser.post(page(letter), {**fields, "agreed": "on"}).status_code == 302
    run_jobs()
    sent = Mail.objects.get()
    assert (sent.state, sent.error) == ("sent", "")
    message = outbox()[1]
    assert (message.to, message.cc, message.reply_to) == ([SHOP], [OWN], [OWN])
    assert message.from_email == "letters@claims.example.cn"
    assert message.subject == sent.subject
    assert message.body == sent.text
    parts = [part.get_content_type() for part in message.message().walk()]
    assert parts == ["multipart/mixed", "text/plain", "application/pdf"]
    [(name, data, kind)] = message.attachments
    assert (name, kind) == (letter.file_name, "application/pdf")
    assert hashlib.sha256(data).hexdigest() == letter.pdf_sha256
    assert message.extra_headers["Message-ID"] == sent.message_id
    assert "沈怡" not in sent.subject + sent.text
    assert letter.sendings.get().channel == "email"
    assert letter.case.contacts.filter(channel="email").count() == 1
    assert SHOP in sent.consent
    assert 'name="agreed"' not in browser.get(page(letter)).content.decode()
    kinds = set(letter.case.events.values_list("kind", flat=True))
    assert {"mail_address_confirmed", "mail_ordered", "mail_sent", "letter_sent"} <= kinds


def test_off_there_is_no_page(letter: LetterVersion, hold: Any, settings: Any) -> None:
    settings.MAIL = "off"
    browser = hold(letter.case)
    assert browser.get(page(letter)).status_code == 404
    status = browser.get(reverse("letters:status", args=[letter.case_id, letter.kind, letter.pk]))
    assert page(letter) not in status.content.decode()
    with pytest.raises(jobs.PermanentError, match="mail_off"):
        sending.message_of(order(letter))


def test_staff_send_nothing_in_a_consumers_name(letter: LetterVersion, staff: Client) -> None:
    address = own(letter)
    data = {"to": SHOP, "sender": str(address.pk), "agreed": "on"}
    assert staff.post(page(letter), data).status_code == 403
    assert not Mail.objects.exists()


def test_a_demonstration_writes_a_file_and_sends_nothing(letter: LetterVersion, settings: Any) -> None:
    settings.MAIL = "demonstration"
    done = run(order(letter))
    assert done.state == "shown"
    assert outbox() == []
    [file] = settings.MAIL_FOLDER.iterdir()
    assert SHOP in file.read_text()
    assert not letter.sendings.exists()
    assert letter.case.events.filter(kind="letter_sent").count() == 0


def test_the_same_letter_goes_once(letter: LetterVersion) -> None:
    first = run(order(letter))
    assert order(letter) == first
    jobs.run(Job.objects.get(object_id=first.pk).pk)
    sending.send(first.pk)
    assert len(outbox()) == 1


def test_a_crash_while_it_leaves_is_shown_and_never_sent_again(letter: LetterVersion) -> None:
    mail = order(letter)
    Mail.objects.filter(pk=mail.pk).update(state=State.SENDING, message_id="<a@b>")
    done = run(mail)
    assert (done.state, done.error) == ("unknown", "interrupted")
    sending.send(mail.pk)
    assert outbox() == []
    assert order(letter) == mail


class Broken(EmailBackend):
    trouble: Exception
    at_opening = False

    def open(self) -> None:
        if self.at_opening:
            raise self.trouble

    def send_messages(self, messages: Any) -> int:
        raise self.trouble


@pytest.mark.parametrize(
    ("trouble", "at_opening", "state"),
    [
        (ConnectionRefusedError(), True, "queued"),
        (smtplib.SMTPAuthenticationError(535, b"no"), True, "queued"),
        (smtplib.SMTPRecipientsRefused({}), False, "failed"),
        (smtplib.SMTPDataError(554, b"spam"), False, "failed"),
        (smtplib.SMTPServerDisconnected(), False, "unknown"),
        (TimeoutError(), False, "unknown"),
    ],
)
def test_what_a_mail_server_can_do(
    letter: LetterVersion, monkeypatch: Any, trouble: Exception, at_opening: bool, state: str
) -> None:
    connection = Broken()
    connection.trouble, connection.at_opening = trouble, at_opening
    monkeypatch.setattr(sending, "_connection", lambda: connection)
    mail = order(letter)
    done = run(mail)
    assert done.state == state
    assert not letter.sendings.exists()
    job = Job.objects.get(object_id=mail.pk)
    assert job.state == (Job.State.PENDING if state == "queued" else Job.State.DONE)
    if state == "queued":
        monkeypatch.undo()
        assert run(mail).state == "sent"
    if state == "failed":
        assert order(letter) != mail


def test_an_order_given_up_is_said(letter: LetterVersion) -> None:
    mail = order(letter)
    assert sending.give_up() == 0
    Job.objects.filter(object_id=mail.pk).update(state=Job.State.FAILED, finished_at=timezone.now())
    assert sending.give_up() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("failed", "not_reached")


def test_a_letter_that_rotted_is_not_sent(letter: LetterVersion) -> None:
    mail = order(letter)
    default_storage.delete(letter.pdf_name)
    default_storage.save(letter.pdf_name, ContentFile(b"another"))
    done = run(mail)
    assert (done.state, done.error) == ("failed", "file_changed")
    assert outbox() == []


def test_a_case_closed_meanwhile_still_says_what_left(letter: LetterVersion, monkeypatch: Any) -> None:
    mail = order(letter)
    move(letter.case, "closed")
    assert run(mail).state == "sent"
    assert not letter.sendings.exists()


def test_what_bars_a_letter(letter: LetterVersion) -> None:
    assert not selectors.reason_not_to(letter)
    address = own(letter)
    set_party(letter.case, "seller", email="")
    fresh = LetterVersion.objects.get(pk=letter.pk)
    with pytest.raises(guards.Barred):
        services.order(fresh, address, shown_to=SHOP)
    set_party(letter.case, "seller", email="other@shop.example.cn")
    with pytest.raises(services.Changed):
        services.order(LetterVersion.objects.get(pk=letter.pk), address, shown_to=SHOP)
    assert not Mail.objects.exists()


def test_an_address_that_is_not_confirmed_or_of_another_case_sends_nothing(letter: LetterVersion) -> None:
    plain = SenderAddress.objects.create(case=letter.case, email=OWN)
    with pytest.raises(services.Changed):
        services.order(letter, plain, shown_to=SHOP)
    foreign = own(letter_of())
    with pytest.raises(services.Changed):
        services.order(letter, foreign, shown_to=SHOP)


def versions(letter: LetterVersion, count: int) -> list[LetterVersion]:
    """More finished letters of the same case."""
    made = []
    for number in range(count):
        row = LetterVersion.objects.get(pk=letter.pk)
        row.pk, row.number, row._state.adding = uuid.uuid4(), 10 + number, True
        row.content_sha256 = f"{number:064d}"
        row.save()
        made.append(row)
    return made


def test_three_letters_a_case_and_day(letter: LetterVersion) -> None:
    more = versions(letter, 3)
    for each in (letter, *more[:2]):
        order(each)
    with pytest.raises(codes.Limited):
        order(more[2])
    assert Mail.objects.count() == 3


def test_five_to_one_recipient_a_day_even_over_erased_cases(settings: Any) -> None:
    for number in range(5):
        version = letter_of()
        order(version, f"a{number}@mail.example.cn")
        erasure.erase(version.case)
    with pytest.raises(codes.Limited):
        order(letter_of(), "b@mail.example.cn")


def test_ten_a_day_of_one_sender(monkeypatch: Any) -> None:
    monkeypatch.setattr(services, "PER_SENDER_AND_DAY", 2)
    for _number in range(2):
        order(letter_of())
    with pytest.raises(codes.Limited):
        order(letter_of())


def test_the_third_case_within_an_hour_is_held_for_the_staff(staff: Client) -> None:
    first, second = order(letter_of()), order(letter_of(), "b@mail.example.cn")
    assert {first.state, second.state} == {"queued"}
    held = order(letter_of(), "c@mail.example.cn")
    assert held.state == "held"
    assert not Job.objects.filter(object_id=held.pk).exists()
    desk = reverse("admin:mailing_mail_changelist")
    staff.post(desk, {"action": "release", "_selected_action": [str(held.pk), str(first.pk)]})
    assert run(held).state == "sent"
    other = order(letter_of(), "d@mail.example.cn")
    staff.post(desk, {"action": "refuse", "_selected_action": [str(other.pk)]})
    assert Mail.objects.get(pk=other.pk).state == "refused"
    assert not services.release(other)


def test_old_mails_hold_nobody_up() -> None:
    for number in range(2):
        mail = order(letter_of(), f"a{number}@mail.example.cn")
        Mail.objects.filter(pk=mail.pk).update(created_at=timezone.now() - dt.timedelta(hours=2))
    assert order(letter_of(), "c@mail.example.cn").state == "queued"


def test_a_code_is_good_for_five_tries_and_fifteen_minutes(letter: LetterVersion) -> None:
    address = codes.ask(letter.case, OWN, "1")
    code = codes.renew(address)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _try in range(5):
        assert not codes.confirm(address, wrong)
    assert not codes.confirm(address, code)
    code = codes.renew(address)
    SenderAddress.objects.update(code_until=timezone.now() - dt.timedelta(seconds=1))
    assert not codes.confirm(address, code)
    code = codes.renew(address)
    assert codes.confirm(address, code)
    assert not codes.confirm(address, code)


def test_codes_are_throttled(letter: LetterVersion) -> None:
    for _time in range(3):
        codes.ask(letter.case, OWN, "1")
    with pytest.raises(codes.Limited):
        codes.ask(letter.case, OWN, "1")
    with pytest.raises(codes.Limited):
        codes.ask(letter_of().case, OWN, "2")


def test_a_removed_address_takes_back_what_waits(letter: LetterVersion) -> None:
    mail = order(letter)
    codes.remove(SenderAddress.objects.get())
    assert run(mail).state == "refused"
    assert outbox() == []


@pytest.mark.parametrize(
    "value",
    [
        "a@b.cn\nBcc: x@y.cn",
        "a@b.cn\r\nSubject: x",
        "a@b.cn,c@d.cn",
        "A <a@b.cn>",
        "a@b.cn;c@d.cn",
        '"a b"@b.cn',
        "甲@b.cn",
        "a@b",
        "",
    ],
)
def test_addresses_that_could_be_more_than_one(letter: LetterVersion, hold: Any, value: str) -> None:
    assert not texts.is_plain_address(value)
    hold(letter.case).post(reverse("mailing:ask", args=[letter.case_id]), {"email": value})
    assert not SenderAddress.objects.exclude(email="a@b.cn").exists()
    set_party(letter.case, "seller", email=value)
    assert selectors.addressee(LetterVersion.objects.get(pk=letter.pk)) is None


def test_a_title_cannot_open_another_header(letter: LetterVersion) -> None:
    letter.content["title"] = "函\r\nBcc: x@y.cn\u2028\u202e甲" + "长" * 300
    line = texts.subject(letter)
    assert "\n" not in line
    assert "\r" not in line
    assert "\u202e" not in line
    assert len(line) <= 150
    mail = Mail(letter=letter, to=SHOP, reply_to=OWN, subject=line, text="x", pdf_sha256=letter.pdf_sha256)
    headers = sending.message_of(mail).message()
    assert headers["Bcc"] is None
    assert headers["To"] == SHOP


def test_erasing_a_case_takes_its_orders_along(letter: LetterVersion) -> None:
    mail = order(letter)
    codes.ask(letter.case, "z@mail.example.cn", "1")
    erasure.erase(letter.case)
    assert not Mail.objects.exists()
    assert not Job.objects.filter(object_id=mail.pk).exists()
    assert not Job.objects.filter(kind="mail_code").exists()


@pytest.mark.parametrize(
    ("values", "codes_found"),
    [
        ({"MAIL": "off"}, []),
        ({"MAIL": "yes"}, ["mailing.E001"]),
        ({"MAIL": "on", "EMAIL_HOST": ""}, ["mailing.E002"]),
        ({"MAIL": "on", "EMAIL_HOST": "localhost"}, ["mailing.E002"]),
        (
            {"MAIL": "on", "EMAIL_HOST": "smtp.a.cn", "DEFAULT_FROM_EMAIL": "claimguide@localhost"},
            ["mailing.E002"],
        ),
        ({"MAIL": "on", "EMAIL_HOST": "smtp.a.cn", "DEFAULT_FROM_EMAIL": "函 <a@a.cn>"}, []),
        ({"MAIL": "demonstration"}, ["mailing.W001"]),
    ],
)
def test_a_deployed_site_promises_only_what_it_can(
    settings: Any, values: dict[str, str], codes_found: list[str]
) -> None:
    settings.DEPLOYED = True
    for name, value in values.items():
        setattr(settings, name, value)
    assert [each.id for each in checks.mail(None)] == codes_found
