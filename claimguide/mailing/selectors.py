"""Reads of mail: to whom a letter could go, what bars it, what became of those that were ordered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claimguide.cases import guards, wording
from claimguide.cases.models import Case, Party
from claimguide.cases.selectors import party
from claimguide.letters.kinds import Kind, Way
from claimguide.letters.models import LetterVersion

from .models import Mail, SenderAddress
from .texts import is_plain_address

# Whose address a case holds. Bodies take complaints on their own sites, and no case holds their address.
_ADDRESSEES = {
    Kind.SELLER: Party.Role.SELLER,
    Kind.REPLY: Party.Role.SELLER,
    Kind.PLATFORM: Party.Role.PLATFORM,
    Kind.APPEAL: Party.Role.PLATFORM,
}
_NOT_READY = _("The letter has to be finished first.")
_NO_ADDRESS = _("Your case holds no e-mail address of the recipient. Fill it in where you gave its name.")


@dataclass(frozen=True)
class Addressee:
    """Who would get a letter."""

    name: str
    email: str


def is_on() -> bool:
    """Whether the operator has switched mail on, for sending or into a folder to try it."""
    return bool(settings.MAIL != "off")


def is_open(version: LetterVersion) -> bool:
    """Whether this site offers to send such a letter at all."""
    offered = Kind(version.kind) in _ADDRESSEES and Way.EMAIL in version.traits.ways
    return is_on() and offered


def addressee(version: LetterVersion) -> Addressee | None:
    """The recipient the case knows an address of; None without one."""
    role = _ADDRESSEES[Kind(version.kind)]
    found = party(version.case, role)
    name = found.name or (wording.shop(version.case) if role == Party.Role.SELLER else "平台")
    return Addressee(name, found.email) if is_plain_address(found.email) else None


def reason_not_to(version: LetterVersion) -> str | Promise:
    """Why this letter cannot be sent by e-mail now, "" if it can."""
    if reason := guards.reason_not_to("letter", version.case):
        return reason
    if not version.pdf_name:
        return _NOT_READY
    return "" if addressee(version) else _NO_ADDRESS


def addresses(case: Case) -> list[SenderAddress]:
    return list(SenderAddress.objects.filter(case=case))


def get_address(case: Case, address_id: UUID) -> SenderAddress:
    """An address of this case, or Http404."""
    found = SenderAddress.objects.filter(case=case, pk=address_id).select_related("case").first()
    if found is None:
        raise Http404
    return found


def mails(version: LetterVersion) -> list[Mail]:
    """What was to go out of this letter, newest first."""
    return list(Mail.objects.filter(letter=version))
