"""Pictures: proof by decoding, and derived JPEGs that hold pixels and nothing else."""

from __future__ import annotations

import io
import re
import warnings

from PIL import Image, ImageFile, ImageOps

from .verdict import Derived, Refusal

MAX_PIXELS = 64_000_000
MAX_SIDE = 65_500
PREVIEW_SIDE = 2000
# A long screenshot shrunk to 2,000 px would be unreadable: beyond this shape the short side is what counts.
LONG_SHAPE = 3
LONG_SHORT_SIDE = 720
THUMBNAIL_SIDE = 320
QUALITY = 82

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
_EXIF_DETAILS = 0x8769
_TAKEN = 0x9003
_TAKEN_SHAPE = re.compile(r"(20\d\d):(0[1-9]|1[0-2]):(0[1-9]|[12]\d|3[01])\b")


def load(kind: str) -> None:
    """Import the decoder of `kind` now: later the child may no longer read its own libraries."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if kind == "heic":
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    # JPEG carries the results, whatever came in.
    from PIL import JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401


def check(data: bytes, kind: str) -> Derived:
    """Decode the whole picture. Refusal: too_many_pixels, animated, damaged; any other error: damaged."""
    try:
        picture = _open(data, kind)
        if kind == "png":
            _open(data, kind).verify()
        taken = _taken(picture)
        width, height = picture.size
        picture.draft(None, _preview_size(width, height))
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refusal("too_many_pixels") from None
    except ValueError as error:
        # Pillow's word for a text or colour profile that unpacks to more than it allows.
        raise Refusal("too_many_pixels" if "too large" in str(error) else "damaged") from None
    upright = _upright(picture, _preview_size(width, height))
    if (upright.width > upright.height) != (width > height):
        width, height = height, width
    return derive(upright, width, height, taken=taken)


def derive(
    picture: Image.Image, width: int, height: int, *, pages: int | None = None, taken: str = ""
) -> Derived:
    """The preview and thumbnail of an upright RGB picture no larger than a preview."""
    return Derived(width, height, _jpeg(picture), _jpeg(_thumbnail(picture)), pages, taken)


def _open(data: bytes, kind: str) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=[FORMATS[kind]])
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refusal("too_many_pixels")
    # Phones store JPEG and HEIC with a second, auxiliary picture; what counts there is the first.
    if kind in ("png", "webp") and getattr(picture, "n_frames", 1) > 1:
        raise Refusal("animated")
    return picture


def _taken(picture: Image.Image) -> str:
    try:
        written = str(picture.getexif().get_ifd(_EXIF_DETAILS).get(_TAKEN, ""))
    except Exception:
        return ""
    found = _TAKEN_SHAPE.match(written)
    return "-".join(found.groups()) if found else ""


def _preview_size(width: int, height: int) -> tuple[int, int]:
    long, short = max(width, height), min(width, height)
    if long > LONG_SHAPE * short:
        factor = min(1.0, LONG_SHORT_SIDE / short, MAX_SIDE / long)
    else:
        factor = min(1.0, PREVIEW_SIDE / long)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _upright(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.mode == "P":
        picture = picture.convert("RGBA")
    if picture.mode.startswith("I"):
        # 16-bit grey: the upper byte is what a screen shows.
        picture = picture.point(lambda level: level / 256).convert("L")
    picture.thumbnail(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return on_white(ImageOps.exif_transpose(picture))


def on_white(picture: Image.Image) -> Image.Image:
    """A new RGB picture: nothing that stood beside the pixels (comments, profiles, EXIF) comes along."""
    clean = Image.new("RGB", picture.size, "white")
    see_through = picture.convert("RGBA") if picture.has_transparency_data else None
    clean.paste(see_through or picture.convert("RGB"), mask=see_through)
    return clean


def _thumbnail(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    if height > 2 * width:
        picture = picture.crop((0, 0, width, width * 4 // 3))
    elif width > 2 * height:
        picture = picture.crop((0, 0, height * 4 // 3, height))
    else:
        picture = picture.copy()
    picture.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return picture


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
