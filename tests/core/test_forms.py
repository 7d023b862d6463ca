"""What the shared form fields take and what they refuse (BAD-01, 02, 03, 06, 11, 12, 14 to 18)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from claimguide.core import forms
from claimguide.core.validators import is_credit_code, is_identity_number, phone_digits


def code_of(field, typed):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.error_list[0].code


@pytest.mark.parametrize("typed", ["", None, "   ", "\u3000", "\u200b\u3164"])
def test_empty_text_is_refused_by_name(typed):
    field = forms.CleanCharField(100, label="Shop name")
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            field.clean(typed)
        assert refused.value.messages == ["Please fill in: Shop name"]


def test_optional_text_may_be_empty():
    assert forms.CleanCharField(100, required=False).clean("\u3000") == ""


def test_own_required_message_wins():
    field = forms.CleanCharField(100, error_messages={"required": "Say who."})
    with pytest.raises(ValidationError, match="Say who"):
        field.clean("")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("字" * 101, "too_long"),
        ("a\0", "unreadable"),
        ("\ud800", "unreadable"),
        (["a"], "invalid"),
        ({"a": 1}, "invalid"),
    ],
)
def test_text_refused(typed, code):
    assert code_of(forms.CleanCharField(100), typed) == code


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{7*7}}", "' OR 1=1--", "张三\u202e"])
def test_hostile_text_is_kept_as_text(typed):
    assert forms.CleanCharField(100).clean(typed) == typed.replace("\u202e", "")


def test_line_ends_are_kept_only_in_long_texts():
    assert forms.CleanCharField(multiline=True).clean("一\r\n二") == "一\n二"
    assert forms.CleanCharField().clean("一\r\n二") == "一 二"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("199", "199.00"),
        ("１９９．５", "199.50"),
        ("¥1,234.50", "1234.50"),
        ("￥ 1，234", "1234.00"),
        ("人民币 88 元", "88.00"),
        ("88元整", "88.00"),
        ("1.2万元", "12000.00"),
        ("3 万", "30000.00"),
        ("0.01", "0.01"),
        ("100 RMB", "100.00"),
        ("12。5", "12.50"),
        ("2千块", "2000.00"),
        ("3 百", "300.00"),
        ("6千8", "6800.00"),
        ("1万2", "12000.00"),
        ("两百块钱", "200.00"),
    ],
)
def test_sums(typed, amount):
    assert forms.YuanField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("NaN", "invalid"),
        ("Infinity", "invalid"),
        ("1e400", "invalid"),
        ("-1", "invalid"),
        ("0", "too_small"),
        ("1000000000000", "too_large"),
        ("1,000.005", "decimals"),
        ("1,00", "invalid"),
        ("几百元", "invalid"),
        ("12千3", "invalid"),
        ("10-20", "invalid"),
        ("١٢٣", "invalid"),
        ("9" * 99, "invalid"),
        ("9" * 2000, "too_long"),
    ],
)
def test_sums_refused(typed, code):
    assert code_of(forms.YuanField(), typed) == code


def test_nothing_spent_can_be_allowed():
    assert forms.YuanField(min_value=Decimal(0)).clean("0") == 0


@pytest.mark.parametrize(
    "typed",
    [
        "2026年3月5日",
        "2026-3-5",
        "2026.3.5",
        "2026/03/05",
        "２０２６－３－５",
        "2026年3月5号",
        " 2026 年 3 月 5 日 ",
    ],
)
def test_dates(typed):
    assert forms.DateField().clean(typed) == date(2026, 3, 5)


@pytest.mark.parametrize(("typed", "ago"), [("今天", 0), ("today", 0), ("昨天", 1), ("前天", 2)])
def test_days_by_name(typed, ago):
    assert forms.DateField().clean(typed) == timezone.localdate() - timedelta(days=ago)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-02-30", "no_such_day"),
        ("0000-00-00", "no_such_day"),
        ("1899-1-1", "too_early"),
        ("115-3-5", "invalid"),
        ("2569-3-5", "future"),
        ("9999-12-31", "future"),
        ("20260101", "invalid"),
        ("26-3-5", "invalid"),
        ("13月5日", "no_such_day"),
        ("上周六", "invalid"),
        ("3-5", "invalid"),
        ("soon", "invalid"),
        ("2026-3-5 or later", "invalid"),
    ],
)
def test_dates_refused(typed, code):
    assert code_of(forms.DateField(), typed) == code


def test_tomorrow_only_where_the_future_is_allowed():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert code_of(forms.DateField(), tomorrow.isoformat()) == "future"
    assert forms.DateField(allow_future=True).clean(tomorrow.isoformat()) == tomorrow
    assert code_of(forms.DateField(allow_future=True), "9999-12-31") == "too_late"


@pytest.mark.parametrize(("typed", "count"), [("3", 3), ("３", 3), ("3件", 3), (" 12 个 ", 12)])
def test_counts(typed, count):
    assert forms.CountField().clean(typed) == count


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0", "out_of_range"),
        ("-1", "invalid"),
        ("1.5", "invalid"),
        ("10000", "out_of_range"),
        ("三", "invalid"),
    ],
)
def test_counts_refused(typed, code):
    assert code_of(forms.CountField(), typed) == code


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("13800138000", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("13800138000转1234", "13800138000"),
        ("010-62345678", "01062345678"),
        ("(0571) 8765 4321-801", "057187654321"),
        ("+86 10 6234 5678", "01062345678"),
        ("400-822-8528", "4008228528"),
        ("9510211", "9510211"),
        ("12315", "12315"),
    ],
)
def test_phones_are_understood_and_kept_as_typed(typed, digits):
    kept = forms.PhoneField().clean(typed)
    assert phone_digits(kept) == digits
    assert kept.replace(" ", "").isascii() or "转" in kept


@pytest.mark.parametrize(
    "typed",
    [
        "138001380001",
        "1380013800",
        "12800138000",
        "call me",
        "62345678",
        "+1 212 555 0100",
        "8613800138001380",
        "١٣٨٠٠١٣٨٠٠٠",
    ],
)
def test_phones_refused(typed):
    assert code_of(forms.PhoneField(), typed) == "invalid"


# Codes that companies publish in their page footers.
@pytest.mark.parametrize("code", ["91110108562144110X", "9144030071526726XG"])
def test_credit_codes(code):
    assert forms.CreditCodeField().clean(f" {code.lower()} ") == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("911101085621441100", "invalid"),
        ("91110108562144110O", "invalid"),
        ("9111010856214411", "length"),
        ("110108012345678", "length"),
        ("'; DROP TABLE", "length"),
    ],
)
def test_credit_codes_refused(typed, code):
    assert code_of(forms.CreditCodeField(), typed) == code


def test_one_wrong_character_never_passes_the_check():
    right = "91110108562144110X"
    for place in range(8, 18):
        for char in "0123456789ABCDEFGHJKLMNPQRTUWXY":
            changed = right[:place] + char + right[place + 1 :]
            assert is_credit_code(changed) is (changed == right)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://item.taobao.com/item.htm?id=1", "https://item.taobao.com/item.htm?id=1"),
        ("item.jd.com/100.html", "https://item.jd.com/100.html"),
        ("http://例子.中国/商品", "http://例子.中国/商品"),
        ("【淘宝】https://m.tb.cn/h.5abc CZ001 「保温杯」点击链接直接打开", "https://m.tb.cn/h.5abc"),
    ],
)
def test_web_addresses(typed, url):
    assert forms.HttpUrlField().clean(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert('https://a.example.com')",
        "data:text/html,x",
        "//evil.example.com",
        "http://[::1]",
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "https://user:pass@shop.example.com",
        "https://shop.example.com@evil.example",
        "ftp://example.com",
        "https://a..b.com",
        "http://a b.com",
        "https://one.example.com https://two.example.com",
        "https://example.com:99999/",
        "看图",
    ],
)
def test_web_addresses_refused(typed):
    assert code_of(forms.HttpUrlField(), typed) == "invalid"


def test_a_huge_address_is_refused():
    assert code_of(forms.HttpUrlField(), "https://example.com/" + "a" * 2_000_000) == "too_long"


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("11010519491231002X", True),  # the standard's own example
        ("110105194912310021", False),
        ("99010519491231002X", False),
        ("110105194913310023", False),
        ("11010519491231002", False),
        ("٩١٠١٠٥١٩٤٩١٢٣١٠٠٢", False),
    ],
)
def test_identity_numbers(number, right):
    assert is_identity_number(number, today=date(2026, 11, 23)) is right


def test_a_refused_identity_number_is_not_echoed():
    class Form(django_forms.Form):
        number = forms.IdentityNumberField()

    form = Form({"number": "110105194912310021"})
    assert "110105194912310021" not in form.as_p() + str(form.errors)


@pytest.mark.parametrize(
    "typed", ["a@b\r\nBcc:x@y", "a" * 300 + "@example.com", "аpple@example.com", "a@b", "@"]
)
def test_mail_addresses_refused(typed):
    with pytest.raises(ValidationError):
        forms.MailField().clean(typed)


def test_mail_address():
    assert forms.MailField().clean(" me＠example.com ") == "me@example.com"


@pytest.mark.parametrize(("typed", "answer"), [("yes", "yes"), ("no", "no"), ("", ""), (None, "")])
def test_yes_no_not_sure(typed, answer):
    assert forms.TriField().clean(typed) == answer


def test_a_required_answer_may_be_not_sure_but_not_missing():
    field = forms.TriField(required=True)
    assert field.clean("") == ""
    assert code_of(field, None) == "required"


@pytest.mark.parametrize("typed", ["maybe", "是", ["yes"], "YES"])
def test_unknown_answers_are_refused(typed):
    assert code_of(forms.TriField(), typed) == "invalid_choice"


@pytest.mark.parametrize(("initial", "chosen"), [(None, 0), ("", 1), ("no", 1)])
def test_nothing_is_chosen_before_the_first_answer(initial, chosen):
    class Form(django_forms.Form):
        answer = forms.TriField(label="Sent back?")

    assert Form(initial={"answer": initial}).as_p().count("checked") == chosen


def test_a_refused_answer_is_shown_as_it_was_typed():
    class Form(django_forms.Form):
        price = forms.YuanField()
        bought = forms.DateField()

    page = Form({"price": "一百元<", "bought": "20260101\ud800"}).as_p()
    assert "一百元&lt;" in page
    assert "20260101" in page
    page.encode()


def test_known_values_are_shown_in_a_form_that_reads_them_back():
    class Form(django_forms.Form):
        price = forms.YuanField(initial=Decimal("1234.5"))
        bought = forms.DateField(initial=date(2026, 3, 5))

    page = Form().as_p()
    assert 'value="1234.50"' in page
    assert 'value="2026-03-05"' in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" 杭州市 余杭区 ", "杭州市余杭区"),
        ("东莞市", "东莞市"),
        ("赵县", "赵县"),
        ("阿巴嘎旗", "阿巴嘎旗"),
        ("杭州市余杭区市场监督管理局", "杭州市余杭区市场监督管理局"),
        ("某区市场监督管理和知识产权局", "某区市场监督管理和知识产权局"),
        ("", ""),
        ("余杭", None),
        ("Yuhang区", None),
        ("杭州市余杭区文一西路1号", None),
        ("公安局", None),
    ],
)
def test_a_district_is_a_place_with_a_bureau(typed, kept):
    field = forms.DistrictField(required=False)
    if kept is None:
        with pytest.raises(ValidationError):
            field.clean(typed)
    else:
        assert field.clean(typed) == kept
