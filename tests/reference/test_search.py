"""The search: two characters are enough, the best comes first, and what staff change is found at once."""

from __future__ import annotations

import logging

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from claimguide.core.models import Counter, Mark
from claimguide.reference.models import Article, SearchEntry, SearchGram
from claimguide.reference.search import index, views
from claimguide.reference.search.marking import excerpt, marked
from claimguide.reference.search.query import find
from claimguide.reference.search.words import grams, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(reference):
    index.refresh()


def first(query: str) -> tuple[str, str]:
    """Kind and key of the best hit."""
    with override("zh-hans"):
        entry = find(query)[0].hits[0].entry
    return entry.kind, entry.key


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("假货", ("ground", "fraud")),
        ("押金", ("term", "deposit")),
        ("七日无理由", ("term", "seven-day-return")),
        ("退货运费谁出", ("ground", "return7")),
        ("自动续费", ("ground", "autorenew")),
        ("淘宝", ("platform", "taobao")),
        ("京东", ("platform", "jd")),
        ("ＪＤ．ＣＯＭ", ("platform", "jd")),
        ("counterfeit", ("ground", "fraud")),
        ("SUBSCRIPTION", ("ground", "autorenew")),
        ("恢复码丢了", ("help", "lost-code")),
        ("消费者权益保护法", ("statute", "xiaobaofa")),
    ],
)
def test_the_best_comes_first(indexed, query, best):
    assert first(query) == best


@pytest.mark.parametrize("query", ["量子力学", "zzzz", "！！？", "　", "🙂", "%", "_", "'", '"; drop table'])
def test_what_is_not_there_is_not_found(indexed, query):
    assert find(query) == []


def test_one_character_is_enough_even_the_last_of_a_stretch(indexed):
    assert any(group.kind == "platform" for group in find("东"))


def test_every_article_is_found_by_each_two_characters_of_it(indexed):
    for entry in SearchEntry.objects.filter(kind="article").order_by("key")[::60]:
        held = set(entry.grams.values_list("gram", flat=True))
        chinese = [run for run in held if len(run) == 2 and not run.isascii()]
        assert chinese
        for pair in chinese:
            assert SearchGram.objects.filter(gram=pair, entry=entry).exists()
            assert pair in entry.title_zh + entry.body_zh


def test_words_are_cut_alike_whatever_their_width_and_case():
    assert grams("ＪＤ 京东 Ａ") == grams("jd 京东 a") == {"jd", "京东", "东", "a"}
    assert [each.gram for each in wanted("退货ＯＫ")] == ["退货", "ok"]
    assert len(wanted("退" * 500 + "abc " * 500)) <= 40


def test_hits_are_marked_and_nothing_is_lost():
    text = "ＪＤ的商品退货时运费由谁承担"
    assert [piece.text for piece in marked(text, "jd退货") if piece.hit] == ["ＪＤ", "退货"]
    assert "".join(piece.text for piece in marked(text, "运费")) == text
    assert [piece.text for piece in marked("refunds prefund", "refund") if piece.hit] == ["refund"]
    long = "甲" * 300 + "押金" + "乙" * 300
    shown = "".join(piece.text for piece in excerpt(long, "押金"))
    assert "押金" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 122


def test_characters_that_fold_to_several_are_marked_whole():
    assert [piece for piece in marked("㎏和ﬁ", "kg") if piece.hit] == [("㎏", True)]


def test_a_second_refresh_writes_nothing(indexed, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        assert index.refresh() == (0, 0)


def test_what_staff_change_is_found_and_what_they_delete_is_not(indexed, django_capture_on_commit_callbacks):
    article = Article.objects.get(statute__key="xiaobaofa", article=25, paragraph=0)
    article.summary_zh += "蓝鲸可以例外。"
    with django_capture_on_commit_callbacks(execute=True):
        article.save()
        article.save()
    assert first("蓝鲸") == ("article", "xiaobaofa:art-25")
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()
    assert find("蓝鲸") == []
    assert Mark.objects.get(name=index.MARK).value == index.FRESH


def test_an_article_that_was_not_compared_is_not_found(indexed):
    Article.objects.filter(statute__key="xiaobaofa", article=25).update(status="memory")
    assert index.refresh().removed == 1


def test_the_index_is_made_before_the_site_answers(reference, capsys):
    call_command("search_index")
    assert "500 article" in capsys.readouterr().out
    assert set(index.sizes()) >= {"ground", "help", "platform", "statute", "article"}


def read(client, query: str, language: str = "zh-hans", **more: str) -> str:
    cache.clear()
    client.cookies["django_language"] = language
    answer = client.get(reverse("reference:search"), {"q": query, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_groups_marks_and_leads_on(indexed, client):
    text = read(client, "退货")
    assert "<mark>退货</mark>" in text
    assert "kind=article" in text
    assert text.count("<h2>") >= 3
    more = read(client, "退货", kind="article")
    assert more.count('<li><a href="/law/') > 5
    assert "纠纷类型" not in more


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_without_a_hit_the_page_says_what_else_there_is(indexed, client, language):
    text = read(client, "量子力学", language)
    assert reverse("guide:grounds") in text
    for query in views.SUGGESTED:
        with override(language):
            assert find(str(query)), query


def test_chinese_is_found_on_the_english_page_and_said_to_be_chinese(indexed, client):
    assert '<p lang="zh-Hans">' in read(client, "运费", "en")


def test_what_is_typed_is_shown_as_text(indexed, client):
    text = read(client, "<script>alert(1)</script>")
    assert "<script>alert" not in text


def test_too_long_is_said_and_not_cut(indexed, client):
    text = read(client, "退" * 61)
    assert 'aria-invalid="true"' in text
    assert "退" * 61 in text
    assert "<mark>" not in text
    assert read(client, "a\0b")


def test_nothing_typed_is_logged_or_kept(indexed, client, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    read(client, "独角兽奶粉")
    assert "独角兽" not in caplog.text
    assert "%E7%8B%AC" not in caplog.text
    assert not [row for row in Counter.objects.values_list("key", flat=True) if "独角" in row]


def test_one_address_may_not_search_without_end(indexed, client, monkeypatch):
    monkeypatch.setattr(views, "PER_MINUTE", 2)
    answers = [client.get(reverse("reference:search"), {"q": "退货"}).status_code for _again in range(3)]
    assert answers == [200, 200, 429]
    assert client.get(reverse("reference:search")).status_code == 200


def test_a_search_costs_a_few_queries(indexed, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(reverse("reference:search"), {"q": "退货 运费 假货"})


@pytest.mark.parametrize("page", ["core:home", "core:help", "guide:grounds", "core:about"])
def test_the_search_can_be_reached(client, page):
    assert reverse("reference:search") in client.get(reverse(page)).content.decode()
