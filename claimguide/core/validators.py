"""Checks of numbers and addresses that follow a published scheme. Pure functions: no request, no database."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from claimguide.core.text import narrow

_CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK_DIGITS = "10X98765432"
# Provinces of GB/T 2260, Taiwan, Hong Kong and Macao, and the cards of foreign permanent residents.
_REGIONS = "11-15 21-23 31-37 41-46 50-54 61-65 71 81-83 91-94"
_REGION_CODES = frozenset(
    str(code) for span in _REGIONS.split() for code in range(int(span[:2]), int(span[-2:]) + 1)
)
_GROUPING = re.compile(r"[\s\-‐‑–—－.()（）]+")
_PHONE_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"1[3-9]\d{9}",  # mobile
        r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}",  # fixed line with area code
        r"[48]00\d{7}",  # business lines
        r"(?:95|96)\d{3,6}|10\d{3,6}|12\d{3}",  # service numbers
    )
)
_EXTENSION = re.compile(r"(?:转|轉|ext\.?|x|#|,|-)\s*(\d{1,6})$", re.IGNORECASE)
_HOST_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


def is_credit_code(code: str) -> bool:
    """Whether `code` is a unified social credit code with its right check character (GB 32100-2015)."""
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}", code):
        return False
    total = sum(_CREDIT_CODE_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return code[17] == _CREDIT_CODE_ALPHABET[-total % 31]


def is_identity_number(number: str, *, today: date) -> bool:
    """Whether `number` is a resident identity number (GB 11643-1999): region, birth date, check digit."""
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII) or number[:2] not in _REGION_CODES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return date(1900, 1, 1) <= born <= today and number[17] == _ID_CHECK_DIGITS[total % 11]


def phone_digits(number: str) -> str | None:
    """The digits to dial for a mainland number however it was grouped, without country code and extension.

    None where it is no mobile, fixed-line (with area code), 400/800 or service number.
    """
    text = narrow(number).strip()
    candidates = [text, _EXTENSION.sub("", text)]
    for candidate in candidates:
        digits = _GROUPING.sub("", candidate)
        spellings = [digits, re.sub(r"^(?:\+86|0086|86)(?=1\d{10}$)", "", digits)]
        # A fixed line written with the country code has lost its trunk zero.
        spellings.append(re.sub(r"^(?:\+86|0086)0?", "0", digits))
        for spelling in spellings:
            if spelling.isascii() and any(shape.fullmatch(spelling) for shape in _PHONE_SHAPES):
                return spelling
    return None


def is_public_web_address(url: str) -> bool:
    """Whether `url` is http or https with a named public host: no login part, no IP address, no bare name."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port_ok = parts.port is None or 0 < parts.port < 65536
        host.encode("idna")
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or "\\" in url or not port_ok:
        return False
    labels = host.split(".")
    named = len(labels) > 1 and all(_HOST_LABEL.fullmatch(label) for label in labels)
    return named and not labels[-1].isdigit() and len(labels[-1]) > 1
