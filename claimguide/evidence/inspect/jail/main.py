"""Entry point of the child: the file on standard input, its kind as argument, the verdict on standard output.

Started by claimguide.evidence.inspect.runner. The exit code is 0 whenever a verdict was written.
"""

from __future__ import annotations

import importlib
import sys

from . import limits
from .verdict import Refusal, write_derived, write_refusal


def main(kind: str) -> None:
    limits.raise_walls()
    # Only what this kind needs: pikepdf and pdfium would double the start of a child that looks at a photo.
    room = importlib.import_module(".pdfs" if kind == "pdf" else ".pictures", __package__)
    room.load(kind)
    # The HEIC decoder works in a thread of its own and aborts without it; the system counts both alike.
    limits.drop_rights(threads=kind == "heic")
    out = sys.stdout.buffer
    try:
        derived = room.check(sys.stdin.buffer.read(), kind)
    except Refusal as refusal:
        write_refusal(out, refusal.code)
    except MemoryError:
        write_refusal(out, "too_complex")
    except Exception:
        # Decoders raise whatever they like on bytes they cannot follow; an honest file never gets here.
        write_refusal(out, "damaged")
    else:
        write_derived(out, derived)
    out.flush()
