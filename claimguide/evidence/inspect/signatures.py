"""The kinds of file that are taken: their name endings, what their first bytes are, how they are served.

Nothing else decides the type: not the browser's word for it, not a library's guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

HEAD_BYTES = 64
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_OTHER_HEIF_BRANDS = frozenset({b"avif", b"avis"})


@dataclass(frozen=True)
class Kind:
    """One accepted type. `code` is also the word the child process knows it by."""

    code: str
    label: str
    endings: tuple[str, ...]
    content_type: str


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("jpeg", "JPG", ("jpg", "jpeg"), "image/jpeg"),
        Kind("png", "PNG", ("png",), "image/png"),
        Kind("webp", "WebP", ("webp",), "image/webp"),
        Kind("heic", "HEIC", ("heic", "heif"), "image/heic"),
        Kind("pdf", "PDF", ("pdf",), "application/pdf"),
    )
}
ACCEPT = ",".join(f".{ending}" for kind in KINDS.values() for ending in kind.endings)

_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}

_AS_PDF = _("Save it as PDF and upload that.")
_AS_PICTURE = _("Take a screenshot of it, or save it as JPG.")
_FROM_VIDEO = _("Take screenshots of the moments that matter.")
_NAMED = _("The file name must end in one of these, for example order.jpg.")
_UNPACKED = _("Unpack it and upload the files one by one.")

_HINTS: dict[str, _StrPromise] = {
    **dict.fromkeys(
        ("doc", "docx", "docm", "wps", "xls", "xlsx", "csv", "ppt", "pptx", "txt", "ofd"), _AS_PDF
    ),
    **dict.fromkeys(("eml", "htm", "html", "mht", "rtf", "xml"), _AS_PDF),
    **dict.fromkeys(("gif", "bmp", "tif", "tiff", "svg", "svgz", "eps", "wmf", "avif", "psd"), _AS_PICTURE),
    **dict.fromkeys(("mp4", "mov", "m4v", "avi", "mkv", "3gp"), _FROM_VIDEO),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), _UNPACKED),
    "": _NAMED,
}


def by_name(name: str) -> Kind | None:
    """The kind a file name claims by its last ending, or None where none of ours."""
    return _BY_ENDING.get(_ending(name))


def hint_for(name: str) -> str:
    """What to do with a file of a type that is not taken; may be empty."""
    return str(_HINTS.get(_ending(name), ""))


def hint_for_content(claimed: Kind, shown: Kind | None) -> str:
    """What to do with a file whose first bytes are not of the kind its name claims."""
    if shown is None:
        return str(_("Take a screenshot of it, or save it again as %(label)s.") % {"label": claimed.label})
    ending = shown.endings[0]
    said = _("It is %(label)s: rename it so that it ends in .%(ending)s, and try again.")
    return str(said % {"label": shown.label, "ending": ending})


def by_content(head: bytes) -> Kind | None:
    """The kind the first bytes show (at least HEAD_BYTES of them, or all there are)."""
    if head.startswith(b"\xff\xd8\xff"):
        return KINDS["jpeg"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return KINDS["png"]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return KINDS["webp"]
    if head.startswith(b"%PDF-"):
        return KINDS["pdf"]
    return KINDS["heic"] if _is_heic(head) else None


def _is_heic(head: bytes) -> bool:
    if head[4:8] != b"ftyp":
        return False
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))}
    return not brands & _OTHER_HEIF_BRANDS and bool(brands & _HEIC_BRANDS)


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem.strip(". ") else ""
