"""Saying that a letter went out: proof, taking it back, and the days that follow from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from claimguide.cases.models import Case, Event, Submission
from claimguide.cases.selectors import assessment
from claimguide.evidence.models import Exhibit, State
from claimguide.evidence.selectors import clean_exhibits
from claimguide.follow.selectors import dated_items
from claimguide.guide.desk import Desk
from claimguide.guide.registry import get_step
from claimguide.guide.step import Status
from claimguide.letters import deadlines, editing, services
from claimguide.letters.compose import delay
from claimguide.letters.compose.source import Source
from claimguide.letters.forms import SentForm
from claimguide.letters.kinds import TRAITS, Way
from claimguide.letters.models import LetterVersion, Sending
from claimguide.letters.outcome import sendings_of, unanswered_url
from claimguide.letters.review_page import drafted_of
from claimguide.letters.selectors import compare, is_out_of_date
from claimguide.letters.services import Proof
from claimguide.reference.selectors import work_calendar
from tests.plugins.whole import finish

from .stories import case_of, story

pytestmark = pytest.mark.django_db
Hold = Callable[..., Client]


@pytest.fixture
def bracelet(db: None) -> Case:
    return case_of(story("bracelet"))


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


def made(case: Case, kind: str = "seller") -> LetterVersion:
    return services.order(case, kind)


def url(version: LetterVersion, name: str = "status", *more: Any) -> str:
    return reverse(f"letters:{name}", args=[version.case_id, version.kind, version.pk, *more])


def test_every_way_of_every_kind_can_be_stored(bracelet: Case, today: dt.date) -> None:
    assert {way for traits in TRAITS.values() for way in traits.ways} == set(Way)
    version = made(bracelet, "association")
    assert services.mark_sent(version, today, Way.ONLINE).get_channel_display()
    with pytest.raises(ValueError, match="chat"):
        services.mark_sent(version, today, Way.CHAT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.create(letter=version, on=today, channel="pigeon")


def test_proof_is_kept_and_can_be_added_later(bracelet: Case, hold: Hold, today: dt.date) -> None:
    version = made(bracelet)
    browser, piece = hold(bracelet), Exhibit.objects.clean().filter(case=bracelet).order_by("position")[0]
    sent = {"on": today.isoformat(), "channel": "mail"}
    assert browser.post(url(version, "sent"), sent).status_code == 302
    proof = {"number": "ＥＭＳ 1234", "exhibit": str(piece.pk), "note": "  签收\u202e "}
    assert browser.post(url(version, "sent"), sent | proof).status_code == 302
    sending = Sending.objects.get()
    assert (sending.number, sending.note, sending.exhibit) == ("ＥＭＳ 1234", "签收", piece)
    page = browser.get(url(version)).content.decode()
    assert "ＥＭＳ 1234" in page
    assert "凭证：证据1" in page


SENT = dt.date(2026, 11, 2)
FIRST_REQUESTS = [
    ("kettle_repair", "email", "更换符合约定的同型号、同规格商品", "exchange"),
    ("review_gone", "chat", "免费修理该商品", "repair"),
    ("jade_live", "chat", "退还商品价款880.00元", "return"),
    ("jade_live", "mail", "退还商品价款880.00元", ""),
]


@pytest.mark.parametrize(("name", "channel", "asked", "demand"), FIRST_REQUESTS)
def test_the_log_says_what_the_letter_asked_for_and_a_delay_runs_from_it(
    name: str, channel: str, asked: str, demand: str
) -> None:
    told = story(name)
    told["contacts"] = []
    told["dealings"] |= {"asked_seller_on": None, "reply_kind": "none"}
    case = case_of(told)
    services.mark_sent(made(case), SENT, channel)
    case = Case.objects.get(pk=case.pk)
    assert case.contacts.get().said.endswith(f"所列请求处理：{asked}")
    late = delay.of(Source.of(case, dt.date(2026, 11, 18)))
    assert (late.demand if late and late.shows else "") == demand


def test_a_request_that_the_log_has_no_room_for_is_left_out(bracelet: Case) -> None:
    version = made(bracelet)
    version.content["claims"][0]["text"] = [{"text": "长" * 500, "kind": "", "field": ""}]
    services.mark_sent(version, SENT, Way.CHAT)
    assert bracelet.contacts.latest("pk").said.endswith("所列请求处理")


def test_only_a_clean_exhibit_of_the_same_case_is_proof(bracelet: Case, today: dt.date) -> None:
    other = Exhibit.objects.clean().filter(case=case_of(story("coat_return"))).first()
    refused = Exhibit.objects.filter(case=bracelet).order_by("-position")[0]
    Exhibit.objects.filter(pk=refused.pk).update(state=State.CHECKING)
    for piece in (other, refused):
        assert piece is not None
        sent = {"on": today.isoformat(), "channel": "mail", "exhibit": str(piece.pk)}
        assert "exhibit" in SentForm(sent, version=made(bracelet), exhibits=clean_exhibits(bracelet)).errors


def test_taking_it_back_takes_back_what_it_wrote(bracelet: Case, hold: Hold, today: dt.date) -> None:
    bracelet.dealings.asked_seller_on = None
    bracelet.dealings.save()
    version = made(bracelet)
    sending = services.mark_sent(version, today, "mail")
    assert bracelet.dealings.asked_seller_on == today
    browser = hold(bracelet)
    for _twice in range(2):
        assert browser.post(url(version, "unsent", sending.pk)).status_code == 302
    bracelet = Case.objects.get(pk=bracelet.pk)
    assert bracelet.state == "open"
    assert bracelet.dealings.asked_seller_on is None
    assert not bracelet.contacts.filter(removed_at=None, on=today).exists()
    assert Sending.objects.get().removed_at
    assert Event.objects.filter(case=bracelet, kind="letter_unsent").count() == 1
    assert services.mark_sent(LetterVersion.objects.get(), today, "mail").pk != sending.pk


def test_a_day_the_consumer_gave_since_stays(bracelet: Case, today: dt.date) -> None:
    bracelet.platform_conduct.complained_on = None
    bracelet.platform_conduct.identity_asked_on = None
    bracelet.platform_conduct.save()
    sending = services.mark_sent(made(bracelet, "platform"), today, "chat")
    conduct = Case.objects.get(pk=bracelet.pk).platform_conduct
    conduct.complained_on = today - dt.timedelta(days=3)
    conduct.save()
    services.take_back(Sending.objects.get(pk=sending.pk))
    conduct.refresh_from_db()
    assert conduct.complained_on == today - dt.timedelta(days=3)
    assert conduct.identity_asked_on is None
    assert not Submission.objects.filter(case=bracelet, removed_at=None, on=today).exists()


def test_the_case_waits_while_another_letter_is_out(bracelet: Case, today: dt.date) -> None:
    first = services.mark_sent(made(bracelet), today, "mail")
    services.mark_sent(made(bracelet, "platform"), today, "chat")
    services.take_back(Sending.objects.get(pk=first.pk))
    assert Case.objects.get(pk=bracelet.pk).state == "waiting"


def reply_day(version: LetterVersion, on: dt.date) -> dt.date | None:
    return deadlines.reply(services.mark_sent(version, on, "mail")).date


@pytest.mark.parametrize("kind", ["seller", "platform"])
def test_the_answer_is_due_on_the_day_the_letter_names(bracelet: Case, today: dt.date, kind: str) -> None:
    bracelet.dealings.reply_by = today + dt.timedelta(days=20)
    bracelet.dealings.save()
    assert reply_day(made(bracelet, kind), today) == today + dt.timedelta(days=20)


def test_a_letter_sent_after_its_day_waits_seven_days(bracelet: Case, today: dt.date) -> None:
    on = today + dt.timedelta(days=30)
    assert reply_day(made(bracelet), on) == on + dt.timedelta(days=7)


def test_the_day_follows_the_consumers_own_words(bracelet: Case, today: dt.date) -> None:
    for text, day in (("请尽快答复。", today + dt.timedelta(days=7)), ("请于2031年5月6日前答复。", None)):
        with editing.editor(bracelet, "seller") as editor:
            editor.change("closing-0", drafted_of(bracelet, "seller")[1].token("closing-0"), text)
        assert reply_day(made(bracelet), today) == (day or dt.date(2031, 5, 6))


def test_a_day_that_does_not_exist_is_no_day(bracelet: Case, today: dt.date) -> None:
    with editing.editor(bracelet, "seller") as editor:
        token = drafted_of(bracelet, "seller")[1].token("closing-0")
        editor.change("closing-0", token, "请于2031年13月40日前答复。")
    assert reply_day(made(bracelet), today) == today + dt.timedelta(days=7)


def test_an_association_has_no_statutory_days_and_12315_has(bracelet: Case, today: dt.date) -> None:
    sending = services.mark_sent(made(bracelet, "association"), today, "online")
    due = deadlines.due(sending, work_calendar())
    assert due.days == ()
    assert due.remark is not None
    assert not due.has_passed(today + dt.timedelta(days=999))
    Submission.objects.filter(pk=sending.submission_id).update(channel="12315_complaint")
    logged = deadlines.due(Sending.objects.get(pk=sending.pk), work_calendar())
    assert [day.code for day in logged.days] == ["accept", "mediate"]


def test_the_calendar_holds_the_day_once(bracelet: Case, today: dt.date) -> None:
    bracelet.dealings.reply_by = today + dt.timedelta(days=20)
    bracelet.dealings.save()
    sending = services.mark_sent(made(bracelet), today, "mail")
    items = dated_items(bracelet, assessment(bracelet, today), today)
    on_the_day = [item.code for item in items if item.date == bracelet.dealings.reply_by]
    assert on_the_day == [f"sending-{sending.pk}"]
    services.take_back(Sending.objects.get(pk=sending.pk))
    items = dated_items(bracelet, assessment(bracelet, today), today)
    assert "reply_by" in {item.code for item in items}


def test_no_answer_in_time_leads_to_the_next_step(bracelet: Case, today: dt.date) -> None:
    version = made(bracelet)
    services.mark_sent(version, today, "mail")
    sent = sendings_of(version)
    last = sent[0].due.days[0].date
    assert last is not None
    assert unanswered_url(version, sent, last) == ""
    after = last + dt.timedelta(days=1)
    assert unanswered_url(version, sent, after) == reverse("guide:step", args=[bracelet.pk, "platform"])
    bracelet.dealings.reply_kind = "none"
    bracelet.dealings.save()
    seller, case = get_step("seller"), Case.objects.get(pk=bracelet.pk)
    for page in seller.pages:
        services.record(case, "answered", None, page=seller.key(page), version=1)
    assert seller.status(Desk(case, last)) == Status.WAITING
    assert seller.status(Desk(case, after)) == Status.DONE
    assert "下一步" in str(seller.line(Desk(case, after)))


def test_a_letter_that_was_sent_says_so_when_the_case_moves_on(bracelet: Case, hold: Hold) -> None:
    version, browser = made(bracelet), hold(bracelet)
    task = reverse("guide:case", args=[bracelet.pk])
    index = reverse("letters:index", args=[bracelet.pk])
    for page in (url(version), task, index):
        assert "不一致" not in browser.get(page).content.decode()
    bracelet.purchase.order_number = "ANOTHER-1"
    bracelet.purchase.save()
    assert "案情已有变化" in browser.get(task).content.decode()
    assert "案情已有变化" in browser.get(index).content.decode()
    services.mark_sent(version, timezone.localdate(), "mail")
    page = browser.get(url(version)).content.decode()
    assert "您已寄出的这份函与现在的案情不一致" in page
    assert "<ins>" in page
    assert "与已寄出的不一致" in browser.get(task).content.decode()
    assert "与已寄出的不一致" in browser.get(index).content.decode()


@pytest.mark.parametrize("kind", ["seller", "platform", "association"])
def test_sending_a_letter_does_not_make_it_out_of_date(bracelet: Case, today: dt.date, kind: str) -> None:
    bracelet.dealings.asked_seller_on = None
    bracelet.dealings.save()
    bracelet.platform_conduct.complained_on = None
    bracelet.platform_conduct.save()
    bracelet.contacts.all().delete()
    bracelet.plans.no_other_body = "yes"
    bracelet.plans.save()
    if kind == "association":
        services.mark_sent(made(bracelet), today, "mail")
    version = made(Case.objects.get(pk=bracelet.pk), kind)
    services.mark_sent(version, today, version.traits.ways[0])
    version, case = LetterVersion.objects.get(pk=version.pk), Case.objects.get(pk=bracelet.pk)
    assert not is_out_of_date(version, case, today)
    assert not Desk(case, today).is_out_of_date(version)
    assert compare(version, Source.of(case, today)).changed == ()
    case.purchase.order_number = "ANOTHER-1"
    case.purchase.save()
    assert is_out_of_date(version, Case.objects.get(pk=bracelet.pk), today)
    assert Case.objects.get(pk=bracelet.pk).dealings.asked_seller_on == (
        None if kind == "platform" else today
    )


def test_older_versions_stay_with_their_day_and_their_fingerprint(
    bracelet: Case, hold: Hold, private: Path
) -> None:
    first = finish(made(bracelet))
    bracelet.purchase.order_number = "ANOTHER-1"
    bracelet.purchase.save()
    second = made(bracelet)
    page = hold(bracelet).get(url(second)).content.decode()
    assert first.pdf_sha256 in page
    assert url(first, "pdf") in page
    assert date_format(timezone.localtime(first.created_at), "DATETIME_FORMAT") in page


def test_a_refused_text_is_a_plain_error() -> None:
    with pytest.raises(ValidationError):
        editing.read_text("a\0")


def test_an_empty_proof_is_none() -> None:
    assert not Proof()
    assert Proof(number="1")
