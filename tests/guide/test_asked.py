"""What is asked together, what is offered for a look, and what is left open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from claimguide.cases.models import Case, ContactEntry, UnknownAnswer
from claimguide.cases.services import set_problems
from claimguide.guide.promise_words import multiple_in, multiple_of
from claimguide.guide.questions import MOST, keys_of, slug_of, together
from claimguide.guide.registry import get_step
from claimguide.guide.step import Status
from claimguide.guide.steps.law import PromiseForm
from claimguide.reference.models import Region

from .steps_a import ago, answered, fresh_desk, post, told


@pytest.mark.parametrize("keys", [("purpose",), ("buyer_knew", "seller_kind"), ("a",) * 2])
def test_an_address_says_what_is_asked(keys: tuple[str, ...]) -> None:
    assert keys_of(slug_of(*keys)) == (() if "a" in keys else keys)


@pytest.mark.parametrize(
    "slug",
    [
        "q-",
        "q---",
        "purpose",
        "q-purpose--purpose",
        "q-purpose--id",
        slug_of("purpose", "buyer_knew", "seller_kind", "seller_knew", "harm", "loss"),
    ],
)
def test_an_address_that_names_anything_else_asks_nothing(slug: str) -> None:
    assert keys_of(slug) == ()


def _missing(*told_: str) -> list[Any]:
    """Facts by name; one with a minus would only change a detail."""
    return [SimpleNamespace(key=each.lstrip("-"), decides=not each.startswith("-")) for each in told_]


@pytest.mark.parametrize(
    ("missing", "needs", "asked"),
    [
        ([], [], ()),
        (["-a", "-b"], [("a", "b")], ()),
        (["a", "-b"], [], ("a",)),
        (["a", "-b", "-c"], [("a", "c")], ("a", "c")),
        (["-b", "a"], [("b", "a")], ("a", "b")),
        (list("abcdefg"), [], tuple("abcde")),
        ([*"abcd", "-e", "-f"], [("a", "e", "f")], tuple("abcde")),
    ],
)
def test_what_decides_comes_first_with_what_belongs_to_it(
    missing: list[str], needs: list[tuple[str, ...]], asked: tuple[str, ...]
) -> None:
    findings = [SimpleNamespace(verdict="needs_facts", needs=each) for each in needs]
    assert together(_missing(*missing), findings) == asked  # type: ignore[arg-type]
    assert len(asked) <= MOST


def test_what_is_left_open_is_not_asked_again(browser: Client, case: Case, page_url) -> None:
    told(case)
    page = get_step("law").next_questions(fresh_desk(case))
    assert page is not None
    keys = keys_of(page.slug)
    post(browser, page_url(f"law/{page.slug}"), case)
    assert set(UnknownAnswer.objects.filter(case=case).values_list("key", flat=True)) == set(keys)
    following = get_step("law").next_questions(fresh_desk(case))
    assert following is None or not set(keys) & set(keys_of(following.slug))
    post(browser, page_url("law/" + slug_of("buyer_knew")), case, buyer_knew="no")
    assert not UnknownAnswer.objects.filter(case=case, key="buyer_knew").exists()


def test_the_step_is_done_when_all_that_decides_was_asked(browser: Client, case: Case, page_url) -> None:
    told(case)
    answered(case, "law/problem")
    law = get_step("law")
    while page := law.next_questions(fresh_desk(case)):
        post(browser, page_url(f"law/{page.slug}"), case)
    desk = fresh_desk(case)
    assert law.first_open(desk) is None
    assert law.status(desk) is Status.DONE
    assert all(law.left(page, desk) == 0 for page in law.open_pages(desk))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("百分之百印度小叶紫檀，假一赔十", ("假一赔十", 10)),
        ("假一罚１００", ("假一罚100", 100)),
        ("退一赔三，放心购买", ("退一赔三", 3)),
        ("承诺十倍赔偿", ("十倍赔偿", 10)),
        ("两倍赔付", ("两倍赔付", 2)),
        ("假一赔百", ("假一赔百", 100)),
        ("假一赔命", None),
        ("假一赔999", None),
        ("正品保证", None),
        ("", None),
    ],
)
def test_a_promised_multiple_is_read_from_the_words(text: str, found: tuple[str, int] | None) -> None:
    assert multiple_in(text) == found


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("假一赔十", 10),
        ("十倍", 10),
        ("１０倍", 10),
        ("三倍赔偿", 3),
        ("10", None),
        ("200元", None),
        ("全场满十倍积分", None),
        ("千倍", None),
        ("", None),
    ],
)
def test_an_answer_that_is_a_multiple(answer, value):
    assert multiple_of(answer) == value


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("multiple", "假一赔十", 10),
        ("multiple", "10", 10),
        ("fixed_sum", "500元", 500),
        ("fixed_sum", "十倍", None),
    ],
)
def test_a_promise_is_taken_as_people_say_it(case, kind, typed, value):
    form = PromiseForm({"promise_kind": kind, "promise_value": typed}, case=case)
    assert form.is_valid() is (value is not None)
    assert form.cleaned_data.get("promise_value") == value


def test_a_promised_multiple_that_cannot_be_read_is_asked_for_by_its_name(case):
    form = PromiseForm({"promise_kind": "multiple", "promise_value": "很多"}, case=case)
    with override("en"):
        assert form.errors["promise_value"] == [
            "Write the multiple or the sum in figures, for example 10 or 199.00."
        ]


def test_a_promise_is_offered_and_stored_only_when_sent(browser: Client, case: Case, page_url) -> None:
    told(case)
    case.problem.seller_words = "正品，假一赔十"
    case.problem.save()
    case.problems.create(kind="promise_broken")
    page = browser.get(page_url("law/promise"))
    form = page.context["form"]
    assert (form["promise_kind"].value(), form["promise_words"].value()) == ("multiple", "假一赔十")
    assert str(form.suggested_from) in page.content.decode()
    case.promise.refresh_from_db()
    assert case.promise.promise_kind == ""
    post(browser, page_url("law/promise"), case, promise_kind="none")
    assert browser.get(page_url("law/promise")).context["form"]["promise_kind"].value() == "none"


def test_region_answer_and_day_are_offered_from_what_was_told(browser: Client, case: Case, page_url) -> None:
    told(case)
    case.parties.create(role="consumer", name="林晓", address="浙江杭州示例区1号")
    region = browser.get(page_url("association/region")).context["form"]["region"].value()
    assert Region.objects.get(pk=region).name_zh == "浙江省"
    ContactEntry.objects.create(case=case, on=ago(3), channel="chat", said="退货", answer="拆封了不能退")
    reply = browser.get(page_url("seller/reply")).context["form"]
    assert (reply["reply_text"].value(), reply["reply_kind"].value()) == ("拆封了不能退", "opened")
    remedy = browser.get(page_url("seller/remedy")).context["form"]
    assert remedy["tone"].value() == "firm"
    assert remedy["reply_by"].value()


def test_the_price_of_a_course_is_offered_as_what_was_paid_in_advance(
    browser: Client, case: Case, page_url
) -> None:
    told(case)
    case.problems.all().delete()
    case.problems.create(kind="prepaid_closed")
    case.special.prepaid_used = 100
    case.special.save()
    form = browser.get(page_url("law/q-prepaid-amount")).context["form"]
    assert form["prepaid_amount"].value() == "1234.00"
    case.special.refresh_from_db()
    assert case.special.prepaid_amount is None


@pytest.mark.parametrize(
    ("problem", "kind", "label"),
    [
        ("not_delivered", "phone", None),
        ("order_cancelled", "phone", None),
        ("late_delivery", "phone", "When did you sign for it?"),
        ("quality_defect", "prepaid_service", "When did the service begin?"),
    ],
)
def test_nobody_is_asked_when_they_signed_for_what_never_came(
    browser: Client, case: Case, page_url, problem: str, kind: str, label: str | None
) -> None:
    case.problems.create(kind=problem)
    case.purchase.goods_kind = kind
    case.purchase.save()
    fields = browser.get(page_url("law/dates")).context["form"].fields
    with override("en"):
        assert (str(fields["received_on"].label) if "received_on" in fields else None) == label


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("订单编号：241126-1234", "241126-1234"),
        ("订单号 : 88 12 复制", "88 12"),
        ("Order No.: A-1", "A-1"),
        ("编号派", "编号派"),
    ],
)
def test_the_label_of_a_copied_order_number_is_left_out(
    browser: Client, case: Case, page_url, typed: str, kept: str
) -> None:
    post(browser, page_url("law/order"), case, channel="own_site", order_number=typed)
    assert Case.objects.get(pk=case.pk).purchase.order_number == kept


def test_the_task_list_says_that_nothing_holds_once_all_is_asked(case: Case) -> None:
    told(case)
    case.problems.all().delete()
    case.problems.create(kind="return_refused")
    case.dealings.goods_intact = "no"
    case.dealings.save()
    answered(case, *(f"law/{page.slug}" for page in get_step("law").pages))
    with override("en"):
        assert get_step("law").line(fresh_desk(case)) == "No claim ground holds so far."


class TestFolds:
    def test_sums_beside_the_price_fold_away_until_one_is_told(
        self, browser: Client, case: Case, page_url
    ) -> None:
        page = browser.get(page_url("law/money")).content.decode()
        assert '<details class="folded">' in page
        post(browser, page_url("law/money"), case, price="199", quantity="1", shipping="12")
        assert '<details class="folded" open>' in browser.get(page_url("law/money")).content.decode()

    def test_what_came_back_and_what_it_costs_elsewhere_is_asked_of_a_cancelled_order(
        self, browser: Client, case: Case, page_url
    ) -> None:
        set_problems(case, ["order_cancelled"])
        form = browser.get(page_url("law/money")).context["form"]
        assert [field.name for field in form.plain_fields()] == ["price", "quantity", "loss", "refunded"]
        assert form["loss"].label == "在别处买同款，要多花多少钱？"

    def test_the_condition_of_the_goods_is_kept_for_the_complaint(
        self, browser: Client, case: Case, page_url
    ) -> None:
        data = {"goods_name": "手机", "goods_kind": "phone", "goods_condition": "second_hand"}
        post(browser, page_url("law/goods"), case, **data)
        assert Case.objects.get(pk=case.pk).purchase.goods_condition == "second_hand"

    def test_an_error_in_a_fold_is_seen(self, browser: Client, case: Case, page_url) -> None:
        answer = post(browser, page_url("law/money"), case, price="199", quantity="1", refunded="viel")
        assert '<details class="folded" open>' in answer.content.decode()

    def test_a_sum_left_out_on_its_page_is_not_asked_again(
        self, browser: Client, case: Case, page_url
    ) -> None:
        told(case)
        post(browser, page_url("law/money"), case, price="199", quantity="1")
        left = {missing.key for missing in get_step("law").questions(fresh_desk(case))}
        assert not left & {"shipping", "other_costs", "loss", "refunded", "compensated"}


class TestOrder:
    @pytest.mark.parametrize(
        ("channel", "kept"), [("platform_shop", "taobao"), ("own_site", None), ("offline", None)]
    )
    def test_a_platform_counts_only_for_a_purchase_through_one(
        self, browser: Client, case: Case, page_url, channel: str, kept: str | None
    ) -> None:
        post(browser, page_url("law/order"), case, channel=channel, platform="taobao")
        bought = Case.objects.get(pk=case.pk).purchase
        assert (bought.platform.slug if bought.platform else None) == kept

    def test_the_channel_comes_first(self, browser: Client, case: Case, page_url) -> None:
        fields = list(browser.get(page_url("law/order")).context["form"].fields)
        assert fields[:2] == ["channel", "platform"]

    def test_a_choice_that_is_none_is_refused_in_our_own_words(
        self, browser: Client, case: Case, page_url
    ) -> None:
        answer = post(browser, page_url("law/order"), case, channel="bazaar", platform="nowhere")
        text = answer.content.decode()
        assert "请从列表中选择一项" in text
        assert "有效的选项" not in text


def test_pages_say_how_much_is_left(browser: Client, case: Case, page_url) -> None:
    told(case)
    case.problem.reality, case.purchase.order_number = "", ""
    case.problem.save()
    case.purchase.save()
    assert "这一步还有 1 题" in browser.get(page_url("law/story")).content.decode()


@pytest.mark.parametrize(
    ("problems", "warned"),
    [
        (["auto_renewal", "minor_purchase"], True),
        (["minor_purchase", "unauthorised_payment"], True),
        (["auto_renewal", "unfair_term"], False),
        (["minor_purchase"], False),
    ],
)
def test_several_payments_in_one_case_are_warned_of(browser, case, page_url, problems, warned):
    shown = post(browser, page_url("law/problem"), case, problems=problems)
    assert bool(shown.context and shown.context.get("warnings")) is warned
    assert post(browser, page_url("law/problem"), case, problems=problems, confirmed="yes").status_code == 302
