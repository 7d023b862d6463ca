"""Whose request it is, when a proxy of ours passes it on."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Takes REMOTE_ADDR from X-Real-IP, but only if the request comes from settings.TRUSTED_PROXIES.

    Without it every visitor behind the proxy would share one throttle; with trust in everybody, a forged
    header would dodge it. The proxy must overwrite the header (docs/operations.md).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR", "") in settings.TRUSTED_PROXIES:
            claimed = request.headers.get("X-Real-IP", "")
            with suppress(ValueError):  # no or no true address: the proxy's own stays
                request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(claimed))
        return self._get_response(request)
