"""Step 7: the association, the order of channels, the 12315 sheet, and the log with its days."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from claimguide.cases.models import Party, Submission
from claimguide.cases.submissions import conflict, log
from claimguide.core.working_days import WorkCalendar
from claimguide.guide.mediation_move import Move
from claimguide.guide.registry import get_step
from claimguide.guide.step import Status
from claimguide.letters.compose import delay
from claimguide.letters.compose.violations import TABLE
from claimguide.letters.models import LetterVersion
from claimguide.reference.models import Region
from claimguide.reference.selectors import consumer_body_for

from .steps_a import ago, answered, fresh_desk, post, result, today, told

SENT = {"channel": "12315_complaint", "body": "", "on": "今天", "number": "", "state": "sent"}
BAD = [
    ("association/region", {"region": ""}, "region"),
    ("association/region", {"region": "999999"}, "region"),
    ("association/declaration", {"no_other_body": "perhaps"}, "no_other_body"),
    ("association/declaration", {"mediation_terms": "长" * 501}, "mediation_terms"),
    ("association/bureau", {"bureau": "西湖边"}, "bureau"),
    ("association/bureau", {"bureau": "Yuhang"}, "bureau"),
    ("association/bureau", {"publish_complaint": "unsure"}, "publish_complaint"),
    ("association/submissions", {**SENT, "channel": ""}, "channel"),
    ("association/submissions", {**SENT, "state": ""}, "state"),
    ("association/submissions", {**SENT, "on": "2099-1-1"}, "on"),
    ("association/submissions", {**SENT, "on": str(ago(400))}, "on"),
    ("association/submissions", {**SENT, "channel": "other", "body": ""}, "body"),
]


@pytest.mark.parametrize(("page", "data", "field"), BAD)
def test_bad_answers_are_named_at_their_field_and_kept(browser, case, page_url, page, data, field):
    told(case)
    answer = post(browser, page_url(page), case, **data)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert data.get("mediation_terms", "") in answer.content.decode()


def region(code: str) -> Region:
    return Region.objects.get(code=code)


def test_the_name_of_an_association_is_kept_only_when_confirmed(browser, case, page_url):
    shanghai = region("310000")
    post(browser, page_url("association/region"), case, region=shanghai.pk)
    hint = consumer_body_for(shanghai).name
    assert hint in browser.get(page_url("association/body")).content.decode()
    post(browser, page_url("association/body"), case, body_name="")
    assert fresh_desk(case).case.plans.body_name == ""
    both = post(browser, page_url("association/body"), case, same="on", body_name="别的协会")
    assert list(both.context["form"].errors) == ["body_name"]
    post(browser, page_url("association/body"), case, same="on", body_name="")
    assert fresh_desk(case).case.plans.body_name == hint


def test_another_region_drops_the_name_confirmed_for_the_old_one(browser, case, page_url):
    post(browser, page_url("association/region"), case, region=region("310000").pk)
    post(browser, page_url("association/body"), case, same="on", body_name="")
    post(browser, page_url("association/region"), case, region=region("330000").pk)
    assert fresh_desk(case).case.plans.body_name == ""


def test_a_region_without_an_association_on_file_still_works(browser, case, page_url):
    case.region = region("710000")
    case.save()
    assert browser.get(page_url("association/body")).status_code == 200
    answered(case, "association/region")
    assert result(browser, case, "association").status_code == 200


def test_a_declaration_against_the_own_log_warns(browser, case, page_url):
    Submission.objects.create(case=case, channel="court", on=today(), state="accepted")
    data = {"no_other_body": "yes", "mediation_terms": ""}
    assert post(browser, page_url("association/declaration"), case, **data).context["warnings"]


CALENDAR = WorkCalendar(
    holidays=[date(2026, 10, d) for d in range(1, 8)], makeup_days=[], announced_years=[2026]
)


def submission(channel: str, state: str = "sent", on: date = date(2026, 9, 25)) -> Submission:
    return Submission(channel=channel, state=state, on=on)


DAYS = [
    # 7 working days after 25 September 2026, over the October holidays; then 60 days.
    (submission("12315_complaint"), {"accept": date(2026, 10, 13), "mediate": date(2026, 12, 14)}),
    (submission("12315_complaint", "accepted"), {"mediate": date(2026, 12, 14)}),
    (submission("12315_complaint", "refused"), {}),
    (submission("12315_report"), {"check": date(2026, 10, 23)}),
    (submission("association"), {}),
    (submission("platform"), {}),
    (submission("court"), {}),
]


@pytest.mark.parametrize(("each", "expected"), DAYS)
def test_days_follow_from_what_was_sent(each, expected):
    (found,) = log([each], CALENDAR)
    assert {d.code: d.date for d in found.deadlines} == expected
    assert all(d.citations for d in found.deadlines)
    assert (found.remark is not None) == (each.channel == "association")


def test_days_before_the_order_121_cite_the_law_of_their_time():
    (found,) = log([submission("12315_complaint", on=date(2026, 3, 2))], CALENDAR)
    keys = {c.key for d in found.deadlines for c in d.citations}
    assert keys == {"xiaobao_tiaoli"}


CONFLICTS = [
    ([("12315_complaint", "sent"), ("association", "accepted")], "保留一个"),
    ([("12315_complaint", "accepted"), ("association", "sent")], "保留一个"),
    ([("association", "accepted")], "不会再受理"),
    ([("association", "ended")], "不会再受理"),
    ([("12315_complaint", "sent")], "先不要再找消费者协会"),
    ([("association", "sent")], None),
    ([("12315_complaint", "refused"), ("association", "sent")], None),
    ([("platform", "sent"), ("12315_report", "sent")], None),
    ([], None),
]


@pytest.mark.parametrize(("sent", "words"), CONFLICTS)
def test_two_bodies_with_one_dispute_are_pointed_out(sent, words):
    found = conflict([submission(c, s) for c, s in sent], date(2026, 11, 23))
    assert (found is None) if words is None else (words in found.text.zh)
    if found:
        assert "tousu_jubao:16#2" in [c.code for c in found.citations]


def test_every_form_of_the_step_has_its_sheet_or_says_why_not(browser, case):
    told(case)
    answered(case, "association/region")
    page = result(browser, case, "association")
    assert [each.form.slug for each in page.context["sheets"]] == [
        "12315_complaint",
        "12315_report",
        "association",
    ]
    for each in page.context["sheets"]:
        if each.reason:
            assert str(each.reason)
        else:
            assert f'href="{each.url}"' in page.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_result_renders_in_both_languages(browser, case, language):
    told(case)
    case.region = region("310000")
    case.save()
    answered(case, "association/region")
    Submission.objects.create(case=case, channel="12315_complaint", on=today(), state="sent", number="9" * 25)
    Submission.objects.create(case=case, channel="association", on=today(), state="sent")
    page = result(browser, case, "association", language)
    text = page.content.decode()
    assert page.status_code == 200
    assert "上海市消费者权益保护委员会" in text
    assert 'id="conflict"' in text
    assert "9" * 25 in text
    assert "tag--may" in text


def test_the_regulators_questions_have_no_default_and_no_way_to_be_unsure(browser, case, page_url):
    told(case)
    page = browser.get(page_url("association/bureau")).content.decode()
    assert page.count('name="publish_complaint"') == page.count('name="entrust_mediation"') == 2
    assert "checked" not in page
    post(browser, page_url("association/bureau"), case)
    assert fresh_desk(case).case.plans.publish_complaint == ""
    data = {"bureau": " 杭州市 余杭区", "publish_complaint": "no", "entrust_mediation": "yes"}
    post(browser, page_url("association/bureau"), case, **data)
    plans = fresh_desk(case).case.plans
    assert (plans.bureau, plans.publish_complaint, plans.entrust_mediation) == ("杭州市余杭区", "no", "yes")


def test_the_addresses_that_decide_the_district_are_shown(browser, case, page_url):
    Party.objects.create(case=case, role="seller", address="杭州市余杭区1号")
    assert "杭州市余杭区1号" in browser.get(page_url("association/bureau")).content.decode()


def test_a_report_is_asked_about_only_where_a_violation_shows(browser, case, page_url):
    told(case)
    desk = fresh_desk(case)
    shows = any(f.holds and f.code in {row.ground for row in TABLE} for f in desk.assessment.findings)
    assert (get_step("association").page("report", desk) is not None) is shows
    case.problem.false_statement = case.problem.misled_into_buying = "yes"
    case.problem.save()
    case.purchase.seller_kind, case.purchase.purpose = "business", "daily_life"
    case.purchase.save()
    assert get_step("association").page("report", fresh_desk(case))
    post(browser, page_url("association/report"), case, report_as="anonymous", report_clues="批号123")
    plans = fresh_desk(case).case.plans
    assert (plans.report_as, plans.report_clues) == ("anonymous", "批号123")


def test_a_delay_is_reported_once_its_fifteen_days_are_over(browser, case, page_url):
    told(case)
    case.contacts.create(on=ago(20), channel="chat", said="检测不是小叶紫檀，要求退货退款", answer="")
    answered(case, "association/region")
    before = result(browser, case, "association").content.decode()
    assert get_step("association").page("report", fresh_desk(case)) is None
    assert "To report a delay or a refusal, note in step 3" in before
    case.dealings.reply_kind = "none"
    case.dealings.save()
    assert get_step("association").page("report", fresh_desk(case))
    page = result(browser, case, "association").content.decode()
    assert "suspected deliberate delay or unreasonable refusal" in page
    assert "《侵害消费者权益行为处罚办法》第八条第（二）项" in page
    assert reverse("letters:review", args=[case.pk, "report"]) in page


def test_a_delay_that_is_to_come_is_told_with_its_first_day(browser, case, page_url):
    told(case)
    case.contacts.create(on=ago(3), channel="chat", said="检测不是小叶紫檀，要求退货退款", answer="")
    case.dealings.asked_seller_on, case.dealings.reply_kind = ago(3), "none"
    case.dealings.save()
    answered(case, "association/region")
    reason = str(result(browser, case, "association").context["report"]["reason"])
    first = delay.first_day(fresh_desk(case).source)
    assert first >= ago(-13)
    with override("en"):
        assert date_format(first, "DATE_FORMAT") in reason
    assert get_step("association").page("report", fresh_desk(case)) is None


def test_a_suspected_counterfeit_is_reported_once_a_clue_is_told(browser, case, page_url):
    told(case)
    case.problems.update(kind="counterfeit")
    case.problem.reality = "我觉得是假的"
    case.problem.save()
    answered(case, "association/region")
    before = result(browser, case, "association")
    assert before.context["report"]["reason"]
    page = before.content.decode()
    assert "none is on record" in page
    for path in (page_url("law/story"), page_url("association/report")):
        assert f'<a href="{path}">' in page
    assert "without a test" not in page
    post(browser, page_url("association/report"), case, report_as="named", report_clues="防伪码查不到")
    after = result(browser, case, "association")
    assert not after.context["report"]["reason"]
    assert "without a test" in after.content.decode()
    assert "Here you can tell a clue of" not in after.content.decode()


def test_the_result_offers_the_complaint_before_the_association_and_the_report_after(browser, case):
    told(case)
    answered(case, "association/region")
    context = result(browser, case, "association").context
    page = result(browser, case, "association").content.decode()
    links = [reverse("letters:review", args=[case.pk, kind]) for kind in ("regulator", "association")]
    places = [page.index(link) for link in links]
    assert places == sorted(places)
    assert {"bureau", "publish_complaint"} <= {m.field for m in context["complaint"]["missing"]}
    Submission.objects.create(case=case, channel="association", on=today(), state="accepted")
    again = result(browser, case, "association")
    assert again.context["complaint"]["reason"]
    assert links[0] not in again.content.decode()


def test_a_complaint_that_was_made_is_ready_until_it_is_sent(case):
    pages = ("region", "declaration", "bureau", "report", "submissions")
    answered(case, *(f"association/{page}" for page in pages))
    step, desk = get_step("association"), fresh_desk(case)
    assert step.status(desk) == Status.READY
    desk.letters["regulator"].append(LetterVersion(case=case, kind="regulator", number=1))
    assert step.status(desk) == Status.READY
    case.submissions.create(channel="12315_complaint", on=today(), state="sent")
    assert step.status(fresh_desk(case)) == Status.WAITING


def test_what_bars_the_letter_is_named(browser, case):
    told(case)
    answered(case, "association/region")
    fields = {m.field for m in result(browser, case, "association").context["missing"]}
    assert {"region", "no_other_body", "consumer.name", "consumer.address"} <= fields


def test_an_unchecked_name_is_printed_only_after_it_was_confirmed(case):
    from claimguide.letters.compose import compose

    told(case)
    case.region = region("310000")
    case.save()
    hint = consumer_body_for(case.region).name
    assert hint not in str(compose(fresh_desk(case).case, "association", today()).addressee)
    case.plans.body_name = hint
    case.plans.save()
    assert hint in str(compose(fresh_desk(case).case, "association", today()).addressee)


def test_status_follows_what_was_sent(case):
    step = get_step("association")
    assert step.status(fresh_desk(case)) == Status.NEW
    answered(case, *(f"association/{s}" for s in ("region", "declaration", "bureau", "submissions")))
    assert step.status(fresh_desk(case)) == Status.READY
    row = Submission.objects.create(case=case, channel="12315_complaint", on=today(), state="sent")
    assert step.status(fresh_desk(case)) == Status.WAITING
    assert step.line(fresh_desk(case))
    Submission.objects.filter(pk=row.pk).update(state="settled")
    assert step.status(fresh_desk(case)) == Status.DONE


def test_queries_do_not_grow_with_the_log(browser, case, django_assert_max_num_queries):
    told(case)
    case.region = region("310000")
    case.save()
    answered(case, "association/region")
    for number in range(12):
        Submission.objects.create(case=case, channel="platform", on=ago(number), state="sent")
    with django_assert_max_num_queries(32):
        assert result(browser, case, "association").status_code == 200


def test_a_missing_value_of_the_sheet_links_the_page_that_asks_for_it(browser, case):
    text = browser.get(reverse("letters:sheet", args=[case.pk, "12315_complaint"])).content.decode()
    for place in ("seller/party", "law/goods", "law/order"):
        step, page = place.split("/")
        assert reverse("guide:page", args=[case.pk, step, page]) in text


def test_one_channel_is_to_be_chosen_and_the_one_that_has_it_is_marked(browser, case):
    """F13: one after the other."""
    told(case)
    answered(case, "association/region")
    shown = result(browser, case, "association")
    text = shown.content.decode()
    assert "Usually the better first choice" in text
    assert text.index("Choose one first") < text.index('id="association"')
    assert not shown.context["with_12315"] and not shown.context["with_association"]
    case.submissions.create(channel="12315_complaint", on=ago(3), state="sent")
    shown = result(browser, case, "association")
    text = shown.content.decode()
    assert shown.context["with_12315"] and not shown.context["with_association"]
    assert "It has your dispute now" in text and "Not while 12315 has it" in text
    assert "Usually the better first choice" not in text
    case.submissions.update(state="ended")
    assert not result(browser, case, "association").context["with_12315"]


MOVES = [
    ([], "regulator"),
    ([("platform", "sent")], "regulator"),
    ([("12315_complaint", "sent")], "wait_12315"),
    ([("12315_complaint", "accepted"), ("association", "sent")], "choose"),
    ([("association", "accepted")], "wait_association"),
    ([("12315_complaint", "refused")], "association"),
    ([("12315_complaint", "ended"), ("association", "accepted")], "wait_association"),
    ([("12315_complaint", "ended"), ("association", "refused")], "court"),
    ([("association", "ended")], "court"),
    ([("association", "refused")], "regulator"),
    ([("12315_complaint", "sent"), ("12315_complaint", "refused")], "association"),
    ([("12315_complaint", "settled")], "settled"),
    ([("12315_report", "sent")], "regulator"),
]


@pytest.mark.parametrize(("sent", "move"), MOVES)
def test_one_body_at_a_time_stands_first(browser, case, sent, move):
    told(case)
    answered(case, "association/region")
    for days, (channel, state) in enumerate(reversed(sent)):
        Submission.objects.create(case=case, channel=channel, on=ago(days), state=state)
    page = result(browser, case, "association")
    assert page.status_code == 200
    assert page.context["move"] == move


def test_every_first_thing_of_the_step_is_reached():
    assert {move for _sent, move in MOVES} == set(Move)
