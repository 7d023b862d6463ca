"""One value, one text: the form that digests and signatures rest on."""

from __future__ import annotations

import datetime as dt
import enum
import json
import uuid
from decimal import Decimal

import pytest
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as st

from claimguide.core import canonical

CHINA = dt.timezone(dt.timedelta(hours=8))


class Colour(enum.StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}"),
        ({"b": 1, "a": [True, None, -5, "x"]}, '{"a":[true,null,-5,"x"],"b":1}'),
        # RFC 8785, 3.2.3: by UTF-16 units, so an emoji stands before U+FB33.
        (
            {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7},
            '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}',
        ),
        # RFC 8785, 3.2.2.2: short escapes where there are any, small letters, nothing else escaped.
        ('€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ("\u2028\u007f中文", '"\u2028\u007f中文"'),
        (2**53 - 1, "9007199254740991"),
    ],
)
def test_the_one_form(value, text):
    assert canonical.dumps(value) == text.encode()


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), b"x", {1: 2}, {"a": {1}}, 2**53, -(2**53), Decimal(1), dt.date(2026, 1, 1)]
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(canonical.NotCanonical):
        canonical.dumps(value)


def test_half_a_character_is_refused():
    with pytest.raises(UnicodeEncodeError):
        canonical.dumps("\ud800")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Decimal("12.50"), "12.50"),
        (dt.date(2026, 11, 23), "2026-11-23"),
        (dt.datetime(2026, 11, 23, 9, 0, 1, 5, tzinfo=CHINA), "2026-11-23T01:00:01.000005Z"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (lazystr("later"), "later"),
        (Colour.RED, "red"),
        ({"a": (1, {"y", "x"})}, {"a": [1, ["x", "y"]]}),
        (True, True),
    ],
)
def test_values_of_the_site_become_plain(value, plain):
    assert canonical.normalise(value) == plain
    assert type(canonical.normalise(value)) is type(plain)


@pytest.mark.parametrize("value", [0.5, {"a": [1.5]}, b"", object(), {1: 1}])
def test_the_rest_is_refused(value):
    with pytest.raises(canonical.NotCanonical):
        canonical.normalise(value)


_plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_plain)
def test_any_plain_value_comes_back_and_has_one_digest(value):
    written = canonical.dumps(value)
    assert json.loads(written) == value
    assert canonical.digest(json.loads(written)) == canonical.digest(value)
