"""Facts of an ordinary purchase, and a short way to assess them."""

from datetime import date

import pytest

from claimguide.law import Facts, assess

TODAY = date(2026, 11, 23)

ORDINARY = {
    "price": "200.00",
    "quantity": 1,
    "purpose": "daily_life",
    "channel": "platform_shop",
    "seller_kind": "business",
    "goods_kind": "clothing",
}


@pytest.fixture
def law():
    """Assess an ordinary purchase with changes; `None` takes a fact away."""

    def run(changes=None, *, on=TODAY, calendar=None, **more):
        known = ORDINARY | (changes or {}) | more
        return assess(Facts.from_mapping(known), on, calendar)

    return run
