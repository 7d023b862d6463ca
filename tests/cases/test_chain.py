"""The history of a case: chained as it is written, and telling when anybody changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claimguide.cases import chain, erasure, services, triggers
from claimguide.cases.models import Case, Erasing, Event
from claimguide.core import canonical

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(case: Case) -> Case:
    """Five events: opened, and four answers."""
    for page in ("law/goods", "law/money", "law/dates", "law/story"):
        services.record(case, "answered", AnonymousUser(), page=page)
    return case


def test_events_are_numbered_and_follow_each_other(told):
    links = chain.links(told)
    assert [link["seq"] for link in links] == [1, 2, 3, 4, 5]
    assert [link["prev"] for link in links] == [chain.BEGINNING, *(link["hash"] for link in links[:-1])]
    assert {link["case"] for link in links} == {told.number}
    assert chain.head(told) == chain.Head(5, links[-1]["hash"])
    assert chain.verify(links, chain.head(told)) == []


def test_a_digest_covers_all_that_is_said_and_the_time_to_the_microsecond(case):
    event = services.record(case, "trial", AnonymousUser(), page="law/goods")
    stored = Event.objects.get(pk=event.pk)
    said = {
        "case": case.number,
        "seq": 2,
        "kind": "trial",
        "at": stored.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "actor": "consumer",
        "data": {"page": "law/goods"},
        "prev": Event.objects.get(case=case, seq=1).hash,
    }
    assert stored.hash == canonical.digest(said)


def test_who_did_it_is_a_kind_and_never_a_name(case, django_user_model):
    user = django_user_model.objects.create_user("Ms Zhang", password="a long pass phrase", is_staff=True)
    services.record(case, "a", user)
    services.record(case, "b", AnonymousUser())
    services.record(case, "c")
    links = chain.links(case)[1:]
    assert [link["actor"] for link in links] == ["staff", "consumer", "system"]
    assert "Zhang" not in str(links)
    user.delete()
    assert chain.verify(chain.links(case), chain.head(case)) == []
    assert chain.links(case)[1]["actor"] == "staff"


def test_values_are_written_in_one_form(case):
    when = dt.datetime(2026, 11, 23, 8, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    services.record(case, "trial", on=dt.date(2026, 11, 23), at_=when, sum=Decimal("1.20"), what={"b", "a"})
    data = chain.links(case)[-1]["data"]
    assert data == {
        "on": "2026-11-23",
        "at_": "2026-11-23T00:00:00.000000Z",
        "sum": "1.20",
        "what": ["a", "b"],
    }
    assert chain.verify(chain.links(case)) == []


@pytest.mark.parametrize("value", [0.5, b"x", 2**60, "\ud800"])
def test_a_value_without_one_form_is_refused_and_leaves_nothing(case, value):
    with pytest.raises((TypeError, UnicodeEncodeError)):
        services.record(case, "trial", value=value)
    assert chain.head(case).count == 1


def test_an_erased_case_gets_no_more_events(case):
    stale = Case.objects.get(pk=case.pk)
    erasure.erase(case)
    with pytest.raises(Case.DoesNotExist):
        services.record(stale, "late")


def test_recording_costs_three_queries(case, django_assert_num_queries):
    with django_assert_num_queries(3):
        services.record(case, "trial")


def test_the_head_of_an_earlier_time(case):
    second = services.record(case, "trial")
    assert chain.head(case, before=second.at).count == 1
    assert chain.head(case, before=second.at + dt.timedelta(microseconds=1)).hash == second.hash
    assert chain.head(case, before=timezone.now() - dt.timedelta(days=1)) == chain.Head(0, chain.BEGINNING)


def _change(links: list[dict[str, Any]], **values: Any) -> list[dict[str, Any]]:
    links[2] |= values
    return links


def _rehash(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As somebody does who knows how: the changed event gets the digest that fits it."""
    links[2]["data"] = {"page": "law/other"}
    links[2]["hash"] = canonical.digest({key: links[2][key] for key in chain.SEALED})
    return links


def _other_case(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    links[2]["case"] = "CG20261123-OTHER"
    links[2]["hash"] = canonical.digest({key: links[2][key] for key in chain.SEALED})
    return links


TAMPERING: dict[str, tuple[Callable[[list[dict[str, Any]]], list[dict[str, Any]]], list[tuple[str, int]]]] = {
    "nothing": (lambda links: links, []),
    "kind": (lambda links: _change(links, kind="viewed"), [("altered", 3)]),
    "time": (lambda links: _change(links, at="2026-11-23T00:00:00.000000Z"), [("altered", 3)]),
    "actor": (lambda links: _change(links, actor="staff"), [("altered", 3)]),
    "data": (lambda links: _change(links, data={"page": "law/other"}), [("altered", 3)]),
    "hash": (lambda links: _change(links, hash="0" * 64), [("altered", 3), ("broken", 4)]),
    "data and digest": (_rehash, [("broken", 4)]),
    "of another case": (_other_case, [("foreign", 3), ("broken", 4)]),
    "one dropped": (lambda links: links[:2] + links[3:], [("gap", 4), ("count", 4)]),
    "the first dropped": (lambda links: links[1:], [("gap", 2), ("count", 4)]),
    "the last dropped": (lambda links: links[:-1], [("count", 4), ("head", 4)]),
    "all dropped": (lambda links: [], [("count", 0), ("head", 0)]),
    "two exchanged": (
        lambda links: [*links[:2], links[3], links[2], links[4]],
        [("gap", 4), ("order", 3), ("gap", 5)],
    ),
    "one twice": (lambda links: links[:3] + links[2:], [("order", 3), ("count", 6)]),
    "actor unknown": (lambda links: _change(links, actor="nobody"), [("malformed", 3)]),
    "a float": (lambda links: _change(links, data={"a": 0.5}), [("malformed", 3)]),
    "more said": (lambda links: _change(links, note="x"), [("malformed", 3)]),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_every_change_is_noticed_and_told_apart(told, how):
    change, expected = TAMPERING[how]
    tampered = change(deepcopy(chain.links(told)))
    assert [(f.code, f.seq) for f in chain.verify(tampered, chain.head(told))] == expected


def _sql(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_event SET kind = 'x'",
        "UPDATE cases_event SET at = '2020-01-01 00:00:00'",
        "UPDATE cases_event SET hash = 'x'",
        "UPDATE cases_event SET data = '{}', seq = 9",
        "DELETE FROM cases_event",
    ],
)
def test_the_database_itself_refuses_to_change_history(told, statement):
    before = chain.links(told)
    with pytest.raises(IntegrityError, match=triggers.MESSAGE):
        _sql(statement)
    assert chain.links(told) == before


def test_history_goes_with_its_case_and_with_no_other(told):
    other = services.open_case()
    erasure.erase(told)
    assert not Event.objects.filter(case_id=told.pk).exists()
    assert chain.head(other).count == 1
    assert not Erasing.objects.exists()
    Case.objects.filter(pk=other.pk).delete()
    assert not Event.objects.exists()


def test_triggers_that_a_remade_table_lost_come_back_with_the_next_migrate(told):
    triggers.remove(connection)
    call_command("migrate", verbosity=0)
    with pytest.raises(IntegrityError, match=triggers.MESSAGE):
        _sql("DELETE FROM cases_event")
