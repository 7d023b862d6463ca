"""Writes to what recipients get: boxes, the copy made with them, and the consumer's word for it."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from claimguide.cases import guards
from claimguide.cases.models import Case
from claimguide.cases.services import record
from claimguide.core import jobs
from claimguide.evidence import vault
from claimguide.evidence.models import COPY_JOB, CopyOrder, Cover, Exhibit, Reason, Sharing, TextCover

from . import copies, selectors

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

    Actor = AbstractBaseUser | AnonymousUser | None

MAX_BOXES = 200
MAX_PLACES = 2_000


class Changed(Exception):
    """Something else was decided since the page was opened; nothing was written."""


class TooMany(Exception):
    """More boxes than one exhibit may have; nothing was written."""


class HasBoxes(Exception):
    """Boxes were drawn, so "nothing to hide" cannot be meant; nothing was written."""


class Drawn(NamedTuple):
    """A box in ten-thousandths of the page, why it is there, and whether the site found it."""

    x: int
    y: int
    width: int
    height: int
    reason: str = Reason.OTHER
    suggested: bool = False


class Hidden(NamedTuple):
    """A run of characters of a text, why it is hidden, and whether the site found it."""

    start: int
    length: int
    reason: str = Reason.OTHER
    suggested: bool = False


@transaction.atomic
def save_boxes(
    exhibit: Exhibit, page: int, boxes: Iterable[Drawn], *, expected: str, actor: Actor = None
) -> None:
    """Put exactly these boxes on a page (from 0). Another set than before takes the copy away.

    Raises Changed where `expected` is not selectors.token any more, TooMany, guards.Barred.
    """
    case, fresh = _locked(exhibit, expected)
    before = {Drawn(*cover.box, cover.reason, cover.suggested) for cover in fresh.covers.filter(page=page)}
    after = set(boxes)
    if after == before:
        return
    if fresh.covers.exclude(page=page).count() + len(after) > MAX_BOXES:
        raise TooMany
    fresh.covers.filter(page=page).delete()
    Cover.objects.bulk_create(Cover(exhibit=fresh, page=page, **box._asdict()) for box in sorted(after))
    _withdraw(case, fresh, actor)


@transaction.atomic
def save_runs(exhibit: Exhibit, runs: Iterable[Hidden], *, expected: str, actor: Actor = None) -> None:
    """Hide exactly these runs of a text. Another set than before takes the copy away.

    Raises Changed where `expected` is not selectors.token any more, TooMany, guards.Barred.
    """
    case, fresh = _locked(exhibit, expected)
    wanted = {(run.start, run.length): run for run in runs}
    held = {
        (each.start, each.length): Hidden(each.start, each.length, each.reason, each.suggested)
        for each in fresh.text_covers.all()
    }
    if wanted == held:
        return
    if len(wanted) > MAX_PLACES:
        raise TooMany
    fresh.text_covers.all().delete()
    TextCover.objects.bulk_create(
        TextCover(exhibit=fresh, **run._asdict()) for run in sorted(wanted.values())
    )
    _withdraw(case, fresh, actor)


def prepare_copy(exhibit: Exhibit, *, actor: Actor = None) -> None:
    """The copy with the boxes as they are saved, to be looked at: made now if that is quick, else ordered.

    Raises Refused, Changed, guards.Barred.
    """
    if selectors.is_quick(exhibit):
        make_copy(exhibit)
    else:
        order_copy(exhibit, actor=actor)


def make_copy(exhibit: Exhibit) -> Exhibit:
    """Make the copy with the boxes as they are saved, to be looked at. It goes to nobody before `confirm`.

    Raises Refused where the file cannot be worked on, Changed where the boxes changed, guards.Barred.
    """
    guards.require("upload", exhibit.case)
    plan = selectors.token(exhibit)
    with vault.or_refused("copy not stored"), vault.scratch(exhibit.storage_name) as draft:
        copies.write(exhibit, draft)
        return _keep(exhibit, plan, draft)


@transaction.atomic
def order_copy(exhibit: Exhibit, *, whole: bool = False, actor: Actor = None) -> None:
    """Have the worker make the copy. With `whole` it is confirmed once it is made, else looked at first.

    The same order again changes nothing but that word; a failed one is given anew, and a copy with these very
    boxes is not made twice. Raises HasBoxes, Refused, Changed, guards.Barred.
    """
    case, fresh = _locked(exhibit)
    if whole and selectors.cover_count(fresh):
        raise HasBoxes
    plan, order = selectors.token(fresh), selectors.copy_order(fresh)
    staff = actor.pk if actor is not None and actor.is_authenticated else None
    if order is not None and order.is_busy and order.plan == plan:
        CopyOrder.objects.filter(pk=order.pk).update(whole=whole, staff_id=staff)
    elif fresh.shared_sha256 and _is_stored(fresh):
        _ask_anew(case, fresh, actor)
        if whole:
            confirm(fresh, fresh.shared_sha256, actor=actor)
    else:
        _withdraw(case, fresh, actor)
        order = CopyOrder.objects.create(exhibit=fresh, plan=plan, whole=whole, staff_id=staff)
        jobs.enqueue(COPY_JOB, fresh.pk, order.key)


def _is_stored(exhibit: Exhibit) -> bool:
    with vault.or_refused("copy not found"):
        return vault.is_there(exhibit.shared_name)


def order_again(exhibit: Exhibit, *, actor: Actor = None) -> None:
    """Give a failed order anew, with the same word. Raises as `order_copy`, Changed without one."""
    order = selectors.copy_order(exhibit)
    if order is None:
        raise Changed
    order_copy(exhibit, whole=order.whole, actor=actor)


@transaction.atomic
def keep_ordered(order: CopyOrder, draft: IO[bytes]) -> None:
    """The worker made the copy of an order. Raises Changed where the boxes are others now, guards.Barred."""
    copy = _keep(order.exhibit, order.plan, draft)
    if order.whole:
        confirm(copy, copy.shared_sha256, actor=order.staff or AnonymousUser())


@transaction.atomic
def _keep(exhibit: Exhibit, plan: str, draft: IO[bytes]) -> Exhibit:
    _case, fresh = _locked(exhibit, plan)
    CopyOrder.objects.filter(exhibit=fresh).delete()
    if fresh.shared_sha256:
        transaction.on_commit(_discarding([fresh.shared_name]))
    fresh.shared_key = secrets.token_hex(6)
    fresh.sharing, fresh.shared_at = Sharing.UNDECIDED, None
    fresh.shared_sha256, fresh.shared_sm3 = _digest(draft, "sha256"), _digest(draft, "sm3")
    fresh.shared_size = draft.seek(0, os.SEEK_END)
    _save(fresh)
    vault.adopt(fresh.shared_name, draft)
    return fresh


def _digest(draft: IO[bytes], name: str) -> str:
    draft.seek(0)
    return hashlib.file_digest(draft, name).hexdigest()  # type: ignore[arg-type]


@transaction.atomic
def confirm(exhibit: Exhibit, sha256: str, *, actor: Actor = None) -> Exhibit:
    """The consumer has seen the copy with this SHA-256 and lets recipients have it.

    Raises Changed where it is not the copy that is kept, guards.Barred.
    """
    case, fresh = _locked(exhibit)
    if not fresh.shared_sha256 or fresh.shared_sha256 != sha256:
        raise Changed
    boxes = selectors.cover_count(fresh)
    fresh.sharing, fresh.shared_at = Sharing.COVERED if boxes else Sharing.WHOLE, timezone.now()
    _save(fresh)
    record(case, "exhibit_shared", actor, exhibit=str(fresh.pk), boxes=boxes, sha256=fresh.shared_sha256)
    return fresh


def share_whole(exhibit: Exhibit, *, actor: Actor = None) -> Exhibit:
    """Nothing to hide: recipients get a new copy without place, camera or names in the file.

    A copy that takes long is ordered, and counts when the worker has made it. Raises HasBoxes, Refused,
    Changed, guards.Barred.
    """
    if selectors.cover_count(exhibit):
        raise HasBoxes
    if not selectors.is_quick(exhibit):
        order_copy(exhibit, whole=True, actor=actor)
        return exhibit
    copy = make_copy(exhibit)
    return confirm(copy, copy.shared_sha256, actor=actor)


@transaction.atomic
def keep_back(exhibit: Exhibit, *, actor: Actor = None) -> Exhibit:
    """Recipients do not get this exhibit. Raises guards.Barred."""
    case, fresh = _locked(exhibit)
    _withdraw(case, fresh, actor, silent=True)
    fresh.sharing, fresh.shared_at = Sharing.KEPT_BACK, timezone.now()
    _save(fresh)
    record(case, "exhibit_kept_back", actor, exhibit=str(fresh.pk))
    return fresh


@transaction.atomic
def reopen(exhibit: Exhibit, *, actor: Actor = None) -> Exhibit:
    """Back to undecided, boxes kept, copy gone. Raises guards.Barred."""
    case, fresh = _locked(exhibit)
    _withdraw(case, fresh, actor)
    return fresh


def _locked(exhibit: Exhibit, expected: str | None = None) -> tuple[Case, Exhibit]:
    """Case and exhibit as they are now, nobody else writing. Changed if removed or of another token."""
    case = Case.objects.select_for_update().get(pk=exhibit.case_id)
    guards.require("upload", case)
    fresh = Exhibit.objects.clean().filter(pk=exhibit.pk).first()
    if fresh is None or (expected is not None and selectors.token(fresh) != expected):
        raise Changed
    return case, fresh


def _withdraw(case: Case, exhibit: Exhibit, actor: Actor, *, silent: bool = False) -> None:
    """Undecided, without a copy, and none on its way. Bundles made before keep theirs."""
    CopyOrder.objects.filter(exhibit=exhibit).delete()
    decided = exhibit.sharing != Sharing.UNDECIDED
    if not decided and not exhibit.shared_sha256:
        return
    transaction.on_commit(_discarding([exhibit.shared_name]))
    exhibit.shared_sha256 = exhibit.shared_sm3 = exhibit.shared_key = ""
    exhibit.shared_size = None
    _ask_anew(case, exhibit, actor, silent=silent)


def _ask_anew(case: Case, exhibit: Exhibit, actor: Actor, *, silent: bool = False) -> None:
    """Undecided, whatever was said before."""
    decided = exhibit.sharing != Sharing.UNDECIDED
    exhibit.sharing, exhibit.shared_at = Sharing.UNDECIDED, None
    _save(exhibit)
    if decided and not silent:
        record(case, "exhibit_share_withdrawn", actor, exhibit=str(exhibit.pk))


def _discarding(names: Sequence[str]) -> Callable[[], None]:
    return lambda: vault.discard(names)


def _save(exhibit: Exhibit) -> None:
    copy = ["shared_sha256", "shared_sm3", "shared_size", "shared_key"]
    exhibit.save(update_fields=["sharing", "shared_at", *copy])
