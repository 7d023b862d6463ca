"""How much a stream of a PDF unpacks to, found out slice by slice and never beyond a bound."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable, Iterator

import pikepdf

from .virus import Watch

Chunks = Iterator[bytes]

MAX_STREAM_BYTES = 100_000_000
# Drawing commands: a decoder holds a hundred times as much for them.
MAX_DRAWING_BYTES = 25_000_000
# Nobody has written LZW for twenty years; counting it is slow here.
MAX_LZW_BYTES = 1_000_000
_SLICE = 1_000_000
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]")
_CLEAR, _END, _FIRST_FREE, _LAST = 256, 257, 258, 4096


class TooMuch(Exception):
    """A stream unpacks to more than the bound."""


def unpacked_size(stream: pikepdf.Stream) -> int:
    """Bytes a stream unpacks to, through all layers that are known. Raises TooMuch, or virus.Found."""
    chunks: Chunks = iter([stream.read_raw_bytes()])
    for name in _filters(stream):
        unpack = _UNPACKERS.get(name)
        if unpack is None:
            break
        chunks = unpack(chunks)
    most = MAX_STREAM_BYTES if _holds_data(stream) else MAX_DRAWING_BYTES
    total, watch = 0, Watch()
    for chunk in chunks:
        watch.see(chunk)
        total += len(chunk)
        if total > most:
            raise TooMuch
    return total


def _filters(stream: pikepdf.Stream) -> list[str]:
    said = stream.get("/Filter")
    return [str(name) for name in said] if isinstance(said, pikepdf.Array) else [str(said)]


def _holds_data(stream: pikepdf.Stream) -> bool:
    """Pictures and fonts may be large; what has to be read as commands may not."""
    return str(stream.get("/Subtype")) not in ("None", "/Form") or "/Length1" in stream


def _inflated(chunks: Chunks) -> Chunks:
    """A stream that breaks off counts as far as it goes."""
    unpacker = zlib.decompressobj()
    for chunk in chunks:
        waiting = chunk
        while waiting:
            try:
                piece = unpacker.decompress(waiting, _SLICE)
            except zlib.error:
                return
            waiting = unpacker.unconsumed_tail
            if piece:
                yield piece
            if unpacker.eof:
                return


def _from_hex(chunks: Chunks) -> Chunks:
    digits = _NOT_HEX.sub(b"", b"".join(chunks).partition(b">")[0])
    yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _from_base85(chunks: Chunks) -> Chunks:
    body = b"".join(chunks).partition(b"~>")[0].removeprefix(b"<~")
    try:
        yield base64.a85decode(body, ignorechars=b" \t\n\r\v\x00\x0c")
    except ValueError:
        return


def _run_lengths(chunks: Chunks) -> Chunks:
    data = b"".join(chunks)
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            yield data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            yield data[at + 1 : at + 2] * (257 - length)
            at += 2


def _lzw(chunks: Chunks) -> Chunks:
    """Zeros of the right length: what it says does not matter, how much it is does."""
    data = b"".join(chunks)
    if len(data) > MAX_LZW_BYTES:
        raise TooMuch
    # Whether codes grow one code early is said elsewhere; what the decoder takes is one of the two.
    length = max(_lzw_length(data, early) for early in (0, 1))
    while length > 0:
        yield bytes(min(length, _SLICE))
        length -= _SLICE


def _lzw_length(data: bytes, early: int) -> int:
    """Bytes that LZW codes stand for, counted until they are more than any stream may hold."""
    total = 0
    lengths = [1] * _FIRST_FREE
    bits, held, width, last = 0, 0, 9, 0
    for byte in data:
        bits, held = bits << 8 | byte, held + 8
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & (1 << held) - 1
        if code == _END or total > MAX_STREAM_BYTES:
            break
        if code == _CLEAR:
            del lengths[_FIRST_FREE:]
            width, last = 9, 0
            continue
        length = lengths[code] if code < len(lengths) else last + 1
        if last and len(lengths) < _LAST:
            lengths.append(last + 1)
        width = min(12, max(9, (len(lengths) + early).bit_length()))
        last = length
        total += length
    return total


_UNPACKERS: dict[str, Callable[[Chunks], Chunks]] = {
    "/FlateDecode": _inflated,
    "/Fl": _inflated,
    "/ASCIIHexDecode": _from_hex,
    "/AHx": _from_hex,
    "/ASCII85Decode": _from_base85,
    "/A85": _from_base85,
    "/RunLengthDecode": _run_lengths,
    "/RL": _run_lengths,
    "/LZWDecode": _lzw,
    "/LZW": _lzw,
}
