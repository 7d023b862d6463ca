"""Recognition of refusals, measured on the table of sentences."""

from __future__ import annotations

from collections import Counter

import pytest

from claimguide.cases.vocab import ReplyKind
from claimguide.letters.compose.replies.recognise import folded, recognise

from .refusals import NOT_SAID, SAID

TABLE = SAID + NOT_SAID
LEAST_SENTENCES, LEAST_OF_A_KIND = 120, 3


@pytest.mark.parametrize(("said", "codes"), TABLE)
def test_a_sentence_is_read_as_the_refusals_in_it(said: str, codes: str) -> None:
    assert recognise(said) == tuple(codes.split())


def test_recall_and_precision_on_the_table() -> None:
    wanted = [set(codes.split()) for _said, codes in TABLE]
    found = [set(recognise(said)) for said, _codes in TABLE]
    right = sum(len(want & got) for want, got in zip(wanted, found, strict=True))
    assert len(TABLE) >= LEAST_SENTENCES
    assert right / sum(map(len, wanted)) == 1.0, "recall"
    assert right / sum(map(len, found)) == 1.0, "precision"


def test_every_refusal_stands_in_the_table_several_times() -> None:
    told = Counter(code for _said, codes in SAID for code in codes.split())
    unread = {ReplyKind.OTHER.value, ReplyKind.NONE.value, ReplyKind.AGREED.value}
    assert set(told) | unread == set(ReplyKind.values)
    assert [code for code in set(told) - unread if told[code] < LEAST_OF_A_KIND] == []


@pytest.mark.parametrize(
    "said",
    [
        "已拆封，不能退货",
        "已拆封 不能退货",
        "已拆封，\n不能退货！！",
        "「已拆封」，不能退货~",
        "已　拆封,不能退货",
    ],
)
def test_marks_spaces_and_full_width_forms_do_not_matter(said: str) -> None:
    assert recognise(said) == (ReplyKind.OPENED,)


def test_a_text_of_marks_alone_is_empty_and_refuses_nothing() -> None:
    assert folded("！！…… “ ”") == ""
    assert recognise("！！…… “ ”") == ()


def test_a_long_text_is_read_quickly() -> None:
    assert recognise("退款" * 500 + "运费" * 500 + "拆封了" * 300) == ()
