"""The resume code: 20 Crockford base32 characters (100 bits) that open a case from any browser.

The code is derived from the site's key and a random salt of the case, so neither a table dump nor a
session dump holds it; the database keeps only its keyed hash to find the case by.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from claimguide.core.keys import keyed_hash

from .models import CROCKFORD, Case

if TYPE_CHECKING:
    from uuid import UUID

LENGTH = 20
GROUP = 4
_FOLD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_of(case_id: UUID, salt: str) -> str:
    """The code of a case with this salt, ungrouped."""
    return spelt(keyed_hash("resume-code", f"{case_id}:{salt}"))


def spelt(digest: str) -> str:
    """A code for people out of a hexadecimal digest: `LENGTH` characters, 100 bits."""
    number = int(digest, 16)
    characters = []
    for _ in range(LENGTH):
        number, index = divmod(number, 32)
        characters.append(CROCKFORD[index])
    return "".join(characters)


def grouped(code: str) -> str:
    """XXXX-XXXX-XXXX-XXXX-XXXX, for reading and copying."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def fold(typed: str) -> str:
    """What a person typed, in the code's own alphabet: full width, lower case, O, I, L, spaces, hyphens."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_FOLD)
    return "".join(c for c in plain if c in CROCKFORD)


def hash_of(code: str) -> str:
    return keyed_hash("resume-hash", code)


def find(typed: str) -> Case | None:
    """The case this code opens, if any. Looked up by hash, so the time tells nothing about near misses."""
    return Case.objects.filter(resume_hash=hash_of(fold(typed))).first()
