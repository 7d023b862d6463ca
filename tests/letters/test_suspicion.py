"""The report of a suspected counterfeit: what is on record decides whether it fits, and what it says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from claimguide.evidence import contacts
from claimguide.law.citations import cite
from claimguide.letters import render
from claimguide.letters.compose import compose, reason_not_to, suspicion, violations
from claimguide.letters.compose.clue_words import admitted, clues_in
from claimguide.letters.compose.source import Source
from claimguide.letters.compose.wording import plain

from .reading import text_of
from .stories import TODAY, case_of, story

TYPED = [
    # (what the consumer typed, what of it is a clue)
    ("我觉得是假的", ""),
    ("应该是假货吧。", ""),
    ("感觉不是正品", ""),
    ("买到假货了！这家店卖假货", ""),
    ("手表是假的", ""),
    ("我怀疑这件羽绒服是高仿", ""),
    ("肯定不是真品。要求退一赔三", ""),
    ("I think it is fake.", ""),
    ("It's a counterfeit", ""),
    ("", ""),
    ("防伪码扫不出来", "防伪码扫不出来。"),
    ("包装上没有防伪码，我觉得是假的", "包装上没有防伪码。"),
    ("肯定是假货。吊牌的字体与专柜的不同。", "吊牌的字体与专柜的不同。"),
    ("品牌客服答复，不是正品", "品牌客服答复，不是正品。"),
    ("经专柜鉴定，是假货", "经专柜鉴定，是假货。"),
    ("标签是假的", "标签是假的。"),
    ("专柜卖2980元，这里只卖199元", "专柜卖2980元，这里只卖199元。"),
    ("经检测，手串的木材为科檀", "经检测，手串的木材为科檀。"),
    ("The label names no maker", "The label names no maker。"),
]


@pytest.mark.parametrize(("typed", "clue"), TYPED)
def test_a_belief_is_no_clue(typed: str, clue: str) -> None:
    assert "".join(clues_in(typed)) == clue


ANSWERS = [
    ("我们这款是高仿", True),
    ("亲，这个是复刻版哦", True),
    ("我们不是专柜正品，是原单", True),
    ("没有品牌授权", True),
    ("我们不能保证正品", True),
    ("保证正品", False),
    ("我们从不卖高仿", False),
    ("绝无仿品", False),
    ("如果不是正品您可以投诉", False),
    ("不是正品赔十倍", False),
    ("不是正品吗？", False),
    ("请先鉴定再说", False),
    ("", False),
]


@pytest.mark.parametrize(("answer", "admits"), ANSWERS)
def test_only_a_plain_admission_of_the_seller_is_a_clue(answer: str, admits: bool) -> None:
    assert bool(admitted(answer)) is admits


def shoes(**told: Any) -> dict[str, Any]:
    """A counterfeit that is suspected and no more: nothing found, shown or answered."""
    made = story("bracelet")
    made["problems"] = ["counterfeit"]
    made["purchase"] |= {"channel": "platform_shop", "goods_kind": "clothing", "goods_name": "运动鞋"}
    made["problem"] = {"reality": "", "seller_words": ""}
    made["promise"], made["contacts"] = {}, []
    made["dealings"] = {"wanted": "refund"}
    made["exhibits"] = [("订单截图", "buying", 1)]
    for part, values in told.items():
        made[part] = {**made[part], **values} if isinstance(values, dict) else values
    return made


CLUE, OPERATOR, VIOLATION = "concrete clue", "business or a private", "Nothing you told"
ON_RECORD: list[tuple[str, dict[str, Any], str]] = [
    ("nothing", {}, CLUE),
    ("misled, which no report needs", {"problem": {"misled_into_buying": "yes"}}, CLUE),
    ("a belief", {"problem": {"reality": "我觉得是假的"}}, CLUE),
    ("a belief among the clues", {"plans": {"report_clues": "肯定是假货"}}, CLUE),
    ("an untrue statement without a clue", {"problem": {"false_statement": "yes"}}, CLUE),
    ("the seller stands by it", {"dealings": {"reply_text": "保证正品"}}, CLUE),
    ("a picture of the order", {"exhibits": [("订单截图", "buying", 1)]}, CLUE),
    ("found on the goods", {"problem": {"reality": "鞋盒上没有防伪码"}}, ""),
    ("told as a clue", {"plans": {"report_clues": "专柜卖899元，这里卖99元"}}, ""),
    ("no papers", {"problem": {"seller_showed_source": "no"}}, ""),
    ("papers", {"problem": {"seller_showed_source": "yes"}}, CLUE),
    ("admitted", {"dealings": {"reply_text": "我们是原单，不是专柜正品"}}, ""),
    ("shown", {"exhibits": [("防伪码查询结果", "defect", 1)]}, ""),
    ("bought to sell on", {"purchase": {"purpose": "resale"}, "problem": {"reality": "鞋标的字母拼错"}}, ""),
    ("not misled", {"problem": {"misled_into_buying": "no", "reality": "鞋标的字母拼错"}}, ""),
    ("did not know", {"problem": {"seller_knew": "no", "reality": "鞋标的字母拼错"}}, ""),
    ("unknown kind of shop", {"purchase": {"seller_kind": ""}, "problem": {"reality": "鞋标的字母拼错"}}, ""),
    (
        "private",
        {"purchase": {"seller_kind": "private"}, "problem": {"reality": "鞋标的字母拼错"}},
        "private person",
    ),
    (
        "whoever sells second-hand",
        {
            "purchase": {"seller_kind": "", "channel": "second_hand_platform"},
            "problem": {"reality": "鞋标的字母拼错"},
        },
        OPERATOR,
    ),
    (
        "only a flaw of the label",
        {"problem": {"label_flaw_only": "yes", "reality": "标签少印一个字"}},
        VIOLATION,
    ),
    ("a drug without a clue", {"purchase": {"goods_kind": "drug"}}, CLUE),
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "reason"), [row[1:] for row in ON_RECORD], ids=[row[0] for row in ON_RECORD]
)
def test_what_is_on_record_decides_whether_it_can_be_reported(told: dict[str, Any], reason: str) -> None:
    source = Source.of(case_of(shoes(**told)), TODAY)
    with translation.override("en"):
        said = str(reason_not_to(source, "report"))
    assert reason in said
    assert bool(said) is bool(reason)
    assert suspicion.lacks_clue(source) is (reason == CLUE)
    named = [row.problem for row in violations.found(source)]
    assert named == ([] if reason else ["counterfeit"])


def report_of(**told: Any) -> str:
    return text_of(render.html(compose(case_of(shoes(**told)), "report", TODAY)))


@pytest.mark.django_db
def test_it_is_told_as_a_suspicion_with_the_clues_and_asks_for_an_examination() -> None:
    said = report_of(
        problem={"reality": "肯定是假货。鞋盒上没有防伪码，就是假的", "seller_showed_source": "no"},
        plans={"report_clues": "我觉得是高仿。专柜卖899元"},
        exhibits=[("鞋盒照片", "defect", 2)],
    )
    assert "商品涉嫌假冒。" in said
    assert "具体线索是：鞋盒上没有防伪码（见证据1）。" in said
    assert "被举报人未能提供合法的进货凭证、检验报告或者品牌授权。" in said
    assert "专柜卖899元。" in said
    assert "需要对商品进行检测、鉴定，或者请权利人辨认、鉴别的，依法办理（依据：" in said
    assert "《市场监督管理行政处罚程序规定》第三十条第二款、第三十二条" in said
    assert "以假充真，请贵局依照上述规定核查处理" in said
    for alleged in ("假货", "假的", "高仿", "实际情况是", "构成"):
        assert alleged not in said


@pytest.mark.django_db
def test_an_admission_is_quoted_with_its_day_and_its_own_exhibit_and_without_talk_of_money() -> None:
    told = shoes(exhibits=[("订单截图", "buying", 1), ("其他聊天", "notice", 1), ("聊天记录", "notice", 2)])
    answer = "亲，我们是原单，不是专柜正品。可以给您退款"
    told["contacts"] = [(TODAY.replace(day=2), "chat", "这鞋是正品吗，要求退一赔三", answer)]
    case = case_of(told)
    contacts.tie(case.contacts.get(), case.exhibits.get(title="聊天记录"))
    content = compose(case, "report", TODAY)
    paragraphs = [plain(each) for fact in content.facts for each in fact.paragraphs]
    quoted = "2026年11月2日，被举报人通过平台聊天答复：“亲，我们是原单，不是专柜正品”（见证据3）。"
    assert quoted in paragraphs
    assert [row.title for row in content.exhibits] == ["订单截图", "聊天记录"]
    assert not any("退" in each for each in paragraphs)
    assert content.gaps() == ()


@pytest.mark.django_db
def test_a_picture_alone_still_has_to_be_told_of_in_words() -> None:
    told = shoes(exhibits=[("防伪码查询结果", "defect", 1)])
    assert "reality" in compose(case_of(told), "report", TODAY).gaps()


@pytest.mark.django_db
def test_a_suspicion_without_a_clue_is_not_named_beside_another_violation() -> None:
    told = shoes(problem={"false_statement": "yes", "misled_into_buying": "yes", "reality": "我觉得是假的"})
    told["problems"] = ["counterfeit", "price_fraud"]
    source = Source.of(case_of(told), TODAY)
    assert "counterfeit" not in [row.problem for row in violations.found(source)]
    assert "涉嫌假冒" not in text_of(render.html(compose(source.case, "report", TODAY)))


def test_its_rules_are_on_file_and_in_force() -> None:
    shipped = json.loads((settings.BASE_DIR / "fixtures" / "articles.json").read_text())
    on_file = {(row["fields"]["statute"][0], row["fields"]["article"]) for row in shipped}
    for citation in cite(*suspicion.RULES):
        assert (citation.key, citation.article) in on_file, citation.code
        assert citation.in_force(TODAY), citation.code
