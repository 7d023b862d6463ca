"""The list and the case page of the staff desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claimguide.cases import services
from claimguide.cases.models import Case, CaseProblem, ContactEntry, Note, State
from claimguide.cases.vocab import ProblemKind
from claimguide.core.models import Job
from claimguide.evidence.models import Exhibit, ExhibitProof
from claimguide.letters import services as letters
from claimguide.letters.models import LetterVersion
from claimguide.letters.selectors import versions
from claimguide.review import history
from tests.plugins.whole import seal

pytestmark = pytest.mark.django_db
LIST = "/staff/cases/case/"
Make = Callable[[], Case]


def page_of(case: Case) -> str:
    return reverse("admin:cases_case_change", args=[case.pk])


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.fixture
def reader(db: None, django_user_model: Any) -> Client:
    """Staff who may see cases but not change them."""
    user = django_user_model.objects.create_user("reader", password="a long pass phrase", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_case"))
    client = Client()
    client.force_login(user, backend=site.AUTHENTICATION_BACKENDS[0])
    return client


def many(count: int) -> None:
    for place in range(count):
        case = services.open_case()
        case.purchase.goods_name, case.purchase.price = f"商品{place}", place + 1
        case.purchase.save()
        CaseProblem.objects.bulk_create(
            CaseProblem(case=case, kind=kind) for kind in ProblemKind.values[place % 3 : place % 3 + 2]
        )


def test_the_list_takes_as_many_queries_for_fifty_cases_as_for_two(staff: Client) -> None:
    many(2)
    few = queries(staff, LIST)
    many(50)
    assert queries(staff, LIST) == few <= 12


def test_the_list_shows_state_platform_problem_sum_and_age(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    Case.objects.filter(pk=case.pk).update(created_at=timezone.now() - timezone.timedelta(days=20))
    page = staff.get(LIST).content.decode()
    for shown in (case.number, str(State.WAITING.label), "抖音", "1,000.00", "20 天"):
        assert shown in page
    assert all(str(p.get_kind_display()) in page for p in case.problems.all())
    assert "object (" not in page


def found_by(client: Client, query: str) -> set[str]:
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 200
    return {case.number for case in answer.context["cl"].result_list}


def test_filters(staff: Client, whole_case: Make) -> None:
    one, other = whole_case(), services.open_case()
    Case.objects.filter(pk=other.pk).update(created_at=timezone.now() - timezone.timedelta(days=61))
    platform = one.purchase.platform_id
    assert found_by(staff, "state__exact=waiting") == {one.number}
    assert found_by(staff, f"purchase__platform__id__exact={platform}") == {one.number}
    assert found_by(staff, "problem=promise_broken") == {one.number}
    assert found_by(staff, "age=7") == {one.number}
    assert found_by(staff, "age=15") == found_by(staff, "age=60") == {other.number}
    assert found_by(staff, "assigned_to__isnull=True") == {one.number, other.number}


@pytest.mark.parametrize("words", ["小叶紫檀", "檀木小馆", "6920260918000123", "沈怡"])
def test_search(staff: Client, whole_case: Make, words: str) -> None:
    case = whole_case()
    services.open_case()
    assert found_by(staff, f"q={words}") == {case.number}


def test_search_by_number(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    assert found_by(staff, f"q={case.number}") == {case.number}


@pytest.mark.parametrize(
    "query",
    [
        "assigned_to__password__startswith=a",
        "resume_hash__startswith=0",
        "resume_salt__startswith=0",
        "parties__phone__startswith=138",
    ],
)
def test_look_ups_outside_the_filters_are_refused(staff: Client, whole_case: Make, query: str) -> None:
    """BAD-63: the list cannot be asked letter by letter for what it does not show."""
    whole_case()
    answer = staff.get(f"{LIST}?{query}")
    assert answer.status_code == 400 or answer.headers.get("Location", "").endswith("?e=1")


def test_the_case_page_shows_everything(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    exhibit, letter = case.exhibits.first(), LetterVersion.objects.get()
    page = staff.get(page_of(case)).content.decode()
    for shown in ("小叶紫檀手串（15毫米）", "檀木小馆", "13800000000", "科檀", "1,000.00", "内部备注"):
        assert shown in page
    for place in (
        reverse("evidence:thumbnail", args=[case.pk, exhibit.pk]),
        reverse("evidence:preview", args=[case.pk, exhibit.pk]),
        reverse("letters:pdf", args=[case.pk, "seller", letter.pk]),
        reverse("admin:cases_case_letter_again", args=[case.pk, letter.pk]),
        reverse("admin:cases_case_move", args=[case.pk, "settled"]),
    ):
        assert place in page
        if "move" not in place and "again" not in place:
            assert staff.get(place).status_code == 200


def test_what_was_told_comes_along_as_its_rows_are(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    today = timezone.localdate()
    told = ((0, "今天问的", None), (9, "早先问的", None), (3, "删去的话", timezone.now()))
    for days, said, removed in told:
        on = today - timezone.timedelta(days=days)
        case.contacts.create(on=on, channel="chat", said=said, removed_at=removed)
    case.parties.filter(role="consumer").update(born_on="1990-02-03")
    context = staff.get(page_of(case)).context
    shown = context["case"]
    for name in ("problems", "parties", "contacts", "submissions"):
        columns = [field.attname for field in getattr(case, name).model._meta.concrete_fields]
        rows = [tuple(getattr(row, column) for column in columns) for row in getattr(shown, name).all()]
        assert rows == list(getattr(case, name).order_by("pk").values_list(*columns)), name
        assert rows, name
    assert context["contacts"] == list(case.contacts.filter(removed_at=None))
    assert context["submissions"] == list(case.submissions.filter(removed_at=None))


def test_the_case_page_has_nothing_inline_and_no_form_in_a_form(staff: Client, whole_case: Make) -> None:
    page = staff.get(page_of(whole_case())).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>\s*\S", page)
    assert not re.search(r"\son\w+=|\sstyle=", page)
    depth = 0
    for tag in re.findall(r"<(/?)form\b", page):
        depth += -1 if tag else 1
        assert depth in (0, 1)


def test_the_case_page_takes_as_many_queries_however_much_there_is(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    counted = []
    for place in range(20):
        last = case.exhibits.order_by("-position").first()
        exhibit = seal(
            Exhibit.objects.create(
                case=case,
                position=last.position + 1,
                state="clean",
                kind="png",
                title=f"证据{place}",
                original_name="a.png",
                size=1,
                sha256=f"{place:064d}",
            )
        )
        ExhibitProof.objects.create(exhibit=exhibit, element="defect")
        ContactEntry.objects.create(case=case, on=timezone.localdate(), channel="chat", said=f"第{place}次")
        services.record(case, "answered", page="law/goods")
        version = LetterVersion.objects.filter(case=case).latest("number")
        copy = LetterVersion.objects.create(
            case=case,
            kind="seller",
            number=version.number + 1,
            content=version.content,
            html=version.html,
            content_sha256=f"{place:064d}",
            template_revision="x",
            law_date=version.law_date,
            case_version=1,
        )
        Job.objects.create(kind="letter", object_id=copy.pk, key=f"copy-{place}")
        if place in (0, 19):
            counted.append(queries(staff, page_of(case)))
    assert counted[0] == counted[1] <= 12


def test_a_note_has_its_author_and_stands(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    Note.objects.all().delete()
    write(staff, case, note="<script>alert(1)</script> 已核对")
    note = Note.objects.get()
    assert note.author.username == "desk"
    page = staff.get(page_of(case)).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    write(staff, case, changed=(note, "something else"))
    note.refresh_from_db()
    assert note.text.endswith("已核对")
    assert case.events.filter(kind="noted").count() == 1


def write(client: Client, case: Case, note: str = "", changed: Any = None, **fields: Any) -> Any:
    data: dict[str, Any] = {
        "assigned_to": "",
        "notes-TOTAL_FORMS": 1,
        "notes-INITIAL_FORMS": 0,
        "notes-0-id": "",
        "notes-0-case": case.pk,
        "notes-0-text": note,
        **fields,
    }
    if changed:
        row, text = changed
        data |= {"notes-INITIAL_FORMS": 1, "notes-0-id": row.pk, "notes-0-text": text}
    return client.post(page_of(case), data)


def test_assignment_is_kept_and_leaves_an_event(
    staff: Client, whole_case: Make, django_user_model: Any
) -> None:
    case, colleague = whole_case(), django_user_model.objects.create_user("colleague", is_staff=True)
    outsider = django_user_model.objects.create_user("outsider")
    assert write(staff, case, assigned_to=outsider.pk).status_code == 200
    assert write(staff, case, assigned_to=colleague.pk).status_code == 302
    case.refresh_from_db()
    assert case.assigned_to == colleague
    assert case.events.filter(kind="assigned").count() == 1


def test_fields_the_form_does_not_have_cannot_be_sent(staff: Client, whole_case: Make) -> None:
    """BAD-65: tampered read-only fields."""
    case = whole_case()
    write(staff, case, state="closed", number="CG1", version=99, resume_hash="0", region="")
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.state, fresh.number, fresh.version) == (case.state, case.number, case.version)
    assert (fresh.resume_hash, fresh.region_id) == (case.resume_hash, case.region_id)


def test_a_letter_is_made_again(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    version = LetterVersion.objects.get()
    before = Job.objects.count()
    answer = staff.post(reverse("admin:cases_case_letter_again", args=[case.pk, version.pk]))
    assert answer.status_code == 302
    assert Job.objects.count() == before + 1 + version.files.count()
    assert case.events.filter(kind="letter_remade").exists()


def test_a_letter_of_another_case_is_not_made_again(staff: Client, whole_case: Make) -> None:
    one, other = whole_case(), whole_case()
    version = LetterVersion.objects.get(case=other)
    answer = staff.post(reverse("admin:cases_case_letter_again", args=[one.pk, version.pk]))
    assert answer.status_code == 404


def test_a_state_that_may_not_follow_is_refused_in_words(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    assert (
        staff.post(reverse("admin:cases_case_move", args=[case.pk, "closed"]), follow=True).status_code == 200
    )
    case.refresh_from_db()
    assert case.state == State.CLOSED
    answer = staff.post(reverse("admin:cases_case_move", args=[case.pk, "waiting"]), follow=True)
    assert 'class="error"' in answer.content.decode()
    answer = staff.post(reverse("admin:cases_case_move", args=[case.pk, "nonsense"]), follow=True)
    assert answer.status_code == 200
    case.refresh_from_db()
    assert case.state == State.CLOSED


def test_who_may_only_read_gets_no_buttons_and_can_send_nothing(reader: Client, whole_case: Make) -> None:
    case = whole_case()
    version = LetterVersion.objects.get()
    page = reader.get(page_of(case)).content.decode()
    assert case.number in page
    assert "/again/" not in page
    assert "/move/" not in page
    for place in (
        reverse("admin:cases_case_letter_again", args=[case.pk, version.pk]),
        reverse("admin:cases_case_move", args=[case.pk, "closed"]),
        reverse("guide:page", args=[case.pk, "law", "goods"]),
        reverse("letters:retry", args=[case.pk, "seller", version.pk]),
        reverse("cases:settle", args=[case.pk]),
    ):
        assert reader.post(place, {"goods_name": "x"}).status_code == 403
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.state, fresh.version) == (case.state, case.version)


def test_staff_without_rights_see_no_case(staff_without_rights: Client, whole_case: Make) -> None:
    """BAD-64"""
    case = whole_case()
    before = case.events.count()
    assert staff_without_rights.get(LIST).status_code == 403
    assert staff_without_rights.get(page_of(case)).status_code == 403
    assert staff_without_rights.get(reverse("guide:case", args=[case.pk])).status_code == 404
    assert case.events.count() == before


def test_seeing_a_case_leaves_one_event_a_day_and_person(
    staff: Client, reader: Client, whole_case: Make, hold: Any
) -> None:
    case = whole_case()
    seen = case.events.filter(kind="viewed", actor__isnull=False)
    for place in (
        page_of(case),
        reverse("guide:case", args=[case.pk]),
        reverse("evidence:board", args=[case.pk]),
    ):
        staff.get(place)
    assert seen.count() == 1
    reader.get(page_of(case))
    assert seen.count() == 2
    hold(case).get(reverse("guide:case", args=[case.pk]))
    assert seen.count() == 2


def test_seeing_a_case_tomorrow_is_another_event(staff: Client, whole_case: Make, monkeypatch: Any) -> None:
    case = whole_case()
    staff.get(page_of(case))
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    monkeypatch.setattr(services.timezone, "now", lambda: tomorrow)
    services.note_viewing(case, case.events.get(kind="viewed", actor__isnull=False).actor)
    assert case.events.filter(kind="viewed", actor__isnull=False).count() == 2


def test_reading_an_exhibit_or_a_letter_leaves_an_event(staff: Client, whole_case: Make) -> None:
    case = whole_case()
    staff.get(reverse("evidence:original", args=[case.pk, case.exhibits.first().pk]))
    staff.get(reverse("letters:pdf", args=[case.pk, "seller", LetterVersion.objects.get().pk]))
    kinds = set(case.events.filter(actor__isnull=False).values_list("kind", flat=True))
    assert {"viewed", "exhibit_opened", "letter_opened"} <= kinds


def test_cases_cannot_be_added_nor_deleted_here(admin_client: Client, whole_case: Make) -> None:
    case = whole_case()
    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert (
        admin_client.post(reverse("admin:cases_case_delete", args=[case.pk]), {"post": "yes"}).status_code
        == 403
    )
    admin_client.post(LIST, {"action": "delete_selected", "_selected_action": [case.pk], "post": "yes"})
    assert Case.objects.filter(pk=case.pk).exists()


def test_every_event_the_code_leaves_has_words() -> None:
    kinds: set[str] = set()
    for path in (site.BASE_DIR / "claimguide").rglob("*.py"):
        kinds |= set(re.findall(r'\brecord\(\s*[\w.]+,\s*"(\w+)"', path.read_text()))
    assert len(kinds) > 15
    assert kinds <= set(history.WORDS)


def test_the_desk_reads_letters_states_without_asking_for_each(whole_case: Make) -> None:
    case = whole_case()
    letters.order(case, "platform")
    with CaptureQueriesContext(connection) as caught:
        states = [letter.state for letter in versions(case)]
    assert sorted(states) == ["ready", "working"]
    assert len(caught) <= 3
