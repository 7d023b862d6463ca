"""The public pages on the grounds of a claim: every one there, in both languages, each article in force."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from claimguide.guide.grounds_pages import sections, words
from claimguide.law.grounds import GROUNDS

pytestmark = pytest.mark.django_db
CODES = [ground.code for ground in GROUNDS]


def read(client, path: str, language: str) -> str:
    client.cookies["django_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_words_are_of_the_grounds_of_the_law_room():
    assert set(words()) == set(CODES)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_list_leads_to_every_ground(client, language):
    text = read(client, reverse("guide:grounds"), language)
    assert [code for code in CODES if reverse("guide:ground", args=[code]) not in text] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("ground", GROUNDS, ids=CODES)
def test_a_ground_says_what_must_be_true_and_what_may_be_asked(client, ground, language):
    text = read(client, reverse("guide:ground", args=[ground.code]), language)
    assert (ground.title.en if language == "en" else ground.title.zh) in text
    assert "/law/" in text
    if language == "zh-hans":
        assert words()[ground.code].summary.zh in text


@pytest.mark.parametrize("ground", GROUNDS, ids=CODES)
def test_a_ground_cites_only_what_was_in_force(ground):
    told = {citation for each in sections(ground, dt.date(2026, 11, 23)) for citation, _ in each.lines}
    before = {citation for each in sections(ground, dt.date(2016, 1, 1)) for citation, _ in each.lines}
    assert told
    assert not {citation.key for citation in before} & {"minfadian", "dianshangfa", "xiaobao_tiaoli"}


@pytest.mark.parametrize("ground", GROUNDS, ids=CODES)
def test_the_words_accuse_and_promise_nothing(ground):
    own = [text.zh for each in sections(ground, dt.date(2026, 11, 23)) for text in each.texts]
    said = "".join([words()[ground.code].summary.zh, *own])
    assert [word for word in ("构成欺诈", "必将", "一定能", "曝光", "你") if word in said] == []


def test_an_unknown_ground_is_not_found(client):
    assert client.get("/grounds/nothing/").status_code == 404


def test_the_pages_ask_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("guide:ground", args=["food"]))


def test_the_rights_card_and_every_foot_of_a_page_lead_here(client):
    text = client.get(reverse("guide:check"), {"problems": "counterfeit", "card": "1"}).content.decode()
    assert reverse("guide:grounds") in text
    assert reverse("guide:ground", args=["fraud"]) in text
