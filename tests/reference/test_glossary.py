"""The glossary: enough terms, in plain words, on checked articles in force, found and linked."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from claimguide.law.citations import cite
from claimguide.reference.glossary import terms
from claimguide.reference.models import Article
from claimguide.reference.search import index
from claimguide.reference.search.query import find
from claimguide.reference.selectors import articles_for_all

pytestmark = pytest.mark.django_db
NEEDED = {
    *("举证责任", "七日无理由", "三包", "惩罚性赔偿", "先行赔付", "连带责任", "诉讼时效", "管辖"),
    *("要素式起诉状", "涉嫌", "调解", "投诉与举报"),
}


def test_there_are_enough_terms_and_the_needed_ones():
    names = {term.name.zh for term in terms().values()}
    assert len(names) >= 40
    assert not NEEDED - names


@pytest.mark.parametrize("slug", list(terms()))
def test_a_term_rests_on_checked_articles_in_force(reference, slug):
    citations = cite(*terms()[slug].articles)
    assert citations
    found = articles_for_all(citations)
    for citation in citations:
        assert citation.in_force(timezone.localdate()), citation
        assert found[citation], citation
        assert all(row.printable for row in found[citation])


@pytest.mark.parametrize("slug", list(terms()))
def test_the_words_accuse_threaten_and_promise_nothing(slug):
    said = terms()[slug].meaning
    assert [word for word in ("构成欺诈", "必将", "一定能", "曝光", "你", "卖家") if word in said.zh] == []
    sentences = [part for part in re.split("[。：；]", said.zh) if part]
    assert max(map(len, sentences)) <= 70


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_each_term_with_its_articles(reference, client, language):
    client.cookies["django_language"] = language
    text = client.get(reverse("reference:glossary")).content.decode()
    for term in terms().values():
        assert f'id="{term.slug}"' in text
    assert text.count('<li><a href="/law/') >= len(terms())


def test_an_article_that_was_not_compared_is_left_out(reference, client):
    Article.objects.filter(statute__key="minsufa").update(status="memory")
    assert "/law/minsufa/#" not in client.get(reverse("reference:glossary")).content.decode()


def test_the_page_asks_the_database_a_fixed_number_of_times(reference, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse("reference:glossary"))


def test_each_term_is_found_by_its_name(reference):
    index.refresh()
    with override("zh-hans"):
        for slug, term in terms().items():
            groups = [group for group in find(term.name.zh) if group.kind == "term"]
            assert slug in {hit.entry.key for group in groups for hit in group.hits}, slug


def test_a_term_is_explained_where_it_appears():
    with override("zh-hans"):
        text = Template('{% load glossary %}{% explain "mediation" "suspected" %}').render(Context())
    assert "<details" in text
    assert terms()["mediation"].meaning.zh in text
    assert f"{reverse('reference:glossary')}#suspected" in text


def test_an_unknown_term_is_a_fault_of_the_page():
    with pytest.raises(KeyError):
        Template('{% load glossary %}{% explain "nothing" %}').render(Context())
