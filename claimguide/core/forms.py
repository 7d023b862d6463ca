"""Form fields that take what people really type and refuse, in plain words, what cannot be meant.

Every text field runs through `core.text.normalise`. A refused answer is shown again as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claimguide.core import spoken, validators
from claimguide.core.text import MAX_LENGTH, as_typed, narrow, normalise

CHOOSE = {"required": _("Please choose one answer.")}
_MAX_YUAN = Decimal("9999999999.99")
_EARLIEST = date(2000, 1, 1)
_FURTHEST_YEARS = 20
_YUAN_SIGNS = re.compile(
    r"^(?:人民币|rmb|cny|[¥￥])\s*|\s*(?:人民币|rmb|cny|元整|元|圆|块钱|块)$", re.IGNORECASE
)
_YUAN_FIGURE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,14})(\.\d{1,8})?\s*([百千万])?", re.ASCII)
_DATE_SHAPE = re.compile(r"(\d{4})\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})\s*[日号]?", re.ASCII)
_TIMES = {"百": 100, "千": 1000, "万": 10_000}
_COUNT_SHAPE = re.compile(r"(\d{1,9})\s*[件个份次台套只双盒瓶箱岁]?", re.ASCII)
_LINK_IN_SHARED_TEXT = re.compile(r"https?://[^\s，。；！？「」【】《》<>\"'“”]+", re.IGNORECASE)
_DISTRICT = re.compile(r"[\u4e00-\u9fff]+(?:[区县市旗]|市场监督管理[\u4e00-\u9fff]{0,10}局)")
_OTHER_SCHEME = re.compile(r"(?!https?://)(?:[a-z][a-z0-9+.\-]*:(?!\d)|//)", re.IGNORECASE)


class _AnswerMixin:
    """What all fields here share: the required message names the question, typed text is shown again."""

    label: Any
    required: bool
    custom_required: bool

    def validate(self, value: Any) -> None:
        if self.required and value in (None, "") and not self.custom_required:
            if self.label:
                raise ValidationError(
                    _("Please fill in: %(label)s"), code="required", params={"label": self.label}
                )
            raise ValidationError(_("Please fill this in."), code="required")
        super().validate(value)  # type: ignore[misc]

    def bound_data(self, data: Any, initial: Any) -> Any:
        return as_typed(data) if isinstance(data, str) else data


def _says_required(kwargs: dict[str, Any]) -> bool:
    return "required" in (kwargs.get("error_messages") or {})


class CleanCharField(_AnswerMixin, forms.CharField):
    """A text, normalised; at most `max_length` characters after that, counted as the reader counts them."""

    def __init__(self, max_length: int = MAX_LENGTH, multiline: bool = False, **kwargs: Any) -> None:
        self.custom_required = _says_required(kwargs)
        if multiline:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        # No maxlength attribute: browsers cut pasted text without a word.
        super().__init__(strip=False, **kwargs)
        self.max_length = max_length
        self.multiline = multiline

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        if not isinstance(value, str):
            raise ValidationError(_("Please give one answer here."), code="invalid")
        return normalise(value, multiline=self.multiline, max_length=self.max_length or MAX_LENGTH)


class _TypedTextField(CleanCharField):
    """A text with a meaning: `read` turns the normalised, narrowed text into it."""

    input_attrs: dict[str, str] = {}

    def __init__(self, max_length: int = 100, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=dict(self.input_attrs)))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.read(text) if text else self.empty()

    def empty(self) -> Any:
        return None

    def read(self, text: str) -> Any:
        raise NotImplementedError


class YuanField(_TypedTextField):
    """A sum in yuan as a Decimal with two places. Takes ¥, 元, 千, 万, commas, full-width figures, 两百."""

    input_attrs = {"inputmode": "decimal", "autocomplete": "off"}

    def __init__(
        self,
        min_value: Decimal = Decimal("0.01"),
        max_value: Decimal = _MAX_YUAN,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value

    def read(self, text: str) -> Decimal:
        plain = narrow(text).replace("。", ".").replace("￥", "¥").strip()
        for _side in range(2):
            plain = _YUAN_SIGNS.sub("", plain).strip()
        amount = self._amount(plain)
        if amount is None:
            raise ValidationError(_("Write the sum in figures, for example 199.00."), code="invalid")
        if amount != round(amount, 2):
            raise ValidationError(_("A sum has at most two decimal places."), code="decimals")
        if amount < self.min_value:
            raise ValidationError(
                _("The sum must be at least %(min)s yuan."), code="too_small", params={"min": self.min_value}
            )
        if amount > self.max_value:
            raise ValidationError(
                _("The sum must be at most %(max)s yuan."), code="too_large", params={"max": self.max_value}
            )
        return round(amount, 2)

    @staticmethod
    def _amount(plain: str) -> Decimal | None:
        if match := _YUAN_FIGURE.fullmatch(plain):
            return Decimal(match[1].replace(",", "") + (match[2] or "")) * _TIMES.get(match[3], 1)
        said = spoken.number(plain)
        return None if said is None else Decimal(said)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}" if isinstance(value, Decimal) else value


class DateField(_TypedTextField):
    """A day from `earliest` on, not after today unless `allow_future`. Takes 2026.3.5, 3月5号, 3天前."""

    input_attrs = {"autocomplete": "off"}

    def __init__(self, allow_future: bool = False, earliest: date = _EARLIEST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allow_future, self.earliest = allow_future, earliest

    def read(self, text: str) -> date:
        today = timezone.localdate()
        plain = narrow(text).replace("。", ".").strip().lower()
        try:
            day = self._day(plain, today)
        except ValueError:
            raise ValidationError(_("This date does not exist."), code="no_such_day") from None
        if day is None:
            raise ValidationError(_("Write the date like 2026-3-5."), code="invalid")
        if day < self.earliest:
            raise ValidationError(
                _("The date must be in the year %(year)d or later."),
                code="too_early",
                params={"year": self.earliest.year},
            )
        if day > today and not self.allow_future:
            raise ValidationError(_("The date cannot be after today."), code="future")
        if day.year > today.year + _FURTHEST_YEARS:
            raise ValidationError(_("The date is too far in the future."), code="too_late")
        return day

    def _day(self, plain: str, today: date) -> date | None:
        if match := _DATE_SHAPE.fullmatch(plain):
            return date(int(match[1]), int(match[2]), int(match[3]))
        return spoken.day(plain, today, ahead=self.allow_future)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class CountField(_TypedTextField):
    """A whole number from `min_value` to `max_value`. Takes full-width figures and a counting word (3件)."""

    input_attrs = {"inputmode": "numeric", "autocomplete": "off"}

    def __init__(self, min_value: int = 1, max_value: int = 9999, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value

    def read(self, text: str) -> int:
        match = _COUNT_SHAPE.fullmatch(narrow(text).strip())
        if match is None:
            raise ValidationError(_("Write a whole number in figures, for example 2."), code="invalid")
        number = int(match[1])
        if not self.min_value <= number <= self.max_value:
            raise ValidationError(
                _("Write a number from %(min)d to %(max)d."),
                code="out_of_range",
                params={"min": self.min_value, "max": self.max_value},
            )
        return number


class PhoneField(_TypedTextField):
    """A mainland telephone number, kept in the grouping it was typed in."""

    input_attrs = {"inputmode": "tel", "autocomplete": "tel"}

    def __init__(self, max_length: int = 40, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.input_type = "tel"

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        plain = re.sub(r"\s+", " ", narrow(text)).strip()
        if validators.phone_digits(plain) is None:
            raise ValidationError(
                _("Check the phone number: 11 digits for a mobile, area code first for a fixed line."),
                code="invalid",
            )
        return plain


class CreditCodeField(_TypedTextField):
    """A unified social credit code, 18 capitals and digits, with its check character (GB 32100-2015)."""

    input_attrs = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        code = re.sub(r"[\s\-]", "", narrow(text)).upper()
        if len(code) != 18:
            raise ValidationError(
                _("The credit code has 18 characters; this one has %(count)d."),
                code="length",
                params={"count": len(code)},
            )
        if not validators.is_credit_code(code):
            raise ValidationError(
                _("Check the code against the licence page. It never uses the letters I, O, S, V or Z."),
                code="invalid",
            )
        return code


class DistrictField(_TypedTextField):
    """A district, county or city in Chinese, or the full name of its market regulation bureau."""

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        place = re.sub(r"\s", "", text)
        if not _DISTRICT.fullmatch(place):
            raise ValidationError(
                _("Write the district or county in Chinese, for example 杭州市余杭区."), code="invalid"
            )
        return place


class HttpUrlField(_TypedTextField):
    """An http or https address of a public host, also out of an app's sharing text. Never fetched."""

    input_attrs = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}

    def __init__(self, max_length: int = MAX_LENGTH, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        if not _OTHER_SCHEME.match(text):
            found = _LINK_IN_SHARED_TEXT.findall(text)
            url = found[0] if found else f"https://{text}"
            if len(found) <= 1 and not re.search(r"\s", url) and validators.is_public_web_address(url):
                return url
        raise ValidationError(
            _("Paste the whole address; it starts with http:// or https://."), code="invalid"
        )


class IdentityNumberField(_TypedTextField):
    """A resident identity number (GB 11643-1999). Neither the message nor the page shows it again."""

    input_attrs = {"autocomplete": "off", "spellcheck": "false"}

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        number = re.sub(r"\s", "", narrow(text)).upper()
        if not validators.is_identity_number(number, today=timezone.localdate()):
            raise ValidationError(
                _("Check the identity number: 18 characters, as on the card."), code="invalid"
            )
        return number

    def bound_data(self, data: Any, initial: Any) -> str:
        return ""


class MailField(_TypedTextField):
    """An e-mail address in plain ASCII: look-alike letters and line ends never reach a mail header."""

    input_attrs = {"autocomplete": "email", "spellcheck": "false", "inputmode": "email"}

    def __init__(self, max_length: int = 254, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.input_type = "email"

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        address = narrow(text).strip()
        try:
            if not address.isascii():
                raise ValidationError("")
            EmailValidator()(address)
        except ValidationError:
            raise ValidationError(
                _("Check the e-mail address, for example name@example.com."), code="invalid"
            ) from None
        return address


class _UnansweredRadios(forms.RadioSelect):
    """Radios of which none is chosen before the first answer, though "not sure" is the empty string."""

    def format_value(self, value: Any) -> list[str]:
        return [] if value is None else super().format_value(value)


class TriField(_AnswerMixin, forms.ChoiceField):
    """Yes, no or not sure: "yes", "no" or "". Not choosing at all is refused only where `required`."""

    def __init__(self, choices: Sequence[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        self.custom_required = _says_required(kwargs)
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", _UnansweredRadios())
        super().__init__(
            choices=choices or [("yes", _("Yes")), ("no", _("No")), ("", _("Not sure"))], **kwargs
        )

    def clean(self, value: Any) -> str:
        if value is None and self.required:
            raise ValidationError(_("Please choose one answer."), code="required")
        answer = "" if value is None else value
        if answer not in ("", "yes", "no"):
            raise ValidationError(_("Please choose one of the answers shown."), code="invalid_choice")
        return str(answer)


def shown(field: forms.Field, value: Any) -> str:
    """An answer as people read it: the words of a choice, a list with commas, nothing as a dash."""
    choices = dict(_ungrouped(getattr(field, "choices", [])))
    values = value if isinstance(value, (list, tuple)) else [value]
    words = [str(choices.get(v, v)) for v in values if v not in (None, "")]
    return ", ".join(words) or "—"


def side_by_side(form: forms.Form, held: Mapping[str, Any]) -> list[tuple[Any, str, str]]:
    """Of each field its label, what is stored and what was typed, for a page that shows both."""
    return [
        (field.label, shown(field, held.get(name)), shown(field, form.cleaned_data.get(name)))
        for name, field in form.fields.items()
    ]


def require_not_before(ordered: date | None, day: date | None) -> None:
    """ValidationError where `day` lies before the day of the order; None contradicts nothing."""
    if ordered and day and day < ordered:
        raise ValidationError(_("This day is before the order. Check both dates."))


def _ungrouped(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Value and label of every choice, those of a group too."""
    for value, label in choices:
        yield from _ungrouped(label) if isinstance(label, (list, tuple)) else ((value, label),)
