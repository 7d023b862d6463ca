"""Accounts are for staff and made by staff: nobody signs up, and wrong passwords run into a limit at once."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest

from claimguide.core import throttle
from claimguide.core.visitor import client_address, too_many

TRIES_PER_NAME = 5
NAME_WINDOW = 15 * 60
TRIES_PER_ADDRESS = 20
ADDRESS_WINDOW = 3600


class StaffOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try in the database: allauth's own counters live in each process by itself."""
        address = client_address(request)
        wait = throttle.hit(
            "sign-in", self._key(request, credentials), TRIES_PER_NAME, NAME_WINDOW
        ) or throttle.hit("sign-in-address", address, TRIES_PER_ADDRESS, ADDRESS_WINDOW)
        if wait:
            raise ImmediateHttpResponse(too_many(request, wait))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            throttle.forget("sign-in", self._key(request, credentials))
        return user

    @staticmethod
    def _key(request: HttpRequest, credentials: dict[str, Any]) -> str:
        return f"{client_address(request)}:{str(credentials.get('username', '')).casefold()}"
