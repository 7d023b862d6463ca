"""Step 4: what its pages refuse, whom it makes answer, and what it never prints unasked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from claimguide.cases.models import Case, Party
from claimguide.guide.desk import Desk
from claimguide.guide.platform_limits import limits
from claimguide.guide.platform_moves import Move, next_move
from claimguide.guide.platform_texts import identity_request
from claimguide.guide.questions import keys_of
from claimguide.guide.registry import get_step
from claimguide.guide.rights import order_of
from claimguide.guide.step import Status
from claimguide.letters import services as letters
from claimguide.letters.models import Sending
from claimguide.reference.models import RouteReport

from .steps_a import ago, answered, fresh_desk, post, result, today, told

PAGES = [f"platform/{slug}" for slug in ("complaint", "identity", "conduct", "duties", "own", "company")]
COMPLAINT = {"complained_on": "", "complaint_number": "", "answer": ""}

BAD = [
    ("platform/complaint", {**COMPLAINT, "complained_on": "上周"}, "complained_on", "上周"),
    ("platform/complaint", {**COMPLAINT, "complained_on": "2099-1-1"}, "complained_on", "2099-1-1"),
    ("platform/complaint", {**COMPLAINT, "complained_on": str(ago(60))}, "complained_on", str(ago(60))),
    ("platform/complaint", {**COMPLAINT, "complaint_number": "TS-77"}, "complained_on", "TS-77"),
    ("platform/complaint", {**COMPLAINT, "answer": "不支持"}, "complained_on", "不支持"),
    ("platform/identity", {"platform_named_seller": "perhaps"}, "platform_named_seller", ""),
    ("platform/identity", {"identity_asked_on": str(ago(60))}, "identity_asked_on", str(ago(60))),
    (
        "platform/conduct",
        {"platform_promise": "no", "platform_promise_words": "先行赔付"},
        "platform_promise_words",
        "先行赔付",
    ),
    ("platform/conduct", {"platform_knew": "maybe"}, "platform_knew", ""),
    ("platform/own", {"seller_kind": "somebody"}, "seller_kind", ""),
    ("platform/company", {"same": "on", "name": "另一家公司", "address": ""}, "name", "另一家公司"),
]


@pytest.mark.parametrize(("page", "data", "field", "kept"), BAD)
def test_bad_answers_are_named_at_their_field_and_kept(browser, case, page_url, page, data, field, kept):
    told(case)
    answer = post(browser, page_url(page), case, **data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert kept in answer.content.decode()


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("platform/identity", {"platform_named_seller": "no", "identity_asked_on": ""}),
        ("platform/conduct", {"platform_promise": "yes", "platform_promise_words": ""}),
    ],
)
def test_points_that_are_hard_to_prove_warn_softly(browser, case, page_url, page, data):
    told(case)
    assert post(browser, page_url(page), case, **data).context["warnings"]
    assert post(browser, page_url(page), case, confirmed="yes", **data).status_code == 302


def test_the_company_of_our_table_is_kept_only_when_confirmed(browser, case, page_url):
    told(case)
    hint = case.purchase.platform.company
    assert hint in browser.get(page_url("platform/company")).content.decode()
    post(browser, page_url("platform/company"), case, name="", address="")
    assert fresh_desk(case).platform.name == ""
    post(browser, page_url("platform/company"), case, same="on", name="", address="杭州")
    assert fresh_desk(case).platform.name == hint
    assert Party.objects.get(case=case, role="platform").address == "杭州"


VERDICTS = [
    # facts of conduct, seller_kind, problems that come with it, code, verdict
    ({"platform_named_seller": "no"}, "business", (), "P1", "holds"),
    ({"platform_named_seller": "useless"}, "business", (), "P1", "holds"),
    ({"platform_named_seller": "yes"}, "business", (), "P1", "fails"),
    ({}, "business", (), "P1", "may"),
    ({"platform_promise": "yes"}, "business", ("promise_broken",), "P2", "holds"),
    ({"platform_promise": "no"}, "business", (), "P2", "fails"),
    ({"platform_knew": "yes", "platform_acted": "no"}, "business", (), "P3", "holds"),
    ({"platform_knew": "yes", "platform_acted": "yes"}, "business", (), "P3", "fails"),
    ({"platform_knew": "no"}, "business", (), "P3", "fails"),
    ({}, "self_operated", (), "P5", "holds"),
    ({}, "business", (), "P5", None),
    ({}, "", (), "P5", "may"),
]


@pytest.mark.parametrize(("conduct", "kind", "problems", "code", "verdict"), VERDICTS)
def test_the_platform_answers_on_the_facts(browser, case, conduct, kind, problems, code, verdict):
    told(case)
    case.purchase.seller_kind = kind
    case.purchase.save()
    for name, value in conduct.items():
        setattr(case.platform_conduct, name, value)
    case.platform_conduct.save()
    for problem in problems:
        case.problems.create(kind=problem)
    answered(case, "platform/conduct")
    shown = result(browser, case, "platform").context
    held = [item for group in shown["holds"].values() for item in group]
    groups = {"holds": held, "may": shown["may"], "fails": shown["fails"]}
    found = {item["finding"].code: verdict for verdict, group in groups.items() for item in group}
    assert found.get(code) == verdict


def test_a_live_room_that_answers_is_not_called_the_platform(browser, case):
    told(case)
    case.purchase.channel, case.purchase.live_room_role = "live_stream", "did_not_say"
    case.purchase.save()
    answered(case, "platform/complaint")
    shown = result(browser, case, "platform", "zh-hans")
    assert {
        whose: [each["finding"].code for each in found] for whose, found in shown.context["holds"].items()
    } == {"other": ["P8"]}
    text = shown.content.decode()
    assert "由其他方承担责任，不是平台" in text
    assert "平台应当承担责任" not in text
    assert "平台像卖家一样" not in text
    assert not get_step("platform").line(fresh_desk(case))


def test_an_open_ground_links_the_page_that_asks_for_it(browser, case, page_url):
    told(case)
    answered(case, "platform/complaint")
    text = result(browser, case, "platform").content.decode()
    assert page_url("platform/identity") in text
    assert page_url("platform/conduct") in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_result_shows_the_way_with_its_unchecked_marks(browser, case, language):
    told(case)
    answered(case, *PAGES)
    page = result(browser, case, "platform", language)
    text = page.content.decode()
    assert page.status_code == 200
    assert case.purchase.platform.company in text
    assert text.count("tag--may") >= 2


def test_the_form_text_asks_for_what_is_not_known_yet(browser, case):
    told(case)
    answered(case, *PAGES)
    text = result(browser, case, "platform").context["description"].text
    assert "真实名称、地址和有效联系方式" in text
    assert "2026110100012345" in text
    assert len(text) <= 200
    case.platform_conduct.platform_named_seller = "yes"
    case.platform_conduct.save()
    assert "真实名称" not in result(browser, case, "platform").context["description"].text


def test_what_not_to_claim_names_articles_in_force():
    found = limits(today(), consumer_law=True)
    assert len(found) == 4
    assert all(limit.citations for limit in found)
    assert "dianshangfa:42" in {c.code for limit in found for c in limit.citations}


@pytest.mark.parametrize("channel", ["own_site", "offline"])
def test_a_purchase_without_a_platform_needs_no_step(browser, case, channel):
    told(case)
    case.purchase.channel = channel
    case.purchase.save()
    desk = fresh_desk(case)
    step = get_step("platform")
    assert step.status(desk) == Status.OPTIONAL
    assert step.open_pages(desk) == []
    page = result(browser, case, "platform")
    assert page.status_code == 200
    assert reverse("guide:page", args=[case.pk, "law", "order"]) in page.content.decode()


def test_a_platform_we_do_not_know_still_gets_a_result(browser, case):
    told(case)
    case.purchase.platform, case.purchase.platform_other = None, "某某优选"
    case.purchase.save()
    answered(case, "platform/complaint")
    page = result(browser, case, "platform")
    assert "某某优选" in page.content.decode()


def test_status_and_line_follow_the_case(case):
    told(case)
    step = get_step("platform")
    assert step.status(fresh_desk(case)) == Status.NEW
    answered(case, *PAGES)
    assert step.status(fresh_desk(case)) == Status.READY
    case.platform_conduct.complained_on = ago(3)
    case.platform_conduct.save()
    assert str(dt.date.today().year) in step.line(fresh_desk(case))


def test_the_result_asks_the_database_a_fixed_number_of_times(browser, case, django_assert_max_num_queries):
    told(case)
    answered(case, *PAGES)
    with django_assert_max_num_queries(30):
        result(browser, case, "platform")


def test_only_what_can_change_the_answer_is_asked_about_the_platform(browser, case, page_url):
    told(case)
    plain = browser.get(page_url("platform/duties")).context["form"]
    assert list(plain.fields) == ["platform_kept_records", "platform_helped", "platform_paid_outside"]
    case.purchase.goods_kind = "food"
    case.purchase.save()
    case.problems.create(kind="false_promotion")
    food = browser.get(page_url("platform/duties")).context["form"]
    assert {"platform_checked_licence", "platform_advertised"} < set(food.fields)


def test_a_broken_duty_is_shown_with_what_follows(browser, case, page_url):
    told(case)
    answer = {"platform_kept_records": "no", "platform_helped": "no", "platform_paid_outside": "yes"}
    assert post(browser, page_url("platform/duties"), case, **answer).status_code == 302
    shown = result(browser, case, "platform", "zh-hans")
    held = {
        whose: {item["finding"].code for item in found} for whose, found in shown.context["holds"].items()
    }
    assert {"P11", "P12"} <= held["duty"]
    assert "P19" in held["other"]
    text = shown.content.decode()
    assert "本身不直接产生赔偿" in text
    assert "第六十一条" in text


def test_what_was_settled_elsewhere_is_not_asked_again(case):
    told(case)
    for key, value in (("platform_promise", "no"), ("platform_knew", "no"), ("platform_acted", "yes")):
        setattr(case.platform_conduct, key, value)
    case.platform_conduct.save()
    assert "conduct" not in [page.slug for page in get_step("platform").open_pages(fresh_desk(case))]


def test_step_one_leaves_the_platform_to_step_four(case):
    told(case)
    asked = {missing.key for missing in get_step("law").questions(fresh_desk(case))}
    assert not {key for key in asked if key.startswith("platform_")}


FROM_THE_FIRST_PAGES = {
    "food": (["unsafe_food"], {"goods_kind": "food"}),
    "prepaid": (["prepaid_refund_refused"], {"goods_kind": "prepaid_service", "channel": "offline"}),
    "deposit": (["deposit_kept"], {"goods_kind": "service"}),
    "minor": (["minor_purchase"], {"goods_kind": "digital_content"}),
    "price": (["price_fraud"], {"goods_kind": "appliance"}),
}


@pytest.mark.parametrize("name", FROM_THE_FIRST_PAGES)
def test_the_questions_of_a_case_come_to_an_end_and_never_come_twice(browser, case, page_url, name):
    problems, purchase = FROM_THE_FIRST_PAGES[name]
    told(case)
    case.problems.all().delete()
    for kind in problems:
        case.problems.create(kind=kind)
    for key, value in purchase.items():
        setattr(case.purchase, key, value)
    case.purchase.save()
    law, seen = get_step("law"), []
    while page := law.next_questions(fresh_desk(case)):
        keys = keys_of(page.slug)
        assert not set(keys) & set(seen)
        seen.extend(keys)
        assert post(browser, page_url(f"law/{page.slug}"), case).status_code == 302
    assert 0 < len(seen) < 30


def test_every_fact_that_may_be_asked_has_a_form_and_a_column():
    from claimguide.cases.selectors import FACT_HOME
    from claimguide.guide.questions import COLUMNS, field_of
    from claimguide.law.questions import QUESTIONS

    assert set(QUESTIONS) - {"problems"} <= set(FACT_HOME)
    for key in set(QUESTIONS) & set(COLUMNS):
        assert field_of(key, "?") is not None


REFUSED = {"reply_kind": "opened"}
OVER = {"reply_by": -1}
SOON = {"reply_by": 7}
TOLD = {"complained_on": -3}
HEARD = {**TOLD, "answer": "不支持"}


@pytest.mark.parametrize(
    ("dealings", "conduct", "move"),
    [
        ({}, {}, Move.AFTER_SALES),
        (SOON, {}, Move.AFTER_SALES),
        ({"reply_kind": "agreed"}, {}, Move.AFTER_SALES),
        ({"reply_kind": "none"}, {}, Move.INTERVENE),
        (OVER, {}, Move.INTERVENE),
        (REFUSED, {}, Move.INTERVENE),
        (REFUSED, TOLD, Move.LETTER),
        (REFUSED, HEARD, Move.APPEAL),
    ],
)
def test_the_next_move_follows_from_what_was_told_and_answered(case, dealings, conduct, move):
    told(case)
    for row, values in ((case.dealings, dealings), (case.platform_conduct, conduct)):
        for name, value in values.items():
            setattr(row, name, today() + dt.timedelta(days=value) if isinstance(value, int) else value)
        row.save()
    assert next_move(fresh_desk(case)).move == move


@pytest.mark.parametrize(
    ("kind", "sent", "later", "move"),
    [
        ("platform", False, 0, Move.SEND),
        ("platform", True, 0, Move.WAIT),
        ("platform", True, 40, Move.OUTSIDE),
        ("appeal", False, 0, Move.SEND),
        ("appeal", True, 0, Move.WAIT),
    ],
)
def test_a_letter_is_made_then_sent_then_waited_for(case, kind, sent, later, move):
    told(case)
    for role in ("seller", "consumer", "platform"):
        Party.objects.create(case=case, role=role, name="王芳", phone="13800138000", address="杭州市1号")
    case.platform_conduct.complained_on = ago(3)
    case.platform_conduct.answer = "不支持" if kind == "appeal" else ""
    case.platform_conduct.save()
    case.dealings.reply_by = today() + dt.timedelta(days=7)
    case.dealings.save()
    letter = letters.order(fresh_desk(case).case, kind)
    if sent:
        Sending.objects.create(letter=letter, on=today(), channel="mail")
    found = next_move(Desk(Case.objects.get(pk=case.pk), today() + dt.timedelta(days=later)))
    assert (found.move, found.kind) == (move, "" if move == Move.OUTSIDE else kind)


def test_the_one_thing_to_do_stands_first_and_letters_are_folded(browser, case):
    told(case)
    answered(case, *PAGES)
    text = result(browser, case, "platform").content.decode()
    now, _sep, rest = text.partition('id="way"')
    assert now.count('<section class="panel') == 1
    assert "box-description" in now
    assert "box-description" not in rest
    assert rest.index("<details>") < rest.index("identity-text")


def test_the_way_is_shown_in_steps_and_can_be_reported(browser, case):
    told(case)
    answered(case, *PAGES)
    platform = case.purchase.platform
    page = result(browser, case, "platform", "zh-hans").content.decode()
    assert all(f"<li>{step}</li>" in page for way in platform.ways for step in way)
    assert reverse("reference:changed", args=[platform.slug]) in page
    assert "有人反馈" not in page
    RouteReport.objects.create(platform=platform, told="变了")
    page = result(browser, case, "platform", "zh-hans").content.decode()
    assert "有人反馈这里有变化" in page
    assert "变了" not in page


def test_the_request_to_name_the_seller_cites_what_applies(browser, case):
    told(case)
    answered(case, *PAGES)
    asked = identity_request(fresh_desk(case))
    assert [each.code for each in asked.citations] == ["xiaobaofa:44(1)", "dianshangfa:58(3)"]
    assert all(each.zh in asked.text for each in asked.citations)
    case.problems.create(kind="return_refused")
    case.purchase.channel = "live_stream"
    case.purchase.save()
    codes = [each.code for each in identity_request(fresh_desk(case)).citations]
    assert codes[2:] == ["qiri_tuihuo:24", "zhibo_dianshang:18"]
    assert result(browser, case, "platform").context["identity"] is not None
    case.platform_conduct.platform_named_seller = "yes"
    case.platform_conduct.save()
    assert result(browser, case, "platform").context["identity"] is None


def test_open_grounds_are_plain_questions_each_asked_once(browser, case):
    told(case)
    answered(case, *PAGES)
    grounds = result(browser, case, "platform", "zh-hans").context["open_grounds"]
    questions = [question for ground in grounds for question, _url in ground.asks]
    assert questions
    assert len(questions) == len(set(questions))
    assert all(question.endswith("？") for question in questions)


def test_whom_to_write_to_first_names_no_platform_or_seller_that_is_not_there(case):
    told(case)
    for kind, channel in (
        ("business", "platform_shop"),
        ("self_operated", "platform_shop"),
        ("business", "own_site"),
    ):
        case.purchase.seller_kind, case.purchase.channel = kind, channel
        case.purchase.save()
        desk = fresh_desk(case)
        with override("zh-hans"):
            order = str(order_of(desk.assessment, desk.facts))
        assert ("先找商家，再找平台" in order) is (kind == "business" and channel == "platform_shop")
        assert ("先找平台，商品是它自己卖的" in order) is (kind == "self_operated")
        assert ("先找商家；然后" in order) is (channel == "own_site")
