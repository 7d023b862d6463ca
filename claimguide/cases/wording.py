"""What the words of a case call the other side: 商家, or 卖家 because a private person sold.

English has one word for both. In Chinese such a case speaks a catalogue of its own: whatever the main one
says of a 商家 stands in it again, fit for a person; all else comes from the main one. So no page asks who
sold (docs/decisions/0021).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from claimguide.law.naming import PERSON, SHOP, of_person
from claimguide.law.text import Text

from .vocab import SellerKind

if TYPE_CHECKING:
    from .models import Case

CHINESE = "zh-hans"
# A private-use subtag (RFC 5646, 2.2.7), for locale/zh_Hans-x-person. Visitors never choose it.
OF_PERSON = "zh-hans-x-person"


def _from_person(case: Case) -> bool:
    return bool(case.purchase.seller_kind == SellerKind.PRIVATE)


def shop(case: Case) -> str:
    """The word itself, for Chinese that stands in no catalogue."""
    return PERSON if _from_person(case) else SHOP


def chinese(case: Case) -> str:
    """The language of Chinese words about this case, for papers that are Chinese whatever the page speaks."""
    return OF_PERSON if _from_person(case) else CHINESE


def speak_of(case: Case) -> None:
    """Speak of this case from here on: to the end of the request, when the language is set back."""
    if (translation.get_language() or "").startswith("zh"):
        translation.activate(chinese(case))


def said(text: Text) -> str:
    """A fixed text of the law room in the language that is spoken."""
    language = translation.get_language() or CHINESE
    words = of_person(text) if language == OF_PERSON else text
    return words.in_language(language)
