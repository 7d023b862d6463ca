"""Films and voice notes: one demuxer by name, few decoders, and nothing but the bytes on standard input."""

from __future__ import annotations

import importlib
import os
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any, BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from . import boxes, camera, mp3, pictures, raster
from .verdict import Derived, Refusal

_FILM_SECONDS, _SOUND_SECONDS = 30 * 60, 60 * 60
# Films of 4K, also where they stand upright or are a little larger.
MAX_FRAME_PIXELS = 4096 * 2304
_PROBED_PACKETS = 400
_HEARD_FRAMES = 20
# Half an hour at 240 pictures a second.
_MOST_SAMPLES = 450_000

FILMS = frozenset({"mp4", "mov"})
_MOVIE = "mov"
_DEMUXERS = {"mp4": _MOVIE, "mov": _MOVIE, "m4a": _MOVIE, "amr": "amr", "mp3": "mp3"}
_DEMUXER_NAMES = {_MOVIE: "mov,mp4,m4a,3gp,3g2,mj2", "amr": "amr", "mp3": "mp3"}
_MUXERS = {"mp4": "mp4", "mov": "mov", "m4a": "ipod", "amr": "amr", "mp3": "mp3"}
_SOUND = "aac,alac,amrnb,amrwb,mp3,mp3float,opus,pcm_s16le,pcm_s16be"
_DECODERS = {
    **dict.fromkeys(FILMS, f"h264,hevc,mpeg4,h263,mjpeg,libdav1d,vp9,{_SOUND}"),
    **dict.fromkeys(("m4a", "amr", "mp3"), _SOUND),
}
_CHINA = timedelta(hours=8)

Track = VideoStream | AudioStream


def load(kind: str) -> None:
    """What is needed for the pictures; the decoders are in the library already."""
    pictures.load("jpeg")
    # The library imports these at the first stream of their kind.
    for room in ("audio", "subtitles", "video"):
        importlib.import_module(f"av.{room}.stream")
        importlib.import_module(f"av.{room}.codeccontext")


def check(source: BinaryIO, kind: str) -> Derived:
    """Refusal: cut_off, outside, too_long, no_film, no_sound, too_many_pixels; any other error: damaged."""
    layout = boxes.walk(source) if _DEMUXERS[kind] == _MOVIE else boxes.Layout()
    with opened(source, kind) as media:
        film, sound = _streams(media, kind)
        main = film or sound
        assert main is not None  # noqa: S101
        _use_only(media, main)
        seconds = _indexed_seconds(main, source) if not layout.fragments else 0.0
        _require_length(max(seconds, _promised(media)), kind)
        poster = _poster(media, film) if film else None
        if not film:
            _first(media, main, _HEARD_FRAMES)
        if not seconds:
            seconds = _counted_seconds(source, media, main, kind)
        _require_length(seconds, kind)
        found = _found(media, (film, sound), seconds, layout)
    if poster is None:
        return Derived(taken=_day(found["taken"]), found=found)
    found |= {"width": poster.width, "height": poster.height}
    size = pictures.preview_size(*poster.size)
    return pictures.derive(
        raster.shrunk(poster, size), poster.width, poster.height, taken=_day(found["taken"]), found=found
    )


def page(source: BinaryIO, kind: str, number: int, width: int) -> Image.Image:
    """The first picture of a film, upright, at most `width` pixels wide. Refusal: no_page."""
    if number or kind not in FILMS:
        raise Refusal("no_page")
    with opened(source, kind) as media:
        film = _streams(media, kind)[0]
        assert film is not None  # noqa: S101
        _use_only(media, film)
        poster = _poster(media, film)
    return raster.shrunk(poster, raster.fitting(poster.size, width))


def opened(source: BinaryIO, kind: str) -> InputContainer:
    """The container, whose demuxer the name decides; no other file, address or decoder can come into it."""
    source.seek(0)
    demuxer = _DEMUXERS[kind]
    media = av.open(
        source,
        format=demuxer,
        container_options={
            "format_whitelist": _DEMUXER_NAMES[demuxer],
            "protocol_whitelist": "pipe",
            "codec_whitelist": _DECODERS[kind],
        },
        metadata_errors="replace",
    )
    assert isinstance(media, InputContainer)  # noqa: S101
    return media


def remux(source: BinaryIO, kind: str, product: int) -> None:
    """Write first film and first sound, as they are, to the open file `product`. No metadata comes along."""
    with opened(source, kind) as media, os.fdopen(product, "w+b", closefd=False) as file:
        kept = [stream for stream in _streams(media, kind) if stream is not None]
        options = {"fflags": "+bitexact", **({"id3v2_version": "0"} if kind == "mp3" else {})}
        with av.open(file, "w", format=_MUXERS[kind], container_options=options) as made:
            copies = {stream.index: made.add_stream_from_template(stream) for stream in kept}
            for packet in media.demux(kept):
                if packet.dts is None:
                    continue
                packet.stream = copies[packet.stream.index]
                made.mux(packet)


def _streams(media: InputContainer, kind: str) -> tuple[VideoStream | None, AudioStream | None]:
    """The film and the sound. Refusal: no_film, no_sound where there is not what the name says."""
    films = [
        stream
        for stream in media.streams.video
        if stream.codec_context and not stream.disposition & Disposition.attached_pic
    ]
    sounds = [stream for stream in media.streams.audio if stream.codec_context]
    if kind in FILMS and not films:
        raise Refusal("no_film")
    if kind not in FILMS and (films or not sounds):
        raise Refusal("no_sound")
    return next(iter(films), None), next(iter(sounds), None)


def _use_only(media: InputContainer, main: Track) -> None:
    for stream in media.streams:
        if stream.index != main.index:
            stream.discard = Discard.all
    context = main.codec_context
    context.thread_count, context.thread_type = 1, "NONE"


def _tick(stream: Track) -> Fraction:
    """Seconds of one unit of the stream's times."""
    return stream.time_base or Fraction(1)


def _promised(media: InputContainer) -> float:
    return (media.duration or 0) / av.time_base


def _require_length(seconds: float, kind: str) -> None:
    most = _FILM_SECONDS if kind in FILMS else _SOUND_SECONDS
    if seconds > most:
        raise Refusal("too_long", max=most // 60)


def _indexed_seconds(stream: Track, source: BinaryIO) -> float:
    """Seconds that the table of samples holds, or 0. Refusal: cut_off where one lies beyond the file."""
    size = os.fstat(source.fileno()).st_size
    entries = stream.index_entries
    if not len(entries):
        return 0.0
    if len(entries) > _MOST_SAMPLES:
        raise Refusal("too_complex")
    if max(entry.pos + entry.size for entry in entries) > size:
        raise Refusal("cut_off")
    steps = max(1, len(entries) - 1)
    first, last = entries[0].timestamp, entries[-1].timestamp
    return float((last - first) * (1 + 1 / steps) * _tick(stream)) or 0.001


def _counted_seconds(source: BinaryIO, media: InputContainer, main: Track, kind: str) -> float:
    """The length of all packets together, read to the end or to the first that is too much."""
    length = packets = size = 0
    most = (_FILM_SECONDS if kind in FILMS else _SOUND_SECONDS) / _tick(main)
    media.seek(0)
    for packet in media.demux(main):
        packets += packet.size > 0
        size += packet.size
        length += packet.duration or 0
        if length > most:
            break
    if not packets:
        raise Refusal("damaged")
    if kind == "mp3" and length <= most:
        mp3.require_whole(source, packets, size)
    return float(length * _tick(main))


def _poster(media: InputContainer, film: VideoStream) -> Image.Image:
    """The first picture of the film, upright."""
    context = film.codec_context
    if context.width * context.height > MAX_FRAME_PIXELS:
        raise Refusal("too_many_pixels", max=MAX_FRAME_PIXELS // 1_000_000)
    frame = _first(media, film, 1)[0]
    if frame.width * frame.height > MAX_FRAME_PIXELS:
        raise Refusal("too_many_pixels", max=MAX_FRAME_PIXELS // 1_000_000)
    picture: Image.Image = frame.reformat(format="rgb24", threads=1).to_image()  # type: ignore[no-untyped-call]
    return picture.rotate(frame.rotation, expand=True) if frame.rotation % 360 else picture


def _first(media: InputContainer, stream: Track, wanted: int) -> list[VideoFrame]:
    """At most `wanted` frames from the beginning. Refusal: damaged where there is none."""
    frames: list[Any] = []
    for number, packet in enumerate(media.demux(stream)):
        frames += packet.decode()
        if len(frames) >= wanted or number > _PROBED_PACKETS:
            break
    if not frames:
        raise Refusal("damaged")
    return frames


def _found(
    media: InputContainer, tracks: tuple[Track | None, ...], seconds: float, layout: boxes.Layout
) -> dict[str, Any]:
    said = {key.lower(): str(value) for key, value in media.metadata.items()}
    place = layout.has_place or any("location" in key for key in said)
    return {
        "format": media.format.name,
        "brand": camera.words(layout.brand),
        "seconds": round(seconds, 1),
        "codecs": [stream.codec_context.name for stream in tracks if stream],
        "tracks": len(media.streams),
        "make": camera.words(said.get("com.apple.quicktime.make", said.get("make", ""))),
        "model": camera.words(said.get("com.apple.quicktime.model", said.get("model", ""))),
        "taken": camera.words(said.get("com.apple.quicktime.creationdate", said.get("creation_time", ""))),
        "has_gps": place,
    }


def _day(written: str) -> str:
    """The day in China on which it was recorded, or ""; a time with Z is that of Greenwich."""
    try:
        taken = datetime.fromisoformat(written)
    except ValueError:
        return camera.day_in(written)
    if taken.utcoffset() == timedelta(0):
        taken += _CHINA
    return camera.day_in(taken.date().isoformat())
