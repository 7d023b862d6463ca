"""Citations: how they print, what they refuse, and on which days they may be used."""

import json
from datetime import date
from pathlib import Path

import pytest

import claimguide.law
from claimguide.law.citations import Citation, CitationNotInForce, cite, in_force, require_in_force
from claimguide.law.statutes import STATUTES

ROOT = Path(claimguide.law.__file__).parents[2]


@pytest.mark.parametrize(
    ("code", "full", "short"),
    [
        (
            "xiaobaofa:55(1)#6",
            "《中华人民共和国消费者权益保护法》第五十五条第一款第（六）项",
            "消保法第五十五条第一款第（六）项",
        ),
        ("minfadian:1260", "《中华人民共和国民法典》第一千二百六十条", "民法典第一千二百六十条"),
        (
            "zongze_jieshi:21",
            "《最高人民法院关于适用〈中华人民共和国民法典〉总则编若干问题的解释》第二十一条",
            "总则编解释第二十一条",
        ),
        (
            "wangxiao_jieshi:10",
            "《最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一）》第十条",
            "网络消费规定（一）第十条",
        ),
        (
            "xiaobaofa_1993:49",
            "《中华人民共和国消费者权益保护法》（1993年）第四十九条",
            "消保法（1993年）第四十九条",
        ),
    ],
)
def test_citations_print_in_full_and_short(code, full, short):
    citation = Citation.parse(code)
    assert (citation.zh, citation.short, citation.code) == (full, short, code)
    assert citation.text.zh == full
    assert citation.text.en == citation.en


def test_citations_print_in_english():
    assert Citation("xiaobaofa", 56, 1, 8).en == "Consumer Rights Protection Law, art. 56(1) item 8"
    assert Citation("minfadian", 148).en == "Civil Code, art. 148"


def test_citations_are_data():
    assert len({Citation("minfadian", 577), Citation.parse("minfadian:577")}) == 1
    assert sorted(cite("minfadian:577", "minfadian:5(2)"))[0].article == 5


@pytest.mark.parametrize(
    "code", ["minfadian", "minfadian:0", "minfadian:1261", "nosuchlaw:1", "minfadian:1(", ""]
)
def test_a_citation_points_at_something(code):
    with pytest.raises(ValueError, match=r"citation|article|statute"):
        Citation.parse(code)


@pytest.mark.parametrize(
    ("code", "day", "applies"),
    [
        ("xiaobaofa:55", "2014-03-14", False),
        ("xiaobaofa:55", "2014-03-15", True),
        ("xiaobaofa_1993:49", "2014-03-14", True),
        ("xiaobaofa_1993:49", "2014-03-15", False),
        ("hetongfa:111", "2020-12-31", True),
        ("hetongfa:111", "2021-01-01", False),
        ("minfadian:577", "2020-12-31", False),
        ("minfadian:577", "2021-01-01", True),
        ("xiaobao_tiaoli:12", "2024-06-30", False),
        ("xiaobao_tiaoli:12", "2024-07-01", True),
        ("wangluo_jiaoyi:18", "2025-04-18", False),
        ("wangluo_jiaoyi:19", "2025-04-18", True),
        ("wangluo_jiaoyi:18", "2025-05-01", True),
        ("fanbuzhengdang:9", "2025-10-14", False),
        ("fanbuzhengdang:9", "2025-10-15", True),
        ("shipinfa:41", "2025-11-30", False),
        ("shipinfa:148", "2025-11-30", True),
        ("shipinfa:41", "2025-12-01", True),
        ("tousu_jubao_2019:1", "2025-04-18", True),
        ("tousu_jubao:16", "2025-04-18", False),
        ("tousu_jubao:16", "2026-06-01", True),
        ("tousu_jubao_2019:1", "2026-06-01", False),
        ("hulianwang_fayuan_2018:2", "2025-11-01", False),
        ("hulianwang_fayuan_2018:5", "2025-11-01", True),
    ],
)
def test_an_article_applies_by_the_day(code, day, applies):
    citation = Citation.parse(code)
    on = date.fromisoformat(day)
    assert citation.in_force(on) is applies
    assert in_force([citation, citation], on) == ((citation,) if applies else ())
    if applies:
        require_in_force([citation], on)
    else:
        with pytest.raises(CitationNotInForce, match="not in force"):
            require_in_force([citation], on)


def shipped(name, model):
    rows = json.loads((ROOT / "fixtures" / f"{name}.json").read_text())
    return [row["fields"] for row in rows if row["model"] == f"reference.{model}"]


def test_statutes_are_those_staff_see():
    rows = {row["key"]: row for row in shipped("statutes", "statute")}
    assert {key: statute.title for key, statute in STATUTES.items()} == {
        key: row["title"] for key, row in rows.items()
    }


def test_versions_follow_one_another():
    for statute in STATUTES.values():
        ends = [date.min]
        for version in statute.versions:
            assert version.in_force_from > ends[-1], statute.key
            ends.append(version.in_force_until or date.max)


def written_citations():
    for source in Path(claimguide.law.__file__).parent.rglob("*.py"):
        for word in source.read_text().split('"'):
            if word.partition(":")[0] in STATUTES and ":" in word:
                yield Citation.parse(word)


def test_every_citation_in_the_rules_has_its_summary():
    """An article nobody summarised is an article nobody read. Repealed law is named for old cases only."""
    summarised = {(row["statute"][0], row["article"]) for row in shipped("articles", "article")}
    cited = {(each.key, each.article) for each in written_citations() if each.statute.verified}
    assert len(cited) > 40
    assert cited <= summarised
