"""One way to write a value as bytes, so that its digest means the same everywhere (RFC 8785, without floats).

The stand-alone verify_bundle.py and static/js/verify/ do the same on their own; tests hold them together.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

# Beyond it JavaScript and other readers of JSON lose digits.
MAX_INT = 2**53 - 1


class NotCanonical(TypeError):
    """The value cannot be written in one way only: a float, bytes, a key that is no text."""


def dumps(value: Any) -> bytes:
    """`value` as UTF-8 JSON: keys sorted by UTF-16 units, no spaces. Only dict, list, str, int, bool, None.

    NotCanonical for anything else, UnicodeEncodeError for a lone surrogate.
    """
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    """SHA-256 of `dumps(value)`, 64 hexadecimal digits."""
    return hashlib.sha256(dumps(value)).hexdigest()


def moment(at: dt.datetime) -> str:
    """An aware time as it is hashed and printed: UTC, microseconds, "2026-11-23T01:02:03.000004Z"."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def normalise(value: Any) -> Any:
    """`value` with dates, sums, ids and translated words as text and sets in order, ready for `dumps`.

    NotCanonical for what has no one form.
    """
    if isinstance(value, Mapping):
        return {_key(key): normalise(each) for key, each in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((normalise(each) for each in value), key=dumps)
    if isinstance(value, (list, tuple)):
        return [normalise(each) for each in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID, Promise)):
        return str(value)
    # Members of enumerations are text or numbers with a name of their own.
    if isinstance(value, str):
        return str.__str__(value)
    return _checked(value)


def _checked(value: Any) -> Any:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INT:
            raise NotCanonical("a number beyond 2^53 loses digits elsewhere: write it as text")
        return int(value)
    raise NotCanonical(f"{type(value).__name__} has no one form")


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        keys = sorted((_key(key) for key in value), key=lambda key: key.encode("utf-16-be"))
        return {key: _sorted(value[key]) for key in keys}
    if isinstance(value, (list, tuple)):
        return [_sorted(each) for each in value]
    return _checked(value)


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise NotCanonical(f"a key must be text, not {type(key).__name__}")
    return str.__str__(key)
