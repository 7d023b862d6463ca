"""A finished case on a served site, and the address of every page that can be looked at.

Imported by screenshots.py and lighthouse.py after Django is set up on the database of the site being served.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from claimguide.cases import services as cases
from claimguide.cases.models import SESSION_KEY, Case
from claimguide.core.models import Job
from claimguide.dossier import papers
from claimguide.dossier import services as dossiers
from claimguide.evidence.bundle import services as bundles
from claimguide.evidence.models import Exhibit
from claimguide.guide import demo
from claimguide.guide.desk import Desk
from claimguide.guide.registry import STEPS
from claimguide.law.off_ramps import OFF_RAMPS
from claimguide.letters import services as letters
from claimguide.letters.kinds import Kind
from claimguide.letters.sheets.registry import FORMS

PATIENCE_SECONDS = 120.0
WAIT_SECONDS = 0.2
SEARCHES = ("?q=退货", "?q=zzzz")
LISTS = ("statute", "platform", "channel", "consumerbody", "policychange", "routereport", "workyear")
# What the rights check shows beside its first page: troubles, a choice, a sum to type, cards.
CHECKED = (
    "?group=goods",
    "?group=goods&several=1",
    "?problems=counterfeit",
    "?problems=expired&where=shop",
    "?problems=not_delivered&where=shop",
    "?problems=counterfeit&where=live&promise_kind=none&misled_into_buying=yes&price=1000",
    "?problems=review_deleted&where=private&card=1",
)


@dataclass(frozen=True)
class Told:
    """A case with everything, one to spoil by forms that are refused, and one that was only begun.

    `cookie` is the visit of their consumer.
    """

    whole: Case
    spare: Case
    begun: Case
    cookie: str


def tell() -> Told:
    """Tell the demonstration story and have the worker make its documents. RuntimeError if it does not."""
    story = demo.Demo(demo.read())
    case = story.tell()
    for version in story.make():
        if version is None:
            time.sleep(WAIT_SECONDS)
        elif version.kind == Kind.SELLER:
            letters.mark_sent(version, story.today, "mail")
    bundles.order(case, "sealed")
    _await_worker()
    dossiers.order(case, papers.papers(case)[:1], form="pdf", with_timeline=True)
    _await_worker()
    spare, begun = demo.Demo(story.told).tell(), cases.open_case()
    held = {
        SESSION_KEY: [str(each.pk) for each in (case, spare, begun)],
        cases.FRESH_CODE_KEY: [str(begun.pk)],
    }
    return Told(Case.objects.get(pk=case.pk), spare, begun, _visit(held))


def _await_worker() -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Job.objects.filter(state__in=(Job.State.PENDING, Job.State.RUNNING)).exists():
        if time.monotonic() > deadline:
            raise RuntimeError("the worker did not finish")
        time.sleep(WAIT_SECONDS)


def _visit(holds: dict[str, Any]) -> str:
    session = Client(SERVER_NAME="127.0.0.1").session
    session.update(holds)
    session.save()
    return str(session.session_key)


def staff_cookie() -> str:
    """The visit of somebody who may see everything at the desk."""
    user = get_user_model().objects.create_superuser("desk", password=None)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def named(resolver: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, set[str]]]:
    """Every name of an address outside the desk, with the parts it takes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from named(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name and spaces:
            yield ":".join([*spaces, pattern.name]), set(pattern.pattern.converters)


def addresses(told: Told) -> list[str]:
    """The address of every page a consumer may open, without those that only answer a form."""
    case = told.whole
    found: list[str] = []
    for name, parts in named():
        found += (reverse(name, kwargs=given) for given in _parts(name, parts, case))
    found += (reverse("reference:search") + asked for asked in SEARCHES)
    found += (reverse("guide:check") + asked for asked in CHECKED)
    found += ["/nothing-here/"]
    found += (reverse(name, args=[told.begun.pk]) for name in ("cases:code", "guide:case", "evidence:board"))
    return list(dict.fromkeys(found))


def _parts(name: str, wanted: set[str], case: Case) -> Iterator[dict[str, Any]]:
    """Values for the parts of an address, as often as its pages differ."""
    version, exhibit = case.letters.get(kind=Kind.SELLER), Exhibit.objects.filter(case=case).first()
    rows: dict[str, list[dict[str, Any]]] = {
        "letters:review": [{"kind": kind} for kind in Kind],
        "letters:sheet": [{"slug": slug} for slug in FORMS],
        "letters:status": [{"kind": each.kind, "version_id": each.pk} for each in case.letters.all()],
        "guide:step": [{"step": step.slug} for step in STEPS],
        "guide:page": [*_questions(case), *_leaves()],
        "guide:off_ramp": [{"code": ramp.code} for ramp in OFF_RAMPS],
        "guide:case_off_ramp": [{"code": "injury"}],
        "guide:ground": [{"code": code} for code in ("fraud", "return7")],
        "reference:statute": [{"key": "xiaobaofa"}],
        "reference:platform": [{"slug": "taobao"}],
        "reference:changed": [{"slug": "taobao"}],
    }
    shared = {
        "case_id": case.pk,
        "kind": Kind.SELLER,
        "version_id": version.pk,
        "exhibit_id": exhibit and exhibit.pk,
        "dossier_id": case.dossiers.values_list("pk", flat=True).first(),
        "bundle_id": case.bundles.values_list("pk", flat=True).first(),
        "number": 1,
        "entry": case.contacts.values_list("pk", flat=True).first(),
    }
    for row in rows.get(name, [{}]):
        given = {part: value for part, value in {**shared, **row}.items() if part in wanted}
        if given.keys() == wanted:
            yield given


def _questions(case: Case) -> Iterator[dict[str, str]]:
    desk = Desk(case, timezone.localdate())
    for step in STEPS:
        yield from ({"step": step.slug, "page": page.slug} for page in step.open_pages(desk))


def _leaves() -> Iterator[dict[str, str]]:
    """Parts of a result on pages of their own."""
    for step in STEPS:
        yield from ({"step": step.slug, "page": leaf.slug} for leaf in step.leaves)


def forms(told: Told) -> list[str]:
    """Pages whose form may be refused; one that takes nothing for an answer empties the spare case."""
    case, version = told.spare, told.whole.letters.get(kind=Kind.SELLER)
    exhibit, entry = case.exhibits.first(), case.contacts.first()
    found = [
        reverse("guide:page", kwargs={"case_id": each.pk, **part})
        for each in (case, told.begun)
        for part in _questions(each)
    ]
    if exhibit and entry:
        found.append(reverse("evidence:describe", args=[case.pk, exhibit.pk]))
        found.append(reverse("evidence:contact", args=[case.pk, entry.pk]))
    found += (
        reverse(name, args=[case.pk]) for name in ("dossier:all", "cases:erase", "guide:case_legal_aid")
    )
    letter = [version.case_id, version.kind, version.pk]
    found += (reverse(name, args=letter) for name in ("letters:status", "mailing:letter"))
    found.append(reverse("guide:check") + "?problems=not_as_described")
    return [*found, reverse("cases:resume"), reverse("letters:receive")]


def desk(told: Told) -> list[str]:
    """Lists and rows that staff work with."""
    case, letter = told.whole, told.whole.letters.first()
    found = [reverse("admin:index"), reverse("account_change_password"), reverse("mfa_index")]
    for model in ("cases_case", "letters_letterversion", "dossier_dossier", "evidence_dayroot", "auth_user"):
        found.append(reverse(f"admin:{model}_changelist"))
    found += (reverse(f"admin:reference_{model}_changelist") for model in LISTS)
    found.append(reverse("admin:auth_user_add"))
    for name, row in (("cases_case", case), ("letters_letterversion", letter)):
        found += (reverse(f"admin:{name}_{page}", args=[row.pk]) for page in ("change", "history"))
    return found
