"""Step 5 puts one thing first: by what was tried, the days that are left and how far the complaint is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from claimguide.cases.models import ContactEntry, Submission
from claimguide.guide.legal_move import BASIS, HURRY_DAYS, Move, Standing, move_for, standing
from claimguide.law.citations import cite
from claimguide.letters.compose.seller import REPLY_DAYS
from claimguide.reference.selectors import articles_for_all

from .steps_a import ago, answered, fresh_desk, result, today, told

pytestmark = pytest.mark.django_db


DONE = Standing(1000, seller="over", platform="over", mediation="over", court="open", complaint="ready")
MOVES = [
    ({"settled": True, "court": "waiting", "days_left": 1}, Move.SETTLED),
    ({"court": "waiting", "days_left": -5}, Move.IN_COURT),
    ({"court": "over", "days_left": -5}, Move.AFTER_COURT),
    ({"days_left": -1, "seller": "open"}, Move.EXPIRED),
    ({"days_left": 0, "seller": "open"}, Move.HURRY),
    ({"days_left": HURRY_DAYS, "mediation": "waiting"}, Move.HURRY),
    ({"days_left": HURRY_DAYS, "complaint": "unfit"}, Move.ADVICE),
    ({"days_left": HURRY_DAYS + 1, "seller": "open"}, Move.SELLER),
    ({"days_left": None, "seller": "open", "platform": "open"}, Move.SELLER),
    ({"seller": "waiting", "platform": "open"}, Move.WAIT_SELLER),
    ({"owes_money": True, "platform": "open"}, Move.ORDER),
    ({"owes_money": True, "seller": "waiting"}, Move.WAIT_SELLER),
    ({"platform": "open", "mediation": "open"}, Move.PLATFORM),
    ({"platform": "waiting", "mediation": "open"}, Move.WAIT_PLATFORM),
    ({"platform": "none", "mediation": "open"}, Move.MEDIATE),
    ({"mediation": "waiting"}, Move.WAIT_MEDIATION),
    ({"complaint": "unfit"}, Move.ADVICE),
    ({"complaint": "lacking"}, Move.FILL),
    ({"complaint": "ready"}, Move.MAKE),
    ({"complaint": "made"}, Move.FILE),
]


@pytest.mark.parametrize(("changed", "move"), MOVES)
def test_a_move_follows_from_the_standing(changed, move):
    assert move_for(replace(DONE, **changed)) is move


def test_every_move_is_reached():
    assert {move for _changed, move in MOVES} == set(Move)


@pytest.fixture
def reference_articles(db):
    return articles_for_all([each for codes in BASIS.values() for each in cite(*codes)])


def test_what_a_move_says_of_the_law_rests_on_checked_articles_in_force(reference_articles):
    for codes in BASIS.values():
        for citation in cite(*codes):
            assert citation.in_force(today())
            rows = reference_articles[citation]
            assert rows and all(row.printable for row in rows), citation


@pytest.mark.parametrize(
    ("channel", "state", "stage"),
    [
        ("platform", "sent", ("waiting", "open", "open")),
        ("platform", "refused", ("over", "open", "open")),
        ("12315_complaint", "accepted", ("open", "waiting", "open")),
        ("association", "ended", ("open", "over", "open")),
        ("court", "sent", ("open", "open", "waiting")),
        ("court", "refused", ("open", "open", "over")),
        ("other", "sent", ("open", "open", "open")),
    ],
)
def test_the_standing_reads_what_was_submitted(case, channel, state, stage):
    told(case)
    Submission.objects.create(case=case, channel=channel, on=today(), state=state)
    found = standing(fresh_desk(case), "ready")
    assert (found.platform, found.mediation, found.court) == stage


def test_the_standing_reads_how_the_seller_was_asked(case):
    told(case)
    case.dealings.asked_seller_on = None
    case.dealings.save()
    assert standing(fresh_desk(case), "ready").seller == "open"
    ContactEntry.objects.create(case=case, on=ago(3), channel="chat", said="请退货")
    assert standing(fresh_desk(case), "ready").seller == "over"
    case.dealings.reply_by = today()
    case.dealings.save()
    assert standing(fresh_desk(case), "ready").seller == "waiting"
    case.dealings.reply_kind = "agreed"
    case.dealings.save()
    found = standing(fresh_desk(case), "ready")
    assert (found.seller, found.owes_money) == ("over", True)
    case.dealings.wanted = "exchange"
    case.dealings.save()
    assert not standing(fresh_desk(case), "ready").owes_money


def test_the_days_left_count_to_the_earliest_end(case):
    told(case)
    long = standing(fresh_desk(case), "ready").days_left
    case.problems.create(kind="injury")
    short = standing(fresh_desk(case), "ready").days_left
    assert 900 < long < 1100
    assert 600 < short < long
    case.problem.discovered_on = None
    case.problem.save()
    assert standing(fresh_desk(case), "ready").days_left is None


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_step_begins_with_the_move(browser, case, language):
    told(case)
    answered(case, "legal/places", "legal/tried")
    page = result(browser, case, "legal", language)
    assert page.context["move"].move is Move.PLATFORM
    text = page.content.decode()
    assert text.index(reverse("guide:step", args=[case.pk, "platform"])) < text.index('class="answers"')


@pytest.mark.parametrize(
    ("days", "words", "stage"),
    [
        (None, "", "open"),
        (3, "", "waiting"),
        (REPLY_DAYS + 1, "", "over"),
        (3, "本次不支持您的诉求", "over"),
    ],
)
def test_a_complaint_that_step_4_tells_of_is_not_asked_for_again(case, days, words, stage):
    told(case)
    case.platform_conduct.complained_on = None if days is None else ago(days)
    case.platform_conduct.answer = words
    case.platform_conduct.save()
    assert standing(fresh_desk(case), "lacking").platform == stage
