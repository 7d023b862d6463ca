"""The home of a case: documents made and sent, the nearest day, the one next action; and its timeline."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from claimguide.cases.models import Party
from claimguide.follow.selectors import Dated
from claimguide.guide import home
from claimguide.guide.moves import WHY_CHANGED
from claimguide.guide.registry import get_step
from claimguide.guide.step import Status
from claimguide.guide.timeline import SHORT, Moment, Sort, moments, months
from claimguide.guide.timeline_picture import MOST_ROWS, ROOM, ROW, lines, picture
from claimguide.law.text import Text
from claimguide.letters import services as letters

from .steps_a import ago, answered, fresh_desk, today, told


def ahead(days: int) -> dt.date:
    return today() + dt.timedelta(days)


@pytest.fixture
def ready(case):
    """A case of which the letter to the seller can be made, everything about the seller answered."""
    told(case)
    Party.objects.create(case=case, role="seller", name="杭州某某商贸有限公司", phone="0571-88881234")
    Party.objects.create(case=case, role="consumer", name="王芳", phone="13800138000")
    case.dealings.reply_by = ahead(30)
    case.dealings.save()
    answered(case, *(f"seller/{slug}" for slug in ("party", "contacts", "remedy", "reply", "you")))
    return case


def action(case, *days):
    """What comes next where these are the days ahead."""
    desk = fresh_desk(case)
    desk.__dict__["dates"] = list(days)
    return home.next_action(desk, home.statuses(desk))


def page(browser, case, language: str = "en"):
    browser.cookies["django_language"] = language
    return browser.get(reverse("guide:case", args=[case.pk]))


def test_an_empty_case_begins_with_the_law(browser, case):
    assert action(case).step.slug == "law"
    shown = page(browser, case)
    assert shown.context["nearest"] is None
    assert shown.context["high"] == 0
    assert f'href="{reverse("guide:step", args=[case.pk, "law"])}"' in shown.content.decode()


def test_a_letter_the_case_no_longer_bears_out_is_looked_at_before_it_is_sent(browser, ready):
    letters.order(fresh_desk(ready).case, "seller")
    ready.purchase.price = 1
    ready.purchase.save()
    found = action(ready)
    assert found.url == reverse("letters:review", args=[ready.pk, "seller"])
    assert found.why == WHY_CHANGED
    shown = browser.get(reverse("guide:step", args=[ready.pk, "seller"]))
    assert shown.context["move"].move == "revise"
    assert f'class="btn btn-primary" href="{found.url}"' in shown.content.decode()


def test_a_letter_that_was_made_is_ready_until_it_is_sent(browser, ready):
    version = letters.order(fresh_desk(ready).case, "seller")
    step = get_step("seller")
    assert step.status(fresh_desk(ready)) == Status.READY
    shown = page(browser, ready).content.decode()
    assert "Made, not sent yet" in shown
    found = action(ready)
    assert found.step is step
    assert found.url == reverse("letters:status", args=[ready.pk, "seller", version.pk])
    letters.mark_sent(version, today(), "mail")
    assert step.status(fresh_desk(ready)) == Status.WAITING
    shown = page(browser, ready).content.decode()
    assert "Made, not sent yet" not in shown
    assert "Sent " in shown
    assert action(ready).step is not step


def test_the_version_that_was_sent_stays_named_beside_a_newer_one(ready):
    letters.mark_sent(letters.order(fresh_desk(ready).case, "seller"), today(), "mail")
    ready.purchase.shop_name = "另一家店"
    ready.purchase.save()
    newer = letters.order(fresh_desk(ready).case, "seller")
    desk = fresh_desk(ready)
    row = next(task for task in home.tasks(desk, home.statuses(desk), None) if task.step.slug == "seller")
    assert [bool(paper.sent_on) for paper in row.papers] == [False, True]
    assert row.papers[0].label == newer.title
    assert row.status == Status.WAITING


@pytest.mark.parametrize(("days", "decides"), [(home.SOON_DAYS, True), (home.SOON_DAYS + 1, False)])
def test_a_day_within_two_weeks_decides_what_comes_next(case, days, decides):
    told(case)
    answered(case, "seller/party")
    day = Dated("reply_by", ahead(days), Text("日", "An answer"), Text("算", "Counted"))
    with override("en"):
        found = action(case, day)
        assert ("A day is near: An answer" in str(found.why)) is decides
    assert (found.step.slug == "seller") is decides


def test_a_letter_not_sent_comes_before_the_day_of_its_answer(ready):
    version = letters.order(fresh_desk(ready).case, "seller")
    found = action(ready, Dated("reply_by", ahead(3), Text("日", "An answer"), Text("算", "Counted")))
    assert found.url == reverse("letters:status", args=[ready.pk, "seller", version.pk])


def test_an_answer_that_did_not_come_is_said_calmly(ready):
    version = letters.order(fresh_desk(ready).case, "seller")
    letters.mark_sent(version, today(), "mail")
    desk = fresh_desk(ready)
    later = type(desk)(desk.case, ahead(90))
    row = next(task for task in home.tasks(later, home.statuses(later), None) if task.step.slug == "seller")
    assert row.late is not None and row.late < later.today
    assert row.status == Status.DONE


def test_the_sum_stands_at_the_top_with_its_parts(browser, ready):
    shown = page(browser, ready)
    assert shown.context["high"] == fresh_desk(ready).assessment.claim_max > 0
    text = shown.content.decode()
    assert text.index("money-range") < text.index('class="tasks"')
    assert "1,234.00" in text


class TestTimeline:
    def url(self, case) -> str:
        return reverse("guide:timeline", args=[case.pk])

    def test_an_empty_case_says_where_to_begin(self, browser, case):
        text = browser.get(self.url(case)).content.decode()
        assert "story-line" not in text
        assert reverse("guide:step", args=[case.pk, "law"]) in text

    def test_everything_stands_in_order_of_day(self, browser, ready):
        ready.contacts.create(on=ago(19), channel="chat", said="要求退款", answer="不退")
        ready.submissions.create(on=ago(2), channel="platform", state="sent", number="A-1")
        letters.mark_sent(letters.order(fresh_desk(ready).case, "seller"), today(), "mail")
        found = moments(fresh_desk(ready))
        assert [each.on for each in found] == sorted(each.on for each in found)
        assert {each.sort for each in found} == {
            Sort.STORY, Sort.CONTACT, Sort.SUBMISSION, Sort.LETTER, Sort.DEADLINE,
        }  # fmt: skip
        # The sending wrote a line into the contacts: it is told once.
        assert sum(each.sort is Sort.CONTACT for each in found) == 1
        text = browser.get(self.url(ready)).content.decode()
        assert "要求退款" in text and "A-1" in text
        assert 'class="story-line__svg"' in text
        assert 'role="img"' in text

    def test_hostile_words_are_escaped(self, browser, ready):
        ready.contacts.create(on=ago(3), channel="chat", said="<script>alert(1)</script>", answer="")
        assert "<script>alert" not in browser.get(self.url(ready)).content.decode()

    def test_a_long_history_folds_by_month_and_unfolds_for_printing(self, browser, ready):
        for month in range(SHORT + 5):
            ready.contacts.create(on=ago(31 * month + 40), channel="phone", said="催促", answer="")
        desk = fresh_desk(ready)
        found = months(moments(desk), desk.today, unfolded=False)
        assert {each.open for each in found} == {True, False}
        assert all(each.open for each in found if each.first >= desk.today.replace(day=1))
        shown = browser.get(self.url(ready)).content.decode()
        assert 'href="?all=1"' in shown
        unfolded = browser.get(self.url(ready) + "?all=1").content.decode()
        assert len(re.findall("<details open", unfolded)) == len(found)
        assert 'href="?all=1"' not in unfolded

    def test_the_picture_marks_today_and_draws_months_for_many_days(self, ready):
        desk = fresh_desk(ready)
        few = picture(moments(desk), desk.today)
        assert [row.today for row in few.rows].count(True) == 1
        assert [row.y for row in few.rows] == sorted(row.y for row in few.rows)
        for day in range(MOST_ROWS + 3):
            ready.contacts.create(on=ago(day + 30), channel="phone", said="催促", answer="")
        many = picture(moments(fresh_desk(ready)), desk.today)
        assert len(many.rows) < MOST_ROWS
        assert [row.today for row in many.rows].count(True) == 1
        assert all(re.fullmatch(r"\d{4}年\d{1,2}月", row.when) for row in many.rows)

    @pytest.mark.parametrize(
        ("language", "day", "month"),
        [("zh-hans", "2026年10月6日", "2026年10月"), ("en", "6 Oct 2026", "October 2026")],
    )
    def test_the_picture_writes_days_as_the_page_does(self, language, day, month):
        first = dt.date(2026, 10, 6)
        few = [Moment(first, Sort.STORY, "下单")]
        many = [Moment(first - dt.timedelta(n), Sort.STORY, "下单") for n in range(MOST_ROWS + 1)][::-1]
        with override(language):
            assert [row.when for row in picture(few, first).rows] == [day]
            assert picture(many, first).rows[-1].when == month

    @pytest.mark.parametrize(
        ("text", "rest", "shown"),
        [
            ("Made: Letter to the seller", "", ("Made: Letter to the seller",)),
            (
                "Made: Complaint to the market regulator (12315)",
                " · 2 more",
                ("Made: Complaint to the market", "regulator (12315) · 2 more"),
            ),
            (
                "可以证明的第一次向商家提出要求的那一天，从这一天起算。",
                "",
                ("可以证明的第一次向商家提出要求的那", "一天，从这一天起算。"),
            ),
            ("一" * 17 + "，后面", "", ("一" * 16, "一，后面")),
            ("长" * 60, " · 还有1件", ("长" * 17, "长" * 17, "长" * 10 + "… · 还有1件")),
            ("长" * 15, " · 还有1件", ("长" * 15, "还有1件")),
        ],
    )
    def test_words_of_the_picture_wrap_between_words_or_characters(self, text, rest, shown):
        assert lines(text, ROOM, rest) == shown

    @pytest.mark.parametrize(("language", "words"), [("zh-hans", "下单 · 还有5件"), ("en", "下单 · 5 more")])
    def test_the_picture_says_in_words_what_it_leaves_to_the_list(self, language, words):
        several = [Moment(today(), Sort.STORY, "下单") for _each in range(6)]
        with override(language):
            row = picture(several, today()).rows[0]
        assert "".join(row.lines).endswith(words)

    def test_the_list_holds_what_the_picture_counts(self, browser, ready):
        for n in range(SHORT + 5):
            ready.contacts.create(on=ago(31 * (n % 3) + 40), channel="phone", said=f"催促{n}", answer="")
        text = browser.get(self.url(ready)).content.decode()
        assert text.count('class="timeline__item') == len(moments(fresh_desk(ready)))

    def test_rows_of_several_lines_push_the_next_ones_down(self):
        long, day = Moment(today(), Sort.DEADLINE, "期" * 40), dt.timedelta(1)
        drawn = picture([long, Moment(today() + day, Sort.STORY, "收货")], today())
        first, second = drawn.rows
        assert len(first.lines) > 1
        assert second.y == first.y + ROW + first.more
        assert drawn.height > second.y + second.more

    def test_there_is_no_picture_of_nothing(self, case):
        assert picture([], today()) is None


def test_proof_to_save_is_not_called_a_time_limit(ready):
    answered(ready, "law/problem", "law/goods", "law/order", "law/money", "law/dates", "law/story")
    chat = Dated("save-chat", ahead(3), Text("请保存：聊天记录", "Save: the chat"), Text("算", "Counted"))
    with override("en"):
        found = action(ready, chat)
        assert found.step.slug == "evidence"
        assert str(found.why).startswith("Save: the chat, by ")
