"""Chinese sentences stand side by side: a space behind a full-width mark reads as a gap."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import override

from claimguide.core.sentences import gap, joined
from tests.guide.test_words_of_a_person import addresses
from tests.letters.stories import case_of, story

# What stands within a line of text; all other tags begin a new one.
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|em|i|mark|small|span|strong|time)\b[^>]*>")
# Not read as one line with what stands before it: a tag is a box of its own.
_APART = re.compile(
    r'<(script|style|textarea|pre|title|button|label)\b.*?</\1>|<span class="tag\b.*?</span>', re.DOTALL
)
_GAP = re.compile(r"[。！？；：，、][\x01 ]* [\x01 ]*[^\s\x01·]")
PUBLIC = (
    "/",
    "/check/",
    "/grounds/",
    "/help/",
    "/help/who/",
    "/help/legal-aid/",
    "/help/elsewhere/",
    "/resume/",
    "/search/?q=退货",
    "/glossary/",
    "/law/",
    "/platforms/taobao/",
    "/policy/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/nothing/",
)


def gaps_in(page: str) -> list[str]:
    """Where a page has a space behind a full-width mark, with what stands around it."""
    text = re.sub(r"<[^>]+>", "\n", _INLINE.sub("\x01", _APART.sub("\n", page)))
    return [text[max(hit.start() - 12, 0) : hit.end() + 8] for hit in _GAP.finditer(text)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bracelet", "camera_private"])
def test_no_page_of_a_case_has_a_gap(hold: Callable[..., Client], name: str) -> None:
    case = case_of(story(name))
    browser = hold(case)
    found = {url: gaps_in(browser.get(url, follow=True).content.decode()) for url in addresses(case)}
    assert {url: gaps for url, gaps in found.items() if gaps} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_no_public_page_has_a_gap(client: Client, address: str) -> None:
    assert gaps_in(client.get(address, follow=True).content.decode()) == []


def test_a_gap_is_seen() -> None:
    assert gaps_in("<p>一句。 又一句。</p>") == ["\n一句。 又一句。\n"]
    assert gaps_in("<p>一句。<b> <a>又一句</a></b></p>") != []
    assert gaps_in("<p>一句。又一句。</p>\n<p>另一段</p>") == []


@pytest.mark.parametrize(("language", "space"), [("zh-hans", ""), ("zh-hans-x-person", ""), ("en", " ")])
def test_sentences_are_joined_as_the_language_does(language: str, space: str) -> None:
    with override(language):
        assert gap() == space
        assert joined("A.", "", "B.") == f"A.{space}B."
