"""Cases and the people who look at them: holder, another consumer, nobody, staff with and without rights."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import SESSION_KEY, Case

STAFF_ROOMS = ("cases", "letters", "evidence", "dossier", "mailing")


@pytest.fixture
def case(db: None) -> Case:
    return services.open_case()


def client_of(*cases: Case) -> Client:
    """A browser that holds the given cases."""
    client = Client()
    session = client.session
    session[SESSION_KEY] = [str(c.pk) for c in cases]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def staff_client(name: str, *, rooms: Sequence[str] = ()) -> Client:
    """A browser in which staff signed in who have every right in these rooms."""
    user = get_user_model().objects.create_user(name, password="a long pass phrase", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=rooms))
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def hold() -> Callable[..., Client]:
    """Call it with cases for a browser that holds them."""
    return client_of


@pytest.fixture
def browser(case: Case, hold: Callable[..., Client]) -> Client:
    """The browser that holds `case`."""
    return hold(case)


@pytest.fixture
def page_url(case: Case) -> Callable[[str], str]:
    """The address of "step/page" of `case`."""

    def url(key: str) -> str:
        step, _, page = key.partition("/")
        return reverse("guide:page", args=[case.pk, step, page])

    return url


@pytest.fixture
def staff(db: None) -> Client:
    """Signed-in staff who may see and change cases."""
    return staff_client("desk", rooms=STAFF_ROOMS)


@pytest.fixture
def staff_without_rights(db: None) -> Client:
    return staff_client("new")


@pytest.fixture(scope="session")
def bracelet_story() -> dict[str, Any]:
    return json.loads(Path(settings.BASE_DIR, "fixtures", "demo_case.json").read_text())


@pytest.fixture
def bracelet(case: Case, bracelet_story: dict[str, Any]) -> Case:
    """The bracelet bought in a live room, told page by page through the guide's own forms."""
    from claimguide.guide.story import fill

    return fill(case, bracelet_story["answers"], timezone.localdate())
