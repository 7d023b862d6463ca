"""Entry point of the child: the file on standard input, its kind as argument, the verdict on standard output.

Started by claimguide.evidence.inspect.runner. The exit code is 0 whenever a verdict was written.
"""

from __future__ import annotations

import sys

from . import limits
from .verdict import Refusal, write_derived, write_refusal


def main(kind: str) -> None:
    limits.raise_walls()
    if kind == "pdf":
        from . import pdfs as room
    else:
        from . import pictures as room
    room.load(kind)
    limits.drop_rights()
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
