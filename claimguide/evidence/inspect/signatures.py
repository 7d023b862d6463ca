"""The kinds of file that are taken: their name endings, what their first bytes are, how they are served.

Nothing else decides the type: not the browser's word for it, not a library's guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEGABYTE = 1024 * 1024
HEAD_BYTES = 64
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_OTHER_HEIF_BRANDS = frozenset({b"avif", b"avis"})


class Medium(StrEnum):
    """What a kind is to people: it decides which views and copies of it there can be."""

    PICTURE = "picture"
    PAGES = "pages"
    TEXT = "text"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True)
class Kind:
    """One accepted type. `code` is also the word the child process knows it by."""

    code: str
    label: str
    endings: tuple[str, ...]
    content_type: str
    medium: Medium
    max_bytes: int = 20 * MEGABYTE


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("jpeg", "JPG", ("jpg", "jpeg"), "image/jpeg", Medium.PICTURE),
        Kind("png", "PNG", ("png",), "image/png", Medium.PICTURE),
        Kind("webp", "WebP", ("webp",), "image/webp", Medium.PICTURE),
        Kind("heic", "HEIC", ("heic", "heif"), "image/heic", Medium.PICTURE),
        Kind("pdf", "PDF", ("pdf",), "application/pdf", Medium.PAGES),
        Kind("text", "TXT", ("txt",), "text/plain", Medium.TEXT, MEGABYTE),
        Kind("mp4", "MP4", ("mp4", "m4v"), "video/mp4", Medium.VIDEO, 100 * MEGABYTE),
        Kind("mov", "MOV", ("mov",), "video/quicktime", Medium.VIDEO, 100 * MEGABYTE),
        Kind("m4a", "M4A", ("m4a",), "audio/mp4", Medium.AUDIO),
        Kind("amr", "AMR", ("amr",), "audio/amr", Medium.AUDIO),
        Kind("mp3", "MP3", ("mp3",), "audio/mpeg", Medium.AUDIO),
    )
}
# Known, but not taken from anyone before the child can decode them.
_NOT_YET = frozenset({"text", "mp4", "mov", "m4a", "amr", "mp3"})
_BY_ENDING = {ending: kind for kind in KINDS.values() if kind.code not in _NOT_YET for ending in kind.endings}
ACCEPT = ",".join(f".{ending}" for ending in _BY_ENDING)

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
