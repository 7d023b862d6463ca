"""What is searched. A room above this one adds its pages with `register` when its app is ready."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from claimguide.law.text import Text
from claimguide.reference.models import Article, Platform, SearchEntry, Statute

Kind = SearchEntry.Kind
# Changes when the same text is to be found by other grams.
FORM = "1"


@dataclass(frozen=True)
class Entry:
    """A thing to find. `key` is its own within its kind; `aliases` are other words for it, never shown."""

    kind: str
    key: str
    url: str
    title: Text
    body: Text
    aliases: Text | None = None

    @property
    def also(self) -> str:
        return f"{self.aliases.zh}\n{self.aliases.en}" if self.aliases else ""

    @property
    def digest(self) -> str:
        told = [FORM, self.url, self.title.zh, self.title.en, self.body.zh, self.body.en, self.also]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


Source = Callable[[], Iterable[Entry]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Have the entries that `source` gives searched; it is called whenever the index is renewed."""
    if source not in _sources:
        _sources.append(source)
    return source


def entries() -> Iterator[Entry]:
    """Everything to find, of all sources."""
    for source in _sources:
        yield from source()


def _text(zh: str, en: str) -> Text:
    """Both languages, one standing in where the other is missing."""
    return Text(zh or en or "–", en or zh or "–")


@register
def articles() -> Iterator[Entry]:
    """Summaries that were compared with the official text; nobody should find a line that may be wrong."""
    for row in Article.objects.select_related("statute"):
        if row.printable:
            with override("zh-hans"):
                zh = str(row)
            with override("en"):
                en = str(row)
            key = f"{row.statute.key}:{row.anchor}"
            body = _text(row.summary_zh, row.summary_en)
            yield Entry(Kind.ARTICLE, key, row.get_absolute_url(), _text(zh, en), body)


@register
def statutes() -> Iterator[Entry]:
    for row in Statute.objects.all():
        title = _text(f"{row.title}（{row.edition}）" if row.edition else row.title, row.title_en)
        body = _text(f"{row.short_title} {row.issuer} {row.document_no}".strip(), row.title)
        yield Entry(Kind.STATUTE, row.key, row.get_absolute_url(), title, body)


@register
def platforms() -> Iterator[Entry]:
    for row in Platform.objects.prefetch_related("rules"):
        rules = list(row.rules.all())
        zh = [
            row.note_zh,
            row.route_zh,
            *dict.fromkeys(rule.title for rule in rules),
            *(rule.fact_zh for rule in rules),
        ]
        en = [row.note_en, row.route_en, *(rule.fact_en for rule in rules)]
        body = _text("\n".join(filter(None, zh)), "\n".join(filter(None, en)))
        yield Entry(Kind.PLATFORM, row.slug, row.get_absolute_url(), _text(row.name_zh, row.name_en), body)


@register
def help_pages() -> Iterator[Entry]:
    """The questions of the help page, as the page itself tells them."""
    told = {}
    for language in ("zh-hans", "en"):
        with override(language):
            context = {"idle_minutes": settings.SESSION_COOKIE_AGE // 60}
            reader = _Questions()
            reader.feed(render_to_string("pages/help_questions.html", context))
            told[language] = reader.found
    for number, (zh, en) in enumerate(zip(told["zh-hans"], told["en"], strict=True)):
        key = zh.anchor or str(number)
        url = reverse("core:help") + (f"#{zh.anchor}" if zh.anchor else "")
        yield Entry(Kind.HELP, key, url, _text(zh.question, en.question), _text(zh.answer, en.answer))


@dataclass
class _Question:
    anchor: str
    question: str = ""
    answer: str = ""


class _Questions(HTMLParser):
    """Reads <details id=…><summary>question</summary>answer</details>."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Question] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            self.found.append(_Question(dict(attrs).get("id") or ""))
        if tag in ("details", "summary"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside or not (words := data.strip()):
            return
        question = self.found[-1]
        if self._inside[-1] == "summary":
            question.question += words
        else:
            question.answer = f"{question.answer} {words}".strip()
