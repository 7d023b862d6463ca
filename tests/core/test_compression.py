"""Pages go compressed over the network, files as they lie."""

from __future__ import annotations

import gzip
import re

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse

from claimguide.core.middleware import CompressedPagesMiddleware

LONG = b"<p>" + b"evidence " * 200 + b"</p>"


def answered(response: HttpResponseBase) -> HttpResponseBase:
    request: HttpRequest = RequestFactory().get("/", headers={"Accept-Encoding": "gzip, br"})
    made: HttpResponseBase = CompressedPagesMiddleware(lambda _request: response)(request)
    return made


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json"])
def test_pages_and_fragments_are_compressed(kind: str) -> None:
    made = answered(HttpResponse(LONG, content_type=kind))
    assert isinstance(made, HttpResponse)
    assert made.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in made.headers["Vary"]
    assert len(made.content) == int(made.headers["Content-Length"]) < len(LONG) // 2
    assert gzip.decompress(made.content) == LONG


def test_two_answers_of_one_page_differ_in_length() -> None:
    sizes = {len(answered(HttpResponse(LONG)).content) for _ in range(40)}  # type: ignore[attr-defined]
    assert len(sizes) > 5


@pytest.mark.parametrize("kind", ["text/html", "application/pdf", "video/mp4", "application/zip"])
def test_files_and_parts_of_files_stay_as_they_are(kind: str) -> None:
    part = StreamingHttpResponse(
        iter([LONG]),
        status=206,
        content_type=kind,
        headers={"Content-Range": "bytes 0-9/99", "Content-Length": "9"},
    )
    for response in (part, FileResponse(iter([LONG]), content_type=kind)):
        before = dict(response.headers)
        assert dict(answered(response).headers) == before
        assert b"".join(response) == LONG


def test_a_picture_in_one_piece_stays_as_it_is() -> None:
    made = answered(HttpResponse(b"\xff\xd8\xff" + LONG, content_type="image/jpeg"))
    assert "Content-Encoding" not in made.headers


@pytest.mark.django_db
def test_the_token_of_forms_is_masked_anew_in_each_answer(client: Client) -> None:
    tokens = set()
    for _ in range(3):
        page = client.get(reverse("cases:resume"), headers={"Accept-Encoding": "gzip"})
        assert page.headers["Content-Encoding"] == "gzip"
        (token,) = set(
            re.findall(rb'name="csrfmiddlewaretoken" value="(\w+)"', gzip.decompress(page.content))
        )
        tokens.add(token)
    assert len(tokens) == 3
