"""The visitor's address counts, not the proxy's; and nobody else may name one."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from claimguide.core.proxy import ClientAddressMiddleware


@pytest.mark.parametrize(
    ("comes_from", "claims", "counts_as"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("", "2001:db8::1", "2001:db8::1"),
        ("198.51.100.9", "203.0.113.7", "198.51.100.9"),
        ("127.0.0.1", "not an address", "127.0.0.1"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, 10.0.0.1", "127.0.0.1"),
    ],
)
def test_address(settings, comes_from: str, claims: str | None, counts_as: str) -> None:
    settings.TRUSTED_PROXIES = ["", "127.0.0.1"]
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    headers = {"X-Real-IP": claims} if claims else {}
    ClientAddressMiddleware(view)(RequestFactory().get("/", headers=headers, REMOTE_ADDR=comes_from))
    assert seen == [counts_as]
