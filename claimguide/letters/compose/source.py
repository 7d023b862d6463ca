"""Everything a letter is composed from, read once. After this nothing asks the database or the clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from claimguide.cases import selectors, vocab
from claimguide.cases.models import Case, ContactEntry, Party, Submission
from claimguide.core.working_days import WorkCalendar
from claimguide.evidence.contacts import log
from claimguide.evidence.models import Exhibit
from claimguide.evidence.selectors import Strength, clean_exhibits, strength
from claimguide.law import Assessment, Facts
from claimguide.law.vocabulary import PLATFORM_CHANNELS, SERVICES
from claimguide.letters.kinds import Kind
from claimguide.letters.models import LetterVersion

PRINTED_CONTACTS = 12


@dataclass(frozen=True)
class Piece:
    """A clean exhibit: the only kind a letter may name."""

    number: int
    title: str
    elements: frozenset[str]
    pages: int | None
    origin: str = ""
    """Where it comes from, one of evidence.models.Source or ""."""


@dataclass(frozen=True)
class Made:
    """The newest version of a document, and the last day the consumer said it was sent."""

    kind: str
    number: int
    on: date
    sent_on: date | None


@dataclass(frozen=True)
class Rows:
    """The rows of a case that its documents are written from. A page that holds them hands them on."""

    exhibits: Sequence[Exhibit]
    contacts: Sequence[ContactEntry]
    submissions: Sequence[Submission]
    versions: Sequence[LetterVersion]
    """The letters made so far, each with its sendings."""
    unsure: frozenset[str]
    proof: Mapping[str, str]
    """What the consumer says of proof, by element."""
    calendar: WorkCalendar

    @classmethod
    def of(cls, case: Case, versions: Sequence[LetterVersion] | None = None) -> Rows:
        """Six queries, four where the case was read for a page; give `versions` where they were read."""
        exhibits = clean_exhibits(case)
        return cls(
            exhibits=exhibits,
            contacts=log(case, exhibits),
            submissions=tuple(case.submissions.filter(removed_at=None)),
            versions=_versions(case) if versions is None else versions,
            unsure=frozenset(selectors.unknown_answers(case)),
            proof=selectors.proof_statuses(case),
            calendar=selectors.calendar_of(case),
        )


@dataclass(frozen=True)
class Source:
    """A case as the letters read it on one day. `on` is the day of the letter and of the law it cites."""

    case: Case
    on: date
    facts: Facts
    assessment: Assessment
    pieces: tuple[Piece, ...]
    contacts: tuple[ContactEntry, ...]
    submissions: tuple[Submission, ...]
    consumer: Party
    seller: Party
    platform_party: Party
    platform_name: str
    platform_company: str
    body_name: str
    region_name: str
    unsure: frozenset[str]
    """What was asked and answered with "I am not sure"."""
    strength: Strength
    """How well each element of the claim is proven."""
    made: tuple[Made, ...]
    """The documents made so far, in the order of the guide."""

    rows: Rows
    """What all this was read from."""

    @classmethod
    def of(
        cls, case: Case, on: date, assessment: Assessment | None = None, rows: Rows | None = None
    ) -> Source:
        """Give `assessment` where the case was assessed for that day already: it is the dearest part."""
        held = rows or Rows.of(case)
        platform = case.purchase.platform
        region = case.region
        found = assessment or selectors.assessment(case, on, held.calendar)
        return cls(
            case=case,
            on=on,
            facts=selectors.facts(case, on),
            assessment=found,
            pieces=tuple(map(_piece, held.exhibits)),
            contacts=tuple(held.contacts),
            submissions=tuple(held.submissions),
            consumer=selectors.party(case, Party.Role.CONSUMER),
            seller=selectors.party(case, Party.Role.SELLER),
            platform_party=selectors.party(case, Party.Role.PLATFORM),
            platform_name=platform.name_zh if platform else case.purchase.platform_other,
            platform_company=platform.printable_company if platform else "",
            body_name=selectors.body_to_print(case),
            region_name=region.name_zh if region else "",
            unsure=held.unsure,
            strength=strength(case, found, held.exhibits, held.proof),
            made=_made(held.versions),
            rows=held,
        )

    def as_if(self, case: Case, contacts: Collection[int], submissions: Collection[int]) -> Source:
        """The same had the case been `case`, without these lines (by key) in its lists. No query."""
        found = self.assessment
        if case is not self.case:
            found = selectors.assessment(case, self.on, self.rows.calendar)
        return replace(
            self,
            case=case,
            facts=selectors.facts(case, self.on),
            assessment=found,
            contacts=tuple(entry for entry in self.contacts if entry.pk not in contacts),
            submissions=tuple(entry for entry in self.submissions if entry.pk not in submissions),
            strength=strength(case, found, self.rows.exhibits, self.rows.proof),
        )

    @property
    def is_service(self) -> bool:
        return self.facts.goods_kind in SERVICES

    @property
    def thing(self) -> str:
        return "服务" if self.is_service else "商品"

    @property
    def price_word(self) -> str:
        return "服务费用" if self.is_service else "商品价款"

    @property
    def by_child(self) -> bool:
        """A child paid and the guardian writes, as far as what was told goes."""
        found = self.assessment.finding("minor")
        return found is not None and found.verdict != "fails"

    @property
    def whose(self) -> str:
        """Begins the name of what was bought where it was not the writer who bought it."""
        return "孩子" if self.by_child else ""

    @property
    def from_person(self) -> bool:
        """Bought from a private person, who runs no business."""
        return self.facts.from_person

    @property
    def self_operated(self) -> bool:
        """The platform itself sold (自营): one other side, whatever a letter calls it."""
        return bool(self.case.purchase.seller_kind == vocab.SellerKind.SELF_OPERATED)

    @property
    def platform_promised(self) -> bool:
        """The platform made the promise, not the seller. Of goods that it sells itself it is the seller."""
        return bool(self.case.promise.promise_by == vocab.PromiseBy.PLATFORM and not self.self_operated)

    @property
    def shop(self) -> str:
        """What papers to others than the seller call it."""
        return self.facts.shop

    @property
    def name_word(self) -> str:
        return "姓名" if self.from_person else "名称"

    @property
    def dispute(self) -> str:
        """A dispute is one of consumers only where consumer law applies (消保法 2, 3)."""
        return "消费争议" if self.assessment.consumer_law else "合同争议"

    @property
    def on_platform(self) -> bool:
        return self.facts.channel in PLATFORM_CHANNELS

    @property
    def is_live(self) -> bool:
        return bool(self.case.purchase.channel == vocab.Channel.LIVE_STREAM)

    def has(self, *problems: str) -> bool:
        return not self.facts.problems.isdisjoint(problems)

    def showing(self, *elements: str) -> tuple[int, ...]:
        """The numbers of the exhibits that show one of these elements."""
        return tuple(piece.number for piece in self.pieces if not piece.elements.isdisjoint(elements))

    def showing_contact(self, entry: ContactEntry) -> tuple[int, ...]:
        """The number of the exhibit that shows this line of the log, where the document may name it."""
        number = entry.exhibit.number if entry.exhibit else 0
        return tuple(piece.number for piece in self.pieces if piece.number == number)


def _piece(exhibit: Exhibit) -> Piece:
    return Piece(
        number=exhibit.number,
        title=exhibit.title,
        elements=frozenset(exhibit.elements),
        pages=exhibit.page_count,
        origin=exhibit.source,
    )


def _versions(case: Case) -> list[LetterVersion]:
    rows = LetterVersion.objects.filter(case=case).defer("content", "edits", "html")
    return list(rows.prefetch_related("sendings"))


def _made(versions: Iterable[LetterVersion]) -> tuple[Made, ...]:
    """Of each kind the newest."""
    newest = {version.kind: version for version in sorted(versions, key=lambda each: each.number)}
    return tuple(
        Made(kind, version.number, timezone.localdate(version.created_at), _sent_on(version))
        for kind in Kind
        if (version := newest.get(kind))
    )


def _sent_on(version: LetterVersion) -> date | None:
    return max((sending.on for sending in version.live_sendings), default=None)
