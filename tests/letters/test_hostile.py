"""Whatever a person types stays text: nothing is fetched or becomes markup, every letter still renders."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest

from claimguide.core.typeset.engine import render_pdf
from claimguide.letters import render
from claimguide.letters.compose import COMPOSERS, compose, compose_from
from claimguide.letters.compose.source import Source
from claimguide.letters.kinds import Kind

from .stories import TODAY, add_exhibit, case_of, story

pytestmark = pytest.mark.django_db

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<img src=http://evil.test/a.png>",
    "<img src=file:///etc/passwd>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<link rel=stylesheet href=http://evil.test/a.css>",
    "<style>@import url(http://evil.test/a.css)</style>",
    "<style>body{background:url(http://evil.test)}</style>",
    "<svg><image href=http://evil.test/a.svg></svg>",
    "<svg onload=alert(1)>",
    "<object data=file:///etc/passwd></object>",
    "<embed src=http://evil.test>",
    "<iframe src=http://169.254.169.254/></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<base href=http://evil.test/>",
    "<meta http-equiv=refresh content=0;url=http://evil.test>",
    "<table><td colspan=1000000>x</td></table>",
    "<input onfocus=alert(1) autofocus>",
    "</article></li></p><h1>另一封函</h1>",
    "<!--", "-->", "]]>", "<![CDATA[x]]>", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY e 'x'>]>",
    "&lt;b&gt;&amp;&#60;",
    "{{ case.resume_hash }}{% load static %}",
    "{sum}{seller}{0}%s%(x)d",
    "'; DROP TABLE letters; --",
    "=cmd|' /C calc'!A0",
    "url(http://evil.test) @font-face \\0000",
    "a" * 60 + "https://evil.test/" + "b" * 60,
)  # fmt: skip
# Every text a consumer can type that a letter prints: story part, field, longest value the column takes.
FIELDS = (
    ("purchase", "goods_name", 100),
    ("purchase", "shop_name", 100),
    ("purchase", "order_number", 64),
    ("problem", "seller_words", 500),
    ("problem", "reality", 500),
    ("problem", "description", 1000),
    ("promise", "promise_words", 300),
    ("dealings", "reply_text", 500),
    ("conduct", "answer", 500),
    ("conduct", "complaint_number", 64),
    ("conduct", "platform_promise_words", 300),
    ("plans", "mediation_terms", 500),
    ("plans", "bureau", 60),
    ("plans", "report_clues", 500),
    ("seller", "name", 100),
    ("seller", "address", 200),
)


def hostile(payload: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A story with the payload in every text, and a consumer made of it."""
    told = story("bracelet")
    told.setdefault("platform_other", "")
    for part, field, longest in FIELDS:
        told.setdefault(part, {})[field] = payload[:longest]
    told["conduct"] |= {"platform_promise": "yes"}
    told["contacts"] = [(TODAY, "chat", payload[:500], payload[:500])]
    told["exhibits"] = [(payload[:80], "defect", 1)]
    return told, {
        "name": payload[:100],
        "phone": payload[:20],
        "address": payload[:200],
        "account": payload[:60],
    }


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_is_text_in_every_letter(payload: str) -> None:
    told, consumer = hostile(payload)
    source = Source.of(case_of(told, consumer), TODAY)
    plain_tags = _plain_tags()
    for kind in COMPOSERS:
        html = render.html(compose_from(source, kind), 1)
        root = ElementTree.fromstring(html)  # noqa: S314  our own template
        assert {each.tag for each in root.iter()} <= plain_tags
        assert {name for each in root.iter() for name in each.attrib} <= {
            "class", "lang", "data-facts", "data-notice", "scope",
        }  # fmt: skip
        shown = "".join(root.itertext())
        # What reads like the consumer's name is covered in the fact sheet for the media.
        assert kind == Kind.PRESS or payload[:20].split("\n", maxsplit=1)[0].strip("“”")[:12] in shown


@cache
def _plain_tags() -> set[str]:
    source, tags = Source.of(case_of(*hostile("甲")), TODAY), set[str]()
    for kind in COMPOSERS:
        root = ElementTree.fromstring(render.html(compose_from(source, kind)))  # noqa: S314
        tags |= {each.tag for each in root.iter()}
    return tags


def test_all_payloads_at_once_render_without_fetching_anything() -> None:
    """The network is closed in tests and the engine refuses every address: a fetch would be an error."""
    case = case_of(*hostile("".join(PAYLOADS[:26])))
    for number, payload in enumerate(PAYLOADS):
        add_exhibit(case, payload[:80], "loss", number)
    html = render.html(compose(case, "association", TODAY), 1)
    pdf = render_pdf(html, title="x", created=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    assert pdf.startswith(b"%PDF-")
    assert b"/EmbeddedFile" not in pdf
    assert b"/JavaScript" not in pdf


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("他说“一定是真的”。。", "“他说‘一定是真的’”"),
        ("真的！", "“真的！”"),
        ("第一行\n第二行", "“第一行 第二行”"),
    ],
)
def test_quotations_follow_the_rules_of_punctuation(typed: str, printed: str) -> None:
    told = story("bracelet")
    told["problem"]["seller_words"] = typed
    assert printed in render.html(compose(case_of(told), "seller", TODAY))
