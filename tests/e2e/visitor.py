"""A consumer at a browser: opens pages, types, presses buttons, and notices whatever goes wrong."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from claimguide.guide.questions import keys_of, slug_of
from tests.plugins.browser import AXE_RULES, OVERFLOW

from .reading import Reading

UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
OF_CASE = re.compile(rf"/case/{UUID}/(?!code/)")
QUESTION = re.compile(rf"/case/{UUID}/([a-z]+)/([a-z0-9-]+)/$")
Answer = Mapping[str, Any]
AXE = Axe().axe_script
# Only what is wrong comes back: the rest of axe's answer is longer than the page.
VIOLATIONS = """options => axe.run({ ...options, resultTypes: ["violations"] })
  .then((found) => found.violations.map((rule) => [rule.id, rule.nodes[0].html]))"""
# Busy machines answer late; nothing here waits this long on an idle one.
PATIENCE_MS = 30_000


def told_of(key: str, known: Mapping[str, Answer | list[Answer]]) -> Answer | list[Answer] | None:
    """What the story says to a page; several questions on one page are told of one by one."""
    step, _slash, slug = key.partition("/")
    facts = keys_of(slug)
    if not facts:
        return known.get(key)
    told = [known.get(f"{step}/{slug_of(fact)}", {}) for fact in facts]
    return {name: value for answer in told if isinstance(answer, Mapping) for name, value in answer.items()}


class Looked:
    """Kinds of page in a folder that all processes of a run share: what one has seen the others need not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def _file(self, kind: str) -> Path:
        return self.folder / hashlib.sha256(kind.encode()).hexdigest()

    def __contains__(self, kind: str) -> bool:
        return self._file(kind).exists()

    def add(self, kind: str) -> None:
        self._file(kind).touch()


class Visitor:
    """One browser context. `problems` collects what a consumer would see as a fault."""

    def __init__(self, context: BrowserContext, home: str, *, script: bool = True) -> None:
        self.context, self.home, self.script = context, home, script
        context.set_default_timeout(PATIENCE_MS)
        self.page: Page = context.new_page()
        self.problems: list[str] = []
        self.seen: set[str] | Looked = set()
        # What a consumer does with hand and keys: taps, fields answered, characters typed.
        self.effort: Counter[str] = Counter()
        # What a consumer reads on the way, where a test asks for it: characters of pages and of letters.
        self.reading: Reading | None = None
        self.read: Counter[str] = Counter()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("response", self._on_response)
        self.page.on("requestfailed", self._on_failed)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({self.page.url})")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    def _on_failed(self, request: Request) -> None:
        # Leaving a page ends what it was still asking for, and a download is no page.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"{request.failure} {request.method} {request.url}")

    def _state(self) -> str:
        """What else makes it another page: errors, a warning, a letter that is ready."""
        marks = ("[data-error-summary]", "[data-focus]", "[role=status] a[href$='/pdf/']", "li.file")
        return "".join("01"[bool(self.page.locator(mark).count())] for mark in marks)

    @contextmanager
    def uncounted(self) -> Iterator[None]:
        """For detours that only a test makes."""
        before, reading, self.reading = self.effort.copy(), self.reading, None
        yield
        self.effort, self.reading = before, reading

    def _read(self, until: Locator | None = None) -> None:
        if self.reading is not None and self.page.locator("main").count():
            self.read += self.reading.read(self.page, until.element_handle() if until else None)

    def tap(self, what: Locator) -> None:
        self._read(what)
        self.effort["taps"] += 1
        what.click()

    def open(self, path: str) -> None:
        """By its address, which stands for one tap on a link."""
        self._read()
        self.effort["taps"] += 1
        self.page.goto(path if path.startswith("http") else self.home + path)
        self.look()

    def look(self) -> None:
        """Check the page as it lies here: nothing wider than the screen, and once for each kind by axe."""
        path = re.sub(UUID, "*", self.page.url.removeprefix(self.home).partition("?")[0])
        path = re.sub(r"/q-[a-z-]+/", "/q-*/", path)
        language = self.page.locator("html").get_attribute("lang")
        if not self.script:
            return
        if self.page.evaluate(OVERFLOW) > 0:
            self.problems.append(f"{path}: wider than the screen")
        if (kind := f"{path} {language} {self._state()}") in self.seen:
            return
        self.seen.add(kind)
        self.page.evaluate(AXE)
        for rule, where in self.page.evaluate(VIOLATIONS, {"runOnly": AXE_RULES}):
            self.problems.append(f"{path}: axe {rule}: {where[:200]}")

    def press(self, name: str) -> None:
        """Press a button or follow a link by its words, and look at where it leads."""
        wanted = self.page.get_by_role("button", name=name, exact=True)
        if not wanted.count():
            wanted = self.page.get_by_role("link", name=name)
        self.tap(wanted.first)
        self.page.wait_for_load_state()
        self.look()

    def send(self, go: str = "continue") -> None:
        """Press a button of the page's form by what it does, whatever language it is in."""
        button = self.page.locator(f"button[name=go][value={go}]:not(.default-submit)").first
        # A form that a script sends leads on only after its answer.
        with self.page.expect_navigation():
            self.tap(button)
        self.look()

    def case(self) -> str:
        """The address of the case whose page lies open."""
        self.page.wait_for_url(OF_CASE)
        return re.findall(OF_CASE, self.page.url)[0]

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def text(self) -> str:
        return self.page.locator("main").inner_text()

    def asked(self) -> str:
        """ "step/page" of the question on the screen, "" on any other page."""
        match = QUESTION.search(self.page.url.partition("?")[0])
        return f"{match[1]}/{match[2]}" if match and match[1] != "letters" else ""

    def fill(self, answer: Answer) -> None:
        """Type, tick and choose; a field the page does not show is a fault."""
        for name, value in answer.items():
            self._answer(self.page.locator(f'#page-form [name="{name}"]'), name, value)

    def _answer(self, fields: Locator, name: str, value: Any) -> None:
        assert fields.count(), f"{self.asked()} does not ask {name}"
        if self._shows(fields, value):
            return
        kind = fields.first.evaluate("e => e.type")
        self.effort["fields"] += 1
        if kind in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                exact = self.page.locator(f'#page-form [name="{name}"][value="{each}"]')
                self.check((exact if exact.count() else fields).first)
                self.effort["taps"] += 1
        elif kind == "select-one":
            self.choose(fields.first, value)
            self.effort["taps"] += 1
        else:
            self.effort["characters"] += len(value)
            self.type(fields.first, value)

    def _shows(self, fields: Locator, value: Any) -> bool:
        """Whether the page came with this answer: then nobody has to touch it."""
        wanted = sorted(value if isinstance(value, list) else [value])
        if fields.first.evaluate("e => e.type") == "select-one":
            chosen = fields.first.locator("option:checked")
            return wanted in ([fields.first.input_value()], [chosen.inner_text()])
        shown = fields.evaluate_all(
            "all => all.filter((e) => e.checked || !/radio|checkbox/.test(e.type)).map((e) => e.value)"
        )
        return sorted(shown) == wanted

    def check(self, option: Locator) -> None:
        option.check()

    def type(self, field: Locator, value: str) -> None:
        field.fill("")
        # Long texts are pasted, which must be allowed everywhere; short ones go through the keyboard.
        field.press_sequentially(value) if len(value) < 20 else field.fill(value)

    def choose(self, field: Locator, value: str) -> None:
        by_value = field.locator(f'option[value="{value}"]').count()
        field.select_option(value=value) if by_value else field.select_option(label=value)

    def is_list(self) -> bool:
        """Whether the page keeps a list that lines are added to."""
        return self.page.locator("#page-form button[name=go][value=add]").count() > 0

    def fill_from(self, facts: Answer) -> None:
        """Answer what the page asks and the facts tell, by name; be unsure of the rest that must be chosen.

        Lists of lines are left as they are.
        """
        if self.is_list():
            return
        fields = self.page.locator("#page-form").locator("input, select, textarea")
        names = fields.evaluate_all(
            "all => [...new Set(all.filter((e) => e.type !== 'hidden').map((e) => e.name))]"
        )
        for name in filter(None, names):
            known = facts.get(f"{self.asked()}:{name}", facts.get(name))
            if known in (None, ""):
                continue
            field = self.page.locator(f'#page-form [name="{name}"]').first
            self.unfold(field)
            # Another answer may have put it away.
            if field.is_visible():
                self.fill({name: known})
        self.fill_what_must_be()

    def unfold(self, field: Locator) -> None:
        """Open the fold a field lies in."""
        fold = self.page.locator("#page-form details:not([open])").filter(has=field)
        if fold.count():
            fold.locator("summary").first.press("Enter")

    def fill_what_must_be(self) -> None:
        """On a page the story says nothing about: the first answer of everything that has to be chosen.

        What lies in a fold need not be.
        """
        form = self.page.locator("#page-form")
        names = form.locator("input[type=radio]").evaluate_all("all => [...new Set(all.map((e) => e.name))]")
        for name in names:
            group = form.locator(f'input[type=radio][name="{name}"]')
            if group.first.is_visible() and not group.evaluate_all("all => all.some((e) => e.checked)"):
                unsure = form.locator(f'input[type=radio][name="{name}"][value="unsure"]')
                self.check((unsure if unsure.count() else group).first)
                self.effort.update(taps=1, fields=1)
        for field in form.locator("select[required]").all():
            if not field.input_value():
                self.choose(field, str(field.locator("option").nth(1).get_attribute("value")))
                self.effort.update(taps=1, fields=1)
        unsure = form.locator("input[type=checkbox][name=unsure]")
        given = form.locator("input:not([type=hidden], [type=checkbox])").evaluate_all(
            "all => all.map((e) => e.value)"
        )
        if unsure.count() and not any(given):
            self.check(unsure)

    def answer(self, known: Mapping[str, Answer | list[Answer]]) -> str:
        """Answer the question on the screen and go on, over a warning if there is one; returns its key."""
        key = self.asked()
        given = told_of(key, known)
        if given is not None:
            for line in given if isinstance(given, list) else [given]:
                self.fill(line)
                if isinstance(given, list):
                    self.send("add")
        elif not self.is_list():
            self.fill_what_must_be()
        self.send()
        if self.asked() == key and self.page.locator("input[name=confirmed]").count():
            self.send()
        assert self.asked() != key, f"{key} was not taken:\n{self.text()}"
        return key

    def answer_all(self, known: Mapping[str, Answer | list[Answer]]) -> list[str]:
        """Answer for as long as something is asked; returns the keys in the order they came."""
        keys: list[str] = []
        while self.asked():
            keys.append(self.answer(known))
            assert len(keys) < 60, keys
        return keys

    def download(self, link: Locator) -> tuple[str, bytes]:
        """The name and the bytes of the file behind a link."""
        with self.page.expect_download() as waiting:
            link.click()
        file = waiting.value
        return file.suggested_filename, file.path().read_bytes()

    def expect_text(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text, timeout=PATIENCE_MS)
