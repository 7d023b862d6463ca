"""Putting a consumer's changes onto a generated letter: the pure part, on a letter made by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from claimguide.letters import edits
from claimguide.letters.compare import differences, pieces
from claimguide.letters.content import (
    Alternative,
    Basis,
    Claim,
    ExhibitLine,
    Fact,
    LetterContent,
    Particular,
    Party,
    Run,
    Section,
    Table,
    Total,
)
from claimguide.letters.edits import Edit
from claimguide.letters.slips import slips

DAY = Run("2026年12月1日", "day")
REPLY = (Run("请于"), DAY, Run("前答复。"))
LATER = (Run("请于"), Run("2026年12月2日", "day"), Run("前答复。"))
WHO = Party("致", (Particular("名称", (Run("甲公司"),)),))


def letter(**other: Any) -> LetterContent:
    made = LetterContent(
        kind="seller",
        case_number="CG",
        title="函",
        date=dt.date(2026, 11, 24),
        law_date=dt.date(2026, 11, 24),
        addressee=WHO,
        sender=WHO,
        respondent=None,
        opening=(Run("因购买发生争议。"),),
        facts=(
            Fact(((Run("买了手串。"),), (Run("付了1,000.00元。"),)), (1, 2)),
            Fact(((Run("卖家说："), Run("原话", "gap", "promise_words"), Run("。")),)),
            Fact(((Run("收到后发现不符。"),),), (3,)),
        ),
        claims_intro="请求：",
        claims=(Claim((Run("退款。"),), ("1,000.00元",), "1,000.00元", "壹仟元整", ("第一条",)),),
        total=Total(("1,000.00元",), "1,000.00元", "壹仟元整"),
        alternatives=(Alternative("修理。", (), "0.00元"),),
        bases=(
            Basis("关于退款", "第一条规定退款。", ("第一条",)),
            Basis("关于质量", "第二条。", ("第二条",)),
        ),
        closing=(REPLY, (Run("请与本人联系。"),)),
        exhibits=(ExhibitLine(1, "订单", "购买事实", "1页"),),
        enclosures=("共1份",),
        notice="自行制作。",
        sections=(
            Section("经过", paragraphs=((Run("先说。"),),), points=((Run("第一点。"),), (Run("第二点。"),))),
            Section("表", table=Table(("项",), (("一",),), (100,))),
        ),
    )
    return dataclasses.replace(made, **other)


def change(place: str, now: str, content: LetterContent | None = None) -> Edit:
    block = edits.blocks(content or letter())[place]
    return Edit(f"k-{place}", place, block.marked, block.stored(now))


def added(place: str, now: str, key: str = "own") -> Edit:
    return Edit(key, place, edits.blocks(letter())[place].marked, now, added=True)


def done(*made: Edit, on: LetterContent | None = None) -> LetterContent:
    content = on or letter()
    return edits.apply(content, edits.settle(content, made))


def text(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def said(content: LetterContent, place: str) -> str:
    return edits.blocks(content)[place].text


PLACES = {
    "opening",
    "facts-0-0",
    "facts-0-1",
    "facts-2-0",
    "bases-0",
    "bases-1",
    "closing-0",
    "closing-1",
    "sections-0-paragraphs-0",
    "sections-0-points-0",
    "sections-0-points-1",
}


def test_every_paragraph_has_an_address_and_nothing_else_has() -> None:
    assert set(edits.blocks(letter())) == PLACES | {"facts-1-0"}


def test_without_edits_the_letter_is_the_generated_one() -> None:
    assert done() == letter()


@pytest.mark.parametrize("place", sorted(PLACES))
def test_each_part_takes_other_words(place: str) -> None:
    made = done(change(place, "我的话。"))
    assert said(made, place) == "我的话。"
    rest = {p: b.text for p, b in edits.blocks(made).items() if p != place}
    assert rest == {p: b.text for p, b in edits.blocks(letter()).items() if p != place}


@pytest.mark.parametrize("place", sorted(PLACES))
@pytest.mark.parametrize("now", ["", "请求赔偿9,999.00元。"])
def test_no_edit_touches_parties_claims_sums_exhibits_or_tables(place: str, now: str) -> None:
    before, after = letter(), done(change(place, now))
    for name in ("addressee", "sender", "claims", "total", "alternatives", "exhibits", "enclosures", "title"):
        assert getattr(before, name) == getattr(after, name)
    assert after.notice == before.notice
    assert [s.table for s in after.sections if s.table] == [s.table for s in before.sections if s.table]


@pytest.mark.parametrize(
    ("place", "count"),
    [("facts-2-0", "facts"), ("bases-1", "bases"), ("closing-1", "closing")],
)
def test_a_paragraph_taken_out_is_gone_and_the_rest_moves_up(place: str, count: str) -> None:
    made = done(change(place, ""))
    assert len(getattr(made, count)) == len(getattr(letter(), count)) - 1


def test_a_fact_keeps_its_exhibits_while_one_of_its_paragraphs_is_left() -> None:
    assert done(change("facts-0-1", "")).facts[0] == Fact(((Run("买了手串。"),),), (1, 2))
    assert done(change("facts-0-0", ""), change("facts-0-1", "")).facts[0] == letter().facts[1]


def test_a_section_goes_with_the_last_thing_it_said() -> None:
    places = ("sections-0-paragraphs-0", "sections-0-points-0", "sections-0-points-1")
    assert [s.heading for s in done(*(change(place, "") for place in places)).sections] == ["表"]


def test_lines_become_paragraphs_where_there_may_be_many() -> None:
    assert [text(p) for p in done(change("facts-2-0", "一。\n二。")).facts[2].paragraphs] == ["一。", "二。"]
    assert [text(p) for p in done(change("closing-1", "一。\n二。")).closing[1:]] == ["一。", "二。"]
    assert text(done(change("opening", "一。\n二。")).opening) == "一。二。"
    assert done(change("bases-0", "一。\n二。")).bases[0].text == "一。二。"


def test_an_added_paragraph_is_a_fact_of_its_own_without_exhibits() -> None:
    made = done(added("facts-0-1", "我补充一点。"))
    assert made.facts[1] == Fact(((Run("我补充一点。"),),))
    assert made.facts[0] == letter().facts[0]
    assert made.facts[2:] == letter().facts[1:]


@pytest.mark.parametrize("place", ["closing-0", "sections-0-paragraphs-0", "sections-0-points-0"])
def test_added_paragraphs_follow_their_neighbour_in_the_order_they_came(place: str) -> None:
    made = done(added(place, "甲。", "a"), added(place, "乙。", "b"))
    start, number = place.rsplit("-", 1)
    assert [said(made, f"{start}-{int(number) + 1 + i}") for i in range(2)] == ["甲。", "乙。"]


def test_an_added_paragraph_stays_when_its_neighbour_is_taken_out_or_changes() -> None:
    own = added("facts-2-0", "我补充一点。")
    assert done(own, change("facts-2-0", "")).facts[2].paragraphs == ((Run("我补充一点。"),),)
    other = letter(facts=letter().facts[:1])
    settled = edits.settle(other, [own])
    assert settled.loose == ()
    assert edits.apply(other, settled).facts[1].paragraphs == ((Run("我补充一点。"),),)


@pytest.mark.parametrize("place", ["opening", "bases-0"])
def test_nothing_is_added_among_the_statutes_or_before_the_facts(place: str) -> None:
    own = added(place, "我的话。")
    assert edits.settle(letter(), [own]).loose == (own,)


def test_a_fact_sheet_takes_no_fact_without_its_exhibit() -> None:
    own = added("facts-0-0", "我的话。")
    assert edits.settle(letter(kind="press"), [own]).loose == (own,)
    assert edits.settle(letter(kind="press"), [added("closing-0", "我的话。")]).loose == ()


def test_a_changed_sentence_makes_the_edit_loose_and_it_changes_nothing() -> None:
    edit = change("facts-2-0", "我的话。")
    facts = (*letter().facts[:2], Fact(((Run("收到后发现有异味。"),),), (3,)))
    other = letter(facts=facts)
    settled = edits.settle(other, [edit])
    assert settled.loose == (edit,)
    assert edits.apply(other, settled) == other


def test_a_paragraph_that_moved_keeps_its_edit() -> None:
    edit = change("facts-2-0", "我的话。")
    moved = letter(facts=(Fact(((Run("新的事实。"),),)), *letter().facts))
    assert said(done(edit, on=moved), "facts-3-0") == "我的话。"


def test_two_equal_paragraphs_leave_an_edit_that_moved_loose() -> None:
    edit = change("facts-2-0", "我的话。")
    twice = letter(facts=(letter().facts[2], letter().facts[2], letter().facts[0]))
    assert edits.settle(twice, [edit]).loose == (edit,)


def test_a_gap_is_not_written_over() -> None:
    block = edits.blocks(letter())["facts-1-0"]
    assert not block.editable
    assert not block.removable
    filled = letter(facts=(*letter().facts[:1], Fact(((Run("卖家说：原话。"),),)), *letter().facts[2:]))
    edit = change("facts-1-0", "", filled)
    assert edits.settle(letter(), [edit]).loose == (edit,)
    assert done(edit).gaps() == ("promise_words",)


def test_a_moving_day_goes_on_moving_where_the_words_still_hold_it() -> None:
    edit = change("closing-0", "望在2026年12月1日以前回复我。")
    tomorrow = letter(
        closing=((Run("请于"), Run("2026年12月2日", "day"), Run("前答复。")), *letter().closing[1:])
    )
    made = done(edit, on=tomorrow)
    assert text(made.closing[0]) == "望在2026年12月2日以前回复我。"
    assert made.closing[0][1].kind == "day"
    assert made.substance() == done(edit).substance()


def test_a_day_that_was_replaced_stays_as_typed() -> None:
    edit = change("closing-0", "望在2026年12月9日以前回复我。")
    assert text(done(edit).closing[0]) == "望在2026年12月9日以前回复我。"


def test_the_opening_may_be_reworded_but_not_taken_out() -> None:
    block = edits.blocks(letter())["opening"]
    assert block.editable
    assert not block.removable


@pytest.mark.parametrize(
    ("was", "now", "sums", "days", "articles"),
    [
        ("付1,000.00元。", "付款。", ("1,000.00元",), (), ()),
        ("付1,000.00元。", "付2,000.00元。", ("1,000.00元", "2,000.00元"), (), ()),
        ("于2026年1月2日。", "于当天。", (), ("2026年1月2日",), ()),
        ("15日内处理。", "处理。", (), ("15日内",), ()),
        ("《民法典》第五百七十七条规定", "法律规定", (), (), ("《民法典》", "第五百七十七条")),
        ("依法第八条第一款", "依法第八条第二款", (), (), ("第八条第一款", "第八条第二款")),
        ("第五十五条第一款第（二）项", "第五十五条", (), (), ("第五十五条第一款第（二）项", "第五十五条")),
        ("付1,000.00元，2026年1月2日", "2026年1月2日，我付了1,000.00元", (), (), ()),
    ],
)
def test_a_lost_or_new_figure_is_noticed(
    was: str, now: str, sums: tuple[str, ...], days: tuple[str, ...], articles: tuple[str, ...]
) -> None:
    found = slips(was, now)
    assert (found.sums, found.days, found.articles) == (sums, days, articles)
    assert bool(found) == bool(sums or days or articles)


def test_a_difference_gives_back_both_texts() -> None:
    found = pieces("收到后发现不符。", "收到当天发现完全不符。")
    assert "".join(p.text for p in found if p.sort != "new") == "收到后发现不符。"
    assert "".join(p.text for p in found if p.sort != "gone") == "收到当天发现完全不符。"


def test_two_letters_differ_in_the_paragraphs_that_say_something_else() -> None:
    tomorrow = letter(
        closing=((Run("请于"), Run("2026年12月2日", "day"), Run("前答复。")), *letter().closing[1:])
    )
    assert differences(letter(), tomorrow) == ()
    other = dataclasses.replace(done(change("facts-2-0", "收到后发现有异味。")), enclosures=())
    found = ["".join(p.text for p in each if p.sort != "new") for each in differences(letter(), other)]
    assert found == ["收到后发现不符。（证据3）", "共1份"]


def test_a_hostile_pair_of_texts_is_compared_in_time() -> None:
    """Equal characters over and over are what slows a comparison down."""
    assert pieces("啊" * 2000, "啊" * 1999 + "呀")[-1].text == "呀"


def test_chance_characters_do_not_break_up_a_replaced_stretch() -> None:
    found = pieces("贵方对该商品的宣传、说明为老料。", "我的话。")
    assert [(p.sort, p.text) for p in found] == [
        ("gone", "贵方对该商品的宣传、说明为老料"),
        ("new", "我的话"),
        ("same", "。"),
    ]
