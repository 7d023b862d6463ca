"""Step 3: what its pages refuse, and what its result makes of the case."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from claimguide.cases.models import ContactEntry, Party
from claimguide.cases.services import set_problems
from claimguide.cases.vocab import ReplyKind
from claimguide.guide.desk import Desk
from claimguide.guide.registry import get_step
from claimguide.guide.seller_dates import marks
from claimguide.guide.seller_moves import Move, next_move
from claimguide.guide.seller_reply import GROUPS
from claimguide.guide.seller_reply import told as told_answer
from claimguide.guide.step import Status
from claimguide.letters import services as letters
from claimguide.letters.models import Sending

from .steps_a import ago, answered, fresh_desk, post, result, today, told

GOOD_CODE = "91330100799655058B"
REMEDY = {"wanted": "refund", "fallback": "", "reply_by": "", "tone": "friendly"}
CONTACT = {"on": "今天", "channel": "chat", "said": "请退货退款", "answer": ""}


def in_days(days: int) -> str:
    return (today() + dt.timedelta(days=days)).isoformat()


BAD = [
    ("seller/party", {"credit_code": "91330100799655058X"}, "credit_code", "91330100799655058X"),
    ("seller/party", {"phone": "12-3"}, "phone", "12-3"),
    ("seller/contacts", {**CONTACT, "on": "2026年13月5日"}, "on", "2026年13月5日"),
    ("seller/contacts", {**CONTACT, "on": "2099-1-1"}, "on", "2099-1-1"),
    ("seller/contacts", {**CONTACT, "said": ""}, "said", "今天"),
    ("seller/contacts", {**CONTACT, "channel": ""}, "channel", "请退货退款"),
    ("seller/remedy", {**REMEDY, "reply_by": "+0"}, "reply_by", "+0"),
    ("seller/remedy", {**REMEDY, "reply_by": "+61"}, "reply_by", "+61"),
    ("seller/remedy", {**REMEDY, "reply_by": "月底"}, "reply_by", "月底"),
    ("seller/remedy", {**REMEDY, "wanted": "", "reply_by": "+7"}, "wanted", "+7"),
    ("seller/remedy", {**REMEDY, "fallback": "refund", "reply_by": "+7"}, "fallback", "+7"),
    ("seller/reply", {"reply_kind": "", "reply_text": "不行"}, "reply_kind", "不行"),
    ("seller/reply", {"reply_kind": "other", "reply_text": ""}, "reply_text", "other"),
    ("seller/reply", {"reply_kind": "partly", "reply_text": ""}, "reply_text", "partly"),
    ("seller/you", {"name": "王芳", "phone": "123"}, "phone", "王芳"),
    ("seller/you", {"name": "王芳", "email": "wang@"}, "email", "wang@"),
]


WISHES = [
    ({"goods_kind": "phone"}, "order_cancelled", ["refund_only", "make_up", "compensation"]),
    ({"goods_kind": "prepaid_service"}, "prepaid_closed", ["refund_only", "compensation"]),
    (
        {"goods_kind": "food"},
        "expired",
        ["refund", "refund_only", "exchange", "make_up", "price_cut", "compensation"],
    ),
    (
        {"goods_kind": "phone"},
        "quality_defect",
        ["refund", "refund_only", "exchange", "repair", "make_up", "price_cut", "compensation"],
    ),
]


@pytest.mark.parametrize(("bought", "problem", "wishes"), WISHES)
def test_only_what_can_be_had_is_offered(browser, case, page_url, bought, problem, wishes):
    told(case)
    case.purchase.received_on = None
    for name, value in bought.items():
        setattr(case.purchase, name, value)
    case.purchase.save()
    case.dealings.wanted = case.dealings.fallback = ""
    case.dealings.save()
    set_problems(case, [problem])
    form = browser.get(page_url("seller/remedy")).context["form"]
    assert [value for value, _label in form["wanted"].field.choices] == wishes
    assert [value for value, _label in form["fallback"].field.choices] == ["", *wishes]


def test_goods_that_are_owed_can_be_asked_for(browser, case, page_url):
    told(case)
    case.purchase.received_on = None
    case.purchase.save()
    set_problems(case, ["order_cancelled"])
    assert "按订单发货" in browser.get(page_url("seller/remedy")).content.decode()


@pytest.mark.parametrize(("page", "data", "field", "kept"), BAD)
def test_bad_answers_are_named_at_their_field_and_kept(browser, case, page_url, page, data, field, kept):
    told(case)
    days = {k: in_days(int(v)) if v.startswith("+") else v for k, v in data.items()}
    kept = in_days(int(kept)) if kept.startswith("+") else kept
    answer = post(browser, page_url(page), case, **days)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert kept in answer.content.decode()


def test_a_contact_before_the_order_is_refused(browser, case, page_url):
    told(case)
    answer = post(browser, page_url("seller/contacts"), case, **{**CONTACT, "on": str(ago(31))})
    assert list(answer.context["form"].errors) == ["on"]


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("seller/party", {"name": ""}),
        ("seller/party", {"name": "杭州某某商贸有限公司"}),
        ("seller/you", {"name": "王芳"}),
    ],
)
def test_missing_particulars_warn_once_and_can_be_confirmed(browser, case, page_url, page, data):
    answer = post(browser, page_url(page), case, **data)
    assert answer.status_code == 200
    assert answer.context["warnings"]
    assert post(browser, page_url(page), case, confirmed="yes", **data).status_code == 302


def test_particulars_of_both_sides_are_kept(browser, case, page_url):
    seller = {"name": "杭州某某商贸有限公司", "credit_code": GOOD_CODE.lower(), "address": "杭州市余杭区1号"}
    post(browser, page_url("seller/party"), case, phone="0571-8888 1234", **seller)
    post(
        browser,
        page_url("seller/you"),
        case,
        name="王芳",
        phone="138 0013 8000",
        address="上海市",
        account="wf",
    )
    rows = {p.role: p for p in Party.objects.filter(case=case)}
    assert rows["seller"].credit_code == GOOD_CODE
    assert rows["seller"].phone == "0571-8888 1234"
    assert (rows["consumer"].name, rows["consumer"].account) == ("王芳", "wf")


def test_the_wish_of_step_one_is_offered_and_a_usual_day_suggested(browser, case, page_url):
    told(case)
    text = browser.get(page_url("seller/remedy")).content.decode()
    assert f'value="{in_days(7)}"' in text
    assert browser.get(page_url("seller/remedy")).context["form"]["wanted"].value() == "refund"


def test_the_reply_is_asked_only_after_the_seller_was_spoken_to(browser, case):
    step = get_step("seller")
    reply = next(page for page in step.pages if page.slug == "reply")
    assert not step.on_the_way(reply, fresh_desk(case))
    ContactEntry.objects.create(case=case, on=today(), channel="chat", said="退货")
    assert step.on_the_way(reply, fresh_desk(case))


def test_an_answer_can_be_pasted_from_the_start(browser, case, page_url):
    answered(case, *(f"seller/{slug}" for slug in ("party", "contacts", "remedy", "you")))
    assert get_step("seller").first_open(fresh_desk(case)) is None
    page = result(browser, case, "seller").content.decode()
    assert f'<a href="{page_url("seller/reply")}">Paste its words</a>' in page
    post(browser, page_url("seller/reply"), case, reply_kind="signed", reply_text="")
    case.dealings.refresh_from_db()
    assert case.dealings.reply_kind == "signed"
    assert "Paste its words" not in result(browser, case, "seller").content.decode()


def test_chat_message_comes_from_the_case_and_is_short(browser, case):
    told(case)
    case.dealings.reply_by = today() + dt.timedelta(days=7)
    case.dealings.fallback = "price_cut"
    case.dealings.save()
    answered(case, "seller/party")
    text = result(browser, case, "seller").context["message"].text
    for part in (
        "小叶紫檀手串",
        "2026110100012345",
        "1,234.00元",
        "百分之百小叶紫檀",
        "大果紫檀",
        "退还商品价款1,234.00元",
    ):
        assert part in text
    assert len(text) <= 200


def test_without_a_wish_no_message_is_made_up(browser, case):
    answered(case, "seller/party")
    page = result(browser, case, "seller")
    assert page.context["message"].text == ""
    assert reverse("guide:page", args=[case.pk, "seller", "remedy"]) in page.content.decode()


@pytest.mark.parametrize("kind", [k for k in ReplyKind.values if k != ReplyKind.NONE])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_reply_gets_its_answer_in_both_languages(browser, case, kind, language):
    told(case)
    case.dealings.reply_kind, case.dealings.reply_text = kind, "<b>不退</b>"
    case.dealings.save()
    answered(case, "seller/reply")
    page = result(browser, case, "seller", language)
    assert page.status_code == 200
    assert page.context["answer"] is not None
    assert "<b>不退" not in page.content.decode()


def test_no_reply_by_the_day_shows_the_next_move(browser, case):
    told(case)
    case.dealings.reply_by = ago(1)
    case.dealings.save()
    answered(case, "seller/remedy")
    page = result(browser, case, "seller")
    assert page.context["move"].move == Move.PLATFORM
    assert "The day you set has passed" in page.content.decode()
    assert reverse("guide:step", args=[case.pk, "platform"]) in page.content.decode()


def test_pasted_words_are_recognised_and_confirmed_before_they_are_kept(browser, case, page_url):
    told(case)
    words = "亲，拆封了不能退，而且运费要您自己出"
    first = post(browser, page_url("seller/reply"), case, reply_kind="", reply_text=words)
    read, beside = first.context["warnings"]
    assert str(ReplyKind.OPENED.label) in read
    assert str(ReplyKind.FREIGHT.label) in beside
    case.dealings.refresh_from_db()
    assert case.dealings.reply_kind == ""
    post(browser, page_url("seller/reply"), case, reply_kind="", reply_text=words, confirmed="yes")
    case.dealings.refresh_from_db()
    assert (case.dealings.reply_kind, case.dealings.reply_text) == ("opened", words)
    page = result(browser, case, "seller")
    assert [other.kind for other in page.context["others"]] == ["freight"]


def test_a_choice_goes_before_what_is_recognised(browser, case, page_url):
    told(case)
    answer = post(browser, page_url("seller/reply"), case, reply_kind="final_say", reply_text="拆封了不能退")
    assert answer.status_code == 302
    case.dealings.refresh_from_db()
    assert case.dealings.reply_kind == "final_say"


def test_the_last_answer_of_the_contacts_is_offered(browser, case, page_url):
    told(case)
    for days, words in ((5, "等厂家答复"), (3, "签收就代表没问题"), (2, "")):
        ContactEntry.objects.create(case=case, on=ago(days), channel="chat", said="退货", answer=words)
    assert browser.get(page_url("seller/reply")).context["form"]["reply_text"].value() == "签收就代表没问题"


def test_every_answer_can_be_chosen_once():
    listed = [kind for _title, kinds in GROUPS for kind in kinds]
    assert sorted(listed) == sorted(ReplyKind.values)


def moved(case, **dealings):
    for name, value in dealings.items():
        setattr(case.dealings, name, value)
    case.dealings.save()
    desk = fresh_desk(case)
    return next_move(desk, can_reply=bool(told_answer(desk) and told_answer(desk).text), chat=True)


SOON = {"reply_by": dt.timedelta(days=7)}
OVER = {"reply_by": dt.timedelta(days=-1)}


@pytest.mark.parametrize(
    ("dealings", "channel", "move"),
    [
        ({"asked_seller_on": None}, "platform_shop", Move.CHAT),
        (SOON, "platform_shop", Move.LETTER),
        (OVER, "platform_shop", Move.PLATFORM),
        (OVER, "offline", Move.MEDIATION),
        ({"reply_kind": "signed"}, "platform_shop", Move.REPLY),
        ({"reply_kind": "agreed"}, "platform_shop", Move.REPLY_CHAT),
        ({"reply_kind": "prepaid"}, "platform_shop", Move.PLATFORM),
    ],
)
def test_the_next_move_follows_from_what_was_said(case, dealings, channel, move):
    told(case)
    case.purchase.channel = channel
    case.purchase.save()
    days = {k: today() + v if isinstance(v, dt.timedelta) else v for k, v in dealings.items()}
    assert moved(case, **days).move == move


@pytest.mark.parametrize(
    ("kind", "sent", "move", "by"),
    [
        ("seller", None, Move.SEND, 7),
        ("seller", 0, Move.WAIT, 7),
        ("reply", None, Move.SEND, 7),
        ("reply", 0, Move.WAIT, 7),
    ],
)
def test_a_letter_is_made_then_sent_then_waited_for(case, kind, sent, move, by):
    told(case)
    Party.objects.create(case=case, role="seller", name="杭州某某商贸有限公司", phone="0571-88881234")
    Party.objects.create(case=case, role="consumer", name="王芳", phone="13800138000")
    day = today() + dt.timedelta(days=7)
    case.dealings.reply_by, case.dealings.reply_kind = day, "signed" if kind == "reply" else ""
    case.dealings.save()
    letter = letters.order(fresh_desk(case).case, kind)
    if sent is not None:
        Sending.objects.create(letter=letter, on=ago(sent), channel="mail")
    found = next_move(fresh_desk(case), can_reply=True, chat=True)
    assert (found.move, found.by) == (move, today() + dt.timedelta(days=by))


def test_the_page_shows_one_move_and_folds_the_rest(browser, case):
    told(case)
    case.dealings.reply_kind = "signed"
    case.dealings.save()
    answered(case, "seller/reply")
    page = result(browser, case, "seller").content.decode()
    now, _sep, rest = page.partition("For later")
    assert now.count('<section class="panel') == 1
    assert "rebuttal-text" in now
    assert "box-message" not in now
    assert rest.index("<details>") < rest.index("box-message")


TUESDAY, SATURDAY, MONDAY = (dt.date(2026, *day) for day in ((10, 27), (11, 14), (11, 16)))


@pytest.mark.parametrize(
    ("asked", "first_contact", "expected"),
    [
        (TUESDAY - dt.timedelta(15), None, TUESDAY),
        (None, TUESDAY - dt.timedelta(15), TUESDAY),
        (TUESDAY - dt.timedelta(15), TUESDAY - dt.timedelta(9), TUESDAY),
        (SATURDAY - dt.timedelta(15), None, MONDAY),
        (None, None, None),
    ],
)
def test_the_fifteen_day_mark_counts_from_the_first_request(case, asked, first_contact, expected):
    case.dealings.asked_seller_on = asked
    if first_contact:
        ContactEntry.objects.create(case=case, on=first_contact, channel="chat", said="请退款")
    found = {d.code: d for d in marks(Desk(case, today()))}
    assert found.get("delay") is None if expected is None else found["delay"].date == expected
    if expected:
        assert [c.code for c in found["delay"].citations] == ["qinhai_chufa:8#2"]


@pytest.mark.parametrize(
    ("kind", "codes"),
    [("quality_defect", {"delay"}), ("not_delivered", set()), ("prepaid_closed", {"prepaid_delay"})],
)
def test_the_mark_is_that_of_the_ground(case, kind, codes):
    """Fifteen days from the request are named for goods below quality; prepayments have one of their own."""
    told(case)
    set_problems(case, [kind])
    case.dealings.asked_seller_on = ago(3)
    case.dealings.save()
    found = {d.code for d in marks(fresh_desk(case))}
    assert found & {"delay", "prepaid_delay", "return_delay"} == codes


def test_a_refused_return_has_no_mark_of_goods_below_quality(case):
    told(case)
    set_problems(case, ["return_refused"])
    case.dealings.asked_seller_on = case.dealings.return_requested_on = ago(3)
    case.dealings.goods_intact = "no"
    case.dealings.save()
    assert not {d.code for d in marks(fresh_desk(case))} & {"delay", "return_delay"}


def test_returns_have_marks_of_their_own(case):
    case.dealings.return_requested_on, case.dealings.sent_back_received_on = ago(9), ago(3)
    codes = {d.code: d.citations[0].code for d in marks(Desk(case, today()))}
    assert codes == {"return_delay": "qinhai_chufa:9#1", "refund_delay": "qinhai_chufa:9#4"}


def test_what_bars_the_letter_is_named_with_the_page_that_fills_it(browser, case):
    told(case)
    case.dealings.reply_by = ago(1)
    case.dealings.save()
    answered(case, "seller/party")
    page = result(browser, case, "seller")
    missing = {m.field for m in page.context["missing"]}
    assert missing == {"consumer.name", "consumer.phone", "reply_by"}
    assert reverse("guide:page", args=[case.pk, "seller", "you"]) in page.content.decode()


def test_status_goes_from_new_to_ready(case):
    step = get_step("seller")
    assert step.status(fresh_desk(case)) == Status.NEW
    answered(case, "seller/party")
    assert step.status(fresh_desk(case)) == Status.STARTED
    answered(case, "seller/contacts", "seller/remedy", "seller/you")
    assert step.status(fresh_desk(case)) == Status.READY
    assert step.line(fresh_desk(case))


def test_a_letter_that_was_made_is_shown_and_waits_for_its_answer(browser, case):
    told(case)
    Party.objects.create(case=case, role="seller", name="杭州某某商贸有限公司", phone="0571-88881234")
    Party.objects.create(case=case, role="consumer", name="王芳", phone="13800138000")
    case.dealings.reply_by = today() + dt.timedelta(days=7)
    case.dealings.save()
    answered(case, *(f"seller/{slug}" for slug in ("party", "contacts", "remedy", "reply", "you")))
    letter = letters.order(fresh_desk(case).case, "seller")
    page = result(browser, case, "seller")
    assert page.context["missing"] == []
    assert reverse("letters:status", args=[case.pk, "seller", letter.pk]) in page.content.decode()
    step = get_step("seller")
    assert step.status(fresh_desk(case)) == Status.READY
    letters.mark_sent(letter, today(), "mail")
    assert step.status(fresh_desk(case)) == Status.WAITING
    case.dealings.reply_kind = "signed"
    case.dealings.save()
    assert step.status(fresh_desk(case)) == Status.DONE
    with override("en"):
        assert "signed for it" in step.line(fresh_desk(case))


def test_the_number_of_queries_does_not_grow_with_the_contacts(browser, case, django_assert_max_num_queries):
    told(case)
    answered(case, "seller/party")
    for day in range(15):
        ContactEntry.objects.create(case=case, on=ago(day), channel="chat", said=f"第{day}次")
    with django_assert_max_num_queries(30):
        result(browser, case, "seller")
