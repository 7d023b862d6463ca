"""Pictures: proof by decoding, and derived JPEGs that hold pixels and nothing else."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, BinaryIO

from PIL import Image, ImageFile

from . import burning, camera, marks, raster
from .verdict import Derived, Refusal

if TYPE_CHECKING:
    from .heic import HeicPicture

    Opened = Image.Image | HeicPicture

# What a decoder fills for each pixel differs: these keep every child under 300 MB.
MAX_PIXELS = {"jpeg": 64_000_000, "png": 56_000_000, "heic": 50_000_000, "webp": 16_000_000}
MAX_SIDE = 65_500
PREVIEW_SIDE = 2000
# A long screenshot shrunk to 2,000 px would be unreadable: beyond this shape the short side is what counts.
LONG_SHAPE = 3
LONG_SHORT_SIDE = 720
BURNT_WIDTH = 4000

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
_MOTION_BRANDS = (b"mp42", b"isom", b"mp41", b"qt  ")


def load(kind: str) -> None:
    """Import the decoder of `kind` now: later the child may no longer read its own libraries."""
    Image.MAX_IMAGE_PIXELS = max(MAX_PIXELS.values())
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    if kind == "heic":
        from . import heic

        heic.load()
    Image.preinit()
    from PIL import MpoImagePlugin, WebPImagePlugin  # noqa: F401


def check(source: BinaryIO, kind: str) -> Derived:
    """Decode the whole picture. Refusal: too_many_pixels, animated, too_complex; any other error: damaged."""
    motion = _walk(source, kind)
    picture = opened(source, kind)
    exif = camera.exif(picture)
    width, height = picture.size[::-1] if camera.turned(exif) else picture.size
    found = _found(picture, width, height, motion) | camera.found(exif)
    upright = decoded(picture, preview_size(*picture.size), camera.orientation(exif))
    # The whole of it is let go before the small ones are packed.
    del picture
    return derive(upright, width, height, taken=camera.day(exif), found=found)


def page(source: BinaryIO, kind: str, number: int, width: int) -> Image.Image:
    """The upright picture, at most `width` pixels wide, without metadata. Refusal: no_page."""
    if number:
        raise Refusal("no_page")
    _walk(source, kind)
    picture = opened(source, kind)
    exif = camera.exif(picture)
    seen = picture.size[::-1] if camera.turned(exif) else picture.size
    size = raster.fitting(seen, width)
    return decoded(picture, size[::-1] if camera.turned(exif) else size, camera.orientation(exif))


def burn(source: BinaryIO, kind: str, boxes: burning.Boxes) -> tuple[bytes, int]:
    """A JPEG with black boxes, and 1 for its one page. Refusal: no_page for boxes on another."""
    if set(boxes) - {0}:
        raise Refusal("no_page")
    picture = page(source, kind, 0, BURNT_WIDTH)
    burning.blacken(picture, boxes.get(0, []))
    return raster.jpeg(picture, burning.QUALITY), 1


def derive(picture: Image.Image, width: int, height: int, **more: Any) -> Derived:
    """The preview and thumbnail of an upright RGB picture no larger than a preview."""
    return Derived(width, height, raster.jpeg(picture), raster.jpeg(raster.thumbnail(picture)), **more)


def opened(source: BinaryIO, kind: str) -> Opened:
    """The picture, not decoded yet, within its limits."""
    try:
        picture = _opened(source, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(kind) from None
    except ValueError as error:
        # Pillow's word for a text or colour profile that unpacks to more than it allows.
        raise Refusal("too_complex" if "too large" in str(error) else "damaged") from None
    width, height = picture.size
    if width * height > MAX_PIXELS[kind] or max(width, height) > MAX_SIDE:
        raise _too_many(kind)
    # Phones store JPEG and HEIC with a second, auxiliary picture; what counts there is the first.
    if kind == "webp" and getattr(picture, "n_frames", 1) > 1:
        raise Refusal("animated")
    return picture


def decoded(picture: Opened, size: tuple[int, int], orientation: int) -> Image.Image:
    """Decode to a new RGB picture of `size` on white, then turn it upright."""
    picture.draft(None, size)
    try:
        picture.load()
    except ValueError as error:
        raise Refusal("too_complex" if "too large" in str(error) else "damaged") from None
    return camera.upright(raster.shrunk(picture, size), orientation)


def preview_size(width: int, height: int) -> tuple[int, int]:
    """What a picture of this size is shown at: 2,000 pixels, a long one at 720 pixels across."""
    long, short = max(width, height), min(width, height)
    if long > LONG_SHAPE * short:
        factor = min(1.0, LONG_SHORT_SIDE / short, MAX_SIDE / long)
    else:
        factor = min(1.0, PREVIEW_SIDE / long)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _too_many(kind: str) -> Refusal:
    return Refusal("too_many_pixels", max=MAX_PIXELS[kind] // 1_000_000)


def _walk(source: BinaryIO, kind: str) -> bool:
    """Refuse by the skeleton what would cost too much. True where a short film follows the picture."""
    if kind == "png":
        marks.png(source, MAX_PIXELS[kind], MAX_SIDE)
    if kind != "jpeg":
        return False
    tail = marks.jpeg(source, MAX_PIXELS[kind]).tail
    return any(b"ftyp" + brand in tail for brand in _MOTION_BRANDS)


def _opened(source: BinaryIO, kind: str) -> Opened:
    if kind == "heic":
        from . import heic

        return heic.HeicPicture(source, MAX_PIXELS[kind])
    return Image.open(source, formats=[FORMATS[kind]])


def _found(picture: Opened, width: int, height: int, motion: bool) -> dict[str, Any]:
    frames = getattr(picture, "n_frames", 1)
    return {
        "format": picture.format,
        "width": width,
        "height": height,
        "mode": picture.mode,
        "frames": frames if isinstance(frames, int) else 1,
        "motion": motion,
    }
