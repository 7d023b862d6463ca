"""Good and hostile files, made when a test asks for them; only one tiny HEIC is kept as bytes.

The tables map a short name to (file name, maker or bytes, expected code); "ok" means it must be taken.
"""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
from PIL import Image, ImageDraw, PngImagePlugin

SECRET = "CANARY-7731"
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9j"
    "AAAAAERAAAIAAQAAAAAB4gABAAAAAAAAACQAAgAAAAACBgABAAAAAAAAADAAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "ABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNg"
    "AAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZE"
    "AcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AA"
    "AAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAXG1kYXQAAAAg"
    "KAGvGYDvSaW//+c2BHybTv5eyF4XSEH/M6PnwtSNtbwAAAAGRXhpZgAATU0AKgAAAAgAAQEQAAIAAAAMAAAAGgAAAABTRUNSRVRQSE9ORQA="
)


def picture(size: tuple[int, int] = (320, 200), mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, a white line across: enough to see which way is up."""
    made = Image.new("RGB", size, (200, 30, 30))
    draw = ImageDraw.Draw(made)
    draw.rectangle((size[0] // 2, 0, size[0], size[1]), fill=(30, 60, 200))
    draw.line((0, 0, size[0], size[1]), fill="white", width=3)
    return made.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@cache
def jpeg() -> bytes:
    return saved(picture(), "JPEG")


@cache
def png() -> bytes:
    return saved(picture(), "PNG")


def webp() -> bytes:
    return saved(picture(), "WEBP")


def with_exif(orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = SECRET
    exif.get_ifd(0x8769)[0x9003] = "2026:03:05 10:11:12"
    exif.get_ifd(0x8769)[0x9286] = f"<script>{SECRET}</script>".encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 1.0)})
    return saved(picture(), "JPEG", exif=exif, comment=f"<?php {SECRET} ?>".encode())


def png_with_script() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", f"<script>{SECRET}</script>")
    return saved(picture(), "PNG", pnginfo=text)


def two_frames(kind: str) -> bytes:
    other = picture().rotate(180)
    return saved(picture(), kind, save_all=True, append_images=[other], duration=100)


def phone_double() -> bytes:
    """JPEG with a second picture behind it (MPO), as phones store their depth or gain maps."""
    return saved(picture(), "MPO", save_all=True, append_images=[picture((32, 20))])


def zipped(name: str = "a.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, SECRET)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *extra: bytes, pixels: bytes = b"\x00") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = b"".join(
        (chunk(b"IHDR", header), *extra, chunk(b"IDAT", zlib.compress(pixels)), chunk(b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + body


def zeros(megabytes: int) -> bytes:
    """So many million zeros, packed: packed once, as every full flush leaves the packer as it began."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    check = struct.pack(">HH", megabytes * 1_000_000 % 65_521, 1)
    return b"\x78\xda" + block * megabytes + packer.flush() + check


def png_text_bomb() -> bytes:
    return png_of(8, 8, chunk(b"zTXt", b"Comment\x00\x00" + zeros(200)), pixels=bytes(72))


def png_profile_bomb() -> bytes:
    return png_of(8, 8, chunk(b"iCCP", b"p\x00\x00" + zeros(100)), pixels=bytes(72))


def wrong_crc() -> bytes:
    data = bytearray(png())
    data[data.index(b"IDAT") + 40] ^= 0xFF
    return bytes(data)


def heic_bomb() -> bytes:
    return HEIC.replace(
        b"ispe\x00\x00\x00\x00\x00\x00\x00@\x00\x00\x00@", b"ispe" + struct.pack(">III", 0, 60_000, 60_000)
    )


def pdf(pages: int = 1, change: Callable[[pikepdf.Pdf], None] | None = None, **options: object) -> bytes:
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def _dictionary(source: str) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    return lambda document: document.make_indirect(pikepdf.Object.parse(source.encode()))


def pdf_open_action(source: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Object.parse(source.encode())

    return pdf(change=change)


def pdf_annotation(source: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Annots = pikepdf.Array([pikepdf.Object.parse(source.encode())])

    return pdf(change=change)


def pdf_embedded() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["a.exe"] = b"MZ"

    return pdf(change=change)


def pdf_form_xfa() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm = pikepdf.Object.parse(b"<< /Fields [] /XFA [(a) (b)] >>")

    return pdf(change=change)


def pdf_orphan_script() -> bytes:
    """A script in an object that nothing refers to, nested in dictionaries without numbers."""

    def change(document: pikepdf.Pdf) -> None:
        kept = pikepdf.Object.parse(b"<< /A [ << /B << /S /JavaScript /JS (app.alert(1)) >> >> ] >>")
        document.Root.PieceInfo = kept

    return pdf(change=change)


def pdf_fonts_named_like_actions() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Resources = pikepdf.Object.parse(
            b"<< /Font << /AA << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        )

    return pdf(change=change)


def pdf_link() -> bytes:
    link = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.com) >> >>"
    return pdf_annotation(link)


def pdf_bomb() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        twice = zlib.compress(zeros(180), 9)
        stream = pikepdf.Stream(document, twice)
        stream.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        document.Root.Extra = document.make_indirect(stream)

    return pdf(change=change, compress_streams=False)


def pdf_page_loop() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.Pages.Kids = pikepdf.Array([document.Root.Pages])

    return pdf(change=change)


def pdf_password(owner: str, user: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner=owner, user=user))


SCRIPT_ACTION = "<< /S /JavaScript /JS (app.alert(1)) >>"

# (file name, maker, code). What only the child can know; types and names have their own table below.
DECODED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "jpeg": ("a.jpg", jpeg, "ok"),
    "png": ("a.png", png, "ok"),
    "webp": ("a.webp", webp, "ok"),
    "heic": ("a.heic", lambda: HEIC, "ok"),
    "pdf": ("a.pdf", lambda: pdf(3), "ok"),
    "long screenshot": ("long.png", lambda: saved(picture((1080, 30_000)), "PNG", compress_level=1), "ok"),
    "exif": ("a.jpg", with_exif, "ok"),
    "grey 16 bit": ("a.png", lambda: saved(Image.new("I;16", (40, 30), 40_000), "PNG"), "ok"),
    "transparent": ("a.png", lambda: saved(Image.new("RGBA", (40, 30), (9, 9, 9, 0)), "PNG"), "ok"),
    "palette": ("a.png", lambda: saved(picture(mode="P"), "PNG"), "ok"),
    "cmyk": ("a.jpg", lambda: saved(picture(mode="CMYK"), "JPEG"), "ok"),
    "phone double": ("a.jpg", phone_double, "ok"),
    "one pixel": ("a.png", lambda: saved(picture((1, 1)), "PNG"), "ok"),
    "jpeg with html tail": ("a.jpg", lambda: jpeg() + f"<html><script>{SECRET}".encode(), "ok"),
    "jpeg with zip tail": ("a.jpg", lambda: jpeg() + zipped(), "ok"),
    "png with script": ("a.png", png_with_script, "ok"),
    "pdf with link": ("a.pdf", pdf_link, "ok"),
    "pdf goes to page": ("a.pdf", lambda: pdf_open_action("<< /S /GoTo /D [0 /Fit] >>"), "ok"),
    "pdf font named AA": ("a.pdf", pdf_fonts_named_like_actions, "ok"),
    "jpeg cut": ("a.jpg", lambda: jpeg()[: len(jpeg()) // 2], "damaged"),
    "jpeg header only": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 40, "damaged"),
    "jpeg noise": ("a.jpg", lambda: b"\xff\xd8\xff" + bytes(range(256)) * 20, "damaged"),
    "png cut": ("a.png", lambda: png()[:-60], "damaged"),
    "png wrong crc": ("a.png", wrong_crc, "damaged"),
    "webp cut": ("a.webp", lambda: webp()[:-40], "damaged"),
    "heic cut": ("a.heic", lambda: HEIC[:500], "damaged"),
    "heic bomb": ("a.heic", heic_bomb, "damaged"),
    "png 20000 squared": ("a.png", lambda: png_of(20_000, 20_000), "too_many_pixels"),
    "png too tall": ("a.png", lambda: png_of(2, 65_501), "too_many_pixels"),
    "png without end": ("a.png", lambda: png_of(2**31 - 1, 2**31 - 1), "too_many_pixels"),
    "png text bomb": ("a.png", png_text_bomb, "too_complex"),
    "png profile bomb": ("a.png", png_profile_bomb, "too_complex"),
    "moving webp": ("a.webp", lambda: two_frames("WEBP"), "animated"),
    "moving png": ("a.png", lambda: two_frames("PNG"), "animated"),
    "pdf script at start": ("a.pdf", lambda: pdf_open_action(SCRIPT_ACTION), "active"),
    "pdf script in nowhere": ("a.pdf", pdf_orphan_script, "active"),
    "pdf starts a program": ("a.pdf", lambda: pdf_open_action("<< /S /Launch /F (calc.exe) >>"), "active"),
    "pdf opens a page by itself": (
        "a.pdf",
        lambda: pdf_open_action("<< /S /URI /URI (http://x) >>"),
        "active",
    ),
    "pdf sends a form": (
        "a.pdf",
        lambda: pdf_annotation("<< /Subtype /Link /A << /S /SubmitForm /F (http://x) >> >>"),
        "active",
    ),
    "pdf additional action": (
        "a.pdf",
        lambda: pdf_annotation("<< /Subtype /Widget /AA << /E << >> >> >>"),
        "active",
    ),
    "pdf rich media": ("a.pdf", lambda: pdf_annotation("<< /Subtype /RichMedia >>"), "active"),
    "pdf with attachment": ("a.pdf", pdf_embedded, "active"),
    "pdf xfa": ("a.pdf", pdf_form_xfa, "active"),
    "pdf password": ("a.pdf", lambda: pdf_password("o", "u"), "encrypted"),
    "pdf owner password": ("a.pdf", lambda: pdf_password("o", ""), "encrypted"),
    "pdf 301 pages": ("a.pdf", lambda: pdf(301), "too_many_pages"),
    "pdf no pages": ("a.pdf", lambda: pdf(0), "damaged"),
    "pdf page loop": ("a.pdf", pdf_page_loop, "damaged"),
    "pdf bomb": ("a.pdf", pdf_bomb, "too_complex"),
    "pdf cut": ("a.pdf", lambda: pdf(20)[:-900], "damaged"),
    "pdf garbage": ("a.pdf", lambda: b"%PDF-1.7\n" + b"x" * 3000 + b"%%EOF", "damaged"),
}

# What is refused by name or first bytes alone, before any decoder sees it.
CLAIMS: dict[str, tuple[str, bytes, str]] = {
    "html as jpg": ("a.jpg", b"<html><script>alert(1)</script>", "differs"),
    "svg as png": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "differs"),
    "pe as pdf": ("a.pdf", b"MZ\x90\x00" + bytes(100), "differs"),
    "elf as jpg": ("a.jpg", b"\x7fELF" + bytes(100), "differs"),
    "gif script as jpg": ("a.jpg", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)", "differs"),
    "png as jpg": ("a.jpg", b"\x89PNG\r\n\x1a\n" + bytes(60), "differs"),
    "pdf header late": ("a.pdf", b" " * 600 + b"%PDF-1.7", "differs"),
    "avif as heic": (
        "a.heic",
        b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1miafMA1B" + bytes(40),
        "differs",
    ),
    "mp4 as heic": ("a.heic", b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42" + bytes(40), "differs"),
    "zip as pdf": ("a.pdf", b"PK\x03\x04" + bytes(60), "differs"),
    "riff but wav": ("a.webp", b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(40), "differs"),
    "svg": ("a.svg", b"<svg/>", "wrong_type"),
    "gif": ("a.gif", b"GIF89a", "wrong_type"),
    "html": ("a.html", b"<html>", "wrong_type"),
    "double ending": ("a.jpg.html", b"\xff\xd8\xff", "wrong_type"),
    "no ending": ("picture", b"\xff\xd8\xff", "wrong_type"),
    "trailing dot": ("a.jpg.", b"\xff\xd8\xff", "wrong_type"),
    "only an ending": (".jpg", b"\xff\xd8\xff", "wrong_type"),
    "htaccess": (".htaccess", b"x", "wrong_type"),
    "docm": ("a.docm", b"PK\x03\x04", "wrong_type"),
    "zip": ("a.zip", b"PK\x03\x04", "wrong_type"),
    "video of another kind": ("a.mkv", b"\x1aE\xdf\xa3", "wrong_type"),
    "empty": ("a.jpg", b"", "empty"),
    "nul in name": ("a\x00.jpg", b"\xff\xd8\xff", "bad_name"),
    "surrogate in name": ("a\ud800.jpg", b"\xff\xd8\xff", "bad_name"),
}
