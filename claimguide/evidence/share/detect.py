"""Finds what recipients seldom need in a text: numbers of people, accounts, addresses. Only a suggestion.

Masked numbers (138****8000) are left alone. So are the numbers of orders, parcels and payments: they prove
something. Pure functions.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from claimguide.core.text import narrow

IDENTITY, PHONE, BANK, ADDRESS, PERSON, OTHER = "identity", "phone", "bank", "address", "person", "other"
SURE, LIKELY, MAYBE = 95, 80, 60
MAX_SPANS = 2_000
# How far before a number its label may stand.
_LABEL_REACH = 12


class Span(NamedTuple):
    """A run of characters, why it should be covered (models.Reason), and how sure that is (0 to 100)."""

    start: int
    length: int
    reason: str
    confidence: int

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True)
class Own:
    """A particular of the consumer, found wherever it stands in the text."""

    value: str
    reason: str


def spans(text: str, own: Iterable[Own] = ()) -> list[Span]:
    """What should be covered in `text`, in its order, without overlaps; at most MAX_SPANS."""
    # Full-width figures count as figures; no character changes its place by that.
    plain = narrow(text)
    found = [span for find in _FINDERS for span in find(plain)]
    found += [span for each in own for span in _own(plain, each)]
    return _without_overlaps(found)[:MAX_SPANS]


def occurrences(text: str, wanted: str) -> list[int]:
    """Where `wanted` stands in `text`, places that overlap counted once."""
    places, at = [], text.find(wanted) if wanted else -1
    while at >= 0:
        places.append(at)
        at = text.find(wanted, at + len(wanted))
    return places


def _without_overlaps(found: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(found, key=lambda each: (-each.confidence, -each.length, each.start)):
        at = bisect(kept, span)
        free_before = at == 0 or kept[at - 1].end <= span.start
        if free_before and (at == len(kept) or span.end <= kept[at].start):
            kept.insert(at, span)
    return kept


# numbers ----------------------------------------------------------------------------------------------

# Numbers that say which purchase it is.
_OF_THE_PURCHASE = re.compile(
    r"(?:订单|运单|快递|物流|单号|流水|交易|商户|凭证|发票|投诉|工单|货号|商品|编码|编号|条码|信用代码|批号|票号"
    r"|order|tracking|invoice)\D{0,8}$",
    re.IGNORECASE,
)
_OF_A_CARD = re.compile(
    r"(?:银行卡|卡号|储蓄卡|信用卡|借记卡|账号|帐号|账户|帐户|card)\D{0,8}$", re.IGNORECASE
)
_OF_A_PERSON = re.compile(r"(?:身份证|证件号?|ID)\D{0,8}$", re.IGNORECASE)
_OF_ALIPAY = re.compile(r"(?:支付宝|收款账[号户]|alipay)[^\d\n]{0,8}$", re.IGNORECASE)
_OF_A_LINE = re.compile(r"(?:电话|座机|固话|传真|tel|phone)\D{0,4}$", re.IGNORECASE)

_BEFORE, _AFTER = r"(?<![0-9A-Za-z*＊•×_])(?<!\d[.\-])", r"(?![0-9A-Za-z*＊•×_])(?!\.\d)"
_ID18 = re.compile(_BEFORE + r"([1-9]\d{5})[ -]?(\d{8})[ -]?(\d{3}[\dXx])" + _AFTER)
_ID15 = re.compile(_BEFORE + r"([1-9]\d{5})(\d{6})\d{3}" + _AFTER)
_MOBILE = re.compile(
    r"(?:(?<![0-9A-Za-z*])(?:\+|00)86[ -]?|" + _BEFORE + r"(?:86[ -]?)?)1[3-9]\d([ -]?)\d{4}\1\d{4}" + _AFTER
)
_LANDLINE = re.compile(
    _BEFORE
    + r"(?:(?:\+86[ -]?)?\(0\d{2,3}\) ?|(?:\+86[ -]?)?0\d{2,3}(?:[ -]|—))"
    + r"[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?(?!\d)"
)
_LANDLINE_IN_ONE = re.compile(_BEFORE + r"0(?:10|2\d|[3-9]\d\d)[2-9]\d{6,7}" + _AFTER)
_CARD = re.compile(_BEFORE + r"(?:\d{16,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?)" + _AFTER)
_CARD_SAID = re.compile(_BEFORE + r"\d(?: ?\d){9,22}" + _AFTER)
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for code in range(first, last + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _label_before(text: str, at: int, label: re.Pattern[str]) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return bool(label.search(text, max(line, at - _LABEL_REACH), at))


def _numbers(text: str, shape: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for match in shape.finditer(text):
        if not _label_before(text, match.start(), _OF_THE_PURCHASE):
            yield match


def _span(match: re.Match[str], reason: str, confidence: int, group: int = 0) -> Span:
    return Span(match.start(group), match.end(group) - match.start(group), reason, confidence)


def _identity(text: str) -> Iterator[Span]:
    for match in _ID18.finditer(text):
        if not (match[1][:2] in _PROVINCES and _is_day(match[2])):
            continue
        if id_check_digit("".join(match.groups()[:2]) + match[3][:3]) == match[3][3].upper():
            yield _span(match, IDENTITY, SURE)
        elif _label_before(text, match.start(), _OF_A_PERSON):
            # Misread or mistyped, it still says almost everything.
            yield _span(match, IDENTITY, MAYBE)
    for match in _numbers(text, _ID15):
        if match[1][:2] in _PROVINCES and _is_day("19" + match[2]):
            said = _label_before(text, match.start(), _OF_A_PERSON)
            yield _span(match, IDENTITY, LIKELY if said else MAYBE)


def id_check_digit(first_17: str) -> str:
    """The last place of an ID number (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]


def _is_day(digits: str) -> bool:
    try:
        return 1900 <= dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2100
    except ValueError:
        return False


def luhn(digits: str) -> bool:
    """Is the last digit the check digit of the others (ISO/IEC 7812)?"""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _phones(text: str) -> Iterator[Span]:
    for match in _numbers(text, _MOBILE):
        paid_with = _label_before(text, match.start(), _OF_ALIPAY)
        yield _span(match, BANK if paid_with else PHONE, SURE)
    for match in _numbers(text, _LANDLINE):
        yield _span(match, PHONE, LIKELY)
    for match in _numbers(text, _LANDLINE_IN_ONE):
        if _label_before(text, match.start(), _OF_A_LINE):
            yield _span(match, PHONE, LIKELY)


def _cards(text: str) -> Iterator[Span]:
    for match in _numbers(text, _CARD):
        digits = re.sub(r"\D", "", match[0])
        if luhn(digits) and (digits[:2] == "62" or (len(digits) == 16 and digits[0] in "345")):
            yield _span(match, BANK, SURE if digits[:2] == "62" else LIKELY)
    for match in _CARD_SAID.finditer(text):
        if _label_before(text, match.start(), _OF_A_CARD) and not _label_before(
            text, match.start(), _OF_THE_PURCHASE
        ):
            yield _span(match, BANK, MAYBE)


# accounts and names -----------------------------------------------------------------------------------

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-*])[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,4}[A-Za-z]{2,12}(?![A-Za-z0-9*])"
)
_WECHAT = re.compile(
    r"(?:微信号?|薇信|[vV]信|(?<![A-Za-z])(?:wechat(?: ?id)?|wx|vx))\s*(?:是|为|[:：号])?\s*"
    r"([A-Za-z][A-Za-z0-9_\-]{5,19})(?![A-Za-z0-9_\-*])",
    re.IGNORECASE,
)
_QQ = re.compile(r"(?<![A-Za-z])QQ号?(?:码)?\s*[:：是为]?\s*([1-9]\d{4,10})(?![\d*])", re.IGNORECASE)
_NAME = re.compile(
    r"(?:收货人|收件人|寄件人|联系人|户名|持卡人|真实姓名|姓名)\s*[:： ]\s*"
    r"([\u4e00-\u9fff·]{2,6})(?![\u4e00-\u9fff*＊])"
)
_PLATE = re.compile(
    r"(?<![\u4e00-\u9fff])[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?"
    r"(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF])(?![A-Za-z0-9])"
)
_PLATE_IN_WORDS = re.compile(_PLATE.pattern.replace(r"(?<![\u4e00-\u9fff])", r"(?<=[牌号是为车])"))


def _accounts(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        paid_with = _label_before(text, match.start(), _OF_ALIPAY)
        yield _span(match, BANK if paid_with else OTHER, SURE)
    for shape in (_WECHAT, _QQ):
        for match in shape.finditer(text):
            yield _span(match, OTHER, LIKELY, 1)
    for match in _NAME.finditer(text):
        yield _span(match, PERSON, LIKELY, 1)
    for shape in (_PLATE, _PLATE_IN_WORDS):
        for match in shape.finditer(text):
            if re.search(r"\d", match[0]):
                yield _span(match, OTHER, MAYBE)


# addresses --------------------------------------------------------------------------------------------

_PROVINCE = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_SIGN = r"[\u4e00-\u9fffA-Za-z0-9\-#()（）·]"
_WAY = r"(?:路|街|大道|巷|弄|胡同|村|小区|花园|花苑|苑|公寓|新村|大厦|广场|家园|社区|里|道|城)"
_UNIT = r"(?:号楼|号院|号|弄|栋|幢|座|单元|楼|层|室|户|组|队)"
_HOUSE = rf"(?:{_SIGN}{{0,14}}?[0-9A-Za-z一二三四五六七八九十]+[\-#]?[0-9A-Za-z]*{_UNIT}"
_HOUSE += r"(?:附?\d+号?)?)+(?:[\-]?\d{1,5})?"
_FROM_PROVINCE = re.compile(
    rf"(?:{_PROVINCE})(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?\s?"
    rf"(?:[\u4e00-\u9fff]{{2,10}}?(?:市|自治州|盟|地区|区|县|旗)\s?){{1,3}}(?:{_SIGN}{{1,12}}?(?:镇|乡|街道)\s?)?"
    rf"(?:{_SIGN}{{1,16}}?{_WAY}(?:{_HOUSE})?|{_HOUSE})(?:{_SIGN}{{0,10}}?{_UNIT}\d{{0,5}})*"
)
_FROM_CITY = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,5}}市)(?:[\u4e00-\u9fff]{{1,6}}?[区县])?{_SIGN}{{1,14}}?{_WAY}{_HOUSE}"
)
_FROM_STREET = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?{_WAY}{_HOUSE}")
_ADDRESS_SAID = re.compile(
    r"(?:收货|收件|家庭|家里|联系|详细|通讯|现住|居住|户籍)?(?<!退货)(?<!发货)(?<!寄件)(?<!店铺)(?<!公司)(?<!注册)(?<!经营)"
    r"(?<!网页)(?<!链接)(?<!网站)(?:地址|住址)\s*[:：]\s*([^\n，。；;,]{6,80})"
)
_LEADING = re.compile(
    r"^.*?(?:地址(?:是|为|写的?)?|住在?|寄[到往给]|发[到往给]|送[到往]|位于|家在|放在?|搬到|就在|到了?|在|从|去|是)(?=[\u4e00-\u9fff]{2})"
)


def _addresses(text: str) -> Iterator[Span]:
    for match in _ADDRESS_SAID.finditer(text):
        if "*" not in match[1] and "http" not in match[1]:
            yield Span(match.start(1), len(match[1].rstrip()), ADDRESS, LIKELY)
    for match in _FROM_PROVINCE.finditer(text):
        yield _span(match, ADDRESS, LIKELY + 5)
    for shape, confidence in ((_FROM_CITY, LIKELY - 5), (_FROM_STREET, MAYBE)):
        for match in shape.finditer(text):
            lead = _LEADING.match(match[0])
            skipped = lead.end() if lead and shape.match(match[0], lead.end()) else 0
            yield Span(match.start() + skipped, match.end() - match.start() - skipped, ADDRESS, confidence)


# the consumer's own -----------------------------------------------------------------------------------


def _own(text: str, own: Own) -> Iterator[Span]:
    value = narrow(own.value).strip()
    digits = re.sub(r"[ ()\-]", "", value)
    if re.fullmatch(r"\+?\d{7,15}", digits):
        shape = r"(?<!\d)" + r"[ \-]?".join(map(re.escape, digits.removeprefix("+86"))) + r"(?!\d)"
        yield from (_span(match, own.reason, 100) for match in re.finditer(shape, text))
    elif len(value) >= 6:
        yield from (Span(at, len(value), own.reason, 100) for at in occurrences(text, value))


_FINDERS: tuple[Callable[[str], Iterator[Span]], ...] = (_identity, _phones, _cards, _accounts, _addresses)
