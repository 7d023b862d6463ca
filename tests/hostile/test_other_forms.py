"""The same bad input on forms that are no fixed page of a step: questions, check, exhibits, letters."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import Case
from claimguide.cases.selectors import assessment
from claimguide.cases.vocab import ProblemKind
from claimguide.evidence.models import Exhibit
from claimguide.guide.questions import slug_of
from claimguide.law.facts import Facts
from claimguide.letters import services as letters
from tests.letters.stories import add_exhibit

from .pages import everything

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
INVISIBLE = "\u202e"
BAD = [SCRIPT, "\0", "A" * 20_000, "NaN", "-1", "2026-02-30", "{{7*7}}", "' OR 1=1--", INVISIBLE, "长" * 2001]


def questions(case: Case) -> list[str]:
    """The single questions that this case is asked now."""
    return [m.key for m in assessment(case, timezone.localdate()).missing]


@pytest.mark.parametrize("typed", [each for each in BAD if each != INVISIBLE])
def test_single_questions_refuse_what_they_did_not_offer(case: Case, browser: Client, typed: str) -> None:
    services.set_problems(case, ProblemKind.values)
    case = Case.objects.get(pk=case.pk)
    before = everything()
    keys = questions(case)
    assert len(keys) > 3
    for key in keys:
        place = reverse("guide:page", args=[case.pk, "law", slug_of(key)])
        answer = browser.post(place, {key: typed, "version": case.version, "go": "continue"})
        assert answer.status_code == 200, key
        assert SCRIPT not in answer.content.decode()
    assert everything() == before


def test_an_invisible_sign_is_no_answer_to_a_single_question(case: Case, browser: Client) -> None:
    services.set_problems(case, ProblemKind.values)
    place = reverse("guide:page", args=[case.pk, "law", slug_of("received_on")])
    version = Case.objects.get(pk=case.pk).version
    browser.post(place, {"received_on": INVISIBLE, "version": version, "go": "continue"})
    case.purchase.refresh_from_db()
    assert case.purchase.received_on is None
    assert case.unknown_answers.filter(key="received_on").exists()


@pytest.mark.parametrize("slug", ["q-id", "q-case", "q-resume-hash", "q---", "q-", "q-price"])
def test_a_question_about_something_else_is_not_found(case: Case, browser: Client, slug: str) -> None:
    before = everything()
    place = reverse("guide:page", args=[case.pk, "law", slug])
    assert browser.post(place, {"version": 1, "price": "1"}).status_code == 404
    assert everything() == before


@pytest.mark.parametrize("typed", BAD)
def test_the_check_that_keeps_nothing(client: Client, typed: str) -> None:
    before = everything()
    for name in ("problems", "where", "group", "ask", "card", typed[:500], *Facts.__dataclass_fields__):
        asked = {"problems": "counterfeit", name: typed[:500]}
        answer = client.get(reverse("guide:check"), asked)
        assert answer.status_code in (200, 400), name
        assert SCRIPT not in answer.content.decode()
        if name != "card":
            assert client.post(reverse("guide:check_save"), asked).status_code == 400, name
    assert everything() == before


@pytest.mark.parametrize("typed", BAD)
def test_the_legal_aid_check_that_keeps_nothing(client: Client, typed: str) -> None:
    before = everything()
    names = ["topic", "hardship", "group", "agent", "last_days", "anything"]
    answer = client.post(reverse("guide:legal_aid"), dict.fromkeys(names, typed))
    assert answer.status_code == 200
    assert SCRIPT not in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("typed", BAD)
@pytest.mark.parametrize("name", ["title", "proves", "taken_on", "source"])
def test_what_is_said_of_an_exhibit(case: Case, browser: Client, name: str, typed: str) -> None:
    exhibit = add_exhibit(case, "订单截图", "buying")
    place = reverse("evidence:describe", args=[case.pk, exhibit.pk])
    answer = browser.post(place, {"title": "订单", "proves": "buying", name: typed})
    assert answer.status_code in (200, 302)
    fresh = Exhibit.objects.get(pk=exhibit.pk)
    assert fresh.title in ("订单截图", "订单", typed)
    assert (fresh.source, fresh.taken_on) == ("", None)
    assert SCRIPT not in browser.get(reverse("evidence:board", args=[case.pk])).content.decode()


@pytest.mark.parametrize("typed", [*BAD, "2999-1-1", "2001-1-1"])
@pytest.mark.parametrize("name", ["on", "channel"])
def test_saying_that_a_letter_was_sent(told: Case, holder: Client, name: str, typed: str) -> None:
    version = letters.order(told, "seller")
    place = reverse("letters:sent", args=[told.pk, "seller", version.pk])
    before = everything()
    answer = holder.post(place, {"on": timezone.localdate().isoformat(), "channel": "mail", name: typed})
    assert answer.status_code == 200
    assert SCRIPT not in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("version", ["-1", "x", "9" * 40, "1.5", "", "٣"])
def test_a_senseless_version_of_the_case(told: Case, holder: Client, version: str) -> None:
    place = reverse("guide:page", args=[told.pk, "law", "money"])
    answer = holder.post(place, {"price": "5", "quantity": "1", "version": version})
    assert answer.status_code in (302, 409)


@pytest.mark.parametrize("row", ["", "-1", "0", "x", "9" * 30, "1 OR 1=1", "٣"])
@pytest.mark.parametrize("go", ["remove", "undo"])
@pytest.mark.parametrize("page", ["seller/contacts", "media/links", "association/submissions"])
def test_lines_of_a_list_that_are_none(told: Case, holder: Client, page: str, go: str, row: str) -> None:
    step, slug = page.split("/")
    before = everything()
    answer = holder.post(reverse("guide:page", args=[told.pk, step, slug]), {"go": go, "row": row})
    assert answer.status_code == 404
    assert everything() == before


def test_a_line_of_another_case_is_not_removed(told: Case, holder: Client, whole_case: Any) -> None:
    foreign = whole_case().contacts.first()
    place = reverse("guide:page", args=[told.pk, "seller", "contacts"])
    assert holder.post(place, {"go": "remove", "row": foreign.pk}).status_code == 404
    foreign.refresh_from_db()
    assert foreign.removed_at is None
