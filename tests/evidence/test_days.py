"""Roots of days: the tree, what it covers, when it is made, and the outside stamp under it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claimguide.cases import chain, erasure, services
from claimguide.cases.models import Case
from claimguide.core import canonical, signing
from claimguide.evidence import days, merkle, stamps
from claimguide.evidence.models import DayLeaf, DayRoot
from tests.evidence.bundles import authority

pytestmark = pytest.mark.django_db
NINE = dt.time(9)


def rfc_6962(leaves: list[bytes]) -> bytes:
    """The definition of the standard, word for word (2.1)."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + rfc_6962(leaves[:k]) + rfc_6962(leaves[k:])).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=20))
def test_the_tree_is_that_of_the_standard_and_every_leaf_leads_to_its_root(leaves):
    digits = [leaf.hex() for leaf in leaves]
    root = merkle.root(digits)
    assert root == rfc_6962(leaves).hex()
    for place, leaf in enumerate(digits):
        assert merkle.climb(leaf, merkle.path(digits, place)) == root


def test_another_leaf_leads_elsewhere():
    digits = [f"{n:064x}" for n in range(5)]
    assert merkle.climb(digits[1], merkle.path(digits, 0)) != merkle.root(digits)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Call it with a day and a time in China: from then on it is that moment."""

    def set_clock(day: dt.date, time: dt.time = NINE) -> None:
        moment = timezone.make_aware(dt.datetime.combine(day, time))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


FIRST = dt.date(2026, 11, 20)
SECOND, THIRD = FIRST + dt.timedelta(days=1), FIRST + dt.timedelta(days=2)


@pytest.fixture
def cases(now) -> list[Case]:
    """Three cases of the first day; the second goes on on the second day."""
    now(FIRST)
    opened = [services.open_case() for _ in range(3)]
    now(SECOND)
    services.record(opened[1], "trial")
    now(THIRD)
    return opened


def covered(root: DayRoot) -> set[Any]:
    return set(root.leaves.values_list("case", flat=True))


def test_a_root_covers_the_cases_that_went_on_that_day(cases):
    first, second = days.seal(FIRST), days.seal(SECOND)
    assert covered(first) == {case.pk for case in cases}
    assert covered(second) == {cases[1].pk}
    assert (first.leaf_count, second.leaf_count) == (3, 1)
    assert first.leaves.get(case=cases[1]).head == cases[1].events.get(seq=1).hash
    assert second.leaves.get(case=cases[1]).head == chain.head(cases[1]).hash


def test_days_that_were_left_out_are_covered_by_the_next_root(cases):
    second = days.seal(SECOND)
    assert covered(second) == {case.pk for case in cases}


def test_every_leaf_leads_to_its_root_and_can_be_told_from_the_case(cases):
    root = days.seal(FIRST)
    assert days.signature_holds(root)
    for leaf in root.leaves.all():
        assert merkle.climb(leaf.leaf, days.path(leaf)) == root.root
        assert leaf.leaf == days.leaf(leaf.case.number, leaf.head, 1)


def test_a_later_root_covers_the_earlier_ones(cases, now):
    first, second = days.seal(FIRST), days.seal(SECOND)
    now(THIRD + dt.timedelta(days=1))
    third = days.seal(THIRD)
    leaf = first.leaves.get(case=cases[0])
    for to in (first, second, third):
        assert merkle.climb(leaf.leaf, days.path(leaf, to)) == to.root
    assert merkle.climb(second.leaves.get().leaf, days.path(second.leaves.get(), third)) == third.root
    assert all(days.expected_root(root) == root.root for root in (first, second, third))


def test_a_day_before_a_sealed_one_is_not_sealed_any_more(cases):
    days.seal(SECOND)
    with pytest.raises(days.TooLate):
        days.seal(FIRST)
    with pytest.raises(CommandError, match="covers 2026-11-20 too"):
        call_command("seal_day", "--day", f"{FIRST}")


def test_a_bundle_rests_on_the_newest_stamped_root_or_else_on_the_newest(cases, now):
    assert days.anchor(cases[1]) is None
    days.seal(FIRST)
    days.seal(SECOND)
    now(THIRD + dt.timedelta(days=1))
    days.seal(THIRD)
    assert days.anchor(cases[0]).root.day == FIRST
    assert days.anchor(cases[1]).root.day == SECOND
    for stamped, of_first, of_second in ((FIRST, FIRST, FIRST), (THIRD, FIRST, SECOND)):
        DayRoot.objects.filter(day=stamped).update(stamp=b"x", stamped_at=timezone.now())
        for case, leaf_of in ((cases[0], of_first), (cases[1], of_second)):
            anchor = days.anchor(case)
            assert (anchor.root.day, anchor.leaf.day_root.day) == (stamped, leaf_of)
            assert merkle.climb(anchor.leaf.leaf, anchor.path) == anchor.root.root


def test_an_event_that_was_committed_late_is_in_the_next_root(cases, now):
    days.seal(FIRST)
    now(FIRST, dt.time(23, 59, 59))
    late = services.record(cases[2], "late")
    now(THIRD)
    assert days.seal(SECOND).leaves.get(case=cases[2]).head == late.hash


def test_a_day_is_sealed_once_and_not_before_it_is_over(cases, now):
    first = days.seal(FIRST)
    assert days.seal(FIRST) == first
    now(SECOND, dt.time(0, 9))
    with pytest.raises(days.TooEarly):
        days.seal(SECOND)
    now(THIRD, dt.time(0, 9))
    with pytest.raises(days.TooEarly):
        days.seal(SECOND)
    now(THIRD, dt.time(0, 10))
    assert days.seal(SECOND).day == SECOND
    with pytest.raises(CommandError, match="not over"):
        call_command("seal_day", "--day", f"{THIRD}")


def test_a_day_without_events_goes_on_from_the_day_before(cases, now):
    days.seal(SECOND)
    now(THIRD + dt.timedelta(days=1))
    empty = days.seal(THIRD)
    nothing = hashlib.sha256().hexdigest()
    assert (empty.leaf_count, empty.root) == (0, merkle.node(days.seal(SECOND).root, nothing))


def test_the_root_lies_in_a_file_of_its_own(cases):
    root = days.seal(FIRST)
    with default_storage.open(f"anchors/{FIRST}.json") as file:
        said = json.loads(file.read())
    signature = said.pop("signature")
    assert said["root"] == root.root
    assert signing.verify(canonical.dumps(said), signature, signing.public_pem())


def test_a_changed_row_does_not_hold(cases):
    root = days.seal(FIRST)
    for change in ({"root": "ab" * 32}, {"leaf_count": 2}, {"day": THIRD}, {"key": "0" * 40}):
        changed = DayRoot.objects.get(pk=root.pk)
        for name, value in change.items():
            setattr(changed, name, value)
        assert not days.signature_holds(changed), change


def test_after_a_change_of_key_old_roots_hold_and_are_given_out_under_the_new_one(cases, settings, tmp_path):
    settings.SIGNING_KEY = tmp_path / "signing.pem"
    root = days.seal(FIRST)
    signing.retire_key("2026-11-23")
    assert days.signature_holds(root)
    said = days.root_file(root)
    signature = said.pop("signature")
    assert said["key"] == signing.fingerprint() != root.key
    assert signing.verify(canonical.dumps(said), signature, signing.public_pem())


def test_the_tree_outlives_an_erased_case_and_names_it_no_more(cases):
    root = days.seal(FIRST)
    other = root.leaves.get(case=cases[0])
    before = days.path(other)
    number = cases[1].number
    erasure.erase(cases[1])
    assert days.path(other) == before
    rows = str(list(DayLeaf.objects.values())) + str(days.root_file(root))
    assert number not in rows
    assert str(cases[1].pk) not in rows


def test_the_sweeper_seals_yesterday_once(cases, now):
    from claimguide.evidence.nightly import seal_yesterday

    now(THIRD, dt.time(0, 5))
    assert seal_yesterday() == 0
    now(THIRD, dt.time(1))
    assert (seal_yesterday(), seal_yesterday()) == (1, 0)
    assert DayRoot.objects.get().day == SECOND


def test_two_processes_that_seal_at_once_end_with_one_root(cases, monkeypatch):
    made = days._make

    def later(day: dt.date) -> DayRoot:
        made(day)  # the other one was first
        return made(day)

    monkeypatch.setattr(days, "_make", later)
    assert days.seal(FIRST) == DayRoot.objects.get(day=FIRST)


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def root(case: Case, monkeypatch: pytest.MonkeyPatch) -> DayRoot:
    monkeypatch.setattr(days, "PAUSE", dt.timedelta(days=-1))
    return days.seal(timezone.localdate())


def run(root: DayRoot, *arguments: Any) -> str:
    out = StringIO()
    call_command("stamp_day", f"{root.day}", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_stamp_is_asked_for_checked_and_kept(root, clock, tmp_path):
    request, reply = tmp_path / "day.tsq", tmp_path / "day.tsr"
    run(root, "--request", request)
    assert bytes.fromhex(root.root) in request.read_bytes()
    reply.write_bytes(clock.stamp(root.root))
    assert "Test Stamps" in run(root, "--import", reply, "--ca", clock.ca)
    kept = DayRoot.objects.get(pk=root.pk)
    assert bytes(kept.stamp) == reply.read_bytes()
    assert abs(kept.stamped_at - timezone.now()) < dt.timedelta(minutes=5)
    assert stamps.certificate(kept) == clock.ca.read_bytes()
    assert default_storage.exists(f"anchors/{root.day}.tsr")
    with pytest.raises(CommandError, match="not replaced"):
        run(root, "--import", reply, "--ca", clock.ca)


def test_what_is_no_stamp_for_this_root_is_refused(root, clock, tmp_path, tmp_path_factory):
    other = authority(tmp_path_factory.mktemp("other"), "Other Stamps")
    good = clock.stamp(root.root)
    changed = bytearray(good)
    changed[-5] ^= 1
    reply = tmp_path / "day.tsr"
    for data, ca, why in (
        (bytes(changed), clock.ca, "openssl does not accept it"),
        (good, other.ca, "openssl does not accept it"),
        (clock.stamp("ab" * 32), clock.ca, "another value"),
        (b"<html>503</html>", clock.ca, "no reply that grants"),
        (b"", clock.ca, "no reply that grants"),
        (b"\x30" * 100_000, clock.ca, "too large"),
        (good, reply, "openssl does not accept it"),
    ):
        reply.write_bytes(data)
        with pytest.raises(CommandError, match=why):
            run(root, "--import", reply, "--ca", ca)
    assert DayRoot.objects.get(pk=root.pk).stamp is None


def test_a_stamp_from_before_the_root_is_refused(root, clock):
    root.made_at += dt.timedelta(hours=1)
    with pytest.raises(stamps.BadStamp, match="older than the root"):
        stamps.take(root, clock.stamp(root.root), clock.ca.read_bytes())


def test_wrong_use_of_the_command_is_told(root, tmp_path):
    with pytest.raises(CommandError, match="--ca"):
        run(root, "--import", tmp_path / "x.tsr")
    with pytest.raises(CommandError, match="No such file"):
        run(root, "--import", tmp_path / "x.tsr", "--ca", tmp_path / "ca.pem")
    with pytest.raises(CommandError, match="seal_day"):
        call_command("stamp_day", "2020-01-01", "--request", str(tmp_path / "x"))
