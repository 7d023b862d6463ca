"""Step 6: what its pages refuse, the fact sheet, the reports, and the checked text on the page."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from claimguide.cases.models import MediaLink, Party
from claimguide.cases.models import State as CaseState
from claimguide.cases.services import set_party
from claimguide.evidence.models import Exhibit, State
from claimguide.guide.registry import get_step
from claimguide.guide.reports import case_words, changes_naming, matched, own_words, searches
from claimguide.guide.step import Status

from .steps_a import answered, fresh_desk, post, result, told

LINK = {"url": "https://news.example.com/a", "title": "檀香阁被投诉", "outlet": "某报", "published_on": ""}
SAY = {"media_words": "", "speak_to_media": "undecided", "media_statement": ""}
BAD = [
    ("media/links", {**LINK, "url": "javascript:alert(1)"}, "url", "javascript:alert(1)"),
    ("media/links", {**LINK, "url": "http://127.0.0.1/x"}, "url", "127.0.0.1"),
    ("media/links", {**LINK, "url": ""}, "url", "檀香阁被投诉"),
    ("media/links", {**LINK, "title": ""}, "title", "news.example.com"),
    ("media/links", {**LINK, "published_on": "2099-1-1"}, "published_on", "2099-1-1"),
    ("media/statement", {**SAY, "speak_to_media": ""}, "speak_to_media", ""),
    ("media/statement", {**SAY, "media_words": "词" * 201}, "media_words", "词" * 201),
    ("media/statement", {**SAY, "media_statement": "字" * 2001}, "media_statement", "字" * 2001),
]


def send(browser, address, data):
    return browser.post(address, {"version": 1, "go": "continue", **data})


@pytest.mark.parametrize(("page", "data", "field", "kept"), BAD)
def test_bad_answers_are_named_at_their_field_and_kept(browser, case, page_url, page, data, field, kept):
    answer = send(browser, page_url(page), data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert kept in answer.content.decode()


def test_answers_are_kept(browser, case, page_url):
    send(browser, page_url("media/links"), {"go": "add", **LINK})
    assert MediaLink.objects.get(case=case).title == "檀香阁被投诉"
    given = {"media_words": "檀香阁，手串", "speak_to_media": "yes", "media_statement": "第一行\n第二行"}
    post(browser, page_url("media/statement"), case, **given)
    plans = fresh_desk(case).case.plans
    assert (plans.media_words, plans.speak_to_media, plans.media_statement) == tuple(given.values())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("檀香阁，手串", ["檀香阁", "手串"]),
        ("a、檀香阁;檀香阁 手串", ["檀香阁", "手串"]),
        ("", []),
        (" ，, ", []),
    ],
)
def test_words_to_watch(text, words):
    assert own_words(text) == words


def test_reports_that_name_the_case_come_first(case):
    told(case)
    for number, title in enumerate(["无关的报道", "檀香阁的手串", "淘宝网的新规"]):
        MediaLink.objects.create(case=case, url=f"https://e.example/{number}", title=title)
    desk = fresh_desk(case)
    found = matched(desk.media_links, case_words(desk.case))
    assert found[0].link.title == "檀香阁的手串"
    assert found[0].words == ("檀香阁",)
    assert found[-1].words == ()


def test_changes_of_the_law_are_found_by_word(db):
    assert [c.slug for c in changes_naming(["直播电商监督"])] == ["zhibo-dianshang-2026"]
    assert changes_naming(["没有这个词"]) == []
    assert changes_naming([]) == []


def test_searches_use_only_what_the_case_knows(case):
    assert searches(case) == []
    told(case)
    assert "檀香阁 投诉" in searches(case)


def test_the_page_shows_the_sentences_of_the_document_with_their_exhibits(browser, case):
    told(case)
    answered(case, "media/links")
    row = Exhibit.objects.create(
        case=case, position=1, state=State.CLEAN, kind="jpeg", title="检测报告", size=9
    )
    row.proves.create(element="defect")
    page = result(browser, case, "media")
    text = page.content.decode()
    assert "证据1</span>" in text and "尚无证据</span>" in text
    assert case.purchase.order_number not in page.context["sheet_text"]
    assert reverse("letters:review", args=[case.pk, "press"]) in text


def test_without_an_exhibit_there_is_no_sheet_to_hand_out(browser, case):
    told(case)
    answered(case, "media/links")
    page = result(browser, case, "media")
    text = page.content.decode()
    assert page.context["press"]["reason"]
    assert 'id="fact-sheet"' not in text
    assert reverse("letters:review", args=[case.pk, "press"]) not in text


def test_a_sentence_that_insults_is_left_out_and_the_page_says_so(browser, case):
    told(case)
    answered(case, "media/links")
    case.problem.description = "老板是骗子。"
    case.problem.save()
    text = result(browser, case, "media").content.decode()
    assert "骗子" not in text
    assert "1 sentence was left out" in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_result_renders_in_both_languages(browser, case, language):
    told(case)
    MediaLink.objects.create(case=case, url="https://news.example.com/a", title="<i>檀香阁</i>")
    case.plans.media_statement = "老板是骗子<script>alert(1)</script>，不赔钱我就曝光"
    case.plans.media_words, case.plans.speak_to_media = "直播", "yes"
    case.plans.save()
    answered(case, "media/links", "media/statement")
    page = result(browser, case, "media", language)
    text = page.content.decode()
    assert page.status_code == 200
    assert "<mark>骗子</mark>" in text
    assert "<script>alert" not in text and "<i>檀香阁" not in text
    (link,) = re.findall(r'<a href="https://news.example.com/a"[^>]*>', text)
    assert "noopener noreferrer nofollow" in link
    assert "第一千零二十五条" in text
    assert {hit.rule.code for hit in page.context["hits"]} == {"certain", "money"}


def test_an_empty_case_says_plainly_what_is_not_there(browser, case):
    answered(case, "media/links")
    text = result(browser, case, "media").content.decode()
    assert "You noted no report yet." in text
    assert "keeps no archive" in text


def test_a_settled_case_is_warned_of_its_settlement(browser, case):
    told(case)
    answered(case, "media/links")
    case.state = CaseState.SETTLED
    case.save()
    assert "This case is settled." in result(browser, case, "media").content.decode()


def test_line_counts_reports_and_then_the_places_to_look_at(case):
    step = get_step("media")
    assert step.status(fresh_desk(case)) == Status.NEW
    assert step.line(fresh_desk(case)) == ""
    MediaLink.objects.create(case=case, url="https://e.example/1", title="报道")
    assert "1" in step.line(fresh_desk(case))
    case.plans.media_statement = "老板是骗子，真是奸商"
    case.plans.save()
    assert "2" in step.line(fresh_desk(case))
    case.plans.media_statement = "检测结论为大果紫檀。"
    case.plans.save()
    assert step.line(fresh_desk(case))


def test_queries_do_not_grow_with_the_rows(browser, case, django_assert_max_num_queries):
    told(case)
    answered(case, "media/links", "media/statement")
    for number in range(12):
        MediaLink.objects.create(case=case, url=f"https://e.example/{number}", title=f"报道{number}")
    case.plans.media_words = "檀香阁，直播，平台，食品"
    case.plans.save()
    with django_assert_max_num_queries(28):
        assert result(browser, case, "media").status_code == 200


def test_what_can_be_done_stands_above_the_facts_which_are_folded(browser, case):
    told(case)
    answered(case, "media/links")
    text = result(browser, case, "media").content.decode()
    first = text.index("Do this first")
    assert first < text.index("Before you publish") < text.index("Fact sheet")
    assert (
        reverse("guide:page", args=[case.pk, "media", "statement"]) in text[first : text.index("Before you")]
    )
    assert text.index("<details", text.index("<h2>Fact sheet")) < text.index("尚无证据")


@pytest.mark.parametrize(
    ("statement", "speak", "state", "proof", "move"),
    [
        ("", "", "open", False, "check"),
        ("", "no", "open", False, "quiet"),
        ("老板是骗子", "", "open", True, "mend"),
        ("检测结论为大果紫檀。", "", "open", True, "sheet"),
        ("检测结论为大果紫檀。", "", "open", False, "careful"),
        ("老板是骗子", "yes", "settled", True, "settled"),
    ],
)
def test_one_thing_stands_first(browser, case, statement, speak, state, proof, move):
    told(case)
    answered(case, "media/links")
    if proof:
        row = Exhibit.objects.create(
            case=case, position=1, state=State.CLEAN, kind="jpeg", title="检测报告", size=9
        )
        row.proves.create(element="defect")
    case.plans.media_statement, case.plans.speak_to_media = statement, speak
    case.plans.save()
    type(case).objects.filter(pk=case.pk).update(state=state)
    page = result(browser, case, "media")
    assert page.status_code == 200
    assert page.context["move"] == move


def sold_by_a_person(case):
    told(case)
    case.purchase.seller_kind, case.purchase.channel = "private", "second_hand_platform"
    case.purchase.save()
    set_party(case, Party.Role.SELLER, name="海边的风")
    return case


@pytest.mark.parametrize(
    ("language", "warns"), [("zh-hans", "不要公开能认出卖家的内容。"), ("en", "can be recognised.")]
)
def test_of_a_private_seller_the_page_warns_first_and_leads_elsewhere(browser, case, language, warns):
    page = result(browser, sold_by_a_person(case), "media", language)
    assert page.status_code == 200
    assert page.context["move"] == "elsewhere"
    text = page.content.decode()
    assert text.index(warns) < text.index('class="btn btn-primary"')
    for step in ("seller", "platform", "legal"):
        assert reverse("guide:step", args=[case.pk, step]) in text
    assert [each.code for each in page.context["person_citations"]] == [
        "minfadian:1024", "minfadian:1032", "minfadian:1034",
    ]  # fmt: skip
    assert not {"xiaobao_tiaoli", "tousu_jubao"} & {each.key for each in page.context["press_citations"]}
    step = get_step("media")
    with override(language):
        assert (step.status(fresh_desk(case)), warns in step.line(fresh_desk(case))) == (
            Status.OPTIONAL,
            True,
        )


def test_the_page_that_asks_for_the_text_warns_too(browser, case, page_url):
    sold_by_a_person(case)
    browser.cookies["django_language"] = "zh-hans"
    assert "不要公开能认出卖家的内容" in browser.get(page_url("media/statement")).content.decode()


def test_a_private_seller_is_not_named_in_a_text(browser, case):
    sold_by_a_person(case)
    case.plans.media_statement = "海 边的风卖给我的相机有霉斑，不赔钱我就曝光"
    case.plans.save()
    answered(case, "media/statement")
    page = result(browser, case, "media")
    assert [hit.rule.code for hit in page.context["hits"]] == ["named", "money"]
    assert page.context["hits"][1].citations == ()
    text = page.content.decode()
    assert "<mark>海 边的风</mark>" in text
    assert "can be recognised." in text
    case.purchase.seller_kind = "business"
    case.purchase.save()
    assert [hit.rule.code for hit in result(browser, case, "media").context["hits"]] == ["money"]
