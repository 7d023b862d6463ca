"""`make screenshots`: every page of a finished case and of the site, for looking at, in var/screenshots.

    make screenshots                                 all of them, some minutes
    make screenshots ARGS="--look zh-390"            one look
    make screenshots ARGS="--only /law/ --only /check/"  pages whose address holds one of these

index.html shows the pictures by page, sheet-*.png many pages in one picture. Everything happens on a served
site with a throw-away folder.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from contact_sheets import DESK, PHONE, sheets  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright  # noqa: E402
from throw_away import served_away  # noqa: E402

OUT = ROOT / "var" / "screenshots"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
HEIGHT = 844
# Pictures further down are fetched only when they come near.
PICTURES = """Promise.all([...document.images].map((e) => {
  e.loading = "eager";
  return e.decode().catch(() => null);
}))"""
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
FEW = (
    *(
        r"^/$",
        r"^/check/",
        r"^/search/.*%E9|^/search/.*退",
        r"^/grounds/fraud/",
        r"^/nothing-here/",
        r"^/resume/$",
    ),
    *(r"^/case/\*/$", r"^/case/\*/(law|seller|legal)/$", r"/law/(problem|money)/$", r"/exhibits/$"),
    *(r"/timeline/$", r"/letters/$", r"/letters/seller/(\*/)?$", r"/my-data/$", r"/dossier/$"),
)


@dataclass(frozen=True)
class Look:
    """How pages are looked at."""

    name: str
    language: str = "zh"
    width: int = 390
    dark: bool = False
    large: bool = False
    # "" for the pages of the site, "errors" for forms as they were refused, "desk" for those of staff.
    pages: str = ""
    few: bool = False


LOOKS = (
    *(Look(f"{language}-{width}", language, width) for language in LANGUAGES for width in (390, 1280)),
    *(
        Look(f"{language}-errors-{width}", language, width, pages="errors")
        for language in LANGUAGES
        for width in (390, 1280)
    ),
    *(Look(f"{language}-desk", language, 1280, pages="desk") for language in LANGUAGES),
    Look("zh-desk-390", pages="desk"),
    Look("zh-dark", dark=True, few=True),
    Look("zh-dark-1280", width=1280, dark=True, few=True),
    Look("zh-320", width=320, few=True),
    Look("zh-200", large=True, few=True),
)


@dataclass(frozen=True)
class Picture:
    """One page in one look; `path` names it without what is of this case alone."""

    look: Look
    path: str
    file: Path


def short(address: str) -> str:
    return UUID.sub("*", address)


def wanted(look: Look, addresses: list[str], only: list[str]) -> list[str]:
    """Those of the look that were asked for."""
    found = [each for each in addresses if not only or any(part in short(each) for part in only)]
    return [each for each in found if not look.few or any(re.search(f, short(each)) for f in FEW)]


class Site:
    """The served site with its case, and whose visit sees which pages."""

    def __init__(self, url: str) -> None:
        import site_pages

        self.url = url
        told = site_pages.tell()
        self.cookies = {"": told.cookie, "errors": told.cookie, "desk": site_pages.staff_cookie()}
        self.pages = {
            "": site_pages.addresses(told),
            "errors": site_pages.forms(told),
            "desk": site_pages.desk(told),
        }

    def visit(self, browser: Browser, look: Look) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": look.width, "height": HEIGHT},
            locale={"zh": "zh-CN", "en": "en-GB"}[look.language],
            color_scheme="dark" if look.dark else "light",
            service_workers="block",
        )
        values = {"sessionid": self.cookies[look.pages], "django_language": LANGUAGES[look.language]}
        context.add_cookies([{"name": k, "value": v, "url": self.url} for k, v in values.items()])
        return context

    def are_pages(self, browser: Browser) -> None:
        """Leave out what is no page: files, parts of pages, ways on to other pages."""
        for kind in self.pages:
            context = self.visit(browser, Look("any", pages=kind))
            self.pages[kind] = [each for each in self.pages[kind] if self._is_page(context, each)]
            context.close()

    def _is_page(self, context: BrowserContext, address: str) -> bool:
        answer = context.request.get(self.url + address, max_redirects=0)
        whole = answer.headers.get("content-type", "").startswith("text/html") and "<html" in answer.text()
        return whole and (answer.status == 200 or address == "/nothing-here/")


def pictures(browser: Browser, site: Site, look: Look, only: list[str]) -> Iterator[Picture]:
    context = site.visit(browser, look)
    page = context.new_page()
    for number, address in enumerate(wanted(look, site.pages[look.pages], only)):
        for state in states(page, site.url + address, look):
            path = OUT / look.name / f"{number:03d}{state}.png"
            page.evaluate(PICTURES)
            page.screenshot(path=path, full_page=True)
            yield Picture(look, short(address) + state, path)
    context.close()


def states(page: Page, url: str, look: Look) -> Iterator[str]:
    """Bring the page into each state to be pictured, and name it: as it opens, or with its form refused."""
    from tests.e2e.refused import refuse

    if look.pages != "errors":
        page.goto(url)
        yield ""
        return
    for state in ("empty", "nonsense"):
        if refuse(page, url, nonsense=state == "nonsense"):
            yield f"-{state}"


def look_at(playwright: Playwright, site: Site, chosen: list[Look], only: list[str]) -> list[Picture]:
    from tests.plugins.browser import ARGS, CHROMIUM, LARGE

    made: list[Picture] = []
    for look in chosen:
        args = [*ARGS, LARGE] if look.large else ARGS
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        if not made:
            site.are_pages(browser)
        (OUT / look.name).mkdir(parents=True)
        taken = list(pictures(browser, site, look, only))
        browser.close()
        layout = PHONE if look.width < 600 else DESK
        told = [(each.path, each.file) for each in taken]
        written = sheets(told, layout, OUT / f"sheet-{look.name}")
        print(f"{look.name}: {len(taken)} pages, {len(written)} sheets", flush=True)
        made += taken
    return made


def index(made: list[Picture]) -> str:
    """A row for each page, its looks side by side."""
    rows: dict[str, list[Picture]] = {}
    for each in made:
        rows.setdefault(each.path, []).append(each)
    lines = ['<!doctype html><html lang="en"><meta charset="utf-8"><title>Pages</title>']
    for path, looks in rows.items():
        lines.append(f"<h2>{html.escape(path)}</h2>")
        for each in looks:
            file = each.file.relative_to(OUT)
            picture = f'<img src="{file}" width="195" loading="lazy" alt="{each.look.name}">'
            lines.append(f'<a href="{file}" title="{each.look.name}">{picture}</a>')
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [look.name for look in LOOKS]
    parser.add_argument("--look", action="append", choices=names, help="this look (again for more)")
    parser.add_argument("--only", action="append", default=[], help="pages whose address holds this")
    options = parser.parse_args()
    chosen = [look for look in LOOKS if not options.look or look.name in options.look]
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with served_away() as url:
        site = Site(url)
        with sync_playwright() as playwright:
            made = look_at(playwright, site, chosen, options.only)
    (OUT / "index.html").write_text(index(made), "utf-8")
    print(f"{len(made)} pictures: {OUT / 'index.html'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
