"""Step 5: what its pages refuse, and what the result makes of the case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from claimguide.cases.models import ContactEntry, Party, Submission
from claimguide.evidence.models import Exhibit, State
from claimguide.guide.complaint_progress import progress
from claimguide.guide.courts import choices, fees, not_small
from claimguide.guide.registry import get_step
from claimguide.guide.routes import routes
from claimguide.guide.step import Status
from claimguide.letters.compose import open_points
from claimguide.reference.models import Region, WageFigure

from .steps_a import ago, answered, fresh_desk, post, result, today, told

BAD = [
    ("legal/places", {"receipt_region": "999999"}, "receipt_region", ""),
    ("legal/places", {"seller_region": "abc", "receipt_place": ""}, "seller_region", ""),
    ("legal/places", {"receipt_place": "杭州市西湖区"}, "receipt_region", "杭州市西湖区"),
    ("legal/places", {"receipt_place": "长" * 61}, "receipt_place", "长" * 61),
    ("legal/places", {"goods_by_courier": "maybe"}, "goods_by_courier", ""),
    ("legal/tried", {"mediation_wanted": "perhaps"}, "mediation_wanted", ""),
    ("legal/tried", {"court_agreed": "9"}, "court_agreed", ""),
    ("legal/court", {"court_other": "长" * 61}, "court_other", "长" * 61),
    ("legal/identity", {"sex": "x"}, "sex", ""),
    ("legal/identity", {"born_on": "1899-12-31"}, "born_on", "1899-12-31"),
    ("legal/identity", {"ethnic_group": "长" * 21}, "ethnic_group", "长" * 21),
]


@pytest.mark.parametrize(("page", "data", "field", "kept"), BAD)
def test_bad_answers_are_named_at_their_field_and_kept(browser, case, page_url, page, data, field, kept):
    told(case)
    answer = post(browser, page_url(page), case, **data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert kept in answer.content.decode()


def leaf(browser, case, slug: str, language: str = "en"):
    browser.cookies["django_language"] = language
    return browser.get(reverse("guide:page", args=[case.pk, "legal", slug]))


def region(code: str) -> Region:
    return Region.objects.get(code=code)


def place(case, receipt: str = "310000", seller: str = "", **more) -> None:
    plans = case.plans
    plans.receipt_region = region(receipt) if receipt else None
    plans.seller_region = region(seller) if seller else None
    for name, value in more.items():
        setattr(plans, name, value)
    plans.save()


def test_places_and_what_was_tried_are_kept(browser, case, page_url):
    given = {
        "receipt_region": region("330000").pk,
        "receipt_place": "杭州市西湖区",
        "goods_by_courier": "yes",
    }
    answer = post(browser, page_url("legal/places"), case, **given)
    assert answer.url == page_url("legal/tried")
    post(browser, page_url("legal/tried"), case, mediation_wanted="yes", court_agreed="")
    plans = fresh_desk(case).case.plans
    assert (plans.receipt_region.code, plans.receipt_place) == ("330000", "杭州市西湖区")
    assert (plans.goods_by_courier, plans.mediation_wanted, plans.court_agreed) == ("yes", "yes", "")


def test_nothing_delivered_needs_no_place(browser, case, page_url):
    assert post(browser, page_url("legal/places"), case, goods_by_courier="").status_code == 302


COURTS = [
    ({"receipt": "310000", "goods_by_courier": "yes"}, {}, ["receipt", "defendant"]),
    ({"receipt": "330000", "receipt_place": "杭州市西湖区"}, {}, ["receipt", "defendant", "internet"]),
    ({"receipt": "330000", "receipt_place": "宁波市鄞州区"}, {}, ["receipt", "defendant"]),
    ({"receipt": "110000", "receipt_place": "海淀区"}, {}, ["receipt", "defendant", "internet"]),
    ({"receipt": "", "seller": "440000"}, {}, ["receipt", "defendant", "internet"]),
    ({"receipt": "310000", "court_agreed": "yes"}, {}, ["receipt", "defendant", "agreed"]),
    ({"receipt": "310000"}, {"goods_kind": "digital_content"}, ["buyer", "defendant"]),
    ({"receipt": "310000"}, {"goods_kind": "service"}, ["defendant"]),
    ({"receipt": "310000"}, {"channel": "offline"}, ["defendant"]),
]


@pytest.mark.parametrize(("places", "bought", "codes"), COURTS)
def test_courts_follow_from_the_facts(case, places, bought, codes):
    told(case)
    for name, value in bought.items():
        setattr(case.purchase, name, value)
    case.purchase.save()
    place(case, **places)
    assert [c.venue.code for c in choices(fresh_desk(case))] == codes


def test_a_court_names_its_place_where_it_is_known(case):
    told(case)
    Party.objects.create(case=case, role="seller", name="杭州某某商贸有限公司", address="杭州市余杭区1号")
    place(case, receipt_place="浦东新区")
    found = {c.venue.code: c.place for c in choices(fresh_desk(case))}
    assert found["receipt"] == "上海市 浦东新区"
    assert found["defendant"] == "杭州市余杭区1号"


NAMES = [
    ({"receipt": "310000", "receipt_place": "浦东新区"}, "上海市浦东新区人民法院"),
    ({"receipt": "330000", "receipt_place": "杭州市西湖区文三路1号"}, "杭州市西湖区人民法院"),
    ({"receipt": "330000", "receipt_place": "宁波市宁海县"}, "宁海县人民法院"),
    ({"receipt": "450000", "receipt_place": "南宁市青秀区"}, "南宁市青秀区人民法院"),
    ({"receipt": "330000", "receipt_place": "义乌市"}, ""),
    ({"receipt": "330000"}, ""),
    ({"receipt": "510000", "receipt_place": "成都武侯区"}, ""),
]


@pytest.mark.parametrize(("places", "name"), NAMES)
def test_a_court_is_named_only_where_its_name_follows_from_the_place(case, places, name):
    told(case)
    place(case, **places)
    assert choices(fresh_desk(case))[0].court == name


def test_a_court_may_be_chosen_or_typed(browser, case, page_url):
    told(case)
    place(case, receipt="330000", receipt_place="杭州市西湖区")
    Party.objects.create(case=case, role="seller", address="浙江省杭州市西湖区1号")
    first = "杭州市西湖区人民法院"
    page = browser.get(page_url("legal/court")).content.decode()
    assert page.count(f'value="{first}"') == 1
    assert 'value="杭州互联网法院"' in page
    assert post(browser, page_url("legal/court"), case, court=first).status_code == 302
    assert fresh_desk(case).case.plans.court_name == first
    post(browser, page_url("legal/court"), case, court="other", court_other="余杭区法庭", confirmed="yes")
    assert fresh_desk(case).case.plans.court_name == "余杭区法庭"
    shown = browser.get(page_url("legal/court")).context["form"].initial
    assert shown == {"court": "other", "court_other": "余杭区法庭"}


@pytest.mark.parametrize(
    "given", [{"court": "other"}, {"court": "杭州市西湖区人民法院", "court_other": "另一法院"}]
)
def test_a_court_is_one_court(browser, case, page_url, given):
    told(case)
    place(case, receipt="330000", receipt_place="杭州市西湖区")
    answer = post(browser, page_url("legal/court"), case, **given)
    assert list(answer.context["form"].errors) == ["court_other"]


def test_a_name_that_is_no_courts_is_asked_about(browser, case, page_url):
    told(case)
    answer = post(browser, page_url("legal/court"), case, court_other="西湖区")
    assert answer.context["warnings"]
    assert fresh_desk(case).case.plans.court_name == ""


def test_particulars_are_kept_and_may_be_left_out(browser, case, page_url):
    told(case)
    given = {"sex": "female", "born_on": "1990-5-6", "ethnic_group": "汉族", "occupation": "教师"}
    assert post(browser, page_url("legal/identity"), case, **given).status_code == 302
    you = fresh_desk(case).consumer
    assert (you.sex, str(you.born_on), you.ethnic_group, you.occupation) == (
        "female",
        "1990-05-06",
        "汉族",
        "教师",
    )
    assert post(browser, page_url("legal/identity"), case).status_code == 302
    you = fresh_desk(case).consumer
    assert (you.sex, you.born_on, you.employer) == ("", None, "")


def test_no_page_asks_for_an_identity_number():
    fields = {name for page in get_step("legal").pages for name in page.form.base_fields}
    assert not [name for name in fields if "number" in name or "id_card" in name]


def test_the_step_shows_the_complaint_and_what_it_lacks(browser, case, page_url):
    told(case)
    page = leaf(browser, case, "complaint")
    lacking = [item.field for item in page.context["complaint"]["missing"]]
    assert {"court", "consumer.name", "consumer.phone", "seller.name"} <= set(lacking)
    assert page_url("legal/court") in page.content.decode()
    assert reverse("letters:review", args=[case.pk, "account"]) in page.content.decode()


def test_no_internet_court_is_promised(case):
    told(case)
    place(case, receipt="110000")
    internet = next(c for c in choices(fresh_desk(case)) if c.venue.code == "internet")
    assert not internet.venue.certain
    assert not internet.venue.citations


@pytest.mark.parametrize(
    ("low", "high", "claimed"),
    [("0", "0", []), ("200", "200", ["200"]), ("200", "800", ["800", "200"]), ("0", "900", ["900"])],
)
def test_the_fee_is_shown_for_the_main_claim_and_the_lesser_one(low, high, claimed):
    found = fees(Decimal(low), Decimal(high))
    assert [fee["whole"].claimed for fee in found] == [Decimal(sum_) for sum_ in claimed]
    assert all(fee["half"].amount * 2 == fee["whole"].amount for fee in found)


def test_routes_count_the_fee_and_know_what_is_missing(case):
    told(case)
    found = {route.code: route for route in routes(fresh_desk(case))}
    assert list(found) == ["seller", "platform", "12315", "association", "order", "small", "ordinary", "aid"]
    assert "25.00" in found["small"].cost.zh
    assert "50.00" in found["ordinary"].cost.zh
    assert {need.there for need in found["ordinary"].needs} == {True, False}
    assert all(route.citations for route in found.values())
    Party.objects.create(case=case, role="seller", name="某公司", address="某路1号")
    there = {n.text.en: n.there for n in {r.code: r for r in routes(fresh_desk(case))}["12315"].needs}
    assert there["The seller's real name and address"] is True


def test_routes_leave_out_the_platform_where_there_is_none(case):
    told(case)
    case.purchase.channel = "own_site"
    case.purchase.save()
    assert "platform" not in [route.code for route in routes(fresh_desk(case))]


@pytest.mark.parametrize("state", ["sent", "accepted", "refused", "settled", "ended"])
def test_routes_say_what_became_of_a_submission(case, state):
    told(case)
    Submission.objects.create(case=case, channel="12315_complaint", on=today(), state=state)
    found = {route.code: route for route in routes(fresh_desk(case))}
    assert found["12315"].remark is not None
    free = next(n.there for n in found["association"].needs if "12315" in n.text.zh)
    assert free is (state not in ("sent", "accepted"))


def test_no_route_speaks_of_odds(case):
    told(case)
    for route in routes(fresh_desk(case)):
        words = " ".join([route.cost.zh, route.time.zh, *(n.text.zh for n in route.needs)])
        assert not any(odd in words for odd in ("成功率", "胜诉率", "多半", "一定能"))


def test_small_claims_are_ruled_out_where_the_facts_do(case):
    told(case)
    assert not_small(fresh_desk(case)) == []
    case.dealings.seller_vanished = "yes"
    case.dealings.save()
    case.purchase.cross_border = "yes"
    case.purchase.save()
    assert len(not_small(fresh_desk(case))) == 2


def asked(case) -> str:
    return "\n".join(q.zh for q in open_points.questions(fresh_desk(case).source))


def test_questions_for_a_lawyer_come_from_the_facts(case):
    told(case)
    text = asked(case)
    assert "店铺名称" in text
    assert "还没有证据" in text
    Party.objects.create(case=case, role="seller", name="某公司")
    assert "店铺名称" not in asked(case)
    place(case, court_agreed="yes")
    assert "用户协议约定了管辖法院" in asked(case)


def test_a_near_limitation_day_is_asked_about(case):
    told(case)
    assert "届满" not in asked(case)
    case.purchase.ordered_on, case.purchase.received_on = ago(1061), ago(1060)
    case.purchase.save()
    case.problem.discovered_on = ago(1050)
    case.problem.save()
    assert "届满" in asked(case)
    case.problem.discovered_on = None
    case.problem.save()
    assert "还没有确定发现问题的日期" in asked(case)


SHOWN = {
    "ways": "民事诉讼法》第二百二十五条",
    "days": "民法典》第一百九十五条",
    "where": "民事诉讼法》第二十四条",
    "complaint": "民事诉讼法》第一百二十四条",
    "lawyer": "12348",
}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("slug", SHOWN)
def test_a_part_renders_in_both_languages(browser, case, slug, language):
    told(case)
    place(case, receipt="330000", court_agreed="yes", goods_by_courier="yes")
    ContactEntry.objects.create(case=case, on=ago(20), channel="chat", said="<b>请退货</b>")
    page = leaf(browser, case, slug, language)
    text = page.content.decode()
    assert page.status_code == 200
    assert SHOWN[slug] in text
    assert "<b>请退货" not in text
    assert page.context["back_url"] == reverse("guide:step", args=[case.pk, "legal"])


def test_the_result_leads_to_every_part_and_each_part_to_the_next(browser, case, page_url):
    told(case)
    answered(case, "legal/places")
    page = result(browser, case, "legal")
    slugs = [part.slug for part in get_step("legal").leaves]
    assert slugs == list(SHOWN)
    for slug in slugs:
        assert page_url(f"legal/{slug}") in page.content.decode()
    assert reverse("guide:case_legal_aid", args=[case.pk]) in page.content.decode()
    assert all(line for _leaf, _url, line in page.context["parts"])
    following = [leaf(browser, case, slug).context["following"] for slug in slugs]
    assert [each and each.slug for each in following] == [*slugs[1:], None]


def test_a_part_is_no_question(browser, case, page_url):
    assert browser.post(page_url("legal/ways")).status_code == 405
    assert {part.slug for part in get_step("legal").leaves}.isdisjoint(
        page.slug for page in get_step("legal").pages
    )


@pytest.mark.parametrize("slug", SHOWN)
def test_an_empty_case_still_gets_every_part(browser, case, slug):
    assert leaf(browser, case, slug).status_code == 200


def test_an_empty_case_still_gets_a_result(browser, case):
    answered(case, "legal/places")
    assert result(browser, case, "legal").status_code == 200
    page = leaf(browser, case, "where")
    assert page.context["fees"] == []
    assert "No sum is known yet" in page.content.decode()


def test_the_complaint_counts_its_boxes(browser, case, page_url):
    told(case)
    place(case)
    before = progress(fresh_desk(case))
    parts = {part.heading: part for part in before.parts}
    assert {"诉讼请求", "事实与理由", "证据清单", "受诉法院"} < set(parts)
    (court,) = parts["受诉法院"].missing
    assert court.url == page_url("legal/court")
    assert "证件类型及号码" in [box.label for box in parts["原告（自然人）"].by_hand]
    assert [box.label for box in parts["证据清单"].missing] == ["证据"]
    Party.objects.create(case=case, role="consumer", name="王某", phone="13800000000", address="某路1号")
    case.plans.court_name = "某区人民法院"
    case.plans.save()
    after = progress(fresh_desk(case))
    assert len(after.boxes) == len(before.boxes)
    assert after.done > before.done
    assert not next(part for part in after.parts if part.heading == "受诉法院").missing


def test_no_progress_where_no_complaint_fits(browser, case):
    told(case)
    case.problems.all().delete()
    page = leaf(browser, case, "complaint")
    assert page.context["progress"] is None
    assert page.context["complaint"]["reason"]


def test_what_may_have_interrupted_the_period_is_listed(browser, case):
    told(case)
    ContactEntry.objects.create(case=case, on=ago(20), channel="mail", said="请退货")
    text = leaf(browser, case, "days").content.decode()
    assert "Registered post or EMS" in text


def test_status_and_line(case):
    step = get_step("legal")
    assert (step.status(fresh_desk(case)), step.line(fresh_desk(case))) == (Status.NEW, "")
    told(case)
    answered(case, "legal/places")
    assert step.status(fresh_desk(case)) == Status.STARTED
    answered(case, "legal/tried")
    assert step.status(fresh_desk(case)) == Status.DONE
    assert step.line(fresh_desk(case))
    case.problem.discovered_on = None
    case.problem.save()
    assert step.line(fresh_desk(case))


def test_queries_do_not_grow_with_the_rows(browser, case, django_assert_max_num_queries):
    told(case)
    place(case)
    answered(case, "legal/places", "legal/tried")
    for number in range(10):
        ContactEntry.objects.create(case=case, on=ago(number), channel="chat", said=f"第{number}次")
        Submission.objects.create(case=case, channel="platform", on=ago(number), state="sent")
        exhibit = Exhibit.objects.create(
            case=case,
            position=number + 1,
            state=State.CLEAN,
            kind="jpeg",
            title="图",
            sha256=f"{number}",
            size=9,
        )
        exhibit.proves.create(element="buying")
    with django_assert_max_num_queries(32):
        assert result(browser, case, "legal").status_code == 200


@pytest.mark.parametrize(("years_ago", "shown"), [(1, True), (0, False), (2, False)])
def test_the_small_claims_limit_is_shown_from_last_years_wage_only(browser, bracelet, years_ago, shown):
    year = timezone.localdate().year - years_ago
    WageFigure.objects.create(
        region=bracelet.plans.receipt_region,
        year=year,
        average_wage=Decimal("100001.00"),
        source="某省统计局公报",
        last_checked=timezone.localdate(),
    )
    page = leaf(browser, bracelet, "where").content.decode()
    assert ("50,000.50" in page) is shown


def test_nobody_is_asked_where_a_course_was_received(browser, case, page_url):
    told(case)
    case.purchase.goods_kind = "prepaid_service"
    case.purchase.save()
    form = browser.get(page_url("legal/places")).context["form"]
    assert list(form.fields) == ["seller_region"]
