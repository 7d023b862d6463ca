"""No page says that this site sends nothing where it does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import Case

pytestmark = pytest.mark.django_db
NOTHING = ("Nothing is sent by", "sends nothing in your", "We send nothing")


@pytest.mark.parametrize("mail", ["off", "file", "on"])
@pytest.mark.parametrize("name", ["letters:index", "core:about", "core:privacy"])
def test_a_page_says_that_nothing_is_sent_only_where_mail_is_off(
    browser: Client, case: Case, settings: Any, mail: str, name: str
) -> None:
    settings.MAIL = mail
    address = reverse(name, args=[case.pk] if name.startswith("letters:") else [])
    browser.cookies["django_language"] = "en"
    text = browser.get(address).content.decode()
    says_so = any(
        words in text for words in ("Nothing is sent by", "sends nothing in your", "We send nothing")
    )
    assert says_so is (mail == "off")
