"""What a consumer may hand to a journalist: each sentence with its exhibit, numbers and persons covered.

What no exhibit shows stands apart and says so: a reader must see at once what can be checked. A sentence
whose wording could do harm (an insult, a certainty no court found, money for silence) is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from claimguide.cases.models import State
from claimguide.cases.vocab import SellerKind, Speak, SubmissionState
from claimguide.letters.content import ExhibitLine, Fact, LetterContent, Party, Run, Runs, Section

from . import narrative, parts
from .narrative import Voice
from .publish_check import check, masked
from .source import Source
from .wording import known, listed, moving, plain, quoted, runs

if TYPE_CHECKING:
    from django.utils.functional import Promise

KIND = "press"
PAPER = "本说明"
UNPROVEN = "（尚无证据）"
SETTLEMENT = "settlement"
PERSONS = frozenset({SellerKind.INDIVIDUAL_TRADER, SellerKind.PRIVATE})
# A number of this length or less is covered whole.
SHORT = 5
# Particulars shorter than this are no particulars, and would cover half the text.
LEAST_NAME, LEAST_VALUE = 2, 5


@dataclass(frozen=True)
class Told:
    """The sentences of a sheet: what happened, what passed between the sides, and how many were left out."""

    events: tuple[Fact, ...]
    talks: tuple[Fact, ...]
    left_out: int = 0
    left_out_of_talks: bool = False
    settlement: bool = False

    @property
    def proven(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.events if fact.exhibits)

    @property
    def unproven(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.events if not fact.exhibits)

    @property
    def lines(self) -> tuple[Fact, ...]:
        return (*self.events, *self.talks)

    @property
    def without_proof(self) -> int:
        return sum(not fact.exhibits for fact in self.lines)

    @property
    def has_proof(self) -> bool:
        return any(fact.exhibits for fact in self.lines)


def reason_not_to(source: Source) -> str | Promise:
    """The consumer does not want it, an agreement may forbid it, or nothing in it could be checked."""
    if source.case.plans.speak_to_media == Speak.NO:
        return _("You said that you do not want to speak to the media.")
    sheet = told(source)
    settled = any(each.state == SubmissionState.SETTLED for each in source.submissions)
    if settled or sheet.settlement or source.case.state == State.SETTLED:
        return _("The dispute, or a part of it, is settled. Read the settlement first: it may forbid this.")
    if not sheet.has_proof:
        return _("No sentence of it has an exhibit yet. Add your exhibits and say what they prove.")
    return ""


def compose(source: Source) -> LetterContent:
    """Told by one side, and said so; what the other side answered is told too."""
    sheet = told(source)
    sections = (_talks(source, sheet), _unproven(sheet), _quoting(source))
    return LetterContent(
        kind=KIND,
        case_number=source.case.number,
        title=f"{source.dispute}事实说明",
        date=source.on,
        law_date=source.assessment.on,
        addressee=Party("", ()),
        sender=Party("", ()),
        respondent=None,
        opening=runs(
            f"{PAPER}由{_writer(source)}整理，仅为一方陈述，供核实使用。写明证据编号的，可以与证据核对；"
            "写明尚无证据的，请另行核实。请同时听取对方的意见。"
        ),
        facts=sheet.proven,
        claims_intro="",
        claims=(),
        total=None,
        alternatives=(),
        bases=(),
        closing=(),
        exhibits=tuple(_exhibit(source, line) for line in parts.exhibits(source)),
        enclosures=(),
        notice=parts.NOTICE.format(paper=PAPER),
        sections=tuple(each for each in sections if each.points or each.paragraphs),
    )


def _writer(source: Source) -> str:
    return "消费者本人" if source.assessment.consumer_law else "买方本人"


def told(source: Source) -> Told:
    """Every sentence whose values are known and whose wording does no harm, with its exhibits."""
    shop = source.case.purchase.shop_name
    voice = Voice(seller=quoted(shop) if shop else source.shop, platform=parts.platform_called(source))
    talks = (
        *narrative.with_seller(source, voice),
        *narrative.with_platform(source, voice),
        *narrative.paid_back(source),
    )
    kept_events, events_out = _kept(source, narrative.events(source, voice))
    kept_talks, talks_out = _kept(source, talks)
    out = {*events_out, *talks_out}
    return Told(
        events=kept_events,
        talks=kept_talks,
        left_out=len(events_out) + len(talks_out),
        left_out_of_talks=bool(talks_out),
        settlement=SETTLEMENT in out,
    )


def _kept(source: Source, told_: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], list[str]]:
    """One fact per sentence, covered, and the rule of the check that each sentence left out ran into."""
    kept, out = [], []
    for fact in narrative.dated(told_, source.on):
        for paragraph in fact.paragraphs:
            if any(run.kind == "gap" for run in paragraph):
                continue
            if risk := _risk(plain(paragraph), source):
                out.append(risk)
            else:
                kept.append(Fact((_covered(source, paragraph),), fact.exhibits))
    return tuple(kept), out


def _risk(text: str, source: Source) -> str:
    """The first rule this sentence runs into, "" if none; personal data is covered, not left out."""
    return next((hit.rule.code for hit in check(text, source.on) if hit.rule.code != "personal"), "")


def _covered(source: Source, paragraph: Runs) -> Runs:
    return tuple(Run(_cover(source, run.text), run.kind, run.field) for run in paragraph)


def _cover(source: Source, text: str) -> str:
    """Whoever reads a number of the order could ask the shop for the buyer; a name leads there at once."""
    for value, instead in _secrets(source):
        text = text.replace(value, instead)
    return masked(text)


def _secrets(source: Source) -> Iterator[tuple[str, str]]:
    """What must not be read, and what stands there instead."""
    bought, conduct = source.case.purchase, source.case.platform_conduct
    for label, number in (("订单编号为", bought.order_number), ("投诉编号为", conduct.complaint_number)):
        if number:
            yield label + number, label + _number(number)
        if len(number) > SHORT:
            yield number, _number(number)
    for who in (source.consumer, source.seller, source.platform_party):
        for value in (who.phone, who.address, who.email, who.account):
            if len(value) >= LEAST_VALUE:
                yield value, "（略）"
    named = [source.consumer.name]
    if bought.seller_kind in PERSONS:
        named += [source.seller.name, bought.shop_name]
    for name in named:
        if len(name) >= LEAST_NAME:
            yield name, f"{name[0]}某"


def _number(number: str) -> str:
    return f"{number[:3]}****{number[-2:]}" if len(number) > SHORT else "****"


def _exhibit(source: Source, line: ExhibitLine) -> ExhibitLine:
    return ExhibitLine(line.number, _cover(source, line.title), line.proves, line.extent)


def _talks(source: Source, sheet: Told) -> Section:
    points = [_marked(fact) for fact in sheet.talks]
    if sheet.left_out_of_talks:
        points.append(runs("另有往来内容，因含有不宜公开的表述，未列入。"))
    if points:
        return Section("双方的沟通和对方的答复", points=tuple(points))
    nothing = runs("截至", moving(source.on), "，本人没有记录到对方的答复。")
    return Section("双方的沟通和对方的答复", (nothing,))


def _unproven(sheet: Told) -> Section:
    return Section("本人的其他陈述", points=tuple(_marked(fact) for fact in sheet.unproven))


def _marked(fact: Fact) -> Runs:
    """The sentence with its exhibits, or with the word that there are none, before its full stop."""
    note = f"（见{listed(f'证据{n}' for n in fact.exhibits)}）" if fact.exhibits else UNPROVEN
    *before, last = fact.paragraphs[0]
    stop = "。" if last.text.endswith("。") else ""
    return runs(*before, Run(last.text.removesuffix("。"), last.kind), f"{note}{stop}")


def _quoting(source: Source) -> Section:
    """Who may be quoted: by name and reached only where the consumer said so."""
    if source.case.plans.speak_to_media != Speak.YES:
        return Section(
            "引用和联系", (runs("本人尚未决定接受采访。未经本人另行同意，请勿公开本人的姓名和联系方式。"),)
        )
    who = source.consumer
    return Section(
        "引用和联系",
        (
            runs(
                "本人愿意接受采访，可以引用本人的陈述。联系人：",
                known(who.name, "consumer.name"),
                "，电话：",
                known(who.phone, "consumer.phone"),
                "。电话仅供核实使用，请勿公开。",
            ),
        ),
    )


def as_text(content: LetterContent) -> str:
    """The sheet as plain text, to copy: the same sentences in the same order, no list of exhibits."""
    facts = [plain(_marked(fact)) for fact in content.facts]
    lines = [content.title, plain(content.opening), *_listed("有证据的事实", facts)]
    for section in content.sections:
        lines += _listed(section.heading, [*map(plain, section.paragraphs), *map(plain, section.points)])
    return "\n".join(lines)


def _listed(heading: str, sentences: Iterable[str]) -> list[str]:
    numbered = [f"{number}. {sentence}" for number, sentence in enumerate(sentences, start=1)]
    return [f"【{heading}】", *numbered] if numbered else []
