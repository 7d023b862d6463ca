"""Check your answers: every value a letter uses, with the page that changes it. And words better not sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claimguide.cases import remedies, wording
from claimguide.cases.models import Case
from claimguide.core.money import yuan
from claimguide.law.questions import QUESTIONS

from .compose.source import Source
from .kinds import Kind
from .models import LetterEdit

# Threats and insults turn a good claim into the other side's case (投诉举报处理办法 42; 民法典 1024).
HARMFUL = (
    "曝光",
    "骗子",
    "奸商",
    "黑心",
    "无良",
    "垃圾",
    "不赔就",
    "否则就",
    "搞垮",
    "人肉",
    "后果自负",
    "敲诈",
)


# What the letter to the platform tells of it, and the page that asks.
_CONDUCT = {
    "platform_acted": "platform/conduct",
    "platform_checked_licence": "platform/duties",
    "platform_advertised": "platform/duties",
    "platform_kept_records": "platform/duties",
    "platform_helped": "platform/duties",
    "platform_paid_outside": "platform/duties",
}


_SUMS = (
    "prepaid_amount",
    "prepaid_used",
    "prepaid_used_at_full_price",
    "other_costs",
    "loss",
    "overcharge",
    "refunded",
    "compensated",
)


@dataclass(frozen=True)
class Answer:
    """A line of the summary. `value` is "" where nothing is known."""

    label: str | Promise
    value: str
    change_url: str


def answers(source: Source, kind: str, back: str) -> list[Answer]:
    """Every value the letter of this kind is made from; changing one comes back to `back`."""
    lines = _lines(source, kind)
    return [Answer(label, value, _change(source.case, page, back)) for label, value, page in lines]


def _change(case: Case, page: str, back: str) -> str:
    url = reverse("evidence:board", args=[case.pk]) if page == "evidence" else _page(case, page)
    return f"{url}?{urlencode({'next': back})}"


def _page(case: Case, page: str) -> str:
    step, name = page.split("/")
    return reverse("guide:page", args=[case.pk, step, name])


Line = tuple[str | Promise, str, str]


def _lines(source: Source, kind: str) -> Iterator[Line]:
    yield from _purchase(source)
    yield from _story(source)
    yield from _dealings(source)
    if kind == Kind.REPLY:
        yield from _reply(source)
    if kind in (Kind.PLATFORM, Kind.APPEAL, Kind.VIOLATION):
        yield from _platform(source)
    if kind == Kind.APPEAL:
        yield _("What the platform answered"), source.case.platform_conduct.answer, "platform/complaint"
    if kind == Kind.PRESS:
        speak = str(source.case.plans.get_speak_to_media_display() or "")
        yield _("Would you speak to the media?"), speak, "media/statement"
    if kind == Kind.ASSOCIATION:
        yield from _association(source)
    if kind == Kind.REGULATOR:
        yield from _regulator(source)
    if kind == Kind.REPORT:
        yield from _report(source)
    if kind == Kind.VIOLATION:
        yield _HOW, str(source.case.plans.get_report_as_display() or ""), "association/report"
    if kind == Kind.COMPLAINT:
        yield from _complaint(source)
    if kind == Kind.ACCOUNT:
        yield from _account(source)
    yield from _parties(source)


def _purchase(source: Source) -> Iterator[Line]:
    bought = source.case.purchase
    yield _("Goods or service"), bought.goods_name, "law/goods"
    yield _("Platform"), source.platform_name, "law/order"
    yield _("Shop, seller or live room"), bought.shop_name, "law/order"
    yield _("Order number"), bought.order_number, "law/order"
    yield _("Price paid"), _sum(bought.price), "law/money"
    yield _("Number of pieces"), str(bought.quantity or ""), "law/money"
    yield _("Freight"), _sum(bought.shipping), "law/money"
    yield _("Ordered on"), _day(bought.ordered_on), "law/dates"
    yield _("Signed for on"), _day(bought.received_on), "law/dates"


def _story(source: Source) -> Iterator[Line]:
    problem, promise = source.case.problem, source.case.promise
    kinds = "\n".join(str(p.get_kind_display()) for p in source.case.problems.all())
    yield _("What went wrong"), kinds, "law/problem"
    yield _("What the seller said"), problem.seller_words, "law/story"
    yield _("What it is really like"), problem.reality, "law/story"
    yield _("What else happened"), problem.description, "law/story"
    yield _("Noticed on"), _day(problem.discovered_on), "law/dates"
    if promise.promise_kind and promise.promise_kind != "none":
        yield (
            _("What was promised"),
            promise.promise_words or promise.get_promise_kind_display(),
            "law/promise",
        )


def _dealings(source: Source) -> Iterator[Line]:
    did = source.case.dealings
    for name, chosen in ((_("What you want"), did.wanted), (_("Second best"), did.fallback)):
        yield name, str(remedies.label(source.case, source.facts.problems, chosen)), "seller/remedy"
    yield (
        _("Answer asked for by"),
        _day(did.reply_by) or gettext("Seven days after the letter"),
        "seller/remedy",
    )
    count = len(source.contacts)
    said = ngettext("%(count)d entry", "%(count)d entries", count) % {"count": count} if count else ""
    yield _("Contacts with the seller"), said, "seller/contacts"
    exhibits = "\n".join(f"{piece.number}. {piece.title}" for piece in source.pieces)
    yield _("Exhibits"), exhibits, "evidence"


def _reply(source: Source) -> Iterator[Line]:
    did = source.case.dealings
    yield _("The seller's answer"), str(did.get_reply_kind_display() or ""), "seller/reply"
    yield _("The seller's own words"), did.reply_text, "seller/reply"


def _platform(source: Source) -> Iterator[Line]:
    did = source.case.platform_conduct
    yield _("Complained to the platform on"), _day(did.complained_on), "platform/complaint"
    yield _("Complaint number"), did.complaint_number, "platform/complaint"
    yield (
        _("Did the platform name the seller?"),
        str(did.get_platform_named_seller_display() or ""),
        "platform/identity",
    )
    for key, page in _CONDUCT.items():
        if getattr(did, key):
            yield _question(key), str(getattr(did, f"get_{key}_display")()), page


def _question(key: str) -> str:
    return wording.said(QUESTIONS[key].question)


def _association(source: Source) -> Iterator[Line]:
    yield _("Region"), str(source.case.region or ""), "association/region"
    yield from _declared(source)


def _declared(source: Source) -> Iterator[Line]:
    declared = gettext("Yes") if source.case.plans.no_other_body == "yes" else ""
    yield _("No other body has taken the dispute"), declared, "association/declaration"
    yield _("What you ask the mediation for"), source.case.plans.mediation_terms, "association/declaration"


def _regulator(source: Source) -> Iterator[Line]:
    plans = source.case.plans
    yield _("District of the market regulator"), plans.bureau, "association/bureau"
    published = str(plans.get_publish_complaint_display() or "")
    yield _("Complaint information may be published"), published, "association/bureau"
    entrusted = str(plans.get_entrust_mediation_display() or "")
    yield _("Mediation may be entrusted to an association"), entrusted, "association/bureau"
    yield from _declared(source)


_HOW = _("How you report")


def _report(source: Source) -> Iterator[Line]:
    plans = source.case.plans
    yield _("District of the market regulator"), plans.bureau, "association/bureau"
    yield _HOW, str(plans.get_report_as_display() or ""), "association/report"
    yield _("More clues"), plans.report_clues, "association/report"


def _complaint(source: Source) -> Iterator[Line]:
    plans, you = source.case.plans, source.consumer
    yield _("The court you choose"), plans.court_name, "legal/court"
    yield (
        _("Would you try mediation before a hearing?"),
        str(plans.get_mediation_wanted_display() or ""),
        "legal/tried",
    )
    yield (
        _("Does a clause that you agreed to name a court?"),
        str(plans.get_court_agreed_display() or ""),
        "legal/tried",
    )
    yield _("Where did you receive the goods?"), _receipt(source), "legal/places"
    if source.assessment.platform_role:
        company = source.platform_party.name or source.platform_company
        yield _("The platform's operating company"), company, "platform/company"
    yield _("Sex"), str(you.get_sex_display() or ""), "legal/identity"
    yield _("Date of birth"), _day(you.born_on), "legal/identity"
    yield _("Ethnic group"), you.ethnic_group, "legal/identity"
    yield _("Occupation"), you.occupation, "legal/identity"
    yield _("Employer"), you.employer, "legal/identity"
    yield _("Registered domicile"), you.domicile, "legal/identity"


def _receipt(source: Source) -> str:
    plans = source.case.plans
    return " ".join(part for part in (str(plans.receipt_region or ""), plans.receipt_place) if part)


def _account(source: Source) -> Iterator[Line]:
    """The sums beyond price and freight, as far as they are known."""
    for key in _SUMS:
        if (amount := getattr(source.facts, key)) is not None:
            yield _question(key), _sum(amount), f"law/q-{key.replace('_', '-')}"


def _parties(source: Source) -> Iterator[Line]:
    seller, you = source.seller, source.consumer
    yield _("Seller's name"), seller.name, "seller/party"
    if seller.credit_code or not source.from_person:
        yield _("Seller's credit code"), seller.credit_code, "seller/party"
    yield _("Seller's address"), seller.address, "seller/party"
    yield _("Seller's phone"), seller.phone, "seller/party"
    yield _("Your name"), you.name, "seller/you"
    yield _("Your phone number"), you.phone, "seller/you"
    yield _("Your postal address"), you.address, "seller/you"


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else gettext("%(sum)s yuan") % {"sum": yuan(amount)}


def _day(value: date | None) -> str:
    return "" if value is None else date_format(value, "DATE_FORMAT")


def harmful_words(source: Source, edits: Iterable[LetterEdit]) -> list[str]:
    """Words in the consumer's own texts that a letter had better not contain; a soft warning, never a bar."""
    problem, did, plans = source.case.problem, source.case.dealings, source.case.plans
    texts = [problem.description, problem.reality, plans.mediation_terms, plans.report_clues, did.reply_text]
    texts += [entry.said for entry in source.contacts]
    texts += [edit.now for edit in edits if edit.removed_at is None]
    return [word for word in HARMFUL if any(word in text for text in texts)]
