"""The device a case is open on: leaving it at once, and saying that others use it too."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claimguide.core.visitor import safe_next

from . import services
from .models import SESSION_KEY
from .views import forget_visit


@require_POST
def leave_now(request: HttpRequest) -> HttpResponse:
    """End the visit and show a page that tells nothing of a case."""
    return forget_visit(request, settings.LEAVE_TO or reverse("core:closed"))


@require_POST
def shared(request: HttpRequest) -> HttpResponse:
    """Only a visit that holds a case has anything to shorten."""
    if request.session.get(SESSION_KEY):
        services.mark_shared(request)
    return redirect(safe_next(request) or reverse("core:home"))
