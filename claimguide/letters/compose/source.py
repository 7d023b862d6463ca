"""Everything a letter is composed from, read once. After this nothing asks the database or the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from claimguide.cases import selectors, vocab
from claimguide.cases.models import Case, ContactEntry, Party, Submission
from claimguide.evidence.models import Exhibit
from claimguide.evidence.selectors import Strength, clean_exhibits, strength
from claimguide.law import Assessment, Facts
from claimguide.law.vocabulary import PLATFORM_CHANNELS, SERVICES
from claimguide.letters.kinds import Kind
from claimguide.letters.models import LetterVersion
from claimguide.reference.models import ConsumerBody

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

    @classmethod
    def of(cls, case: Case, on: date, assessment: Assessment | None = None) -> Source:
        """Give `assessment` where the case was assessed for that day already: it is the dearest part."""
        facts = selectors.facts(case, on)
        platform = case.purchase.platform
        region = case.region
        body = _body(region)
        found = assessment or selectors.assessment(case, on)
        exhibits = clean_exhibits(case)
        return cls(
            case=case,
            on=on,
            facts=facts,
            assessment=found,
            pieces=tuple(map(_piece, exhibits)),
            contacts=tuple(case.contacts.filter(removed_at=None).order_by("on", "pk")),
            submissions=tuple(case.submissions.filter(removed_at=None)),
            consumer=selectors.party(case, Party.Role.CONSUMER),
            seller=selectors.party(case, Party.Role.SELLER),
            platform_party=selectors.party(case, Party.Role.PLATFORM),
            platform_name=platform.name_zh if platform else case.purchase.platform_other,
            platform_company=platform.printable_company if platform else "",
            body_name=case.plans.body_name or (body.printable_name if body else ""),
            region_name=region.name_zh if region else "",
            unsure=frozenset(case.unknown_answers.values_list("key", flat=True)),
            strength=strength(case, found, exhibits),
            made=_made(case),
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


def _body(region: object) -> ConsumerBody | None:
    if region is None:
        return None
    return ConsumerBody._default_manager.filter(region=region, level=ConsumerBody.Level.PROVINCE).first()


def _piece(exhibit: Exhibit) -> Piece:
    return Piece(
        number=exhibit.number,
        title=exhibit.title,
        elements=frozenset(exhibit.elements),
        pages=exhibit.page_count,
        origin=exhibit.source,
    )


def _made(case: Case) -> tuple[Made, ...]:
    """One query: the versions with their sendings, of each kind the newest."""
    rows = (
        LetterVersion.objects.filter(case=case)
        .values("kind", "number", "created_at")
        .annotate(sent_on=Max("sendings__on"))
        .order_by("number")
    )
    newest = {row["kind"]: row for row in rows}
    return tuple(
        Made(kind, row["number"], timezone.localdate(row["created_at"]), row["sent_on"])
        for kind in Kind
        if (row := newest.get(kind))
    )
