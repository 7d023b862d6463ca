"""Step 8: topics, the statutes a case rests on, what changed, and the letters a change touches."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claimguide.follow.models import PolicyWatch
from claimguide.follow.selectors import watch_of
from claimguide.guide.registry import get_step
from claimguide.guide.step import Status
from claimguide.guide.steps.policy import affected, statutes
from claimguide.letters.models import LetterVersion
from claimguide.reference.models import PolicyChange, Statute

from .steps_a import ago, answered, fresh_desk, post, result, told

BAD = [
    ({"topics": ["everything"], "notify": "none"}, "topics"),
    ({"topics": ["food"], "notify": ""}, "notify"),
    ({"topics": ["food"], "notify": "mail"}, "notify"),
]


@pytest.mark.parametrize(("data", "field"), BAD)
def test_bad_answers_are_named_at_their_field(browser, case, page_url, data, field):
    answer = post(browser, page_url("policy/topics"), case, **data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert 'value="food"' in answer.content.decode()
    assert watch_of(case) is None


def test_the_case_suggests_topics_and_the_answer_is_kept(browser, case, page_url):
    told(case)
    case.purchase.channel = "live_stream"
    case.purchase.save()
    shown = browser.get(page_url("policy/topics")).context["form"].initial["topics"]
    assert {"live", "platforms", "complaints"} <= set(shown)
    post(browser, page_url("policy/topics"), case, topics=["courts", "food"], notify="feed")
    watch = PolicyWatch.objects.get(case=case)
    assert (watch.topics, watch.notify) == (["food", "courts"], "feed")
    post(browser, page_url("policy/topics"), case, notify="none")
    watch.refresh_from_db()
    assert (watch.topics, watch.notify) == ([], "none")


def test_a_suggestion_taken_as_it_is_counts_as_an_answer(browser, case, page_url):
    given = {"topics": ["complaints", "platforms"], "notify": "calendar"}
    assert post(browser, page_url("policy/topics"), case, **given).status_code == 302
    assert watch_of(case).topics == ["complaints", "platforms"]


def test_the_case_rests_on_what_its_assessment_cites(case):
    told(case)
    found = statutes(fresh_desk(case))
    assert "第五十五条第一款" in found["xiaobaofa"] or "第二十四条第一款" in found["xiaobaofa"]
    assert all(places for places in found.values())


def letter(case, kind: str = "seller", days: int = 10, html: str = "", number: int = 1) -> LetterVersion:
    return LetterVersion.objects.create(
        case=case,
        kind=kind,
        number=number,
        content={},
        html=html,
        content_sha256=f"{kind}{number}",
        template_revision="1",
        law_date=ago(days),
        case_version=1,
    )


def change(key: str, days: int = 5, **more) -> PolicyChange:
    values = {
        "slug": f"test-{key}-{days}",
        "effective_on": ago(days),
        "statute": Statute.objects.get(key=key),
        "title_zh": "测试修改",
        "title_en": "Test change",
        "what_zh": "改了。",
        "what_en": "Changed.",
        **more,
    }
    return PolicyChange.objects.create(**values)


TOUCHED = [
    # The letter's age in days, the change's key and age, and whether the letter is affected.
    (10, "xiaobaofa", 5, "", True),
    (10, "xiaobaofa", 10, "", False),
    (10, "xiaobaofa", 11, "", False),
    (10, "xiaobaofa", 0, "", True),
    (10, "xiaobaofa", -1, "", False),
    (10, "yufu_jieshi", 5, "", False),
    (10, "tousu_jubao", 5, "依照《市场监督管理投诉举报处理办法》第十五条", True),
    (10, "tousu_jubao", 5, "没有提到", False),
]


@pytest.mark.parametrize(("days", "key", "since", "html", "is_touched"), TOUCHED)
def test_a_letter_is_affected_by_a_later_change_of_what_it_rests_on(case, days, key, since, html, is_touched):
    told(case)
    letter(case, days=days, html=html)
    change(key, since)
    assert bool(affected(fresh_desk(case))) is is_touched


def test_only_the_newest_version_counts(case):
    told(case)
    letter(case, days=10)
    letter(case, days=1, number=2)
    change("xiaobaofa", 5)
    assert affected(fresh_desk(case)) == []


def test_an_affected_letter_makes_the_step_ready_and_links_its_new_version(browser, case):
    step = get_step("policy")
    told(case)
    assert step.status(fresh_desk(case)) == Status.OPTIONAL
    answered(case, "policy/topics")
    assert step.status(fresh_desk(case)) == Status.DONE
    letter(case)
    change("xiaobaofa")
    assert step.status(fresh_desk(case)) == Status.READY
    assert "1" in step.line(fresh_desk(case))
    text = result(browser, case, "policy").content.decode()
    assert reverse("letters:review", args=[case.pk, "seller"]) in text
    assert "Test change" in text


def test_changes_are_counted_from_the_purchase(browser, case):
    told(case)
    answered(case, "policy/topics")
    old, new = change("xiaobaofa", 31), change("xiaobaofa", 29)
    shown = result(browser, case, "policy").context["changes"]
    assert new in shown
    assert old not in shown


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_result_renders_in_both_languages(browser, case, language):
    told(case)
    post(
        browser,
        reverse("guide:page", args=[case.pk, "policy", "topics"]),
        case,
        topics=["food"],
        notify="feed",
    )
    page = result(browser, case, "policy", language)
    text = page.content.decode()
    assert page.status_code == 200
    assert reverse("follow:dates", args=[case.pk]) in text
    assert "topic=food" in text
    assert ("changes.en.atom" in text) is (language == "en")
    assert page.context["foundations"]


def test_an_empty_case_still_gets_a_result(browser, case):
    answered(case, "policy/topics")
    page = result(browser, case, "policy")
    assert page.status_code == 200
    assert get_step("policy").line(fresh_desk(case)) == ""


def test_an_old_purchase_shows_the_version_of_its_day(browser, case):
    told(case)
    case.purchase.ordered_on, case.purchase.received_on = ago(2600), ago(2590)
    case.purchase.save()
    answered(case, "policy/topics")
    assert result(browser, case, "policy").status_code == 200


def test_queries_do_not_grow_with_changes_and_letters(browser, case, django_assert_max_num_queries):
    told(case)
    answered(case, "policy/topics")
    for number in range(3):
        letter(case, kind=("seller", "platform", "association")[number])
    for days in range(1, 9):
        change("xiaobaofa", days)
    with django_assert_max_num_queries(24):
        assert result(browser, case, "policy").status_code == 200


def test_the_page_begins_with_what_it_means_and_folds_the_statutes(browser, case):
    told(case)
    answered(case, "policy/topics")
    text = result(browser, case, "policy").content.decode()
    assert text.index("What it means for your case") < text.index("What changed since the purchase")
    assert "You need not do anything." in text
    assert text.index("<details", text.index("The law your case rests on")) < text.index("<table")
    change("xiaobaofa")
    assert "no letter needs a new version" in result(browser, case, "policy").content.decode()
    letter(case)
    assert "make a new version before you use it" in result(browser, case, "policy").content.decode()
