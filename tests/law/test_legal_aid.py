"""What one may expect of legal aid: a table of answers, and every sentence on checked articles in force."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from claimguide.law import Facts
from claimguide.law.legal_aid import Asked, outlook, topic_of

ON = date(2026, 11, 28)
VERDICTS = [
    # topic, hardship, group, agent, verdict
    ("food_drug_injury", "yes", "none", "no", "likely"),
    ("food_drug_injury", "no", "no_income", "no", "likely"),
    ("food_drug_injury", None, "relief", "no", "likely"),
    ("food_drug_injury", None, None, "no", "may"),
    ("food_drug_injury", "yes", "none", None, "may"),
    ("food_drug_injury", "yes", "none", "yes", "unlikely"),
    ("food_drug_injury", "no", "none", "no", "unlikely"),
    ("food_drug_injury", "no", None, "no", "unlikely"),
    ("other_injury", "yes", "none", "no", "may"),
    ("other_injury", "no", "none", "no", "unlikely"),
    ("crime_victim", "yes", "none", "no", "may"),
    ("crime_victim", None, None, None, "may"),
    ("crime_victim", "yes", "none", "yes", "unlikely"),
    ("purchase", "yes", "relief", "no", "unlikely"),
    ("purchase", None, None, None, "unlikely"),
]


@pytest.mark.parametrize(("topic", "hardship", "group", "agent", "verdict"), VERDICTS)
def test_a_verdict_follows_from_the_answers(topic, hardship, group, agent, verdict):
    assert outlook(Asked(topic, hardship, group, agent), ON).verdict == verdict


def every_answer():
    topics = ("food_drug_injury", "other_injury", "crime_victim", "purchase")
    tri = ("yes", "no", None)
    for each in product(topics, tri, ("no_income", "relief", "none", None), tri, tri):
        yield Asked(*each)


def test_every_sentence_stands_on_an_article_in_force():
    for asked in every_answer():
        found = outlook(asked, ON)
        points = [*found.reasons, *found.next_steps]
        assert len({point.text for point in points}) == len(points)
        assert all(point.citations for point in points), asked


def test_advice_for_everybody_is_named_first_whatever_the_verdict():
    for asked in every_answer():
        assert outlook(asked, ON).next_steps[0].citations[0].code == "falv_yuanzhu:23"


@pytest.mark.parametrize(("last_days", "told"), [("yes", True), ("no", False), (None, False)])
def test_few_days_are_spoken_of_only_where_few_are_left(last_days, told):
    found = outlook(Asked("purchase", None, None, None, last_days), ON)
    assert any(each.code == "falv_yuanzhu:44" for p in found.next_steps for each in p.citations) is told


def test_before_the_law_was_in_force_it_is_not_cited():
    found = outlook(Asked("purchase", None, None, None), date(2021, 12, 31))
    assert not any(each.key == "falv_yuanzhu" for p in found.reasons for each in p.citations)


@pytest.mark.parametrize(
    ("known", "topic"),
    [
        ({}, "purchase"),
        ({"goods_kind": "food", "harm": "none", "problems": ["injury"]}, "purchase"),
        ({"goods_kind": "food", "harm": "property"}, "purchase"),
        ({"goods_kind": "food", "harm": "bodily"}, "food_drug_injury"),
        ({"goods_kind": "drug", "problems": ["injury"]}, "food_drug_injury"),
        ({"goods_kind": "cosmetics", "harm": "serious"}, "other_injury"),
        ({"goods_kind": "appliance", "harm": "death"}, "other_injury"),
    ],
)
def test_the_topic_of_a_case_comes_from_its_facts(known, topic):
    assert topic_of(Facts.from_mapping(known)) == topic
