"""Videos and voice notes as phones and chat programs write them, and such as only say they were."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from functools import cache

import av
from av.container import OutputContainer
from PIL import Image

from .corpus import SECRET, picture

SIZE = (160, 120)
SOUND_RATE = 8000
PLACE = "+31.2304+121.4737/"


@cache
def film(
    form: str = "mp4",
    frames: int = 20,
    rate: Fraction = Fraction(10),
    *,
    size: tuple[int, int] = SIZE,
    codec: str = "libx264",
    sound: bool = True,
    turned: int = 0,
    about: tuple[tuple[str, str], ...] = (),
    options: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """A video of `frames` pictures at `rate` a second; `about` is its metadata."""
    out = io.BytesIO()
    with av.open(out, "w", format=form, container_options=dict(options)) as made:
        made.metadata.update(about)
        video = made.add_stream(codec, rate=rate)
        video.width, video.height, video.pix_fmt = *size, "yuvj420p" if codec == "mjpeg" else "yuv420p"
        if codec.startswith("libx26"):
            video.options = {"preset": "ultrafast"}
        if turned:
            video.set_display_rotation(turned)
        noise = _sound_stream(made, "aac") if sound else None
        frame = av.VideoFrame.from_image(picture(size))
        for number in range(frames):
            frame.pts = number
            made.mux(video.encode(frame))
        made.mux(video.encode())
        if noise is not None:
            _fill(made, noise, float(frames / rate))
    return out.getvalue()


@cache
def sound(form: str, codec: str, seconds: float = 2.0, about: tuple[tuple[str, str], ...] = ()) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=form) as made:
        made.metadata.update(about)
        _fill(made, _sound_stream(made, codec), seconds)
    return out.getvalue()


def _sound_stream(made: OutputContainer, codec: str) -> av.AudioStream:
    stream = made.add_stream(codec, rate=SOUND_RATE)
    stream.layout = "mono"
    if codec == "libopencore_amrnb":
        stream.bit_rate = 12_200
    return stream


def _fill(made: OutputContainer, stream: av.AudioStream, seconds: float) -> None:
    """A buzz of so many seconds."""
    size, done = stream.codec_context.frame_size or 1024, 0
    wide = stream.codec_context.format.bytes
    while done < seconds * SOUND_RATE:
        frame = av.AudioFrame(format=stream.codec_context.format.name, layout="mono", samples=size)
        frame.sample_rate, frame.pts = SOUND_RATE, done
        for plane in frame.planes:
            one = struct.pack("<f", 0.3) if wide == 4 else struct.pack("<h", 9000)
            wave = (one * 8 + bytes(wide) * 8) * (size // 16 + 1)
            plane.update(wave[: plane.buffer_size])
        made.mux(stream.encode(frame))
        done += size
    made.mux(stream.encode())


def iphone() -> bytes:
    about = (
        ("com.apple.quicktime.make", "Apple"),
        ("com.apple.quicktime.model", "iPhone 15"),
        ("com.apple.quicktime.creationdate", "2026-03-05T23:30:00+0800"),
        ("com.apple.quicktime.location.ISO6709", PLACE),
        ("comment", SECRET),
    )
    return film("mov", turned=-90, about=about, options=(("movflags", "use_metadata_tags"),))


def android() -> bytes:
    return film("mp4", about=(("location", PLACE), ("creation_time", "2026-03-05T20:00:00.000000Z")))


def amr_frames(seconds: float) -> bytes:
    """Frames of 12.2 kbit/s as a phone writes them, without an encoder."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * int(seconds * 50)


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def boxes(data: bytes) -> dict[bytes, bytes]:
    """The outermost boxes of a film, whole."""
    found, at = {}, 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found[kind] = data[at : at + size]
        at += size
    return found


def header_first_and_cut() -> bytes:
    """The table of samples comes first, the samples break off."""
    parts = boxes(film())
    return parts[b"ftyp"] + parts[b"moov"] + parts[b"mdat"][:-500]


def open_end_and_cut() -> bytes:
    """The samples are said to go on to the end of the file, and the table names more than there are."""
    parts = boxes(film())
    return parts[b"ftyp"] + parts[b"moov"] + struct.pack(">I4s", 0, b"mdat") + parts[b"mdat"][8:-900]


def without_table() -> bytes:
    parts = boxes(film())
    return parts[b"ftyp"] + parts[b"mdat"]


def sound_elsewhere() -> bytes:
    """The samples are said to lie in another file."""
    return film("mov").replace(
        b"\x00\x00\x00\x0curl \x00\x00\x00\x01", b"\x00\x00\x00\x0curl \x00\x00\x00\x00"
    )


def sound_at_an_address() -> bytes:
    """The same, with the address of a file on this machine, in the classic form of QuickTime."""
    data = film("mov")
    entry = b"\x00\x00\x00\x0calis\x00\x00\x00\x01"
    kind = entry if entry in data else b"\x00\x00\x00\x0curl \x00\x00\x00\x01"
    return data.replace(kind, kind[:4] + b"rsrc" + b"\x00\x00\x00\x00")


def playlist(head: bytes) -> bytes:
    lines = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
    return head + lines


def list_of_files(head: bytes) -> bytes:
    return head + b"ffconcat version 1.0\nfile /etc/passwd\n"


def many_boxes() -> bytes:
    return box(b"ftyp", b"isom\x00\x00\x00\x00isom") + box(b"free", b"") * 21_000 + boxes(film())[b"moov"]


def many_samples() -> bytes:
    """The table says that there are a million samples of one byte; it takes no more room for that."""
    data = film(frames=1, sound=False)
    at = data.index(b"stsz") + 8
    table = struct.unpack_from(">II", data, at)
    assert table[1] == 1
    stts, stsc = data.index(b"stts"), data.index(b"stsc")
    million = struct.pack(">I", 1_000_000)
    made = bytearray(data)
    made[at : at + 8] = struct.pack(">I", 1) + million
    made[stts + 12 : stts + 16] = million
    made[stsc + 16 : stsc + 20] = million
    return bytes(made)


def noise(length: int) -> bytes:
    """The same bytes each time, like none."""
    state, made = 1, bytearray()
    while len(made) < length:
        state = state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        made += state.to_bytes(8, "big")
    return bytes(made[:length])


def mp3_with_cover() -> bytes:
    """A tag with a picture before the sound."""
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    body = b"\x00image/png\x00\x03\x00" + out.getvalue()
    tag = b"APIC" + struct.pack(">I", len(body)) + b"\x00\x00" + body
    size = len(tag)
    head = b"ID3\x03\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    bare = sound("mp3", "libmp3lame")
    return head + tag + bare[bare.index(b"\xff\xf3") if b"\xff\xf3" in bare else bare.index(b"\xff\xe3") :]


FTYP = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42"

MEDIA: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "video of an iphone": ("IMG_2.MOV", iphone, "ok"),
    "video of an android phone": ("VID_3.mp4", android, "ok"),
    "video of itunes": ("a.m4v", lambda: film("ipod"), "ok"),
    "video in pieces": (
        "a.mp4",
        lambda: film(options=(("movflags", "frag_keyframe+empty_moov"),)),
        "ok",
    ),
    "silent video": ("a.mp4", lambda: film(sound=False), "ok"),
    "video in hevc": ("a.mov", lambda: film("mov", 5, codec="libx265", size=(320, 240), sound=False), "ok"),
    "video of an old phone": ("a.mp4", lambda: film("3gp", codec="mpeg4"), "ok"),
    "video of one picture": ("a.mp4", lambda: film(frames=1, sound=False), "ok"),
    "video of 29 minutes": ("a.mp4", lambda: film(frames=29, rate=Fraction(1, 60), sound=False), "ok"),
    "voice note of an iphone": ("a.m4a", lambda: sound("ipod", "aac", about=(("title", SECRET),)), "ok"),
    "voice note with another brand": ("a.m4a", lambda: sound("mp4", "aac"), "ok"),
    "voice note of 3gp": ("a.m4a", lambda: sound("3gp", "libopencore_amrnb"), "ok"),
    "voice note of wechat": ("msg_1.amr", lambda: sound("amr", "libopencore_amrnb"), "ok"),
    "voice note written by hand": ("a.amr", lambda: amr_frames(3), "ok"),
    "voice note as mp3": ("a.mp3", lambda: sound("mp3", "libmp3lame", 3.0, (("title", SECRET),)), "ok"),
    "mp3 with a cover": ("a.mp3", mp3_with_cover, "ok"),
    "video of five and a half hours": (
        "a.mp4",
        lambda: film(frames=33, rate=Fraction(1, 600), sound=False),
        "too_long",
    ),
    "video in pieces of two hours": (
        "a.mp4",
        lambda: film(
            frames=120,
            rate=Fraction(1, 60),
            sound=False,
            options=(("movflags", "frag_keyframe+empty_moov"),),
        ),
        "too_long",
    ),
    "voice note of two hours": ("a.amr", lambda: amr_frames(7200), "too_long"),
    "video with too many pixels": (
        "a.mp4",
        lambda: film(frames=1, size=(4096, 4096), codec="mjpeg", sound=False),
        "too_many_pixels",
    ),
    "video cut at the end": ("a.mp4", lambda: film()[:-300], "cut_off"),
    "video cut in the middle": ("a.mov", lambda: film("mov")[: len(film("mov")) // 2], "cut_off"),
    "video cut behind its table": ("a.mp4", header_first_and_cut, "cut_off"),
    "video with an open end cut": ("a.mp4", open_end_and_cut, "damaged"),
    "video without a table": ("a.mp4", without_table, "cut_off"),
    "video of a first box only": ("a.mp4", lambda: FTYP, "cut_off"),
    "video kept elsewhere": ("a.mov", sound_elsewhere, "outside"),
    "video kept in a resource": ("a.mov", sound_at_an_address, "outside"),
    "playlist as video": ("a.mp4", lambda: playlist(b""), "differs"),
    "playlist behind a first box": ("a.mp4", lambda: playlist(FTYP), "cut_off"),
    "list of files as video": ("a.mp4", lambda: list_of_files(b""), "differs"),
    "list of files behind a first box": ("a.mov", lambda: list_of_files(FTYP), "cut_off"),
    "playlist as sound": ("a.mp3", lambda: playlist(b"ID3\x03\x00\x00\x00\x00\x00\x00"), "damaged"),
    "sound named video": ("a.mp4", lambda: sound("ipod", "aac"), "no_film"),
    "video named sound": ("a.m4a", film, "no_sound"),
    "video of too many boxes": ("a.mp4", many_boxes, "too_complex"),
    "video of a million samples": ("a.mp4", many_samples, "damaged"),
    "video of noise": (
        "a.mp4",
        lambda: FTYP + box(b"moov", noise(900)) + box(b"mdat", noise(900)),
        "no_film",
    ),
    "mp3 of noise": ("a.mp3", lambda: b"\xff\xfb\x90\x00" + noise(20_000), "damaged"),
    "mp3 cut off": ("a.mp3", lambda: sound("mp3", "libmp3lame", 9.0)[:9_000], "cut_off"),
    "amr of a head only": ("a.amr", lambda: b"#!AMR\n", "damaged"),
    "avi as mp4": ("a.mp4", lambda: b"RIFF\x00\x00\x00\x00AVI LIST" + bytes(60), "differs"),
    "webm as mp4": ("a.mp4", lambda: b"\x1aE\xdf\xa3" + bytes(60), "differs"),
    "heic as mp4": (
        "a.mp4",
        lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(60),
        "differs",
    ),
    "avif as mp4": (
        "a.mp4",
        lambda: b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif" + bytes(60),
        "differs",
    ),
    "voice of wechat's own kind": ("a.amr", lambda: b"\x02#!SILK_V3" + bytes(60), "differs"),
    "wav as mp3": ("a.mp3", lambda: b"RIFF\x00\x00\x00\x00WAVEfmt " + bytes(60), "differs"),
    "aac stream as m4a": ("a.m4a", lambda: b"\xff\xf1\x50\x80" + bytes(60), "differs"),
}
