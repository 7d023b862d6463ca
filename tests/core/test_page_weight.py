"""What a page makes a phone fetch: no more than it can carry, and every sheet its markup is styled by."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from claimguide.cases.models import SESSION_KEY, Case
from claimguide.letters.models import LetterVersion
from claimguide.reference.models import Platform, Statute

pytestmark = pytest.mark.django_db

STATIC = Path(settings.BASE_DIR) / "static"
# On every page; the rest are sheets of some pages.
COMMON = ("tokens", "base", "buttons", "forms", "components")
# Not for the consumer's pages: paper, the desk, the admin site.
ELSEWHERE = {"admin", "desk", "bundle"}
SCRIPT_BYTES = 40 * 1024
SHEET_BYTES = 30 * 1024
# Where a case or a step shows all it came to: cards, sums, days.
RESULT_BYTES = 36 * 1024
RESULTS = ("guide:case", "guide:step", "guide:page legal/", "guide:check", "guide:timeline", "follow:changes")
HOME_BYTES = 100 * 1024
# The pages of the exhibits and of one letter have sheets of their own kind.
HEAVY = {"evidence:board", "evidence:describe", "letters:review", "letters:read", "letters:status"}
PUBLIC = [
    "core:home",
    "core:help",
    "core:privacy",
    "cases:resume",
    "guide:check",
    "guide:grounds",
    "guide:legal_aid",
    "guide:off_ramps",
    "reference:statutes",
    "reference:platforms",
    "follow:changes",
    "evidence:verify",
]
OF_A_CASE = [
    "guide:case",
    "letters:index",
    "guide:timeline",
    "cases:my_data",
    "evidence:board",
    "evidence:bundles",
    "evidence:reading_list",
]
STEPS = ["law", "seller", "platform", "legal", "media", "association", "policy"]
QUESTIONS = ["law/goods", "law/money", "media/links"]
# Parts of a result on pages of their own.
LEAVES = ["legal/ways", "legal/days", "legal/where", "legal/complaint", "legal/lawyer"]


class Fetched(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.sheets: list[str] = []
        self.scripts: list[str] = []
        self.classes: set[str] = set()
        self.live = False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.classes.update((held.get("class") or "").split())
        self.live = self.live or any(name.startswith("hx-") for name in held)
        if tag == "link" and held.get("rel") == "stylesheet":
            self.sheets.append((held["href"] or "").removeprefix(settings.STATIC_URL))
        if tag == "script":
            self.scripts.append((held["src"] or "").removeprefix(settings.STATIC_URL))


def path_of(name: str) -> Path:
    found = finders.find(name.split("?", maxsplit=1)[0])
    assert isinstance(found, str), name
    return Path(found)


def with_imports(script: Path, seen: set[Path] | None = None) -> set[Path]:
    """The script and what it imports at once; what it imports later is fetched by the pages that need it."""
    seen = set() if seen is None else seen
    if script not in seen:
        seen.add(script)
        for target in re.findall(r'^import [^;]*?"(\.[^"]+)";', script.read_text(), re.M):
            with_imports((script.parent / target).resolve(), seen)
    return seen


def weight(files: set[Path]) -> int:
    """Bytes, plain."""
    return sum(file.stat().st_size for file in files)


@cache
def styled() -> dict[str, set[str]]:
    """The classes each sheet of some pages says something about, without those of the common sheets."""
    said = {
        sheet.stem: set(
            re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S))
        )
        for sheet in (STATIC / "css").glob("*.css")
    }
    common = set().union(*(said[name] for name in COMMON))
    return {name: classes - common for name, classes in said.items() if name not in {*COMMON, *ELSEWHERE}}


@pytest.fixture
def pages(client: Client, whole_case: Callable[[], Case]) -> dict[str, Fetched]:
    """Every kind of page of the site and of a case with something of everything."""
    case = whole_case()
    letter = LetterVersion.objects.get(case=case)
    session = client.session
    session[SESSION_KEY] = [str(case.pk)]
    session.save()
    addresses = {name: reverse(name) for name in PUBLIC}
    addresses |= {name: reverse(name, args=[case.pk]) for name in OF_A_CASE}
    addresses |= {f"guide:step {step}": reverse("guide:step", args=[case.pk, step]) for step in STEPS}
    addresses |= {
        f"guide:page {page}": reverse("guide:page", args=[case.pk, *page.split("/")])
        for page in [*QUESTIONS, *LEAVES]
    }
    of_letter = [case.pk, letter.kind, letter.pk]
    addresses |= {name: reverse(name, args=of_letter) for name in ("letters:status", "letters:read")}
    addresses["reference:statute"] = reverse("reference:statute", args=[Statute.objects.first().key])
    addresses["reference:platform"] = reverse("reference:platform", args=[Platform.objects.first().slug])
    addresses["guide:ground"] = reverse("guide:ground", args=["fraud"])
    addresses["evidence:describe"] = reverse("evidence:describe", args=[case.pk, case.exhibits.first().pk])
    addresses["letters:review"] = reverse("letters:review", args=[case.pk, letter.kind])
    return {name: _fetched(client, address) for name, address in addresses.items()}


def _fetched(client: Client, address: str) -> Fetched:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return Fetched(response.content.decode())


def test_no_page_is_heavy(pages: dict[str, Fetched]) -> None:
    for name, page in pages.items():
        scripts = {file for script in page.scripts for file in with_imports(path_of(script))}
        own = {file for file in scripts if "htmx" not in file.name}
        if name != "evidence:verify":
            assert weight(own) < SCRIPT_BYTES, name
        if name not in HEAVY:
            most = RESULT_BYTES if name.startswith(RESULTS) else SHEET_BYTES
            assert weight({path_of(sheet) for sheet in page.sheets}) < most, name


def test_htmx_is_fetched_where_it_is_used_and_nowhere_else(pages: dict[str, Fetched]) -> None:
    for name, page in pages.items():
        loads = any("htmx" in script for script in page.scripts)
        assert loads or not page.live, name
    assert not any("htmx" in script for script in pages["core:home"].scripts)


def test_every_class_on_a_page_finds_its_sheet(pages: dict[str, Fetched]) -> None:
    for name, page in pages.items():
        linked = {Path(sheet).stem for sheet in page.sheets}
        for sheet, classes in styled().items():
            elsewhere = set().union(*(styled().get(other, set()) for other in linked))
            missing = page.classes & classes - elsewhere
            assert sheet in linked or not missing, (name, sheet, missing)


def test_the_first_page_is_light(client: Client) -> None:
    response = client.get("/")
    page = Fetched(response.content.decode())
    scripts = {file for script in page.scripts for file in with_imports(path_of(script))}
    sheets = {path_of(sheet) for sheet in page.sheets}
    assert len(response.content) + weight(scripts | sheets) < HOME_BYTES
