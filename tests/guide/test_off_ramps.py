"""Where to turn instead: every page rests on checked law, names no unchecked number as certain, is found."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from claimguide.cases.models import CaseProblem
from claimguide.cases.vocab import ProblemKind, SellerKind
from claimguide.guide.off_ramp_pages import words
from claimguide.law.citations import cite
from claimguide.law.off_ramps import OFF_RAMPS
from claimguide.reference.models import Article
from claimguide.reference.search import index
from claimguide.reference.search.query import find
from claimguide.reference.selectors import articles_for_all, channels

from .steps_a import answered, post, told

pytestmark = pytest.mark.django_db
CODES = [ramp.code for ramp in OFF_RAMPS]


def read(client, url: str, language: str = "zh-hans") -> str:
    client.cookies["django_language"] = language
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_off_ramp_has_its_words_and_no_words_are_left_over():
    assert list(words()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_of_law_rests_on_checked_articles_in_force(code):
    for rule in words()[code].rules:
        citations = cite(*rule.articles)
        rows = articles_for_all(citations)
        assert citations, rule.text.zh
        assert all(each.in_force(timezone.localdate()) for each in citations)
        assert all(rows[each] and all(row.printable for row in rows[each]) for each in citations)


@pytest.mark.parametrize("code", CODES)
def test_the_words_accuse_threaten_and_promise_nothing(code):
    said = words()[code]
    texts = [
        said.lead,
        *said.first,
        *said.bring,
        *said.here,
        *(rule.text for rule in said.rules),
        *(text for place in said.turns for text in (place.who, place.purpose)),
    ]
    for text in texts:
        assert [word for word in ("构成欺诈", "必将", "一定能", "曝光", "你") if word in text.zh] == []
        assert max(len(part) for part in re.split("[。：；]", text.zh)) <= 60, text.zh


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_answer_that_is_quoted_is_one_the_case_offers(language):
    with override(language):
        offered = {str(label) for choices in (ProblemKind, SellerKind) for _value, label in choices.choices}
    said = [text.in_language(language) for page in words().values() for text in page.here]
    quoted = {answer for text in said for answer in re.findall("“([^”]+)”", text)}
    assert len(quoted) == 3
    assert quoted <= offered


def test_every_way_that_is_named_is_on_file():
    named = {place.channel for said in words().values() for place in said.turns} - {""}
    assert {way.slug for way in channels(*named)} == named


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("code", CODES)
def test_a_page_tells_all_without_a_case(client, django_assert_max_num_queries, code, language):
    with django_assert_max_num_queries(4):
        text = read(client, reverse("guide:off_ramp", args=[code]), language)
    said = words()[code]
    for each in (said.lead, *said.first, *said.bring, *said.here, *(rule.text for rule in said.rules)):
        shown = each.zh if language == "zh-hans" else each.en
        assert shown.replace("'", "&#x27;") in text
    assert text.count('<a href="/law/') >= len(said.rules)


def test_a_number_that_was_not_checked_is_marked(client):
    text = read(client, reverse("guide:off_ramp", args=["crime"]))
    number = text.index('<span class="nums">96110')
    assert "未核实" in text[number : number + 120]


def test_a_sentence_whose_articles_are_not_checked_is_left_out(client):
    Article.objects.filter(statute__key="shixiao_guiding").update(status="memory")
    text = read(client, reverse("guide:off_ramp", args=["crime"]))
    assert words()["crime"].rules[0].text.zh not in text
    assert words()["crime"].rules[1].text.zh in text


def test_the_list_leads_to_each_and_help_leads_to_the_list(client):
    text = read(client, reverse("guide:off_ramps"))
    for code in CODES:
        assert reverse("guide:off_ramp", args=[code]) in text
    for page in ("core:help", "reference:who"):
        assert reverse("guide:off_ramps") in read(client, reverse(page))


def test_an_unknown_page_is_not_there(client, browser, case):
    assert client.get(reverse("guide:off_ramp", args=["nothing"])).status_code == 404
    assert browser.get(reverse("guide:case_off_ramp", args=[case.pk, "nothing"])).status_code == 404


@pytest.mark.parametrize("asked", ["报警", "充值", "海淘", "住院", "闲鱼", "进货", "骚扰电话"])
def test_people_find_a_page_by_their_own_words(asked):
    index.refresh()
    with override("zh-hans"):
        hits = [hit.entry.key for group in find(asked) if group.kind == "help" for hit in group.hits]
    assert [key for key in hits if key.startswith("elsewhere-")]


def test_a_case_shows_it_on_the_task_list_the_steps_and_the_exhibits(browser, case):
    told(case)
    answered(case, "law/problem")
    home, step = reverse("guide:case", args=[case.pk]), reverse("guide:step", args=[case.pk, "law"])
    board = reverse("evidence:board", args=[case.pk])
    link = reverse("guide:case_off_ramp", args=[case.pk, "injury"])
    assert not any(link in read(browser, url) for url in (home, board))
    CaseProblem.objects.create(case=case, kind="injury")
    for url in (home, step, board):
        assert link in read(browser, url)


def test_the_answer_that_led_there_can_be_changed(browser, case, page_url):
    told(case)
    CaseProblem.objects.create(case=case, kind="injury")
    case.purchase.cross_border = "yes"
    case.purchase.save()
    home = reverse("guide:case", args=[case.pk])
    assert f"{page_url('law/problem')}?next=" in read(
        browser, reverse("guide:case_off_ramp", args=[case.pk, "injury"])
    )
    question = page_url("law/q-cross-border")
    assert question in read(browser, reverse("guide:case_off_ramp", args=[case.pk, "cross-border"]))
    read(browser, question)
    assert post(browser, f"{question}?next={home}", case, cross_border="no").url == home
    case.purchase.refresh_from_db()
    assert case.purchase.cross_border == "no"


def test_a_closed_case_offers_no_change(browser, case, page_url):
    told(case)
    case.purchase.cross_border = "yes"
    case.purchase.save()
    type(case).objects.filter(pk=case.pk).update(state="settled")
    text = read(browser, reverse("guide:case_off_ramp", args=[case.pk, "cross-border"]))
    assert page_url("law/q-cross-border") not in text


def test_a_question_that_decides_nothing_and_was_not_answered_is_not_asked(browser, case, page_url):
    assert browser.get(page_url("law/q-minor-age")).status_code == 404
