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
_STARTS = (
    ("jpeg", b"\xff\xd8\xff"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("pdf", b"%PDF-"),
    ("amr", b"#!AMR\n"),
    ("amr", b"#!AMR-WB\n"),
)
_SILK = b"#!SILK"
_ISO_MEDIA = frozenset({"mp4", "mov", "m4a"})
_FILM_BRANDS = (
    b"isom iso2 iso3 iso4 iso5 iso6 iso7 iso8 iso9 mp41 mp42 mp71 avc1 dash msdh M4V  M4VH M4VP MSNV XAVC "
    b"f4v  mmp4 3gp4 3gp5 3gp6 3gp7 3ge6 3gs7 3gr6 3g2a 3g2b 3g2c kddi hvc1 hev1"
)
_BRANDS: tuple[tuple[str, frozenset[bytes]], ...] = (
    ("heic", frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})),
    ("m4a", frozenset({b"M4A ", b"M4B "})),
    ("mov", frozenset({b"qt  "})),
    ("mp4", frozenset(_FILM_BRANDS[at : at + 4] for at in range(0, len(_FILM_BRANDS), 5))),
)
_OTHER_BRANDS = frozenset({b"avif", b"avis"})


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
_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}
ACCEPT = ",".join(f".{ending}" for ending in _BY_ENDING)

_AS_PDF = _("Save it as PDF and upload that.")
_AS_PICTURE = _("Take a screenshot of it, or save it as JPG.")
_AS_VIDEO = _("Save it as MP4, or take screenshots of the moments that matter.")
_AS_SOUND = _("Save it as M4A or MP3.")
_NAMED = _("The file name must end in one of these, for example order.jpg.")
_UNPACKED = _("Unpack it and upload the files one by one.")
_WECHAT_VOICE = _(
    "WeChat keeps voice messages in this form. Play it while you record your screen as a video."
)

_HINTS: dict[str, _StrPromise] = {
    **dict.fromkeys(("doc", "docx", "docm", "wps", "xls", "xlsx", "csv", "ppt", "pptx", "ofd"), _AS_PDF),
    **dict.fromkeys(("eml", "htm", "html", "mht", "rtf", "xml", "md", "log"), _AS_PDF),
    **dict.fromkeys(("gif", "bmp", "tif", "tiff", "svg", "svgz", "eps", "wmf", "avif", "psd"), _AS_PICTURE),
    **dict.fromkeys(("avi", "mkv", "3gp", "wmv", "flv", "webm", "rmvb", "mpg", "ts"), _AS_VIDEO),
    **dict.fromkeys(("wav", "aac", "ogg", "opus", "flac", "wma", "silk", "slk"), _AS_SOUND),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), _UNPACKED),
    "": _NAMED,
}
_SAVE_AGAIN: dict[Medium, _StrPromise] = {Medium.VIDEO: _AS_VIDEO, Medium.AUDIO: _AS_SOUND}
_SIZE_HINTS: dict[Medium, _StrPromise] = {
    Medium.PICTURE: _("Take a smaller picture, or a screenshot of it."),
    Medium.PAGES: _("Split it and upload the pages that matter."),
    Medium.TEXT: _("Keep only the part that matters."),
    Medium.VIDEO: _("Cut out the part that matters, or save it smaller."),
    Medium.AUDIO: _("Cut out the part that matters."),
}


def by_name(name: str) -> Kind | None:
    """The kind a file name claims by its last ending, or None where none of ours."""
    return _BY_ENDING.get(_ending(name))


def hint_for(name: str) -> str:
    """What to do with a file of a type that is not taken; may be empty."""
    return str(_HINTS.get(_ending(name), ""))


def hint_for_size(kind: Kind) -> str:
    """What to do with a file that is larger than its kind may be."""
    return str(_SIZE_HINTS[kind.medium])


def hint_for_content(claimed: Kind, head: bytes) -> str:
    """What to do with a file whose first bytes are not of the kind its name claims."""
    if head.lstrip(b"\x02").startswith(_SILK):
        return str(_WECHAT_VOICE)
    shown = by_content(head)
    if shown is None:
        if claimed.medium in _SAVE_AGAIN:
            return str(_SAVE_AGAIN[claimed.medium])
        return str(_("Take a screenshot of it, or save it again as %(label)s.") % {"label": claimed.label})
    ending = shown.endings[0]
    said = _("It is %(label)s: rename it so that it ends in .%(ending)s, and try again.")
    return str(said % {"label": shown.label, "ending": ending})


def shows(kind: Kind, head: bytes) -> bool:
    """Whether the first bytes are those of `kind` (at least HEAD_BYTES of them, or all there are).

    Films and voice notes share one container, whose content tells them apart. Text has no signature: it may
    begin with anything that is not one of ours.
    """
    found = by_content(head)
    if kind.code in _ISO_MEDIA:
        return found is not None and found.code in _ISO_MEDIA
    return found is (None if kind.medium is Medium.TEXT else kind)


def by_content(head: bytes) -> Kind | None:
    """The kind the first bytes show, None for text and for what is none of ours."""
    for code, start in _STARTS:
        if head.startswith(start):
            return KINDS[code]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return KINDS["webp"]
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    return KINDS["mp3"] if _is_mp3(head) else None


def _by_brand(head: bytes) -> Kind | None:
    """A box of brands opens HEIC, AVIF, films and voice notes alike; the first of its brands counts most."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    first, others = head[8:12], {head[at : at + 4] for at in range(16, length - 3, 4)}
    if _OTHER_BRANDS & {first, *others}:
        return None
    for code, brands in _BRANDS:
        if first in brands:
            return KINDS[code]
    return next((KINDS[code] for code, brands in _BRANDS if others & brands), None)


def _is_mp3(head: bytes) -> bool:
    if head[:3] == b"ID3":
        return len(head) > 3 and head[3] in (2, 3, 4)
    # Eleven bits of one, then a known version and the third layer.
    return head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xfa", b"\xf3", b"\xf2", b"\xe3", b"\xe2")


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem.strip(". ") else ""
