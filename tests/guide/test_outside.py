"""Where consumer law does not apply, no page offers what it brings; a private seller is asked as a person."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from claimguide.cases.models import Case, Party
from claimguide.cases.services import set_party
from claimguide.guide import platform_moves, seller_moves
from claimguide.guide.courts import choices
from claimguide.guide.legal_move import Move as LegalMove
from claimguide.guide.legal_move import next_move, standing
from claimguide.guide.platform_questions import questions_of
from claimguide.guide.platform_texts import identity_request
from claimguide.guide.registry import get_step
from claimguide.guide.rights import rights_card
from claimguide.guide.routes import routes
from claimguide.guide.seller_dates import marks
from claimguide.guide.step import Status
from claimguide.letters.sheets import seller_chat

from .steps_a import ago, answered, fresh_desk, post, result, told

pytestmark = pytest.mark.django_db

PERSON = {"seller_kind": "private", "channel": "second_hand_platform"}
RESALE = {"purpose": "resale"}
CLAIMS = {"purpose": "claim_hunting"}
SHOP: dict[str, str] = {}
# What was bought, and whether consumer law may be named.
CASES = [(SHOP, True), (PERSON, False), (RESALE, False), (CLAIMS, False)]
IDS = ["shop", "person", "resale", "claims"]


def bought(case: Case, facts: dict[str, str]) -> Case:
    told(case)
    for name, value in facts.items():
        setattr(case.purchase, name, value)
    case.purchase.save()
    return case


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_the_fifteen_days_are_counted_for_businesses_to_consumers_only(case, facts, governed):
    desk = fresh_desk(bought(case, facts))
    assert any(mark.code == "delay" for mark in marks(desk)) is governed


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_the_ways_name_only_bodies_that_take_the_dispute(case, facts, governed):
    desk = fresh_desk(bought(case, facts))
    codes = {route.code for route in routes(desk)}
    assert codes >= {"seller", "platform", "order", "small", "ordinary"}
    assert ({"12315", "association"} <= codes, "people" in codes) == (governed, not governed)
    cited = {each.key for route in routes(desk) for each in route.citations}
    (platform,) = [route for route in routes(desk) if route.code == "platform"]
    assert (61 in {each.article for each in platform.citations}) is governed
    assert ("应当及时受理" in platform.time.zh) is governed
    assert bool(cited & {"xiaobaofa", "qinhai_chufa", "tousu_jubao", "xiaobao_tiaoli"}) is governed


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_step_5_sends_nobody_to_a_body_that_refuses(case, facts, governed):
    bought(case, facts)
    case.dealings.asked_seller_on = None
    case.dealings.save()
    desk = fresh_desk(case)
    assert standing(desk, "ready").mediation == ("open" if governed else "none")
    move = next_move(desk, "ready")
    assert move.move is LegalMove.SELLER
    assert any(each.key == "xiaobaofa" for each in move.citations) is governed


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_step_5_names_what_binds_these_two_sides(case, facts, governed):
    bought(case, facts)
    case.dealings.reply_by = ago(1)
    case.dealings.save()
    move = next_move(fresh_desk(case), "ready")
    assert move.move is LegalMove.PLATFORM
    bound = facts is not PERSON
    assert [each.article for each in move.citations] == ([31, 59] if bound else [31])
    assert ("应当受理投诉" in str(move.why)) is bound


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_who_comes_after_seller_and_platform(case, facts, governed, monkeypatch):
    bought(case, facts)
    case.purchase.channel = "offline"
    case.purchase.save()
    case.dealings.reply_by = ago(1)
    case.dealings.save()
    after_seller = seller_moves.next_move(fresh_desk(case), can_reply=False, chat=True)
    assert after_seller.move == ("association" if governed else "court")
    conduct = case.platform_conduct
    conduct.complained_on, conduct.answer = ago(15), "不支持"
    conduct.save()
    monkeypatch.setattr(platform_moves.letters, "reason_not_to", lambda *_args: "no appeal")
    after_platform = platform_moves.next_move(fresh_desk(case))
    assert after_platform.move == ("association" if governed else "court")


@pytest.mark.parametrize(
    ("facts", "says", "never"),
    [
        (SHOP, "12315和消费者组织中选一个", "人民调解"),
        (PERSON, "先找卖家，再按平台规则", "12315"),
        (RESALE, "先找商家，再找平台，最后是法院", "选一个"),
    ],
    ids=IDS[:3],
)
def test_the_rights_card_says_whom_to_turn_to(case, facts, says, never):
    desk = fresh_desk(bought(case, facts))
    with override("zh-hans"):
        order = str(rights_card(desk.assessment, desk.facts)["order"])
    assert says in order
    assert never not in order


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_step_7_says_at_once_that_nobody_there_takes_it(browser, case, facts, governed):
    bought(case, facts)
    step, desk = get_step("association"), fresh_desk(case)
    with override("zh-hans"):
        line = str(step.line(desk))
    page = result(browser, case, "association", "zh-hans")
    if governed:
        assert (step.status(desk), line) == (Status.NEW, "")
        assert page.status_code == 302
        return
    assert (step.status(desk), line) == (Status.OPTIONAL, "12315和消费者协会都不受理这笔纠纷。")
    text = page.content.decode()
    assert desk.assessment.gate.reason.zh in text
    assert "人民调解委员会" in text
    assert reverse("letters:review", args=[case.pk, "association"]) not in text
    assert reverse("guide:step", args=[case.pk, "platform"]) in text


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_the_platform_is_asked_for_the_name_by_law_that_applies(case, facts, governed):
    asked = identity_request(fresh_desk(bought(case, facts)))
    laws = {each.key for each in asked.citations}
    assert ("xiaobaofa" in laws) is governed
    assert ("商家" in asked.text) is (facts is not PERSON and (not governed or "檀香阁" in asked.text))


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_step_3_offers_no_body_that_refuses(browser, case, facts, governed):
    answered(bought(case, facts), "seller/party")
    text = result(browser, case, "seller", "zh-hans").content.decode()
    assert ("15日的界线" in text) is governed
    assert ("超过15日" in text) is governed
    assert ("请12315或者消费者协会调解" in text) is governed
    assert ("向法院起诉" in text) is not governed


def test_a_private_seller_is_asked_for_as_a_person(browser, case, page_url):
    bought(case, PERSON)
    browser.cookies["django_language"] = "zh-hans"
    text = browser.get(page_url("seller/party")).content.decode()
    assert "卖家是谁？" in text
    assert "卖家的姓名或者昵称" in text
    for word in ("执照", "信用代码", "全称", "credit_code", "商家是谁"):
        assert word not in text


def test_what_was_typed_of_a_business_stays(browser, case, page_url):
    set_party(case, Party.Role.SELLER, name="杭州某某商贸有限公司", credit_code="91330100799655058B")
    bought(case, PERSON)
    assert "杭州某某商贸有限公司" in browser.get(page_url("seller/party")).content.decode()
    post(browser, page_url("seller/party"), case, name="海边的风", address="", phone="")
    seller = Party.objects.get(case=case, role=Party.Role.SELLER)
    assert (seller.name, seller.credit_code) == ("海边的风", "91330100799655058B")


def test_without_any_name_a_person_is_warned_of_once(browser, case, page_url):
    bought(case, PERSON)
    browser.cookies["django_language"] = "zh-hans"
    warned = post(browser, page_url("seller/party"), case, name="").content.decode()
    assert "确定您告的是谁" in warned
    assert post(browser, page_url("seller/party"), case, name="", confirmed="yes").status_code == 302


def test_on_the_telephone_a_person_has_no_staff_number(case):
    assert any("工号" in line for line in seller_chat.call_script(fresh_desk(told(case)).source))
    case.purchase.seller_kind = "private"
    case.purchase.save()
    said = "".join(seller_chat.call_script(fresh_desk(case).source))
    assert "工号" not in said
    assert "店铺" not in said


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_what_platforms_owe_consumers_is_not_said_to_be_owed_to_others(case, facts, governed):
    desk = fresh_desk(bought(case, facts))
    shown = get_step("platform").result(desk).context["limits"]
    said = " ".join(limit.text.zh for limit in shown)
    assert ("作过承诺" in said, "您这次交易不适用" in said) == (governed, not governed)


@pytest.mark.parametrize(("facts", "asked"), [(SHOP, "登记在哪里"), (PERSON, "住在哪里")], ids=IDS[:2])
def test_a_person_lives_somewhere_and_is_not_registered(browser, case, facts, asked):
    bought(case, facts)
    page = browser.get(reverse("guide:page", args=[case.pk, "legal", "places"]))
    assert asked in page.context["form"]["seller_region"].label


@pytest.mark.parametrize(("facts", "governed"), CASES, ids=IDS)
def test_duties_towards_consumers_are_asked_for_by_consumers_alone(case, facts, governed):
    desk = fresh_desk(bought(case, facts))
    assert ("platform_helped" in questions_of(desk.case, desk.assessment)) is governed
    assert ("duties" in {page.slug for page in get_step("platform").open_pages(desk)}) is governed


@pytest.mark.parametrize(("facts", "where"), [(SHOP, "主要办事机构"), (PERSON, "户籍所在地")], ids=IDS[:2])
def test_a_person_is_sued_where_it_lives(case, facts, where):
    (court,) = [
        each.venue for each in choices(fresh_desk(bought(case, facts))) if each.venue.code == "defendant"
    ]
    assert where in court.reason.zh
    cited = {(each.key, each.article, each.paragraph) for each in court.citations}
    assert ("minsufa", 22, 1 if facts is PERSON else 2) in cited
